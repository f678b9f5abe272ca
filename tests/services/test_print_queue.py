"""The queue of badges: nothing is lost, nothing is printed twice."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.print_queue import UNSURE, JobState, Mode
from nexus_desktop.core.ready_layouts import ready_layouts
from nexus_desktop.services import badges, people, print_queue
from nexus_desktop.services.print_queue import NotPrinted
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.services.desk_world import World, add_person, build

LAYOUT = next(iter(ready_layouts().values()))
LE, BAT = "Lê Văn Đức", "Bat Dorj"
TEN = NINE + timedelta(hours=1)


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def ask(run: Run, person: str, *, again: bool = False) -> print_queue.Asked:
    return run(lambda s: print_queue.ask(s, person, is_again=again, at=NINE))


def test_a_badge_goes_through_the_queue_and_becomes_a_fact(
    world: World, run: Run, database: Database
) -> None:
    asked = ask(run, world.people[LE])
    (job,) = asked.jobs
    assert (job.name, job.state, asked.printed) == (LE, JobState.WAITING, None)
    ready = run(lambda s: print_queue.begin(s, job.id, LAYOUT))
    assert ready.face.name == LE
    (sent,) = run(lambda s: print_queue.take(s, job.id, "lp:x", "x-1"))
    assert (sent.state, sent.ticket) == (JobState.AT_PRINTER, "x-1")
    (held,) = run(lambda s: print_queue.hold(s, job.id, "The printer x is paused."))
    assert held.note == "The printer x is paused."
    jobs, touched = database.run(
        lambda s: print_queue.finish(s, job.id, at=TEN), at=TEN
    )
    assert (jobs, touched) == ((), frozenset({Kind.PRINTING}))
    again, touched = database.run(
        lambda s: print_queue.finish(s, job.id, at=TEN), at=TEN
    )
    assert (again, touched) == ((), frozenset())
    assert run(lambda s: s.query(rows.Printing).one().at) == TEN


def test_a_printed_badge_is_printed_again_only_when_asked_again(
    world: World, run: Run
) -> None:
    (job,) = ask(run, world.people[LE]).jobs
    run(lambda s: print_queue.begin(s, job.id, LAYOUT))
    run(lambda s: print_queue.finish(s, job.id, at=TEN))
    asked = ask(run, world.people[LE])
    assert asked.jobs == ()
    assert asked.printed is not None
    assert asked.printed.at == TEN
    assert len(ask(run, world.people[LE], again=True).jobs) == 1


def test_a_badge_is_in_the_queue_once_and_a_failed_one_is_tried_again(
    world: World, run: Run
) -> None:
    (job,) = ask(run, world.people[LE]).jobs
    assert len(ask(run, world.people[LE], again=True).jobs) == 1
    (failed,) = run(lambda s: print_queue.fail(s, job.id, "No printer."))
    assert failed.note == "No printer."
    (again,) = ask(run, world.people[LE]).jobs
    assert (again.state, again.note) == (JobState.WAITING, "")


def test_who_has_no_badge_is_given_one_and_who_cancelled_none(
    world: World, run: Run
) -> None:
    late = run(lambda s: add_person(s, "Late Comer"))
    assert ask(run, late).jobs[0].name == "Late Comer"
    run(lambda s: people.cancel(s, world.people[BAT], at=NINE))
    with pytest.raises(NotPrinted, match="cancelled"):
        ask(run, world.people[BAT])
    with pytest.raises(NotFound):
        ask(run, "nobody")
    assert len(run(print_queue.jobs)) == 1


def test_what_was_being_sent_at_the_end_is_not_sent_again_by_itself(
    world: World, run: Run
) -> None:
    (job,) = ask(run, world.people[LE]).jobs
    run(lambda s: print_queue.begin(s, job.id, LAYOUT))
    ask(run, world.people[BAT])
    unsure, waiting = run(lambda s: print_queue.resume(s, at=TEN))
    assert (unsure.state, unsure.note) == (JobState.FAILED, UNSURE)
    assert waiting.state is JobState.WAITING
    with pytest.raises(NotPrinted, match="no longer waiting"):
        run(lambda s: print_queue.begin(s, job.id, LAYOUT))
    retried = run(lambda s: print_queue.retry(s, (job.id,), at=TEN))
    assert {one.state for one in retried} == {JobState.WAITING}
    stale = run(lambda s: print_queue.resume(s, at=NINE + timedelta(days=1)))
    assert "waiting since Wed 5 Nov 09:00" in stale[1].note


def test_a_badge_that_is_no_good_any_more_is_not_sent(world: World, run: Run) -> None:
    (job,) = ask(run, world.people[LE]).jobs
    run(lambda s: badges.revoke(s, world.people[LE], at=NINE))
    with pytest.raises(NotPrinted, match="switched off"):
        run(lambda s: print_queue.begin(s, job.id, LAYOUT))
    assert run(lambda s: print_queue.remove(s, job.id)) == ()
    with pytest.raises(NotPrinted):
        run(lambda s: print_queue.begin(s, job.id, LAYOUT))


def test_the_badge_that_is_good_when_it_is_sent_is_the_one_noted(
    world: World, run: Run
) -> None:
    (job,) = ask(run, world.people[LE]).jobs
    new = run(lambda s: badges.reissue(s, world.people[LE], at=NINE))
    ready = run(lambda s: print_queue.begin(s, job.id, LAYOUT))
    run(lambda s: print_queue.finish(s, job.id, at=TEN))
    assert ready.badge_id == new.id
    assert run(lambda s: s.query(rows.Printing).one().badge_id) == new.id


@pytest.mark.parametrize(
    ("mode", "first", "second"),
    [(Mode.OFF, 0, 0), (Mode.ONCE, 2, 0), (Mode.ALWAYS, 2, 2)],
)
def test_checking_in_queues_badges_as_chosen(
    mode: Mode, first: int, second: int, world: World, run: Run
) -> None:
    everybody = (world.people[LE], world.people[BAT], "nobody")

    def check_in(session: Session) -> int:
        return len(print_queue.on_check_in(session, everybody, mode, at=NINE))

    assert run(check_in) == first
    assert run(check_in) == first, "what waits is not queued twice"
    for job in run(print_queue.jobs):
        run(lambda s, job=job: print_queue.begin(s, job.id, LAYOUT))  # type: ignore[misc]  # bound here
        run(lambda s, job=job: print_queue.finish(s, job.id, at=TEN))  # type: ignore[misc]  # likewise
    assert run(check_in) == second

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core.actions import ActionEdit, State
from nexus_desktop.core.participant import BadgeState
from nexus_desktop.core.series import Earlier, SeriesError, Wanted
from nexus_desktop.core.workshop import NewWorkshop
from nexus_desktop.services import (
    actions,
    earlier_figures,
    history,
    minutes,
    overview,
    people,
    programme,
    series,
    workshop,
)
from nexus_desktop.store import check, rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.services.series_world import third_file
from tests.store.test_migrations import FIRST


@pytest.fixture
def earlier(tmp_path: Path) -> Earlier:
    return series.read_file(third_file(tmp_path), at=NINE)


def ids(earlier: Earlier) -> set[str]:
    return {one.id for one in earlier.open_actions}


def carry(run: Run, earlier: Earlier, chosen: set[str]) -> series.CarriedOver:
    found: series.CarriedOver = run(
        lambda session: series.carry(session, earlier, chosen, at=NINE)
    )
    return found


def test_an_earlier_file_hands_on_actions_people_programme_and_figures(
    earlier: Earlier,
) -> None:
    assert [one.text for one in earlier.open_actions] == [
        "Share the tariff study", "Draft a brief on",
    ]  # fmt: skip
    assert [one.printed_name for one in earlier.people] == ["Maria Halimbawa"]
    assert [item.title for item in earlier.items] == ["Plenary 1", "Plenary 2"]
    (figures,) = earlier.figures
    assert (figures.number, figures.decisions, figures.actions) == (3, 1, 3)
    assert (figures.done, figures.going_on, figures.still_open) == (1, 1, 1)
    assert figures.expected == 1


def test_a_file_of_the_first_version_hands_on_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "first.nexus"
    path.write_bytes(gzip.decompress(FIRST.read_bytes()))
    earlier = series.read_file(path, at=NINE)
    assert earlier.people
    assert len(earlier.figures) == 1
    assert path.read_bytes() == gzip.decompress(FIRST.read_bytes())


def test_what_was_carried_over_is_no_note_of_this_workshop(
    run: Run, earlier: Earlier
) -> None:
    carry(run, earlier, ids(earlier))
    seen = run(lambda s: overview.overview(s, at=NINE))
    assert (seen.notes, seen.actions.open) == (0, 2)


def test_chosen_actions_are_carried_over_with_their_history(
    run: Run, earlier: Earlier
) -> None:
    assert carry(run, earlier, ids(earlier)).added == 2
    study, brief = run(actions.actions)
    assert study.text == "Share the tariff study"
    assert (study.owner, study.due) == ("City of Naga", date(2014, 9, 30))
    assert (study.session_id, study.source) == ("", "")
    assert study.places == ("Naga",)
    assert brief.state is State.OPEN  # to be reviewed here
    (station,) = brief.past
    assert station.name == "Workshop 3 (2014-08)"
    assert (station.state, station.remark) == (State.GOING_ON, "Half of it")


def test_carrying_over_twice_adds_nothing(run: Run, earlier: Earlier) -> None:
    first, *_ = sorted(ids(earlier))
    carry(run, earlier, {first})
    again = carry(run, earlier, ids(earlier))
    assert (again.added, again.known) == (1, 1)
    before = run(history.history)
    assert carry(run, earlier, ids(earlier)).known == 2
    assert run(history.history) == before
    assert len(run(actions.actions)) == 2
    assert run(lambda s: series.offered(s, earlier)) == ids(earlier)


def test_carrying_over_can_be_taken_back(run: Run, earlier: Earlier) -> None:
    carry(run, earlier, ids(earlier))
    run(lambda s: history.undo_last(s, at=NINE))
    assert run(actions.actions) == ()
    assert run(earlier_figures.kept) == ()
    assert carry(run, earlier, ids(earlier)).added == 2


def test_a_carried_action_is_reviewed_edited_and_taken_away(
    run: Run, earlier: Earlier
) -> None:
    carry(run, earlier, ids(earlier))
    study, brief = run(actions.actions)
    run(lambda s: actions.review(s, study.id, State.DONE, "Sent", at=NINE))
    run(lambda s: actions.edit(s, study.id, ActionEdit("Share it", "Naga"), at=NINE))
    told = run(lambda s: actions.one(s, study.id))
    assert (told.text, told.owner, told.due) == ("Share it", "Naga", None)
    assert (told.state, told.remark, told.past) == (State.DONE, "Sent", study.past)
    gone = run(lambda s: actions.take_away(s, brief.id, at=NINE))
    assert gone == brief
    assert [one.id for one in run(actions.actions)] == [study.id]
    run(lambda s: history.undo_last(s, at=NINE))
    assert len(run(actions.actions)) == 2


def test_history_grows_from_workshop_to_workshop(
    database: Database, run: Run, earlier: Earlier, tmp_path: Path
) -> None:
    carry(run, earlier, ids(earlier))
    study = run(actions.actions)[0]
    run(lambda s: actions.review(s, study.id, State.GOING_ON, "Soon", at=NINE))
    database.close()
    fourth = series.read_file(database.path, at=NINE)
    assert [one.number for one in fourth.figures] == [3, None]

    def make(session: Session) -> None:
        draft = NewWorkshop(title="Fifth", first_day=date(2015, 5, 1),
                            last_day=date(2015, 5, 2), time_zone="UTC")  # fmt: skip
        series.make(session, draft, fourth, at=NINE)

    fifth, _ = Database.create(tmp_path / "fifth.nexus", make, at=NINE)
    carried = fifth.run(actions.carried, at=NINE)[0]
    assert [one.remark for one in carried[0].past] == ["", "Soon"]
    assert [one.workshop for one in carried[0].past] == [
        "Third workshop", "Test workshop",
    ]  # fmt: skip
    kept = fifth.run(earlier_figures.kept, at=NINE)[0]
    assert [one.title for one in kept] == ["Third workshop", "Test workshop"]
    assert check.check(fifth).is_whole
    fifth.close()


def test_figures_are_kept_and_compared_without_the_earlier_file(
    run: Run, earlier: Earlier
) -> None:
    carry(run, earlier, ids(earlier))
    found = run(series.comparison)
    assert [one.title for one in found.figures] == ["Third workshop", "Test workshop"]
    lines = {line.label: line.values for line in found.lines}
    assert lines["Decisions"] == (1, 0)
    assert lines["Actions carried over to it"] == (0, 2)
    assert len(found.carried) == 2
    assert run(minutes.material).earlier == earlier.figures
    run(lambda s: earlier_figures.forget(s, earlier.workshop.id))
    assert len(run(series.comparison).figures) == 1


def test_figures_are_not_written_twice(run: Run, earlier: Earlier) -> None:
    assert run(lambda s: earlier_figures.keep(s, earlier.figures))
    assert not run(lambda s: earlier_figures.keep(s, earlier.figures))


def test_a_copy_of_this_workshop_is_refused(
    database: Database, run: Run, tmp_path: Path
) -> None:
    itself = run(lambda s: series.read(s, at=NINE))
    with pytest.raises(SeriesError, match="is this workshop, in a copy"):
        carry(run, itself, set())


def test_a_later_workshop_is_refused(run: Run, earlier: Earlier) -> None:
    later = replace(
        earlier.workshop,
        draft=replace(earlier.workshop.draft, first_day=date(2016, 1, 1)),
    )
    with pytest.raises(SeriesError, match="begins on 2016-01-01, after this"):
        carry(run, replace(earlier, workshop=later), set())


@pytest.fixture
def fifth(tmp_path: Path, earlier: Earlier) -> Iterator[Database]:
    yield from made(tmp_path, earlier, Wanted())


def made(folder: Path, earlier: Earlier | None, wanted: Wanted) -> Iterator[Database]:
    draft = NewWorkshop(
        title="Fifth", first_day=date(2015, 5, 4), last_day=date(2015, 5, 4),
        country="MN", objectives=("One",),
    )  # fmt: skip
    database, _ = Database.create(
        folder / "fifth.nexus",
        lambda s: series.make(s, draft, earlier, wanted, at=NINE),
        at=NINE,
    )
    yield database
    database.close()


def test_people_come_without_badges_scans_and_what_was_said_for_that_time(
    fifth: Database,
) -> None:
    (row,) = fifth.run(people.people, at=NINE)[0]
    assert (row.printed_name, row.badge) == ("Maria Halimbawa", BadgeState.NONE)
    told = fifth.run(lambda s: people.person(s, row.id), at=NINE)[0].fields
    assert (told.party, told.languages) == ("Naga", ("en",))
    assert (told.wishes, told.attention, told.external_id) == ((), "", "")
    for table in (rows.Badge, rows.Scan, rows.Seat):
        count = select(func.count()).select_from(table)
        assert fifth.run(lambda s: s.scalar(count), at=NINE)[0] == 0  # noqa: B023
    found = fifth.run(lambda s: people.find(s, "halim"), at=NINE)[0]
    assert [one.id for one in found] == [row.id]


def test_sessions_keep_their_time_of_day_and_lose_the_names_of_that_time(
    fifth: Database,
) -> None:
    (item,) = fifth.run(programme.sessions, at=NINE)[0]  # the second day is not there
    info = fifth.run(workshop.info, at=NINE)[0]
    assert info.clock(item.starts_at) == (date(2015, 5, 4), 9 * 60)
    assert (item.title, item.chair, item.objectives) == ("Plenary 1", "", (1,))


def test_nothing_is_taken_that_is_not_wanted(tmp_path: Path, earlier: Earlier) -> None:
    nothing = Wanted(people=False, programme=False, actions=False)
    for database in made(tmp_path, earlier, nothing):
        assert database.run(people.people, at=NINE)[0] == []
        assert database.run(programme.sessions, at=NINE)[0] == ()
        assert database.run(actions.actions, at=NINE)[0] == ()
        assert len(database.run(earlier_figures.kept, at=NINE)[0]) == 1


def test_a_workshop_may_begin_without_an_earlier_one(tmp_path: Path) -> None:
    for database in made(tmp_path, None, Wanted()):
        assert database.run(earlier_figures.kept, at=NINE)[0] == ()


def test_what_was_taken_over_is_told(tmp_path: Path, earlier: Earlier) -> None:
    draft = NewWorkshop(title="Fifth", first_day=date(2015, 5, 4),
                        last_day=date(2015, 5, 4), time_zone="UTC")  # fmt: skip
    database, (_, begun) = Database.create(
        tmp_path / "five.nexus",
        lambda s: series.make(s, draft, earlier, at=NINE),
        at=NINE,
    )
    database.close()
    assert begun == series.Begun(people=1, sessions=1, left_out=1, actions=2)

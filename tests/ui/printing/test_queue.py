"""Printing in the background: in order, told when it fails, never twice."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nexus_desktop.core.print_queue import JobState, Mode
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.printing.printer import Chosen, folder_key
from nexus_desktop.ui.kit.printing.queue import PrintQueue, close_queue, queue_of
from nexus_desktop.ui.kit.runner import Runner
from tests.conftest import NINE
from tests.services.desk_world import World
from tests.ui.printing.fake_cups import Cups

LE, BAT = "Lê Văn Đức", "Bat Dorj"


class Press:
    """The queue, and what a test needs to watch it."""

    def __init__(self, runner: Runner, qtbot: QtBot) -> None:
        self.runner, self.qtbot = runner, qtbot
        self.queue = queue_of(runner, lambda: NINE)
        self.told: list[object] = []
        self.settle()

    def ask(self, person: str, *, again: bool = False) -> None:
        self.queue.ask(person, is_again=again, told=self.told.append)

    def wait(self, found: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(found, timeout=15_000)

    def settle(self) -> None:
        answers: list[None] = []
        self.runner.submit(self.runner, lambda _: None, done=answers.append)
        self.wait(lambda: bool(answers))

    def printings(self) -> int:
        answers: list[int] = []
        self.runner.submit(
            self.runner, lambda s: s.query(rows.Printing).count(), done=answers.append
        )
        self.wait(lambda: bool(answers))
        return answers[0]

    @property
    def states(self) -> list[JobState]:
        return [job.state for job in self.queue.jobs]

    @property
    def notes(self) -> list[str]:
        return [job.note for job in self.queue.jobs]


@pytest.fixture
def press(runner: Runner, world: World, qtbot: QtBot) -> Press:
    return Press(runner, qtbot)


def test_badges_come_out_in_the_order_they_were_asked(
    press: Press, world: World, tmp_path: Path
) -> None:
    Chosen(folder_key(str(tmp_path)), Mode.ONCE).keep()
    press.queue.came_in(world.people[LE], world.people[BAT])
    press.wait(lambda: len(press.queue.done) == 2)
    assert [done.name for done in press.queue.done] == [BAT, LE]
    assert press.queue.jobs == ()
    assert press.printings() == 2
    names = {path.name for path in tmp_path.glob("*.pdf")}
    assert names == {"Lê Văn Đức.pdf", "Bat Dorj.pdf"}
    press.queue.came_in(world.people[LE])
    press.settle()
    assert press.printings() == 2, "once is once"
    press.ask(world.people[LE])
    press.wait(lambda: bool(press.told))
    assert press.told[0] is not None
    press.ask(world.people[LE], again=True)
    press.wait(lambda: len(press.queue.done) == 3)
    assert press.printings() == 3


def test_without_a_printer_or_a_wish_nothing_is_queued(
    press: Press, world: World, tmp_path: Path
) -> None:
    press.queue.came_in(world.people[LE])
    Chosen(folder_key(str(tmp_path)), Mode.OFF).keep()
    press.queue.came_in(world.people[LE])
    press.settle()
    assert press.queue.jobs == ()


def test_a_badge_waits_until_a_printer_is_chosen(
    press: Press, world: World, tmp_path: Path
) -> None:
    press.ask(world.people[LE])
    press.wait(lambda: press.states == [JobState.WAITING])
    assert not press.queue.can_print
    Chosen(folder_key(str(tmp_path))).keep()
    press.queue.go_on()
    press.wait(lambda: len(press.queue.done) == 1)


def test_what_failed_says_why_and_is_tried_again_or_taken_away(
    press: Press, world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "badges"
    Chosen(folder_key(str(folder)), Mode.ALWAYS).keep()
    press.queue.came_in(world.people[LE], world.people[BAT])
    press.wait(lambda: press.queue.tally.failed == 2)
    assert "not there" in press.notes[0]
    assert press.printings() == 0
    press.queue.remove(press.queue.jobs[1].id)
    press.wait(lambda: len(press.queue.jobs) == 1)
    folder.mkdir()
    press.queue.retry()
    press.wait(lambda: len(press.queue.done) == 1)
    assert press.printings() == 1


def test_a_badge_is_printed_when_the_printer_says_so(
    press: Press, world: World, cups: Cups
) -> None:
    Chosen("lp:Labels").keep()
    press.ask(world.people[LE])
    press.wait(lambda: press.states == [JobState.AT_PRINTER])
    assert press.printings() == 0
    assert len(cups.papers) == 1
    cups.says("printer", "printer Labels disabled since Wed -\n\tAlerts: paused\n")
    press.queue.look()
    press.queue.look()
    press.wait(lambda: "is paused" in press.notes[0])
    assert press.queue.tally.held_up == 1
    cups.says("silence", "lpstat: Error - scheduler not responding.")
    press.queue.look()
    press.wait(lambda: "does not answer" in press.notes[0])
    (cups.folder / "silence").unlink()
    cups.prints()
    press.queue.look()
    press.wait(lambda: len(press.queue.done) == 1)
    assert press.printings() == 1
    press.queue.look()


def test_a_badge_lost_at_the_printer_has_failed(
    press: Press, world: World, cups: Cups
) -> None:
    Chosen("lp:Labels").keep()
    press.ask(world.people[LE])
    press.wait(lambda: press.states == [JobState.AT_PRINTER])
    cups.prints()
    cups.says("ended", "Labels-1 me\n\tAlerts: job-canceled-by-user\n")
    press.queue.look()
    press.wait(lambda: press.states == [JobState.FAILED])
    assert "cancelled" in press.notes[0]
    press.ask(world.people[LE])
    press.wait(lambda: press.states == [JobState.AT_PRINTER])
    assert len(cups.papers) == 2


def test_what_waits_at_the_printer_is_taken_back_before_it_is_sent_again(
    press: Press, world: World, cups: Cups
) -> None:
    Chosen("lp:Labels").keep()
    press.ask(world.people[LE])
    press.wait(lambda: press.states == [JobState.AT_PRINTER])
    press.queue.retry(press.queue.jobs[0].id)
    press.wait(lambda: len(cups.papers) == 2)
    press.wait(lambda: [line.split()[0] for line in cups.waiting] == ["Labels-2"])
    press.wait(lambda: press.states == [JobState.AT_PRINTER])
    press.queue.remove(press.queue.jobs[0].id)
    press.wait(lambda: cups.waiting == [])
    press.wait(lambda: press.queue.jobs == ())


def test_a_printer_forgotten_while_it_printed_is_told(
    press: Press, world: World, cups: Cups
) -> None:
    Chosen("lp:Labels").keep()
    press.ask(world.people[LE])
    press.wait(lambda: press.states == [JobState.AT_PRINTER])
    (job,) = press.queue.jobs
    from nexus_desktop.services import print_queue

    press.queue._do(lambda s: print_queue.take(s, job.id, "", "x"))
    press.settle()
    press.queue.look()
    press.wait(lambda: press.states == [JobState.FAILED])
    press.queue.remove(job.id)


def test_a_badge_switched_off_meanwhile_is_not_sent(
    press: Press, world: World, tmp_path: Path
) -> None:
    press.ask(world.people[LE])
    press.wait(lambda: press.states == [JobState.WAITING])

    def cancel(session: object) -> None:
        from nexus_desktop.services import badges

        badges.revoke(session, world.people[LE], at=NINE)  # type: ignore[arg-type]  # a session

    press.runner.submit(press.runner, cancel)
    Chosen(folder_key(str(tmp_path))).keep()
    press.queue.go_on()
    press.wait(lambda: press.states == [JobState.FAILED])
    assert "switched off" in press.notes[0]


def test_a_bug_in_drawing_shows_and_the_queue_goes_on(
    press: Press,
    world: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    from nexus_desktop.ui.kit.printing import badge_paper

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    Chosen(folder_key(str(tmp_path))).keep()
    with monkeypatch.context() as patched, qtbot.captureExceptions() as bugs:
        patched.setattr(badge_paper, "draw_one", broken)
        press.ask(world.people[LE])
        press.wait(lambda: press.states == [JobState.FAILED])
        press.wait(lambda: bool(bugs))
    assert press.notes == ["This badge could not be drawn."]
    press.ask(world.people[BAT])
    press.wait(lambda: len(press.queue.done) == 1)


def test_the_queue_goes_on_where_the_program_was_closed(
    database: Database, world: World, qtbot: QtBot, tmp_path: Path
) -> None:
    first = Runner(database, now=lambda: NINE)
    press = Press(first, qtbot)
    assert queue_of(first, lambda: NINE) is press.queue
    press.ask(world.people[LE])
    press.wait(lambda: press.states == [JobState.WAITING])
    close_queue(first)
    path = database.path
    copy = tmp_path / "copy.nexus"
    first.close()
    shutil.copy(path, copy)
    Chosen(folder_key(str(tmp_path))).keep()
    again = Runner(Database.open(copy, at=NINE), now=lambda: NINE)
    close_queue(again)
    queue = PrintQueue(again, lambda: NINE)
    qtbot.waitUntil(lambda: len(queue.done) == 1, timeout=15_000)
    assert (tmp_path / "Lê Văn Đức.pdf").exists()
    close_queue(again)
    again.close()


def test_an_answer_of_the_file_that_is_no_is_told(
    press: Press, world: World, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(press.queue.failed) as told:
        press.ask("nobody")
    assert "not in the workshop" in str(told.args[0])

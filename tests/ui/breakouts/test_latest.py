import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from nexus_desktop.core.errors import NexusError
from nexus_desktop.ui.breakouts.latest import Latest
from nexus_desktop.ui.kit.jobs import Jobs


def test_of_many_questions_the_first_and_the_last_are_worked_on(
    qtbot: QtBot, jobs: Jobs
) -> None:
    latest: Latest[int] = Latest(jobs, jobs)
    gate = threading.Event()
    asked: list[int] = []
    answers: list[int] = []

    def question(number: int) -> int:
        gate.wait(5)
        asked.append(number)
        return number

    for number in range(10):
        latest.ask(lambda n=number: question(n), answers.append)  # type: ignore[misc]  # the default is bound
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert asked == [0, 9]
    assert answers == [9]


def test_a_question_that_fails_does_not_stop_the_next(qtbot: QtBot, jobs: Jobs) -> None:
    owner = QObject()
    latest: Latest[int] = Latest(jobs, owner)
    gate = threading.Event()
    answers: list[int] = []

    def refuse() -> int:
        gate.wait(5)
        raise NexusError("No.")

    latest.ask(refuse, answers.append)
    latest.ask(lambda: 2, answers.append)
    gate.set()
    qtbot.waitUntil(lambda: answers == [2])
    latest.ask(refuse, answers.append)
    qtbot.waitUntil(lambda: not latest.busy)
    latest.ask(lambda: 3, answers.append)
    qtbot.waitUntil(lambda: answers == [2, 3])

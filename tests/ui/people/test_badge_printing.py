from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from nexus_desktop.core.participant import PersonFields
from nexus_desktop.services import people
from nexus_desktop.store import rows
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.screen import PeopleScreen
from tests.conftest import NINE


@pytest.fixture
def screen(qtbot: QtBot, runner: Runner, jobs: Jobs) -> PeopleScreen:
    screen = PeopleScreen(runner, jobs, now=lambda: NINE)
    qtbot.addWidget(screen)
    screen.show()
    return screen


def printed(runner: Runner, qtbot: QtBot) -> int:
    answers: list[int] = []
    runner.submit(runner, lambda s: s.query(rows.Printing).count(), done=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def save(screen: PeopleScreen, place: int, path: Path) -> None:
    screen.badges.menu().actions()[place].trigger()
    (dialog,) = screen.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.setParent(None)
    dialog.reject()


def test_badges_are_issued_saved_and_noted_as_printed(
    screen: PeopleScreen, runner: Runner, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[str] = []
    screen.messaged.connect(lambda message: told.append(message.text))
    for name in ("Ada", "王小明"):
        fields = PersonFields(printed_name=name)
        runner.submit(screen, lambda s, f=fields: people.add(s, f, at=NINE))  # type: ignore[misc]  # bound here
    assert printed(runner, qtbot) == 0, "nothing is printed before it is saved"
    path = tmp_path / "badges.pdf"
    save(screen, 0, path)
    qtbot.waitUntil(lambda: printed(runner, qtbot) == 2)
    assert path.read_bytes().startswith(b"%PDF-")
    assert told == ["Saved as badges.pdf: 2 badges."]
    save(screen, 0, path)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "none has changed" in told[1]
    save(screen, 1, path)
    qtbot.waitUntil(lambda: printed(runner, qtbot) == 4)


def test_without_people_the_button_says_what_to_do(
    screen: PeopleScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[str] = []
    screen.messaged.connect(lambda message: told.append(message.text))
    save(screen, 1, tmp_path / "badges.pdf")
    qtbot.waitUntil(lambda: bool(told))
    assert "Import a list" in told[0]


def test_all_choices_are_at_the_papers(screen: PeopleScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.asked) as asked:
        screen.badges.menu().actions()[2].trigger()
    assert asked.args == ["papers", "badges"]

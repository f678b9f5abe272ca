from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.saving import PaperSaver, file_name


@pytest.fixture
def saver(qtbot: QtBot, jobs: Jobs) -> PaperSaver:
    owner = QWidget()
    qtbot.addWidget(owner)
    return PaperSaver(jobs, owner)


@pytest.fixture
def messages(saver: PaperSaver) -> list[Message]:
    told: list[Message] = []
    saver.messaged.connect(told.append)
    return told


def test_a_paper_is_saved_and_can_be_opened(
    qtbot: QtBot,
    saver: PaperSaver,
    messages: list[Message],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    path = tmp_path / "lists.pdf"
    with qtbot.waitSignal(saver.saved):
        saver.save(path, lambda: b"%PDF-")
    assert path.read_bytes() == b"%PDF-"
    assert messages[0].text == "Saved as lists.pdf."
    assert messages[0].action is not None
    messages[0].action[1]()
    assert opened == [QUrl.fromLocalFile(str(path))]


def test_a_place_that_cannot_be_written_is_explained(
    qtbot: QtBot, saver: PaperSaver, messages: list[Message], tmp_path: Path
) -> None:
    saver.save(tmp_path / "nowhere" / "lists.pdf", lambda: b"x")
    qtbot.waitUntil(lambda: bool(messages))
    assert messages[0].tone == "bad"
    assert "can't be written" in messages[0].text


def test_the_place_is_asked_for_without_stopping(
    qtbot: QtBot, saver: PaperSaver, tmp_path: Path
) -> None:
    dialog = saver.ask("groups.pdf", lambda: b"%PDF-")
    path = tmp_path / "groups.pdf"
    with qtbot.waitSignal(saver.saved):
        dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert path.exists()


def test_file_names_hold_nothing_that_a_file_system_refuses() -> None:
    assert file_name("Round 1: water/energy?", "pdf") == "Round 1 water energy.pdf"
    assert file_name("///", "pdf") == "paper.pdf"

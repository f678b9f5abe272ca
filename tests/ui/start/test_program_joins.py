"""The whole program from a double click on an invitation to the workshop's window."""

import logging
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nexus_desktop.app import Program, now
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import invitation_file
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import meeting, sharing
from nexus_desktop.store.database import Database
from nexus_desktop.ui.crash import CrashReporter
from nexus_desktop.ui.start.first_meeting import FirstMeeting
from nexus_desktop.ui.start.join_form import JoinForm
from tests.conftest import fill

WORDS = "three plain words"


@pytest.fixture
def program(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # it is put back then
    monkeypatch.setattr(logging.getLogger("nexus_desktop"), "handlers", [])
    made = Program(qapp, CrashReporter(tmp_path / "log"))
    yield made
    windows = [made.start, made.workshop and made.workshop.window]
    made.close()
    for window in windows:
        if window:
            window.close()
            window.deleteLater()


@pytest.fixture
def given(tmp_path: Path) -> tuple[Path, Path]:
    """An invitation of the coordinator's laptop, and a bundle."""
    folder = tmp_path / "stick"
    folder.mkdir()
    ticket, stick = folder / "Desk 2.nexus-join", folder / "s.nexus-bundle"
    database, _ = Database.create(folder / "w.nexus", fill, at=now(), actor="root")
    with closing(database):
        offer, profile = sharing.Offer(Role.DESK), Profile(folder)
        made = sharing.invite(database, offer, at=now(), profile=profile)
        ticket.write_text(invitation_file.closed(made, WORDS))
        meeting.give_bundle(lambda work: database.run(work, at=now())[0], stick)
    return ticket, stick


def test_from_the_invitation_to_the_window_of_the_workshop(
    program: Program, given: tuple[Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    ticket, stick = given
    program.ask_to_join(str(ticket))
    start = program.show_start()
    qtbot.waitUntil(lambda: isinstance(start.stack.currentWidget(), JoinForm))
    form = start.stack.currentWidget()
    assert isinstance(form, JoinForm)
    qtbot.waitUntil(form.words.isVisible)
    form.words.setText(WORDS)
    qtbot.keyClick(form.words, Qt.Key.Key_Return)
    qtbot.waitUntil(form.join.isVisible)
    path = tmp_path / "documents" / "desk.nexus"
    form.path.setText(str(path))
    qtbot.mouseClick(form.join, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: start.meeting is not None)
    assert isinstance(start.meeting, FirstMeeting)
    start.meeting.read_from(stick)
    qtbot.waitUntil(lambda: program.workshop is not None)
    assert program.workshop is not None
    assert "Test workshop" in program.workshop.window.windowTitle()
    assert program.start is None
    assert [one.title for one in program.recent.workshops] == ["Test workshop"]


def test_a_file_that_still_waits_goes_on_where_it_was(
    program: Program, given: tuple[Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    invitation = invitation_file.opened(given[0].read_text(), WORDS)
    path = tmp_path / "d.nexus"
    sharing.join(path, invitation, name="Desk 2", at=now()).close()
    program.open(path)
    start = program.show_start()
    qtbot.waitUntil(lambda: start.meeting is not None)
    assert start.meeting is not None
    qtbot.keyClick(start.meeting, Qt.Key.Key_Escape)
    assert start.stack.currentWidget() is start.page


def test_an_invitation_that_is_none_is_said_in_the_form(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    picture = tmp_path / "picture.nexus-join"
    picture.write_bytes(bytes(range(200)))
    program.ask_to_join(str(picture))
    start = program.show_start()
    qtbot.waitUntil(lambda: isinstance(start.stack.currentWidget(), JoinForm))
    form = start.stack.currentWidget()
    assert isinstance(form, JoinForm)
    qtbot.waitUntil(lambda: "not an invitation" in form.invitation.wrong.text())

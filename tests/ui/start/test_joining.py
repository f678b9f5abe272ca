"""Joining a workshop from the start page, as the person at a new laptop does it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import invitation_file
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_link import meet
from nexus_desktop.exchange.membership import Invitation
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.services import meeting, opening, sharing
from nexus_desktop.services.hub_entries import HubEntries
from nexus_desktop.store.database import Database
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.start.first_meeting import FirstMeeting
from nexus_desktop.ui.start.join_form import JoinForm
from nexus_desktop.ui.start.recent import RecentFiles
from nexus_desktop.ui.start.window import StartWindow
from tests.conftest import NINE, fill
from tests.exchange.conftest import hub_url, server
from tests.ui.conftest import snapshot

__all__ = ["hub_url", "server"]

T = TypeVar("T")
WORDS = "4821 0937 5562"


@dataclass
class Coordinator:
    """The laptop that invites."""

    folder: Path
    database: Database
    profile: Profile
    invitations: list[Invitation] = field(default_factory=list)

    def run(self, work: Callable[[Session], T], /) -> T:
        return self.database.run(work, at=NINE)[0]

    def invite(self, hub: str = "") -> str:
        offer = sharing.Offer(Role.DESK, hub=hub)
        made = sharing.invite(self.database, offer, at=NINE, profile=self.profile)
        self.invitations.append(made)
        return invitation_file.closed(made, WORDS)

    def file(self, name: str = "Desk 2") -> Path:
        path = self.folder / f"{name}.nexus-join"
        path.write_text(f"{self.invite()}\n")
        return path

    def bundle(self) -> Path:
        path = self.folder / "stick.nexus-bundle"
        meeting.give_bundle(self.run, path)
        return path


@pytest.fixture
def coordinator(tmp_path: Path) -> Iterator[Coordinator]:
    path = tmp_path / "coordinator" / "w.nexus"
    path.parent.mkdir()
    database, _ = Database.create(path, fill, at=NINE, actor="root")
    with closing(database):
        yield Coordinator(path.parent, database, Profile(path.parent))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> Iterator[StartWindow]:
    """The start window, wired as the program does it, at the form of joining."""
    settings = QSettings(str(tmp_path / "r.ini"), QSettings.Format.IniFormat)
    window = StartWindow(RecentFiles(settings))
    window._folder = lambda: tmp_path  # type: ignore[method-assign]  # not the user's
    window.join_wanted.connect(lambda path: window.show_join(path, jobs, lambda: NINE))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.mouseClick(window.page.join, Qt.MouseButton.LeftButton)
    yield window
    window.close_meeting()


@pytest.fixture
def form(window: StartWindow) -> JoinForm:
    found = window.stack.currentWidget()
    assert isinstance(found, JoinForm)
    return found


def say(form: JoinForm, qtbot: QtBot, words: str = WORDS) -> None:
    """Type the passphrase, with Enter, once there is an invitation."""
    qtbot.waitUntil(form.words.isVisible)
    form.words.clear()
    qtbot.keyClicks(form.words, words)
    qtbot.keyClick(form.words, Qt.Key.Key_Return)
    qtbot.waitUntil(form.open.isEnabled)


def met(window: StartWindow, database: Database, jobs: Jobs) -> FirstMeeting:
    window.show_meeting(database, jobs, lambda: NINE)
    assert window.meeting is not None
    return window.meeting


def test_a_file_its_passphrase_a_name_and_a_place_are_all_that_is_asked(
    form: JoinForm, coordinator: Coordinator, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not form.words.isVisible()
    qtbot.mouseClick(form.invitation.choose, Qt.MouseButton.LeftButton)
    dialog = form.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(coordinator.file()))
    dialog.reject()
    say(form, qtbot, "482109375562")
    qtbot.waitUntil(form.join.isVisible)
    assert form.title.text() == "Test workshop"
    assert "a registration desk" in form.terms.text()
    assert form.name.text() == "Desk 2"
    assert form.path.text() == str(tmp_path / "Test workshop.nexus")
    with qtbot.waitSignal(form.asked) as asked:
        qtbot.keyClick(form.name, Qt.Key.Key_Return)
    invitation, name, path = asked.args
    assert (invitation, name) == (coordinator.invitations[-1], "Desk 2")
    opening.joined(Path(path), invitation, name=name, at=NINE)[0].close()


def test_the_code_on_the_coordinator_s_screen_is_read_by_the_camera(
    form: JoinForm, coordinator: Coordinator, qtbot: QtBot
) -> None:
    form.invitation.camera.scanned.emit(coordinator.invite())
    say(form, qtbot)
    qtbot.waitUntil(form.join.isVisible)
    assert form.name.text() == "Desk"
    aim = form.invitation.camera.aim
    assert aim.is_it(form.invitation.text)
    assert not aim.is_it("NX1AAAA")


def test_a_text_is_pasted_and_another_can_be_taken_instead(
    form: JoinForm, coordinator: Coordinator, qtbot: QtBot
) -> None:
    field, text = form.invitation, coordinator.invite()
    QApplication.clipboard().setText(f"{text[:300].lower()}\n{text[300:]}\n")
    qtbot.keyClick(field.paste, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text == text
    qtbot.mouseClick(field.other, Qt.MouseButton.LeftButton)
    assert field.text == ""
    assert not form.words.isVisible()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: "https://example.org", "not an invitation"),
        (lambda text: text[:-30], "not whole"),
    ],
)
def test_what_is_no_whole_invitation_is_said_at_once(
    change: Callable[[str], str],
    said: str,
    form: JoinForm,
    coordinator: Coordinator,
    qtbot: QtBot,
) -> None:
    field = form.invitation
    QApplication.clipboard().setText(change(coordinator.invite()))
    qtbot.keyClick(field.paste, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said in field.wrong.text()
    assert not form.words.isVisible()
    field.paste.selectAll()
    qtbot.keyClick(field.paste, Qt.Key.Key_Delete)
    assert field.wrong.text() == ""


def test_a_wrong_passphrase_is_said_beside_it_and_can_be_typed_again(
    form: JoinForm, coordinator: Coordinator, qtbot: QtBot
) -> None:
    form.take_file(coordinator.file())
    qtbot.waitUntil(form.words.isVisible)
    qtbot.keyClick(form.words, Qt.Key.Key_Return)
    assert "Type the passphrase" in form._words.wrong.text()
    say(form, qtbot, "4821 0937 5563")
    assert "does not fit" in form._words.wrong.text()
    say(form, qtbot)
    qtbot.waitUntil(form.join.isVisible)


def test_an_expired_or_used_invitation_is_said_before_anything_is_made(
    form: JoinForm, coordinator: Coordinator, tmp_path: Path, qtbot: QtBot
) -> None:
    form.take_file(coordinator.file())
    form._now = lambda: NINE + timedelta(days=8)
    say(form, qtbot)
    qtbot.waitUntil(lambda: "expired" in form.invitation.wrong.text())
    form._now = lambda: NINE
    path = tmp_path / "first.nexus"
    invitation = coordinator.invitations[-1]
    opening.joined(path, invitation, name="Desk 2", at=NINE)[0].close()
    say(form, qtbot)
    qtbot.waitUntil(lambda: "first.nexus" in form.invitation.wrong.text())
    assert not form.join.isVisible()
    assert [one.name for one in tmp_path.glob("*.nexus")] == ["first.nexus"]


def test_a_file_that_exists_is_not_written_over(
    form: JoinForm, coordinator: Coordinator, tmp_path: Path, qtbot: QtBot
) -> None:
    form.take_file(coordinator.file())
    say(form, qtbot)
    qtbot.waitUntil(form.join.isVisible)
    (tmp_path / "there.nexus").write_bytes(b"")
    form.path.setText(str(tmp_path / "there.nexus"))
    form.name.clear()
    qtbot.mouseClick(form.join, Qt.MouseButton.LeftButton)
    assert "name" in form._name.wrong.text()
    assert "exists already" in form._path.wrong.text()


def test_escape_goes_back_to_the_start_page(
    window: StartWindow, form: JoinForm, qtbot: QtBot
) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.page


def drop(window: StartWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(
        QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
    )


def test_an_invitation_and_then_a_bundle_are_dropped_onto_the_page(
    window: StartWindow,
    form: JoinForm,
    coordinator: Coordinator,
    jobs: Jobs,
    qtbot: QtBot,
) -> None:
    drop(window, coordinator.file())
    qtbot.waitUntil(form.words.isVisible)
    snapshot(window, "join_passphrase")
    say(form, qtbot)
    qtbot.waitUntil(form.join.isVisible)
    snapshot(window, "join_form")
    path = Path(form.path.text())
    invitation = coordinator.invitations[-1]
    joined, _ = opening.joined(path, invitation, name="Desk 2", at=NINE)
    meeting = met(window, joined, jobs)
    snapshot(window, "join_meeting")
    with qtbot.waitSignal(window.open_asked) as asked:
        drop(window, coordinator.bundle())
    assert asked.args == [str(path)]
    meeting.close_file()
    database, info = opening.opened(path, at=NINE, actor="")
    database.close()
    assert info is not None
    assert info.title == "Test workshop"


def test_a_bundle_without_the_workshop_says_what_to_ask_for(
    window: StartWindow,
    coordinator: Coordinator,
    tmp_path: Path,
    jobs: Jobs,
    qtbot: QtBot,
) -> None:
    coordinator.invite()
    invitation = coordinator.invitations[-1]
    joined, _ = opening.joined(tmp_path / "d.nexus", invitation, name="D", at=NINE)
    other, _ = opening.joined(
        tmp_path / "e.nexus", invite(coordinator), name="E", at=NINE
    )
    stick = tmp_path / "empty.nexus-bundle"
    with closing(other):
        meeting.give_bundle(lambda work: other.run(work, at=NINE)[0], stick)
    page = met(window, joined, jobs)
    page.read_from(stick)
    qtbot.waitUntil(lambda: "ask for a bundle with everything" in page.doing.text())
    bad = tmp_path / "bad.nexus-bundle"
    bad.write_bytes(b"NXBUNDLE1\n" + bytes(50))
    page.read_from(bad)
    qtbot.waitUntil(lambda: "Nothing was taken" in page.doing.text())
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.page
    database, info = opening.opened(tmp_path / "d.nexus", at=NINE, actor="")
    database.close()
    assert info is None


def invite(coordinator: Coordinator) -> Invitation:
    coordinator.invite()
    return coordinator.invitations[-1]


def test_in_a_shared_folder_the_workshop_comes_by_itself(
    window: StartWindow,
    coordinator: Coordinator,
    tmp_path: Path,
    jobs: Jobs,
    qtbot: QtBot,
) -> None:
    joined, _ = opening.joined(
        tmp_path / "d.nexus", invite(coordinator), name="D", at=NINE
    )
    coordinator.bundle()
    page = met(window, joined, jobs)
    with qtbot.waitSignal(window.open_asked):
        page.keeper.watch.choose(str(coordinator.folder))


def test_with_a_hub_the_workshop_comes_by_itself_once_the_coordinator_met_it(
    window: StartWindow,
    coordinator: Coordinator,
    hub_url: str,
    jobs: Jobs,
    qtbot: QtBot,
) -> None:
    coordinator.invite(hub_url)
    path, invitation = coordinator.folder / "d.nexus", coordinator.invitations[-1]
    joined, _ = opening.joined(path, invitation, name="D", at=NINE)
    page = met(window, joined, jobs)
    qtbot.waitUntil(lambda: "holds no workshop yet" in page.state.text())
    snapshot(window, "join_hub")
    with qtbot.waitSignal(window.open_asked):
        push(coordinator, hub_url)


def push(coordinator: Coordinator, url: str) -> None:
    """Let the coordinator's laptop meet the hub."""
    share = coordinator.run(sharing.shared)
    with closing(Hub.connect(url, share.workshop)) as hub:
        meet(hub, HubEntries(coordinator.run))


def test_a_hub_out_of_reach_is_said_and_the_other_ways_stay(
    window: StartWindow,
    coordinator: Coordinator,
    tmp_path: Path,
    jobs: Jobs,
    qtbot: QtBot,
) -> None:
    joined, _ = opening.joined(
        tmp_path / "d.nexus", invite(coordinator), name="D", at=NINE
    )
    Profile().keep_hub(joined.device, "postgresql://a:b@127.0.0.1:1/nexus")
    page = met(window, joined, jobs)
    qtbot.waitUntil(lambda: "out of reach" in page.state.text())
    assert page.hub.isVisible()
    with qtbot.waitSignal(window.open_asked):
        page.read_from(coordinator.bundle())


def test_who_comes_second_with_an_invitation_is_told_and_takes_another(
    window: StartWindow, coordinator: Coordinator, jobs: Jobs, qtbot: QtBot
) -> None:
    folder, invitation = coordinator.folder, invite(coordinator)
    first = sharing.join(
        folder / "first.nexus", invitation, name="Desk 1", at=NINE,
        profile=Profile(folder / "somebody else"),
    )  # fmt: skip
    stick = folder / "of the first.nexus-bundle"
    with closing(first):
        meeting.give_bundle(
            lambda work: first.run(work, at=NINE)[0], stick, everything=True
        )
    path, later = folder / "second.nexus", NINE + timedelta(minutes=5)
    second, _ = opening.joined(path, invitation, name="Desk 2", at=later)
    page = met(window, second, jobs)
    page.read_from(stick)
    qtbot.waitUntil(page.refused.isVisible)
    assert "used the invitation of Desk 1 again" in page.problem.text()
    snapshot(window, "join_second")
    with qtbot.waitSignal(window.open_asked, raising=False, timeout=200) as opened:
        page.read_from(coordinator.bundle())
    assert not opened.signal_triggered
    qtbot.waitUntil(lambda: not page._is_reading)
    qtbot.mouseClick(page.other, Qt.MouseButton.LeftButton)
    assert isinstance(window.stack.currentWidget(), JoinForm)
    assert not path.exists()
    with pytest.raises(NexusError, match=r"used on this laptop already\. Ask"):
        sharing.look_at(invitation, at=NINE)

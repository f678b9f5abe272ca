"""Inviting a laptop in the coordinator's window."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from nexus_desktop.core.passphrase import is_long_enough
from nexus_desktop.documents import qr
from nexus_desktop.exchange import invitation_file
from nexus_desktop.services import sharing
from nexus_desktop.store.database import Database
from nexus_desktop.ui.laptops.invitation_view import InvitationView
from nexus_desktop.ui.scanning.camera_frames import of_image, read
from tests.conftest import NINE
from tests.ui.laptops.conftest import WORDS, Side, invite, join


def shown(root: Side, qtbot: QtBot) -> InvitationView:
    """Invite with Enter in the field of the passphrase."""
    panel = root.screen.invite
    qtbot.keyClick(panel.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.view is not None)
    assert panel.view is not None
    return panel.view


def test_a_passphrase_is_proposed_and_a_short_one_refused(
    root: Side, qtbot: QtBot
) -> None:
    panel = root.screen.invite
    assert is_long_enough(panel.words.text())
    panel.words.setText("short")
    with qtbot.waitSignal(root.screen.messaged) as told:
        qtbot.keyClick(panel.words, Qt.Key.Key_Return)
    assert "8 letters" in told.args[0].text
    assert panel.view is None


@pytest.mark.parametrize("side", [300, 360, 460])
def test_a_webcam_at_arm_s_length_reads_the_code(
    root: Side, qtbot: QtBot, side: int
) -> None:
    root.screen.resize(1150, 640)
    view = shown(root, qtbot)
    (mark,) = read(of_image(_seen(view.code.grab().toImage(), side)))
    assert mark.text == view.ready.text


def _seen(code: QImage, side: int) -> QImage:
    """Return a picture of 1280 × 720 that shows a screen's code `side` pixels wide.

    Turned a little, soft as a cheap lens makes it, grey, and noisy.
    """
    frame = QImage(1280, 720, QImage.Format.Format_Grayscale8)
    frame.fill(70)
    soft = code.scaledToWidth(side * 3 // 4, Qt.TransformationMode.SmoothTransformation)
    painter = QPainter(frame)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(640, 360)
    painter.rotate(4)
    high = side * soft.height() / soft.width()
    painter.setOpacity(0.75)
    painter.drawImage(QRectF(-side / 2, -high / 2, side, high), soft)
    painter.end()
    dice = Random(1)  # noqa: S311 - of a picture
    bits = memoryview(frame.bits())
    for place in range(0, len(bits), 2):
        bits[place] = min(255, max(0, bits[place] + dice.randint(-18, 18)))
    return frame


@pytest.mark.parametrize("size", [(1150, 640), (1700, 980)])
def test_the_code_is_read_from_the_screen_and_lets_a_laptop_join(
    root: Side, tmp_path: Path, qtbot: QtBot, size: tuple[int, int]
) -> None:
    root.screen.resize(*size)
    view = shown(root, qtbot)
    words = view.words.text()
    (mark,) = read(of_image(root.screen.grab().toImage()))
    invitation = invitation_file.opened(mark.text, words)
    path = tmp_path / "desk.nexus"
    with closing(sharing.join(path, invitation, name="Desk 2", at=NINE)) as joined:
        assert joined.run(sharing.shared, at=NINE)[0] == invitation.share
    assert path.exists()


def test_it_is_saved_as_a_file_copied_as_text_and_left_with_escape(
    root: Side, tmp_path: Path, qtbot: QtBot
) -> None:
    view = shown(root, qtbot)
    for _ in range(4):
        assert root.screen.focusWidget() in (view.save, view.copy, view.done)
        qtbot.keyClick(root.screen.focusWidget(), Qt.Key.Key_Tab)
    words, path = view.words.text(), tmp_path / "A registration desk.nexus-join"
    qtbot.mouseClick(view.save, Qt.MouseButton.LeftButton)
    dialog = view.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.defaultSuffix() == "nexus-join"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(lambda: "Saved as" in view.said.text())
    saved = invitation_file.opened(invitation_file.read_file(path), words)
    qtbot.mouseClick(view.copy, Qt.MouseButton.LeftButton)
    pasted = QGuiApplication.clipboard().text()
    assert invitation_file.opened(pasted, words) == saved
    root.screen.invite.begin()  # as Ctrl+I does: one at a time
    assert root.screen.findChildren(InvitationView) == [view]
    qtbot.keyClick(view.done, Qt.Key.Key_Escape)
    assert root.screen.invite.view is None
    assert root.screen.invite.words.text() != words
    assert root.screen.focusWidget() is root.screen.invite.words
    assert root.screen.invite.make.isEnabled()


def test_where_a_file_can_not_be_written_that_is_said(
    root: Side, tmp_path: Path, qtbot: QtBot
) -> None:
    view = shown(root, qtbot)
    with qtbot.waitSignal(root.screen.messaged) as told:
        view.saved.emit(str(tmp_path / "gone" / "d.nexus-join"))
    assert told.args[0].tone == "bad"


def test_a_code_too_fine_for_a_camera_is_not_shown_but_a_file_offered(
    root: Side, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qr, "_LARGEST", 5)
    view = shown(root, qtbot)
    assert view.code.isHidden()
    assert view.save.isVisible()
    assert "too much for a code" in view.told.text()


def test_each_invitation_is_another(root: Side, qtbot: QtBot) -> None:
    one, other = invite(root, qtbot), invite(root, qtbot)
    serials = {
        invitation_file.opened(ready.text, WORDS).certificate["serial"]
        for ready in (one, other)
    }
    assert len(serials) == 2


def test_a_coordinator_s_laptop_invites_as_well_and_a_desk_s_says_where_to_go(
    root: Side, sit: Callable[[Database], Side], tmp_path: Path, qtbot: QtBot
) -> None:
    desk = join(tmp_path, root, sit, qtbot)
    qtbot.waitUntil(lambda: desk.keeper.company.is_shared)
    panel = desk.screen.invite
    assert "Only a coordinator's laptop" in panel.hint.text()
    panel.begin()
    assert panel.make.isEnabled()
    root.screen.invite.role.setCurrentIndex(2)
    ready = invite(root, qtbot)
    assert (ready.role, ready.name) == ("A coordinator", "Coordinator")
    given = invitation_file.opened(ready.text, WORDS)
    spare = sit(sharing.join(tmp_path / "s.nexus", given, name="Spare", at=NINE))
    qtbot.waitUntil(lambda: spare.keeper.company.is_shared)
    found = invitation_file.opened(invite(spare, qtbot).text, WORDS)
    assert found.share == given.share
    assert found.title == ""  # it has not heard of the workshop yet

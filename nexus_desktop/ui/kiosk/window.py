"""The self check-in: a window over everything, out of which only the PIN leads.

It has no shortcut, no menu and no field; every key goes to it and ends in it. Keys
that the system keeps for itself are the business of the account it runs in.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.checkin import ScanResult
from nexus_desktop.core.desk import DeskSetting
from nexus_desktop.core.greetings import greeting
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.kiosk import KioskFace, of_failure, of_result, with_badge
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.services import checkin
from nexus_desktop.ui.kiosk.pages import AnswerPage, Invitation, InvitationPage
from nexus_desktop.ui.kiosk.pin_pad import PinPad
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.kiosk_lock import KioskLock
from nexus_desktop.ui.kit.printing.queue import queue_of
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.widgets import button
from nexus_desktop.ui.scanning.camera import Camera
from nexus_desktop.ui.scanning.keys import ScannerKeys

STAY = 8_000
"""Milliseconds after which an answer gives way to the invitation."""

_OF_PLACE = frozenset({Kind.CHECKPOINT, Kind.WORKSHOP})
_LEAVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_CORNER = 44  # pixels
_TAKEN = frozenset(
    {QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut, QEvent.Type.ContextMenu}
)


class KioskWindow(QWidget):
    """Takes scans, greets, and sends refused guests kindly to the desk.

    Signals:
        unlocked: the right PIN was given.
    """

    unlocked = Signal()

    def __init__(
        self,
        runner: Runner,
        lock: KioskLock,
        now: Callable[[], datetime],
        info: WorkshopInfo,
        wanted: str,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle(info.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._runner, self._now, self._info = runner, now, info
        self._wanted, self._place = wanted, ""
        self._asked = 0
        self._guest = ""  # whose answer is shown
        self._queue = queue_of(runner, now)
        self._may_close = False
        self.invitation, self.answer = InvitationPage(), AnswerPage()
        self._said = Invitation(info.title, "", greeting("", info.draft.country))
        self.scanner, self.camera = ScannerKeys(self), Camera(self)
        self.pad = PinPad(lock, self)
        self.corner = button("", "quiet", clicked=self._open_pad)
        self._pages = QStackedLayout(self)
        self._back = QTimer(self, singleShot=True, interval=STAY)
        self._set_up()

    def _set_up(self) -> None:
        self._pages.addWidget(self.invitation)
        self._pages.addWidget(self.answer)
        self.corner.setParent(self)
        self.corner.setIcon(icon("lock", "faint"))
        self.corner.setFixedSize(_CORNER, _CORNER)
        self.corner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.corner.setAccessibleName(self.tr("For the staff"))
        self.pad.hide()
        self.pad.left.connect(self._close_pad)
        self.pad.opened.connect(self._open)
        self._back.timeout.connect(self._invite)
        self.scanner.scanned.connect(self.scan)
        self.camera.scanned.connect(self.scan)
        self.camera.sighted.connect(self.invitation.picture.show_sighting)
        self.camera.changed.connect(self._show_camera)
        self._runner.changed.connect(self._look_if_touched)
        self._queue.changed.connect(self._tell_of_badge)
        self._show_camera()
        self._look()

    # What is scanned and what is answered

    @Slot(str)
    def scan(self, code: str) -> None:
        """Judge a badge; the answer to the latest one is shown."""
        if self.pad.isVisible():
            self._close_pad()
        self._asked += 1
        number, at, place = self._asked, self._now(), self._place

        def tell(face: KioskFace, guest: str = "") -> None:
            if number == self._asked:
                self._guest = guest
                self._show(face)

        def answer(result: ScanResult) -> None:
            guest = result.participant
            tell(of_result(result), guest.id if guest is not None else "")
            if guest is not None and result.verdict.lets_in and not result.is_repeat:
                self._queue.came_in(guest.id)

        self._runner.submit(
            self,
            lambda session: checkin.scan(session, code, place, at=at),
            done=answer,
            failed=lambda _error: tell(of_failure()),
        )

    @Slot()
    def _tell_of_badge(self) -> None:
        """Say whether the badge of the guest who is greeted is printed or failed."""
        face = self.answer.face
        jobs = [job for job in self._queue.jobs if job.participant_id == self._guest]
        if jobs and face is not None and face.tone == "good":
            self.answer.show_face(with_badge(face, is_failed=jobs[-1].is_failed))

    def _show(self, face: KioskFace) -> None:
        self.answer.show_face(face)
        self._pages.setCurrentWidget(self.answer)
        self.corner.setIcon(icon("lock", "on_fill"))
        self._lift()
        self._back.start()

    def _invite(self) -> None:
        self._pages.setCurrentWidget(self.invitation)
        self.corner.setIcon(icon("lock", "faint"))
        self._lift()
        self._look()

    def _lift(self) -> None:
        self.corner.raise_()
        self.pad.raise_()

    # Where badges are scanned

    @Slot(object)
    def _look_if_touched(self, kinds: frozenset[Kind]) -> None:
        if kinds & _OF_PLACE:
            self._look()

    def _look(self) -> None:
        at, wanted = self._now(), self._wanted
        self._runner.submit(
            self,
            lambda session: checkin.setting(session, wanted, at=at),
            done=self._stand,
            failed=lambda _error: None,  # a scan will tell
        )

    def _stand(self, setting: DeskSetting) -> None:
        place = setting.chosen
        today = self._now().astimezone(setting.zone).date()
        if place is not None and place.day not in (None, today) and setting.today:
            place = setting.today  # it ran over midnight
        self._place = place.id if place else ""
        self._said = Invitation(
            self._info.title, place.name if place else "", self._said.greeting
        )
        self._show_camera()

    @Slot()
    def _show_camera(self) -> None:
        camera, picture = self.camera, self.invitation.picture
        picture.is_mirrored = camera.is_mirrored
        has_picture = camera.is_on and not camera.trouble
        if not has_picture:
            picture.show_sighting(None)
        note = camera.trouble if camera.is_on else ""
        said = Invitation(self._said.title, self._said.place, self._said.greeting, note)
        self.invitation.show_invitation(said, with_camera=has_picture)
        camera.picture_width = max(320, picture.width())

    # The way out

    @Slot()
    def _open_pad(self) -> None:
        self.pad.begin()
        self.pad.show()
        self._lay_over()

    @Slot()
    def _close_pad(self) -> None:
        self.pad.hide()

    @Slot()
    def _open(self) -> None:
        self._may_close = True
        self.unlocked.emit()
        self.close()

    # Nothing else leads out

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in _TAKEN:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_K and event.modifiers() == _LEAVE:
            self._open_pad()
        elif self.pad.isVisible():
            self.pad.press(event)
        event.accept()

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.accept()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return False

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        app = QApplication.instance()
        # The system that shuts down is let through; the lock holds at the next start.
        if self._may_close or (isinstance(app, QApplication) and app.isSavingSession()):
            super().closeEvent(event)
        else:
            event.ignore()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        left = event.type() == QEvent.Type.WindowStateChange and not self.isFullScreen()
        if self.isVisible() and left:
            QTimer.singleShot(0, self, self._return)

    def _return(self) -> None:
        if not self._may_close:
            self.showFullScreen()
            self.activateWindow()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scanner.listen(on=True)
        self.camera.watch(on=True)
        self.setFocus()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.scanner.listen(on=False)
        self.camera.watch(on=False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_over()

    def _lay_over(self) -> None:
        self.corner.move(self.width() - _CORNER - 8, self.height() - _CORNER - 8)
        self.pad.setGeometry(self.rect())
        self._lift()

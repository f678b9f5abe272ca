"""Starting the self check-in from the desk: a panel in place that asks for the PIN."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core import kiosk_pin
from nexus_desktop.ui.desk.desk_view import DeskView
from nexus_desktop.ui.desk.side_form import SideForm
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.kiosk_lock import KioskLock
from nexus_desktop.ui.kit.widgets import button, label, row

KEY = "F11"


class SelfCheckInPanel(SideForm):
    """Says what will happen, takes the PIN, or a new one twice, and starts.

    Signals:
        started: the PIN is right.
    """

    started = Signal()

    def __init__(self, lock: KioskLock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._is_new = False
        self.pin = self._pin_field("kiosk_pin", self.tr("PIN, 4 to 8 digits"))
        self.again = self._pin_field("kiosk_pin_again", self.tr("The same PIN again"))
        self.start = button(self.tr("Start"), "main", clicked=self._submit)
        self.other = button(self.tr("Set another PIN"), "link", clicked=self._renew)
        self._again_head = label(self.again.accessibleName(), "head")
        close = button(self.tr("Close"), clicked=self.closed.emit)
        close.setToolTip(self.tr("Close (Esc)"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(8)
        for part in (
            label(self.tr("Self check-in"), "title"),
            label(
                self.tr(
                    "For a laptop that faces the queue: guests scan their own badges "
                    "and see their group and room. Nothing else can be reached until "
                    "the PIN is typed."
                ),
                "soft",
                wrap=True,
            ),
            label(
                self.tr(
                    "To leave, press Ctrl+Shift+K or touch the lock in the lower "
                    "right corner. Keys that belong to the system need an account of "
                    "their own: see the README."
                ),
                "soft",
                wrap=True,
            ),
        ):
            box.addWidget(part)
        box.addSpacing(8)
        box.addWidget(label(self.pin.accessibleName(), "head"))
        box.addWidget(self.pin)
        box.addWidget(self._again_head)
        box.addWidget(self.again)
        box.addWidget(row(self.other, None))
        box.addWidget(self.error)
        box.addStretch(1)
        box.addWidget(row(self.start, close, None))

    def begin(self) -> None:
        """Ask for the PIN, or for a first one."""
        self._show(is_new=not self._lock.has_pin)

    def _pin_field(self, name: str, words: str) -> QLineEdit:
        field = self.make_field(name, words)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(8)
        return field

    def _renew(self) -> None:
        self._show(is_new=True)

    def _show(self, *, is_new: bool) -> None:
        self._is_new = is_new
        self.fields = (self.pin, self.again) if is_new else (self.pin,)
        for field in (self.pin, self.again):
            field.clear()
        self._again_head.setVisible(is_new)
        self.again.setVisible(is_new)
        self.other.setVisible(not is_new)
        self.error.hide()
        self.start.setEnabled(True)
        self.pin.setFocus()

    @override
    def enter(self, field: QLineEdit) -> None:
        """Go to the second field, or start."""
        if field is self.pin and self._is_new:
            self.again.setFocus()
        else:
            self._submit()

    def _submit(self) -> None:
        pin = self.pin.text()
        said = kiosk_pin.problem(pin, self.again.text() if self._is_new else pin)
        if said and (self._is_new or not kiosk_pin.is_pin(pin)):
            self.show_error(self.tr(said))
            return
        self.error.hide()
        self.start.setEnabled(False)
        if self._is_new:
            self._lock.set_pin(self, pin, self._begin)
        else:
            self._lock.try_pin(self, pin, self._begin_if_right)

    def _begin_if_right(self, is_right: bool) -> None:  # noqa: FBT001 - the answer
        if is_right:
            self._begin()
        else:
            self.start.setEnabled(True)
            self.show_error(self.tr("This is not the PIN. You can set another one."))
            self.pin.selectAll()
            self.pin.setFocus()

    def _begin(self) -> None:
        self.start.setEnabled(True)
        for field in (self.pin, self.again):
            field.clear()
        self.closed.emit()
        self.started.emit()


class SelfCheckIn(QObject):
    """The button, the key and the panel.

    Signals:
        started: the PIN was given; the laptop is to be locked.
    """

    started = Signal()

    def __init__(self, screen: QWidget, view: DeskView, jobs: Jobs) -> None:
        super().__init__(screen)
        self._view = view
        self.panel = SelfCheckInPanel(KioskLock(jobs))
        self.panel.started.connect(self.started)
        self.panel.closed.connect(view.close_form)
        words = self.tr("Self check-in…")
        made = self.button = button("", "quiet", clicked=self.toggle)
        made.setIcon(icon("monitor-smartphone"))
        made.setToolTip(f"{words} ({KEY})")
        made.setAccessibleName(words)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.hide()
        view.bind(KEY, self.toggle)

    def toggle(self) -> None:
        """Open or close the panel beside the card."""
        if self._view.is_beside(self.panel):
            self._view.close_form()
        else:
            self._view.show_beside(self.panel)
            self.panel.begin()

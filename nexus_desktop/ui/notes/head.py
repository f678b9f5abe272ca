"""What stands beside the title of the notes: time, status, report, session, side."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from nexus_desktop.core.note import NotesChoice, NotesStatus
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button
from nexus_desktop.ui.notes.chooser import Chooser
from nexus_desktop.ui.notes.clock import SessionClock

_STATES = {
    NotesStatus.OPEN: "state",
    NotesStatus.REVIEW: "state_warn",
    NotesStatus.FINAL: "state_good",
}


class Head(QObject):
    """Makes the tools of the screen and keeps them up to date.

    Signals:
        status_asked, report_asked, find_asked, beside_asked, side_asked: of the
            buttons.
    """

    status_asked = Signal()
    report_asked = Signal()
    find_asked = Signal()
    beside_asked = Signal()
    side_asked = Signal()

    def __init__(self, parent: QObject, now: Callable[[], datetime]) -> None:
        super().__init__(parent)
        self.chooser = Chooser()
        self.when = SessionClock(now)
        self.state = button("", "state", clicked=self.status_asked.emit)
        self.state.setToolTip(
            self.tr("How far the notes are, and what is missing (Ctrl+Shift+S)")
        )
        fixed = QSizePolicy.Policy.Fixed
        self.state.setSizePolicy(fixed, fixed)
        report = button(self.tr("Report"), clicked=self.report_asked.emit)
        report.setToolTip(self.tr("This session's report, ready to send"))
        find = self._small("search", self.tr("Find in all sessions"), "Ctrl+Shift+F")
        find.clicked.connect(self.find_asked)
        beside = self._small(
            "columns-3", self.tr("The groups' notes side by side"), "Ctrl+Shift+G"
        )
        beside.clicked.connect(self.beside_asked)
        side = self._small(
            "panel-right", self.tr("Open or close the side"), "Ctrl+Shift+R"
        )
        side.clicked.connect(self.side_asked)
        self.tools: list[QWidget] = [
            self.when, self.state, report, find, beside, self.chooser, side,
        ]  # fmt: skip

    def show_choice(self, choice: NotesChoice, zone: ZoneInfo) -> str:
        """Show when and where it is; return what it is called."""
        info = choice.session
        self.when.show_session(choice, zone)
        self.show_status(choice.status)
        if not choice.group:
            return info.title
        return self.tr("{0} · Group {1}").format(info.title, choice.group)

    def show_status(self, status: NotesStatus) -> None:
        """Show how far the notes are."""
        theme.set_role(self.state, _STATES[status])
        self.state.setText(status.value)

    def _small(self, picture: str, words: str, keys: str) -> QPushButton:
        made = button("", "quiet")
        made.setIcon(icon(picture))
        made.setToolTip(f"{words} ({keys})")
        made.setAccessibleName(words)
        return made

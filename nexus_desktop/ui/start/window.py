"""The window that opens first: recent workshops, or the form of a new one.

It opens before the store and the services are imported, and must import neither.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.message_bar import MessageBar
from nexus_desktop.ui.start.page import StartPage
from nexus_desktop.ui.start.recent import RecentFiles
from nexus_desktop.ui.start.waiting import Waiting

if TYPE_CHECKING:
    from nexus_desktop.core.series import Earlier
    from nexus_desktop.store.database import Database
    from nexus_desktop.ui.start.first_meeting import FirstMeeting
    from nexus_desktop.ui.start.new_form import NewForm

_BACKUPS = " backups"


class StartWindow(QMainWindow):
    """Asks which workshop to work on.

    Signals:
        open_asked: path of a workshop file.
        new_asked: (`core.workshop.NewWorkshop`, path of the file to make, what of an
            earlier workshop it begins with: `earlier_row.Beginning`, or None).
        earlier_asked: path of an earlier workshop's file, to be read for the form.
        demo_asked: make and open the demo workshop.
        restore_asked: (path of the workshop file, path of the backup).
        join_wanted: path of an invitation, "" for one that is still to come.
        join_asked: (`exchange.membership.Invitation`, name of this laptop, path of the
            file to make).
    """

    open_asked = Signal(str)
    new_asked = Signal(object, str, object)
    earlier_asked = Signal(str)
    demo_asked = Signal()
    restore_asked = Signal(str, str)
    join_wanted = Signal(str)
    join_asked = Signal(object, str, str)

    def __init__(self, recent: RecentFiles) -> None:
        super().__init__()
        self.setWindowTitle("Nexus Desktop")
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)
        self.setAcceptDrops(True)
        self._recent = recent
        self.bar = MessageBar()
        self.page = StartPage(recent.workshops)
        self.waiting = Waiting()
        self._asking: QWidget = self.page
        self._form: NewForm | None = None
        self.meeting: FirstMeeting | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.waiting)
        self._lay_out()
        self.page.new_wanted.connect(self.show_form)
        self.page.open_wanted.connect(self._choose)
        self.page.demo_wanted.connect(self.demo_asked)
        self.page.restore_wanted.connect(self._restore)
        self.page.join_wanted.connect(lambda: self.join_wanted.emit(""))
        self.page.opened.connect(self.open_asked)
        self.page.removed.connect(self._forget)
        first = self.page.tiles[0] if self.page.tiles else self.page.new
        first.setFocus()

    def tell(self, message: Message) -> None:
        """Show what happened above the page, which can be used again."""
        self.stack.setCurrentWidget(self._asking)
        if self._form is not None:
            self._form.earlier.stop_waiting()
        self.bar.tell(message)

    def wait(self, text: str, fraction: float) -> None:
        """Show that something is being done; the page waits for `tell` or `close`."""
        self.bar.hide()
        self.waiting.tell(text, fraction)
        self.stack.setCurrentWidget(self.waiting)

    def show_form(self) -> None:
        """Show the form of a new workshop."""
        # imported when first wanted: the start page shows without it
        from nexus_desktop.ui.start.new_form import NewForm  # noqa: PLC0415

        form = NewForm(self._folder())
        form.left.connect(lambda: self._leave(form))
        form.made.connect(self.new_asked)
        form.earlier_wanted.connect(self.earlier_asked)
        self._turn_to(form)
        self._form = form
        form.begin()

    def show_join(self, path: str, jobs: Jobs, now: Callable[[], datetime]) -> None:
        """Show the form of joining, with the invitation at `path` if there is one."""
        from nexus_desktop.ui.start.join_form import JoinForm  # noqa: PLC0415 - as above

        form = self._asking
        if not isinstance(form, JoinForm):
            form = JoinForm(self._folder(), jobs, now)
            form.left.connect(partial(self._leave, form))
            form.asked.connect(self.join_asked)
            self._turn_to(form)
            form.begin()
        if path:
            form.take_file(Path(path))

    def show_meeting(
        self, database: "Database", jobs: Jobs, now: Callable[[], datetime]
    ) -> None:
        """Show how this laptop meets another for the first time."""
        from nexus_desktop.ui.start.first_meeting import FirstMeeting  # noqa: PLC0415 - as above

        meeting = FirstMeeting(database, jobs, now)
        meeting.left.connect(partial(self._leave, meeting))
        meeting.arrived.connect(partial(self._open_arrived, meeting))
        meeting.discarded.connect(lambda: self.join_wanted.emit(""))
        self._turn_to(meeting)
        self.meeting = meeting
        meeting.begin()

    def _open_arrived(self, meeting: QWidget, path: str) -> None:
        self._leave(meeting)
        self.open_asked.emit(path)

    def _turn_to(self, form: QWidget) -> None:
        """Show a form in the place of what is asked now."""
        if self._asking is not self.page:
            self._drop(self._asking)
        self.bar.hide()
        self.stack.addWidget(form)
        self.stack.setCurrentWidget(form)
        self._asking = form

    def show_earlier(self, earlier: "Earlier") -> None:
        """Let the new workshop in the form begin from an earlier one."""
        if self._form is not None:
            self.bar.hide()
            self._form.show_earlier(earlier)

    def _leave(self, form: QWidget) -> None:
        self._asking = self.page
        self.stack.setCurrentWidget(self.page)
        self._drop(form)
        self.page.new.setFocus()

    def _drop(self, form: QWidget) -> None:
        self.close_meeting()
        self._form = self.meeting = None
        self.stack.removeWidget(form)
        form.deleteLater()

    def close_meeting(self) -> None:
        """Release the file of a workshop that has not come yet."""
        if self.meeting is not None:
            self.meeting.close_file()

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a workshop"), str(self._folder()), self._kind()
        )
        if path:
            self.open_asked.emit(path)

    def _restore(self) -> None:
        copy, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose the backup"), str(self._backups()), self._kind()
        )
        if not copy:
            return
        target = _workshop_of(Path(copy))
        if target is None:
            chosen, _ = QFileDialog.getSaveFileName(
                self,
                self.tr("Restore it as"),
                str(self._folder() / Path(copy).name),
                self._kind(),
            )
            target = Path(chosen) if chosen else None
        if target is not None:
            self.restore_asked.emit(str(target), copy)

    def _forget(self, path: str) -> None:
        before = self._recent.workshops
        self._recent.remove(path)
        self.page.show_recents(self._recent.workshops)
        self.page.new.setFocus()
        name = Path(path).name

        def put_back() -> None:
            self._recent.put_back(before)
            self.page.show_recents(before)

        text = self.tr("{0} is off this list. The file stays where it is.").format(name)
        self.tell(Message(text, "good", (self.tr("Undo"), put_back)))

    def _kind(self) -> str:
        return self.tr("Workshops (*.nexus)")

    def _folder(self) -> Path:
        """Return where the last workshop was, else the user's documents."""
        for recent in self._recent.workshops:
            folder = Path(recent.path).parent
            if folder.is_dir():
                return folder
        place = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(place))

    def _backups(self) -> Path:
        for recent in self._recent.workshops:
            path = Path(recent.path)
            folder = path.with_name(f"{path.stem}{_BACKUPS}")
            if folder.is_dir():
                return folder
        return self._folder()

    def _lay_out(self) -> None:
        whole = QWidget()
        whole.setObjectName("window")
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 0)
        top.addWidget(self.bar)
        box.addLayout(top)
        box.addWidget(self.stack, 1)
        self.setCentralWidget(whole)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and self._taker(urls[0].toLocalFile()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = event.mimeData().urls()[0].toLocalFile()
        taker = self._taker(path)
        if taker is not None:
            taker(path)

    def _taker(self, path: str) -> Callable[[str], object] | None:
        """Return what takes a file that is dropped here, None for nothing."""
        meeting = self.meeting
        if meeting is not None:
            takes = path.endswith(".nexus-bundle")
            return (lambda dropped: meeting.read_from(Path(dropped))) if takes else None
        takers = {".nexus": self.open_asked.emit, ".nexus-join": self.join_wanted.emit}
        return takers.get(Path(path).suffix)


def _workshop_of(copy: Path) -> Path | None:
    """Return the workshop file that a backup in its usual place belongs to."""
    folder = copy.parent
    name = folder.name.removesuffix(_BACKUPS)
    return folder.with_name(f"{name}.nexus") if name != folder.name else None

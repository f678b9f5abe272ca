"""The People screen: the table, the person beside it, the import of lists."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.people_import import ImportPlan, Outcome
from nexus_desktop.intake.people import SUFFIXES
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import button
from nexus_desktop.ui.people import photo_files, words
from nexus_desktop.ui.people.badge_printing import BadgePrinting
from nexus_desktop.ui.people.beside import Beside
from nexus_desktop.ui.people.empty import DropTarget
from nexus_desktop.ui.people.import_page import ImportPage
from nexus_desktop.ui.people.people_list import PeopleList

_WATCHED = frozenset(
    {
        Kind.PARTICIPANT, Kind.BADGE, Kind.PRINTING, Kind.SCAN, Kind.SEAT, Kind.GROUP,
        Kind.ROUND, Kind.WORKSHOP, Kind.PICTURE,
    }
)  # fmt: skip
_ONE_ROW = frozenset({Kind.PARTICIPANT})
_HEARD_OF = 300  # ms within which a change from here is heard of, if it was one
_PAIRED = frozenset({Kind.PARTICIPANT, Kind.WORKSHOP})


class PeopleScreen(Screen):
    """Shows who is registered, changes one at a time, takes in lists."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("People"), parent)
        self._runner = runner
        self._stale = True
        self.setAcceptDrops(True)
        self._changed_here = ""
        self.list = PeopleList(runner, jobs)
        self.beside = Beside(self.list, runner, jobs, now, self)
        self.page = ImportPage(runner, jobs, now)
        self.empty = DropTarget(self.choose_list, self.add_person)
        self.printing = BadgePrinting(runner, jobs, now, self)
        self._set_up_tools()
        self._lay_out()
        self._connect()

    def _set_up_tools(self) -> None:
        self.add = button(
            self.tr("Add a person"),
            clicked=self.add_person,
            picture="user-plus",
            shortcut="Ctrl+N",
        )
        self.open = button(
            self.tr("Import a list …"),
            clicked=self.choose_list,
            picture="upload",
            shortcut="Ctrl+I",
        )
        self.badges = self.printing.make_button()
        self.more = button("", picture="ellipsis")
        self.more.setToolTip(self.tr("More"))
        self.more.setAccessibleName(self.tr("More"))
        menu = QMenu(self.more)
        for text, act in (
            (self.tr("Merge the two marked…"), self.beside.ask_to_merge),
            (self.tr("Possible duplicates…"), self._show_duplicates),
            (self.tr("Photos from a folder…"), self.choose_photos),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, act=act: act())
        self.more.setMenu(menu)
        self.tools = [self.add, self.open, self.badges, self.more]
        self.keys = (
            ("Ctrl+F", self.tr("Find a person")),
            ("Ctrl+N", self.tr("Add a person")),
            ("Ctrl+I", self.tr("Import a list")),
            ("Ctrl+P", self.tr("Badges: new ones, all, or chosen and sorted")),
            ("Ctrl+D", self.tr("The person does not come, or comes after all")),
            ("Ctrl+T", self.tr("Somebody else comes in their place")),
            ("Ctrl+M", self.tr("Merge the two marked rows into one")),
            ("Ctrl+Shift+D", self.tr("Possible duplicates; N: they are two")),
            ("Ctrl+C", self.tr("Copy the marked rows as text")),
            (self.tr("Enter"), self.tr("Save the field; Escape takes it back")),
            (self.tr("Escape"), self.tr("Close what is beside the table")),
        )

    def _lay_out(self) -> None:
        people = QWidget()
        box = QHBoxLayout(people)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(self.list, 1)
        box.addWidget(self.beside.side)
        self._people = people
        self.stack = QStackedWidget()
        for page in (QWidget(), people, self.empty, self.page):
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self._runner.changed.connect(self._refresh_if_touched)
        self.list.loaded.connect(self._choose_page)
        self.beside.messaged.connect(self.messaged)
        self.beside.asked.connect(self.asked)
        self.beside.opened.connect(lambda: self.stack.setCurrentWidget(self._people))
        self.beside.closed.connect(self._settle_alone)
        self.beside.editing.changed_one.connect(self._note_changed)
        self.printing.messaged.connect(self.messaged)
        self.printing.more_asked.connect(lambda: self.asked.emit("papers", "badges"))
        self.page.opened.connect(self._show_import)
        self.page.refused.connect(self._explain)
        self.page.imported.connect(self._tell_imported)
        self.page.closed.connect(self._leave_import)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._find),
            (QKeySequence("Ctrl+D"), self.beside.cancel_or_restore),
            (QKeySequence("Ctrl+T"), self.beside.substitute),
            (QKeySequence("Ctrl+M"), self.beside.ask_to_merge),
            (QKeySequence("Ctrl+Shift+D"), self._show_duplicates),
        ):
            QShortcut(keys, self).activated.connect(act)

    # Coming and going

    @override
    def shown(self) -> None:
        if self._stale:
            self._refresh()
        self._find()

    @override
    def go_to(self, row_id: str) -> None:
        self._leave_import()
        self.list.filters.show_all()
        self.beside.show(row_id)

    @override
    def flush(self) -> None:
        self.beside.panel.flush()

    @Slot(object)
    def _refresh_if_touched(self, kinds: frozenset[Kind]) -> None:
        if not kinds & _WATCHED:
            return
        here, self._changed_here = self._changed_here, ""
        if kinds & _PAIRED:
            self.beside.mind_changes()
        if kinds <= {Kind.PICTURE}:
            self.beside.refresh()
            return
        if here and kinds <= _ONE_ROW and not self._stale:
            self.list.refresh_one(here)
            self.beside.refresh()
            return
        self._stale = True
        if self.isVisible():
            self._refresh()

    @Slot(str)
    def _note_changed(self, participant_id: str) -> None:
        """Remember whom the change is about that will be heard of next."""
        self._changed_here = participant_id
        QTimer.singleShot(_HEARD_OF, self, self._forget_changed)

    def _forget_changed(self) -> None:
        self._changed_here = ""

    def _refresh(self) -> None:
        self._stale = False
        self.list.refresh()
        self.beside.refresh()

    def _choose_page(self, count: int) -> None:
        self.beside.suggest()
        self.beside.look_for_duplicates(count)
        before = self.stack.currentWidget()
        if before is self.page:
            return
        is_needed = count or self.beside.side.shown is self.beside.form
        self.stack.setCurrentWidget(self._people if is_needed else self.empty)
        if self.stack.currentWidget() is not before:
            self._find()

    def _find(self) -> None:
        """Put the focus where one begins."""
        if self.stack.currentWidget() is self.empty:
            self.empty.import_list.setFocus()
        elif (
            self.stack.currentWidget() is self._people
            and self.beside.side.shown is not self.beside.form
        ):
            self.list.filters.search.setFocus()
            self.list.filters.search.selectAll()

    # One person

    def add_person(self) -> None:
        """Ask for a new person."""
        self._leave_import()
        self.beside.add()

    @Slot()
    def _settle_alone(self) -> None:
        self.list.table.setFocus()
        if not self.list.rows.rowCount():
            self.list.refresh()

    def _show_duplicates(self) -> None:
        is_shown = self.list.filters.duplicates.isChecked()
        self.beside.show_duplicates(not is_shown)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.beside.side.shown is not None:
            self.beside.close()
        else:
            super().keyPressEvent(event)

    # Photos

    def choose_photos(self) -> None:
        """Ask for a folder of photos that are named as the people."""
        name = QFileDialog.getExistingDirectory(
            self, self.tr("Photos named by person, e-mail or number")
        )
        if name:
            self.beside.photos.take_many([Path(name)])

    # Lists

    def choose_list(self) -> None:
        """Ask for a file and look it over."""
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        name, _filter = QFileDialog.getOpenFileName(
            self,
            self.tr("Import a list of people"),
            "",
            self.tr("Lists ({0});;All files (*)").format(patterns),
        )
        if name:
            self.open_list(Path(name))

    def open_list(self, path: Path) -> None:
        """Look over the list in a file before it is taken in."""
        self.page.begin(path)

    @Slot()
    def _show_import(self) -> None:
        self.stack.setCurrentWidget(self.page)
        self._show_tools(shown=False)

    @Slot()
    def _leave_import(self) -> None:
        self._show_tools(shown=True)
        if self.stack.currentWidget() is self.page:
            self.stack.setCurrentWidget(self._people)
            self.list.refresh()

    def _show_tools(self, *, shown: bool) -> None:
        for tool in self.tools:
            tool.setEnabled(shown)

    @Slot(object)
    def _tell_imported(self, plan: ImportPlan) -> None:
        self._leave_import()
        totals = plan.totals
        added = words.people(self.tr, totals[Outcome.ADDED])
        parts = (
            (Outcome.ADDED, self.tr("{0} added").format(added)),
            (Outcome.UPDATED, self.tr("{0} updated").format(totals[Outcome.UPDATED])),
            (Outcome.SKIPPED, self.tr("{0} skipped").format(totals[Outcome.SKIPPED])),
        )
        said = [told for outcome, told in parts if totals[outcome]]
        if plan.cancelled:
            said.append(self.tr("{0} cancelled").format(plan.cancelled))
        text = ", ".join(said)
        self.messaged.emit(
            Message(self.tr("{0}: {1}. Ctrl+Z takes it back.").format(plan.name, text))
        )

    @Slot(object)
    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _droppable(event.mimeData()):
            event.acceptProposedAction()
            self.empty.aim(is_aimed_at=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.empty.aim(is_aimed_at=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.empty.aim(is_aimed_at=False)
        paths = _droppable(event.mimeData())
        if not paths:
            return
        event.acceptProposedAction()
        if all(map(photo_files.may_hold_pictures, paths)):
            self.beside.photos.take_many(paths)
        else:
            self.open_list(paths[0])


def _droppable(data: QMimeData) -> list[Path]:
    """Return what is dragged: one list, or pictures and folders of them."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    is_one = len(paths) == 1 or all(map(photo_files.may_hold_pictures, paths))
    return paths if is_one else []

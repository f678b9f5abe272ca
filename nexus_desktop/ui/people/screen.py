"""The People screen: the table, the person beside it, the import of lists."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Slot
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
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core import countries
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.participant import Person
from nexus_desktop.core.people_import import ImportPlan, Outcome
from nexus_desktop.intake.people import SUFFIXES
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import button
from nexus_desktop.ui.people import words
from nexus_desktop.ui.people.badge_printing import BadgePrinting
from nexus_desktop.ui.people.editing import Editing
from nexus_desktop.ui.people.empty import DropTarget
from nexus_desktop.ui.people.import_page import ImportPage
from nexus_desktop.ui.people.new_person import NewPerson
from nexus_desktop.ui.people.people_list import PeopleList
from nexus_desktop.ui.people.person_panel import Dossier, PersonPanel

_WATCHED = frozenset(
    {
        Kind.PARTICIPANT, Kind.BADGE, Kind.PRINTING, Kind.SCAN, Kind.SEAT, Kind.GROUP,
        Kind.ROUND, Kind.WORKSHOP,
    }
)  # fmt: skip


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
        self.list = PeopleList(runner, jobs)
        self.panel, self.form = PersonPanel(), NewPerson()
        self.page = ImportPage(runner, jobs, now)
        self.empty = DropTarget(self.choose_list, self.add_person)
        self.editing = Editing(runner, now, self)
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
        self.tools = [self.add, self.open, self.badges]
        self.keys = (
            ("Ctrl+F", self.tr("Find a person")),
            ("Ctrl+N", self.tr("Add a person")),
            ("Ctrl+I", self.tr("Import a list")),
            ("Ctrl+P", self.tr("Badges: new ones, all, or chosen and sorted")),
            ("Ctrl+C", self.tr("Copy the selected rows as text")),
            (self.tr("Enter"), self.tr("Save the field; Escape takes it back")),
            (self.tr("Escape"), self.tr("Close the person, or the import")),
        )

    def _lay_out(self) -> None:
        people = QWidget()
        box = QHBoxLayout(people)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(self.list, 1)
        box.addWidget(self.panel)
        box.addWidget(self.form)
        self._people = people
        self.panel.hide()
        self.form.hide()
        self.stack = QStackedWidget()
        for page in (QWidget(), people, self.empty, self.page):
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self._runner.changed.connect(self._refresh_if_touched)
        self.list.loaded.connect(self._choose_page)
        self.list.chosen.connect(self._show_somebody)
        self.panel.edited.connect(self.editing.edit)
        self.panel.cancel_asked.connect(self.editing.cancel)
        self.panel.restore_asked.connect(self.editing.restore)
        self.panel.certificate_asked.connect(
            lambda person: self.asked.emit("papers", f"lists/certificates:{person}")
        )
        self.panel.closed.connect(self._close_side)
        self.form.filled.connect(self.editing.add)
        self.form.closed.connect(self._close_side)
        self.editing.read.connect(self._show_dossier)
        self.editing.added.connect(self._welcome)
        self.editing.refused.connect(self.panel.say_wrong)
        self.editing.not_added.connect(self.form.say_wrong)
        self.editing.messaged.connect(self.messaged)
        self.printing.messaged.connect(self.messaged)
        self.printing.more_asked.connect(lambda: self.asked.emit("papers", "badges"))
        self.page.opened.connect(self._show_import)
        self.page.refused.connect(self._explain)
        self.page.imported.connect(self._tell_imported)
        self.page.closed.connect(self._leave_import)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._find)

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
        self.list.select(row_id)
        self.editing.ask(row_id)

    @override
    def flush(self) -> None:
        self.panel.flush()

    @Slot(object)
    def _refresh_if_touched(self, kinds: frozenset[Kind]) -> None:
        if not kinds & _WATCHED:
            return
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self.list.refresh()
        if self.panel.isVisible() and self.panel.person is not None:
            self.editing.ask(self.panel.person.id)

    def _choose_page(self, count: int) -> None:
        known = self.list.known()
        known["country"] = countries.names().values()
        self.panel.suggest(known)
        self.form.suggest(known)
        before = self.stack.currentWidget()
        if before is self.page:
            return
        is_needed = count or not self.form.isHidden()
        self.stack.setCurrentWidget(self._people if is_needed else self.empty)
        if self.stack.currentWidget() is not before:
            self._find()

    def _find(self) -> None:
        """Put the focus where one begins."""
        if self.stack.currentWidget() is self.empty:
            self.empty.import_list.setFocus()
        elif self.stack.currentWidget() is self._people and self.form.isHidden():
            self.list.filters.search.setFocus()
            self.list.filters.search.selectAll()

    # One person

    @Slot(str)
    def _show_somebody(self, participant_id: str) -> None:
        self.editing.ask(participant_id)

    @Slot(object)
    def _show_dossier(self, dossier: Dossier) -> None:
        self.form.hide()
        self.panel.show_person(dossier, self.list.manner)
        self.panel.show()

    @Slot()
    def _close_side(self) -> None:
        self.panel.hide()
        self.form.hide()
        self.list.select("")
        self.list.table.setFocus()
        if not self.list.rows.rowCount():
            self.list.refresh()

    def add_person(self) -> None:
        """Ask for a new person."""
        self._leave_import()
        self.stack.setCurrentWidget(self._people)
        self.panel.hide()
        self.form.show()
        self.form.begin()

    @Slot(object)
    def _welcome(self, person: Person) -> None:
        self.form.hide()
        self.list.select(person.id)
        self.editing.ask(person.id)
        text = self.tr("{0} is registered.").format(person.name)
        self.messaged.emit(Message(text))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.panel.isHidden():
            self._close_side()
        else:
            super().keyPressEvent(event)

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
        text = ", ".join(told for outcome, told in parts if totals[outcome])
        self.messaged.emit(
            Message(self.tr("{0}: {1}. Ctrl+Z takes it back.").format(plan.name, text))
        )

    @Slot(object)
    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_in(event.mimeData()) is not None:
            event.acceptProposedAction()
            self.empty.aim(is_aimed_at=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.empty.aim(is_aimed_at=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.empty.aim(is_aimed_at=False)
        path = _file_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_list(path)


def _file_in(data: QMimeData) -> Path | None:
    """Return the one local file that is dragged."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())

"""The layout editor: layouts at the left, the badge in the middle, values at the right.

A change is kept by itself a moment later; changing a ready layout makes a copy in the
workshop first.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import cycle, islice

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.badge_advice import Advice, advice
from nexus_desktop.core.badge_layout import BadgeLayout, Element, Kind
from nexus_desktop.core.ready_layouts import is_ready, ready_layouts
from nexus_desktop.documents import badges_pdf
from nexus_desktop.services.badge_layouts import SavedLayout
from nexus_desktop.services.badge_samples import PLACEHOLDER, Sample
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.saving import PaperSaver, file_name
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import button, panel
from nexus_desktop.ui.papers import layout_adding
from nexus_desktop.ui.papers.layout_bar import LayoutBar
from nexus_desktop.ui.papers.layout_canvas import LayoutCanvas
from nexus_desktop.ui.papers.layout_draft import LayoutDraft
from nexus_desktop.ui.papers.layout_element_panel import ElementPanel
from nexus_desktop.ui.papers.layout_files import LayoutFiles
from nexus_desktop.ui.papers.layout_keeping import Company, LayoutKeeping, Shelf
from nexus_desktop.ui.papers.layout_list import LayoutList
from nexus_desktop.ui.papers.layout_sheet_panel import SheetPanel
from nexus_desktop.ui.papers.layout_trying import LayoutTrying

_LIST_WIDTH, _PANEL_WIDTH = 224, 316


class LayoutsPage(Screen):
    """Shows one layout to work on, and all to choose from."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Layouts"), parent)
        usual_id, usual = next(iter(ready_layouts().items()))
        self.current, self._shelf = usual_id, Shelf((), usual_id)
        self._company = Company()
        self.draft = LayoutDraft(usual, self)
        self.keeping = LayoutKeeping(runner, now, self)
        self.files = LayoutFiles(jobs, self)
        self.saver = PaperSaver(jobs, self)
        self.trying = LayoutTrying(jobs, self.draft, self)
        self.list = LayoutList()
        self.canvas = LayoutCanvas(self.draft)
        self.bar = LayoutBar(self.draft, self.canvas)
        self.element = ElementPanel(self.draft)
        self.sheet = SheetPanel(self.draft)
        self.values = QStackedWidget()
        self.advice = button(
            "", "link", clicked=self._go_to_advice, picture="triangle-alert"
        )
        self._advised: Advice | None = None
        self._is_opening = self._is_read = False
        self._replaces = False  # the chosen picture, by one that was asked for
        self._make_tools()
        self._lay_out()
        self._connect()
        self._bind_keys()
        self._show_values()

    # Screen

    @override
    def shown(self) -> None:
        """Read the layouts at first, and whoever came since."""
        self.canvas.setFocus()
        if not self._is_read:
            self.keeping.reread()
        self.keeping.meet()

    @override
    def go_to(self, row_id: str) -> None:
        """Open the layout of that id."""
        if row_id in self.list.ids:
            self._open(row_id)

    @override
    def undo(self) -> bool:
        """Take back the last change of the layout that is worked on."""
        if self.draft.undo():
            return True
        if self.draft.can_redo:
            text = self.tr("This is the layout as it was when you opened it.")
            self.messaged.emit(Message(text))
            return True
        return False

    @override
    def flush(self) -> None:
        """Keep what was changed."""
        self.keeping.flush()

    # Making

    def _make_tools(self) -> None:
        tr, ask = self.tr, self.files
        self.use = button(tr("Use for badges"), "main", clicked=self._use)
        self.imports = button(
            tr("Import…"), picture="download", clicked=lambda: _do(ask.ask_import)
        )
        self.tests = button(tr("Test page…"), picture="file-text", clicked=self._test)
        self.exports = button(tr("Export…"), picture="upload", clicked=self._export)
        self.copies = button(tr("Duplicate"), picture="copy", clicked=self._duplicate)
        self.removes = button(tr("Remove"), picture="trash-2", clicked=self._remove)
        self.tools = [
            self.imports, self.exports, self.tests, self.copies, self.removes, self.use
        ]  # fmt: skip
        self.keys = (
            ("Tab, Shift+Tab", tr("Next element, element before")),
            (tr("Arrows"), tr("Move by 1 mm; Shift 5 mm, Alt 0.1 mm")),
            (tr("Ctrl+Arrows"), tr("Make wider, narrower, higher, lower")),
            ("Enter, F2", tr("Write the element's text")),
            ("Delete", tr("Remove the element")),
            ("Ctrl+D", tr("Duplicate the element")),
            ("Ctrl+C, Ctrl+X, Ctrl+V", tr("Copy, cut, paste an element")),
            ("Page Up, Page Down", tr("Bring forward, send back")),
            ("Ctrl+Z, Ctrl+Shift+Z", tr("Undo, redo")),
            ("Ctrl++, Ctrl+-, Alt+0", tr("Larger, smaller, fit")),
        )

    def _lay_out(self) -> None:
        held = panel(self.list)
        held.setFixedWidth(_LIST_WIDTH)
        held.setContentsMargins(-12, -8, -12, -8)
        theme.set_role(self.list, "bare_list")
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.bar)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self.advice)
        for part in (self.sheet, self.element):
            self.values.addWidget(_scrolled(part))
        right = panel(self.values)
        right.setFixedWidth(_PANEL_WIDTH)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(held)
        outer.addLayout(middle, 1)
        outer.addWidget(right)

    def _connect(self) -> None:
        self.list.picked.connect(self._open)
        self.draft.changed.connect(self._keep)
        self.draft.changed.connect(self._advise)
        self._advise()
        self.draft.turned.connect(self._show_values)
        self.canvas.text_asked.connect(self.element.write_text)
        self.element.picture_asked.connect(self._ask_picture)
        self.keeping.read.connect(self._take)
        self.keeping.met.connect(self._meet)
        self.keeping.opened.connect(self._take_new)
        self.keeping.adopted.connect(self._take_adopted)
        self.keeping.found.connect(self._take_sample)
        self.trying.ready.connect(self.canvas.show_face)
        self.files.imported.connect(self._import)
        self.files.pictured.connect(self._put_picture)
        self.bar.tried.connect(self.trying.show)
        self.bar.asked.connect(self.keeping.find)
        for teller in (self.keeping, self.files, self.saver):
            teller.messaged.connect(self.messaged)
        self.bar.add.setMenu(
            layout_adding.add_menu(
                self.bar, self._add, lambda: self.draft.layout, self._ask_new_picture
            )
        )

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Shift+Z", self.draft.redo),
            ("Ctrl+Y", self.draft.redo),
            ("Ctrl++", lambda: self.canvas.zoom(1)),
            ("Ctrl+-", lambda: self.canvas.zoom(-1)),
            ("Alt+0", lambda: self.canvas.zoom(0)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # Showing

    def _take(self, shelf: Shelf) -> None:
        """Take in what there is; what somebody is working on stays as it is."""
        self._shelf = shelf
        if not self._is_read:
            self._is_read, self.current = True, shelf.chosen
        kept = {one.id: one.layout for one in shelf.kept}
        if self.current not in kept and not is_ready(self.current):
            self.current = shelf.chosen
        self.list.show_layouts(shelf.kept, shelf.chosen, self.current)
        wanted = kept.get(self.current) or ready_layouts().get(self.current)
        if wanted and wanted != self.draft.layout and not self.keeping.is_waiting:
            self._show_layout(wanted)
        self._show_actions()

    def _meet(self, company: Company) -> None:
        self._company = company
        self.bar.show_samples(company.samples)
        self.sheet.colours.offer(company.roles, company.categories)

    def _open(self, layout_id: str) -> None:
        if layout_id == self.current:
            return
        self.keeping.flush()
        kept = {one.id: one.layout for one in self._shelf.kept}
        wanted = kept.get(layout_id) or ready_layouts().get(layout_id)
        if wanted is not None:
            self.current = layout_id
            self.list.mark(layout_id)
            self._show_layout(wanted)
            self._show_actions()
            self.keeping.reread()  # what waited may be newer than what is known

    def _show_layout(self, layout: BadgeLayout) -> None:
        self._is_opening = True
        self.draft.show(layout)
        self._is_opening = False

    def _take_new(self, saved: SavedLayout) -> None:
        self.current = saved.id
        self._show_layout(saved.layout)

    def _take_adopted(self, ready: str, saved: SavedLayout) -> None:
        if self.current != ready:
            return
        self.current = saved.id
        if not self.keeping.is_waiting and self.draft.layout.name != saved.layout.name:
            self._is_opening = True
            self.draft.put(replace(self.draft.layout, name=saved.layout.name), "rename")
            self._is_opening = False
        text = self.tr('Your changes are kept in this workshop as "{0}".')
        self.messaged.emit(Message(text.format(saved.layout.name)))

    def _take_sample(self, sample: Sample | None) -> None:
        if sample is None:
            self.messaged.emit(Message(self.tr("Nobody is called so."), "warn"))
        else:
            self.bar.add_sample(sample)

    def _show_values(self) -> None:
        self.values.setCurrentIndex(0 if self.draft.chosen is None else 1)

    def _show_actions(self) -> None:
        is_used = self.current == self._shelf.chosen
        self.use.setEnabled(not is_used)
        self.use.setText(
            self.tr("Used for badges") if is_used else self.tr("Use for badges")
        )
        self.removes.setEnabled(not is_ready(self.current))

    def _advise(self) -> None:
        found = advice(self.draft.layout)
        self._advised = found[0] if found else None
        more = self.tr(" (and {0} more)").format(len(found) - 1)
        text = found[0].text + (more if len(found) > 1 else "") if found else ""
        self.advice.setText(text)
        self.advice.setVisible(bool(text))

    def _go_to_advice(self) -> None:
        if self._advised is not None:
            self.draft.turn(self._advised.side)
            self.draft.choose(self._advised.element)
            self.canvas.setFocus()

    # Acting

    def _keep(self) -> None:
        self.bar.show_steps()
        if not self._is_opening:
            self.keeping.keep_soon(self.current, self.draft.layout)
            self.list.rename(self.current, self.draft.layout.name)

    def _use(self) -> None:
        self.keeping.choose(self.current)

    def _duplicate(self) -> None:
        self.keeping.add(self.draft.layout, self.tr('"{0}" is a copy to work on.'))

    def _remove(self) -> None:
        if not is_ready(self.current):
            self.keeping.remove(self.current)

    def _export(self) -> None:
        self.files.ask_export(self.draft.layout)

    def _test(self) -> None:
        """Offer a page of the people who are hardest to fit, to hold against labels."""
        layout = self.draft.layout
        hard = [one.face for one in self._company.samples] or [PLACEHOLDER.face]
        faces = list(islice(cycle(hard), layout.sheet.count))
        name = file_name(layout.name, "pdf")
        self.saver.ask(name, lambda: badges_pdf.render(faces, layout))

    def _import(self, layout: BadgeLayout) -> None:
        self.keeping.add(layout, self.tr('"{0}" imported.'))

    def _add(self, element: Element) -> None:
        if not self.draft.add(element):
            text = self.tr("There is no room for more elements on this side.")
            self.messaged.emit(Message(text, "warn"))
        self.canvas.setFocus()

    def _ask_picture(self) -> None:
        self._replaces = True
        self.files.ask_picture()

    def _ask_new_picture(self) -> None:
        self._replaces = False
        self.files.ask_picture()

    def _put_picture(self, name: str, file: bytes) -> None:
        layout, chosen = self.draft.layout, self.draft.chosen
        known = {**layout.pictures, name: file}
        if self._replaces and chosen is not None and chosen.kind == Kind.PICTURE:
            self.draft.put(replace(layout, pictures=known), "picture")
            self.draft.edit(lambda e: replace(e, picture=name), "picture")
            return
        size = QImage.fromData(file).size()
        ratio = size.width() / max(size.height(), 1)
        element = layout_adding.picture(ratio, layout)
        self.draft.put(replace(layout, pictures=known), "picture")
        self._add(replace(element, picture=name))


def _scrolled(part: QWidget) -> QScrollArea:
    inside = QWidget()
    box = QVBoxLayout(inside)
    box.setContentsMargins(0, 0, 8, 0)
    box.addWidget(part)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll


def _do(act: Callable[[], object]) -> None:
    act()

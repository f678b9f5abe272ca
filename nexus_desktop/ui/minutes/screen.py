"""The Minutes screen: choices at the left, pages at the right, gaps above them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.minutes.material import DocumentStatus, Template
from nexus_desktop.core.minutes.value import Image
from nexus_desktop.services import minutes_arrangement
from nexus_desktop.services.minutes import Papers
from nexus_desktop.services.workshop_pictures import COVER, LOGO
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.pages_view import PagesView
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import EmptyState, button
from nexus_desktop.ui.minutes import section_names
from nexus_desktop.ui.minutes.choices_panel import ChoicesPanel
from nexus_desktop.ui.minutes.export_bar import ExportBar
from nexus_desktop.ui.minutes.gap_list import GapList
from nexus_desktop.ui.minutes.picture_choosing import PictureChooser
from nexus_desktop.ui.minutes.printing import PrintMenu
from nexus_desktop.ui.minutes.rendering import Pages, Rendering
from nexus_desktop.ui.minutes.saving import FORMATS, Format, Saver

_WATCHED = frozenset(
    {
        Kind.WORKSHOP, Kind.OBJECTIVE, Kind.PARTICIPANT, Kind.BADGE, Kind.SCAN,
        Kind.SESSION, Kind.ROUND, Kind.GROUP, Kind.SEAT, Kind.NOTE, Kind.PICTURE,
    }
)  # fmt: skip
_PATIENCE = 150  # milliseconds without a further choice, before they are kept


class MinutesScreen(Screen):
    """Shows a paper as it would be printed now; saves and prints it."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Minutes"), parent)
        self._runner, self._now = runner, now
        self._pages: Pages | None = None
        self._stale = True
        self._waiting: Path | None = None
        self._to_print = ""
        self.panel = ChoicesPanel()
        self.gaps = GapList()
        self.making = ExportBar()
        self.pages = PagesView(self.tr("Pages of the minutes"))
        self.rendering = Rendering(runner, jobs, now, self)
        self.saver = Saver(jobs, self)
        self.pictures = PictureChooser(runner, jobs, now, self)
        self.export = button(self.tr("Export ▾"), "main")
        self.print = button(self.tr("Print"), picture="printer")
        self.printing = PrintMenu(jobs, self.print)
        self._keeper = QTimer(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(_PATIENCE)
        self.tools = [self.print, self.export]
        self.keys = (
            ("Ctrl+E", self.tr("Export as PDF")),
            ("Ctrl+P", self.tr("Print")),
            ("Space", self.tr("Put a section in, or leave it out")),
            ("Alt+Up, Alt+Down", self.tr("Move a section")),
            ("Ctrl+PgUp, Ctrl+PgDown", self.tr("Page before, next page")),
            ("Ctrl++, Ctrl+-, Alt+0", self.tr("Larger, smaller, fit to the width")),
        )
        self._lay_out()
        self._make_menu()
        self._connect(runner)

    @override
    def shown(self) -> None:
        """Renew the pages if something changed while others were in front."""
        if self._stale:
            self._renew()
        self.pages.view.setFocus()

    @override
    def go_to(self, row_id: str) -> None:
        """Show the report of a session."""
        self.panel.choose_template(Template.SESSION, row_id)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was chosen just now."""
        if self._keeper.isActive():
            self._keep()
        super().hideEvent(event)

    @property
    def newest(self) -> Pages | None:
        """Return the pages that are shown, None before there are any."""
        return self._pages

    def export_to(self, path: Path) -> None:
        """Save the paper as `path`, with the newest choices and notes in it."""
        if self.rendering.is_busy:
            self._waiting = path
            self.making.begin(str(path))
        elif self._pages is not None:
            self.saver.save(self._pages, path)

    def print_on(self, key: str) -> None:
        """Print the paper, with the newest choices and notes in it."""
        if self.rendering.is_busy:
            self._to_print = key
        elif self._pages is not None:
            self.printing.send(self._pages, key)

    def _cancel(self) -> None:
        """Stop the file that is being made, or that waits for its pages."""
        self._waiting = None
        self.making.hide()
        self.saver.cancel()

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.gaps)
        column.addWidget(self.making)
        column.addWidget(self.pages, 1)
        work = QWidget()
        box = QHBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(self.panel)
        box.addWidget(right, 1)
        self.empty = EmptyState(
            "file-text",
            self.tr("Nothing to report yet"),
            self.tr(
                "The minutes follow from the programme, the badges read at the desk "
                "and the notes of the sessions. Begin with one of these."
            ),
            button(
                self.tr("Plan the programme"),
                "main",
                clicked=lambda: self.asked.emit("programme", ""),
            ),
            button(
                self.tr("Import people"),
                clicked=lambda: self.asked.emit("people", ""),
            ),
        )
        self.stack = QStackedWidget()
        for page in (work, self.empty):
            self.stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _make_menu(self) -> None:
        menu = QMenu(self.export)
        for form in FORMATS:
            action = menu.addAction(f"{form.name}…")
            action.triggered.connect(lambda _on=False, form=form: self._ask(form))
            if form.shortcut:
                action.setShortcut(form.shortcut)
                self.addAction(action)
        self.export.setMenu(menu)
        self.export.setToolTip(self.tr("Save as a file (Ctrl+E: PDF)"))
        self.print.setToolTip(self.tr("Print (Ctrl+P)"))
        self.print.setShortcut("Ctrl+P")
        self._allow(on=False)

    def _connect(self, runner: Runner) -> None:
        runner.changed.connect(self._note_change)
        self._keeper.timeout.connect(self._keep)
        self.panel.changed.connect(self._take_choices)
        self.panel.turned.connect(self._turn_paper)
        self.panel.picture_asked.connect(self.pictures.ask)
        self.panel.picture_removed.connect(self.pictures.remove)
        self.making.cancelled.connect(self._cancel)
        self.gaps.asked.connect(self.asked)
        self.printing.chosen.connect(self.print_on)
        self.saver.chosen.connect(lambda path: self.export_to(Path(path)))
        self.saver.begun.connect(self.making.begin)
        self.saver.progressed.connect(self.making.tell)
        self.saver.ended.connect(self.making.hide)
        for part in (self.saver, self.printing, self.pictures):
            part.messaged.connect(self.messaged)
        self.rendering.read.connect(self._show_read)
        self.rendering.finished.connect(self._show)
        self.rendering.emptied.connect(self._show_nothing)
        self.rendering.progressed.connect(self._tell_progress)
        self.rendering.failed.connect(self._explain)

    def _ask(self, form: Format) -> None:
        if self._pages is None:
            return
        title, template = self._pages.minutes.title, self._pages.choices.template
        if template is not Template.FULL:
            title = f"{section_names.templates(self.tr)[template][0]} {title}"
        self.saver.ask(title, form)

    def _take_choices(self) -> None:
        self._keeper.start()
        self.rendering.choose(self.panel.choices)

    def _turn_paper(self) -> None:
        self.pages.forget_place()
        self.rendering.choose(self.panel.choices)

    def _keep(self) -> None:
        self._keeper.stop()
        arrangement, at = self.panel.arrangement, self._now()
        self._runner.submit(
            self,
            lambda session: minutes_arrangement.arrange(session, arrangement, at=at),
            failed=lambda error: self.messaged.emit(Message(str(error), "bad")),
        )

    def _note_change(self, kinds: frozenset[Kind]) -> None:
        if not kinds & _WATCHED:
            return
        self._stale = True
        if self.isVisible():
            self._stale = False
            self.rendering.reread()

    def _renew(self) -> None:
        self._stale = False
        self.pages.show_progress(0.0)
        self.rendering.begin()

    def _show_read(self, papers: Papers) -> None:
        if self._keeper.isActive():
            return
        material = papers.material
        organisers = " ".join(material.workshop.draft.organisers.split())
        self.panel.show_material(material)
        self.panel.show_arrangement(papers.arrangement, organisers)
        pictures = {LOGO: _data(material.logo), COVER: _data(material.cover)}
        self.panel.document.show_pictures(pictures)
        self.rendering.use(self.panel.choices)

    def _tell_progress(self, fraction: float) -> None:
        self.pages.show_progress(fraction)
        if self._waiting is not None:
            self.making.tell(fraction)

    def _show(self, pages: Pages) -> None:
        self._pages = pages
        self._allow(on=True)
        is_final = pages.choices.status is DocumentStatus.FINAL
        self.gaps.show_gaps(pages.gaps, is_final=is_final)
        self.pages.show_pdf(pages.pdf)
        self.stack.setCurrentIndex(0)
        path, self._waiting = self._waiting, None
        if path is not None:
            self.export_to(path)
        key, self._to_print = self._to_print, ""
        if key:
            self.print_on(key)

    def _show_nothing(self) -> None:
        self._pages = None
        self.pages.show_progress(1.0)
        self._allow(on=False)
        self.stack.setCurrentWidget(self.empty)

    def _allow(self, *, on: bool) -> None:
        self.export.setEnabled(on)
        self.print.setEnabled(on)

    def _explain(self, error: NexusError) -> None:
        self._stale = True
        self._waiting = None
        self.making.hide()
        self.pages.show_progress(1.0)
        self.messaged.emit(Message(str(error), "bad"))


def _data(image: Image | None) -> bytes | None:
    return None if image is None else image.data

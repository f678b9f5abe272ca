"""The Minutes screen: choices at the left, pages at the right, gaps above them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.services import programme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.pages_view import PagesView
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import EmptyState, button
from nexus_desktop.ui.minutes.choices_panel import ChoicesPanel
from nexus_desktop.ui.minutes.gap_list import GapList
from nexus_desktop.ui.minutes.rendering import Pages, Rendering
from nexus_desktop.ui.minutes.saving import Saver

_WATCHED = frozenset(
    {
        Kind.WORKSHOP, Kind.OBJECTIVE, Kind.PARTICIPANT, Kind.BADGE, Kind.SCAN,
        Kind.SESSION, Kind.ROUND, Kind.GROUP, Kind.SEAT, Kind.NOTE,
    }
)  # fmt: skip


class MinutesScreen(Screen):
    """Shows the minutes as they would be printed now, and saves them."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Minutes"), parent)
        self._runner = runner
        self._wanted = ""
        self._pages: Pages | None = None
        self._stale = True
        self._waiting: Path | None = None
        self.panel = ChoicesPanel()
        self.gaps = GapList()
        self.pages = PagesView(self.tr("Pages of the minutes"))
        self.rendering = Rendering(runner, jobs, now, self)
        self.saver = Saver(jobs, self)
        self.export = button(self.tr("Export ▾"), "main")
        self.tools = [self.export]
        self.keys = (
            ("Ctrl+E", self.tr("Export as PDF")),
            ("Ctrl+PgUp, Ctrl+PgDown", self.tr("Page before, next page")),
            ("Ctrl++, Ctrl+-, Alt+0", self.tr("Larger, smaller, fit to the width")),
        )
        self._lay_out()
        self._connect(runner)

    @override
    def shown(self) -> None:
        """Renew the pages if something changed while others were in front."""
        if self._stale:
            self._renew()
        self.pages.view.setFocus()

    @override
    def go_to(self, row_id: str) -> None:
        """Turn to the pages of a session once they are there."""
        self._runner.submit(
            self, lambda session: programme.one(session, row_id), done=self._turn_to
        )

    def _turn_to(self, session: SessionInfo) -> None:
        if self.rendering.is_busy or not self.pages.turn_to(session.title):
            self._wanted = session.title

    def _turn_if_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.pages.turn_to(wanted)

    def export_to(self, path: Path) -> None:
        """Save the minutes as `path`, with the newest choices and notes in them."""
        if self.rendering.is_busy:
            self._waiting = path
        elif self._pages is not None:
            self.saver.save(self._pages, path)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.gaps)
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

    def _connect(self, runner: Runner) -> None:
        self.pages.ready.connect(self._turn_if_wanted)
        menu = QMenu(self.export)
        pdf = menu.addAction(self.tr("PDF…"))
        pdf.setShortcut("Ctrl+E")
        pdf.triggered.connect(lambda: self._ask("pdf"))
        markdown = menu.addAction(self.tr("Markdown…"))
        markdown.triggered.connect(lambda: self._ask("md"))
        self.addAction(pdf)
        self.export.setMenu(menu)
        self.export.setEnabled(False)
        runner.changed.connect(self._note_change)
        self.panel.changed.connect(lambda: self.rendering.choose(self.panel.choices))
        self.gaps.asked.connect(self.asked)
        self.saver.chosen.connect(lambda path: self.export_to(Path(path)))
        self.saver.messaged.connect(self.messaged)
        self.rendering.finished.connect(self._show)
        self.rendering.emptied.connect(self._show_nothing)
        self.rendering.progressed.connect(self.pages.show_progress)
        self.rendering.failed.connect(self._explain)

    def _ask(self, suffix: str) -> None:
        if self._pages is not None:
            self.saver.ask(self._pages.minutes.title, suffix)

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
        self.rendering.begin(self.panel.choices)

    def _show(self, pages: Pages) -> None:
        self._pages = pages
        self.export.setEnabled(True)
        self.gaps.show_gaps(pages.gaps)
        self.pages.show_pdf(pages.pdf)
        self.stack.setCurrentIndex(0)
        if self._waiting is not None:
            path, self._waiting = self._waiting, None
            self.export_to(path)

    def _show_nothing(self) -> None:
        self._pages = None
        self.pages.show_progress(1.0)
        self.export.setEnabled(False)
        self.stack.setCurrentWidget(self.empty)

    def _explain(self, error: NexusError) -> None:
        self._stale = True
        self.pages.show_progress(1.0)
        self.messaged.emit(Message(str(error), "bad"))

"""Lists and certificates: cards at the left, choices beside them, then the pages."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
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
from nexus_desktop.core.lists.choices import KINDS
from nexus_desktop.core.lists.compiling import possible
from nexus_desktop.services import certificates, workshop_pictures
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.missing_letters import MissingLettersNote
from nexus_desktop.ui.kit.pages_view import PagesView
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import EmptyState, button, label
from nexus_desktop.ui.papers import making
from nexus_desktop.ui.papers.certificate_options import CertificateOptions
from nexus_desktop.ui.papers.exporting import ExportBar, Exporter, Make
from nexus_desktop.ui.papers.list_cards import ListCards
from nexus_desktop.ui.papers.list_keeping import keep, keep_last, kept, kept_last
from nexus_desktop.ui.papers.list_options import ListOptions
from nexus_desktop.ui.papers.rendering import Rendering, Shown, Source

CERTIFICATES = "certificates"
_EMAILS = "emails"
_WATCHED = frozenset(
    {
        Kind.WORKSHOP, Kind.PARTICIPANT, Kind.BADGE, Kind.PRINTING, Kind.SCAN,
        Kind.CHECKPOINT, Kind.SESSION, Kind.ROUND, Kind.GROUP, Kind.SEAT, Kind.PICTURE,
    }
)  # fmt: skip
_SETTLED = 700  # milliseconds without a further change before the file keeps a choice


class ListsPage(Screen):
    """Shows one paper as it would be printed now; saves and prints it."""

    def __init__(
        self,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Lists"), parent)
        self._runner, self._jobs, self._now = runner, jobs, now
        self._stale = True
        self._wanted = ""
        self._name = ""
        self._shown: Shown | None = None
        self.cards = ListCards(self._papers())
        self.options = ListOptions()
        self.certificates = CertificateOptions()
        self.pages = PagesView(self.tr("Pages of the list"))
        self.missing = MissingLettersNote()
        self.note = label("", "soft", wrap=True)
        self.rendering = Rendering(runner, jobs, now, self)
        self.exporter = Exporter(jobs, self)
        self.export = button(self.tr("Export ▾"), "main")
        self.print = button(
            self.tr("Print"), clicked=self._print, picture="printer", shortcut="Ctrl+P"
        )
        self.tools = [self.print, self.export]
        self.keys = (
            ("Ctrl+E", self.tr("Export as PDF")),
            ("Ctrl+P", self.tr("Show in the system's viewer, to print")),
            ("Ctrl+PgUp, Ctrl+PgDown", self.tr("Page before, next page")),
            ("Ctrl++, Ctrl+-, Alt+0", self.tr("Larger, smaller, fit to the width")),
            ("Alt+Up, Alt+Down", self.tr("Move a column")),
        )
        self._keeping = QTimer(self, singleShot=True, interval=_SETTLED)
        self._lay_out()
        self._make_menu()
        self._connect(runner)
        self.cards.choose(kept_last())

    @override
    def shown(self) -> None:
        """Read anew what changed while others were in front."""
        if self._stale:
            self._stale = False
            self.rendering.reread()

    @override
    def go_to(self, row_id: str) -> None:
        """Turn to a paper by its name; "certificates:ID" to that of one person."""
        name, _, person = row_id.partition(":")
        self.cards.choose(name)
        if not person:
            return
        if self.rendering.source is None:
            self._wanted = person
        else:
            self.certificates.choose_only(person)

    @override
    def flush(self) -> None:
        """Hand choices of certificates that were not kept yet to the file."""
        if self._keeping.isActive():
            self._keeping.stop()
            self._keep_certificates()

    def file(self, suffix: str) -> Make | None:
        """Return what makes the paper in front as a file; None before it was read."""
        source = self.rendering.source
        if source is None:
            return None
        if self._name == CERTIFICATES:
            panel = self.certificates
            return making.certificate_file(source, panel.choices, panel.chosen)
        return making.list_file(source, self.options.choices, suffix)

    # Choosing

    def _papers(self) -> list[tuple[str, str, str, str]]:
        lists = [(kind.name, kind.icon, kind.title, kind.purpose) for kind in KINDS]
        words = self.tr("For those who attended, ready to be signed.")
        return [*lists, (CERTIFICATES, "star", self.tr("Certificates"), words)]

    def _turn(self, name: str) -> None:
        self._name = name
        keep_last(name)
        is_list = name != CERTIFICATES
        self.choices.setCurrentWidget(self.options if is_list else self.certificates)
        for action in self._tables:
            action.setVisible(is_list)
        self._addresses.setVisible(name == _EMAILS)
        if self.rendering.source is not None:
            self._show_choices(self.rendering.source)
            self._render()

    def _show_choices(self, source: Source) -> None:
        if self._name != CERTIFICATES:
            found = possible(source.material, kept(self._name))
            self.options.show_choices(source.material, found)
        elif not self._keeping.isActive():  # else what was typed last would be lost
            self.certificates.show_choices(source.material, source.design)

    def _take(self, source: Source) -> None:
        has_people = bool(source.material.people)
        self.stack.setCurrentIndex(0 if has_people else 1)
        self.export.setEnabled(has_people)
        self.print.setEnabled(has_people)
        if not has_people:
            self.rendering.stop()
            return
        self._show_choices(source)
        self._render()
        if self._wanted:
            self.certificates.choose_only(self._wanted)
            self._wanted = ""

    def _take_list_choice(self) -> None:
        keep(self.options.choices)
        self._render(soon=True)

    def _take_certificate_choice(self) -> None:
        self._keeping.start()
        self._render(soon=True)

    def _keep_certificates(self) -> None:
        wanted, at = self.certificates.choices, self._now()
        self._runner.submit(
            self,
            lambda session: certificates.choose(session, wanted, at=at),
            failed=self._explain,
        )

    def _ask_logo(self) -> QFileDialog:
        dialog = QFileDialog(self, self.tr("Choose the logo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Pictures (*.png *.jpg *.jpeg)"))
        dialog.fileSelected.connect(lambda path: self.take_logo(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def take_logo(self, path: Path) -> None:
        """Keep a picture file as the workshop's logo."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: _content(path),
            done=self._set_logo,
            failed=self._explain,
        )

    def _set_logo(self, data: bytes | None) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: workshop_pictures.put(
                session, workshop_pictures.LOGO, data, at=at
            ),
            failed=self._explain,
        )

    # Showing

    def _render(self, *, soon: bool = False) -> None:
        if self._name == CERTIFICATES:
            panel = self.certificates
            make = making.certificate_preview(panel.choices, panel.chosen)
        else:
            make = making.list_preview(self.options.choices)
        self.pages.show_progress(0.0)
        self.rendering.render(make, soon=soon)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.missing.show_names(shown.missing)
        note = self._note_of(shown)
        theme.set_role(self.note, "note_warn" if shown.crowded else "soft")
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.pages.show_pdf(shown.pdf)

    def _note_of(self, shown: Shown) -> str:
        if not shown.whole and self._name == CERTIFICATES:
            return self.tr(
                "Nobody gets a certificate like this. Ask for fewer days or sessions, "
                "or choose people."
            )
        if shown.crowded:
            return self.tr(
                "These are many columns for this paper, so words had to be parted. "
                "Turn it to landscape, or leave some columns out."
            )
        if shown.is_cut:
            return self.tr(
                "The first {0} of {1} are shown here; a file has them all."
            ).format(f"{shown.shown:,}", f"{shown.whole:,}")
        return ""

    def _note_change(self, kinds: frozenset[Kind]) -> None:
        if not kinds & _WATCHED:
            return
        if self.isVisible():
            self._soon.start()
        else:
            self._stale = True

    def _explain(self, error: NexusError) -> None:
        self.pages.show_progress(1.0)
        self.messaged.emit(Message(str(error), "bad"))

    # Files

    def _export(self, suffix: str) -> None:
        make = self.file(suffix)
        if make is not None and self._shown is not None:
            self.exporter.ask(self._shown.title, suffix, make)

    def _print(self) -> None:
        make = self.file("pdf")
        if make is not None and self._shown is not None:
            self.exporter.view(self._shown.title, make)

    def _copy_addresses(self) -> None:
        source, choices = self.rendering.source, self.options.choices
        if source is not None:
            self._jobs.start(
                self,
                lambda _report, _cancelled: making.addresses(source, choices),
                done=self._tell_copied,
                failed=self._explain,
            )

    def _tell_copied(self, addresses: tuple[str, ...]) -> None:
        QGuiApplication.clipboard().setText("; ".join(addresses))
        text = self.tr("{0} addresses are on the clipboard.")
        self.messaged.emit(Message(text.format(f"{len(addresses):,}")))

    def _lay_out(self) -> None:
        self.choices = QStackedWidget()
        for panel in (self.options, self.certificates):
            self.choices.addWidget(panel)
        self.choices.setFixedWidth(self.options.width())
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.missing, self.note):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        column.addWidget(ExportBar(self.exporter))
        self.note.hide()
        work = QWidget()
        box = QHBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.cards)
        box.addWidget(self.choices)
        box.addWidget(right, 1)
        self.empty = EmptyState(
            "users",
            self.tr("Nobody to list yet"),
            self.tr(
                "Lists, signature sheets and certificates follow from the people of "
                "the workshop. Import a list of them, or add the first person."
            ),
            button(
                self.tr("Import people"),
                "main",
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
        pdf = menu.addAction(self.tr("PDF…"), partial(self._export, "pdf"))
        pdf.setShortcut("Ctrl+E")
        self.addAction(pdf)
        self._tables = [
            menu.addAction(self.tr("Excel…"), partial(self._export, "xlsx")),
            menu.addAction(self.tr("CSV…"), partial(self._export, "csv")),
        ]
        self._addresses = menu.addAction(
            self.tr("Copy the addresses"), self._copy_addresses
        )
        self.export.setMenu(menu)

    def _connect(self, runner: Runner) -> None:
        self._soon = QTimer(self, singleShot=True, interval=_SETTLED)
        self._soon.timeout.connect(self.rendering.reread)
        self._keeping.timeout.connect(self._keep_certificates)
        runner.changed.connect(self._note_change)
        self.cards.chosen.connect(self._turn)
        self.options.changed.connect(self._take_list_choice)
        self.certificates.changed.connect(self._take_certificate_choice)
        self.certificates.logo_asked.connect(self._ask_logo)
        self.certificates.logo_removed.connect(partial(self._set_logo, None))
        self.rendering.read.connect(self._take)
        self.rendering.finished.connect(self._show)
        self.rendering.progressed.connect(self.pages.show_progress)
        self.rendering.failed.connect(self._explain)
        self.exporter.messaged.connect(self.messaged)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NexusError(f"{path.name} can't be read: {error.strerror}.") from error

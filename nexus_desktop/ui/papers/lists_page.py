"""Lists and certificates: cards at the left, choices beside them, pages at the right."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
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
from nexus_desktop.core.lists.choices import KINDS, ListChoices
from nexus_desktop.services import certificates
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
from nexus_desktop.ui.papers.list_keeping import keep, kept, keep_last, kept_last
from nexus_desktop.ui.papers.list_options import ListOptions
from nexus_desktop.ui.papers.rendering import Rendering, Shown, Source

CERTIFICATES = "certificates"
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
        self._runner, self._jobs = runner, jobs
        self._stale = True
        self._wanted = ""
        self._name = KINDS[0].name
        self._shown: Shown | None = None
        self.cards = ListCards(self._papers())
        self.options = ListOptions()
        self.certificates = CertificateOptions()
        self.pages = PagesView(self.tr("Pages of the list"))
        self.missing = MissingLettersNote()
        self.note = label("", "note_warn", wrap=True)
        self.rendering = Rendering(runner, jobs, now, self)
        self.exporter = Exporter(jobs, self)
        self.export = button(self.tr("Export ▾"), "main")
        self.print = button(self.tr("Print…"), clicked=self._print, picture="printer")
        self.copy = button(self.tr("Copy addresses"), clicked=self._copy, picture="copy")
        self.tools = [self.copy, self.print, self.export]
        self.keys = (
            ("Ctrl+E", self.tr("Export as PDF")),
            ("Ctrl+P", self.tr("Show in the system's viewer, to print")),
            ("Ctrl+PgUp, Ctrl+PgDown", self.tr("Page before, next page")),
            ("Ctrl++, Ctrl+-, Ctrl+0", self.tr("Larger, smaller, fit to the width")),
            ("Alt+Up, Alt+Down", self.tr("Move a column")),
        )
        self._timer = QTimer(self, singleShot=True, interval=_SETTLED)
        self._lay_out()
        self._connect()

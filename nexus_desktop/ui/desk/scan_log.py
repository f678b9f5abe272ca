"""Reads the log of all scans for its page, a part at a time."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from nexus_desktop.core.desk import ScanLine
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.scan_log import LogPage as Part
from nexus_desktop.core.scan_log import LogQuery, as_text
from nexus_desktop.services import scan_log
from nexus_desktop.ui.desk.log_page import LogPage
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.soon import Soon

_AT_ONCE = 200
_MOST_REFRESHED = 1000
_COPIED_AT_ONCE = 1000  # so that a scan never waits for more
_EVERY = 500  # milliseconds between two readings while scan follows scan
_WATCHED = frozenset({Kind.SCAN, Kind.PARTICIPANT, Kind.BADGE, Kind.DEVICE})


class ScanLog(QObject):
    """Fills the page when it is in front; late answers to other questions are dropped.

    Signals:
        failed: NexusError.
        messaged: `Message`.
    """

    failed = Signal(object)
    messaged = Signal(object)

    def __init__(self, runner: Runner, page: LogPage, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._page = runner, page
        self._query = LogQuery()
        self._lines: tuple[ScanLine, ...] = ()
        self._is_reading = False
        self._soon = Soon(self, _EVERY)
        self._soon.timeout.connect(self._refresh)
        page.asked.connect(self._ask)
        page.more_asked.connect(self._ask_more)
        page.copy_asked.connect(self._copy)
        runner.changed.connect(self._refresh_if_touched)

    @Slot()
    def _ask(self) -> None:
        self._query, self._lines = self._page.wanted(), ()
        self._read(_AT_ONCE)

    @Slot()
    def _ask_more(self) -> None:
        if not self._is_reading:
            self._read(_AT_ONCE)

    def _refresh(self) -> None:
        if self._page.isVisible():
            most = min(max(len(self._lines), _AT_ONCE), _MOST_REFRESHED)
            self._lines = ()
            self._read(most)

    @Slot(object)
    def _refresh_if_touched(self, kinds: frozenset[Kind]) -> None:
        if kinds & _WATCHED and self._page.isVisible():
            self._soon.hear()

    def _read(self, limit: int) -> None:
        query, before = self._query, self._lines
        self._is_reading = True
        self._runner.submit(
            self,
            lambda session: scan_log.scans(
                session, query, limit=limit, offset=len(before)
            ),
            done=partial(self._show, query, before),
            failed=self._fail,
        )

    def _show(self, query: LogQuery, before: tuple[ScanLine, ...], part: Part) -> None:
        self._is_reading = False
        if query != self._query or before != self._lines:
            return
        self._lines = before + part.lines
        self._page.show_desks(part.desks)
        self._page.show_lines(self._lines, part.total)

    def _fail(self, error: object) -> None:
        self._is_reading = False
        self.failed.emit(error)

    @Slot()
    def _copy(self) -> None:
        self._copy_on(self._query, ())

    def _copy_on(self, query: LogQuery, before: tuple[ScanLine, ...]) -> None:
        self._runner.submit(
            self,
            lambda session: scan_log.scans(
                session, query, limit=_COPIED_AT_ONCE, offset=len(before)
            ),
            done=partial(self._go_on_copying, query, before),
            failed=self.failed.emit,
        )

    def _go_on_copying(
        self, query: LogQuery, before: tuple[ScanLine, ...], part: Part
    ) -> None:
        # Scans made meanwhile push others to the next part: nothing is copied twice.
        lines = tuple({one.scan_id: one for one in before + part.lines}.values())
        if part.lines and len(lines) < part.total:
            self._copy_on(query, lines)
            return
        QGuiApplication.clipboard().setText(as_text(lines, self._page.zone))
        text = self.tr("{0} scans copied, to be pasted into a table.")
        self.messaged.emit(Message(text.format(f"{len(lines):,}")))

"""How printing goes, in a few words beside the title: "2 printing · 1 failed"."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from nexus_desktop.core.print_queue import Tally
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.printing.queue import queue_of
from nexus_desktop.ui.kit.runner import Runner


class PrintIndicator(QPushButton):
    """A quiet button; it has words only while there is something to say."""

    def __init__(
        self,
        runner: Runner,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("print_indicator")
        theme.set_role(self, "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._queue = queue_of(runner, now)
        self._queue.changed.connect(self.refresh)
        self.refresh()
        self.hide()

    def refresh(self) -> None:
        """Say how many badges are where."""
        tally = self._queue.tally
        words = self._words(tally)
        trouble = tally.failed or tally.held_up
        self.setText(f" {words}" if words else "")
        self.setIcon(icon("printer", "bad" if trouble else "soft"))
        role = "quiet_bad" if trouble else "quiet"
        if self.property("role") != role:
            theme.set_role(self, role)
        told = words or self.tr("nothing waits")
        self.setAccessibleName(self.tr("Printing: {0}").format(told))
        self.setToolTip(self.tr("Printing: {0} (Ctrl+P)").format(told))

    def _words(self, tally: Tally) -> str:
        under_way = self.tr("{0} printing")
        if not self._queue.can_print:
            under_way = self.tr("{0} waiting for a printer")
        parts = (
            (tally.under_way, under_way),
            (tally.held_up, self.tr("{0} held up")),
            (tally.failed, self.tr("{0} failed")),
        )
        return " · ".join(words.format(count) for count, words in parts if count)

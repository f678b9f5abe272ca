"""The last scans at a checkpoint, with a chip for the verdict and Undo."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.checkin import TELLINGS, Verdict
from nexus_desktop.core.desk import ScanLine
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, label

_HEIGHT = 30


class ScanRow(QWidget):
    """One scan; shows Undo on the newest one and under the mouse.

    Signals:
        undo_asked: id of the scan.
    """

    undo_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        self._line: ScanLine | None = None
        self._is_newest = False
        self.time = label("", "small")
        self.chip = label("", "chip")
        self.name = ElidedLabel("")
        self.name.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
        )
        self.undo = button(self.tr("Undo"), "link", clicked=self._ask)
        self.undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.time, self.chip, self.name, self.undo):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.undo.hide()

    def show_line(self, line: ScanLine, zone: ZoneInfo, *, is_newest: bool) -> None:
        """Show `line`; a row is used again for another line."""
        self._line, self._is_newest = line, is_newest
        self.time.setText(f"{line.at.astimezone(zone):%H:%M}")
        role, words = self._chip(line)
        if self.chip.property("role") != role:
            theme.set_role(self.chip, role)
        self.chip.setText(words)
        self.name.setText(self._name(line, zone))
        self.setToolTip(self._tip(line))
        self._offer_undo(under_mouse=self.underMouse())
        self.show()

    def _chip(self, line: ScanLine) -> tuple[str, str]:
        if line.is_undone:
            return "chip", self.tr("undone")
        if line.verdict.counts and line.way == "walk-in":
            return "chip", self.tr("walk-in")
        if line.verdict.counts and line.way == "admitted anyway":
            return "chip_warn", self.tr("let in")
        telling = TELLINGS[line.verdict]
        return f"chip_{telling.tone}", self.tr(telling.chip)

    def _name(self, line: ScanLine, zone: ZoneInfo) -> str:
        if line.verdict is Verdict.ALREADY_IN and line.first_at is not None:
            when = f"{line.first_at.astimezone(zone):%H:%M}"
            first = ", ".join(filter(None, (when, line.first_desk)))
            return f"{line.name or self.tr('Unknown badge')} · {first}"
        if line.name:
            return line.name
        if line.verdict.counts:
            return self.tr("Name to follow")
        return self.tr(TELLINGS[line.verdict].word)

    def _tip(self, line: ScanLine) -> str:
        parts = (
            line.name,
            self.tr(TELLINGS[line.verdict].sentence),
            line.reason,
            line.desk,
        )
        return "\n".join(part for part in parts if part)

    def _offer_undo(self, *, under_mouse: bool) -> None:
        can = self._line is not None and self._line.can_undo
        self.undo.setVisible(can and (self._is_newest or under_mouse))

    def _ask(self) -> None:
        if self._line is not None:
            self.undo_asked.emit(self._line.scan_id)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._offer_undo(under_mouse=True)
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._offer_undo(under_mouse=False)
        super().leaveEvent(event)


class RecentPanel(QFrame):
    """The last scans, the newest first; its rows are used again.

    Signals:
        undo_asked: id of a scan.
    """

    undo_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("last_scans")
        theme.set_role(self, "panel")
        self.rows: list[ScanRow] = []
        self.empty = label(self.tr("Nobody was scanned here yet."), "soft", wrap=True)
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 8, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.empty)
        self._box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 8, 8)
        box.setSpacing(6)
        box.addWidget(label(self.tr("Last scans"), "head"))
        box.addWidget(area, 1)

    def show_lines(self, lines: Sequence[ScanLine], zone: ZoneInfo) -> None:
        """Show `lines` in their order."""
        while len(self.rows) < len(lines):
            self._add_row()
        newest = next((line.scan_id for line in lines if line.can_undo), "")
        for row, line in zip(self.rows, lines, strict=False):
            row.show_line(line, zone, is_newest=line.scan_id == newest)
        for row in self.rows[len(lines) :]:
            row.hide()
        self.empty.setVisible(not lines)

    def _add_row(self) -> None:
        row = ScanRow()
        row.undo_asked.connect(self.undo_asked)
        self._box.insertWidget(self._box.count() - 1, row)
        self.rows.append(row)

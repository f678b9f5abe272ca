"""The last scans at a checkpoint, with a chip for the verdict and Undo.

By mouse: a click on a line shows its card again, Undo takes it back. By keyboard: F9
goes there, arrows choose, Enter and Del do the same.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.checkin import Verdict
from nexus_desktop.core.desk import ScanLine
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, label, row

_HEIGHT = 30
_STEPS = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8, Qt.Key.Key_Home: -1000, Qt.Key.Key_End: 1000,
}  # fmt: skip
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScanRow(QFrame):
    """One scan; shows Undo on the newest one, under the mouse, and when chosen.

    Signals:
        undo_asked, card_asked: the `ScanLine`.
    """

    undo_asked = Signal(object)
    card_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        self.line: ScanLine | None = None
        self._is_newest = self._is_chosen = False
        theme.set_role(self, "scan_row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.time = label("", "small")
        self.chip = label("", "chip")
        self.name = ElidedLabel("")
        self.name.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
        )
        self.undo = button(self.tr("Undo"), "link", clicked=self._ask)
        self.undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QHBoxLayout(self)
        box.setContentsMargins(4, 0, 4, 0)
        box.setSpacing(8)
        for part in (self.time, self.chip, self.name, self.undo):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.undo.hide()

    def show_line(self, line: ScanLine, zone: ZoneInfo, *, is_newest: bool) -> None:
        """Show `line`; a row is used again for another line."""
        self.line, self._is_newest = line, is_newest
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
        return f"chip_{line.telling.tone}", self.tr(line.telling.chip)

    def _name(self, line: ScanLine, zone: ZoneInfo) -> str:
        if line.verdict is Verdict.ALREADY_IN and line.first_at is not None:
            when = f"{line.first_at.astimezone(zone):%H:%M}"
            first = ", ".join(filter(None, (when, line.first_desk)))
            return f"{line.name or self.tr('Unknown badge')} · {first}"
        if line.name:
            return line.name
        if line.verdict.counts:
            return self.tr("Name to follow, other desk’s badge")
        return self.tr(line.telling.word)

    def _tip(self, line: ScanLine) -> str:
        parts = (
            line.name,
            self.tr(line.telling.sentence),
            line.reason,
            line.desk,
        )
        return "\n".join(part for part in parts if part)

    def choose(self, *, on: bool) -> None:
        """Show that the keys mean this line, or not."""
        if on != self._is_chosen:
            self._is_chosen = on
            theme.set_role(self, "scan_row_chosen" if on else "scan_row")
        self._offer_undo(under_mouse=self.underMouse())

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        parts = (self.time.text(), self.chip.text(), self.name.text())
        return ", ".join(part for part in parts if part)

    def _offer_undo(self, *, under_mouse: bool) -> None:
        can = self.line is not None and self.line.can_undo
        self.undo.setVisible(
            can and (self._is_newest or under_mouse or self._is_chosen)
        )

    def _ask(self) -> None:
        if self.line is not None:
            self.undo_asked.emit(self.line)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_inside = self.rect().contains(event.position().toPoint())
        if self.line is not None and is_inside:
            self.card_asked.emit(self.line)

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
        undo_asked, card_asked: `ScanLine`.
        all_asked: every scan is to be shown, not only the last.
        left: Escape was pressed.
    """

    undo_asked = Signal(object)
    card_asked = Signal(object)
    all_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("last_scans")
        theme.set_role(self, "panel")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rows: list[ScanRow] = []
        self._chosen = ""  # id of the scan that the keys mean
        self.empty = label(self.tr("Nobody was scanned here yet."), "soft", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
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
        self._area = area
        self.all = button(self.tr("All scans"), "link", clicked=self.all_asked.emit)
        self.all.setToolTip(self.tr("Every scan, to be searched (Shift+F9)"))
        head = row(label(self.tr("Last scans"), "head"), None, self.all)
        head.setContentsMargins(0, 0, 8, 0)
        box.addWidget(head)
        box.addWidget(area, 1)

    def show_lines(self, lines: Sequence[ScanLine], zone: ZoneInfo) -> None:
        """Show `lines` in their order."""
        while len(self.rows) < len(lines):
            self._add_row()
        newest = next((line.scan_id for line in lines if line.can_undo), "")
        for shown, line in zip(self.rows, lines, strict=False):
            shown.show_line(line, zone, is_newest=line.scan_id == newest)
        for spare in self.rows[len(lines) :]:
            spare.hide()
        self.empty.setVisible(not lines)
        self._show_chosen()

    def _shown(self) -> list[ScanRow]:
        return [one for one in self.rows if not one.isHidden()]

    def _add_row(self) -> None:
        made = ScanRow()
        made.undo_asked.connect(self.undo_asked)
        made.card_asked.connect(self.card_asked)
        self._box.insertWidget(self._box.count() - 1, made)
        self.rows.append(made)

    # By keyboard

    @property
    def chosen(self) -> ScanRow | None:
        """The line that the keys mean, None when the focus is elsewhere."""
        shown = self._shown()
        if not self.hasFocus() or not shown:
            return None
        found = (one for one in shown if one.line and one.line.scan_id == self._chosen)
        return next(found, shown[0])

    def _show_chosen(self) -> None:
        chosen = self.chosen
        for one in self.rows:
            one.choose(on=one is chosen)
        if chosen is not None and chosen.line is not None:
            self._chosen = chosen.line.scan_id
            self._area.ensureWidgetVisible(chosen, 0, 0)
            self.setAccessibleName(chosen.spoken)

    def _step(self, lines: int) -> None:
        shown, chosen = self._shown(), self.chosen
        if chosen is not None:
            place = min(max(shown.index(chosen) + lines, 0), len(shown) - 1)
            line = shown[place].line
            self._chosen = line.scan_id if line else ""
            self._show_chosen()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, chosen = Qt.Key(event.key()), self.chosen
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _ENTER and chosen is not None:
            self.card_asked.emit(chosen.line)
        elif key == Qt.Key.Key_Delete and chosen is not None:
            self.undo_asked.emit(chosen.line)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._chosen = ""
        super().focusInEvent(event)
        self._show_chosen()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_chosen()

"""What several groups said in nearly the same words, side by side, to be merged."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.parallel_notes import Point
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, clear, column, label, panel, row

_ACROSS = 3
_MOST = 60  # lots shown

Lots: TypeAlias = tuple[tuple[Point, ...], ...]


class SimilarPanel(QScrollArea):
    """Shows lots of points; each has a line to merge them into.

    Signals:
        merged: (ids of the points, the line).
    """

    merged = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 8, 0)
        self._box.setSpacing(12)
        self.setWidget(inside)
        self.lots: list[LotPanel] = []
        self._shown: tuple[Lots, tuple[tuple[str, str], ...]] | None = None

    def show_lots(self, lots: Lots, names: Mapping[str, str]) -> None:
        """Show `lots`; what was typed for one of them stays. `names`: of the groups."""
        shown = (lots, tuple(names.items()))
        if shown == self._shown:
            return
        self._shown = shown
        typed = {one.ids: one.typed for one in self.lots}
        at = self.verticalScrollBar().value()
        clear(self._box)
        self.lots = [LotPanel(lot, names) for lot in lots[:_MOST]]
        for one in self.lots:
            one.merged.connect(self.merged)
            if typed.get(one.ids):
                one.line.setText(typed[one.ids])
            self._box.addWidget(one)
        if not lots:
            hint = self.tr("No two groups have said the same so far.")
            self._box.addWidget(label(hint, "soft", wrap=True))
        self._box.addStretch(1)
        self.verticalScrollBar().setValue(at)


class LotPanel(QFrame):
    """Points that belong together.

    Signals:
        merged: (ids of the points, the line).
    """

    merged = Signal(object, str)

    def __init__(self, lot: Sequence[Point], names: Mapping[str, str]) -> None:
        super().__init__()
        theme.set_role(self, "card")
        self.ids = tuple(point.note_id for point in lot)
        self._first = max(lot, key=lambda point: len(point.text)).unattributed
        self.line = QLineEdit(self._first)
        self.line.setCursorPosition(0)
        self.line.setAccessibleName(self.tr("The point as the plenary is to have it"))
        self.line.setToolTip(
            self.tr("As the plenary is to have it, in the notation. Enter merges.")
        )
        is_taken = all(point.is_taken for point in lot)
        self.merge = button(
            self.tr("Merge again") if is_taken else self.tr("Merge into the plenary"),
            clicked=self._merge,
            picture="merge",
        )
        self.line.returnPressed.connect(self._merge)
        cards = QGridLayout()
        cards.setSpacing(8)
        for place, point in enumerate(lot):
            card = _card(point, names.get(point.group_id, ""))
            cards.addWidget(card, place // _ACROSS, place % _ACROSS)
        for across in range(_ACROSS):
            cards.setColumnStretch(across, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        box.addLayout(cards)
        box.addWidget(row(self.line, self.merge))

    @property
    def typed(self) -> str:
        """Return the line if somebody changed it, else nothing."""
        text = self.line.text()
        return "" if text == self._first else text

    def _merge(self) -> None:
        self.merged.emit(self.ids, self.line.text())


def _card(point: Point, group: str) -> QWidget:
    head: list[QWidget | None] = [label(group, "head")]
    if point.kind is not NoteKind.POINT:
        head.append(label(point.kind.about.label, "small"))
    head.append(None)
    if point.is_taken:
        tick = QLabel()
        tick.setPixmap(icon("check", "good").pixmap(14, 14))
        tick.setAccessibleName("taken")
        head.append(tick)
    said = f"{point.speaker}: {point.text}" if point.speaker else point.text
    card = column(row(*head), label(said, wrap=True), None, gap=4)
    return panel(card)

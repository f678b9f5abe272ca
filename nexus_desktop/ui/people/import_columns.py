"""The columns of a list as cards: heading, sample values, the field each goes to."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.participant import BY_NAME, FIELDS
from nexus_desktop.core.people_import import Mapping as Columns
from nexus_desktop.core.people_import import Table
from nexus_desktop.core.people_rows import LEFT_OUT, QUANTITY
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedBox, ElidedLabel

_CARD_WIDTH = 172
_GAP = 8
_SEVERAL = frozenset({"wishes", "languages", "external_id", LEFT_OUT})


class FieldChoice(ElidedBox):
    """The fields a column can go to; the wheel scrolls the page instead."""

    def __init__(self) -> None:
        super().__init__(8)
        self.addItem(self.tr("Keep as it is"), "")
        for field in FIELDS:
            self.addItem(self.tr(field.label[0].upper() + field.label[1:]), field.name)
        self.addItem(self.tr("Number of people"), QUANTITY)
        self.addItem(self.tr("Leave out"), LEFT_OUT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def choose(self, field: str | None) -> None:
        """Show that the column goes to `field`."""
        self.setCurrentIndex(self.findData(field or ""))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnCards(QScrollArea):
    """A card for each column, in rows as wide as there is room for.

    Signals:
        remapped: {heading: field}, "" for a column that is kept as it is.
    """

    remapped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, FieldChoice] = {}
        self._titles: dict[str, ElidedLabel] = {}
        self._cards: list[QFrame] = []
        self._across = 0
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def show_table(self, table: Table, mapping: Columns) -> None:
        """Show the columns of another list."""
        self._take_away()
        for column, heading in enumerate(table.headers):
            self._cards.append(self._card(table, column, heading))
        self.show_mapping(mapping)
        self._across = 0
        self._arrange()

    def show_mapping(self, mapping: Columns) -> None:
        """Show where the columns go."""
        for heading, field in zip(self.choices, mapping.fields, strict=True):
            self.choices[heading].choose(field)
            theme.set_role(self._titles[heading], "strong" if field else "soft")

    def wanted(self, heading: str) -> Mapping[str, str]:
        """Return what is to be remapped when `heading` has been given a field.

        A field holds one column, so another that had it is kept as it is; but wishes,
        languages and numbers may be in several.
        """
        field = str(self.choices[heading].currentData())
        remapped = {heading: field}
        if field and field not in _SEVERAL:
            for other, choice in self.choices.items():
                if other != heading and choice.currentData() == field:
                    remapped[other] = ""
        return remapped

    def _card(self, table: Table, column: int, heading: str) -> QFrame:
        card = QFrame()
        theme.set_role(card, "card")
        title, texts = ElidedLabel("strong"), ElidedLabel("small")
        title.setText(heading)
        samples = table.samples(column, 3)
        texts.setText(" · ".join(samples) or self.tr("empty"))
        for part in (title, texts):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._titles[heading] = title
        choice = FieldChoice()
        choice.setAccessibleName(self.tr("Field for {0}").format(heading))
        choice.activated.connect(partial(self._remap, heading))
        self.choices[heading] = choice
        box = QVBoxLayout(card)
        box.setContentsMargins(8, 6, 8, 8)
        box.setSpacing(2)
        box.addWidget(title)
        box.addWidget(texts)
        box.addWidget(choice)
        return card

    def _remap(self, heading: str, _index: int) -> None:
        self.remapped.emit(self.wanted(heading))

    def _take_away(self) -> None:
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards.clear()
        self._titles.clear()
        self.choices.clear()

    def _arrange(self) -> None:
        across = max((self.viewport().width() + _GAP) // (_CARD_WIDTH + _GAP), 1)
        if across == self._across:
            return
        for column in range(self._across):
            self._grid.setColumnStretch(column, 0)
        self._across = across
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // across, number % across)
        for column in range(across):
            self._grid.setColumnStretch(column, 1)

    def full_height(self) -> int:
        """Return the height at which nothing need be scrolled."""
        lines = -(-len(self._cards) // max(self._across, 1))
        tallest = max((card.sizeHint().height() for card in self._cards), default=0)
        return lines * (tallest + _GAP)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def field_label(name: str) -> str:
    """Return the English name of a field, or the heading of a column without one."""
    return BY_NAME[name].label if name in BY_NAME else name

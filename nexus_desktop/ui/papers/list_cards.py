"""The papers to choose from, one below the other, each with what it is for."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import paint
from nexus_desktop.ui.kit.theme import colours
from nexus_desktop.ui.kit.widgets import label

_WIDTH = 224


class ListCards(QScrollArea):
    """Cards of which one is chosen; arrow keys go up and down.

    Signals:
        chosen: the name of another card.
    """

    chosen = Signal(str)

    def __init__(self, papers: Iterable[tuple[str, str, str, str]]) -> None:
        """Make a card of each (name, picture, title, what it is for)."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFixedWidth(_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._group = QButtonGroup(self)
        self.cards: dict[str, QPushButton] = {}
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(6)
        for name, picture, title, text in papers:
            card = _Card(picture, title, text)
            self.cards[name] = card
            self._group.addButton(card)
            box.addWidget(card)
            card.toggled.connect(
                lambda on, name=name: self.chosen.emit(name) if on else None
            )
        box.addStretch(1)
        self.setWidget(inside)

    def choose(self, name: str) -> None:
        """Choose a card, or the first where there is none called so."""
        card = self.cards.get(name) or next(iter(self.cards.values()))
        card.setChecked(True)
        self.ensureWidgetVisible(card)


class _Card(QPushButton):
    def __init__(self, picture: str, title: str, text: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.set_role(self, "card_choice")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(title, "strong"))
        words.addWidget(label(text, "small", wrap=True))
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(10, 7, 8, 7)
        self._box.setSpacing(10)
        self._box.addWidget(_Picture(picture, self), 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(words, 1)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        width = _WIDTH - 22  # with room for a scroll bar
        return QSize(width, self._box.totalHeightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class _Picture(QWidget):
    def __init__(self, name: str, card: QPushButton) -> None:
        super().__init__(card)
        self._name, self._card = name, card
        self.setFixedSize(20, 20)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = colours().accent if self._card.isChecked() else colours().soft
        paint(painter, self._name, token, QRectF(self.rect()).adjusted(0, 2, -2, 0))
        painter.end()

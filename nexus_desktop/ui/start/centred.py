"""A column in the middle of a window, that scrolls when the window is small."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from nexus_desktop.ui.kit.widgets import label

_OVERHANG = 2  # pixels of a large J


def fill(whole: QWidget, width: int) -> QVBoxLayout:
    """Give `whole` a column of at most `width` pixels; return the column's layout."""
    middle = QWidget()
    middle.setMaximumWidth(width)
    column = QVBoxLayout(middle)
    column.setSpacing(0)
    centred = QWidget()
    around = QHBoxLayout(centred)
    around.setContentsMargins(0, 0, 0, 0)
    around.addStretch(1)
    around.addWidget(middle, 1000)
    around.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(centred)
    box = QVBoxLayout(whole)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(scroll)
    return column


def title(text: str) -> QLabel:
    """Return the heading of a column, with room for a letter that reaches out left."""
    made = label(text, "big")
    made.setContentsMargins(_OVERHANG, 0, 0, 0)
    return made

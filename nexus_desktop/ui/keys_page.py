"""The F1 page: every key of the screen, laid over it until any key is pressed."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import clear, label, panel, row

_WIDTH = 440
_NARROW = 290
_MOST = 18  # keys in one column


class KeysPage(QWidget):
    """A page over the window; Escape, F1 or a click closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box = QVBoxLayout(self)
        self.hide()

    def present(
        self,
        title: str,
        own: Iterable[tuple[str, str]],
        places: Iterable[tuple[str, str]],
    ) -> None:
        """Show the keys of this screen and those that work everywhere."""
        clear(self._box)
        everywhere = (
            *places,
            ("Ctrl+B", self.tr("Fold the list of places")),
            ("Ctrl+Z", self.tr("Undo my last action")),
            ("F1", self.tr("This page")),
        )
        general = panel(
            label(self.tr("Everywhere"), "title"), _list(everywhere), gap=12
        )
        general.setFixedWidth(_NARROW)
        pages = [general]
        if columns := _columns(tuple(own)):
            head = ElidedLabel("title")
            head.setText(title)
            listed = row(*map(_list, columns), gap=24)
            shown = panel(head, listed, gap=12)
            shown.setFixedWidth(_WIDTH * len(columns))
            pages.insert(0, shown)
        hint = label(self.tr("Any key closes this page"), "small")
        self._box.addStretch(1)
        self._box.addWidget(row(None, *pages, None, gap=16))
        self._box.addWidget(row(None, hint, None))
        self._box.addStretch(1)
        self.raise_()
        self.show()
        self.setFocus()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = theme.colours()["ground"]
        veil.setAlpha(225)
        painter.fillRect(self.rect(), veil)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hide()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()


def _columns(keys: Sequence[tuple[str, str]]) -> list[Sequence[tuple[str, str]]]:
    """Return `keys` in one column, or in two where one would be too long."""
    count = -(-len(keys) // _MOST)
    tall = -(-len(keys) // max(1, min(count, 2)))
    return [keys[start : start + tall] for start in range(0, len(keys), tall or 1)]


def _list(keys: Iterable[tuple[str, str]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    corner = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    for line, (key, words) in enumerate(keys):
        grid.addWidget(label(key, "key"), line, 0, corner)
        grid.addWidget(label(words, wrap=True), line, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return made

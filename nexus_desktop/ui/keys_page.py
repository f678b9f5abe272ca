"""The F1 page: every key of the screen, laid over it until any key is pressed."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import clear, label, panel, row

_WIDTH = 440


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
        shown = panel(label(title, "title"), _list(own), gap=12)
        general = panel(
            label(self.tr("Everywhere"), "title"), _list(everywhere), gap=12
        )
        pages = [shown, general] if own else [general]
        for page in pages:
            page.setFixedWidth(_WIDTH)
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


def _list(keys: Iterable[tuple[str, str]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    for line, (key, words) in enumerate(keys):
        grid.addWidget(label(key, "key"), line, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(words), line, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return made

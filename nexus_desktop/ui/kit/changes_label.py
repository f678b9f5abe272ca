"""Two versions of a text in one: what was added underlined, what went struck out."""

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from nexus_desktop.core.word_changes import Fate, word_changes
from nexus_desktop.ui.kit import theme


class Changes(QLabel):
    """A line with the words marked that changed: underlined, or struck out."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__()
        self._pieces = word_changes(before, after)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self._fill()

    def _fill(self) -> None:
        colours = theme.colours()
        styles = {
            Fate.KEPT: "",
            Fate.ADDED: f"color:{colours.good};text-decoration:underline",
            Fate.REMOVED: f"color:{colours.bad};text-decoration:line-through",
        }
        self.setText(
            "".join(
                f'<span style="white-space:pre-wrap;{styles[piece.fate]}">'
                f"{escape(piece.text)}</span>"
                for piece in self._pieces
            )
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._fill()

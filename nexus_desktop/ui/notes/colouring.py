"""Colours the tokens in a line. Colours only: a width that changes would move text."""

from datetime import date

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument
from typing_extensions import override

from nexus_desktop.core.notation import NotationContext, Token, join, parse
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.notes.columns import units
from nexus_desktop.ui.notes.lines import Lines

# Token -> (colour of the letters, colour behind them).
_LOOKS = {
    Token.SPEAKER: ("soft", ""),
    Token.HIDDEN: ("warn", "warn_soft"),
    Token.OBJECTIVE: ("accent", "accent_soft"),
    Token.PLACE: ("good", "good_soft"),
    Token.OWNER: ("accent", ""),
    Token.DUE: ("warn", ""),
    Token.QUOTATION: ("", "ground"),
    Token.ESCAPE: ("faint", ""),
}
_ANY_DAY = date(2000, 1, 1)


class Colouring(QSyntaxHighlighter):
    """Paints the tokens of each paragraph as its line in `lines` is read."""

    def __init__(self, document: QTextDocument, lines: Lines) -> None:
        super().__init__(document)
        self._lines = lines
        self.context = NotationContext(frozenset(), _ANY_DAY)
        self.refresh()

    def refresh(self) -> None:
        """Take the palette and the context that are in force now."""
        colours = theme.colours()
        self._formats = {}
        for token, (front, back) in _LOOKS.items():
            look = QTextCharFormat()
            if front:
                look.setForeground(colours[front])
            if back:
                look.setBackground(colours[back])
            self._formats[token] = look
        self.rehighlight()

    @override
    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        if number >= len(self._lines) or not text:
            return
        line = join(self._lines[number].kind, text)
        shift = len(line) - len(text)
        for span in parse(line, self.context).spans:
            if span.token in self._formats and span.start >= shift:
                start, end = (
                    units(line[shift:place]) for place in (span.start, span.end)
                )
                self.setFormat(start, end - start, self._formats[span.token])

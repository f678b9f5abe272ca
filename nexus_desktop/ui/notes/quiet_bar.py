"""A quiet sentence above the notes, with what can be done about it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, label


class QuietBar(QFrame):
    """Hidden until there is something to say.

    Signals:
        asked: the link was clicked.
    """

    asked = Signal()

    def __init__(self, picture: str, tone: str, link: str, tip: str) -> None:
        super().__init__()
        self._picture, self._tone = picture, tone
        self._mark = QLabel()
        theme.set_role(self, "quiet_bar")
        self._show_mark()
        self.words = label("", "soft")
        self.link = button(link, "link", clicked=self.asked.emit)
        self.link.setToolTip(tip)
        box = QHBoxLayout(self)
        box.setContentsMargins(18, 4, 12, 4)
        box.setSpacing(8)
        box.addWidget(self._mark)
        box.addWidget(self.words)
        box.addStretch(1)
        box.addWidget(self.link)
        self.hide()

    def say(self, words: str) -> None:
        """Say this; whether it is seen is another matter."""
        self.words.setText(words)

    def _show_mark(self) -> None:
        self._mark.setPixmap(icon(self._picture, self._tone).pixmap(16, 16))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show_mark()

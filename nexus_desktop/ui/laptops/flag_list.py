"""What laptops did apart that somebody should look at, a line each with a way there."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.exchanging import Flag
from nexus_desktop.core.kinds import Kind
from nexus_desktop.ui.kit.widgets import button, clear, hold, label, panel
from nexus_desktop.ui.laptops.decision_panel import place_in_window

_MOST = 100
_TALL = 150  # pixels
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff

Placed: TypeAlias = tuple[Flag, tuple[Kind, str]]
"""A flag, and the record to show to whoever wants to see more."""


class FlagList(QFrame):
    """Hidden as long as there is nothing.

    Signals:
        asked: (name of a screen, row id) to go to.
    """

    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(4)
        self.more = label("", "small")
        self._inside = QWidget()
        self._inside.setLayout(self._lines)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(_NEVER)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)
        head = label(self.tr("Done on two laptops, to look at"), "head")
        hold(self, panel(head, self._scroll, self.more))
        self.hide()

    def show_flags(self, flags: Sequence[Placed]) -> None:
        """Show `flags` instead."""
        clear(self._lines)
        for flag, place in flags[:_MOST]:
            self._lines.addWidget(self._line(flag, place))
        beyond = len(flags) - _MOST
        self.more.setText(self.tr("and {0} more").format(beyond))
        self.more.setVisible(beyond > 0)
        self.setVisible(bool(flags))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as tall as the lines are, up to a point."""
        tall = self._lines.totalHeightForWidth(self._scroll.viewport().width())
        self._scroll.setFixedHeight(max(0, min(tall, _TALL)))

    def _line(self, flag: Flag, record: tuple[Kind, str]) -> QWidget:
        text = label(flag.text, wrap=True)
        place = place_in_window(*record)
        show = button(self.tr("Show"), "link")
        show.setVisible(place is not None)
        if place is not None:
            show.clicked.connect(lambda _=False: self.asked.emit(*place))
            show.setAccessibleName(self.tr("Show: {0}").format(flag.text))
        made = QWidget()
        box = QHBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(text, 1)
        box.addWidget(show)
        return made

"""The programme as one page: the board under its days, details at its side."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.programme.board import Board
from nexus_desktop.ui.programme.details import Details
from nexus_desktop.ui.programme.heads import Heads
from nexus_desktop.ui.programme.summary import Summary

_SIDE = 316
_AROUND = 24


class ProgrammePage(QWidget):
    """Keeps board and side in step."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._workshop: WorkshopInfo | None = None
        self.board = Board(now)
        self.heads = Heads(self.board)
        self.sheet = _Sheet(self.board)
        self.details, self.summary = Details(), Summary()
        self.side = QStackedWidget()
        self.side.setFixedWidth(_SIDE)
        self.side.addWidget(self.summary)
        self.side.addWidget(self.details)
        self._lay_out()
        self.board.selected.connect(self._follow)
        self.details.left.connect(self._leave)
        self.sheet.horizontalScrollBar().valueChanged.connect(self.heads.update)

    def show_sessions(
        self, sessions: Sequence[SessionInfo], workshop: WorkshopInfo
    ) -> None:
        """Show `sessions` instead."""
        self._workshop = workshop
        self.board.show_sessions(sessions, workshop)
        self.heads.show_days(workshop)
        self.details.learn(sessions)
        self.summary.show_sessions(sessions, workshop)
        self._show_side()

    def bring_into_sight(self) -> None:
        """Scroll to the session that is selected."""
        block = self.board.chosen
        if block is not None:
            box = self.board.place_of(block).toRect()
            half = min(box.height() // 2 + _AROUND, self.sheet.height() // 2)
            self.sheet.ensureVisible(box.center().x(), box.center().y(), 40, half)

    def _follow(self) -> None:
        self.details.flush()
        self._show_side()
        self.bring_into_sight()

    def _leave(self) -> None:
        self.board.choose("")
        self.board.setFocus()

    def _show_side(self) -> None:
        block = self.board.chosen
        if block is None or self._workshop is None:
            self.details.show_none()
            self.side.setCurrentWidget(self.summary)
        else:
            self.details.show_session(block.session, self._workshop)
            self.side.setCurrentWidget(self.details)

    def _lay_out(self) -> None:
        frame = QFrame()
        theme.set_role(frame, "panel")
        left = QVBoxLayout(frame)
        left.setContentsMargins(1, 1, 1, 8)
        left.setSpacing(0)
        left.addWidget(self.heads)
        left.addWidget(self.sheet, 1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(16)
        both.addWidget(frame, 1)
        both.addWidget(self.side)


class _Sheet(QScrollArea):
    """Shows the board at its full width; scrolls where the day is long."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self.setWidget(board)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._board.fit(self.viewport().height())

"""The desk's widgets and which of them is in front; it knows no service."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.ui.desk.card import VerdictCard
from nexus_desktop.ui.desk.checkpoint_menu import CheckpointMenu
from nexus_desktop.ui.desk.face import CardFace
from nexus_desktop.ui.desk.key_hints import KeyHints
from nexus_desktop.ui.desk.match_list import MatchList
from nexus_desktop.ui.desk.reason_bar import ReasonBar
from nexus_desktop.ui.desk.scan_field import ScanField
from nexus_desktop.ui.desk.side import SideColumn
from nexus_desktop.ui.desk.walk_in import WalkInPanel
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import EmptyState, button

_SIDE = 372
_NARROW_SIDE = 300
_NARROW = 1050  # pixels of the screen under which the side gives way


class DeskView(QWidget):
    """Lays out field, card, hints and side column.

    Signals:
        sound_turned: bool, whether sounds are to be heard.
    """

    sound_turned = Signal(bool)

    def __init__(self, side: SideColumn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = ScanField()
        self.card = VerdictCard()
        self.matches = MatchList()
        self.reason = ReasonBar()
        self.hints = KeyHints()
        self.side = side
        self.walk_in = WalkInPanel()
        self.place = CheckpointMenu()
        self.sound = self._sound_button()
        self.tools: list[QWidget] = [self.place, self.sound]
        self._idle = self._idle_page()
        self._front = QStackedWidget()
        self._right = QStackedWidget()
        for stack, page in (
            (self._front, self._idle),
            (self._front, self.card),
            (self._front, self.matches),
            (self._right, self.side),
            (self._right, self.walk_in),
        ):
            stack.addWidget(page)
        self._resting: QWidget = self._idle
        self._lay_out()

    @property
    def are_matches_shown(self) -> bool:
        """Whether a list of people stands in the card's place."""
        return self._front.currentWidget() is self.matches

    @property
    def is_walk_in_open(self) -> bool:
        """Whether the form for a walk-in stands beside the card."""
        return self._right.currentWidget() is self.walk_in

    def show_card(self, face: CardFace | None) -> None:
        """Show `face`; None goes back to how it is before the first scan."""
        if face is not None:
            self.card.show_face(face)
        self._resting = self._idle if face is None else self.card
        self.reason.hide()
        self.show_card_again()

    def show_card_again(self) -> None:
        """Take a list out of the card's place."""
        self._front.setCurrentWidget(self._resting)

    def show_matches(self) -> None:
        """Put the list in the card's place."""
        self.reason.hide()
        self._front.setCurrentWidget(self.matches)

    def open_walk_in(self, typed: str) -> None:
        """Open the form beside the card."""
        self._right.setCurrentWidget(self.walk_in)
        self.walk_in.begin(typed)

    def close_walk_in(self) -> None:
        """Close the form and go back to scanning."""
        self._right.setCurrentWidget(self.side)
        self.field.setFocus()

    def show_beside(self, page: QWidget) -> None:
        """Let `page` stand beside the card; what was typed in another stays there."""
        if self._right.indexOf(page) < 0:
            self._right.addWidget(page)
        self._right.setCurrentWidget(page)

    def is_beside(self, page: QWidget) -> bool:
        """Tell whether `page` stands beside the card."""
        return self._right.currentWidget() is page

    def close_reason(self) -> None:
        """Close the question for a reason and go back to scanning."""
        self.reason.hide()
        self.field.setFocus()

    def show_sound(self, *, on: bool) -> None:
        """Show whether sounds are heard."""
        words = self.tr("Sounds are on") if on else self.tr("Sounds are off")
        self.sound.setIcon(icon("volume-2" if on else "volume-x"))
        self.sound.setToolTip(words)
        self.sound.setAccessibleName(words)
        self.sound.setChecked(on)

    def bind(self, keys: str, act: Callable[[], None]) -> None:
        """Let `keys` do something while the desk is in front."""
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.field)
        left.addWidget(self._front, 1)
        left.addWidget(self.reason)
        left.addWidget(self.hints)
        self.reason.hide()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(20)
        box.addLayout(left, 1)
        box.addWidget(self._right)

    def _idle_page(self) -> QFrame:
        page = QFrame()
        page.setObjectName("idle_card")
        theme.set_role(page, "panel")
        state = EmptyState(
            "scan-line",
            self.tr("Scan a badge, or type part of a name"),
            self.tr(
                "A scan is taken wherever the cursor is. "
                "Press F2 for somebody who is not on the list."
            ),
        )
        box = QVBoxLayout(page)
        box.addWidget(state)
        return page

    def _sound_button(self) -> QPushButton:
        made = button("", "quiet")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.toggled.connect(self._turn_sound)
        made.hide()
        return made

    def _turn_sound(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.show_sound(on=on)
        self.sound_turned.emit(on)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self._right.setFixedWidth(_NARROW_SIDE if is_narrow else _SIDE)

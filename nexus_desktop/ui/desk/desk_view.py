"""The desk's widgets and which of them is in front; it knows no service."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.desk import Match
from nexus_desktop.core.participant import Person
from nexus_desktop.ui.desk.card import VerdictCard
from nexus_desktop.ui.desk.checkpoint_menu import CheckpointMenu
from nexus_desktop.ui.desk.edit_form import EditForm
from nexus_desktop.ui.desk.face import CardFace
from nexus_desktop.ui.desk.idle_page import IdlePage, of_setting
from nexus_desktop.ui.desk.key_hints import KeyHints
from nexus_desktop.ui.desk.log_page import LogPage
from nexus_desktop.ui.desk.match_list import MatchList
from nexus_desktop.ui.desk.options_panel import OptionsPanel
from nexus_desktop.ui.desk.reason_bar import ReasonBar
from nexus_desktop.ui.desk.scan_field import ScanField
from nexus_desktop.ui.desk.side import SideColumn
from nexus_desktop.ui.desk.side_form import SideForm
from nexus_desktop.ui.desk.walk_in import WalkInPanel
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button

_SIDE = 372
_NARROW_SIDE = 300
_NARROW = 1050  # pixels of the screen under which the side gives way


class DeskView(QWidget):
    """Lays out field, card, hints and side column.

    Signals:
        sound_turned: bool, whether sounds are to be heard.
        front_changed: another page, or another line of the list, is in front.
    """

    sound_turned = Signal(bool)
    front_changed = Signal()

    def __init__(self, side: SideColumn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = ScanField()
        self.card = VerdictCard()
        self.matches = MatchList()
        self.reason = ReasonBar()
        self.hints = KeyHints()
        self.side = side
        self.walk_in = WalkInPanel()
        self.stand_in = WalkInPanel()
        self.edit = EditForm()
        self.options = OptionsPanel()
        self.log = LogPage()
        self.place = CheckpointMenu()
        self.sound = self._sound_button()
        self.more = self._options_button()
        self.tools: list[QWidget] = [self.place, self.sound, self.more]
        self._idle = IdlePage()
        self._idle.show_idle(of_setting(None, date.min, self.tr))
        self._front = QStackedWidget()
        self._right = QStackedWidget()
        self._resting: QWidget = self._idle
        self._stack_up()
        self._lay_out()

    def _stack_up(self) -> None:
        for stack, page in (
            (self._front, self._idle),
            (self._front, self.card),
            (self._front, self.matches),
            (self._front, self.log),
            (self._right, self.side),
            (self._right, self.walk_in),
            (self._right, self.stand_in),
            (self._right, self.edit),
            (self._right, self.options),
        ):
            stack.addWidget(page)
        for form in (self.walk_in, self.stand_in, self.edit, self.options):
            form.closed.connect(self.close_form)
        self.options.sound_turned.connect(self._turn_sound)
        self.reason.closed.connect(self.close_reason)
        self._front.currentChanged.connect(lambda _page: self.front_changed.emit())
        self.matches.view.selectionModel().currentChanged.connect(
            lambda _now, _before: self.front_changed.emit()
        )

    @property
    def are_matches_shown(self) -> bool:
        """Whether a list of people stands in the card's place."""
        return self._front.currentWidget() is self.matches

    @property
    def chosen_match(self) -> Match | None:
        """Who is chosen in the list, None when no list is in front."""
        row = self.matches.view.currentIndex().row()
        people = self.matches.rows.people
        is_one = self.are_matches_shown and 0 <= row < len(people)
        return people[row] if is_one and not self.matches.is_party else None

    @property
    def form(self) -> SideForm | None:
        """The form beside the card, if one is open: it keeps the focus."""
        page = self._right.currentWidget()
        return page if isinstance(page, SideForm) else None

    @property
    def idle(self) -> IdlePage:
        """What stands in the card's place before the first scan."""
        return self._idle

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
        is_told = self.are_matches_shown and bool(self.matches.rows.people)
        self.reason.hide()
        self._front.setCurrentWidget(self.matches)
        if not is_told:  # by the line that is chosen
            self.front_changed.emit()

    def show_log(self) -> None:
        """Put the log of all scans in the card's place."""
        self.reason.hide()
        self._front.setCurrentWidget(self.log)

    @property
    def is_log_shown(self) -> bool:
        """Whether the log stands in the card's place."""
        return self._front.currentWidget() is self.log

    def open_walk_in(self, typed: str) -> None:
        """Open the form beside the card."""
        self._right.setCurrentWidget(self.walk_in)
        self.walk_in.begin(typed)

    def close_form(self) -> None:
        """Close what stands beside the card and go back to scanning."""
        self._right.setCurrentWidget(self.side)
        self.field.setFocus()

    def close_edit(self, person: Person) -> None:
        """Close the form of `person`, whose changes were kept."""
        self.edit.settle(person)
        if self.is_beside(self.edit) and not self.edit.changes():
            self.close_form()

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
        self.options.show_sound(on=on)

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

    def _sound_button(self) -> QPushButton:
        made = button("", "quiet")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.toggled.connect(self._turn_sound)
        made.hide()
        return made

    def _options_button(self) -> QPushButton:
        made = button("", "quiet", clicked=self.toggle_options)
        made.setIcon(icon("ellipsis"))
        made.setToolTip(self.tr("This desk: sounds, what the card shows (Ctrl+M)"))
        made.setAccessibleName(self.tr("This desk"))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.hide()
        return made

    def toggle_options(self) -> None:
        """Open or close the settings of this desk."""
        if self.is_beside(self.options):
            self.close_form()
        else:
            self.show_beside(self.options)
            self.options.begin()

    def _turn_sound(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.show_sound(on=on)
        self.sound_turned.emit(on)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self._right.setFixedWidth(_NARROW_SIDE if is_narrow else _SIDE)

"""The table of actions: state, words, owner, date, where each comes from."""

from datetime import date

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelectionModel,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from nexus_desktop.core.actions import Action, State
from nexus_desktop.core.days import spoken
from nexus_desktop.core.history import counted
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.rows import Column, Rows, Table

PICTURES = {
    State.OPEN: ("flag", "accent"),
    State.GOING_ON: ("refresh-cw", "accent"),
    State.DONE: ("circle-check", "good"),
    State.DROPPED: ("circle-slash", "faint"),
}
_TEXT = 1  # the column that takes the free space
_ROW = 48  # pixels: two lines of text


def state_words(state: State) -> str:
    """Return how a state is called on the screen."""
    return {
        State.OPEN: _tr("Open"),
        State.GOING_ON: _tr("Going on"),
        State.DONE: _tr("Done"),
        State.DROPPED: _tr("Dropped"),
    }[state]


def source_words(action: Action) -> str:
    """Return where an action comes from, in a few words."""
    if not action.is_carried:
        return action.source or _tr("A session that is gone")
    return action.past[-1].name if action.past else _tr("An earlier workshop")


def _short_source(action: Action) -> str:
    if action.past and action.past[-1].number is not None:
        return _tr("Workshop {0}").format(action.past[-1].number)
    return source_words(action)


class ActionTable(Table):
    """Shows actions; one is current.

    Signals:
        chosen: id of the action that is current now, "" for none.
        entered_on, removed: id of the action on which Enter or Delete was pressed.
    """

    chosen = Signal(str)
    entered_on = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        self.today = date.min
        self.rows: Rows[Action] = Rows(self._columns(), parent)
        super().__init__(self.rows, "register/actions", parent)
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.setAccessibleName(_tr("Actions"))
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setWordWrap(True)
        self.selectionModel().currentRowChanged.connect(
            lambda *_: self.chosen.emit(self.current_id)
        )

    @property
    def current_id(self) -> str:
        """Return the id of the current action, "" for none."""
        index = self.currentIndex()
        return self.rows.row(index.row()).id if index.isValid() else ""

    def show_actions(self, actions: tuple[Action, ...], current: str) -> None:
        """Show `actions`; `current` stays so, or what comes in its place is."""
        scrolled = self.verticalScrollBar().value()
        line = max(self.currentIndex().row(), 0)
        with QSignalBlocker(self.selectionModel()):
            self.rows.replace(actions)
            if not self.choose(current) and actions:
                self.choose(self.rows.row(min(line, len(actions) - 1)).id)
        self.verticalScrollBar().setValue(scrolled)

    def choose(self, action_id: str) -> bool:
        """Make an action the current one; say whether it is here."""
        row = self.rows.position(lambda action: action.id == action_id)
        if row < 0:
            return False
        flags = QItemSelectionModel.SelectionFlag
        index = self.rows.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        current, key = self.current_id, event.key()
        if current and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_on.emit(current)
        elif current and key == Qt.Key.Key_Delete:
            self.removed.emit(current)
        else:
            super().keyPressEvent(event)

    def _columns(self) -> list[Column[Action]]:
        order = list(State)
        return [
            Column(
                _tr("State"),
                lambda action: state_words(action.state),
                order=lambda action: order.index(action.state),
                width=112,
                picture=_picture,
            ),
            Column(
                _tr("Action"),
                lambda action: action.text,
                width=320,
                tip=lambda action: action.text,
            ),
            Column(
                _tr("Owner"),
                lambda action: action.owner or _tr("nobody yet"),
                order=lambda action: (not action.owner, action.owner.casefold()),
                width=150,
                tip=lambda action: action.owner,
                picture=_owner_picture,
            ),
            Column(
                _tr("Due"),
                self._due,
                order=lambda action: action.due or date.max,
                width=150,
                tip=lambda action: spoken(action.due) if action.due else "",
                picture=self._due_picture,
            ),
            Column(_tr("From"), _short_source, width=150, tip=source_words),
        ]

    def _due(self, action: Action) -> str:
        if action.due is None:
            return "–" if action.state.is_closed else _tr("no date")
        late = action.days_late(self.today)
        day = f"{action.due.day} {spoken(action.due).split()[1][:3]} {action.due.year}"
        return f"{day}\n{counted(late, 'day')} late" if late else day

    def _due_picture(self, action: Action) -> QIcon | None:
        if action.days_late(self.today):
            return icon("triangle-alert", "bad")
        if action.due is None and not action.state.is_closed:
            return icon("circle-alert", "warn")
        return None


def _picture(action: Action) -> QIcon:
    return icon(*PICTURES[action.state])


def _owner_picture(action: Action) -> QIcon | None:
    if action.owner or action.state.is_closed:
        return None
    return icon("circle-alert", "warn")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ActionTable", text)

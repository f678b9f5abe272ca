"""One action beside the table: reviewed and edited where it is read."""

import re
from collections.abc import Collection
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)
from typing_extensions import override

from nexus_desktop.core.actions import Action, ActionEdit, State, Station
from nexus_desktop.core.days import spoken
from nexus_desktop.core.note_dates import DATE, read_date
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.in_place import FieldLine
from nexus_desktop.ui.kit.widgets import button, clear, column, label, row
from nexus_desktop.ui.register.action_table import (
    PICTURES,
    source_words,
    state_words,
)

WIDTH = 340
"""Pixels that the panel takes, with a scroll bar if it needs one."""

_LINES = 3


class WordsInPlace(QPlainTextEdit):
    """Words over some lines, saved by Enter or by leaving them.

    Signals:
        edited: str, the new words.
    """

    edited = Signal(str)

    def __init__(self, name: str, lines: int) -> None:
        super().__init__()
        self._settled = ""
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 22)

    @property
    def words(self) -> str:
        """Return what stands there now, in one line."""
        return " ".join(self.toPlainText().split())

    def settle(self, text: str) -> None:
        """Show what is known, unless something else is being typed."""
        typing = self.hasFocus() and self.words != self._settled
        self._settled = text
        if not typing and self.words != text:
            self.setPlainText(text)

    def hand_over(self) -> None:
        """Tell the new words, if there are any."""
        if self.words != self._settled:
            self._settled = self.words
            self.edited.emit(self._settled)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hand_over()
        elif event.key() == Qt.Key.Key_Escape and self.words != self._settled:
            self.setPlainText(self._settled)
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hand_over()
        super().focusOutEvent(event)


class ActionPanel(QFrame):
    """Shows one action.

    Signals:
        edited: (id, `ActionEdit`).
        reviewed: (id, `State` or None, remark or None); None leaves what is there.
        opened: id of an action whose line is wanted.
        removed: id of one that was carried over.
    """

    edited = Signal(str, object)
    reviewed = Signal(str, object, object)
    opened = Signal(str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.setMinimumWidth(WIDTH - 16)
        self.action: Action | None = None
        self._today = date.min
        self.states: dict[State, QPushButton] = {}
        self.text = WordsInPlace(self.tr("Action"), _LINES)
        self.owner = FieldLine(self.tr("Owner"))
        self.due = FieldLine(self.tr("Due"))
        self.remark = WordsInPlace(self.tr("Remark"), 2)
        self.wrong = label("", "error", wrap=True)
        self.source = label("", wrap=True)
        self.open = button(
            self.tr("Open the line"), "link", picture="notebook-pen",
            clicked=self._open,
        )  # fmt: skip
        self.open.setToolTip(self.tr("Open the line in Notes (Ctrl+Return)"))
        self.remove = button(
            self.tr("Take off the register"), "link", picture="trash-2",
            clicked=self._remove,
        )  # fmt: skip
        self._past = QVBoxLayout()
        self._lay_out()
        self.text.edited.connect(lambda _: self._edit())
        self.owner.editor.edited.connect(lambda _: self._edit())
        self.due.editor.edited.connect(lambda _: self._edit())
        self.remark.edited.connect(self._note)

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 400)

    def show_action(self, action: Action | None, today: date) -> None:
        """Show an action, or nothing."""
        if self.action is not None and (action is None or action.id != self.action.id):
            self.flush()
        is_other = action is None or self.action is None or action.id != self.action.id
        self.action, self._today = action, today
        self.setVisible(action is not None)
        if action is None:
            return
        if is_other:
            self.say_wrong("")
            self.due.say_wrong("")
        self._fill(action)

    def enter(self) -> None:
        """Put the cursor into what the action says."""
        self.text.setFocus()
        self.text.selectAll()

    def suggest(self, owners: Collection[str]) -> None:
        """Complete owners from those who may be one."""
        self.owner.editor.suggest(owners)

    def flush(self) -> None:
        """Hand over what was typed and not told yet."""
        for words in (self.text, self.remark):
            words.hand_over()
        for line in (self.owner, self.due):
            line.editor.hand_over()

    def review(self, state: State) -> None:
        """Say how far the action is."""
        if self.action is not None and self.action.state is not state:
            self.reviewed.emit(self.action.id, state, None)

    def say_wrong(self, reason: str) -> None:
        """Show why something can't be kept; "" for nothing."""
        self.wrong.setText(reason)
        self.wrong.setVisible(bool(reason))

    def _fill(self, action: Action) -> None:
        for state, chip in self.states.items():
            with QSignalBlocker(chip):
                chip.setChecked(state is action.state)
        self.text.settle(action.text)
        self.owner.editor.settle(action.owner)
        if not self.due.wrong.text():
            self.due.editor.settle(spoken(action.due) if action.due else "")
        self.remark.settle(action.remark)
        self.source.setText(source_words(action))
        self.open.setVisible(not action.is_carried)
        self.remove.setVisible(action.is_carried)
        self._show_past(action.past)

    def _show_past(self, past: tuple[Station, ...]) -> None:
        clear(self._past)
        self.past_head.setVisible(bool(past))
        for station in past:
            told = [state_words(station.state)]
            told += [station.owner] if station.owner else []
            if station.due:
                told.append(self.tr("due {0}").format(spoken(station.due)))
            self._past.addWidget(label(station.name, "strong"))
            self._past.addWidget(label(" · ".join(told), "soft", wrap=True))
            if station.remark:
                self._past.addWidget(label(f"“{station.remark}”", wrap=True))

    def _edit(self) -> None:
        action = self.action
        if action is None:
            return
        typed = self.due.editor.text().strip()
        due = self._day(typed)
        if typed and due is None:
            self.due.say_wrong(
                self.tr("“{0}” is no date such as 12 Dec or 2014-12-12.").format(typed)
            )
            return
        self.due.say_wrong("")
        self.say_wrong("")
        owner = self.owner.editor.text().strip()
        self.edited.emit(action.id, ActionEdit(self.text.words, owner, due))

    def _day(self, typed: str) -> date | None:
        is_date = re.fullmatch(DATE, typed, re.IGNORECASE)
        return read_date(typed, self._today) if is_date else None

    def _note(self, remark: str) -> None:
        if self.action is not None:
            self.reviewed.emit(self.action.id, None, remark)

    def _open(self) -> None:
        if self.action is not None:
            self.opened.emit(self.action.id)

    def _remove(self) -> None:
        if self.action is not None:
            self.removed.emit(self.action.id)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(4)
        box.addWidget(label(self.tr("How far"), "head"))
        box.addLayout(self._state_chips())
        owed = row(
            column(label(self.tr("Owner"), "head"), self.owner, gap=2),
            column(label(self.tr("Due"), "head"), self.due, gap=2),
        )
        for part in (
            column(label(self.tr("Action"), "head"), self.text, gap=4),
            owed,
            column(label(self.tr("Remark"), "head"), self.remark, gap=4),
        ):
            box.addSpacing(6)
            box.addWidget(part)
        self.owner.editor.setPlaceholderText(self.tr("nobody yet"))
        self.due.editor.setPlaceholderText(self.tr("no date"))
        self.remark.setPlaceholderText(self.tr("What was said of it, or why"))
        box.addWidget(self.wrong)
        box.addSpacing(6)
        box.addWidget(label(self.tr("From"), "head"))
        box.addWidget(self.source)
        box.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        box.addSpacing(6)
        self.past_head = label(self.tr("In earlier workshops"), "head")
        self._past.setSpacing(2)
        box.addWidget(self.past_head)
        box.addLayout(self._past)
        box.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        self.wrong.hide()
        self.hide()

    def _state_chips(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        group = QButtonGroup(self)
        for number, state in enumerate(State):
            words = f" {state_words(state)}"
            chip = button(words, clicked=partial(self.review, state))
            chip.setIcon(icon(*PICTURES[state]))
            chip.setCheckable(True)
            chip.setToolTip(f"{state_words(state)} (Alt+{number + 1})")
            group.addButton(chip)
            self.states[state] = chip
            grid.addWidget(chip, number // 2, number % 2)
        return grid

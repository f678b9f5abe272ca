"""The panel in which a round is made: session, groups, what matters, topics, rooms."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSpinBox, QWidget

from nexus_desktop.core.breakout import (
    RoundChoices,
    RoundDraft,
    Weights,
    group_count,
    lettered,
)
from nexus_desktop.ui.breakouts.levels import LevelTable, suggested
from nexus_desktop.ui.breakouts.side import SidePanel
from nexus_desktop.ui.kit.widgets import button, column, label, row

_USUAL_SIZE = 13
_MOST_GROUPS = 200


class NewRoundPanel(SidePanel):
    """Asks for a new round.

    Signals:
        made: session id and `RoundDraft`.
    """

    made = Signal(str, object)

    def __init__(
        self,
        choices: RoundChoices,
        weights: Weights | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask with `choices`; `weights` of an earlier round are proposed again."""
        super().__init__(self.tr("New round"), parent)
        self._choices = choices
        self.session = QComboBox()
        for choice in choices.sessions:
            text = f"{choice.starts_at:%d %b %H:%M} · {choice.title}"
            self.session.addItem(text, choice.id)
        self.session.setCurrentIndex(self._first_without_round())
        self.session.setMinimumContentsLength(10)
        self.groups = _spin(1, _MOST_GROUPS)
        self.each = _spin(1, max(1, choices.people))
        self.groups.setValue(group_count(choices.people, _USUAL_SIZE))
        self.groups.valueChanged.connect(self._show_size)
        self.each.valueChanged.connect(self._show_groups)
        self.levels = LevelTable(
            choices.traits,
            weights or suggested(choices.traits, wishes=choices.wishes),
            wishes=choices.wishes,
        )
        self.topics, self.rooms = _lines(), _lines()
        self.make = button(self.tr("Make round"), "main", clicked=self._make)
        self._fill()
        self._show_size(self.groups.value())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._make)

    def _fill(self) -> None:
        people = self.tr("{} people expected").format(self._choices.people)
        self.add(
            _named(self.tr("Session"), self.session),
            row(
                _named(self.tr("Groups"), self.groups),
                _named(self.tr("People in each, about"), self.each),
                gap=12,
            ),
            label(people, "small"),
            label(self.tr("What matters in a good plan"), "head"),
            self.levels,
            row(
                _named(self.tr("Topics, one a line"), self.topics),
                _named(self.tr("Rooms, one a line"), self.rooms),
                gap=12,
            ),
        )
        self.finish(self.make)

    def _first_without_round(self) -> int:
        sessions = self._choices.sessions
        free = [n for n, choice in enumerate(sessions) if not choice.rounds]
        return free[0] if free else len(sessions) - 1

    def _show_size(self, groups: int) -> None:
        with QSignalBlocker(self.each):
            self.each.setValue(max(1, round(self._choices.people / groups)))

    def _show_groups(self, size: int) -> None:
        with QSignalBlocker(self.groups):
            self.groups.setValue(group_count(self._choices.people, size))

    def _make(self) -> None:
        drafts = lettered(
            self.groups.value(),
            _read(self.topics.toPlainText().splitlines()),
            _read(self.rooms.toPlainText().splitlines()),
        )
        draft = RoundDraft(drafts, self.levels.weights)
        self.made.emit(self.session.currentData(), draft)


def _named(text: str, widget: QWidget) -> QWidget:
    caption = label(text, "head")
    caption.setBuddy(widget)
    widget.setAccessibleName(text)
    return column(caption, widget, gap=4)


def _spin(least: int, most: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.lineEdit().setTextMargins(8, 0, 0, 0)
    return spin


def _lines() -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setFixedHeight(92)
    edit.setTabChangesFocus(True)
    edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    return edit


def _read(lines: Sequence[str]) -> list[str]:
    return [line.strip() for line in lines]

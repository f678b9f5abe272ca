"""The cards of the overview: a large number, what is on, objectives, actions."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from nexus_desktop.core import days
from nexus_desktop.core.overview import Actions, Coverage, Overview
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, clear, label, row

_MOST = 3


class Card(QFrame):
    """A framed part with a heading."""

    def __init__(self, name: str) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(16, 12, 16, 12)
        self.box.setSpacing(8)
        self.heading = label(name, "head")
        self.box.addWidget(self.heading)


class NumberCard(Card):
    """One number, to be read from the back of the room."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.box.setSpacing(0)
        self.number = label("–", "figure")
        self.about = label("", "small")
        self.box.addWidget(self.number)
        self.box.addWidget(self.about)

    def show_number(self, name: str, number: int, about: str) -> None:
        """Show `number`; `about` says what it means in a few words."""
        self.heading.setText(name)
        self.number.setText(f"{number:,}".replace(",", "\u202f"))
        self.about.setText(about)
        self.setAccessibleName(f"{name}: {number}. {about}")


class ProgrammeCard(Card):
    """What is on now, and what comes next, with the rooms.

    Signals:
        opened: id of the session that was clicked.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Now and next"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.box.addLayout(self._lines)
        self.box.addStretch(1)

    def show_programme(self, seen: Overview) -> None:
        """Show what is on."""
        clear(self._lines)
        found = seen.programme
        if not seen.has_programme:
            self._say(self.tr("There is no programme yet."))
        elif not found.now and not found.next:
            self._say(self.tr("The programme is over."))
        for words, sessions, tone in (
            (self.tr("now"), found.now, "chip_good"),
            (self.tr("next"), found.next, "chip"),
        ):
            if sessions:
                line = row(
                    label(words, tone), label(_when(sessions, seen), "small"), None
                )
                self._lines.addWidget(line)
                self._list(sessions)

    def _say(self, words: str) -> None:
        self._lines.addWidget(label(words, "soft", wrap=True))

    def _list(self, sessions: Sequence[SessionInfo]) -> None:
        for session in sessions[:_MOST]:
            self._lines.addWidget(self._title(session, is_alone=len(sessions) == 1))
            self._lines.addWidget(self._place(session))
        if len(sessions) > _MOST:
            more = self.tr("and {0} more").format(len(sessions) - _MOST)
            self._lines.addWidget(label(more, "small"))
        self._lines.addSpacing(8)

    def _title(self, session: SessionInfo, *, is_alone: bool) -> QLabel:
        if is_alone:
            return label(session.title, "title", wrap=True)
        title = ElidedLabel("strong")
        title.setText(session.title)
        return title

    def _place(self, session: SessionInfo) -> QWidget:
        show = button(
            self.tr("Show"), "link", clicked=partial(self.opened.emit, session.id)
        )
        show.setAccessibleName(self.tr("Show {0}").format(session.title))
        return row(label(session.room, "soft"), None, show)


class ObjectivesCard(Card):
    """How often each objective was spoken to, and the actions that are open.

    Signals:
        actions_asked: the actions were clicked.
    """

    actions_asked = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Objectives spoken to"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.open_actions = button("", "link", clicked=self.actions_asked.emit)
        self.box.addLayout(self._lines)
        self.box.addStretch(1)
        self.box.addWidget(_line())
        self.box.addWidget(self.open_actions)

    def show_coverage(
        self, objectives: Sequence[Coverage], actions: Actions, notes: int
    ) -> None:
        """Show the notes of each objective, and what is open."""
        clear(self._lines)
        if not objectives:
            words = self.tr("This workshop has no stated objectives.")
            self._lines.addWidget(label(words, "soft", wrap=True))
        for objective in objectives:
            self._lines.addWidget(self._coverage(objective))
        self.open_actions.setText(self._about_actions(actions, notes))

    def _coverage(self, objective: Coverage) -> QWidget:
        text = ElidedLabel("soft")
        text.setText(f"{objective.number}  {objective.text}")
        count = (
            label(str(objective.notes), "strong")
            if objective.notes
            else label(self.tr("none yet"), "chip_warn")
        )
        return row(text, None, count)

    def _about_actions(self, actions: Actions, notes: int) -> str:
        if not notes:
            return self.tr("No notes yet")
        parts = [self.tr("Open actions: {0}").format(actions.open)]
        if actions.without_owner:
            parts.append(self.tr("without owner: {0}").format(actions.without_owner))
        if actions.overdue:
            parts.append(self.tr("overdue: {0}").format(actions.overdue))
        return " · ".join(parts)


def _when(sessions: Sequence[SessionInfo], seen: Overview) -> str:
    """Return the times of the first session; its day too, if that is not today."""
    begins, ends = map(
        seen.workshop.local, (sessions[0].starts_at, sessions[0].ends_at)
    )
    clock = f"{begins:%H:%M}–{ends:%H:%M}"
    is_today = begins.date() == seen.workshop.local(seen.at).date()
    return clock if is_today else f"{days.short(begins.date())}, {clock}"


def _line() -> QFrame:
    made = QFrame()
    theme.set_role(made, "line")
    return made

"""The cards of the overview: a large number, what is on, objectives, actions."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

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
        self.about = label("", "small", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.number)
        line.addWidget(self.about, 1)
        self.box.addLayout(line)

    def show_number(self, name: str, number: int, about: str) -> None:
        """Show `number`; `about` says what it means in a few words."""
        self.heading.setText(name)
        self.number.setText(f"{number:,}".replace(",", "\u202f"))
        self.about.setText(about)
        self.setAccessibleName(f"{name}: {number}. {about}")


class WrappedTitle(QLabel):
    """A title on as many lines as there is room for; what is cut off ends in dots."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setToolTip(text)
        theme.set_role(self, "title")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        metrics, box = self.fontMetrics(), self.contentsRect()
        wraps = Qt.TextFlag.TextWordWrap
        whole = metrics.boundingRect(0, 0, box.width(), 10_000, wraps, self.text())
        lines = max(box.height() // metrics.lineSpacing(), 1)
        if whole.height() <= max(box.height(), lines * metrics.lineSpacing()):
            super().paintEvent(event)
            return
        # Lines do not fill their width; the last word of each may need a line more.
        room = int(box.width() * (lines if lines == 1 else lines - 0.3))
        painter = QPainter(self)
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, wraps | Qt.AlignmentFlag.AlignVCenter, text)


class ProgrammeCard(Card):
    """What is on now, and what comes next, with the rooms.

    Signals:
        opened: id of the session that was clicked.
    """

    opened = Signal(str)

    def __init__(self, *, is_public: bool = False) -> None:
        super().__init__(self.tr("Now and next"))
        self._is_public = is_public
        self._shown: object = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.box.addLayout(self._lines)
        self.box.addStretch(1)

    def show_programme(self, seen: Overview) -> None:
        """Show what is on."""
        found = seen.programme
        shown = (found, seen.inside, seen.has_programme, seen.is_today)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._lines)
        if not seen.has_programme:
            self._say(self.tr("There is no programme yet."))
        elif not found.now and not found.next:
            self._say(self.tr("The programme is over."))
        for words, sessions, tone, is_large in (
            (self.tr("now"), found.now, "chip_good", len(found.now) == 1),
            (self.tr("next"), found.next, "chip", not found.now),
        ):
            if sessions:
                line = row(
                    label(words, tone), label(_when(sessions, seen), "small"), None
                )
                self._lines.addWidget(line)
                self._list(sessions, seen, is_large=is_large)

    def _say(self, words: str) -> None:
        self._lines.addWidget(label(words, "soft", wrap=True))

    def _list(
        self, sessions: Sequence[SessionInfo], seen: Overview, *, is_large: bool
    ) -> None:
        for session in sessions[:_MOST]:
            self._lines.addWidget(self._title(session, is_large=is_large))
            inside = seen.inside.get(session.id, 0)
            self._lines.addWidget(self._place(session, inside))
        if len(sessions) > _MOST:
            more = self.tr("and {0} more").format(len(sessions) - _MOST)
            self._lines.addWidget(label(more, "small"))
        self._lines.addSpacing(8)

    def _title(self, session: SessionInfo, *, is_large: bool) -> QLabel:
        if is_large:
            return WrappedTitle(session.title)
        title = ElidedLabel("strong")
        title.setText(session.title)
        return title

    def _place(self, session: SessionInfo, inside: int) -> QWidget:
        told = self.tr("{0} inside").format(f"{inside:,}") if inside else ""
        where = label(" · ".join(filter(None, (session.room, told))), "soft")
        if self._is_public:
            return row(where, None)
        show = button(
            self.tr("Show"), "link", clicked=partial(self.opened.emit, session.id)
        )
        show.setAccessibleName(self.tr("Show {0}").format(session.title))
        return row(where, None, show)


class ObjectivesCard(Card):
    """How often each objective was spoken to, and the actions that are open.

    Signals:
        actions_asked: the actions were clicked.
    """

    actions_asked = Signal()

    def __init__(self, *, is_public: bool = False) -> None:
        super().__init__(self.tr("Objectives spoken to"))
        self._shown: object = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.open_actions = button("", "link", clicked=self.actions_asked.emit)
        self.about_actions = label("", "soft")
        self.box.addLayout(self._lines)
        self.box.addStretch(1)
        self.box.addWidget(_line())
        self.box.addWidget(self.about_actions if is_public else self.open_actions)

    def show_coverage(
        self, objectives: Sequence[Coverage], actions: Actions, notes: int
    ) -> None:
        """Show the notes of each objective, and what is open."""
        shown = (objectives, actions, notes)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._lines)
        if not objectives:
            words = self.tr("This workshop has no stated objectives.")
            self._lines.addWidget(label(words, "soft", wrap=True))
        for objective in objectives:
            self._lines.addWidget(self._coverage(objective))
        self.open_actions.setText(self._about_actions(actions, notes))
        self.about_actions.setText(self.open_actions.text())

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

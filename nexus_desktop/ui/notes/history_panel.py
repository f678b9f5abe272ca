"""What became of a line, and the lines that were taken away, with the way back."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nexus_desktop.core.notation import join, split
from nexus_desktop.core.note_history import (
    Deed,
    LineHistory,
    LineState,
    RemovedLine,
    Source,
)
from nexus_desktop.ui.kit.changes_label import Changes
from nexus_desktop.ui.kit.widgets import button, clear, column, label, row
from nexus_desktop.ui.notes.aside_panel import AsidePanel

_MOST = 60  # states or lines shown


class HistoryPanel(AsidePanel):
    """Shows a `LineHistory`.

    Signals:
        restored: WrittenLine, a state that shall be written again.
        went: str, the id of a line to go to.
        removed_asked: the removed lines are to be shown instead.
    """

    restored = Signal(object)
    went = Signal(str)
    removed_asked = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("History of the line"))
        self._words = label("", "soft", wrap=True)
        self._states, self._more = QVBoxLayout(), label("", "small")
        self.removed = button(
            self.tr("Removed lines"), "flush", clicked=self.removed_asked.emit
        )
        self._states.setSpacing(12)
        self.body.addWidget(self._words)
        self.body.addLayout(self._states)
        self.body.addWidget(self._more)
        self.body.addStretch(1)
        self.body.addWidget(row(self.removed, None))

    def show_words(self, words: str) -> None:
        """Say `words` in the place of a history."""
        clear(self._states)
        self._more.clear()
        self._words.setText(words)
        self._words.show()

    def show_history(
        self, history: LineHistory, zone: ZoneInfo, *, is_final: bool
    ) -> None:
        """Show `history`; lines of final notes can't be restored."""
        self.show_words(self.tr("This line was removed."))
        self._words.setVisible(history.is_removed)
        for source in history.sources:
            self._states.addWidget(self._source(source, zone))
        for state in history.states[:_MOST]:
            self._states.addWidget(
                self._state(history, state, zone, can_restore=not is_final)
            )
        hidden = len(history.states) - _MOST
        self._more.setText(
            self.tr("{0} earlier changes").format(hidden) if hidden > 0 else ""
        )

    def _source(self, source: Source, zone: ZoneInfo) -> QWidget:
        words = self.tr("Taken from {0}").format(source.whose)
        link = button(
            self.tr("Go there"), "flush", clicked=lambda: self.went.emit(source.note_id)
        )
        when = _when(source.at, zone)
        return column(
            label(words, "head", wrap=True),
            label(_tidy(source.line), wrap=True),
            row(label(when, "small"), None, link),
            gap=0,
        )

    def _state(
        self,
        history: LineHistory,
        state: LineState,
        zone: ZoneInfo,
        *,
        can_restore: bool,
    ) -> QWidget:
        who = state.actor or state.laptop
        when = label(f"{_when(state.at, zone)} · {who}", "small")
        deeds = {
            Deed.WRITTEN: self.tr("written"),
            Deed.CHANGED: self.tr("changed"),
            Deed.MOVED: self.tr("moved"),
            Deed.REMOVED: self.tr("removed"),
            Deed.BROUGHT_BACK: self.tr("brought back"),
        }
        differs = history.is_removed or state.line != history.now.line
        restore = button(
            self.tr("Restore"),
            "flush",
            clicked=lambda: self.restored.emit(history.as_in(state)),
        )
        restore.setToolTip(self.tr("Write the line again as it was then"))
        restore.setVisible(differs and can_restore)
        has_text = state.deed in {Deed.WRITTEN, Deed.CHANGED}
        before = state.before if state.deed is Deed.CHANGED else state.line
        changes = [Changes(_tidy(before), _tidy(state.line))] if has_text else []
        return column(
            row(label(deeds[state.deed], "head"), None, restore),
            *changes,
            when,
            gap=0,
        )


class RemovedPanel(AsidePanel):
    """Shows the removed lines of a place.

    Signals:
        restored: WrittenLine, a line that shall be back.
        history_asked: str, the id of a line whose history is to be shown.
    """

    restored = Signal(object)
    history_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Removed lines"))
        self._words = label("", "soft", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self.body.addWidget(self._words)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_lines(
        self, lines: Sequence[RemovedLine], zone: ZoneInfo, *, is_final: bool
    ) -> None:
        """Show `lines`, the newest first."""
        clear(self._lines)
        for one in lines[:_MOST]:
            self._lines.addWidget(self._line(one, zone, is_final=is_final))
        words = self.tr("Nothing was removed here.")
        if len(lines) > _MOST:
            words = self.tr("The newest {0} of {1}.").format(_MOST, len(lines))
        self._words.setText(words)
        self._words.setVisible(not 0 < len(lines) <= _MOST)

    def _line(self, one: RemovedLine, zone: ZoneInfo, *, is_final: bool) -> QWidget:
        back = button(
            self.tr("Bring back"), "flush", clicked=lambda: self.restored.emit(one.line)
        )
        back.setVisible(not is_final)
        past = button(
            self.tr("History"),
            "flush",
            clicked=lambda: self.history_asked.emit(one.line.note_id),
        )
        when = f"{_when(one.at, zone)} · {one.actor}"
        return column(
            label(_tidy(one.line.line), wrap=True),
            label(when, "small"),
            row(back, past, None),
            gap=0,
        )


def _tidy(line: str) -> str:
    """Return the line with its mark as it is written at its shortest."""
    return join(*split(line))


def _when(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%b %H:%M}"

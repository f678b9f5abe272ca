"""Offers what could be meant while a token is typed, and puts in what was chosen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from nexus_desktop.ui.notes.completing import (
    MOST,
    Asked,
    Candidate,
    Completer,
    asked,
)
from nexus_desktop.ui.notes.paper import Paper, Spot
from nexus_desktop.ui.notes.popup import Popup

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CHOOSING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}


class Assistant(QObject):
    """Stands beside the editor; the editor tells it of keys and of the caret.

    Attributes:
        has_speaker: somebody is set to be speaking, so nobody can be chosen.

    Signals:
        put: what was chosen is in the line.
        dismissed: the list was sent away.
        nobody_chosen: nobody is speaking from now on.
    """

    put = Signal()
    dismissed = Signal()
    nobody_chosen = Signal()

    def __init__(
        self, editor: QWidget, paper: Paper, go: Callable[[Spot], None]
    ) -> None:
        super().__init__(editor)
        self.completer: Completer | None = None
        self.has_speaker = False
        self.popup = Popup(editor)
        self._paper = paper
        self._go = go
        self._asked: tuple[Spot, Asked] | None = None
        self._dismissed: tuple[int, int, str] | None = None
        self.popup.chosen.connect(self._put_in)

    def key(self, event: QKeyEvent) -> bool:
        """Take a key that is for the list; tell whether it was."""
        if not self.popup.isVisible() or event.modifiers() & _WITH_OTHERS:
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.popup.step(_STEPS[key])
            return True
        if key is Qt.Key.Key_Escape:
            self.dismiss()
            return True
        return key in _CHOOSING and self.popup.choose()

    def look(self, spot: Spot, caret: QRect) -> None:
        """Offer what fits before the caret, or nothing."""
        record = self._paper.lines[spot.line]
        found = asked(record.body, spot.column, record.kind)
        self._asked = (spot, found) if found else None
        if found is None or self.completer is None or self._is_dismissed(spot, found):
            self.popup.hide()
            return
        candidates = self.completer.candidates(found)
        if found.sign == "@" and self.has_speaker and not found.typed:
            candidates = [self._nobody(), *candidates[: MOST - 1]]
        if candidates:
            self.popup.offer(candidates, caret, preselect=found.sign != "by")
        else:
            self.popup.hide()

    def dismiss(self) -> None:
        """Offer nothing more for this token."""
        self.popup.hide()
        if self._asked:
            spot, found = self._asked
            self._dismissed = (spot.line, found.start, found.sign)
        self.dismissed.emit()

    def _nobody(self) -> Candidate:
        return Candidate(
            self.tr("nobody"), self.tr("the lines after this begin without a name"), ""
        )

    def _is_dismissed(self, spot: Spot, found: Asked) -> bool:
        if (spot.line, found.start, found.sign) == self._dismissed:
            return True
        self._dismissed = None
        return False

    def _put_in(self, candidate: Candidate) -> None:
        if self._asked is None:
            return
        (line, column), found = self._asked
        record = self._paper.lines[line]
        head, tail = record.body[: found.start], record.body[column:]
        if candidate.kind is not None:
            edit = self._paper.lines.rewritten(line, candidate.kind, head + tail)
            column = found.start
        elif not candidate.text:
            self.nobody_chosen.emit()
            body = (head + tail).lstrip()
            edit = self._paper.lines.rewritten(line, record.kind, body)
            column = found.start
        else:
            text = candidate.text + ("" if tail.startswith(" ") else " ")
            edit = self._paper.lines.rewritten(line, record.kind, head + text + tail)
            column = found.start + len(candidate.text) + 1
        self._asked = None
        self._paper.change(edit)
        self._go(Spot(line, column))
        self.put.emit()


_WITH_OTHERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.MetaModifier
)

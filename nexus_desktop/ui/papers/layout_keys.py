"""What keys do to the chosen element of a badge layout."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from nexus_desktop.ui.papers.layout_draft import LayoutDraft

_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0), Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0), Qt.Key.Key_Down: (0.0, 1.0),
}  # fmt: skip
_NORMAL, _FAR, _FINE = 1.0, 5.0, 0.1  # millimetres a key press
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


class LayoutKeys:
    """Moves, stretches, copies and removes elements of a draft."""

    def __init__(self, draft: LayoutDraft) -> None:
        self._draft = draft
        self._copied = draft.chosen
        self._plain: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Delete: draft.remove,
            Qt.Key.Key_Backspace: draft.remove,
            Qt.Key.Key_PageUp: lambda: draft.raise_by(1),
            Qt.Key.Key_PageDown: lambda: draft.raise_by(-1),
        }
        self._with_control: dict[int, Callable[[], object]] = {
            Qt.Key.Key_D: draft.duplicate,
            Qt.Key.Key_C: self._copy,
            Qt.Key.Key_X: self._cut,
            Qt.Key.Key_V: self._paste,
        }

    def knows(self, event: QKeyEvent) -> bool:
        """Say whether a key is for the element, not for a shortcut of the window."""
        return event.key() in _ARROWS or self._act_of(event) is not None

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False when it stands for nothing here."""
        if event.key() == Qt.Key.Key_Escape and self._draft.chosen is not None:
            self._draft.choose("")
            return True
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None:
            self._push(arrow, event.modifiers())
            return True
        act = self._act_of(event)
        if act is None:
            return False
        act()
        return True

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        held = event.modifiers() & (_CONTROL | _SHIFT | _ALT)
        if held == _CONTROL:
            return self._with_control.get(event.key())
        return self._plain.get(event.key()) if not held else None

    def _push(self, arrow: tuple[float, float], held: Qt.KeyboardModifier) -> None:
        step = _FAR if held & _SHIFT else _FINE if held & _ALT else _NORMAL
        across, down = arrow[0] * step, arrow[1] * step
        chosen = self._draft.chosen
        if held & _CONTROL and chosen is not None:
            self._draft.stretch(
                chosen.width + across, chosen.height + down, "stretch by keys"
            )
        else:
            self._draft.edit(
                lambda e: replace(e, x=e.x + across, y=e.y + down), "move by keys"
            )

    def _copy(self) -> None:
        self._copied = self._draft.chosen or self._copied

    def _cut(self) -> None:
        self._copy()
        self._draft.remove()

    def _paste(self) -> None:
        if self._copied is not None:
            self._draft.add(replace(self._copied, after=""))

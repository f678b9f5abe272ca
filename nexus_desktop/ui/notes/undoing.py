"""What can be taken back: a stack of edits, keys of one word being one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from nexus_desktop.ui.notes.lines import Edit


class UndoStack:
    """Edits done and undone. Ours, so that lines stay who they are."""

    def __init__(self) -> None:
        self._done: list[list[Edit]] = []
        self._undone: list[list[Edit]] = []
        self._together: list[Edit] | None = None

    def clear(self) -> None:
        """Forget everything, such as when other lines are shown."""
        self._done.clear()
        self._undone.clear()

    def push(self, edit: Edit) -> None:
        """Take note of an edit that was done."""
        self._undone.clear()
        if self._together is not None:
            self._together.append(edit)
            return
        last = self._done[-1] if self._done else []
        if len(last) == 1 and _is_same_stroke(last[0], edit):
            last[0] = replace(last[0], after=edit.after)
        else:
            self._done.append([edit])

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Take back at one go what is pushed meanwhile."""
        if self._together is not None:
            yield
            return
        self._together = []
        try:
            yield
        finally:
            together, self._together = self._together, None
            if together:
                self._done.append(together)

    def undo(self) -> Sequence[Edit]:
        """Return the edits that take the last one back; none if there is none."""
        if not self._done:
            return ()
        self._undone.append(self._done.pop())
        return [edit.reverse for edit in reversed(self._undone[-1])]

    def took_back(self, edit: Edit) -> None:
        """Take note that `edit`, of an earlier run of the program, was taken back."""
        self._undone.append([edit.reverse])

    @property
    def is_spent(self) -> bool:
        """Say whether everything of this run is undone."""
        return not self._done

    def redo(self) -> Sequence[Edit]:
        """Return the edits that were undone last, none if there are none."""
        if not self._undone:
            return ()
        self._done.append(self._undone.pop())
        return self._done[-1]


def _is_same_stroke(last: Edit, edit: Edit) -> bool:
    """Tell whether `edit` goes on with the word, or the deletion, of `last`."""
    if not (len(last.before) == len(last.after) == len(edit.after) == 1):
        return False
    if last.after != edit.before or last.after[0].kind is not edit.after[0].kind:
        return False
    was, now, then = last.before[0].body, last.after[0].body, edit.after[0].body
    if len(then) < len(now):
        return len(now) < len(was) and len(now) - len(then) == 1
    place = _first_difference(now, then)
    is_typing_on = len(then) - len(now) == 1 and len(now) > len(was)
    starts_word = not then[place].isspace() and then[:place][-1:].isspace()
    return is_typing_on and not starts_word


def _first_difference(one: str, other: str) -> int:
    same = (mine == theirs for mine, theirs in zip(one, other, strict=False))
    return next((place for place, is_same in enumerate(same) if not is_same), len(one))

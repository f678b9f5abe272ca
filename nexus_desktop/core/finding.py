"""What is typed to find somebody, and who of those that fit stands first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nexus_desktop.core.nicknames import LONG

_BEGINS, _STANDS_FOR, _FAR = 10, 20, 9


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom the desk looks for.

    Attributes:
        text: what is typed.
        country: an alpha-2 code; category: as the list gives it. "" wants any.
        is_awaited: only who is expected and not in yet.
    """

    text: str = ""
    country: str = ""
    category: str = ""
    is_awaited: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether more than a text is wanted."""
        return bool(self.country or self.category or self.is_awaited)


def meanings(word: str) -> tuple[str, ...]:
    """Return what a typed word may stand for, itself first."""
    return (word, *LONG.get(word, ()))


def rank(key: str, typed: Sequence[str]) -> int | None:
    """Return how well a search key fits the words typed: less is better, None not.

    A whole word counts before one that is only begun, and one that stands first in the
    key, where names are, before those of an organisation; a name that a short form
    stands for comes last.
    """
    padded, total = f" {key} ", 0
    for word in typed:
        best = None
        for bad, whole, begun in _graded(word):
            grade = _grade(padded, whole, begun)
            if grade is not None and (best is None or bad + grade < best):
                best = bad + grade
        if best is None:
            return None
        total += best
    return total


@lru_cache(maxsize=1_000)
def _graded(word: str) -> tuple[tuple[int, str, str], ...]:
    """Return (penalty, whole word, its beginning) of all that a word may stand for."""
    return tuple(
        (_STANDS_FOR if place else 0, f" {meant} ", f" {meant}")
        for place, meant in enumerate(meanings(word))
    )


def _grade(padded: str, whole: str, begun: str) -> int | None:
    """Return how well one word fits a key with a space at either end."""
    bad, at = 0, padded.find(whole)
    if at < 0:
        bad, at = _BEGINS, padded.find(begun)
    return None if at < 0 else bad + min(padded.count(" ", 0, at), _FAR)

"""Whose texts have letters that no bundled font has, found out before printing."""

from collections.abc import Iterable

from nexus_desktop.core.lists.table import PeopleTable
from nexus_desktop.documents.fonts import unprintable


def touched(people: Iterable[tuple[str, Iterable[str]]]) -> tuple[str, ...]:
    """Return the names, each once, of those in whose texts letters would be missing.

    100,000 people of eight texts take about a second.

    Args:
        people: (name, texts to be printed) of each.
    """
    return tuple(dict.fromkeys(name for name, texts in people if unprintable(texts)))


def touched_on(table: PeopleTable) -> tuple[str, ...]:
    """Return the names of those on a list in whose rows letters would be missing."""
    return touched(table.people)

"""A published round in pages for the plenary: columns of large lines, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from nexus_desktop.core.group_list import GroupLists, ListedGroup, Placing, titled
from nexus_desktop.core.papers import ListedPerson

GROUP = "Group"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody; `where` says where they go, "" under the title of their group."""

    name: str
    native: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Lines below each other under a title; `detail` says where and who leads."""

    title: str
    detail: str
    lines: tuple[Line, ...]


def by_group(lists: GroupLists, rows: int) -> tuple[Column, ...]:
    """Return the groups as columns of at most `rows` lines."""
    return tuple(_columns_of(lists.groups, max(1, rows)))


def _columns_of(groups: Sequence[ListedGroup], rows: int) -> Iterator[Column]:
    for group in groups:
        title = " · ".join(filter(None, (titled(group.name, GROUP), group.topic)))
        lines = [Line(person.name, _own(person)) for person in group.members]
        for part in _even(lines, rows) or [[]]:
            yield Column(title, group.place, tuple(part))


def by_name(lists: GroupLists, rows: int) -> tuple[Column, ...]:
    """Return everybody by the alphabet as columns of at most `rows` lines."""
    found = [(letter, placing) for letter, some in lists.by_name() for placing in some]
    return tuple(_alphabet(part) for part in _even(found, max(1, rows)))


def _alphabet(part: Sequence[tuple[str, Placing]]) -> Column:
    first, last = part[0][0], part[-1][0]
    return Column(
        first if first == last else f"{first} – {last}",
        "",
        tuple(
            Line(
                placing.person.name,
                _own(placing.person),
                " · ".join(filter(None, (placing.group.name, placing.group.room))),
            )
            for _, placing in part
        ),
    )


def _own(person: ListedPerson) -> str:
    """Return the name in the person's own script, if it is another one."""
    return person.native_name if person.native_name != person.name else ""


def pages(columns: Sequence[Column], across: int) -> tuple[tuple[Column, ...], ...]:
    """Return pages of `across` columns; the last may have fewer."""
    step = max(1, across)
    starts = range(0, len(columns), step)
    return tuple(tuple(columns[start : start + step]) for start in starts)


def _even(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return `items` in as few parts of at most `most` as can be, of even length."""
    parts = -(-len(items) // most)
    ends = [len(items) * part // parts for part in range(parts + 1)] if parts else []
    return [items[a:b] for a, b in pairwise(ends)]

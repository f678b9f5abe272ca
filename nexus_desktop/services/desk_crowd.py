"""Everybody of the workshop in memory, for what a desk counts and compares at once.

Read in slices, so that no scan waits for it; kept up to date by what the journal says
was touched. Belongs to the database thread, but for what `keys` hands out.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from nexus_desktop.core.kinds import Kind
from nexus_desktop.services.desk_news import NewsReader

_COLUMNS = (
    "rowid, id, printed_name, search_key, country, category, role, status, removed_at"
)
_SLICE = text(
    f"SELECT {_COLUMNS} FROM participant "  # noqa: S608 - columns of ours
    "WHERE rowid > :after ORDER BY rowid LIMIT :most"
)
_THESE = text(
    f"SELECT {_COLUMNS} FROM participant WHERE id IN :ids"  # noqa: S608 - the same
).bindparams(bindparam("ids", expanding=True))
_AT_ONCE = 1_000  # people in one slice; about 8 ms
_MOST_TOUCHED = 400  # beyond, everybody is read again


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody, as far as counting and comparing needs.

    Attributes:
        sorting: the name for putting people in order; padded: the search key with a
            space before each word.
    """

    id: str
    sorting: str
    padded: str
    country: str
    category: str
    role: str
    is_cancelled: bool

    @property
    def key(self) -> str:
        """The search key."""
        return self.padded[1:]


class Crowd:
    """Everybody who is not removed.

    Attributes:
        people: id -> person.
        touched: ids in the order in which they were read; it only grows, until
            `generation` changes: then begin anew.
        is_complete: everybody was read.
    """

    def __init__(self) -> None:
        self.generation = 0
        self._news = NewsReader()
        self._begin()

    def _begin(self) -> None:
        self.generation += 1
        self.people: dict[str, Known] = {}
        self.touched: list[str] = []
        self.is_complete = False
        self._after = 0

    def advance(self, session: Session, at_once: int = _AT_ONCE) -> bool:
        """Read on, a slice at most; return whether everybody is known."""
        news = self._news.read(session)
        touched = news.of(Kind.PARTICIPANT)
        if news.is_everything or len(touched) > _MOST_TOUCHED:
            self._begin()
        elif touched:
            self._take(session.execute(_THESE, {"ids": sorted(touched)}).all())
        if not self.is_complete:
            bound = {"after": self._after, "most": at_once}
            found = session.execute(_SLICE, bound).all()
            self._take(found)
            self._after = found[-1].rowid if found else self._after
            self.is_complete = len(found) < at_once
        return self.is_complete

    def _take(self, found: Collection[Any]) -> None:
        for _, one, name, key, country, category, role, status, removed in found:
            if removed is None:
                is_cancelled = status == "cancelled"
                self.people[one] = Known(
                    one,
                    name.casefold(),
                    f" {key}",
                    country,
                    category,
                    role,
                    is_cancelled,
                )
            else:
                self.people.pop(one, None)
            self.touched.append(one)

    def keys(self) -> "Keys":
        """Return what names are compared with, as it is now; for any thread."""
        version = (self.generation, len(self.touched))
        return Keys(version, tuple(self.people.values()))


@dataclass(frozen=True, slots=True)
class Keys:
    """Search keys of everybody at one moment; equal `version`, equal keys."""

    version: tuple[int, int]
    people: tuple[Known, ...]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Go through (id, key)."""
        return ((one.id, one.key) for one in self.people)

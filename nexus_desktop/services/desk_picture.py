"""How one checkpoint stands: who is expected, who came, whom a filter leaves.

A desk keeps a `Picture` as long as it stands at the checkpoint. It belongs to the
database thread: each reading goes on from the last, however many people there are.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import text
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.arrivals import Tally, has_a_part
from nexus_desktop.core.checkin import LET_IN
from nexus_desktop.core.desk import ArrivalCounts, Choices
from nexus_desktop.core.entitled import is_entitled
from nexus_desktop.core.finding import Wanted, meanings, rank
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.workshop import day_bounds
from nexus_desktop.services import desk_reading as reading
from nexus_desktop.services import merged
from nexus_desktop.services.desk_crowd import Crowd, Known
from nexus_desktop.services.desk_news import News, NewsReader
from nexus_desktop.services.desk_reading import Place
from nexus_desktop.store import search
from nexus_desktop.store.types import UtcDateTime

# By hand: the plus lets SQLite read on by row, not through the whole checkpoint.
_SCANS = text(
    """
SELECT s.rowid, s.id, coalesce(s.participant_id, b.participant_id) AS whose,
    s.badge_number, s.at, s.direction, s.verdict, s.undoes_id, s.removed_at
FROM scan s LEFT JOIN badge b ON b.number = s.badge_number AND b.removed_at IS NULL
WHERE s.rowid > :after AND +s.checkpoint_id = :checkpoint
ORDER BY s.rowid LIMIT :most
"""
).columns(at=UtcDateTime)
_AT_ONCE = 1_500  # scans in one slice

_Window: TypeAlias = tuple[datetime, datetime] | None


class Picture:
    """One checkpoint's people and arrivals, kept up to date."""

    def __init__(self, checkpoint_id: str, crowd: Crowd) -> None:
        self.checkpoint_id = checkpoint_id
        self.crowd = crowd
        self._news = NewsReader()
        self._setting: tuple[object, ...] = ()
        self._here: Place | None = None
        self._begin()

    def here(self, session: Session) -> Place:
        """Return the checkpoint as it was when it was last read on."""
        if self._here is None:
            self._here = reading.place(session, self.checkpoint_id)
        return self._here

    def _begin(self) -> None:
        self._tally = Tally()
        self._generation = self._seen_people = 0
        self._after = 0
        self._known: set[str] = set()  # ids of scans
        self._unknown: set[str] = set()  # numbers of badges that are nobody's yet
        self._finals: dict[str, str] | None = None

    def advance(self, session: Session, *, at: datetime) -> bool:
        """Read on, a slice of people and scans at most; return whether it is whole.

        Raises:
            NotFound: the checkpoint is not there.
        """
        here = self._here = reading.place(session, self.checkpoint_id)
        news = self._news.read(session)
        window = _window(here, at)
        setting = (window, here.zone.key, here.entitled)
        if setting != self._setting or self._is_other(news):
            self._begin()
        self._setting = setting
        is_whole = self.crowd.advance(session)
        self._expect(here)
        return self._read_scans(session, here, window) and is_whole

    def complete(self, session: Session, *, at: datetime) -> None:
        """Read everything that is not read yet."""
        while not self.advance(session, at=at):
            pass

    def counts(self, session: Session) -> ArrivalCounts:
        """Return how far the checkpoint is."""
        return self._tally.counts(self.here(session).zone)

    def ids(self, wanted: Wanted, limit: int) -> tuple[list[str], int]:
        """Return ids of those who fit, the best first, and how many fit in all.

        Without a text they stand by name. Everybody is looked at: 100,000 people take
        some 20 ms.
        """
        words = search.typed_words(wanted.text)
        people = self._filtered(wanted, words)
        if not words:
            first = heapq.nsmallest(limit, people, key=lambda one: one.sorting)
            return [one.id for one in first], len(people)
        fitting = [
            (bad, one.sorting, one.id)
            for one in people
            if (bad := rank(one.key, words)) is not None
        ]
        return [one for *_, one in heapq.nsmallest(limit, fitting)], len(fitting)

    def choices(self, session: Session) -> Choices:
        """Return the countries and categories there are, to choose one of."""
        names = self.here(session).country_names
        people = self.crowd.people.values()
        lands = Counter(one.country for one in people if one.country)
        categories = Counter(one.category for one in people if one.category)
        listed = [
            (code, countries.name(code, names), count) for code, count in lands.items()
        ]
        return Choices(
            tuple(sorted(listed, key=lambda one: one[1].casefold())),
            tuple(sorted(categories.items(), key=lambda one: one[0].casefold())),
        )

    def lands(self, session: Session, word: str) -> list[str]:
        """Return the codes of the people's countries of which a name begins so."""
        names = self.here(session).country_names
        present = {one.country for one in self.crowd.people.values() if one.country}
        return sorted(
            code
            for code in present
            if rank(search.search_key(countries.name(code, names)), [word]) is not None
        )

    def _filtered(self, wanted: Wanted, words: Sequence[str]) -> list[Known]:
        """Return those whom the filters leave and whom the first word may mean."""
        found: Iterable[Known] = self.crowd.people.values()
        if words:
            begins = [f" {one}" for one in meanings(words[0])]
            found = (
                [one for one in found if any(begin in one.padded for begin in begins)]
                if len(begins) > 1
                else [one for one in found if begins[0] in one.padded]
            )
        if wanted.country:
            found = [one for one in found if one.country == wanted.country]
        if wanted.category:
            found = [one for one in found if one.category == wanted.category]
        if wanted.is_awaited:
            found = [one for one in found if self._tally.is_awaited(one.id)]
        return list(found)

    def _is_other(self, news: News) -> bool:
        """Tell whether something changed that was counted, so that all is read anew."""
        people = news.of(Kind.PARTICIPANT).values()
        badges = news.of(Kind.BADGE).values()
        return (
            news.is_everything
            or not self._known.isdisjoint(news.of(Kind.SCAN))
            or any("merged_into_id" in fields for fields in people)
            or any(self._unknown or "number" not in fields for fields in badges)
        )

    def _expect(self, here: Place) -> None:
        """Count those in or out whom the crowd read since the last time."""
        crowd = self.crowd
        if crowd.generation != self._generation:
            if self._generation:
                self._begin()
            self._generation = crowd.generation
        for one in crowd.touched[self._seen_people :]:
            person = crowd.people.get(one)
            if person is None or person.is_cancelled or not _may_pass(person, here):
                self._tally.forget(one)
            else:
                self._tally.expect(one, has_part=has_a_part(person.role))
        self._seen_people = len(crowd.touched)

    def _read_scans(self, session: Session, here: Place, window: _Window) -> bool:
        if self._finals is None:
            self._finals = merged.finals(session)
        found = session.execute(
            _SCANS,
            {"after": self._after, "checkpoint": here.id, "most": _AT_ONCE},
        ).all()
        for scan in found:
            self._known.add(scan.id)
            self._take(scan, window)
        self._after = found[-1].rowid if found else self._after
        return len(found) < _AT_ONCE

    def _take(self, scan: Any, window: _Window) -> None:  # noqa: ANN401 - a row
        if scan.removed_at is not None:
            return
        if scan.undoes_id is not None:
            self._tally.undone(scan.undoes_id)
        elif scan.verdict in LET_IN and scan.direction == "in":
            if scan.whose is None:
                self._unknown.add(scan.badge_number)
            elif window is None or window[0] <= scan.at < window[1]:
                whose = (self._finals or {}).get(scan.whose, scan.whose)
                self._tally.came(scan.id, whose, scan.at)


def _window(here: Place, at: datetime) -> _Window:
    """Return the times between which scans count; None: always."""
    if here.info.rule == "once":
        return None
    return day_bounds(here.info.day or here.local(at).date(), here.zone)


def _may_pass(person: Known, here: Place) -> bool:
    if not here.entitled:
        return True
    traits = {
        "participant": person.id,
        "role": person.role,
        "category": person.category,
        "country": person.country,
    }
    return is_entitled(traits, here.entitled)

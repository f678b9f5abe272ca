"""How far the workshop is: who is here, what is on, what was said to what objective."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nexus_desktop.core.desk import Bin
from nexus_desktop.core.programme import NowAndNext
from nexus_desktop.core.workshop import WorkshopInfo

CLOSED = frozenset({"done", "dropped"})


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those with one country or category came.

    Attributes:
        name: as shown; "" for people of whom it is not known.
    """

    name: str
    expected: int
    arrived: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the workshop has done for one of its objectives."""

    number: int
    text: str
    notes: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Actions:
    """The actions that were agreed: open ones, and what is amiss with them."""

    total: int = 0
    open: int = 0
    without_owner: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One day of the workshop at a glance.

    Attributes:
        day: the local day that `here`, `came` and `bins` are about.
        expected: people on the list who did not cancel.
        arrived: of those, who came in on this day or a day before.
        here: who came in on this day and did not go out since.
        came: who came in on this day at all.
        unexpected: who came by this day without being expected.
        bins: first arrivals of each person on the day, by five minutes (local).
        notes: how many were taken.
    """

    workshop: WorkshopInfo
    day: date
    at: datetime
    expected: int
    arrived: int
    here: int
    came: int
    unexpected: int
    bins: tuple[Bin, ...]
    countries: tuple[Share, ...]
    categories: tuple[Share, ...]
    programme: NowAndNext
    has_programme: bool
    objectives: tuple[Coverage, ...]
    notes: int
    actions: Actions

    @property
    def missing(self) -> int:
        """Return how many have not come yet."""
        return self.expected - self.arrived

    @property
    def is_today(self) -> bool:
        """Say whether `day` is the day of `at`."""
        return self.workshop.local(self.at).date() == self.day


def day_shown(workshop: WorkshopInfo, at: datetime) -> date:
    """Return the day of `at`; before the workshop its first day, after it its last."""
    today = workshop.local(at).date()
    return min(max(today, workshop.days[0]), workshop.days[-1])


def shares(people: Iterable[tuple[str, bool]]) -> tuple[Share, ...]:
    """Count (name, whether they came) by name: most expected first, unknown last."""
    expected: Counter[str] = Counter()
    arrived: Counter[str] = Counter()
    for name, came in people:
        expected[name] += 1
        arrived[name] += came
    found = [Share(name, expected[name], arrived[name]) for name in expected]
    return tuple(sorted(found, key=lambda s: (not s.name, -s.expected, s.name)))


def condensed(found: Sequence[Share], most: int, others: str) -> tuple[Share, ...]:
    """Return at most `most` shares; those that don't fit become one called `others`.

    `others` is a text with room for their number, such as "{0} others".
    """
    if len(found) <= most:
        return tuple(found)
    kept, rest = found[: most - 1], found[most - 1 :]
    total = Share(
        others.format(len(rest)),
        sum(share.expected for share in rest),
        sum(share.arrived for share in rest),
    )
    return (*kept, total)

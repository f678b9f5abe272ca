"""How far the workshop is: who is here, what is on, what was said to what objective."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nexus_desktop.core.desk import Bin
from nexus_desktop.core.programme import NowAndNext, SessionInfo, now_and_next
from nexus_desktop.core.workshop import WorkshopInfo

CLOSED = frozenset({"done", "dropped"})
SOON = timedelta(minutes=60)
LATE = timedelta(minutes=15)
"""How long before a session somebody with a part in it is looked for, and how long
after its start."""


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


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who has a part in a session of the day and has not come that day.

    Attributes:
        what: "chair", "speaker", "rapporteur" or "facilitator".
        group: of a breakout, "" where the part is in the whole session.
        phone: "" when not known. It is nobody's business on a projector.
    """

    session: SessionInfo
    what: str
    group: str
    person_id: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One day of the workshop at a glance.

    Attributes:
        at: the time that it speaks of; with a later one it tells what is on then.
        day: the local day that `here`, `came` and `bins` are about.
        expected: people who did not cancel and may come in on the day.
        arrived: of those, who came in on this day or a day before.
        here: who came in on this day and did not go out since.
        came: who came in on this day at all.
        unexpected: who came by this day without being expected.
        bins: first arrivals of each person on the day, by five minutes (local).
        sessions: the whole programme.
        absent: who is not here, of those who have a part today.
        inside: session -> how many are at its checkpoints.
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
    genders: tuple[Share, ...]
    sessions: tuple[SessionInfo, ...]
    absent: tuple[Part, ...]
    inside: Mapping[str, int]
    objectives: tuple[Coverage, ...]
    notes: int
    actions: Actions

    @property
    def missing(self) -> int:
        """Return how many have not come yet."""
        return self.expected - self.arrived

    @property
    def programme(self) -> NowAndNext:
        """Return what is on at `at`, and what is next."""
        return now_and_next(self.sessions, self.at)

    @property
    def has_programme(self) -> bool:
        """Say whether there is any session."""
        return bool(self.sessions)

    @property
    def missed(self) -> tuple[Part, ...]:
        """Return who is looked for at `at`: one part each, that which is first."""
        first: dict[str, Part] = {}
        for part in sorted(self.absent, key=lambda part: part.session.starts_at):
            starts = part.session.starts_at
            if starts - SOON <= self.at < starts + LATE:
                first.setdefault(part.person_id, part)
        return tuple(first.values())

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
    known = list(people)
    expected = Counter(name for name, _came in known)
    arrived = Counter(name for name, came in known if came)
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

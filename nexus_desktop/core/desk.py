"""What the desk shows beside the card: scans, people, arrivals, walk-ins."""

from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from zoneinfo import ZoneInfo

from nexus_desktop.core.checkin import (
    TELLINGS,
    CheckpointInfo,
    GroupPlace,
    Guest,
    Record,
    ScanResult,
    Telling,
    Verdict,
)

_ALIKE = 0.84


@dataclass(frozen=True, slots=True)
class DeskSetting:
    """What a desk begins with.

    Attributes:
        zone: in which times are shown.
        chosen: the checkpoint to begin at, None when there is none.
        today: the desk of today or of the day nearest to it.
        first_day, last_day: of the workshop; people: how many are registered.
        on_now: the checkpoints of sessions that are on, or about to start.
    """

    zone: ZoneInfo
    checkpoints: tuple[CheckpointInfo, ...]
    chosen: CheckpointInfo | None
    today: CheckpointInfo | None
    first_day: date
    last_day: date
    people: int
    on_now: tuple[CheckpointInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One line of the list of scans.

    Attributes:
        first_at, first_desk: for somebody who was in already.
        is_undone: it was taken back, at `undone_at`; can_undo: it can be.
        undo_reason: why, "" where nobody said.
        place: the checkpoint.
        direction: "in" or "out".
    """

    scan_id: str
    at: datetime
    verdict: Verdict
    way: str
    direction: str
    name: str
    desk: str
    reason: str
    is_undone: bool
    first_at: datetime | None = None
    first_desk: str = ""
    undone_at: datetime | None = None
    undo_reason: str = ""
    place: str = ""

    @property
    def telling(self) -> Telling:
        """How the verdict is told, now that it is known whose badge it was or not."""
        if self.verdict is Verdict.ADMITTED_UNSYNCED and self.name:
            return TELLINGS[Verdict.ADMITTED]
        return TELLINGS[self.verdict]

    @property
    def can_undo(self) -> bool:
        """Whether it let somebody in or out and still stands."""
        return self.verdict.counts and not self.is_undone


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody whom the desk may mean, and whether they are in."""

    guest: Guest
    arrived_at: datetime | None
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody who was looked up without a scan.

    Attributes:
        group: today's; arrived_at: when they came in here, None while they are not in.
    """

    guest: Guest
    group: GroupPlace | None
    arrived_at: datetime | None
    record: Record


@dataclass(frozen=True, slots=True)
class Matches:
    """Who fits what was typed, best first.

    Attributes:
        text: what was typed.
        are_near: nobody fits it as typed; these are spelt nearly alike.
        in_all: how many fit, where they were counted; `people` are the best of them.
    """

    text: str
    people: tuple[Match, ...]
    are_near: bool = False
    in_all: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What people can be told apart by at the desk.

    Attributes:
        countries: (alpha-2 code, printed name, people), by name.
        categories: (category, people), by name.
    """

    countries: tuple[tuple[str, str, int], ...] = ()
    categories: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """Arrivals in five minutes from `begins` (local time)."""

    begins: datetime
    count: int


@dataclass(frozen=True, slots=True)
class ArrivalCounts:
    """How far a checkpoint is.

    Attributes:
        expected: people who may pass and are not cancelled.
        arrived: of those, who came.
        speakers_missing: of those not in yet, who have a part in the programme.
        unexpected: who came without being expected (let in all the same).
        bins: every five minutes from the first arrival to the last of the day.
    """

    expected: int
    arrived: int
    speakers_missing: int
    unexpected: int
    bins: tuple[Bin, ...]

    @property
    def missing(self) -> int:
        """How many are not in yet."""
        return self.expected - self.arrived


@dataclass(frozen=True, slots=True)
class WalkIn:
    """What the desk asks of somebody who is not on the list.

    `country` is a code or a name in any language that we know; `in_place_of` is the id
    of a participant for whom they come.
    """

    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    country: str = ""
    role: str = "Participant"
    category: str = ""
    in_place_of: str = ""


def are_likely_one(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether two names may be one person's.

    They may when every word of the shorter one, of two at least, is a word of the
    other or nearly so, in whatever order; single words must be the whole name.

    Args:
        words: of one name, folded and romanised, in any order.
        others: of the other name.
    """
    fewer, more = sorted((words, others), key=len)
    if len(fewer) < 2 and len(more) != len(fewer):
        return False
    return bool(fewer) and all(any(_is_near(a, b) for b in more) for a in fewer)


def _is_near(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


@dataclass(frozen=True, slots=True)
class WalkInAnswer:
    """Either the scan of the new participant, or who it may be on the list."""

    result: ScanResult | None
    duplicates: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the scan, and a walk-in's registration with it.

    Attributes:
        people: how many; a party that was let in together goes back together.
    """

    line: ScanLine
    took_registration: bool = False
    people: int = 1

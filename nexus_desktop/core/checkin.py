"""Who may pass a checkpoint: the verdicts, what each one says, and the decision.

Nothing here reads the file: a service gathers `Facts`, `judge` decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, TypeAlias

from nexus_desktop.core import days
from nexus_desktop.core.errors import NexusError

Tone: TypeAlias = Literal["good", "warn", "bad"]

REPEAT_SECONDS = 3


class CheckInError(NexusError):
    """A scan can't be undone or let through; the sentence says why."""


class Verdict(StrEnum):
    """What a scan comes to, in the order in which reasons are looked for."""

    MALFORMED = "MALFORMED"
    WRONG_WORKSHOP = "WRONG_WORKSHOP"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    FORGED = "FORGED"
    REVOKED = "REVOKED"
    REISSUED = "REISSUED"
    CANCELLED = "CANCELLED"
    NOT_ENTITLED = "NOT_ENTITLED"
    ALREADY_IN = "ALREADY_IN"
    ADMITTED = "ADMITTED"
    ADMITTED_UNSYNCED = "ADMITTED_UNSYNCED"
    CHECKED_OUT = "CHECKED_OUT"

    @property
    def lets_in(self) -> bool:
        """Whether somebody came in by it."""
        return self in LET_IN

    @property
    def counts(self) -> bool:
        """Whether somebody came in or went out by it."""
        return self in COUNTED


LET_IN = frozenset({Verdict.ADMITTED, Verdict.ADMITTED_UNSYNCED})
COUNTED = LET_IN | {Verdict.CHECKED_OUT}


@dataclass(frozen=True, slots=True)
class Telling:
    """How a verdict is told.

    Attributes:
        word: large on the card.
        chip: in the list of scans.
        sentence: what is the matter; also read to those who do not see the card.
        advice: what the desk does now, "" when nothing.
        icon: a name in `resources/icons`.
        sound: a name in `resources/sounds`.
    """

    word: str
    chip: str
    sentence: str
    advice: str
    icon: str
    tone: Tone
    sound: str


TELLINGS: Mapping[Verdict, Telling] = {
    Verdict.MALFORMED: Telling(
        "Not a badge",
        "refused",
        "This is not the code of a workshop badge.",
        "Scan the square code on the badge, or type the name.",
        "circle-question-mark",
        "bad",
        "refused",
    ),
    Verdict.WRONG_WORKSHOP: Telling(
        "Another workshop",
        "refused",
        "This badge belongs to another workshop.",
        "Ask for this workshop's badge, or type the name.",
        "circle-x",
        "bad",
        "refused",
    ),
    Verdict.UNKNOWN_KEY: Telling(
        "Can't be checked",
        "refused",
        "This badge was signed with a key that this laptop does not know yet.",
        "Type the name, or ask the coordinator.",
        "shield-alert",
        "bad",
        "refused",
    ),
    Verdict.FORGED: Telling(
        "Forged",
        "refused",
        "This badge was not made by this workshop.",
        "Let nobody in with it. Tell the coordinator.",
        "shield-alert",
        "bad",
        "refused",
    ),
    Verdict.REVOKED: Telling(
        "Badge is off",
        "switched off",
        "This badge was switched off.",
        "Type the name; if they may come in, give them a new badge (Shift+F4).",
        "ban",
        "bad",
        "refused",
    ),
    Verdict.REISSUED: Telling(
        "Old badge",
        "old badge",
        "This person was given a newer badge.",
        "Ask for the newer badge, and keep this one.",
        "copy",
        "bad",
        "refused",
    ),
    Verdict.CANCELLED: Telling(
        "Cancelled",
        "cancelled",
        "This person's registration was cancelled.",
        "Ask the coordinator, or let them in with a reason (F8).",
        "circle-slash",
        "bad",
        "refused",
    ),
    Verdict.NOT_ENTITLED: Telling(
        "Not for here",
        "not for here",
        "This person is not on the list for this checkpoint.",
        "Show them the way, or let them in with a reason (F8).",
        "circle-slash",
        "bad",
        "refused",
    ),
    Verdict.ALREADY_IN: Telling(
        "Already in",
        "already in",
        "This person came in before.",
        "",
        "rotate-cw",
        "warn",
        "attention",
    ),
    Verdict.ADMITTED: Telling(
        "Welcome", "in", "This person may come in.", "", "check", "good", "welcome"
    ),
    Verdict.ADMITTED_UNSYNCED: Telling(
        "Welcome",
        "in",
        "A genuine badge, registered at another desk. Its data has not come yet.",
        "Let them in. The card is filled in when it comes.",
        "badge-check",
        "good",
        "welcome",
    ),
    Verdict.CHECKED_OUT: Telling(
        "Goodbye", "out", "This person went out.", "", "log-out", "good", "goodbye"
    ),
}


DOUBTED = Telling(
    "Let in",
    "in",
    "They were let in before this laptop knew better.",
    "Look after them, or undo the scan.",
    "triangle-alert",
    "warn",
    "attention",
)
"""How it is told that somebody came in whom what came later would have refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known when somebody stands at a checkpoint.

    The defaults are those of an expected person found by name, for the first time.

    Attributes:
        is_readable: the code has the form of ours (or there was no code).
        key: state of the epoch that signed it.
        is_known: whose badge it is, is known here.
        is_superseded: they were given a newer badge.
        is_entitled: the checkpoint is for them; what is not known is not so.
        is_in: they came in before, as far as the checkpoint's rule minds.
        counts_out: the checkpoint's rule is "in and out".
    """

    is_readable: bool = True
    is_of_this_workshop: bool = True
    key: Literal["current", "ended", "unknown"] = "current"
    is_genuine: bool = True
    is_known: bool = True
    is_revoked: bool = False
    is_superseded: bool = False
    is_cancelled: bool = False
    is_entitled: bool = True
    is_in: bool = False
    counts_out: bool = False


def judge(facts: Facts) -> Verdict:
    """Return the verdict: the first reason to refuse, else in or out."""
    refusals = (
        (not facts.is_readable, Verdict.MALFORMED),
        (not facts.is_of_this_workshop, Verdict.WRONG_WORKSHOP),
        (facts.key == "unknown", Verdict.UNKNOWN_KEY),
        (not facts.is_genuine, Verdict.FORGED),
        (facts.is_revoked, Verdict.REVOKED),
        (facts.key == "ended" and not facts.is_known, Verdict.REVOKED),
        (facts.is_superseded, Verdict.REISSUED),
        (facts.is_cancelled, Verdict.CANCELLED),
        (not facts.is_entitled, Verdict.NOT_ENTITLED),
    )
    for applies, verdict in refusals:
        if applies:
            return verdict
    if facts.is_in:
        return Verdict.CHECKED_OUT if facts.counts_out else Verdict.ALREADY_IN
    return Verdict.ADMITTED if facts.is_known else Verdict.ADMITTED_UNSYNCED


_OF_A_LOST_LAPTOP = (
    "Nobody here knows this badge, and its key was given up with a lost laptop."
)


def message(
    verdict: Verdict,
    first: datetime | None = None,
    desk: str = "",
    *,
    now: datetime,
    is_known: bool = True,
) -> str:
    """Return the sentence for one scan.

    Args:
        verdict: of the scan.
        first: local time at which they came in, for the verdicts that mind it.
        desk: the laptop that let them in.
        now: local time of the scan.
        is_known: whose badge it is, is known here.
    """
    if verdict is Verdict.REVOKED and not is_known:
        return _OF_A_LOST_LAPTOP
    if first is None or verdict not in (Verdict.ALREADY_IN, Verdict.CHECKED_OUT):
        return TELLINGS[verdict].sentence
    when = f"at {first:%H:%M}"
    if first.date() != now.date():
        when = f"on {days.short(first.date())} {when}"
    where = f", {desk}" if desk and verdict is Verdict.ALREADY_IN else ""
    return f"Came in {when}{where}."


def late_message(doubt: Verdict | None) -> str:
    """Return the sentence for somebody let in before it was known whose badge it was.

    Args:
        doubt: what would have refused them, had it been known.
    """
    if doubt is None:
        return TELLINGS[Verdict.ADMITTED].sentence
    return f"Let in before this laptop knew: {TELLINGS[doubt].sentence}"


@dataclass(frozen=True, slots=True)
class CheckpointInfo:
    """Where scans happen; `rows.Checkpoint` tells what each field means."""

    id: str
    name: str
    purpose: str
    rule: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """A participant as the desk sees them; `country` is its printed name.

    Attributes:
        attention: what the desk must know or do, "" as a rule.
    """

    id: str
    name: str
    native_name: str = ""
    organisation: str = ""
    country: str = ""
    role: str = ""
    category: str = ""
    attention: str = ""
    dietary: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """Today's breakout group of a participant."""

    name: str
    topic: str
    room: str
    table: str
    starts: datetime

    @property
    def title(self) -> str:
        """Name and topic in one."""
        return f"{self.name} · {self.topic}" if self.topic else self.name


@dataclass(frozen=True, slots=True)
class PrintedBadge:
    """The last printing of the badge that somebody has.

    Attributes:
        issue: 1 for their first badge.
        filed_in: where it lies, such as "box C", "" when that was not said.
    """

    at: datetime
    issue: int = 1
    filed_in: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What else the file holds about somebody on the card.

    Attributes:
        printed: None while their badge was not printed.
        why_cancelled: "" for whoever is expected, or where nobody said why.
    """

    printed: PrintedBadge | None = None
    has_photo: bool = False
    is_cancelled: bool = False
    why_cancelled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanResult:
    """What the card says after a scan.

    Attributes:
        scan_id: of the fact recorded; of the earlier one when `is_repeat`.
        participant: None when the code does not say who it is, or can't be trusted.
        group: today's, if published and not over.
        first_at, first_desk: when and at which laptop they came in here first.
        message: the verdict in a sentence, with what is particular to this scan.
        is_repeat: the same badge within 3 seconds; nothing was recorded.
        way: as in `rows.Scan`.
        record: what else is known of the participant.
        doubt: for whoever was let in before this laptop knew whose badge it was: what
            would have refused them.
    """

    scan_id: str
    verdict: Verdict
    participant: Guest | None
    group: GroupPlace | None
    first_at: datetime | None
    first_desk: str
    message: str
    at: datetime
    is_repeat: bool = False
    way: str = "scan"
    record: Record = Record()
    doubt: Verdict | None = None

    @property
    def telling(self) -> Telling:
        """How the verdict is told."""
        if self.verdict is Verdict.ADMITTED_UNSYNCED and self.participant is not None:
            return TELLINGS[Verdict.ADMITTED] if self.doubt is None else DOUBTED
        return TELLINGS[self.verdict]

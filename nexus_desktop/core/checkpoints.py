"""Checkpoints: what they are for, their rules, and which ones a programme asks for."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from nexus_desktop.core import days, names
from nexus_desktop.core.checkin import CheckpointInfo
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import WorkshopInfo

LONGEST_NAME = 80


class CheckpointError(NexusError):
    """A checkpoint can't be like this; the sentence says what to mend."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a checkpoint is for; `rule` is the one that most have."""

    name: str
    label: str
    rule: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How often somebody may come, in a sentence."""

    name: str
    label: str
    sentence: str


PURPOSES = (
    Purpose("registration", "Registration desk", "once a day"),
    Purpose("session", "Session or room", "once a day"),
    Purpose("meal", "Meal", "once"),
    Purpose("visit", "Visit", "once a day"),
)
RULES = (
    Rule("once a day", "Once a day", "Each person once on each day."),
    Rule("once", "Once", "Each person once in the whole workshop."),
    Rule(
        "in and out",
        "In and out",
        "A scan lets in, the next one out again. It counts who is inside.",
    ),
)
KEYS = ("role", "category", "country", "group", "participant")
"""By what a checkpoint may be for some only, in the order in which it is told."""

_MEALS = tuple(
    names.folded(word)
    for word in (
        "lunch", "dinner", "breakfast", "supper", "buffet", "reception", "banquet",
        "ăn trưa", "ăn tối", "tiệc", "午餐", "晚餐", "早餐", "午饭", "招待会", "晚宴",
        "үдийн хоол", "өглөөний цай", "оройн хоол", "зоог",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointDraft:
    """What can be said and changed of a checkpoint; `rows.Checkpoint` explains it."""

    name: str
    purpose: str = "session"
    rule: str = "once a day"
    day: date | None = None
    session_id: str | None = None
    entitled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointLine:
    """A checkpoint and how far it is.

    Attributes:
        session: what is scanned for, None for no session of the programme.
        for_whom: in words.
        expected: who may pass and did not cancel.
        came: who passed on the day that it shows, whoever they are.
        missing: of those expected, who did not.
        inside: who is there now.
        scans: whether anybody was ever scanned there.
        is_over: its session has ended, or its day.
    """

    id: str
    draft: CheckpointDraft
    session: SessionInfo | None
    for_whom: str
    expected: int
    came: int
    missing: int
    inside: int
    scans: bool
    is_over: bool

    @property
    def name(self) -> str:
        """The name."""
        return self.draft.name

    @property
    def info(self) -> CheckpointInfo:
        """The checkpoint as a desk knows it."""
        draft = self.draft
        return CheckpointInfo(self.id, draft.name, draft.purpose, draft.rule, draft.day)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody at a checkpoint, or missed there.

    Attributes:
        at: since when they are inside; when they first came; None for who is missed.
        is_expected: the checkpoint is for them.
    """

    id: str
    name: str
    organisation: str
    country: str
    at: datetime | None = None
    is_expected: bool = True


@dataclass(frozen=True, slots=True)
class GuestLists:
    """Who is at a checkpoint: those inside by name, all who came, who is missing."""

    checkpoint_id: str
    inside: tuple[Guest, ...]
    came: tuple[Guest, ...]
    missing: tuple[Guest, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to be entitled by, and how many people it stands for."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """By what a checkpoint can be for some only: key of `entitled` -> choices."""

    by_key: Mapping[str, tuple[Choice, ...]]

    def label(self, key: str, value: str) -> str:
        """Return how a value reads; as it is kept where nobody has it any more."""
        found = (c.label for c in self.by_key.get(key, ()) if c.value == value)
        return next(found, value)


@dataclass(frozen=True, slots=True)
class Board:
    """All checkpoints, in the order in which they are listed.

    Attributes:
        people: how many did not cancel.
        sessions: the programme.
        names: id -> name of everybody who is named somewhere.
    """

    workshop: WorkshopInfo
    at: datetime
    lines: tuple[CheckpointLine, ...]
    choices: Choices
    people: int
    sessions: tuple[SessionInfo, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A checkpoint that a session of the programme may need.

    Attributes:
        is_there: the session has one already.
        is_usual: most workshops would scan there.
    """

    session: SessionInfo
    purpose: str
    is_there: bool
    is_usual: bool
    groups: int = 0


def checked(draft: CheckpointDraft) -> CheckpointDraft:
    """Return `draft` tidied: name on one line, each value once, no empty keys.

    Raises:
        CheckpointError: it has no name, or one too long, or a rule nobody knows.
    """
    name = names.clean(draft.name)
    if not name:
        raise CheckpointError("A checkpoint needs a name.")
    if len(name) > LONGEST_NAME:
        raise CheckpointError(
            f"The name has {len(name)} letters; {LONGEST_NAME} fit on the desk."
        )
    if draft.purpose not in {purpose.name for purpose in PURPOSES}:
        raise CheckpointError(f"“{draft.purpose}” is nothing that a checkpoint is for.")
    if draft.rule not in {rule.name for rule in RULES}:
        raise CheckpointError(f"“{draft.rule}” is no rule of a checkpoint.")
    entitled = {
        key: tuple(dict.fromkeys(draft.entitled.get(key, ())))
        for key in KEYS
        if draft.entitled.get(key)
    }
    return replace(draft, name=name, entitled=entitled)


def for_whom(entitled: Mapping[str, Sequence[str]], choices: Choices) -> str:
    """Return in words for whom a checkpoint is, such as "Speaker or Chair; Mongolia".

    "Everybody" stands for no restriction; people who are named stand at the end.
    """
    parts = [
        " or ".join(choices.label(key, value) for value in entitled[key])
        for key in KEYS
        if key != "participant" and entitled.get(key)
    ]
    named = len(entitled.get("participant", ()))
    told = "; ".join(parts)
    if not named:
        return told or "Everybody"
    people = "1 named person" if named == 1 else f"{named:,} named people"
    return f"{told}; and {people}" if told else people


def purpose_of(session: SessionInfo) -> str:
    """Return what a checkpoint at a session would be for."""
    if session.form == "visit":
        return "visit"
    is_meal = session.form == "social" or _is_meal(session.title)
    return "meal" if session.is_pause and is_meal else "session"


def _is_meal(title: str) -> bool:
    said = names.folded(title)
    return any(word in said for word in _MEALS)


def proposals(
    sessions: Iterable[SessionInfo],
    with_one: Collection[str],
    groups: Mapping[str, int],
) -> tuple[Proposal, ...]:
    """Return a proposal for each session but registration, in their order.

    Args:
        sessions: of the programme, in the order of time.
        with_one: ids of sessions that have a checkpoint.
        groups: session id -> number of its breakout groups.
    """
    return tuple(
        Proposal(
            session,
            purpose_of(session),
            is_there=session.id in with_one,
            is_usual=not session.is_pause or purpose_of(session) == "meal",
            groups=groups.get(session.id, 0),
        )
        for session in sessions
        if session.form != "registration"
    )


def drafts_for(
    chosen: Iterable[SessionInfo],
    programme: Iterable[SessionInfo],
    taken: Iterable[str],
    workshop: WorkshopInfo,
) -> tuple[CheckpointDraft, ...]:
    """Return a checkpoint for each chosen session, called by its title.

    A title that the programme has more than once gets its day, then its time, then a
    number, until no other checkpoint is called so.
    """
    titles = Counter(names.folded(session.title) for session in programme)
    used = list(taken)
    made = []
    for session in chosen:
        title = session.title
        is_alone = titles[names.folded(title)] == 1
        name = free_name(title, session, workshop, used, is_alone=is_alone)
        used.append(name)
        made.append(draft_for(session, name, workshop))
    return tuple(made)


def draft_for(
    session: SessionInfo, name: str, workshop: WorkshopInfo
) -> CheckpointDraft:
    """Return the checkpoint of a session as most have it."""
    purpose = purpose_of(session)
    rule = next(known.rule for known in PURPOSES if known.name == purpose)
    return CheckpointDraft(
        name=name,
        purpose=purpose,
        rule=rule,
        day=workshop.local(session.starts_at).date(),
        session_id=session.id,
    )


def free_name(
    title: str,
    session: SessionInfo,
    workshop: WorkshopInfo,
    taken: Iterable[str],
    *,
    is_alone: bool = True,
) -> str:
    """Return a name for the checkpoint of a session that no other one has.

    It is the title where that `is_alone` in the programme.
    """
    starts = workshop.local(session.starts_at)
    number = workshop.day_number(starts.date())
    day = f"day {number}" if number else days.short(starts.date())
    short = title[: LONGEST_NAME - 24].strip()
    tries = [short, f"{short}, {day}", f"{short}, {day}, {starts:%H:%M}"]
    used = {names.folded(name) for name in taken}
    for name in tries[0 if is_alone else 1 :]:
        if names.folded(name) not in used:
            return name
    count = 2
    while names.folded(f"{tries[-1]} ({count})") in used:
        count += 1
    return f"{tries[-1]} ({count})"


def order(
    line: tuple[CheckpointDraft, SessionInfo | None],
) -> tuple[bool, date, bool, datetime | None, str]:
    """Return the key under which checkpoints are listed: day, time, name.

    Those of no day stand last, those of no session first on their day.
    """
    draft, session = line
    day = draft.day or date.max
    return (
        draft.day is None,
        day,
        session is not None,
        session.starts_at if session else None,
        names.folded(draft.name),
    )

"""The programme: what a session is, what is on now, which sessions run in parallel."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from nexus_desktop.core import names
from nexus_desktop.core.errors import NexusError

LONGEST = timedelta(hours=24)


class ProgrammeError(NexusError):
    """A session can't be like this; the sentence says what to mend."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of session.

    Attributes:
        name: as kept in the file.
        words: what lists call it, in any case.
        is_pause: people meet, but nothing is said that goes into minutes.
    """

    name: str
    label: str
    words: tuple[str, ...] = ()
    is_pause: bool = False


FORMS = (
    Form(
        "registration",
        "Registration",
        ("check-in", "sign-in", "đăng ký", "签到", "报到", "注册", "бүртгэл"),
        is_pause=True,
    ),
    Form(
        "opening",
        "Opening",
        ("opening session", "opening ceremony", "inauguration", "welcome", "khai mạc",
         "lễ khai mạc", "开幕", "开幕式", "нээлт", "нээлтийн ажиллагаа"),
    ),
    Form(
        "plenary",
        "Plenary",
        ("plenary session", "session", "presentation", "presentations", "keynote",
         "lecture", "talk", "phiên toàn thể", "bài trình bày", "全体会议", "主旨演讲",
         "报告", "нэгдсэн хуралдаан", "илтгэл"),
    ),
    Form(
        "panel",
        "Panel",
        ("panel discussion", "panel session", "discussion", "round table", "roundtable",
         "tọa đàm", "thảo luận", "座谈", "座谈会", "专题讨论", "хэлэлцүүлэг"),
    ),
    Form(
        "breakout",
        "Breakout",
        ("breakout session", "breakouts", "break-out", "group work", "working group",
         "working groups", "parallel session", "parallel sessions", "workshop",
         "thảo luận nhóm", "làm việc nhóm", "分组讨论", "分组会议", "бүлгийн ажил",
         "салбар хуралдаан"),
    ),
    Form(
        "training",
        "Training",
        ("training session", "tutorial", "exercise", "hands-on", "demonstration",
         "tập huấn", "đào tạo", "培训", "сургалт"),
    ),
    Form(
        "break",
        "Break",
        ("coffee break", "tea break", "coffee", "tea", "lunch", "lunch break", "meal",
         "breakfast", "group photo", "pause", "nghỉ", "nghỉ giải lao", "giải lao",
         "ăn trưa", "nghỉ trưa", "茶歇", "休息", "午餐", "завсарлага", "үдийн хоол",
         "үдийн завсарлага", "цайны завсарлага"),
        is_pause=True,
    ),
    Form(
        "visit",
        "Visit",
        ("site visit", "site visits", "field visit", "field trip", "study visit",
         "excursion", "tour", "tham quan", "khảo sát thực địa", "参观", "实地考察",
         "考察", "танилцах аялал", "аялал"),
    ),
    Form(
        "social",
        "Social event",
        ("reception", "dinner", "gala dinner", "welcome dinner", "cultural programme",
         "tiệc", "tiệc chiêu đãi", "招待会", "晚宴", "晚餐", "хүлээн авалт",
         "оройн хоол"),
        is_pause=True,
    ),
    Form(
        "closing",
        "Closing",
        ("closing session", "closing ceremony", "closure", "wrap-up", "conclusions",
         "bế mạc", "lễ bế mạc", "闭幕", "闭幕式", "хаалт", "хаалтын ажиллагаа"),
    ),
    Form("other", "Other"),
)  # fmt: skip

_SHORT_TITLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDraft:
    """What can be said and changed of a session.

    Attributes:
        starts_at, ends_at: aware UTC.
        chair, speakers, rapporteur: names as printed, several separated by "; ".
        objectives: numbers, ascending.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    form: str = "plenary"
    room: str = ""
    chair: str = ""
    speakers: str = ""
    rapporteur: str = ""
    objectives: tuple[int, ...] = ()

    @property
    def is_pause(self) -> bool:
        """Say whether this is a break, a meal or the like."""
        return form_named(self.form).is_pause


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInfo(SessionDraft):
    """A session of the programme.

    Attributes:
        notes_status: "open", "for review" or "final".
        external_id: the item's number in the calendar it came from.
    """

    id: str
    notes_status: str = "open"
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class NowAndNext:
    """What is on; parallel sessions stand together, in the order of their rooms."""

    now: tuple[SessionInfo, ...]
    next: tuple[SessionInfo, ...]


FIELDS = tuple(field.name for field in fields(SessionDraft))


def checked(draft: SessionDraft) -> SessionDraft:
    """Return `draft` tidied: one-line texts, objectives ascending, times in UTC.

    Raises:
        ProgrammeError: it has no title, ends before it starts, or never ends.
    """
    title = names.clean(draft.title)
    if not title:
        raise ProgrammeError("A session needs a title.")
    if draft.ends_at <= draft.starts_at:
        raise ProgrammeError(f"“{title}” would end before it starts.")
    if draft.ends_at - draft.starts_at > LONGEST:
        raise ProgrammeError(f"“{title}” would last more than 24 hours.")
    if any(number < 1 for number in draft.objectives):
        raise ProgrammeError("Objectives are numbered from 1.")
    return replace(
        draft,
        title=title,
        starts_at=draft.starts_at.astimezone(UTC),
        ends_at=draft.ends_at.astimezone(UTC),
        form=form_named(draft.form).name,
        room=names.clean(draft.room),
        chair=names.clean(draft.chair),
        speakers=names.clean(draft.speakers),
        rapporteur=names.clean(draft.rapporteur),
        objectives=tuple(sorted(set(draft.objectives))),
    )


def form_named(name: str) -> Form:
    """Return the form kept as `name`; "other" for one that is not known."""
    return _by_name().get(name, FORMS[-1])


def form_of(text: str) -> Form | None:
    """Return the form that a list calls `text`, None if we don't know the word."""
    return _by_word().get(_folded(text))


def form_from_title(title: str) -> Form:
    """Guess the form of a session that has only a title; a plenary when in doubt."""
    said = _folded(title)
    for word, form in _by_word().items():
        if said == word or said.startswith((f"{word} ", f"{word}:", f"{word},")):
            is_short = len(said.split()) <= _SHORT_TITLE
            return form if is_short or not form.is_pause else form_named("plenary")
    return form_named("plenary")


def _folded(text: str) -> str:
    return names.folded(names.clean(text))


@cache
def _by_name() -> dict[str, Form]:
    return {form.name: form for form in FORMS}


@cache
def _by_word() -> dict[str, Form]:
    """Return folded word -> form, longer words first."""
    words = {
        _folded(word): form
        for form in FORMS
        for word in (form.name, form.label, *form.words)
    }
    return dict(sorted(words.items(), key=lambda entry: -len(entry[0])))


def now_and_next(sessions: Sequence[SessionInfo], at: datetime) -> NowAndNext:
    """Return what is on at `at` (aware), and what starts next: all at one time."""
    now = (item for item in sessions if item.starts_at <= at < item.ends_at)
    later = [item for item in sessions if item.starts_at > at]
    start = min((item.starts_at for item in later), default=None)
    coming = (item for item in later if item.starts_at == start)
    return NowAndNext(tuple(sorted(now, key=order)), tuple(sorted(coming, key=order)))


def order(session: SessionInfo) -> tuple[datetime, datetime, str, str, str]:
    """Return the key under which sessions are listed: time, then room and title."""
    return (
        session.starts_at,
        session.ends_at,
        session.room,
        session.title,
        session.id,
    )


@dataclass(frozen=True, slots=True)
class Lane:
    """Where a block stands beside those at the same time: `number` (from 0) of `of`."""

    number: int
    of: int


def lanes(spans: Sequence[tuple[datetime, datetime]]) -> tuple[Lane, ...]:
    """Return a lane for each span, so that no two spans in one lane overlap.

    Spans that hang together by overlaps share the width in as many lanes as the most
    that run at once; a span that overlaps none has all of it. O(n log n + n·lanes).
    """
    found: dict[int, Lane] = {}
    cluster: list[tuple[int, int]] = []
    ends: list[datetime] = []

    def close() -> None:
        found.update({index: Lane(number, len(ends)) for index, number in cluster})
        cluster.clear()
        ends.clear()

    for index in sorted(range(len(spans)), key=lambda index: spans[index]):
        start, end = spans[index]
        if all(busy_until <= start for busy_until in ends):
            close()
        free = next((n for n, until in enumerate(ends) if until <= start), len(ends))
        ends[free : free + 1] = [end]
        cluster.append((index, free))
    close()
    return tuple(found[index] for index in range(len(spans)))

"""Who came: by day, country, category and gender, and how they arrived."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from nexus_desktop.core.attendance import Presence
from nexus_desktop.core.minutes.frame import Frame, plain, soft
from nexus_desktop.core.minutes.material import Person
from nexus_desktop.core.minutes.value import (
    Align,
    Bar,
    BarChart,
    Block,
    Column,
    ColumnChart,
    Heading,
    Paragraph,
    Role,
    Table,
    TableRow,
    Tick,
)

_STEPS = (15, 30, 60, 120)
_MOST_STEPS = 20


def attendance(frame: Frame) -> tuple[Block, ...]:
    """Return the attendance section, which says so when nobody was marked present."""
    words = frame.words
    present = {arrival.participant_id for arrival in frame.material.arrivals}
    if not present:
        return (Paragraph(plain(words.text("attendance nobody"))),)
    expected = expected_people(frame)
    sentence = words.text(
        "attendance sentence",
        present=len(present),
        expected=len(expected),
        share=_share(len(present), len(expected)),
    )
    return (
        Paragraph(plain(sentence), Role.LEAD),
        Paragraph(soft(words.text("attendance derived")), Role.QUIET),
        Heading(2, words.text("attendance.by day"), "attendance-day", listed=False),
        _by_day(frame, len(expected)),
        _day_chart(frame, len(expected)),
        *_arrivals(frame),
        *_by(frame, expected, "country", lambda person: frame.country(person.country)),
        *_country_days(frame, expected),
        *_by(frame, expected, "category", lambda person: person.category),
        *_by(
            frame, expected, "gender", lambda person: gender_name(frame, person.gender)
        ),
    )


def expected_people(frame: Frame) -> tuple[Person, ...]:
    """Return who was expected: everybody not cancelled, and who came all the same."""
    present = {arrival.participant_id for arrival in frame.material.arrivals}
    return tuple(
        person
        for person in frame.material.people
        if not person.cancelled or person.id in present
    )


def days_present(frame: Frame) -> dict[date, set[str]]:
    """Return local day -> ids of those who were there, days in order."""
    days: dict[date, set[str]] = {}
    for arrival in sorted(frame.material.arrivals, key=lambda arrival: arrival.day):
        days.setdefault(arrival.day, set()).add(arrival.participant_id)
    return days


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def gender_name(frame: Frame, gender: str) -> str:
    """Return what people of a gender are called, or what was typed."""
    key = f"gender.{gender.casefold()}"
    return frame.words.text(key) if frame.words.has(key) else gender


def _day_chart(frame: Frame, expected: int) -> BarChart:
    bars = tuple(
        Bar(_dated(frame, day), len(present), expected)
        for day, present in days_present(frame).items()
    )
    words = frame.words
    return BarChart("", bars, words.text("present"), words.text("expected"))


def _dated(frame: Frame, day: date) -> str:
    return f"{frame.day_name(day)}, {frame.words.date(day)}"


def _country_days(frame: Frame, expected: tuple[Person, ...]) -> tuple[Block, ...]:
    """Return a table of how many of each country came on each day."""
    words, days = frame.words, days_present(frame)
    blank = words.text("not stated")
    homes = {person.id: frame.country(person.country) or blank for person in expected}
    whole = Counter(homes.values())
    if set(whole) <= {blank} or len(days) < 2:
        return ()
    came = [
        Counter(homes[key] for key in present if key in homes)
        for present in days.values()
    ]
    names = sorted(whole, key=lambda name: (name == blank, name))
    rows = tuple(
        TableRow(
            tuple(
                plain(text)
                for text in (
                    name, *(str(day[name]) for day in came), str(whole[name])
                )
            )
        )
        for name in names
    )  # fmt: skip
    columns = (
        Column(words.text("column.home"), 4),
        *(Column(frame.day_name(day), 1.4, Align.END) for day in days),
        Column(words.text("column.expected"), 1.6, Align.END),
    )
    title = words.text("attendance.by country and day")
    return (
        Heading(2, title, "attendance-country-day", listed=False),
        Table("", columns, rows),
    )


def _by_day(frame: Frame, expected: int) -> Table:
    words = frame.words
    seen: set[str] = set()
    rows: list[TableRow] = []
    for day, present in days_present(frame).items():
        share = words.text("percent", share=_share(len(present), expected))
        cells = (
            frame.day_name(day),
            words.long_date(day),
            str(len(present)),
            str(len(present - seen)),
            share,
        )
        rows.append(TableRow(tuple(plain(cell) for cell in cells)))
        seen |= present
    columns = (
        Column(words.text("column.day"), 1.2),
        Column(words.text("column.date"), 4),
        Column(words.text("column.present"), 1.5, Align.END),
        Column(words.text("column.first time"), 2, Align.END),
        Column(words.text("column.share"), 1.3, Align.END),
    )
    return Table("", columns, tuple(rows))


def _by(
    frame: Frame,
    expected: tuple[Person, ...],
    trait: str,
    value: Callable[[Person], str],
) -> tuple[Block, ...]:
    words = frame.words
    present = {arrival.participant_id for arrival in frame.material.arrivals}
    blank = words.text("not stated")
    whole = Counter(value(person) or blank for person in expected)
    if set(whole) <= {blank}:
        return ()
    came = Counter(
        value(person) or blank for person in expected if person.id in present
    )
    names = sorted(whole, key=lambda name: (name == blank, -whole[name], name))
    bars = tuple(Bar(name, came[name], whole[name]) for name in names)
    title = words.text(f"attendance.by {trait}")
    return (
        Heading(2, title, f"attendance-{trait}", listed=False),
        BarChart("", bars, words.text("present"), words.text("expected")),
    )


def _arrivals(frame: Frame) -> tuple[Block, ...]:
    minutes = [_minute(frame, arrival) for arrival in frame.material.arrivals]
    step = next(
        (step for step in _STEPS if _steps(minutes, step) <= _MOST_STEPS), _STEPS[-1]
    )
    first = min(minutes) // step
    panels: list[tuple[str, tuple[int, ...]]] = []
    for day in days_present(frame):
        counts = Counter(
            _minute(frame, arrival) // step - first
            for arrival in frame.material.arrivals
            if arrival.day == day
        )
        values = tuple(counts[index] for index in range(_steps(minutes, step)))
        panels.append((frame.day_name(day), values))
    ticks = tuple(_tick((first + i) * step) for i in range(_steps(minutes, step)))
    caption = frame.words.text("attendance.arrivals", minutes=step)
    return (ColumnChart(caption, tuple(panels), ticks, frame.words.text("arrivals")),)


def _minute(frame: Frame, arrival: Presence) -> int:
    local = frame.local(arrival.at)
    return local.hour * 60 + local.minute


def _steps(minutes: list[int], step: int) -> int:
    return max(minutes) // step - min(minutes) // step + 1


def _tick(minute: int) -> Tick:
    hour, rest = divmod(minute, 60)
    return Tick(f"{hour}:{rest:02}", major=rest == 0)

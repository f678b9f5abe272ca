"""The lists of breakout groups on paper. Same value in, same bytes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core.group_list import GroupLists, ListedGroup, Placing, titled
from nexus_desktop.core.papers import Heading, ListedPerson
from nexus_desktop.documents.list_pages import (
    ACCENT,
    BODY,
    PORTRAIT,
    SOFT,
    Column,
    Part,
    Strip,
    baselines,
    draw,
    paginate,
    space,
    stacked,
    table_head,
    table_row,
    text_height,
    text_strip,
)
from nexus_desktop.documents.shaping import Span, Text, wrap

# Every word that these papers print by themselves, the columns' names aside.
PAGE_OF = "Page {page} of {pages}"
GROUP = "Group"
FACILITATOR = "Facilitator"
RAPPORTEUR = "Rapporteur"
CONTINUED = "continued"
BY_NAME = "Where do I go?"
NO_MEMBERS = "Nobody is in this group yet."
NO_ROOM = "Room to be named"
NO_PEOPLE = "Nobody is on this list yet."
PEOPLE = "{count} people"
ONE_PERSON = "1 person"

_WIDTH = PORTRAIT.measure
_TITLE_RISE = 2.4  # so that a group's name and its place stand on one line


_NO_GROUP = ListedGroup("")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row's person, their number in the list (0 for none) and their group."""

    person: ListedPerson
    number: int = 0
    group: ListedGroup = _NO_GROUP


@dataclass(frozen=True, slots=True)
class _Field:
    """A column; one that `may_go` is left out when it is empty from top to bottom."""

    heading: str
    share: float
    text: Callable[[_Entry], Text]
    may_go: bool = True


_NUMBER = _Field("", 5.2, lambda e: [Span(str(e.number), colour=SOFT)], may_go=False)
_NAME = _Field("Name", 30, lambda e: [Span(e.person.name, bold=True)], may_go=False)
_NATIVE = _Field("In own script", 27, lambda e: e.person.native_name)
_COUNTRY = _Field("Country", 17, lambda e: e.person.country)
_WORK = _Field("Organisation", 33, lambda e: e.person.organisation)
_GROUP = _Field(
    GROUP, 32, lambda e: _joined(titled(e.group.name, GROUP), e.group.topic)
)
_ROOM = _Field("Room", 20, lambda e: _strong(e.group.room))
_TABLE = _Field("Table", 13, lambda e: _strong(e.group.table))


def render_group_lists(*rounds: GroupLists) -> bytes:
    """Return each round's lists: first by group, then everybody by name."""
    papers = []
    for lists in rounds:
        groups = [_group_part(group) for group in lists.groups]
        parts = [_title_part(lists.heading), *groups, _placing_part(lists)]
        papers.append((lists.heading, paginate(parts, PORTRAIT.room)))
    return draw(papers, PORTRAIT, PAGE_OF)


def render_room_lists(lists: GroupLists) -> bytes:
    """Return a sheet for the door of each room: who goes in, by name."""
    parts = [_room_part(lists, *found) for found in lists.by_room()]
    return draw([(lists.heading, paginate(parts, PORTRAIT.room))], PORTRAIT, PAGE_OF)


class _Table:
    """Makes the strips of a table from the entries that it is to hold."""

    def __init__(self, fields: Sequence[_Field], entries: Sequence[_Entry]) -> None:
        self._fields = [
            field
            for field in fields
            if not field.may_go or any(map(field.text, entries))
        ]
        self._columns = [Column(field.heading, field.share) for field in self._fields]

    @property
    def head(self) -> Strip:
        return table_head(self._columns, _WIDTH)

    def row(self, entry: _Entry) -> Strip:
        texts = [field.text(entry) for field in self._fields]
        return table_row(self._columns, texts, _WIDTH)


# Parts


def _title_part(heading: Heading) -> Part:
    strips = [text_strip([Span(heading.title, bold=True)], 20, _WIDTH, 4)]
    if heading.detail:
        strips.append(_quiet(heading.detail))
    return Part([stacked([*strips, space(14)])])


def _chapter_title(title: str) -> Strip:
    return text_strip([Span(title, bold=True, colour=ACCENT)], 11.5, _WIDTH, 5)


def _group_part(group: ListedGroup) -> Part:
    entries = [_Entry(person, n) for n, person in enumerate(group.members, 1)]
    table = _Table((_NUMBER, _NAME, _NATIVE, _WORK, _COUNTRY), entries)
    rows = [table.row(entry) for entry in entries]
    return Part(
        strips=rows or [_quiet(NO_MEMBERS)],
        opening=[_group_title(group, ""), _group_facts(group)],
        again=[_group_title(group, f" ({CONTINUED})")],
        head=[table.head] if rows else [],
        gap=26,
        whole=True,
    )


def _group_title(group: ListedGroup, note: str) -> Strip:
    name = titled(group.name, GROUP) + note
    topic = f"  {group.topic}" if group.topic else ""
    left = wrap([Span(name, bold=True), Span(topic)], 14, _WIDTH * 0.66)
    right = wrap([Span(group.place, bold=True, colour=ACCENT)], 11, _WIDTH * 0.3)
    height = max(text_height(left), text_height(right)) + 6

    def paint(canvas: Canvas, x: float, top: float) -> None:
        for line, y in zip(left, baselines(left, top), strict=True):
            line.draw(canvas, x, y)
        first = top - _TITLE_RISE
        for line, y in zip(right, baselines(right, first), strict=True):
            line.draw(canvas, x + _WIDTH - line.width, y)

    return Strip(height, paint)


def _group_facts(group: ListedGroup) -> Strip:
    said = [(FACILITATOR, group.facilitator), (RAPPORTEUR, group.rapporteur)]
    facts = [f"{word}: {person}" for word, person in said if person]
    return _quiet("  ·  ".join([_count(len(group.members)), *facts]), 6)


def _placing_part(lists: GroupLists) -> Part:
    """Return everybody by name, on pages of their own."""
    letters = [
        (letter, [_Entry(placing.person, 0, placing.group) for placing in placings])
        for letter, placings in lists.by_name()
    ]
    everybody = [entry for _, entries in letters for entry in entries]
    table = _Table((_NAME, _NATIVE, _GROUP, _ROOM, _TABLE), everybody)
    strips: list[Strip] = []
    for letter, entries in letters:
        rows = [table.row(entry) for entry in entries]
        first = stacked([space(7), _chapter_title(letter), rows[0]])
        strips += [first, *rows[1:]]
    title = text_strip([Span(BY_NAME, bold=True)], 20, _WIDTH, 4)
    return Part(
        strips or [_quiet(NO_PEOPLE)],
        opening=[title, _quiet(lists.heading.title), space(12)],
        head=[table.head] if strips else [],
        fresh=True,
    )


def _room_part(lists: GroupLists, room: str, placings: Sequence[Placing]) -> Part:
    """Return everybody who goes into a room, on pages of its own."""
    entries = [_Entry(placing.person, 0, placing.group) for placing in placings]
    table = _Table((_NAME, _NATIVE, _GROUP, _TABLE, _WORK), entries)
    rows = [table.row(entry) for entry in entries]
    title = text_strip([Span(room or NO_ROOM, bold=True)], 20, _WIDTH, 4)
    facts = _joined(lists.heading.title, _count(len(rows)))
    return Part(
        rows or [_quiet(NO_MEMBERS)],
        opening=[title, _quiet(facts), space(12)],
        again=[title, space(8)],
        head=[table.head] if rows else [],
        fresh=True,
    )


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _strong(text: str) -> Text:
    return [Span(text, bold=True)] if text else ""


def _quiet(text: str, after: float = 0.0) -> Strip:
    return text_strip([Span(text, colour=SOFT)], BODY, _WIDTH, after)


def _count(people: int) -> str:
    return ONE_PERSON if people == 1 else PEOPLE.format(count=people)

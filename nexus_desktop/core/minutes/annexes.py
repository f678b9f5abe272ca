"""Annexes: who took part, and who sat in which breakout group."""

from collections.abc import Collection, Mapping
from datetime import date
from itertools import groupby

from nexus_desktop.core.minutes.attendance import days_present, expected_people
from nexus_desktop.core.minutes.frame import Frame, plain, soft
from nexus_desktop.core.minutes.material import Person
from nexus_desktop.core.minutes.value import (
    Align,
    Block,
    Column,
    Span,
    Spans,
    Style,
    Table,
    TableRow,
)


def participants(frame: Frame) -> tuple[Block, ...]:
    """Return the list of participants, country by country, with their days."""
    words = frame.words
    columns = (
        Column(words.text("column.name"), 3.4),
        Column(words.text("column.organisation"), 4.6),
        Column(words.text("column.city"), 2),
        Column(words.text("column.category"), 2.2),
        Column(words.text("column.days present"), 1.1, Align.CENTRE),
    )
    people = sorted(expected_people(frame), key=lambda person: _order(frame, person))
    rows: list[TableRow] = []
    days = days_present(frame)
    for country, group in groupby(people, lambda person: _country(frame, person)):
        rows.append(TableRow((plain(country),), band=True))
        rows.extend(_participant(frame, person, days) for person in group)
    return (Table("", columns, tuple(rows)),)


def groups(frame: Frame) -> tuple[Block, ...]:
    """Return who sat in which group of each round, by name."""
    words = frame.words
    rounds = sorted({group.round_number for group in frame.material.breakouts})
    seats = {
        (member, group.round_number): group.name
        for group in frame.material.breakouts
        for member in group.members
    }
    seated = {member for member, _ in seats if member in frame.people}
    people = sorted((frame.people[member] for member in seated), key=_name)
    columns = (
        Column(words.text("column.name"), 4),
        Column(words.text("column.country"), 3.5),
        *(
            Column(words.text("column.group", number=number), 1.3, Align.CENTRE)
            for number in rounds
        ),
    )
    rows = tuple(
        TableRow(
            (
                (Span(person.name, Style.NAME, frame.anchors.get(person.id, "")),),
                plain(frame.home(person)),
                *(
                    plain(seats.get((person.id, number), words.text("none")))
                    for number in rounds
                ),
            )
        )
        for person in people
    )
    return (Table("", columns, rows),)


def _country(frame: Frame, person: Person) -> str:
    return frame.country(person.country) or frame.words.text("not stated")


def _order(frame: Frame, person: Person) -> tuple[object, ...]:
    return (not person.country, _country(frame, person), *_name(person))


def _name(person: Person) -> tuple[str, str, str]:
    family = person.family_name or person.name
    return (family.casefold(), person.name.casefold(), person.id)


def _participant(
    frame: Frame, person: Person, days: Mapping[date, Collection[str]]
) -> TableRow:
    name: Spans = (Span(person.name, Style.STRONG),)
    if person.native_name and person.native_name != person.name:
        name += soft(f"\n{person.native_name}")
    post = plain(person.position or person.organisation)
    if person.position and person.organisation:
        post += soft(f"\n{person.organisation}")
    numbered = frame.material.workshop.day_number
    there = [
        str(numbered(day) or "+")
        for day, present in days.items()
        if person.id in present
    ]
    return TableRow(
        (
            name,
            post,
            plain(person.city),
            plain(person.category),
            plain(" ".join(there) or frame.words.text("none")),
        ),
        anchor=frame.anchors[person.id],
    )

"""The first sections: contents, summary, background, programme."""

from collections.abc import Mapping
from itertools import groupby

from nexus_desktop.core.minutes.frame import NUMBERED, Frame, plain, soft
from nexus_desktop.core.minutes.material import Section
from nexus_desktop.core.minutes.value import (
    Align,
    Block,
    Bullets,
    Column,
    Contents,
    Figures,
    Heading,
    Paragraph,
    Role,
    Span,
    Spans,
    Statement,
    Statements,
    Table,
    TableRow,
)
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import Objective


def contents(frame: Frame) -> tuple[Block, ...]:
    """Return the place of the table of contents."""
    return (Contents(frame.words.text("contents")),)


def summary(frame: Frame) -> tuple[Block, ...]:
    """Return the figures that are asked for first, key messages and decisions."""
    words = frame.words
    blocks: list[Block] = [Figures(tuple(figures(frame).values()))]
    keys = [note for note in frame.all_remarks() if note.kind is NoteKind.KEY]
    if keys:
        blocks.append(Heading(4, words.text("part.key"), ""))
        items = tuple((*frame.said(note), *frame.source(note)) for note in keys)
        blocks.append(Bullets(items))
    decisions = [note for note in frame.all_remarks() if note.kind is NoteKind.DECISION]
    if decisions:
        blocks.append(Heading(4, words.text("part.decision"), ""))
        numbered = (
            frame.statement(note, *frame.owed(note), *frame.source(note))
            for note in decisions
        )
        blocks.append(Statements(tuple(numbered)))
    return tuple(blocks)


def figures(frame: Frame) -> Mapping[str, tuple[str, str]]:
    """Return key -> (number, what it counts) of the figures that are asked for."""
    remarks = tuple(frame.all_remarks())
    present = {arrival.participant_id for arrival in frame.material.arrivals}
    homes = {person.country for key, person in frame.people.items() if key in present}
    numbers = {
        "present": len(present),
        "countries": len(homes - {""}),
        "sessions": len(frame.reported),
        "notes": len(remarks),
    }
    for kind in NUMBERED:
        numbers[f"{kind}s"] = sum(note.kind is kind for note in remarks)
    return {
        key: (str(number), frame.words.count(f"figure.{key}", number))
        for key, number in numbers.items()
    }


def background(frame: Frame) -> tuple[Block, ...]:
    """Return the background text and the stated objectives."""
    words, material = frame.words, frame.material
    blocks: list[Block] = []
    told = [part.strip() for part in material.workshop.draft.background.splitlines()]
    if any(told):
        blocks.append(
            Heading(
                2, words.text("background heading"), "background-text", listed=False
            )
        )
        blocks.extend(Paragraph(plain(part)) for part in told if part)
    if material.workshop.objectives:
        blocks.append(
            Heading(
                2, words.text("objectives heading"), "objectives-text", listed=False
            )
        )
        blocks.append(Paragraph(plain(words.text("objectives lead")), Role.LEAD))
        blocks.append(
            Statements(
                tuple(
                    Statement(str(it.number), plain(it.text), "", _target(frame, it))
                    for it in material.workshop.objectives
                )
            )
        )
    return tuple(blocks)


def _target(frame: Frame, objective: Objective) -> str:
    there = Section.OBJECTIVES in frame.chapters
    return f"objective-{objective.number}" if there else ""


def programme(frame: Frame) -> tuple[Block, ...]:
    """Return the programme as held, day by day."""
    words = frame.words
    columns = (
        Column(words.text("column.time"), 1.7),
        Column(words.text("column.item"), 7),
        Column(words.text("column.room"), 2.3),
        Column(words.text("column.objectives"), 1.3, Align.CENTRE),
    )
    rows: list[TableRow] = []
    for day, items in groupby(frame.material.items, frame.day):
        rows.append(TableRow((plain(words.long_date(day)),), band=True))
        rows.extend(_programme_row(frame, item) for item in items)
    return (Table("", columns, tuple(rows)),)


def _programme_row(frame: Frame, item: SessionInfo) -> TableRow:
    start, end = frame.local(item.starts_at), frame.local(item.ends_at)
    part = frame.sessions.get(item.id)
    there = part is not None and Section.SESSIONS in frame.chapters
    title: Spans = (Span(item.title, target=part.anchor if part and there else ""),)
    roles = (("chair", item.chair), ("speakers", item.speakers))
    for role, names in roles:
        if names:
            label = frame.words.text(f"fact.{role}")
            title += soft(f"\n{label}: {names}")
    if part is None:
        title = soft(item.title) + title[1:]
    return TableRow(
        (
            plain(frame.words.times(start, end)),
            title,
            plain(item.room),
            plain(", ".join(map(str, item.objectives))),
        )
    )

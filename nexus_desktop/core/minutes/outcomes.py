"""What follows from the workshop: decisions, recommendations, action register."""

from collections import Counter

from nexus_desktop.core.minutes.frame import Frame, plain, soft
from nexus_desktop.core.minutes.material import Remark, Section
from nexus_desktop.core.minutes.value import (
    Block,
    Column,
    Heading,
    Paragraph,
    Role,
    Span,
    Spans,
    Statement,
    Statements,
    Style,
    Table,
    TableRow,
)
from nexus_desktop.core.note_kinds import NoteKind


def resolutions(frame: Frame) -> tuple[Block, ...]:
    """Return all decisions, then all recommendations, under their numbers."""
    blocks: list[Block] = []
    for kind in (NoteKind.DECISION, NoteKind.RECOMMENDATION):
        chosen = [note for note in frame.all_remarks() if note.kind is kind]
        if chosen:
            blocks.append(
                Heading(
                    2, frame.words.text(f"part.{kind}"), f"all-{kind}s", listed=False
                )
            )
            blocks.append(Statements(tuple(_entry(frame, note) for note in chosen)))
    return tuple(blocks)


def actions(frame: Frame) -> tuple[Block, ...]:
    """Return the action register: what, who, until when, how far, from where."""
    words = frame.words
    chosen = [note for note in frame.all_remarks() if note.kind is NoteKind.ACTION]
    columns = (
        Column(words.text("column.number"), 0.8),
        Column(words.text("column.action"), 5.8),
        Column(words.text("column.owner"), 2.4),
        Column(words.text("column.due"), 2.5),
        Column(words.text("column.state"), 1.4),
        *([Column(words.text("column.session"), 1)] if _linked(frame) else []),
    )
    return (
        Paragraph(plain(_lead(frame, chosen)), Role.LEAD),
        Table("", columns, tuple(_action(frame, note) for note in chosen)),
    )


def _linked(frame: Frame) -> bool:
    return Section.SESSIONS in frame.chapters


def _entry(frame: Frame, remark: Remark) -> Statement:
    spans = (*frame.said(remark), *frame.tags(remark), *frame.source(remark))
    return Statement(frame.labels[remark.id], spans, anchor=frame.register(remark))


def _lead(frame: Frame, remarks: list[Remark]) -> str:
    words = frame.words
    states = Counter(_state(remark) for remark in remarks)
    total = words.count("actions count", len(remarks))
    told = (
        words.text(f"count.{state}", count=states[state])
        for state in ("open", "going on", "done", "dropped")
        if states[state]
    )
    return words.text("actions lead", total=total, states=", ".join(told))


def _state(remark: Remark) -> str:
    return remark.state if remark.state in _STATES else "open"


_STATES = ("open", "going on", "done", "dropped")


def _action(frame: Frame, remark: Remark) -> TableRow:
    words = frame.words
    label = frame.labels[remark.id]
    text: Spans = (*frame.said(remark), *frame.tags(remark))
    if remark.continues:
        text += soft("\n" + words.text("continues", text=remark.continues))
    owner = remark.owner or words.text("owner missing")
    due = words.date(remark.due) if remark.due else words.text("none")
    cells = (
        (Span(label, Style.STRONG),),
        text,
        plain(owner) if remark.owner else soft(owner),
        plain(due),
        plain(words.text(f"state.{_state(remark)}")),
    )
    if not _linked(frame):
        return TableRow(cells, anchor=frame.register(remark))
    part = frame.sessions[remark.session_id]
    source = (Span(part.number, target=part.anchor),)
    return TableRow((*cells, source), anchor=frame.register(remark))

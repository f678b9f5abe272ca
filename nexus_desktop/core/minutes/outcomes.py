"""What follows from the workshop: decisions, recommendations, action register."""

from collections import Counter
from collections.abc import Sequence

from nexus_desktop.core.minutes.frame import Frame, plain, soft
from nexus_desktop.core.minutes.material import Remark, Section, Template
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
    chosen = agreed(frame)
    return (lead(frame, chosen), register(frame, chosen))


def agreed(frame: Frame) -> tuple[Remark, ...]:
    """Return the actions that sessions of this workshop agreed."""
    return tuple(note for note in frame.all_remarks() if note.kind is NoteKind.ACTION)


def register(frame: Frame, remarks: Sequence[Remark]) -> Table:
    """Return a table of actions, each with the anchor that others lead to."""
    source = [Column(frame.words.text("column.session"), 1)] if _linked(frame) else []
    rows = tuple(_action(frame, note) for note in remarks)
    return Table("", (*columns(frame), *source), rows)


def columns(frame: Frame) -> tuple[Column, ...]:
    """Return what a register says of an action."""
    words = frame.words
    return (
        Column(words.text("column.number"), 0.8),
        Column(words.text("column.action"), 5.8),
        Column(words.text("column.owner"), 2.4),
        Column(words.text("column.due"), 2.5),
        Column(words.text("column.state"), 1.4),
    )


def lead(frame: Frame, remarks: Sequence[Remark]) -> Paragraph:
    """Return the sentence that counts actions by their state."""
    words = frame.words
    states = Counter(_state(remark) for remark in remarks)
    total = words.count("actions count", len(remarks))
    told = (
        words.text(f"count.{state}", count=states[state])
        for state in _STATES
        if states[state]
    )
    text = words.text("actions lead", total=total, states=", ".join(told))
    return Paragraph(plain(text), Role.LEAD)


def owner(frame: Frame, remark: Remark) -> Spans:
    """Return who does an action, or that somebody has yet to be named."""
    missing = soft(frame.words.text("owner missing"))
    return frame.names(remark.owner) if remark.owner else missing


def due(frame: Frame, remark: Remark) -> str:
    """Return until when an action is to be done."""
    return frame.words.date(remark.due) if remark.due else frame.words.text("none")


def state(frame: Frame, remark: Remark) -> str:
    """Return how far an action is."""
    return frame.words.text(f"state.{_state(remark)}")


def _linked(frame: Frame) -> bool:
    return Section.SESSIONS in frame.chapters


def _entry(frame: Frame, remark: Remark) -> Statement:
    told = (*frame.said(remark), *frame.owed(remark))
    spans = (*told, *frame.tags(remark), *frame.source(remark))
    return Statement(frame.labels[remark.id], spans, anchor=frame.register(remark))


def _state(remark: Remark) -> str:
    return remark.state if remark.state in _STATES else "open"


_STATES = ("open", "going on", "done", "dropped")


def _action(frame: Frame, remark: Remark) -> TableRow:
    text: Spans = (*frame.said(remark), *frame.tags(remark))
    if remark.outcome:
        text += soft(f"\n{remark.outcome}")
    if frame.choices.template is Template.ACTIONS:
        text += soft(f"\n{frame.title(remark.session_id)}")
    cells = (
        (Span(frame.labels[remark.id], Style.STRONG),),
        text,
        owner(frame, remark),
        plain(due(frame, remark)),
        plain(state(frame, remark)),
    )
    if not _linked(frame):
        return TableRow(cells, anchor=frame.register(remark))
    part = frame.sessions[remark.session_id]
    source = (Span(part.number, target=part.anchor),)
    return TableRow((*cells, source), anchor=frame.register(remark))

"""What was said: a report for each session, and for each breakout group."""

from collections.abc import Sequence
from itertools import groupby

from nexus_desktop.core.minutes.frame import NUMBERED, Frame, plain, soft
from nexus_desktop.core.minutes.material import Breakout, Remark, Section
from nexus_desktop.core.minutes.value import (
    Block,
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Role,
    Spans,
    Statement,
    Statements,
)
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.programme import SessionInfo

_OF_PEOPLE = frozenset({"chair", "speakers", "rapporteur", "facilitator", "members"})
_SET_APART = (NoteKind.KEY, NoteKind.QUESTION, *NUMBERED)


def sessions(frame: Frame) -> tuple[Block, ...]:
    """Return a report for each session in the order of the programme."""
    blocks: list[Block] = []
    for item in frame.reported:
        part = frame.sessions[item.id]
        title = item.title if item.id else frame.words.text("unplaced")
        blocks.append(Heading(2, title, part.anchor, part.number))
        blocks.extend(facts(frame, session_facts(frame, item)))
        blocks.extend(_session_report(frame, item))
    return tuple(blocks)


def breakouts(frame: Frame) -> tuple[Block, ...]:
    """Return a report for each group of each breakout session, with its members."""
    blocks: list[Block] = []
    for item in frame.reported:
        for number, groups in groupby(frame.breakouts(item.id), _round_number):
            first, *others = groups
            title = frame.words.text("round", number=number, title=item.title)
            anchor = f"{frame.groups[first.id].anchor}-round"
            blocks.append(Heading(2, title, anchor))
            for group in (first, *others):
                blocks.extend(_group_report(frame, group))
    return tuple(blocks)


def _round_number(group: Breakout) -> int:
    return group.round_number


def report(
    frame: Frame, remarks: Sequence[Remark], session_id: str
) -> tuple[Block, ...]:
    """Return remarks of one sitting: key messages, discussion, what came of it."""
    words, known = frame.words, _known(frame, session_id)
    blocks: list[Block] = []
    keys = [note for note in remarks if note.kind is NoteKind.KEY]
    if keys:
        blocks.append(Heading(4, words.text("part.key"), ""))
        blocks.append(Bullets(_said(frame, keys, known), boxed=True))
        blocks.extend(frame.illustrations(keys))
    talk = [note for note in remarks if note.kind not in _SET_APART]
    if talk:
        blocks.append(Heading(4, words.text("part.discussion"), ""))
        blocks.append(Bullets(_said(frame, talk, known)))
        blocks.extend(frame.illustrations(talk))
    questions = [note for note in remarks if note.kind is NoteKind.QUESTION]
    if questions:
        blocks.append(Heading(4, words.text("part.question"), ""))
        blocks.append(Bullets(_said(frame, questions, known)))
        blocks.extend(frame.illustrations(questions))
    for kind in NUMBERED:
        blocks.extend(_numbered(frame, remarks, kind, known))
    return tuple(blocks)


def _known(frame: Frame, session_id: str) -> str:
    """Return the objective that goes without saying, since it is the session's only."""
    for item in frame.reported:
        if item.id == session_id and len(item.objectives) == 1:
            return frame.words.text("objective", number=item.objectives[0])
    return ""


def items(
    frame: Frame, remarks: Sequence[Remark], session_id: str
) -> tuple[Spans, ...]:
    """Return remarks of one sitting as items of a list."""
    return _said(frame, remarks, _known(frame, session_id))


def _said(frame: Frame, remarks: Sequence[Remark], known: str) -> tuple[Spans, ...]:
    return tuple(
        (*frame.said(remark), *frame.tags(remark, kind=True, without=known))
        for remark in remarks
    )


def _numbered(
    frame: Frame, remarks: Sequence[Remark], kind: NoteKind, known: str
) -> tuple[Block, ...]:
    chosen = [remark for remark in remarks if remark.kind is kind]
    if not chosen:
        return ()
    return (
        Heading(4, frame.words.text(f"part.{kind}"), ""),
        Statements(_stated(frame, chosen, known)),
        *frame.illustrations(chosen),
    )


def statements(
    frame: Frame, remarks: Sequence[Remark], session_id: str
) -> tuple[Statement, ...]:
    """Return numbered remarks of one sitting; actions with owner and date."""
    return _stated(frame, remarks, _known(frame, session_id))


def _stated(
    frame: Frame, remarks: Sequence[Remark], known: str
) -> tuple[Statement, ...]:
    return tuple(
        frame.statement(
            remark,
            *frame.owed(remark),
            *frame.tags(remark, without=known),
        )
        for remark in remarks
    )


def _session_report(frame: Frame, item: SessionInfo) -> tuple[Block, ...]:
    words = frame.words
    told = report(frame, frame.remarks.get((item.id, None), ()), item.id)
    if frame.breakouts(item.id) and Section.BREAKOUTS in frame.chapters:
        told += (Paragraph(soft(words.text("in breakouts")), Role.QUIET),)
    return told or (Paragraph(soft(words.text("no notes")), Role.QUIET),)


def _group_report(frame: Frame, group: Breakout) -> tuple[Block, ...]:
    words, part = frame.words, frame.groups[group.id]
    title = group_title(frame, group)
    notes = frame.remarks.get((group.session_id, group.id), ())
    told = report(frame, notes, group.session_id)
    return (
        Heading(3, title, part.anchor),
        *facts(frame, group_facts(frame, group)),
        *(told or (Paragraph(soft(words.text("no notes")), Role.QUIET),)),
    )


def group_title(frame: Frame, group: Breakout) -> str:
    """Return the name of a group with its topic."""
    key = "group topic" if group.topic else "group"
    return frame.words.text(key, name=group.name, topic=group.topic)


def session_facts(frame: Frame, item: SessionInfo) -> tuple[tuple[str, str], ...]:
    """Return (key, text) of what is known of a session, "" where nothing is."""
    words = frame.words
    if not item.id:
        return ()
    times = words.times(frame.local(item.starts_at), frame.local(item.ends_at))
    return (
        ("when", f"{words.long_date(frame.day(item))}, {times}"),
        ("where", item.room),
        ("chair", item.chair),
        ("speakers", item.speakers),
        ("rapporteur", item.rapporteur),
        ("objectives", ", ".join(map(str, item.objectives))),
    )


def group_facts(frame: Frame, group: Breakout) -> tuple[tuple[str, str], ...]:
    """Return (key, text) of what is known of a group, "" where nothing is."""
    members = (frame.people[key] for key in group.members if key in frame.people)
    return (
        ("where", _room(frame, group)),
        ("facilitator", group.facilitator),
        ("rapporteur", group.rapporteur),
        ("members", "; ".join(person.name for person in members)),
    )


def _room(frame: Frame, group: Breakout) -> str:
    if not group.table:
        return group.room
    key = "room and table" if group.room else "table alone"
    return frame.words.text(key, room=group.room, table=group.table)


def facts(frame: Frame, rows: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    """Return a block of what is known among `rows`, nothing without any."""
    known = tuple(
        (
            frame.words.text(f"fact.{key}"),
            frame.names(text) if key in _OF_PEOPLE else plain(text),
        )
        for key, text in rows
        if text
    )
    return (Facts(known),) if known else ()

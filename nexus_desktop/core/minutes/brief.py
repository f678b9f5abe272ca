"""A summary for decision makers: two pages, by choosing what matters.

Nothing is cut in mid-sentence. What has no room is counted, and stays in the minutes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from nexus_desktop.core.minutes import front, opening
from nexus_desktop.core.minutes.frame import Frame, plain, soft
from nexus_desktop.core.minutes.material import Paper, Remark, Section
from nexus_desktop.core.minutes.sentences import lines, shortened
from nexus_desktop.core.minutes.value import (
    Block,
    Bullets,
    Figures,
    Heading,
    Masthead,
    Paragraph,
    Role,
    Spans,
    Statements,
)
from nexus_desktop.core.note_kinds import NoteKind

_PARTS: Mapping[Section, tuple[NoteKind, int]] = {
    Section.BRIEF_DECISIONS: (NoteKind.DECISION, 4),
    Section.BRIEF_KEYS: (NoteKind.KEY, 4),
    Section.BRIEF_RECOMMENDATIONS: (NoteKind.RECOMMENDATION, 3),
    Section.BRIEF_ACTIONS: (NoteKind.ACTION, 4),
    Section.BRIEF_QUESTIONS: (NoteKind.QUESTION, 2),
}
"""What belongs to each section, and how many come first; in the order of weight."""

_ROOMS = {Paper.A4: 1404.0, Paper.LETTER: 1304.0}  # points of text on two pages
_USED = 0.92  # of it, lest another renderer needs more
_BREAK = 45.0  # what the end of the first page may leave empty
_LINE = 14.2  # points from one line to the next
_AFTER = 3.6  # below an item
_HEADING = 42.0
_CARDS = 80.0
_UNITS = 83.0  # widths of a letter in a line of an item
_TITLE_UNITS = 34.0
_LONGEST = 4 * _UNITS  # of a statement, unless its first sentence is longer
_DONE = frozenset({"done", "dropped"})


def brief(frame: Frame) -> tuple[Block, ...]:
    """Return the summary as one run of blocks."""
    head = front.masthead(frame)
    parts = [section for section in frame.choices.parts if section in _PARTS]
    wanted = tuple(_PARTS[section][0] for section in parts)
    candidates = {kind: _ranked(frame, kind) for kind in wanted}
    room = _ROOMS[frame.choices.paper] * _USED - _BREAK - _head_height(head)
    room -= _HEADING * len(parts) + _CARDS + 2 * _LINE
    chosen = _chosen(frame, candidates, room)
    blocks: list[Block] = [head]
    for section in frame.choices.parts:
        if section is Section.BRIEF_FIGURES:
            blocks.extend(_figures(frame))
        else:
            kind = _PARTS[section][0]
            blocks.extend(_part(frame, kind, chosen[kind]))
    return (*blocks, *_left_out(frame, candidates, chosen))


def _head_height(head: Masthead) -> float:
    title = lines(head.title, _TITLE_UNITS) * 27.0
    small = sum(lines(line, _UNITS) for line in head.lines) * _LINE
    return max(title, 54.0 if head.logo else 0.0) + small + 75.0


def _figures(frame: Frame) -> Iterator[Block]:
    known = opening.figures(frame)
    yield Figures(tuple(known[key] for key in _COUNTED))


_COUNTED = ("present", "countries", "decisions", "actions")


def _ranked(frame: Frame, kind: NoteKind) -> tuple[Remark, ...]:
    """Return remarks of a kind, those that matter most first, long ones shortened."""
    remarks = [note for note in frame.all_remarks() if note.kind is kind]
    if kind is NoteKind.ACTION:
        return _short(sorted(_open(remarks), key=_urgency))
    heard: Counter[int] = Counter()
    ranks: dict[str, tuple[int, bool, int]] = {}
    for place, note in enumerate(remarks):
        objective = note.objectives[0] if note.objectives else 0
        ranks[note.id] = (heard[objective], note.group_id is not None, place)
        heard[objective] += 1
    return _short(sorted(remarks, key=lambda note: ranks[note.id]))


def _open(remarks: Sequence[Remark]) -> list[Remark]:
    return [note for note in remarks if note.state not in _DONE]


def _urgency(note: Remark) -> tuple[bool, date]:
    return (not note.owner, note.due or date.max)


def _short(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Return `remarks` in whole sentences; those too long for that are left out."""
    told = ((note, shortened(note.text, _LONGEST)) for note in remarks)
    return tuple(replace(note, text=text) for note, text in told if text is not None)


def _chosen(
    frame: Frame, candidates: Mapping[NoteKind, Sequence[Remark]], room: float
) -> Mapping[NoteKind, tuple[Remark, ...]]:
    """Return what fits into `room` points: first a few of each kind, then in turn."""
    taken: dict[NoteKind, list[Remark]] = {kind: [] for kind in candidates}
    said: set[tuple[NoteKind, str]] = set()
    for note in _in_turn(candidates):
        height, key = _height(frame, note), (note.kind, note.text.casefold())
        if height <= room and key not in said:
            room -= height
            said.add(key)
            taken[note.kind].append(note)
    places = {note.id: place for place, note in enumerate(frame.all_remarks())}
    return {
        kind: tuple(sorted(notes, key=lambda note: places[note.id]))
        for kind, notes in taken.items()
    }


def _in_turn(candidates: Mapping[NoteKind, Sequence[Remark]]) -> Iterator[Remark]:
    waiting: dict[NoteKind, list[Remark]] = {}
    for kind, first in _PARTS.values():
        notes = list(candidates.get(kind, ()))
        yield from notes[:first]
        waiting[kind] = notes[first:]
    while any(waiting.values()):
        yield from (notes.pop(0) for notes in waiting.values() if notes)


def _height(frame: Frame, note: Remark) -> float:
    text = "".join(span.text for span in _said(frame, note))
    return lines(text, _UNITS) * _LINE + _AFTER


def _said(frame: Frame, note: Remark) -> Spans:
    owed = frame.owed(note) if note.kind is NoteKind.ACTION else ()
    return (*frame.said(note), *owed)


def _part(frame: Frame, kind: NoteKind, remarks: Sequence[Remark]) -> Iterator[Block]:
    if not remarks:
        return
    yield Heading(2, frame.words.text(f"part.{kind}"), f"brief-{kind}s")
    if kind in {NoteKind.KEY, NoteKind.QUESTION}:
        boxed = kind is NoteKind.KEY
        yield Bullets(tuple(_said(frame, note) for note in remarks), boxed=boxed)
        return
    yield Statements(
        tuple(
            replace(frame.statement(note), spans=_said(frame, note)) for note in remarks
        )
    )


def _left_out(
    frame: Frame,
    candidates: Mapping[NoteKind, Sequence[Remark]],
    chosen: Mapping[NoteKind, Sequence[Remark]],
) -> Iterator[Block]:
    """Yield how many of each kind had no room, those too long for any included."""
    words = frame.words
    counts = Counter(note.kind for note in frame.all_remarks())
    counts[NoteKind.ACTION] = len(
        _open([note for note in frame.all_remarks() if note.kind is NoteKind.ACTION])
    )
    told = [
        words.count(f"more.{kind}", counts[kind] - len(chosen[kind]))
        for kind in candidates
        if counts[kind] > len(chosen[kind])
    ]
    if told:
        text = words.text("left out", parts=words.text("list comma").join(told))
        yield Paragraph(soft(text), Role.QUIET)
    elif not any(chosen.values()):
        yield Paragraph(plain(words.text("no notes")))

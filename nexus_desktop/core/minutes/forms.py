"""Reports on one session each, in the shape of the forms that meetings hand out.

A form has all its headings, also those under which nothing was said, so that a reader
knows that nothing was left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from nexus_desktop.core.minutes import front, sessions
from nexus_desktop.core.minutes.frame import NUMBERED, Frame, soft
from nexus_desktop.core.minutes.material import Remark, Section
from nexus_desktop.core.minutes.value import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Role,
    Signatures,
    Statements,
)
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.programme import SessionInfo

_KINDS: Mapping[Section, NoteKind] = {
    Section.FORM_DECISIONS: NoteKind.DECISION,
    Section.FORM_RECOMMENDATIONS: NoteKind.RECOMMENDATION,
    Section.FORM_ACTIONS: NoteKind.ACTION,
}
_APART = (NoteKind.KEY, NoteKind.QUESTION, *NUMBERED)


def forms(frame: Frame) -> tuple[tuple[Block, ...], ...]:
    """Return a form for each session and group that is asked for."""
    made = [form for item in _wanted(frame) for form in _of_session(frame, item)]
    return tuple(made) or ((front.masthead(frame), _quiet(frame, "no notes")),)


def _wanted(frame: Frame) -> tuple[SessionInfo, ...]:
    """Return the session that was chosen, or all that have notes, or all."""
    chosen = frame.choices.session_id
    one = tuple(item for item in frame.reported if chosen and item.id == chosen)
    spoken = {session for session, _ in frame.remarks}
    return (
        one
        or tuple(item for item in frame.reported if item.id in spoken)
        or frame.reported
    )


def _of_session(frame: Frame, item: SessionInfo) -> Iterator[tuple[Block, ...]]:
    groups = frame.breakouts(item.id)
    notes = frame.remarks.get((item.id, None), ())
    title = item.title if item.id else frame.words.text("unplaced")
    if notes or not groups:
        facts = sessions.session_facts(frame, item)
        signed = (("rapporteur", item.rapporteur), ("chair", item.chair))
        head = front.part_masthead(frame, title, frame.sessions[item.id].anchor)
        yield (head, *_parts(frame, (item.id, notes), facts, signed))
    for group in groups:
        notes = frame.remarks.get((item.id, group.id), ())
        facts = (
            ("session", title),
            *_when(frame, item),
            *sessions.group_facts(frame, group),
        )
        signed = (
            ("rapporteur", group.rapporteur), ("facilitator", group.facilitator)
        )  # fmt: skip
        name = sessions.group_title(frame, group)
        head = front.part_masthead(frame, name, frame.groups[group.id].anchor)
        yield (head, *_parts(frame, (item.id, notes), facts, signed))


def _when(frame: Frame, item: SessionInfo) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, text)
        for key, text in sessions.session_facts(frame, item)
        if key in {"when", "objectives"}
    )


def _parts(
    frame: Frame,
    said: tuple[str, Sequence[Remark]],
    facts: tuple[tuple[str, str], ...],
    signed: tuple[tuple[str, str], ...],
) -> Iterator[Block]:
    for section in frame.choices.parts:
        if section is Section.FORM_FACTS:
            yield from sessions.facts(frame, facts)
        elif section is Section.FORM_SIGNATURES:
            roles = tuple(
                (frame.words.text(f"fact.{role}"), name) for role, name in signed
            )
            yield Signatures(roles, frame.words.text("signed on"))
        else:
            yield from _part(frame, section, said)


def _part(
    frame: Frame, section: Section, said: tuple[str, Sequence[Remark]]
) -> Iterator[Block]:
    session_id, remarks = said
    chosen = [note for note in remarks if _BELONGS[section](note.kind)]
    yield Heading(2, frame.words.text(_TITLES[section]), "")
    if not chosen:
        yield _quiet(frame, "none recorded")
    elif section in _KINDS:
        yield Statements(sessions.statements(frame, chosen, session_id))
    else:
        items = sessions.items(frame, chosen, session_id)
        yield Bullets(items, boxed=section is Section.FORM_KEYS)
    yield from frame.illustrations(chosen)


_BELONGS: Mapping[Section, Callable[[NoteKind], bool]] = {
    Section.FORM_KEYS: lambda kind: kind is NoteKind.KEY,
    Section.FORM_DISCUSSION: lambda kind: kind not in _APART,
    Section.FORM_DECISIONS: lambda kind: kind is NoteKind.DECISION,
    Section.FORM_RECOMMENDATIONS: lambda kind: kind is NoteKind.RECOMMENDATION,
    Section.FORM_ACTIONS: lambda kind: kind is NoteKind.ACTION,
    Section.FORM_QUESTIONS: lambda kind: kind is NoteKind.QUESTION,
}
_TITLES: Mapping[Section, str] = {
    Section.FORM_KEYS: "part.key",
    Section.FORM_DISCUSSION: "summary of discussion",
    Section.FORM_DECISIONS: "part.decision",
    Section.FORM_RECOMMENDATIONS: "part.recommendation",
    Section.FORM_ACTIONS: "part.action",
    Section.FORM_QUESTIONS: "part.question",
}


def _quiet(frame: Frame, key: str) -> Paragraph:
    return Paragraph(soft(frame.words.text(key)), Role.QUIET)

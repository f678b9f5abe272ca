"""From what the workshop holds to minutes: which sections there are, in which order.

The one place that knows all sections; a section that would be empty is left out, and
the others are numbered as if it had never been.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from string import ascii_uppercase

from nexus_desktop.core import countries
from nexus_desktop.core.minutes import (
    action_list,
    annexes,
    attendance,
    brief,
    carried,
    comparing,
    forms,
    front,
    opening,
    outcomes,
    sessions,
    speaking,
    themes,
)
from nexus_desktop.core.minutes.cleaning import cleaned
from nexus_desktop.core.minutes.frame import (
    Frame,
    Part,
    number_figures,
    number_statements,
)
from nexus_desktop.core.minutes.material import (
    Choices,
    Material,
    Remark,
    Section,
    Template,
)
from nexus_desktop.core.minutes.value import Block, Heading, Minutes
from nexus_desktop.core.minutes.words import Words, words
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.programme import SessionInfo

_UNPLACED = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a section is made, and when it is there at all; `title` "" for no heading."""

    title: str
    build: Callable[[Frame], tuple[Block, ...]]
    needed: Callable[[Material], bool] = lambda _: True
    annex: bool = False


def _has(*kinds: NoteKind) -> Callable[[Material], bool]:
    return lambda material: any(note.kind in kinds for note in material.remarks)


_PLANS: Mapping[Section, _Plan] = {
    Section.COVER: _Plan("", front.cover),
    Section.CONTENTS: _Plan("", opening.contents),
    Section.SUMMARY: _Plan(
        "summary", opening.summary, lambda m: bool(m.remarks or m.arrivals)
    ),
    Section.BACKGROUND: _Plan(
        "background",
        opening.background,
        lambda m: bool(m.workshop.objectives or m.workshop.draft.background),
    ),
    Section.ATTENDANCE: _Plan(
        "attendance", attendance.attendance, lambda m: bool(m.people)
    ),
    Section.SPEAKING: _Plan("speaking", speaking.speaking, speaking.is_spoken),
    Section.SERIES: _Plan(
        "series compared", comparing.series, lambda m: bool(m.earlier)
    ),
    Section.PROGRAMME: _Plan("programme", opening.programme, lambda m: bool(m.items)),
    Section.SESSIONS: _Plan(
        "sessions", sessions.sessions, lambda m: bool(m.items or m.remarks)
    ),
    Section.BREAKOUTS: _Plan(
        "breakouts", sessions.breakouts, lambda m: bool(m.breakouts)
    ),
    Section.OBJECTIVES: _Plan(
        "by objective",
        themes.by_objective,
        lambda m: (
            bool(m.remarks)
            and bool(
                m.workshop.objectives or any(note.objectives for note in m.remarks)
            )
        ),
    ),
    Section.PLACES: _Plan(
        "by place", themes.by_place, lambda m: any(note.places for note in m.remarks)
    ),
    Section.RESOLUTIONS: _Plan(
        "resolutions",
        outcomes.resolutions,
        _has(NoteKind.DECISION, NoteKind.RECOMMENDATION),
    ),
    Section.ACTIONS: _Plan(
        "actions register",
        carried.actions,
        lambda m: bool(m.carried) or _has(NoteKind.ACTION)(m),
    ),
    Section.PARTICIPANTS: _Plan(
        "participants", annexes.participants, lambda m: bool(m.people), annex=True
    ),
    Section.GROUPS: _Plan(
        "groups",
        annexes.groups,
        lambda m: any(group.members for group in m.breakouts),
        annex=True,
    ),
}


def compile_paper(material: Material, choices: Choices) -> Minutes:
    """Return the paper that `choices` ask for, in their language or the workshop's."""
    language = choices.language or material.workshop.draft.language
    return compile_material(material, choices, words(language))


def compile_material(material: Material, choices: Choices, words: Words) -> Minutes:
    """Return the paper that `choices` ask for: every remark that it has a place for."""
    frame = frame_of(cleaned(material), cleaned(choices), words)
    workshop = frame.material.workshop
    dates = words.days(workshop.draft.first_day, workshop.draft.last_day)
    kind = front.kind(frame)
    return Minutes(
        title=workshop.title,
        subject=words.text("subject", kind=kind, place=workshop.place, dates=dates),
        author=front.author(frame),
        language=words.language,
        running_head=workshop.title,
        page_of=words.text("page of"),
        watermark=front.watermark(frame),
        paper=choices.paper,
        sections=_TEMPLATES[choices.template](frame),
        foot=front.foot(frame),
        status=front.status(frame),
        reference=frame.choices.reference,
        keywords=front.keywords(frame),
    )


def _full(frame: Frame) -> tuple[tuple[Block, ...], ...]:
    return tuple(_section(frame, section) for section in frame.chapters)


_TEMPLATES: Mapping[Template, Callable[[Frame], tuple[tuple[Block, ...], ...]]] = {
    Template.FULL: _full,
    Template.BRIEF: lambda frame: (brief.brief(frame),),
    Template.SESSION: forms.forms,
    Template.ACTIONS: lambda frame: (action_list.action_list(frame),),
}


def _section(frame: Frame, section: Section) -> tuple[Block, ...]:
    plan, number = _PLANS[section], frame.chapters[section]
    if not plan.title:
        return plan.build(frame)
    heading = Heading(1, frame.words.text(plan.title), f"section-{section}", number)
    return (heading, *plan.build(frame))


def frame_of(material: Material, choices: Choices, words: Words) -> Frame:
    """Return what the sections share: order, numbers, anchors, names."""
    remarks = _filed(material)
    chapters = _chapters(material, choices, words)
    reported = _reported(material, remarks)
    parts = _session_parts(reported, chapters.get(Section.SESSIONS, ""))
    frame = Frame(
        material=material,
        choices=choices,
        words=words,
        zone=material.workshop.zone,
        chapters=chapters,
        reported=reported,
        sessions=parts,
        groups={
            group.id: Part(group.name, f"group-{number}")
            for number, group in enumerate(material.breakouts, start=1)
        },
        labels={},
        figures={},
        remarks=remarks,
        people={person.id: person for person in material.people},
        spoken_for=_spoken_for(material),
    )
    said = tuple(it for item in reported for it in frame.of_session(item.id))
    anchors, known = _places_of_people(frame)
    return replace(
        frame,
        labels={**number_statements(said, words), **carried.labels(material, words)},
        figures=number_figures(said, frame.material, words),
        anchors=anchors,
        known=known,
    )


def _places_of_people(frame: Frame) -> tuple[dict[str, str], dict[str, str]]:
    """Return the anchors of people in the list of participants, by id and by name."""
    if Section.PARTICIPANTS not in frame.chapters:
        return {}, {}
    listed = attendance.expected_people(frame)
    anchors = {it.id: f"person-{number}" for number, it in enumerate(listed, 1)}
    counted = Counter(person.name.casefold() for person in listed)
    known = {
        name: anchors[person.id]
        for person in listed
        if counted[name := person.name.casefold()] == 1
    }
    return anchors, known


def _chapters(
    material: Material, choices: Choices, words: Words
) -> Mapping[Section, str]:
    if choices.template is not Template.FULL:
        return dict.fromkeys(choices.parts, "")
    chapters: dict[Section, str] = {}
    number, letters = 0, iter(ascii_uppercase)
    for section in choices.parts:
        plan = _PLANS[section]
        if not plan.needed(material):
            continue
        chapters[section] = ""
        if plan.annex:
            chapters[section] = words.text("annex", letter=next(letters))
        elif plan.title:
            number += 1
            chapters[section] = str(number)
    return chapters


def _filed(material: Material) -> Mapping[tuple[str, str | None], tuple[Remark, ...]]:
    """File remarks under session and group; what belongs to neither is kept as well."""
    sessions = {item.id for item in material.items}
    groups = {(group.session_id, group.id) for group in material.breakouts}
    filed: dict[tuple[str, str | None], list[Remark]] = {}
    known = {remark.id for remark in material.remarks}
    for remark in material.remarks:
        session = remark.session_id if remark.session_id in sessions else _UNPLACED
        group = remark.group_id if (session, remark.group_id) in groups else None
        taker = remark.taken_by if remark.taken_by in known else ""
        kept = replace(remark, session_id=session, group_id=group, taken_by=taker)
        filed.setdefault((session, group), []).append(kept)
    return {key: tuple(notes) for key, notes in filed.items()}


def _reported(
    material: Material, remarks: Collection[tuple[str, str | None]]
) -> tuple[SessionInfo, ...]:
    spoken = {session for session, _ in remarks}
    spoken |= {group.session_id for group in material.breakouts}
    items = tuple(
        item for item in material.items if not item.is_pause or item.id in spoken
    )
    if (_UNPLACED, None) not in remarks:
        return items
    epoch = datetime.min.replace(tzinfo=UTC)
    return (*items, SessionInfo(id=_UNPLACED, title="", starts_at=epoch, ends_at=epoch))


def _session_parts(reported: Sequence[SessionInfo], chapter: str) -> Mapping[str, Part]:
    prefix = f"{chapter}." if chapter else ""
    return {
        item.id: Part(f"{prefix}{number}", f"session-{number}")
        for number, item in enumerate(reported, start=1)
    }


def _spoken_for(material: Material) -> frozenset[str]:
    """Return names that are no person's: of organisations, cities and countries."""
    names = {
        name.casefold()
        for person in material.people
        for name in (
            person.organisation,
            person.city,
            countries.name(person.country, material.workshop.country_names),
        )
    }
    return frozenset(names - {person.name.casefold() for person in material.people})

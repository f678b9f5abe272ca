"""What every section needs to know of the others: numbers, anchors, names, attribution.

Numbers of sessions, decisions, recommendations and actions are given here once, so
that each of them is the same wherever it is shown.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from nexus_desktop.core import countries
from nexus_desktop.core.minutes.material import (
    Attribution,
    Breakout,
    Choices,
    Material,
    Person,
    Remark,
    Section,
    Template,
)
from nexus_desktop.core.minutes.value import (
    Illustration,
    Span,
    Spans,
    Statement,
    Style,
)
from nexus_desktop.core.minutes.words import Words
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.programme import SessionInfo

NUMBERED = (NoteKind.DECISION, NoteKind.RECOMMENDATION, NoteKind.ACTION)
OF_PLACES = (
    NoteKind.PROGRESS,
    NoteKind.CHALLENGE,
    NoteKind.EXPERIENCE,
    NoteKind.BENEFIT,
)
_BETWEEN_NAMES = re.compile(r"(\s*[;\n]\s*)")
_DOT = "\u00a0· "  # begins no line


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the minutes to which others refer."""

    number: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The material, the choices, and what follows from both for all sections.

    Attributes:
        chapters: number ("4", or "Annex A") of each section that is there.
        sessions: session id -> its number and anchor; those with a report only.
        groups: breakout id -> its name and anchor.
        labels: remark id -> "D1", "R2", "A3".
        figures: remark id -> its pictures with their numbers.
        spoken_for: names, case folded, that are no person's.
        remarks: (session id, group id or None) -> its remarks, in order.
        people: by id.
        anchors: person id -> the place in the list of participants, if it is there.
        known: name, case folded -> the same place, of names that only one has.
    """

    material: Material
    choices: Choices
    words: Words
    zone: ZoneInfo
    chapters: Mapping[Section, str]
    reported: tuple[SessionInfo, ...]
    sessions: Mapping[str, Part]
    groups: Mapping[str, Part]
    labels: Mapping[str, str]
    figures: Mapping[str, tuple[Illustration, ...]]
    remarks: Mapping[tuple[str, str | None], tuple[Remark, ...]]
    people: Mapping[str, Person]
    spoken_for: frozenset[str]
    anchors: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)

    def local(self, at: datetime) -> datetime:
        """Return `at` as the clock at the venue shows it."""
        return at.astimezone(self.zone)

    def day_name(self, day: date) -> str:
        """Return "Day 2", or the date of a day outside of the workshop."""
        number = self.material.workshop.day_number(day)
        return self.words.text("day", number=number) if number else self.words.date(day)

    def day(self, item: SessionInfo) -> date:
        """Return the local day on which `item` begins."""
        return self.local(item.starts_at).date()

    def country(self, code: str) -> str:
        """Return the printed name of a country, "" for none."""
        names = self.material.workshop.country_names
        return countries.name(code, names) if code else ""

    def home(self, person: Person) -> str:
        """Return "Naga, Philippines", or what is known of it."""
        return ", ".join(filter(None, (person.city, self.country(person.country))))

    def title(self, session_id: str) -> str:
        """Return the title of a session; what belongs to none has one as well."""
        titles = (item.title for item in self.reported if item.id == session_id)
        return next(titles, "") or self.words.text("unplaced")

    def all_remarks(self) -> Iterator[Remark]:
        """Yield what was said, in the order in which sessions and groups come.

        What the plenary took from a group is there once: as the plenary has it.
        """
        for item in self.reported:
            for remark in self.of_session(item.id):
                if not remark.taken_by:
                    yield remark

    def of_session(self, session_id: str) -> Iterator[Remark]:
        """Yield the remarks of a session, then those of its groups."""
        yield from self.remarks.get((session_id, None), ())
        for breakout in self.breakouts(session_id):
            yield from self.remarks.get((session_id, breakout.id), ())

    def breakouts(self, session_id: str) -> tuple[Breakout, ...]:
        """Return the groups of a session."""
        return tuple(
            breakout
            for breakout in self.material.breakouts
            if breakout.session_id == session_id
        )

    def speaker(self, remark: Remark) -> str:
        """Return who is named for `remark`, "" for nobody.

        A typed name that is nobody's on the list may still be a person's, so under
        `ORGANISATIONS` only names of organisations, cities and countries stay.
        """
        if not remark.attributed or self.choices.attribution is Attribution.NONE:
            return ""
        if self.choices.attribution is Attribution.NAMES:
            return remark.speaker
        person = self.people.get(remark.speaker_id or "")
        if person is not None:
            return person.organisation or self.home(person)
        return remark.speaker if remark.speaker.casefold() in self.spoken_for else ""

    def said(self, remark: Remark) -> Spans:
        """Return the statement with its speaker before it."""
        speaker = self.speaker(remark)
        text = Span(remark.text)
        if not speaker:
            return (text,)
        is_named = self.choices.attribution is Attribution.NAMES
        target = self.anchors.get(remark.speaker_id or "", "") if is_named else ""
        return (Span(f"{speaker}:", Style.SPEAKER, target), Span(" "), text)

    def names(self, text: str) -> Spans:
        """Return names parted by semicolons, each leading to its person."""
        spans: list[Span] = []
        for name in _BETWEEN_NAMES.split(text):
            target = self.known.get(name.strip().casefold(), "")
            spans.append(Span(name, Style.NAME if target else Style.PLAIN, target))
        return tuple(span for span in spans if span.text)

    def tags(self, remark: Remark, *, kind: bool = False, without: str = "") -> Spans:
        """Return the quiet words after a statement: kind, places, objectives.

        `without` is what the heading above has said already.
        """
        words: list[str] = []
        if kind and self.words.has(f"kind.{remark.kind}"):
            words.append(self.words.text(f"kind.{remark.kind}"))
        words.extend(remark.places)
        words.extend(
            self.words.text("objective", number=number) for number in remark.objectives
        )
        words = [word for word in words if word.casefold() != without.casefold()]
        said = soft("  " + _DOT.join(words)) if words else ()
        return (*said, *self._figure_references(remark))

    def illustrations(self, remarks: Iterable[Remark]) -> tuple[Illustration, ...]:
        """Return the pictures that belong to `remarks`, in their order."""
        return tuple(
            figure for remark in remarks for figure in self.figures.get(remark.id, ())
        )

    def _figure_references(self, remark: Remark) -> Iterator[Span]:
        """Yield a link to each picture of `remark`, if they are in this paper."""
        home = Section.BREAKOUTS if remark.group_id else Section.SESSIONS
        if home in self.chapters or self.choices.template is Template.SESSION:
            for figure in self.figures.get(remark.id, ()):
                yield Span("  ")
                yield Span(figure.label, Style.SOFT, figure.anchor)

    def source(self, remark: Remark) -> Spans:
        """Return the quiet reference to the session in which it was said."""
        if Section.SESSIONS not in self.chapters:
            return ()
        part = self.sessions[remark.session_id]
        text = self.words.text("session ref", number=part.number)
        group = self.groups.get(remark.group_id or "")
        if group is None or Section.BREAKOUTS not in self.chapters:
            return (Span("  "), Span(text, Style.SOFT, part.anchor))
        text = self.words.text("group ref", session=text, name=group.number)
        return (Span("  "), Span(text, Style.SOFT, group.anchor))

    def register(self, remark: Remark) -> str:
        """Return the anchor of a numbered remark in its register, "" without one."""
        homes = (
            (Section.ACTIONS, Section.LIST_REGISTER)
            if remark.kind is NoteKind.ACTION
            else (Section.RESOLUTIONS,)
        )
        is_there = any(home in self.chapters for home in homes)
        return self.labels[remark.id].casefold() if is_there else ""

    def statement(self, remark: Remark, *after: Span) -> Statement:
        """Return a numbered remark as it is repeated away from its register."""
        spans = (*self.said(remark), *after)
        label = self.labels[remark.id]
        return Statement(label, spans, target=self.register(remark))

    def owed(self, remark: Remark) -> Spans:
        """Return the quiet words on who does it and until when; an action has them."""
        words, owner = self.words, remark.owner
        if remark.kind is NoteKind.ACTION:
            owner = owner or words.text("owner missing")
        if remark.due is None:
            return soft(f"  {owner}") if owner else ()
        key = "owner and due" if owner else "due only"
        date = words.date(remark.due)
        return soft("  " + words.text(key, owner=owner, date=date))


def soft(text: str) -> Spans:
    """Return `text` as one quiet span."""
    return (Span(text, Style.SOFT),)


def plain(text: str) -> Spans:
    """Return `text` as one span."""
    return (Span(text),)


def number_figures(
    remarks: Iterable[Remark], material: Material, words: Words
) -> Mapping[str, tuple[Illustration, ...]]:
    """Return remark id -> its pictures, numbered in the order of `remarks`."""
    figures: dict[str, tuple[Illustration, ...]] = {}
    count = 0
    for remark in remarks:
        pictures = material.pictures.get(remark.id, ())
        if pictures:
            figures[remark.id] = tuple(
                Illustration(
                    picture.image,
                    words.text("label.figure", number=number),
                    picture.caption,
                    f"figure-{number}",
                )
                for number, picture in enumerate(pictures, start=count + 1)
            )
            count += len(pictures)
    return figures


def number_statements(remarks: Sequence[Remark], words: Words) -> Mapping[str, str]:
    """Return remark id -> label for decisions, recommendations and actions.

    What the plenary took from a group has the number that it has there.
    """
    counted: Counter[NoteKind] = Counter()
    labels: dict[str, str] = {}
    for remark in remarks:
        if remark.kind in NUMBERED and not remark.taken_by:
            counted[remark.kind] += 1
            labels[remark.id] = words.text(
                f"label.{remark.kind}", number=counted[remark.kind]
            )
    by_id = {remark.id: remark for remark in remarks}
    for remark in remarks:
        told = remark
        while told.taken_by:
            told = by_id[told.taken_by]
        if told.id in labels:
            labels[remark.id] = labels[told.id]
    return labels

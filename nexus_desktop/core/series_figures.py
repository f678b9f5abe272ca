"""Counting what a workshop comes to: the same numbers on the screen and in minutes."""

from collections import Counter
from collections.abc import Iterable

from nexus_desktop.core.actions import State, state_of
from nexus_desktop.core.minutes.material import Material, Person
from nexus_desktop.core.note import same_place
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.series import Figures, Turnout


def figures(material: Material) -> Figures:
    """Return the figures of the workshop that minutes are made of."""
    draft = material.workshop.draft
    present = {arrival.participant_id for arrival in material.arrivals}
    came = [person for person in material.people if person.id in present]
    awaited = [
        person
        for person in material.people
        if not person.cancelled or person.id in present
    ]
    kinds = Counter(note.kind for note in material.remarks)
    states = Counter(
        state_of(note.state)
        for note in material.remarks
        if note.kind is NoteKind.ACTION
    )
    return Figures(
        id=material.workshop.id,
        title=draft.title,
        number=draft.number,
        place=draft.city or draft.venue,
        first_day=draft.first_day,
        last_day=draft.last_day,
        expected=len(awaited),
        present=len(came),
        women=sum(person.gender.casefold() == "f" for person in came),
        cities=len({same_place(person.city) for person in came if person.city}),
        sessions=sum(not item.is_pause for item in material.items),
        notes=len(material.remarks),
        decisions=kinds[NoteKind.DECISION],
        recommendations=kinds[NoteKind.RECOMMENDATION],
        actions=kinds[NoteKind.ACTION],
        done=states[State.DONE],
        going_on=states[State.GOING_ON],
        dropped=states[State.DROPPED],
        still_open=states[State.OPEN],
        carried=len(material.carried),
        turnout=_turnout(awaited, came),
    )


def _turnout(awaited: Iterable[Person], came: Iterable[Person]) -> tuple[Turnout, ...]:
    expected = Counter(person.country for person in awaited)
    present = Counter(person.country for person in came)
    order = sorted(expected, key=lambda code: (-expected[code], code))
    return tuple(Turnout(code, expected[code], present[code]) for code in order)

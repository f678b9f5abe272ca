"""Who took the floor: the share of statements beside the share of people in the room.

Counts only what is attributed, so that what was not for attribution stays so.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from nexus_desktop.core import countries
from nexus_desktop.core.minutes.attendance import expected_people, gender_name
from nexus_desktop.core.minutes.frame import Frame, plain, soft
from nexus_desktop.core.minutes.material import Material, Person, Remark
from nexus_desktop.core.minutes.value import (
    Block,
    Heading,
    Pair,
    PairChart,
    Paragraph,
    Role,
)

_MOST = 24  # bars, before the smallest are counted together


@dataclass(frozen=True, slots=True)
class _Speaker:
    """What is known of who spoke; "" where nothing is."""

    country: str = ""
    category: str = ""
    gender: str = ""


_Trait = Callable[[Person | _Speaker], str]


def is_spoken(material: Material) -> bool:
    """Tell whether there are people, and somebody is noted as speaker."""
    return bool(material.people) and any(
        note.speaker and note.attributed for note in material.remarks
    )


def speaking(frame: Frame) -> tuple[Block, ...]:
    """Return how the floor was shared, by country, category and gender."""
    words = frame.words
    spoken = [it for it in frame.all_remarks() if it.speaker and it.attributed]
    room = _room(frame)
    known = _known(frame)
    speakers = [_speaker(frame, note, known) for note in spoken]
    named = {note.speaker_id for note in spoken if note.speaker_id in frame.people}
    lead = words.text(
        "speaking lead",
        statements=words.count("attributed statements", len(spoken)),
        people=words.count("people on the floor", len(named), whole=len(room)),
    )
    return (
        Paragraph(plain(lead), Role.LEAD),
        Paragraph(soft(words.text("speaking derived")), Role.QUIET),
        *_balance(frame, "country", (room, speakers), lambda it: it.country),
        *_balance(frame, "category", (room, speakers), lambda it: it.category),
        *_balance(frame, "gender", (room, speakers), lambda it: it.gender.casefold()),
    )


def _room(frame: Frame) -> tuple[Person, ...]:
    """Return who was there; who was expected as long as nobody was marked present."""
    expected = expected_people(frame)
    came = {arrival.participant_id for arrival in frame.material.arrivals}
    return tuple(person for person in expected if person.id in came) or expected


def _known(frame: Frame) -> Mapping[str, _Speaker]:
    """Return organisation, city or country, case folded -> what speaks there."""
    known: dict[str, _Speaker] = {}
    for person in frame.material.people:
        if person.city:
            known[person.city.casefold()] = _Speaker(person.country)
    for person in frame.material.people:
        if person.organisation:
            speaker = _Speaker(person.country, person.category)
            known[person.organisation.casefold()] = speaker
    return known


def _speaker(frame: Frame, note: Remark, known: Mapping[str, _Speaker]) -> _Speaker:
    person = frame.people.get(note.speaker_id or "")
    if person is not None:
        return _Speaker(person.country, person.category, person.gender)
    name = note.speaker.casefold()
    return known.get(name) or _Speaker(countries.code_of(note.speaker) or "")


def _balance(
    frame: Frame,
    trait: str,
    sides: tuple[tuple[Person, ...], list[_Speaker]],
    value: _Trait,
) -> Iterator[Block]:
    """Yield a chart of both shares; nothing when the trait is known of no speaker."""
    words = frame.words
    room, floor = (Counter(filter(None, map(value, side))) for side in sides)
    if not floor or not room:
        return
    keys = sorted(room | floor, key=lambda key: (-room[key], -floor[key], key))
    shown, rest = keys, keys[:0]
    if len(keys) > _MOST:
        shown, rest = keys[: _MOST - 1], keys[_MOST - 1 :]
    pairs = [_pair(_name(frame, trait, key), [key], (room, floor)) for key in shown]
    if rest:
        pairs.append(_pair(words.text("others"), rest, (room, floor)))
    yield Heading(
        2, words.text(f"speaking.by {trait}"), f"speaking-{trait}", listed=False
    )
    yield PairChart(
        "",
        tuple(pairs),
        words.text("share of room"),
        words.text("share of floor"),
        words.text("percent sign"),
    )


def _pair(
    label: str, keys: list[str], sides: tuple[Counter[str], Counter[str]]
) -> Pair:
    first, second = (
        round(100 * sum(side[key] for key in keys) / side.total()) for side in sides
    )
    return Pair(label, first, second)


def _name(frame: Frame, trait: str, key: str) -> str:
    if trait == "country":
        return frame.country(key)
    return gender_name(frame, key) if trait == "gender" else key

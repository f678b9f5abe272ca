"""What fields of records are called, and how their values read: one table, for people.

Values come as the journal writes them: JSON, times and days as ISO 8601 text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any

from nexus_desktop.core import countries, programme
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.participant import BY_NAME

NOTHING = "–"
"""How a value reads that is not there."""


class Shape(StrEnum):
    """How a value is read."""

    TEXT = "text"
    COUNTRY = "country"
    FORM = "form"  # of a session
    MOMENT = "moment"
    DAY = "day"
    YES = "yes or no"
    LIST = "list"
    PAIRS = "pairs"  # heading -> text
    PERSON = "person"
    PEOPLE = "people"
    GROUP = "group"
    SESSION = "session"
    GONE = "taken away"
    WHOLE = "whole"  # what only a screen can show: it is told by who wrote it


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What people call a field, in the middle of a sentence, and how to read it."""

    words: str
    shape: Shape = Shape.TEXT


def _texts(**words: str) -> dict[str, FieldWords]:
    return {name: FieldWords(said) for name, said in words.items()}


def _shaped(shape: Shape, **words: str) -> dict[str, FieldWords]:
    return {name: FieldWords(said, shape) for name, said in words.items()}


_GONE = {"removed_at": FieldWords("whether it counts", Shape.GONE)}
_SHAPES = {"country": Shape.COUNTRY, "languages": Shape.LIST, "wishes": Shape.LIST}

_PARTICIPANT = {
    **{
        name: FieldWords(field.label, _SHAPES.get(name, Shape.TEXT))
        for name, field in BY_NAME.items()
    },
    **_texts(source="list that they came from"),
    **_shaped(Shape.PAIRS, extra="further columns of the list"),
    **_shaped(
        Shape.PERSON,
        merged_into_id="whom they turned out to be",
        replaces_id="in whose place they come",
    ),
}

FIELD_WORDS: Mapping[Kind, Mapping[str, FieldWords]] = {
    Kind.WORKSHOP: {
        **_texts(
            title="title", series="series", number="number in the series",
            venue="venue", city="city", time_zone="time zone", organisers="organisers",
            background="background", language="language", badge_code="code on badges",
            badge_epoch="number of the badge key",
        ),
        **_shaped(Shape.COUNTRY, country="country"),
        **_shaped(
            Shape.DAY, first_day="first day", last_day="last day",
            retention_date="day on which personal data goes",
        ),
        **_shaped(Shape.PAIRS, country_names="printed names of countries"),
        **_shaped(Shape.WHOLE, badge_keys="badge keys", settings="settings"),
    },
    Kind.OBJECTIVE: _texts(number="number", text="text"),
    Kind.PARTICIPANT: _PARTICIPANT,
    Kind.BADGE: {
        **_texts(number="number", issue="issue", reason="reason"),
        **_shaped(
            Shape.MOMENT, issued_at="time of issue", revoked_at="when it was ended"
        ),
        **_shaped(Shape.PERSON, participant_id="whose it is"),
    },
    Kind.PRINTING: {
        **_texts(badge_id="badge", filed_in="where it lies"),
        **_shaped(Shape.MOMENT, at="time"),
    },
    Kind.CHECKPOINT: {
        **_texts(name="name", purpose="purpose", rule="rule"),
        **_shaped(Shape.DAY, day="day"),
        **_shaped(Shape.SESSION, session_id="session"),
        **_shaped(Shape.WHOLE, entitled="who may pass"),
    },
    Kind.SCAN: {
        **_texts(
            checkpoint_id="checkpoint", code="code", badge_number="badge",
            direction="direction", device_id="laptop", way="way", verdict="verdict",
            reason="reason", undoes_id="scan that it takes back",
        ),
        **_shaped(Shape.MOMENT, at="time"),
        **_shaped(Shape.PERSON, participant_id="person"),
    },
    Kind.SESSION: {
        **_texts(
            title="title", room="room", chair="chair", speakers="speakers",
            rapporteur="rapporteur", notes_status="status of the notes",
            external_id="number in the calendar",
        ),
        **_shaped(Shape.FORM, form="kind of session"),
        **_shaped(Shape.MOMENT, starts_at="beginning", ends_at="end"),
        **_shaped(Shape.LIST, objectives="objectives"),
    },
    Kind.ROUND: {
        **_texts(
            number="number", repeat_weight="weight of meeting again",
            wish_weight="weight of wishes",
        ),
        **_shaped(Shape.SESSION, session_id="session"),
        **_shaped(Shape.LIST, gathered="what is brought together"),
        **_shaped(
            Shape.WHOLE, traits="what is spread evenly", shares="shares wanted",
            result="figures of the plan",
        ),
        **_shaped(Shape.MOMENT, published_at="when it was published"),
    },
    Kind.GROUP: {
        **_texts(
            round_id="round", name="name", position="place among the groups",
            topic="topic", room="room", table="table", seats_min="fewest people",
            seats_max="most people", facilitator="host", rapporteur="rapporteur",
            notes_status="status of the notes",
        ),
        **_shaped(
            Shape.PERSON, facilitator_id="person who hosts",
            rapporteur_id="person who takes notes",
        ),
    },
    Kind.SEAT: {
        **_texts(round_id="round"),
        **_shaped(Shape.GROUP, group_id="group"),
        **_shaped(Shape.PERSON, participant_id="person"),
        **_shaped(Shape.YES, pinned="pinned"),
    },
    Kind.RULE: {
        **_texts(form="rule"),
        **_shaped(Shape.PEOPLE, participants="people"),
        **_shaped(Shape.GROUP, group_id="group"),
    },
    Kind.PLAN: {
        **_texts(name="name"),
        **_shaped(Shape.MOMENT, at="time"),
        **_shaped(Shape.WHOLE, seats="seats", result="figures of the plan"),
    },
    Kind.NOTE: {
        **_texts(
            line="line", note_kind="kind", text="statement", speaker="speaker",
            author="author", owner="owner", state="state",
            continues="action that it continues",
        ),
        **_shaped(Shape.SESSION, session_id="session"),
        **_shaped(Shape.GROUP, group_id="group"),
        **_shaped(Shape.PERSON, speaker_id="person who spoke"),
        **_shaped(Shape.YES, attributed="speaker may be named"),
        **_shaped(Shape.MOMENT, at="time"),
        **_shaped(Shape.DAY, due="due date"),
        **_shaped(Shape.LIST, objectives="objectives", places="places"),
        **_shaped(
            Shape.WHOLE, order="place among the lines", carried="how it was reviewed",
            sources="lines that it was made from",
        ),
    },
    Kind.PICTURE: {
        **_texts(
            owner_id="where it belongs", purpose="purpose", caption="caption",
            position="place among the pictures", width="width", height="height",
        ),
        **_shaped(Shape.WHOLE, data="picture"),
    },
    Kind.LAYOUT: {**_texts(name="name"), **_shaped(Shape.WHOLE, design="design")},
    Kind.DEVICE: _texts(name="name"),
}  # fmt: skip


def field_words(kind: Kind, field: str) -> FieldWords:
    """Return what people call a field of a record and how its value is read."""
    found = {**_GONE, **FIELD_WORDS[kind]}.get(field)
    return found or FieldWords("what only the program reads", Shape.WHOLE)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads values as people of this workshop do.

    Attributes:
        zone: of the workshop, for times.
        country_names: code -> printed name, where it differs from ISO's.
        name_of: the name of a record, for fields that hold its id.
    """

    zone: tzinfo
    country_names: Mapping[str, str]
    name_of: Callable[[Kind, str], str]

    def read(self, shape: Shape, value: Any, actor: str) -> str:  # noqa: ANN401 - what JSON holds
        """Return how a value reads that `actor` wrote."""
        if shape is Shape.WHOLE:
            return f"As {actor or 'somebody'} left it"
        if shape is Shape.GONE:
            return "It counts" if value is None else "Taken away"
        if value in (None, "", [], {}):
            return NOTHING
        return _READ[shape](self, value)


def _moment(who: Reader, value: str) -> str:
    return f"{datetime.fromisoformat(value).astimezone(who.zone):%Y-%m-%d %H:%M}"


def _named(kind: Kind) -> Callable[[Reader, Any], str]:
    def read(who: Reader, value: str | list[str]) -> str:
        ids = [value] if isinstance(value, str) else value
        return ", ".join(who.name_of(kind, one) for one in ids)

    return read


def _pairs(_who: Reader, value: Mapping[str, object]) -> str:
    return "; ".join(f"{name}: {text}" for name, text in sorted(value.items()))


_READ: Mapping[Shape, Callable[[Reader, Any], str]] = {
    Shape.TEXT: lambda _, value: str(value),
    Shape.COUNTRY: lambda who, value: countries.name(value, who.country_names),
    Shape.FORM: lambda _, value: programme.form_named(value).label,
    Shape.MOMENT: _moment,
    Shape.DAY: lambda _, value: date.fromisoformat(value).isoformat(),
    Shape.YES: lambda _, value: "Yes" if value else "No",
    Shape.LIST: lambda _, value: ", ".join(map(str, value)),
    Shape.PAIRS: _pairs,
    Shape.PERSON: _named(Kind.PARTICIPANT),
    Shape.PEOPLE: _named(Kind.PARTICIPANT),
    Shape.GROUP: _named(Kind.GROUP),
    Shape.SESSION: _named(Kind.SESSION),
}

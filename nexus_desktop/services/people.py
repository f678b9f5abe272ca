"""The people of the workshop: adding, changing, finding and listing them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import countries, names
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.participant import (
    BY_NAME,
    CANCEL_REASON,
    BadField,
    BadgeState,
    Edit,
    Person,
    PersonFields,
    PersonRow,
    Status,
)
from nexus_desktop.services import people_details as details
from nexus_desktop.services.near_misses import NearMisses, comparable
from nexus_desktop.store import rows, search

_REASON_LIMIT = 300
_SHOWN = (
    rows.Participant.id,
    rows.Participant.printed_name,
    rows.Participant.native_name,
    rows.Participant.organisation,
    rows.Participant.country,
    rows.Participant.city,
    rows.Participant.category,
    rows.Participant.role,
    rows.Participant.email,
    rows.Participant.status,
)


def add(session: Session, fields: PersonFields, *, at: datetime) -> Person:
    """Register a person. Without a printed name it is made of its parts.

    Raises:
        BadField: there is no name, or a value that its field can't hold.
    """
    session.info["action"] = "participant.add"
    values = {name: _checked(name, value) for name, value in fields.as_dict().items()}
    if not values["printed_name"]:
        values["printed_name"] = _composed(values)
    row = rows.Participant(id=new_id(at), **{n: _stored(v) for n, v in values.items()})
    _settle(row)
    session.add(row)
    session.flush()
    return person(session, row.id)


def edit(
    session: Session, participant_id: str, values: Mapping[str, Any], *, at: datetime
) -> Edit:
    """Change some fields of a person; `values` is field -> new value.

    A printed name that was made of given and family name follows when these change.

    Raises:
        NotFound: there is no such person.
        BadField: there is no such field, or a value that it can't hold.
    """
    del at  # the journal keeps it
    session.info["action"] = "participant.edit"
    row = _row(session, participant_id)
    wanted = {name: _checked(name, value) for name, value in values.items()}
    before = {name: _given_out(row, name) for name in BY_NAME}
    follows = before["printed_name"] == _composed(before)
    for name, value in wanted.items():
        if before[name] != value:
            setattr(row, name, _stored(value))
    if follows and "printed_name" not in wanted:
        now = {name: _given_out(row, name) for name in BY_NAME}
        row.printed_name = _composed(now) or row.printed_name
    _settle(row)
    session.flush()
    replaced = {
        name: old for name, old in before.items() if old != _given_out(row, name)
    }
    return Edit(person(session, participant_id), replaced)


def cancel(
    session: Session, participant_id: str, reason: str = "", *, at: datetime
) -> Person:
    """Note that a person does not come. Their badge is refused from now on.

    The reason is kept; cancelling again with another one replaces it.

    Raises:
        NotFound: there is no such person.
        BadField: the reason is longer than 300 letters.
    """
    return _set_status(session, participant_id, Status.CANCELLED, at, reason)


def restore(session: Session, participant_id: str, *, at: datetime) -> Person:
    """Note that a person comes after all.

    Raises:
        NotFound: there is no such person.
    """
    return _set_status(session, participant_id, Status.EXPECTED, at)


def person(session: Session, participant_id: str) -> Person:
    """Return everything known of a person.

    Raises:
        NotFound: there is no such person.
    """
    row = _row(session, participant_id)
    only = [participant_id]
    badge, issue = details.badges(session, only).get(
        participant_id, (BadgeState.NONE, 0)
    )
    return Person(
        id=row.id,
        fields=PersonFields(**{name: _given_out(row, name) for name in BY_NAME}),
        badge=badge,
        badge_issue=issue,
        arrived_at=details.arrivals(session, only).get(participant_id),
        passages=details.passages(session, participant_id),
        places=details.places(session, only).get(participant_id, ()),
        source=row.source,
        extra={heading: str(text) for heading, text in row.extra.items()},
        replaces=details.replaces(session, row.replaces_id),
        replaced_by=details.replaced_by(session, participant_id),
        merged=details.merged(session, participant_id),
    )


def people(session: Session, ids: Sequence[str] | None = None) -> list[PersonRow]:
    """List everybody by printed name, cancelled ones too.

    Args:
        session: of the workshop.
        ids: only these, in this order (a few hundred at most).
    """
    query = select(*_SHOWN).where(rows.Participant.removed_at.is_(None))
    if ids is not None:
        query = query.where(rows.Participant.id.in_(ids))
    badges = details.badges(session, ids)
    arrivals = details.arrivals(session, ids)
    places = details.places(session, ids)
    found = [
        PersonRow(
            **shown,
            badge=badges.get(shown["id"], (BadgeState.NONE, 0))[0],
            arrived_at=arrivals.get(shown["id"]),
            groups=tuple(place.group for place in places.get(shown["id"], ())),
        )
        for shown in session.execute(
            query.order_by(rows.Participant.printed_name)
        ).mappings()
    ]
    if ids is not None:
        order = {participant_id: place for place, participant_id in enumerate(ids)}
        found.sort(key=lambda row: order[row.id])
    return found


def find(session: Session, text: str, limit: int = 20) -> list[PersonRow]:
    """Return the people that `text` speaks of, the best fit first.

    Each word typed begins a word of a name in any script, of a reading, organisation,
    city or e-mail address, whatever the order. Only when nothing fits so, names that
    are spelt nearly alike are given.
    """
    return people(session, find_ids(session, text, limit))


def find_ids(session: Session, text: str, limit: int = 20) -> list[str]:
    """Return the ids of the people that `find` gives, however many there are."""
    found = search.find(session, text, limit)
    return found or _nearly(session, text)[:limit]


def _nearly(session: Session, text: str) -> list[str]:
    """Return ids of people whose words are all nearly those typed, best first."""
    if not comparable(text):
        return []
    there = rows.Participant.removed_at.is_(None)
    keys = select(rows.Participant.id, rows.Participant.search_key).where(there)
    return NearMisses((one, key) for one, key in session.execute(keys)).find(text)


def _row(session: Session, participant_id: str) -> rows.Participant:
    row = session.get(rows.Participant, participant_id)
    if row is None or row.removed_at is not None:
        raise NotFound("This person is not in the workshop any more.")
    return row


def _set_status(
    session: Session,
    participant_id: str,
    status: Status,
    at: datetime,
    reason: str = "",
) -> Person:
    del at  # the journal keeps it
    row = _row(session, participant_id)
    is_cancelled = status is Status.CANCELLED
    session.info["action"] = f"participant.{'cancel' if is_cancelled else 'restore'}"
    if row.status != status:
        row.status = str(status)
    note_reason(row, reason, is_cancelled=is_cancelled)
    session.flush()
    return person(session, participant_id)


def note_reason(row: rows.Participant, reason: str, *, is_cancelled: bool) -> None:
    """Keep why somebody does not come; who comes after all loses the reason.

    Raises:
        BadField: it is longer than 300 letters.
    """
    text = names.clean(reason)
    if len(text) > _REASON_LIMIT:
        raise BadField(f"The reason has {len(text):,} letters; {_REASON_LIMIT} fit.")
    extra = {name: said for name, said in row.extra.items() if name != CANCEL_REASON}
    if is_cancelled and (text or CANCEL_REASON in row.extra):
        extra[CANCEL_REASON] = text or row.extra[CANCEL_REASON]
    if extra != row.extra:
        row.extra = extra


def _checked(name: str, value: Any) -> Any:  # noqa: ANN401 - a text, or texts
    """Return `value` as the field `name` keeps it, or say why it can't."""
    field = BY_NAME.get(name)
    if field is None:
        raise BadField(f"There is no field “{name}”.")
    if field.many:
        return tuple(filter(None, (_within(name, text) for text in value)))
    text = _within(name, value)
    if name == "country" and text:
        text = countries.code_of(text)
        if not text:
            raise BadField(f"“{value}” names no country.")
    if name == "email" and text and "@" not in text:
        raise BadField(f"“{text}” is not an e-mail address: it has no @.")
    if name == "status" and text not in set(Status):
        raise BadField(f"“{text}” is no status.")
    return text


def _within(name: str, value: str) -> str:
    text, limit = names.clean(value), BY_NAME[name].limit
    if len(text) > limit and name != "country":
        label = BY_NAME[name].label
        raise BadField(f"The {label} has {len(text):,} letters; {limit} fit.")
    return text


def _composed(values: Mapping[str, Any]) -> str:
    return names.together(
        values["given_name"], values["family_name"], country=values["country"]
    )


def _settle(row: rows.Participant) -> None:
    if not row.printed_name:
        raise BadField("A person needs a name.")
    row.search_key = search.key_of(row)


def _given_out(row: rows.Participant, name: str) -> Any:  # noqa: ANN401 - text or texts
    value = getattr(row, name)
    return tuple(value) if BY_NAME[name].many else value


def _stored(value: Any) -> Any:  # noqa: ANN401 - a text, or texts as a JSON list
    return list(value) if isinstance(value, tuple) else value


__all__ = [
    "add", "cancel", "edit", "find", "find_ids", "note_reason", "people", "person",
    "restore",
]  # fmt: skip

"""Taking back what an entry of the journal did, by a new entry."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NoReturn

from sqlalchemy import String, cast, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.encoding import columns, empty, to_python
from nexus_desktop.store.journal import Fields, read_changes, stamp
from nexus_desktop.store.rows import (
    REPLICATED,
    SITTING,
    Badge,
    Checkpoint,
    Entry,
    Group,
    Note,
    Participant,
    Picture,
    Printing,
    Refusal,
    Round,
    Row,
    Rule,
    Scan,
    Seat,
)
from nexus_desktop.store.rows import Session as Item

# What was made once for all, and what happened on paper.
_LASTING = ("workshop.create", "badge.print", "note.write")
_OF_LAPTOPS = "device."  # what actions on laptops are called; they last as well

_AT_ONCE = 500

# Whose records, by which value, which column of others refers to.
_REFERENCES: tuple[tuple[type[Row], str, InstrumentedAttribute[Any]], ...] = (
    (Participant, "id", Badge.participant_id),
    (Participant, "id", Scan.participant_id),
    (Participant, "id", Seat.participant_id),
    (Participant, "id", Participant.merged_into_id),
    (Participant, "id", Participant.replaces_id),
    (Participant, "id", Picture.owner_id),
    (Badge, "id", Printing.badge_id),
    (Badge, "number", Scan.badge_number),
    (Checkpoint, "id", Scan.checkpoint_id),
    (Item, "id", Note.session_id),
    (Item, "id", Round.session_id),
    (Round, "id", Seat.round_id),
    (Group, "id", Seat.group_id),
    (Group, "id", Note.group_id),
    (Note, "id", Picture.owner_id),
    (Participant, "id", Note.speaker_id),
    (Participant, "id", Group.facilitator_id),
    (Participant, "id", Group.rapporteur_id),
    (Group, "id", Rule.group_id),
)

# The same where a column holds a list of ids, or lists by name.
_LISTS: tuple[tuple[type[Row], InstrumentedAttribute[Any]], ...] = (
    (Participant, Rule.participants),
    (Participant, Checkpoint.entitled),
    (Group, Checkpoint.entitled),
)

_TAKING = aliased(Scan)
_IS_TAKEN_BACK = (
    select(_TAKING.id)
    .where(_TAKING.undoes_id == Scan.id, _TAKING.removed_at.is_(None))
    .exists()
)

_TAKES_NO_EFFECT = (
    select(Refusal.seq)
    .where(Refusal.device == Entry.device, Refusal.seq == Entry.seq)
    .exists()
)


class NothingToUndo(NexusError):  # noqa: N818
    """There is no action to take back, or it can't be any more."""


def last_action(session: Session) -> Entry | None:
    """Return the last entry of this laptop's actor that still stands, None if none."""
    later = aliased(Entry)
    return session.scalar(
        select(Entry)
        .where(
            Entry.device == session.info["device"],
            Entry.actor == session.info["actor"],
            Entry.undoes == "",
            ~_TAKES_NO_EFFECT,
            Entry.action.not_in(_LASTING),
            ~Entry.action.startswith(_OF_LAPTOPS),
            ~select(Refusal.seq)
            .where(Refusal.device == Entry.device, Refusal.seq == Entry.seq)
            .exists(),
            ~select(later.seq)
            .where(later.undoes == Entry.device + ":" + cast(Entry.seq, String))
            .exists(),
        )
        .order_by(Entry.seq.desc())
        .limit(1)
    )


def undo(session: Session, entry: Entry, at: datetime) -> None:
    """Give every field that `entry` wrote its value of before.

    A record it made is taken away (a seat becomes vacant); a scan, being a fact, is
    undone by another fact, and the undoing of a scan by taking that fact away.

    Raises:
        NothingToUndo: somebody has changed one of its fields since, or made something
            of a record it made (a badge, a seat, a note), or another laptop made the
            same record. Nothing is done.
    """
    session.info.update(action="undo", undoes=stamp(entry))
    past = _Past(session)
    changes = past.changes(stamp(entry))
    rows = _load(session, list(changes))
    made = [row for row in rows.values() if row.versions[""] == stamp(entry)]
    _refuse_if_used_since(session, made, changes)
    for key, fields in changes.items():
        row = rows[key]
        past.refuse_if_changed_since(row, stamp(entry), fields)
        if row.versions[""] != stamp(entry):
            past.restore(row, fields)
        elif isinstance(row, Scan) and row.way != "undo":
            session.add(_counter_scan(row, session.info["device"], at))
        elif isinstance(row, Seat):
            row.group_id = ""
        else:
            row.removed_at = at


class _Past:
    """The journal's entries as far as an undo looks back at them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, tuple[str, dict[tuple[Kind, str], Fields]]] = {}

    def changes(self, name: str) -> dict[tuple[Kind, str], Fields]:
        """Return what the entry called `name` changed."""
        return self._entry(name)[1]

    def _entry(self, name: str) -> tuple[str, dict[tuple[Kind, str], Fields]]:
        if name not in self._read:
            device, seq = name.rsplit(":", 1)
            entry = self._session.get_one(Entry, (device, int(seq)))
            self._read[name] = (entry.undoes, dict(read_changes(entry)))
        return self._read[name]

    def refuse_if_changed_since(self, row: Row, name: str, fields: Fields) -> None:
        """Raise `NothingToUndo` if a field of `row` was written after entry `name`."""
        for field in row.versions if row.versions[""] == name else fields:
            if self._writer(row, field) != name:
                raise NothingToUndo(
                    f"This {row.kind} was changed again since, so the earlier change "
                    "can't be taken back. Change it by hand."
                )

    def _writer(self, row: Row, field: str) -> str:
        """Return the entry whose value stands; an undo gives back an earlier one's."""
        name = row.versions.get(field, row.versions[""])
        while name and (undone := self._entry(name)[0]):
            cell = self.changes(undone)[row.kind, row.id][field]
            name = cell.get("replaces", [""])[0]
        return str(name)

    def restore(self, row: Row, fields: Fields) -> None:
        """Give `fields` of `row` the values that they replaced."""
        for name, cell in fields.items():
            if "replaces" not in cell:
                raise NothingToUndo(
                    f"Another laptop made this {row.kind} too, so the change can't be "
                    "taken back. Change it by hand."
                )
            column = columns(type(row))[name]
            before = self.changes(cell["replaces"][0])[row.kind, row.id].get(name, {})
            value = before.get("value", empty(column))
            setattr(row, name, to_python(column, value))


def _refuse_if_used_since(
    session: Session, made: list[Row], changes: dict[tuple[Kind, str], Fields]
) -> None:
    """Raise `NothingToUndo` if a record came to refer to one of `made` later on.

    What the same entry made refer to them will refer to others again.
    """
    for kind, name, by in _REFERENCES:
        keys = [getattr(row, name) for row in made if isinstance(row, kind)]
        user = by.class_
        own = {row_id for (_, row_id), fields in changes.items() if by.key in fields}
        query = select(user.id).where(user.removed_at.is_(None))
        if user is Seat:
            query = query.where(*SITTING)
        elif user is Scan:
            query = query.where(Scan.way != "undo", ~_IS_TAKEN_BACK)
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            if set(session.scalars(query.where(by.in_(some)))) - own:
                _refuse_used(kind.kind, user.kind)
    _refuse_if_listed_since(session, made, changes)


def _refuse_if_listed_since(
    session: Session, made: list[Row], changes: dict[tuple[Kind, str], Fields]
) -> None:
    """Raise `NothingToUndo` if a list came to hold one of `made` later on."""
    for kind, by in _LISTS:
        keys = {row.id for row in made if isinstance(row, kind)}
        user = by.class_
        listed = select(user.id, by).where(user.removed_at.is_(None))
        for row_id, value in session.execute(listed) if keys else ():
            fields = changes.get((user.kind, row_id), {})
            if by.key not in fields and not keys.isdisjoint(_texts_in(value)):
                _refuse_used(kind.kind, user.kind)


def _texts_in(value: object) -> Iterator[str]:
    """Give every text in a list, or in the lists of a dict."""
    if isinstance(value, str):
        yield value
    else:
        parts = value.values() if isinstance(value, dict) else value
        for part in parts:  # type: ignore[attr-defined]  # a list
            yield from _texts_in(part)


def _refuse_used(kind: Kind, user: Kind) -> NoReturn:
    raise NothingToUndo(
        f"A {user} was made for this {kind} since, so it can't be taken "
        "back. Change it by hand."
    )


def _load(
    session: Session, keys: list[tuple[Kind, str]]
) -> dict[tuple[Kind, str], Row]:
    loaded: dict[tuple[Kind, str], Row] = {}
    for kind, row in REPLICATED.items():
        ids = [row_id for other, row_id in keys if other is kind]
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            found = session.scalars(select(row).where(row.id.in_(some)))
            loaded.update({(kind, one.id): one for one in found})
    return loaded


def _counter_scan(scan: Scan, device: str, at: datetime) -> Scan:
    return Scan(
        id=new_id(at),
        checkpoint_id=scan.checkpoint_id,
        badge_number=scan.badge_number,
        participant_id=scan.participant_id,
        direction=scan.direction,
        at=at,
        device_id=device,
        way="undo",
        undoes_id=scan.id,
    )

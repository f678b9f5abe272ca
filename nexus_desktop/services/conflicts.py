"""Fields that two people wrote apart: what stands in them, and which of both is right.

Which one counts until somebody says so is the same on all laptops (`store.merging`).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.exchanging import Conflict
from nexus_desktop.core.kinds import Kind
from nexus_desktop.store import journal, rows
from nexus_desktop.store.encoding import columns, to_journal, to_python


def conflicts(session: Session) -> list[Conflict]:
    """Return every value that stands beside one that counts."""
    one = rows.Standing
    query = select(one).order_by(one.kind, one.row_id, one.field, one.stamp)
    return [_told(session, found) for found in session.scalars(query)]


def settle(
    session: Session, conflict: Conflict, *, swap: bool, at: datetime
) -> list[Conflict]:
    """Say which value is right: the one that counts, or (`swap`) the other.

    All others of the field are replaced, on every laptop. Returns what is left to
    settle. Saying it twice changes nothing.

    Raises:
        NotFound: the field was changed since, so it must be looked at again.
    """
    del at  # the journal keeps it
    session.info["action"] = "conflict.settle"
    key = (Kind(conflict.kind), conflict.row_id, conflict.field)
    beside = _beside(session, key)
    if not beside:
        return conflicts(session)
    fresh = [_told(session, one) for one in beside]
    if conflict not in fresh:
        raise NotFound("This field was changed since. Look at it again.")
    row = session.get_one(rows.REPLICATED[key[0]], conflict.row_id)
    column = columns(type(row))[conflict.field]
    present = row.versions.get(conflict.field, row.versions[""])
    value = conflict.other if swap else conflict.present
    setattr(row, conflict.field, to_python(column, value))
    names = (present, *(one.stamp for one in beside))
    journal.replace_all(session, row, conflict.field, names)
    for one in beside:
        session.delete(one)
    session.flush()
    return conflicts(session)


def _beside(session: Session, key: tuple[Kind, str, str]) -> Sequence[rows.Standing]:
    row = rows.Standing
    query = select(row).where(
        row.kind == key[0].value, row.row_id == key[1], row.field == key[2]
    )
    return session.scalars(query.order_by(row.stamp)).all()


def _told(session: Session, one: rows.Standing) -> Conflict:
    row = session.get_one(rows.REPLICATED[Kind(one.kind)], one.row_id)
    present = row.versions.get(one.field, row.versions[""])
    other = _entry(session, one.stamp)
    cell = dict(journal.read_changes(other))[row.kind, row.id][one.field]
    return Conflict(
        kind=one.kind,
        row_id=one.row_id,
        field=one.field,
        present=to_journal(getattr(row, one.field)),
        other=cell.get("value"),
        present_by=_entry(session, present).actor,
        other_by=other.actor,
        stamp=one.stamp,
    )


def _entry(session: Session, name: str) -> rows.Entry:
    device, _, seq = name.rpartition(":")
    return session.get_one(rows.Entry, (device, int(seq)))

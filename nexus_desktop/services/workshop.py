"""The workshop of this file: making it, reading it, changing what is said of it."""

import secrets
from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.workshop import (
    NewWorkshop,
    Objective,
    WorkshopInfo,
    checked,
    days_between,
)
from nexus_desktop.store import rows

_COLUMNS = tuple(f.name for f in fields(NewWorkshop) if f.name != "objectives")


def create(session: Session, draft: NewWorkshop, *, at: datetime) -> WorkshopInfo:
    """Write a workshop into a new file: badge key, objectives, a desk for each day.

    Raises:
        WorkshopError: the draft can't be.
    """
    session.info["action"] = "workshop.create"
    draft = checked(draft)
    row = rows.Workshop(
        id=new_id(at),
        **{name: getattr(draft, name) for name in _COLUMNS},
        badge_code=secrets.token_hex(4),
        badge_keys={"1": secrets.token_hex(32)},
        badge_epoch=1,
    )
    session.add(row)
    _write_objectives(session, draft.objectives, at)
    _set_up_desks(session, days_between(draft.first_day, draft.last_day), at)
    session.flush()
    return info(session)


def info(session: Session) -> WorkshopInfo:
    """Return what is known of the workshop.

    Raises:
        NotFound: the file holds none (yet).
    """
    row = _the_workshop(session)
    objectives = tuple(
        Objective(found.number, found.text) for found in _objectives(session)
    )
    values = {name: getattr(row, name) for name in _COLUMNS}
    texts = tuple(objective.text for objective in objectives)
    return WorkshopInfo(
        row.id,
        NewWorkshop(**values, objectives=texts),
        objectives,
        dict(row.country_names),
    )


def edit(session: Session, draft: NewWorkshop, *, at: datetime) -> WorkshopInfo:
    """Make the workshop what `draft` says: `replace(info.draft, title=…)`.

    A day that is new gets its registration desk; the desk of a day that is gone goes
    too, unless somebody was scanned there. A desk that was taken away stays away.

    Raises:
        NotFound: the file holds no workshop.
        WorkshopError: the draft can't be.
    """
    session.info["action"] = "workshop.edit"
    row, draft = _the_workshop(session), checked(draft)
    before = days_between(row.first_day, row.last_day)
    for name in _COLUMNS:
        setattr(row, name, getattr(draft, name))
    _write_objectives(session, draft.objectives, at)
    after = days_between(draft.first_day, draft.last_day)
    _set_up_desks(session, after, at, frozenset(before))
    session.flush()
    return info(session)


def set_objectives(
    session: Session, texts: tuple[str, ...], *, at: datetime
) -> tuple[Objective, ...]:
    """State the objectives anew, numbered from 1; empty texts are left out.

    Notes and sessions refer to an objective by its number, so they keep to the place.
    """
    session.info["action"] = "objective.edit"
    _write_objectives(session, texts, at)
    session.flush()
    return tuple(Objective(row.number, row.text) for row in _objectives(session))


def _the_workshop(session: Session) -> rows.Workshop:
    row = session.scalar(
        select(rows.Workshop).where(rows.Workshop.removed_at.is_(None))
    )
    if row is None:
        raise NotFound("This file holds no workshop yet.")
    return row


def _objectives(session: Session) -> list[rows.Objective]:
    found = select(rows.Objective).where(rows.Objective.removed_at.is_(None))
    return list(session.scalars(found.order_by(rows.Objective.number)))


def _write_objectives(session: Session, texts: tuple[str, ...], at: datetime) -> None:
    wanted = [text.strip() for text in texts if text.strip()]
    known = {row.number: row for row in _objectives(session)}
    for number, text in enumerate(wanted, start=1):
        row = known.pop(number, None)
        if row is None:
            session.add(rows.Objective(id=new_id(at), number=number, text=text))
        else:
            row.text = text
    for row in known.values():
        row.removed_at = at


def _set_up_desks(
    session: Session,
    days: tuple[date, ...],
    at: datetime,
    known: frozenset[date] = frozenset(),
) -> None:
    """Give each day its desk, but for days `known` before: theirs was taken away."""
    desks = {desk.day: desk for desk in _desks(session)}
    for number, day in enumerate(days, start=1):
        desk, name = desks.pop(day, None), f"Registration, day {number}"
        if desk is None and day in known:
            continue
        if desk is None:
            session.add(rows.Checkpoint(id=new_id(at), name=name, day=day))
        else:
            _rename(desk, name)
    for desk in desks.values():
        used = select(rows.Scan.id).where(rows.Scan.checkpoint_id == desk.id).limit(1)
        if session.scalar(used) is None:
            desk.removed_at = at
        else:
            _rename(desk, f"Registration, {desk.day}")


def _rename(desk: rows.Checkpoint, name: str) -> None:
    if desk.name.startswith(
        "Registration, "
    ):  # else somebody gave it a name of its own
        desk.name = name


def _desks(session: Session) -> list[rows.Checkpoint]:
    found = select(rows.Checkpoint).where(
        rows.Checkpoint.removed_at.is_(None),
        rows.Checkpoint.purpose == "registration",
        rows.Checkpoint.day.is_not(None),
    )
    return list(session.scalars(found.order_by(rows.Checkpoint.day)))

"""A workshop and the one before it: open actions, figures, and a new one's beginning.

What an earlier file holds is read as a value first (`store.earlier_file` lends the
session), and adopted here by a user action. That file is not needed afterwards.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.actions import Action, Carried, Station
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.notation import NoteFields, NoteKind, format_note
from nexus_desktop.core.ordering import n_between
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.series import (
    Compared,
    Earlier,
    Figures,
    SeriesError,
    Wanted,
    compared,
)
from nexus_desktop.core.series_figures import figures as count
from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo
from nexus_desktop.services import (
    actions,
    earlier_figures,
    minutes,
    notes_reading,
    papers,
    programme,
    workshop,
)
from nexus_desktop.store import earlier_file, rows, search

_EVERYTHING = Wanted()
_NOT_TAKEN = {"wishes", "attention", "external_id", "status"}
"""What was said of a person for the earlier workshop only."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Workshops of the series side by side, this one last, and its open business."""

    figures: tuple[Figures, ...]
    lines: tuple[Compared, ...]
    carried: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How many actions were taken over, and how many had been before."""

    added: int
    known: int


@dataclass(frozen=True, slots=True)
class Begun:
    """What a new workshop took over; `left_out` are sessions beyond its last day."""

    people: int = 0
    sessions: int = 0
    left_out: int = 0
    actions: int = 0


def read_file(path: Path, own: Path | None = None, *, at: datetime) -> Earlier:
    """Return what the workshop file at `path` holds; it stays byte for byte as it is.

    Args:
        path: an earlier workshop's file.
        own: the file that is open here.
        at: now.

    Raises:
        NexusError: it can't be read, or is `own`.
    """
    with earlier_file.earlier(path, own) as session:
        return read(session, at=at)


def read(session: Session, *, at: datetime) -> Earlier:
    """Return what a workshop hands on to the next one of its series.

    Raises:
        NotFound: the file holds no workshop.
    """
    material = papers.material(session, at=at)
    return Earlier(
        workshop.info(session),
        (*earlier_figures.kept(session), count(minutes.material(session))),
        actions.actions(session),
        tuple(one.fields for one in material.people if one.is_expected),
        programme.sessions(session),
    )


def comparison(session: Session) -> Comparison:
    """Return the workshops of the series side by side.

    Raises:
        NotFound: the file holds no workshop.
    """
    material = minutes.material(session)
    found = (*material.earlier, count(material))
    printed = material.workshop.country_names
    lines = compared(found, partial(countries.name, overrides=printed))
    return Comparison(found, lines, material.carried)


def known(session: Session) -> frozenset[str]:
    """Return the ids, in the earlier workshop, of actions that were carried over."""
    note = rows.Note
    query = select(note.continues).where(
        note.removed_at.is_(None), note.continues != ""
    )
    return frozenset(session.scalars(query))


def offered(session: Session, earlier: Earlier) -> frozenset[str]:
    """Return what is `known`, once it is sure that the workshop is an earlier one.

    Raises:
        SeriesError: it is this workshop, or a later one.
    """
    _refuse_unless_earlier(earlier.workshop, workshop.info(session))
    return known(session)


def carry(
    session: Session, earlier: Earlier, chosen: Collection[str], *, at: datetime
) -> CarriedOver:
    """Take over actions (by their ids) and the figures of an earlier workshop.

    An action that was taken over before is left as it is.

    Raises:
        SeriesError: it is this workshop, or a later one.
    """
    session.info["action"] = "action.carry"
    _refuse_unless_earlier(earlier.workshop, workshop.info(session))
    earlier_figures.keep(session, earlier.figures)
    there = known(session)
    wanted = [one for one in earlier.actions if one.id in chosen]
    fresh = [one for one in wanted if one.id not in there]
    _write(session, earlier.workshop, fresh, at)
    return CarriedOver(len(fresh), len(wanted) - len(fresh))


def make(
    session: Session,
    draft: NewWorkshop,
    earlier: Earlier | None,
    wanted: Wanted = _EVERYTHING,
    *,
    at: datetime,
) -> tuple[WorkshopInfo, Begun]:
    """Write a workshop into a new file, with what an earlier one hands on, if given.

    Raises:
        WorkshopError: the draft can't be.
        SeriesError: the new workshop is before the earlier one.
    """
    info = workshop.create(session, draft, at=at)
    if earlier is None:
        return info, Begun()
    return info, begin(session, earlier, wanted, at=at)


def begin(session: Session, earlier: Earlier, wanted: Wanted, *, at: datetime) -> Begun:
    """Give a new workshop what the earlier one of its series hands on.

    People come without badges, scans and seats; sessions at the same times of the same
    day of the workshop, without the names of that time.

    Raises:
        SeriesError: the new workshop is before the earlier one.
    """
    info = workshop.info(session)
    owed = {one.id for one in earlier.open_actions} if wanted.actions else set()
    carried = carry(session, earlier, owed, at=at)
    people = _people(session, earlier, at) if wanted.people else 0
    kept = _programme(session, earlier, info, at) if wanted.programme else 0
    session.info["action"] = "workshop.create"
    left_out = len(earlier.items) - kept if wanted.programme else 0
    return Begun(people, kept, left_out, carried.added)


def _refuse_unless_earlier(earlier: WorkshopInfo, own: WorkshopInfo) -> None:
    if earlier.id == own.id:
        raise SeriesError(
            f"“{earlier.title}” is this workshop, in a copy of its file. Choose the "
            "file of an earlier one."
        )
    if earlier.draft.first_day > own.draft.first_day:
        raise SeriesError(
            f"“{earlier.title}” begins on {earlier.draft.first_day}, after this "
            f"workshop ({own.draft.first_day}). Choose the file of an earlier one."
        )


def _write(
    session: Session, of: WorkshopInfo, found: Collection[Action], at: datetime
) -> None:
    reading = notes_reading.reading(session, actions.OUTSIDE)
    last = session.scalar(
        select(rows.Note.order)
        .where(rows.Note.continues != "")
        .order_by(rows.Note.order.desc())
        .limit(1)
    )
    orders = n_between(last, None, len(found))
    for order, action in zip(orders, found, strict=True):
        fields = NoteFields(
            kind=NoteKind.ACTION,
            text=action.text,
            places=action.places,
            owner=action.owner,
            due=action.due,
        )
        session.add(
            rows.Note(
                id=new_id(at),
                session_id=actions.OUTSIDE.session_id,
                order=order,
                line=format_note(fields, reading.notation),
                note_kind=NoteKind.ACTION.value,
                text=action.text,
                at=at,
                author=session.info.get("actor", ""),
                places=reading.places(action.places),
                owner=action.owner,
                due=action.due,
                state="open",
                continues=action.id,
                carried=_carried(action, of).as_json(),
            )
        )


def _carried(action: Action, of: WorkshopInfo) -> Carried:
    last = Station(
        of.title, of.draft.last_day, of.draft.number, action.owner, action.due,
        action.state, action.remark,
    )  # fmt: skip
    return Carried(past=(*action.past, last))


def _people(session: Session, earlier: Earlier, at: datetime) -> int:
    for fields in earlier.people:
        values: dict[str, Any] = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in fields.as_dict().items()
            if name not in _NOT_TAKEN
        }
        row = rows.Participant(id=new_id(at), **values)
        row.search_key = search.key_of(row)
        session.add(row)
    return len(earlier.people)


def _programme(
    session: Session, earlier: Earlier, info: WorkshopInfo, at: datetime
) -> int:
    """Write the sessions of the days that the workshop has; return how many."""
    kept = 0
    for item in earlier.items:
        moved = _moved(item, earlier.workshop, info)
        if moved is not None:
            programme.add(session, moved, at=at)
            kept += 1
    return kept


def _moved(
    item: SessionInfo, before: WorkshopInfo, info: WorkshopInfo
) -> SessionInfo | None:
    """Return a session at the same time of the same day; None if there is none."""
    day, minute = before.clock(item.starts_at)
    number = (day - before.draft.first_day).days
    if not 0 <= number < len(info.days):
        return None
    starts = info.moment(info.days[number], minute)
    stated = {one.number for one in info.objectives}
    return replace(
        item,
        starts_at=starts,
        ends_at=starts + (item.ends_at - item.starts_at),
        chair="",
        speakers="",
        rapporteur="",
        objectives=tuple(n for n in item.objectives if n in stated),
    )

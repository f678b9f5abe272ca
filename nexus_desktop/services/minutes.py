"""The minutes: reading what they are made of, compiling them, naming what they lack.

Reads only. A screen reads `material` on the database thread and compiles elsewhere;
`compile_minutes` does both at once.
"""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.actions import Carried
from nexus_desktop.core.minutes.arrangement import Arrangement
from nexus_desktop.core.minutes.compiling import compile_paper
from nexus_desktop.core.minutes.gaps import Gap, gaps
from nexus_desktop.core.minutes.material import (
    Breakout,
    Choices,
    Material,
    Person,
    Pictured,
    Remark,
)
from nexus_desktop.core.minutes.value import Image, Minutes
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.participant import Status
from nexus_desktop.core.picture import measured
from nexus_desktop.services import (
    actions,
    attendance,
    breakout_reading,
    earlier_figures,
    minutes_arrangement,
    parallel_notes,
    programme,
    workshop,
)
from nexus_desktop.services.workshop_pictures import COVER, LOGO
from nexus_desktop.store import rows

_FIGURE = "note"  # what a picture of a note is for
_PURPOSES = (_FIGURE, LOGO, COVER)

_DEFAULTS = Choices()
_PERSON = (
    rows.Participant.id, rows.Participant.printed_name, rows.Participant.native_name,
    rows.Participant.organisation, rows.Participant.position,
    rows.Participant.country, rows.Participant.city, rows.Participant.category,
    rows.Participant.gender, rows.Participant.family_name, rows.Participant.status,
)  # fmt: skip
_NOTE = (
    rows.Note.id, rows.Note.session_id, rows.Note.note_kind, rows.Note.text,
    rows.Note.group_id, rows.Note.speaker, rows.Note.speaker_id, rows.Note.attributed,
    rows.Note.objectives, rows.Note.places, rows.Note.owner, rows.Note.due,
    rows.Note.state, rows.Note.carried,
)  # fmt: skip
_KINDS = {kind.value: kind for kind in NoteKind}


def compile_minutes(session: Session, choices: Choices = _DEFAULTS) -> Minutes:
    """Return the minutes of the workshop, with headings in its language.

    Raises:
        NotFound: the file holds no workshop.
    """
    return compile_paper(material(session), choices)


@dataclass(frozen=True, slots=True)
class Papers:
    """What papers are made of, and how they are arranged."""

    material: Material
    arrangement: Arrangement


def papers(session: Session) -> Papers:
    """Return everything that any paper of the workshop needs.

    Raises:
        NotFound: the file holds no workshop.
    """
    return Papers(material(session), minutes_arrangement.arrangement(session))


def missing(session: Session, at: datetime) -> tuple[Gap, ...]:
    """Return what the minutes lack at `at`, of what is over by then.

    Raises:
        NotFound: the file holds no workshop.
    """
    return gaps(material(session), at)


def material(session: Session) -> Material:
    """Return everything that minutes are made of, in a dozen queries whatever the size.

    Raises:
        NotFound: the file holds no workshop.
    """
    about, pictures = workshop.info(session), _pictures(session)
    return Material(
        workshop=about,
        items=programme.sessions(session),
        people=tuple(_people(session)),
        arrivals=attendance.first_of_each_day(attendance.presences(session)),
        breakouts=tuple(_breakouts(session)),
        remarks=tuple(_remarks(session)),
        pictures={
            owner: found
            for (purpose, owner), found in pictures.items()
            if purpose == _FIGURE
        },
        logo=_only(pictures, LOGO, about.id),
        cover=_only(pictures, COVER, about.id),
        carried=actions.carried(session),
        earlier=earlier_figures.kept(session),
    )


def _people(session: Session) -> Iterator[Person]:
    query = select(*_PERSON).where(rows.Participant.removed_at.is_(None))
    for row in session.execute(query.order_by(rows.Participant.id)):
        values: list[Any] = list(row)
        values[-1] = row.status == Status.CANCELLED
        yield Person(*values)


def _breakouts(session: Session) -> Iterator[Breakout]:
    rounds = breakout_reading.live_rounds(session)
    ids = [turn.id for turn in rounds]
    groups = breakout_reading.groups(session, ids)
    seats = breakout_reading.seats(session, ids)
    for turn in rounds:
        for group in groups[turn.id]:
            draft = group.draft
            yield Breakout(
                group.id, turn.session_id, turn.number, draft.name, draft.topic,
                draft.room, draft.table, draft.facilitator, draft.rapporteur,
                members=tuple(
                    person
                    for person, seat in seats[turn.id].items()
                    if seat.group_id == group.id
                ),
            )  # fmt: skip


def _remarks(session: Session) -> Iterator[Remark]:
    query = select(*_NOTE).where(
        rows.Note.removed_at.is_(None), rows.Note.continues == ""
    )
    takers = parallel_notes.takers(session)
    for row in session.execute(query.order_by(rows.Note.order, rows.Note.id)):
        values = row._asdict()
        values["taken_by"] = takers.get(row.id, "")
        kind = _KINDS.get(values.pop("note_kind"), NoteKind.POINT)
        values["outcome"] = Carried.read(values.pop("carried")).remark
        for name in ("objectives", "places"):
            values[name] = tuple(values[name])
        yield Remark(kind=kind, **values)


def _pictures(session: Session) -> Mapping[tuple[str, str], tuple[Pictured, ...]]:
    """Return (purpose, id of the owner) -> pictures, in order."""
    picture = rows.Picture
    query = (
        select(picture)
        .where(
            picture.purpose.in_((_FIGURE, LOGO, COVER)), picture.removed_at.is_(None)
        )
        .order_by(picture.position, picture.id)
    )
    found: dict[tuple[str, str], tuple[Pictured, ...]] = {}
    for row in session.scalars(query):
        key = (row.purpose, row.owner_id)
        found[key] = (*found.get(key, ()), Pictured(_image(row), row.caption))
    return found


def _only(pictures: Mapping[tuple[str, str], tuple[Pictured, ...]], purpose: str,
          owner: str) -> Image | None:  # fmt: skip
    mine = pictures.get((purpose, owner), ())
    return mine[0].image if mine else None


def _image(row: rows.Picture) -> Image:
    data = b64decode(row.data)
    return Image(data, measured(data).kind, row.width, row.height)

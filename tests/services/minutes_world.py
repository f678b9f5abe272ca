"""Writes generated material for minutes into the rows of a test's workshop."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.minutes.material import Material
from nexus_desktop.core.ordering import n_between
from nexus_desktop.store import rows


def write(session: Session, material: Material, at: datetime) -> None:
    """Write programme, people, scans, groups and notes, under the same ids."""
    session.info["action"] = "test.fill"
    _write_workshop(session, material)
    _write_people(session, material)
    _write_programme(session, material)
    _write_breakouts(session, material)
    _write_notes(session, material, at)


def _write_workshop(session: Session, material: Material) -> None:
    draft = material.workshop.draft
    row = session.scalars(select(rows.Workshop)).one()
    row.title, row.series, row.number = draft.title, draft.series, draft.number
    row.organisers, row.background = draft.organisers, draft.background
    for objective in session.scalars(select(rows.Objective)):
        objective.text = draft.objectives[objective.number - 1]


def _write_people(session: Session, material: Material) -> None:
    session.add(rows.Checkpoint(id="desk", name="Registration"))
    for person in material.people:
        session.add(
            rows.Participant(
                id=person.id,
                printed_name=person.name,
                native_name=person.native_name,
                family_name=person.family_name,
                organisation=person.organisation,
                position=person.position,
                country=person.country,
                city=person.city,
                category=person.category,
                gender=person.gender,
                status="cancelled" if person.cancelled else "expected",
            )
        )
    for number, arrival in enumerate(material.arrivals):
        session.add(
            rows.Scan(
                id=f"scan{number}",
                checkpoint_id="desk",
                participant_id=arrival.participant_id,
                at=arrival.at,
                device_id="d1",
                way="search",
                verdict="ADMITTED",
            )
        )


def _write_programme(session: Session, material: Material) -> None:
    for item in material.items:
        session.add(
            rows.Session(
                id=item.id,
                form=item.form,
                title=item.title,
                starts_at=item.starts_at,
                ends_at=item.ends_at,
                room=item.room,
                chair=item.chair,
                speakers=item.speakers,
                rapporteur=item.rapporteur,
                objectives=list(item.objectives),
            )
        )


def _write_breakouts(session: Session, material: Material) -> None:
    turns = {group.round_number: group.session_id for group in material.breakouts}
    for number, session_id in turns.items():
        session.add(rows.Round(id=f"r{number}", session_id=session_id, number=number))
    for position, group in enumerate(material.breakouts):
        session.add(
            rows.Group(
                id=group.id,
                round_id=f"r{group.round_number}",
                position=position,
                name=group.name,
                topic=group.topic,
                room=group.room,
                table=group.table,
                facilitator=group.facilitator,
                rapporteur=group.rapporteur,
            )
        )
        for member in group.members:
            session.add(
                rows.Seat(
                    id=f"{group.id}-{int(member[1:]):05d}",
                    round_id=f"r{group.round_number}",
                    group_id=group.id,
                    participant_id=member,
                )
            )


def _write_notes(session: Session, material: Material, at: datetime) -> None:
    keys = n_between(None, None, len(material.remarks))
    for key, remark in zip(keys, material.remarks, strict=True):
        session.add(
            rows.Note(
                id=remark.id,
                session_id=remark.session_id,
                group_id=remark.group_id,
                order=key,
                line=remark.text,
                note_kind=remark.kind.value,
                text=remark.text,
                speaker=remark.speaker,
                speaker_id=remark.speaker_id,
                attributed=remark.attributed,
                at=at,
                objectives=list(remark.objectives),
                places=list(remark.places),
                owner=remark.owner,
                due=remark.due,
                state=remark.state,
                carried={"remark": remark.outcome} if remark.outcome else {},
            )
        )

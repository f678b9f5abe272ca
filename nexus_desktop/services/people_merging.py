"""Merging two people who are one: what the one had follows the other.

Scans are facts and stay as they are: `services.merged` tells whose they are now. All
the rest is re-pointed row by row, so that one undo gives everything back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.participant import CANCEL_REASON, Person, Status
from nexus_desktop.core.people_merging import (
    Choice,
    Difference,
    MergeError,
    differences,
    merged_values,
)
from nexus_desktop.services import attendance, people, pictures
from nexus_desktop.store import rows, undo

PHOTO = "photo"
"""Beside the fields, what `choices` of a merge may name."""

# Columns that name a participant; seats, photos and lists have rules of their own.
_POINTING: tuple[InstrumentedAttribute[Any], ...] = (
    rows.Badge.participant_id,
    rows.Note.speaker_id,
    rows.Group.facilitator_id,
    rows.Group.rapporteur_id,
    rows.Participant.replaces_id,
)
_OF_SEVERAL = frozenset({"together", "apart"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two people side by side.

    Attributes:
        kept: who stays.
        has_photos: of the one kept, of the other.
        doubts: sentences on what speaks for two people.
    """

    kept: Person
    other: Person
    differences: tuple[Difference, ...]
    has_photos: tuple[bool, bool]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: who they are now, who is gone, and what followed.

    Attributes:
        followed: what moved, in words: "badge" -> 1, "scan" -> 3 …
    """

    person: Person
    gone: str
    followed: Mapping[str, int]


def who_stays(session: Session, one_id: str, two_id: str) -> tuple[str, str]:
    """Return the ids of two people, first who had better stay.

    That is who comes, came, has a badge, or was registered first.

    Raises:
        NotFound: one of them is not there.
    """
    two = [people.person(session, which) for which in (one_id, two_id)]
    kept, other = sorted(two, key=_standing)
    return kept.id, other.id


def compare(session: Session, keep_id: str, other_id: str) -> Comparison:
    """Return two people side by side, with a proposal for every field.

    Raises:
        NotFound: one of them is not there.
        MergeError: it is the same person twice.
    """
    _refuse_the_same(keep_id, other_id)
    kept, other = (people.person(session, which) for which in (keep_id, other_id))
    photos = pictures.photos(session, [kept.id, other.id])
    return Comparison(
        kept,
        other,
        differences(kept.fields, other.fields),
        (kept.id in photos, other.id in photos),
        tuple(_doubts(session, kept, other)),
    )


def merge(
    session: Session,
    keep_id: str,
    other_id: str,
    choices: Mapping[str, Choice] | None = None,
    *,
    at: datetime,
) -> Merged:
    """Make two people one: `keep_id` stays, and what the other had follows.

    Both badges are theirs then, and both admit. Doing it twice changes nothing.

    Args:
        session: of the workshop.
        keep_id: who stays.
        other_id: who turns out to be the same.
        choices: field (or `PHOTO`) -> whose value counts, where it is not the one that
            `compare` proposes.
        at: now.

    Raises:
        NotFound: one of them is not there.
        MergeError: it is the same person twice, or a choice can't be made.
        BadField: a value can't be kept.
    """
    session.info["action"] = "participant.merge"
    _refuse_the_same(keep_id, other_id)
    keep, other = (_any(session, which) for which in (keep_id, other_id))
    if other.merged_into_id == keep_id:
        return Merged(people.person(session, keep_id), other.printed_name, {})
    kept, gone = (people.person(session, which) for which in (keep_id, other_id))
    chosen = dict(choices or {})
    values = merged_values(differences(kept.fields, gone.fields), chosen)
    followed = {"scan": len(gone.passages)}
    _take_values(keep, other, values)
    followed["badge"] = _make_equal(session, keep_id, other_id)
    followed["seat"] = _move_seats(session, keep_id, other_id)
    _move_photo(session, keep_id, other_id, chosen.get(PHOTO, Choice.KEPT), at)
    followed["note"] = _re_point(session, keep_id, other_id)
    _re_point_lists(session, keep_id, other_id, at)
    if keep.replaces_id is None and other.replaces_id != keep_id:
        keep.replaces_id = other.replaces_id
    other.merged_into_id, other.removed_at = keep_id, at
    session.flush()
    return Merged(
        people.person(session, keep_id),
        gone.name,
        {what: count for what, count in followed.items() if count},
    )


def _refuse_the_same(one_id: str, two_id: str) -> None:
    if one_id == two_id:
        raise MergeError("Choose two people to merge; this is one.")


def _any(session: Session, participant_id: str) -> rows.Participant:
    """Return somebody, merged and removed ones too."""
    row = session.get(rows.Participant, participant_id)
    if row is None:
        raise NotFound("This person is not in the workshop any more.")
    return row


def _standing(person: Person) -> tuple[bool, bool, bool, str]:
    return (
        person.is_cancelled, person.arrived_at is None, not person.badge_issue,
        person.id,
    )  # fmt: skip


def _doubts(session: Session, kept: Person, other: Person) -> Iterable[str]:
    if kept.arrived_at and other.arrived_at:
        zone = attendance.zone_of(session)
        times = [
            f"{local.day} {local:%b, %H:%M}"
            for local in (
                one.arrived_at.astimezone(zone)
                for one in (kept, other)
                if one.arrived_at
            )
        ]
        yield f"Both were let in: {times[0]}, and {times[1]}."
    if _numbered_apart(kept, other):
        numbers = f"{kept.fields.external_id} and {other.fields.external_id}"
        yield f"Their list has them as two: {numbers}."
    if len({kept.fields.country, other.fields.country} - {""}) == 2:
        yield "They come from two countries."


def _numbered_apart(kept: Person, other: Person) -> bool:
    numbers = {kept.fields.external_id, other.fields.external_id} - {""}
    return kept.source == other.source and len(numbers) == 2


def _take_values(
    keep: rows.Participant, other: rows.Participant, values: Mapping[str, Any]
) -> None:
    for name, value in values.items():
        setattr(keep, name, list(value) if isinstance(value, tuple) else value)
    if "external_id" in values:
        keep.source = other.source
    extra = {**other.extra, **keep.extra}
    if keep.status == Status.EXPECTED:
        extra.pop(CANCEL_REASON, None)
    if extra != keep.extra:
        keep.extra = extra


def _make_equal(session: Session, keep_id: str, other_id: str) -> int:
    """Give both people's newest badges one number, so that neither ends the other.

    Badges that a newer one of the same person had ended stay behind. Returns how many
    badges the other has.
    """
    badge = rows.Badge
    newest: dict[str, list[rows.Badge]] = {}
    counts: dict[str, int] = {}
    for whose in (keep_id, other_id):
        found = session.scalars(
            select(badge).where(
                badge.participant_id == whose, badge.removed_at.is_(None)
            )
        ).all()
        issue = max((row.issue for row in found), default=0)
        newest[whose] = [row for row in found if row.issue == issue]
        counts[whose] = len(found)
    current = [row for found in newest.values() for row in found]
    issue = max((row.issue for row in current), default=0)
    for row in current:
        if row.issue != issue:
            row.issue = issue
    return counts[other_id]


def _move_seats(session: Session, keep_id: str, other_id: str) -> int:
    """Hand over seats in rounds in which the one kept has none; the rest go."""
    seat = rows.Seat
    there = select(seat).where(*rows.SITTING)
    taken = {
        row.round_id
        for row in session.scalars(there.where(seat.participant_id == keep_id))
    }
    moved = 0
    for row in session.scalars(there.where(seat.participant_id == other_id)):
        if row.round_id in taken:
            row.group_id = ""
        else:
            row.participant_id = keep_id
            moved += 1
    return moved


def _move_photo(
    session: Session, keep_id: str, other_id: str, choice: Choice, at: datetime
) -> None:
    picture = rows.Picture
    of_both = select(picture).where(
        picture.owner_id.in_((keep_id, other_id)), picture.removed_at.is_(None)
    )
    by_owner = {row.owner_id: row for row in session.scalars(of_both)}
    kept, others = by_owner.get(keep_id), by_owner.get(other_id)
    if others is None or (kept and choice is Choice.KEPT):
        return
    if kept:
        kept.removed_at = at
    others.owner_id = keep_id


def _re_point(session: Session, keep_id: str, other_id: str) -> int:
    """Let every column that names the other name the one kept; count notes."""
    notes = session.scalar(
        select(func.count()).where(
            rows.Note.speaker_id == other_id, rows.Note.removed_at.is_(None)
        )
    )
    for column in _POINTING:
        kind = column.class_
        pointing = select(kind).where(column == other_id, kind.removed_at.is_(None))
        for row in session.scalars(pointing):
            new = None if row.id == keep_id else keep_id  # nobody replaces themselves
            setattr(row, column.key, new)
    return notes or 0


def _re_point_lists(
    session: Session, keep_id: str, other_id: str, at: datetime
) -> None:
    """Let the lists that hold the other hold the one kept, once."""
    for rule in session.scalars(
        select(rows.Rule).where(rows.Rule.removed_at.is_(None))
    ):
        if other_id in rule.participants:
            rule.participants = exchanged(rule.participants, other_id, keep_id)
            if rule.form in _OF_SEVERAL and len(rule.participants) < 2:
                rule.removed_at = at
    re_point_entitled(session, keep_id, other_id)
    for plan in session.scalars(
        select(rows.Plan).where(rows.Plan.removed_at.is_(None))
    ):
        seats = {
            part: _without(where, keep_id, other_id)
            for part, where in plan.seats.items()
        }
        if seats != plan.seats:
            plan.seats = seats


def re_point_entitled(session: Session, new_id: str, old_id: str) -> None:
    """Let the new one pass wherever a list of people named the old one."""
    place = rows.Checkpoint
    for row in session.scalars(select(place).where(place.removed_at.is_(None))):
        listed = row.entitled.get("participant", [])
        if old_id in listed:
            row.entitled = {
                **row.entitled, "participant": exchanged(listed, old_id, new_id)
            }  # fmt: skip


def exchanged(ids: Iterable[str], old_id: str, new_id: str) -> list[str]:
    """Return `ids` with the new one in the place of the old one, each once."""
    return list(dict.fromkeys(new_id if one == old_id else one for one in ids))


def _without(where: Mapping[str, str], keep_id: str, other_id: str) -> dict[str, str]:
    if other_id not in where:
        return dict(where)
    rest = {one: group for one, group in where.items() if one != other_id}
    return {keep_id: where[other_id], **rest}


def separate(session: Session, other_id: str, *, at: datetime) -> Person:
    """Make somebody who was merged into another a person of their own again.

    Everything is as it was before the merge, however long ago that is.

    Raises:
        NotFound: they were not merged.
        NothingToUndo: what the merge wrote was changed again since.
    """
    row = _any(session, other_id)
    if row.merged_into_id is None:
        raise NotFound("This person was not merged into another.")
    device, seq = row.versions["merged_into_id"].rsplit(":", 1)
    undo.undo(session, session.get_one(rows.Entry, (device, int(seq))), at)
    session.flush()
    return people.person(session, other_id)


__all__ = [
    "PHOTO", "Comparison", "Merged", "compare", "exchanged", "merge",
    "re_point_entitled", "separate", "who_stays",
]  # fmt: skip

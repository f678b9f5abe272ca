"""For whom a checkpoint is, as far as it takes a look into the file. Reads only."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.entitled import is_entitled
from nexus_desktop.services import merged
from nexus_desktop.store import rows

NOBODY = frozenset({"-"})
"""What stands for groups in which nobody sits: an empty set would mean everybody."""

_PERSON = (
    rows.Participant.id, rows.Participant.role, rows.Participant.category,
    rows.Participant.country,
)  # fmt: skip
_SEATED = (rows.Seat, rows.Group, rows.Round)


def resolved(
    session: Session, entitled: Mapping[str, Collection[str]]
) -> dict[str, frozenset[str]]:
    """Return `entitled` as `core.checkin.is_entitled` asks for it.

    Groups become the people who sit in them, and who was merged is whom they turned
    out to be; the file is read only where people or groups are named.
    """
    found = {key: frozenset(among) for key, among in entitled.items() if among}
    if "group" in found:
        found["group"] = seated(session, found["group"]) or NOBODY
    for key in found.keys() & {"participant", "group"}:
        same = merged.finals(session)
        found[key] = frozenset(same.get(one, one) for one in found[key])
    return found


def seated(session: Session, group_ids: Collection[str]) -> frozenset[str]:
    """Return the ids of the people who have a seat in any of some groups."""
    query = (
        select(rows.Seat.participant_id)
        .join(rows.Group, rows.Group.id == rows.Seat.group_id)
        .join(rows.Round, rows.Round.id == rows.Seat.round_id)
        .where(
            rows.Seat.group_id.in_(group_ids),
            *(kind.removed_at.is_(None) for kind in _SEATED),
        )
    )
    return frozenset(session.scalars(query))


def expected_people(session: Session) -> dict[str, dict[str, str]]:
    """Return id -> what `is_entitled` asks of them, of all who did not cancel."""
    query = select(*_PERSON).where(
        rows.Participant.removed_at.is_(None), rows.Participant.status != "cancelled"
    )
    return {
        person: {
            "participant": person,
            "group": person,
            "role": role,
            "category": category,
            "country": country,
        }
        for person, role, category, country in session.execute(query)
    }


def among(
    people: Mapping[str, Mapping[str, str]], entitled: Mapping[str, Collection[str]]
) -> frozenset[str]:
    """Return which of `expected_people` may pass; `entitled` is `resolved`."""
    if not any(entitled.values()):
        return frozenset(people)
    return frozenset(
        ident for ident, person in people.items() if is_entitled(person, entitled)
    )

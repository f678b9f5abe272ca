"""What a round's papers say: group lists, and from them the signs for the doors."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import countries
from nexus_desktop.core.breakout import BreakoutError, GroupDraft, RoundInfo, joined
from nexus_desktop.core.group_list import GroupLists, ListedGroup
from nexus_desktop.core.papers import Heading, ListedPerson
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.services.breakouts import info
from nexus_desktop.store import rows

TITLE = "Breakout groups, round {number}: {session}"


def group_lists(session: Session, round_id: str) -> GroupLists:
    """Return the lists of a round: its groups with their people, by name.

    Raises:
        NotFound: it is not there.
        BreakoutError: nobody has a group yet.
    """
    about = info(session, round_id)
    workshop = session.scalars(select(rows.Workshop)).one()
    members = _members(session, round_id, workshop.country_names)
    if not any(members.values()):
        raise BreakoutError(
            f"Nobody has a group in round {about.number} yet. Solve it first."
        )
    groups = reading.groups(session, [round_id])[round_id]
    title = TITLE.format(number=about.number, session=about.title)
    return GroupLists(
        Heading(workshop.title, title, _when(about)),
        tuple(_listed(group.draft, members.get(group.id, ())) for group in groups),
    )


def _members(
    session: Session, round_id: str, country_names: dict[str, str]
) -> dict[str, list[ListedPerson]]:
    """Return group -> everybody in it who is expected."""
    expected = reading.people(session)
    seats = reading.seats(session, [round_id])[round_id]
    query = select(rows.Participant.id, rows.Participant.position)
    positions = {row[0]: row[1] for row in session.execute(query)}
    members: dict[str, list[ListedPerson]] = {}
    for person_id, seat in seats.items():
        if person_id not in expected:
            continue
        card = expected[person_id].card
        members.setdefault(seat.group_id, []).append(
            ListedPerson(
                name=card.name,
                native_name=card.native,
                position=positions[person_id],
                organisation=card.organisation,
                city=card.city,
                country=countries.name(card.country, country_names),
                role=card.role,
            )
        )
    return members


def _listed(draft: GroupDraft, members: Iterable[ListedPerson]) -> ListedGroup:
    return ListedGroup(
        draft.name, draft.topic, draft.room, draft.table,
        draft.facilitator, draft.rapporteur,
        tuple(sorted(members, key=lambda person: person.key)),
    )  # fmt: skip


def _when(about: RoundInfo) -> str:
    day = f"{about.starts_at:%A} {about.starts_at.day} {about.starts_at:%B %Y}"
    return joined(f"{day}, {about.starts_at:%H:%M}–{about.ends_at:%H:%M}", about.room)

"""Making the checkpoints that the programme asks for, in one go."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.checkpoints import (
    CheckpointDraft,
    Proposal,
    draft_for,
    drafts_for,
    free_name,
    proposals,
)
from nexus_desktop.services import programme, workshop
from nexus_desktop.services.checkpoints import Kept, live, write_new
from nexus_desktop.store import rows


@dataclass(frozen=True, slots=True)
class Made:
    """What became of the sessions that were to have a checkpoint.

    Attributes:
        there: how many had one already.
    """

    added: tuple[Kept, ...]
    there: int


def proposed(session: Session) -> tuple[Proposal, ...]:
    """Return what the sessions of the programme may need, in their order."""
    without = set(_groups(session)) - _groups_with_one(session)
    counts: dict[str, int] = {}
    for group_id, (session_id, _title) in _groups(session).items():
        counts[session_id] = counts.get(session_id, 0) + (group_id in without)
    return proposals(programme.sessions(session), _with_one(session), counts)


def make(
    session: Session,
    session_ids: Collection[str],
    by_group: Collection[str] = (),
    *,
    at: datetime,
) -> Made:
    """Set up a checkpoint for each of some sessions of the programme.

    Those that have one are passed over, so that doing it twice adds nothing.

    Args:
        session: of the workshop.
        session_ids: that get one for everybody.
        by_group: breakout sessions of which each group gets one, for its people.
        at: the time of the action.
    """
    session.info["action"] = "checkpoint.make"
    whole = programme.sessions(session)
    there = _with_one(session)
    wanted = [item for item in whole if item.id in session_ids]
    new = [item for item in wanted if item.id not in there]
    taken = [row.name for row in live(session)]
    drafts = list(drafts_for(new, whole, taken, workshop.info(session)))
    taken += [draft.name for draft in drafts]
    of_groups, had = _drafts_of_groups(session, by_group, taken)
    added = tuple(write_new(session, draft, at) for draft in (*drafts, *of_groups))
    return Made(added, len(wanted) - len(new) + had)


def _drafts_of_groups(
    session: Session, session_ids: Collection[str], taken: list[str]
) -> tuple[list[CheckpointDraft], int]:
    """Return a checkpoint for each group that has none, and how many have one."""
    info, known = workshop.info(session), _groups_with_one(session)
    items = {item.id: item for item in programme.sessions(session)}
    drafts, had = [], 0
    for group_id, (session_id, title) in _groups(session).items():
        if session_id not in session_ids or session_id not in items:
            continue
        if group_id in known:
            had += 1
            continue
        name = free_name(title, items[session_id], info, taken)
        taken.append(name)
        draft = draft_for(items[session_id], name, info)
        drafts.append(replace(draft, entitled={"group": (group_id,)}))
    return drafts, had


def _groups(session: Session) -> dict[str, tuple[str, str]]:
    """Return group -> its session, and what its door is called, in their order."""
    query = (
        select(rows.Group.id, rows.Round.session_id, rows.Group.name, rows.Group.topic)
        .join(rows.Round, rows.Round.id == rows.Group.round_id)
        .where(rows.Group.removed_at.is_(None), rows.Round.removed_at.is_(None))
        .order_by(rows.Round.number, rows.Group.position, rows.Group.id)
    )
    return {
        ident: (session_id, f"Group {name}: {topic}" if topic else f"Group {name}")
        for ident, session_id, name, topic in session.execute(query)
    }


def _with_one(session: Session) -> set[str]:
    """Return the sessions that have a checkpoint which is not that of a group."""
    return {
        row.session_id
        for row in live(session)
        if row.session_id and not row.entitled.get("group")
    }


def _groups_with_one(session: Session) -> set[str]:
    return {group for row in live(session) for group in row.entitled.get("group", ())}

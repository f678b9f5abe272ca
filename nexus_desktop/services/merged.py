"""Whom a participant id stands for now, after people who were one have been merged.

What a fact (a scan) says is never rewritten, so its participant is looked up through
this. Merges made on several laptops may form chains; a chain counts to its end. An
index holds the merged ones alone, so that a workshop without any pays nothing.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from nexus_desktop.store import rows

_One, _Next, _Last = (aliased(rows.Participant) for _ in range(3))
_STEP = (
    select(_One.id.label("id"), _One.merged_into_id.label("final"))
    .where(_One.merged_into_id.is_not(None))
    .cte("merged_step", recursive=True)
)
_STEPS = _STEP.union(
    select(_STEP.c.id, _Next.merged_into_id)
    .join_from(_STEP, _Next, _Next.id == _STEP.c.final)
    .where(_Next.merged_into_id.is_not(None))
)
FINAL = (
    select(_STEPS.c.id, _STEPS.c.final)
    .where(
        _STEPS.c.final.not_in(select(_Last.id).where(_Last.merged_into_id.is_not(None)))
    )
    .cte("merged")
)
"""id -> final: of everybody who was merged, whom they turned out to be."""


def final_id(session: Session, participant_id: str) -> str:
    """Return whom an id stands for now: itself, unless it was merged."""
    found = session.scalar(select(FINAL.c.final).where(FINAL.c.id == participant_id))
    return found or participant_id


def finals(session: Session) -> dict[str, str]:
    """Return merged id -> whom it stands for, of everybody who was merged."""
    return {row.id: row.final for row in session.execute(select(FINAL))}

"""What the card tells of a person besides the verdict: badge, photo, cancellation.

A scan waits for it, so it is one statement. Reads only.
"""

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from nexus_desktop.core.checkin import PrintedBadge, Record
from nexus_desktop.core.participant import CANCEL_REASON
from nexus_desktop.services.desk_reading import Seen
from nexus_desktop.store.types import UtcDateTime

_RECORD_SQL = """
WITH last(id, issue) AS (
    SELECT id, issue FROM badge
    WHERE participant_id = :person AND removed_at IS NULL AND revoked_at IS NULL
    ORDER BY issue DESC, issued_at DESC LIMIT 1)
SELECT printing.at AS at, last.issue AS issue, printing.filed_in AS filed_in,
    EXISTS (SELECT 1 FROM picture WHERE owner_id = :person AND purpose = 'photo'
        AND removed_at IS NULL) AS has_photo,
    coalesce((SELECT json_extract(extra, :reason) FROM participant
        WHERE id = :person AND status = 'cancelled'), '') AS why
FROM (SELECT 1)
LEFT JOIN last ON true
LEFT JOIN printing ON printing.badge_id = last.id AND printing.removed_at IS NULL
ORDER BY printing.at DESC LIMIT 1
"""
_RECORD = (
    text(_RECORD_SQL)
    .bindparams(bindparam("reason", f'$."{CANCEL_REASON}"'))
    .columns(at=UtcDateTime)
)


def of(session: Session, seen: Seen) -> Record:
    """Return what the file holds about a person besides their fields."""
    found = session.execute(_RECORD, {"person": seen.guest.id}).one()
    printed = None
    if found.at is not None:
        printed = PrintedBadge(found.at, found.issue, found.filed_in)
    return Record(printed, bool(found.has_photo), seen.is_cancelled, str(found.why))

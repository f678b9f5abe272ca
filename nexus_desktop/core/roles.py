"""What each role may write: one table, checked on every laptop that is told."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from nexus_desktop.core.kinds import Kind


class Role(StrEnum):
    """What a laptop is for."""

    COORDINATOR = "coordinator"
    DESK = "desk"
    RAPPORTEUR = "rapporteur"


ALL = frozenset({"*"})

# Fields that only the entry with which a laptop joins may write.
OF_JOINING = frozenset({"role", "public_key", "voucher", "sealing_key"})

# Fields of a laptop's record that only the root writes, the laptop where sharing began.
OF_ROOT = frozenset({"confirmed", "ended", "keys"})

# Fields of the workshop's record for which the same holds.
KEYS_OF_BADGES = frozenset({"badge_epoch", "badge_keys"})

MAY_WRITE: Mapping[Role, Mapping[Kind, frozenset[str]]] = {
    Role.COORDINATOR: dict.fromkeys(Kind, ALL),
    Role.DESK: {
        Kind.PARTICIPANT: ALL,
        Kind.BADGE: ALL,
        Kind.PRINTING: ALL,
        Kind.SCAN: ALL,
        Kind.SEAT: ALL,
        Kind.PICTURE: ALL,
        Kind.DEVICE: frozenset({"name"}),
    },
    Role.RAPPORTEUR: {
        Kind.NOTE: ALL,
        Kind.PICTURE: ALL,
        Kind.SESSION: frozenset({"notes_status"}),
        Kind.GROUP: frozenset({"notes_status"}),
        Kind.DEVICE: frozenset({"name"}),
    },
}


def forbidden(role: Role, kind: Kind, fields: Iterable[str]) -> str:
    """Return a field of `kind` that `role` may not write, "" when it may write all."""
    allowed = MAY_WRITE[role].get(kind, frozenset())
    if allowed == ALL:
        return ""
    return next((name for name in sorted(fields) if name not in allowed), "")

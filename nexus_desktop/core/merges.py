"""What becomes of a kind of record when laptops wrote it apart: one table."""

from collections.abc import Mapping
from enum import StrEnum

from nexus_desktop.core.kinds import Kind


class Merges(StrEnum):
    """How records of a kind come together."""

    FIELDS = "fields"
    """Field by field: who replaces wins, of the rest the latest; all are kept."""

    FACT = "fact"
    """It is made once and never changed; it can only be taken away."""


FACT_CHANGES = frozenset({"removed_at"})

MERGES: Mapping[Kind, Merges] = {
    Kind.WORKSHOP: Merges.FIELDS,
    Kind.OBJECTIVE: Merges.FIELDS,
    Kind.PARTICIPANT: Merges.FIELDS,
    Kind.BADGE: Merges.FIELDS,
    Kind.PRINTING: Merges.FACT,
    Kind.CHECKPOINT: Merges.FIELDS,
    Kind.SCAN: Merges.FACT,
    Kind.SESSION: Merges.FIELDS,
    Kind.ROUND: Merges.FIELDS,
    Kind.GROUP: Merges.FIELDS,
    Kind.SEAT: Merges.FIELDS,
    Kind.RULE: Merges.FIELDS,
    Kind.PLAN: Merges.FIELDS,
    Kind.NOTE: Merges.FIELDS,
    Kind.PICTURE: Merges.FIELDS,
    Kind.LAYOUT: Merges.FIELDS,
    Kind.DEVICE: Merges.FIELDS,
}

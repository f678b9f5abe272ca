"""The tables of the workshop file, one module per feature."""

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.rows.base import Base, Row
from nexus_desktop.store.rows.breakouts import SITTING, Group, Plan, Round, Rule, Seat
from nexus_desktop.store.rows.checkin import Checkpoint, Scan
from nexus_desktop.store.rows.journal import (
    Device,
    Entry,
    Local,
    Parked,
    Refusal,
    Standing,
)
from nexus_desktop.store.rows.notes import Draft, Note
from nexus_desktop.store.rows.people import Badge, Layout, Participant, Printing
from nexus_desktop.store.rows.pictures import Picture
from nexus_desktop.store.rows.programme import Session
from nexus_desktop.store.rows.workshop import Objective, Workshop

REPLICATED: dict[Kind, type[Row]] = {
    row.kind: row
    for row in (
        Workshop, Objective, Participant, Badge, Printing, Checkpoint, Scan, Session,
        Round, Group, Seat, Rule, Plan, Note, Picture, Layout, Device,
    )
}  # fmt: skip

__all__ = [
    "REPLICATED", "SITTING", "Badge", "Base", "Checkpoint", "Device", "Draft", "Entry",
    "Group", "Layout", "Local", "Note", "Objective", "Parked", "Participant", "Picture",
    "Plan", "Printing", "Refusal", "Round", "Row", "Rule", "Scan", "Seat", "Session",
    "Standing", "Workshop",
]  # fmt: skip

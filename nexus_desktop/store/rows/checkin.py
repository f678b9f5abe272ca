"""Checkpoints and what was scanned at them."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.rows.base import Row


class Checkpoint(Row, kw_only=True):
    """Where scans happen.

    Attributes:
        purpose: "registration", "session", "meal" or "visit".
        rule: "once", "once a day" or "in and out".
        day: the local day it serves, None for every day.
        entitled: who may pass, as {"role": […], "category": […], "country": […],
            "group": [ids of breakout groups], "participant": [ids]}; those named last
            may pass in any case, others need one match in each other key. {}: all.
    """

    __tablename__ = "checkpoint"
    kind: ClassVar[Kind] = Kind.CHECKPOINT

    name: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="registration")
    rule: Mapped[str] = mapped_column(default="once a day")
    day: Mapped[date | None] = mapped_column(default=None)
    session_id: Mapped[str | None] = mapped_column(String(36), default=None)
    entitled: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)


class Scan(Row, kw_only=True):
    """What happened at a checkpoint: a fact, never changed, undone by another.

    Attributes:
        code: the text as read, cut to 200 characters; "" when found by name.
        badge_number: the badge id in it, "" when it held none.
        participant_id: only when the person was found by name or registered on the
            spot; otherwise the badge says who it was.
        direction: "in" or "out".
        way: "scan", "search", "walk-in", "admitted anyway" or "undo".
        verdict: `core.checkin.Verdict` as text; "" for an undo.
        undoes_id: the scan that this one takes back.
    """

    __tablename__ = "scan"
    __table_args__ = (Index("ix_scan_checkpoint_id_at", "checkpoint_id", "at"),)
    kind: ClassVar[Kind] = Kind.SCAN

    checkpoint_id: Mapped[str] = mapped_column(String(36))
    code: Mapped[str] = mapped_column(default="")
    badge_number: Mapped[str] = mapped_column(String(16), default="", index=True)
    participant_id: Mapped[str | None] = mapped_column(
        String(36), default=None, index=True
    )
    direction: Mapped[str] = mapped_column(default="in")
    at: Mapped[datetime] = mapped_column(index=True)
    device_id: Mapped[str] = mapped_column(String(36))
    way: Mapped[str] = mapped_column(default="scan")
    verdict: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    undoes_id: Mapped[str | None] = mapped_column(String(36), default=None, index=True)

"""The programme."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.rows.base import Row


class Session(Row, kw_only=True):
    """A programme item.

    Attributes:
        form: registration, opening, plenary, panel, breakout, break, visit, closing …
        chair, speakers, rapporteur: names as printed, several separated by "; ".
        objectives: numbers of the objectives it serves.
        notes_status: "open", "for review" or "final".
        external_id: the item's number in the calendar it came from.
    """

    __tablename__ = "session"
    kind: ClassVar[Kind] = Kind.SESSION

    form: Mapped[str] = mapped_column(default="plenary")
    title: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    room: Mapped[str] = mapped_column(default="")
    chair: Mapped[str] = mapped_column(default="")
    speakers: Mapped[str] = mapped_column(default="")
    rapporteur: Mapped[str] = mapped_column(default="")
    objectives: Mapped[list[int]] = mapped_column(default_factory=list)
    notes_status: Mapped[str] = mapped_column(default="open")
    external_id: Mapped[str] = mapped_column(default="")

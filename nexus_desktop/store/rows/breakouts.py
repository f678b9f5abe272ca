"""Breakout rounds, groups, seats and rules."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.rows.base import Row


class Round(Row, kw_only=True):
    """One breakout round of a session.

    Attributes:
        number: 1, 2, … over the whole workshop, in the order of time.
        traits: participant field to balance -> weight.
        gathered: fields of `traits` whose equals are brought together, not spread.
        shares: field -> {value: share of each group wanted, 0 to 1}; values not named
            are spread as they occur.
        result: cost, bound, repeats … of the plan as last solved, {} before.
        published_at: set when the round was published; it is locked from then on.
    """

    __tablename__ = "breakout_round"
    kind: ClassVar[Kind] = Kind.ROUND

    session_id: Mapped[str] = mapped_column(String(36), index=True)
    number: Mapped[int]
    traits: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    gathered: Mapped[list[str]] = mapped_column(
        default_factory=list, info={"empty": []}
    )
    shares: Mapped[dict[str, Any]] = mapped_column(
        default_factory=dict, info={"empty": {}}
    )
    repeat_weight: Mapped[float] = mapped_column(default=1.0)
    wish_weight: Mapped[float] = mapped_column(default=0.0)
    result: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    published_at: Mapped[datetime | None] = mapped_column(default=None)


class Group(Row, kw_only=True):
    """A breakout group of a round.

    Attributes:
        name: "A", "B", …; `topic` is what it speaks about.
        seats_min, seats_max: people, both included.
        facilitator_id, rapporteur_id: the participants who are so named, if they are
            participants; they have their seat here.
        notes_status: "open", "for review" or "final".
    """

    __tablename__ = "breakout_group"
    kind: ClassVar[Kind] = Kind.GROUP

    round_id: Mapped[str] = mapped_column(String(36), index=True)
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    topic: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    table: Mapped[str] = mapped_column("table_name", default="")
    seats_min: Mapped[int] = mapped_column(default=0)
    seats_max: Mapped[int] = mapped_column(default=0)
    facilitator: Mapped[str] = mapped_column(default="")
    rapporteur: Mapped[str] = mapped_column(default="")
    facilitator_id: Mapped[str | None] = mapped_column(String(36), default=None)
    rapporteur_id: Mapped[str | None] = mapped_column(String(36), default=None)
    notes_status: Mapped[str] = mapped_column(default="open", info={"empty": "open"})


class Seat(Row, kw_only=True):
    """A participant's place in a group of a round: one row for each of both.

    Moving changes `group_id`, and nothing else tells where somebody sits, so that two
    laptops that move one person apart have written one field. "" is nowhere.
    """

    __tablename__ = "seat"
    kind: ClassVar[Kind] = Kind.SEAT

    round_id: Mapped[str] = mapped_column(String(36), index=True)
    group_id: Mapped[str] = mapped_column(String(36), index=True)
    participant_id: Mapped[str] = mapped_column(String(36), index=True)
    pinned: Mapped[bool] = mapped_column(default=False)


SITTING = (Seat.removed_at.is_(None), Seat.group_id != "")
"""What holds of the seats of people who sit somewhere."""


class Rule(Row, kw_only=True):
    """A hard rule.

    Attributes:
        form: "together", "apart", "must" or "must not"; the last two need `group_id`.
        participants: ids.
    """

    __tablename__ = "rule"
    kind: ClassVar[Kind] = Kind.RULE

    form: Mapped[str]
    participants: Mapped[list[str]]
    group_id: Mapped[str | None] = mapped_column(String(36), default=None)


class Plan(Row, kw_only=True):
    """An assignment put aside, to compare with the one on the board.

    Attributes:
        seats: round id -> {participant id: group id}.
        result: cost, bound, repeats … as solved.
    """

    __tablename__ = "plan"
    kind: ClassVar[Kind] = Kind.PLAN

    name: Mapped[str]
    at: Mapped[datetime]
    seats: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    result: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)

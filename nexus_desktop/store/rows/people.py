"""Participants and their badges."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.rows.base import Row


class Participant(Row, kw_only=True):
    """A registered person.

    Attributes:
        country: ISO 3166 alpha-2 code, or "" when not known.
        party: label shared by people who come and sit together.
        status: "expected" or "cancelled".
        source, external_id: the list a person came from and their number in it.
        extra: columns of the import that have no field here: heading -> text.
        merged_into_id: the participant that this one turned out to be; such a row is
            also removed, and what it had follows the other.
        replaces_id: the participant, cancelled since, whose place this one took.
        search_key: what a typed name is compared with; `store.search` makes it.
    """

    __tablename__ = "participant"
    __table_args__ = (
        Index(
            "ix_participant_merged_into_id",
            "merged_into_id",
            sqlite_where=text("merged_into_id IS NOT NULL"),
        ),
    )
    kind: ClassVar[Kind] = Kind.PARTICIPANT

    honorific: Mapped[str] = mapped_column(default="")
    given_name: Mapped[str] = mapped_column(default="")
    family_name: Mapped[str] = mapped_column(default="")
    printed_name: Mapped[str]
    native_name: Mapped[str] = mapped_column(default="")
    reading: Mapped[str] = mapped_column(default="")
    gender: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="", index=True)
    phone: Mapped[str] = mapped_column(default="")
    languages: Mapped[list[str]] = mapped_column(default_factory=list)
    party: Mapped[str] = mapped_column(default="")
    wishes: Mapped[list[str]] = mapped_column(default_factory=list)
    attention: Mapped[str] = mapped_column(default="")
    dietary: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="expected")
    source: Mapped[str] = mapped_column(default="")
    external_id: Mapped[str] = mapped_column(default="", index=True)
    extra: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    merged_into_id: Mapped[str | None] = mapped_column(String(36), default=None)
    replaces_id: Mapped[str | None] = mapped_column(String(36), default=None)
    search_key: Mapped[str] = mapped_column(default="")


class Badge(Row, kw_only=True):
    """A badge issued to a participant; a newer issue ends the older one.

    Attributes:
        number: the random 64-bit badge id as 16 hex digits.
        issue: 1 for the first badge of a person, then counted up.
    """

    __tablename__ = "badge"
    kind: ClassVar[Kind] = Kind.BADGE

    participant_id: Mapped[str] = mapped_column(String(36), index=True)
    number: Mapped[str] = mapped_column(String(16), index=True)
    issue: Mapped[int] = mapped_column(default=1)
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")


class Printing(Row, kw_only=True):
    """A badge was printed: a fact, never changed."""

    __tablename__ = "printing"
    kind: ClassVar[Kind] = Kind.PRINTING

    badge_id: Mapped[str] = mapped_column(String(36), index=True)
    at: Mapped[datetime]
    filed_in: Mapped[str] = mapped_column(default="")


class Layout(Row, kw_only=True):
    """A badge layout of this workshop.

    Attributes:
        design: the layout as `core.badge_layout` writes it.
    """

    __tablename__ = "badge_layout"
    kind: ClassVar[Kind] = Kind.LAYOUT

    name: Mapped[str]
    design: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)

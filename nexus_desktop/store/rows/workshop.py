"""The workshop itself and its stated objectives."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.rows.base import Row


class Workshop(Row, kw_only=True):
    """The one workshop of this file.

    Attributes:
        country: ISO 3166 alpha-2 code.
        time_zone: IANA name, for showing times.
        badge_code: 8 hex digits that tell its badges from other workshops'.
        badge_keys: key epoch (as text) -> 32-byte key as hex digits.
        badge_epoch: the epoch that new badges are signed with.
        country_names: country code -> printed name, where it differs from ISO's.
    """

    __tablename__ = "workshop"
    kind: ClassVar[Kind] = Kind.WORKSHOP

    title: Mapped[str]
    series: Mapped[str] = mapped_column(default="")
    number: Mapped[int | None] = mapped_column(default=None)
    venue: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    first_day: Mapped[date]
    last_day: Mapped[date]
    organisers: Mapped[str] = mapped_column(default="")
    background: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    retention_date: Mapped[date | None] = mapped_column(default=None)
    badge_code: Mapped[str]
    badge_keys: Mapped[dict[str, Any]]
    badge_epoch: Mapped[int] = mapped_column(default=1)
    country_names: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)


class Objective(Row, kw_only=True):
    """A stated objective; notes refer to it by its number."""

    __tablename__ = "objective"
    kind: ClassVar[Kind] = Kind.OBJECTIVE

    number: Mapped[int]
    text: Mapped[str]

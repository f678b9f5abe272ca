"""The columns of the table of people, and how their values read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtGui import QIcon

from nexus_desktop.core import countries
from nexus_desktop.core.participant import BadgeState, PersonRow
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.rows import Column

NARROW_HIDES = ("native", "category", "role", "badge")
# Which columns take what room is left, by shares.
SHARES = {"name": 2, "native": 1, "organisation": 4, "country": 1, "category": 2}
_LAST = "\U0010ffff"  # sorts behind every text
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Manner:
    """How this workshop writes countries and times."""

    zone: ZoneInfo
    country_names: Mapping[str, str]

    def country(self, code: str) -> str:
        """Return the name of a country."""
        return countries.name(code, self.country_names)

    def time(self, at: datetime) -> str:
        """Return a time as "5 Nov 09:41", in the workshop's zone."""
        local = at.astimezone(self.zone)
        return f"{local.day} {local:%b %H:%M}"


NAMES = (
    "name", "native", "organisation", "country", "category", "role", "badge",
    "arrived", "groups",
)  # fmt: skip


def columns(tr: Callable[[str], str], manner: Manner) -> tuple[Column[PersonRow], ...]:
    """Return the columns in the order of `NAMES`."""
    badges = {
        BadgeState.NONE: "",
        BadgeState.ISSUED: tr("issued"),
        BadgeState.PRINTED: tr("printed"),
        BadgeState.REVOKED: tr("switched off"),
    }
    return (
        _plain(tr("Name"), lambda row: row.printed_name, 160, _standing),
        _plain(tr("Name in own script"), lambda row: row.native_name, 124),
        _plain(tr("Organisation"), lambda row: row.organisation, 170),
        _plain(tr("Country"), lambda row: manner.country(row.country), 100),
        _plain(tr("Category"), lambda row: row.category, 120),
        _plain(tr("Role"), lambda row: row.role, 108),
        _plain(tr("Badge"), lambda row: badges[row.badge], 80),
        Column(
            tr("Arrived"),
            lambda row: manner.time(row.arrived_at) if row.arrived_at else "",
            order=lambda row: row.arrived_at or _NEVER,
            width=108,
        ),
        _plain(tr("Groups"), lambda row: " · ".join(row.groups), 90),
    )


def _plain(
    heading: str,
    text: Callable[[PersonRow], str],
    width: int,
    picture: Callable[[PersonRow], QIcon | None] | None = None,
) -> Column[PersonRow]:
    return Column(
        heading,
        text,
        order=lambda row: text(row).casefold() or _LAST,
        width=width,
        tip=text,
        picture=picture,
    )


def _standing(row: PersonRow) -> QIcon | None:
    """Return the sign before the name of who does not come."""
    return icon("ban", "bad") if row.is_cancelled else None

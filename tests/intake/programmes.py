"""What the tests of the programme's files share."""

from datetime import UTC, date, datetime
from pathlib import Path

from nexus_desktop.core.workshop import NewWorkshop, Objective, WorkshopInfo

CASES = Path(__file__).parents[1] / "data" / "cases"
WORKSHOP = WorkshopInfo(
    "w",
    NewWorkshop(
        title="Workshop",
        first_day=date(2014, 11, 5),
        last_day=date(2014, 11, 7),
        time_zone="Asia/Ulaanbaatar",
    ),
    tuple(Objective(number, f"Objective {number}") for number in range(1, 6)),
    {},
)


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    """Return the UTC time of what clocks in Ulaanbaatar show in November 2014."""
    local = datetime(2014, 11, day, hour, minute, tzinfo=WORKSHOP.zone)
    return local.astimezone(UTC)

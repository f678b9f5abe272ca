"""Reads a programme from whatever file holds it."""

from pathlib import Path

from nexus_desktop.core.programme_import import ProgrammeList
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.intake import calendar, programme_csv
from nexus_desktop.intake.problems import BadFile

_MOST_BYTES = 20_000_000
_ICS = (".ics", ".ical", ".ifb", ".icalendar")


def read(path: Path, workshop: WorkshopInfo) -> ProgrammeList:
    """Return the programme in a CSV file, a workbook or a calendar.

    What it holds tells which it is.

    Raises:
        BadFile: it can't be opened, is far too large, or holds no programme.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST_BYTES else b""
    except OSError as error:
        raise BadFile(f"{path.name} can't be opened: {error.strerror}.") from error
    if size > _MOST_BYTES:
        raise BadFile(f"{path.name} is too large to be a programme.")
    if path.suffix.lower() in _ICS or calendar.MARK in data[:1000].upper():
        return calendar.read(data, path.name, workshop)
    return programme_csv.read(data, path.name, workshop)

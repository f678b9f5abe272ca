"""Reads a programme kept as a table: one session a row, columns found by heading.

Cells that a Word table leaves empty (the day below the first row of a day) are filled
from above; a row with nothing but a day opens that day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from nexus_desktop.core.people_import import RowNote, SourceRow
from nexus_desktop.core.programme import (
    ProgrammeError,
    SessionDraft,
    checked,
    form_from_title,
    form_of,
)
from nexus_desktop.core.programme_import import ListedSession, ProgrammeList
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.intake import csv_file, headings
from nexus_desktop.intake.problems import BadFile
from nexus_desktop.intake.programme_headings import FIELDS
from nexus_desktop.intake.programme_times import (
    DAY,
    DayReader,
    read_range,
    read_time,
    split_day_and_time,
)
from nexus_desktop.intake.tables import Grid

_WORKBOOK = b"PK\x03\x04"
_TEXTS = ("room", "chair", "rapporteur", "speakers")
_LOOKED_THROUGH = 30
_BETWEEN_NAMES = re.compile(r"\s*[;\n；]+\s*")
_SPAN = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_MOST_OBJECTIVES = 99


def read(data: bytes, name: str, workshop: WorkshopInfo) -> ProgrammeList:
    """Return the sessions in delimited text or in a workbook.

    Times are those of the workshop's zone.

    Raises:
        BadFile: it is neither, or has no columns for titles and times.
    """
    if data.startswith(_WORKBOOK):
        from nexus_desktop.intake import xlsx_file  # noqa: PLC0415 - slow to import

        return _read(xlsx_file.read(data, name, _likeness), workshop)
    return _read(csv_file.read(data, name), workshop)


def _likeness(grid: Grid) -> tuple[int, int]:
    best = max((_score(row) for row in grid.rows[:_LOOKED_THROUGH]), default=0)
    return best, len(grid.rows)


def _read(grid: Grid, workshop: WorkshopInfo) -> ProgrammeList:
    name = grid.name
    rows = [row for row in grid.rows if any(cell.strip() for cell in row.cells)]
    if not rows:
        raise BadFile(f"{name} is empty: there is no programme in it.")
    heading = max(range(min(len(rows), _LOOKED_THROUGH)), key=lambda n: _score(rows[n]))
    columns = _columns(rows[heading].cells)
    _require(columns, rows[heading].cells, name)
    reader = _RowReader(columns, workshop, _day_reader(rows, columns, workshop))
    for row in rows[heading + 1 :]:
        reader.take(row)
    return ProgrammeList(
        name,
        tuple(reader.sessions),
        tuple(reader.faults),
        _told(rows[heading].cells, columns),
        grid.encoding,
    )


@cache
def _ranks() -> dict[str, tuple[str, int]]:
    return {
        headings.fold(heading): (field, rank)
        for field, known in FIELDS.items()
        for rank, heading in enumerate(known)
    }


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Return field -> the column whose heading names it best, the first of equals."""
    claims = []
    for column, cell in enumerate(cells):
        known = (_ranks().get(reading) for reading in headings.readings(cell))
        field, rank = next(filter(None, known), ("", 0))
        claims.append((rank, column, field))
    columns: dict[str, int] = {}
    for _rank, column, field in sorted(claims):
        if field:
            columns.setdefault(field, column)
    return columns


def _score(row: SourceRow) -> int:
    return len(_columns(row.cells))


def _require(columns: dict[str, int], cells: Sequence[str], name: str) -> None:
    missing = []
    if "title" not in columns:
        missing.append("titles")
    if "start" not in columns and "range" not in columns:
        missing.append("start times")
    if missing:
        found = ", ".join(cell.strip() for cell in cells[:12] if cell.strip())
        raise BadFile(
            f"{name} has no column for {' and '.join(missing)}. A programme needs the "
            f"columns Date, Start, End and Title; this list begins with: {found}."
        )


def _day_reader(
    rows: Sequence[SourceRow], columns: dict[str, int], workshop: WorkshopInfo
) -> DayReader:
    column = columns.get("day", columns.get("start", columns.get("range", 0)))
    texts = [row.cells[column] for row in rows if column < len(row.cells)]
    return DayReader(workshop.days[0], workshop.days[-1]).taught_by(texts)


def _told(cells: Sequence[str], columns: dict[str, int]) -> dict[str, str | None]:
    fields = {column: field for field, column in columns.items()}
    return {
        cell.strip(): fields.get(column)
        for column, cell in enumerate(cells)
        if cell.strip()
    }


class _BadRow(Exception):  # noqa: N818
    """A row can't be taken; the text is the reason."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one row by field; "" where the list has no such column."""

    row: SourceRow
    columns: dict[str, int]

    def __getitem__(self, field: str) -> str:
        column = self.columns.get(field, len(self.row.cells))
        return self.row.cells[column].strip() if column < len(self.row.cells) else ""


class _RowReader:
    """Takes row after row; remembers the day that the rows below belong to."""

    def __init__(
        self, columns: dict[str, int], workshop: WorkshopInfo, days: DayReader
    ) -> None:
        self.sessions: list[ListedSession] = []
        self.faults: list[RowNote] = []
        self._columns = columns
        self._workshop = workshop
        self._days = days
        self._day: date | None = None

    def take(self, row: SourceRow) -> None:
        """Add the session in `row`, or the reason why there is none."""
        filled = [cell for cell in row.cells if cell.strip()]
        banner = self._days.read(filled[0]) if len(filled) == 1 else None
        if banner:
            self._day = banner
            return
        try:
            self.sessions.append(self._session(_Cells(row, self._columns), row.number))
        except (_BadRow, ProgrammeError) as reason:
            self.faults.append(RowNote(row.number, str(reason)))

    def _session(self, cells: _Cells, number: int) -> ListedSession:
        day, begin, end = self._times(cells)
        if not cells["title"]:
            raise _BadRow("It has no title.")
        form, form_notes = _form(cells["form"], cells["title"])
        objectives, objective_notes = _objectives(cells["objectives"])
        texts = {name: "; ".join(_BETWEEN_NAMES.split(cells[name])) for name in _TEXTS}
        draft = SessionDraft(
            title=cells["title"],
            starts_at=self._workshop.moment(day, begin),
            ends_at=self._workshop.moment(day, end),
            form=form,
            objectives=objectives,
            **texts,
        )
        given = {"title", "starts_at", "ends_at"}
        given |= {name for name in (*_TEXTS, "form", "objectives") if cells[name]}
        return ListedSession(
            number,
            checked(draft),
            frozenset(given),
            cells["external_id"],
            (*form_notes, *objective_notes),
        )

    def _times(self, cells: _Cells) -> tuple[date, int, int]:
        begin_text, end_text = cells["start"] or cells["range"], cells["end"]
        day_text, begin_text = split_day_and_time(begin_text)
        _, end_text = split_day_and_time(end_text)
        self._enter(cells["day"] or day_text)
        if self._day is None:
            raise _BadRow("It has no date, and no row above gives one.")
        if not begin_text:
            raise _BadRow("It has no start time.")
        span = read_range(begin_text)
        begin, end = span or (read_time(begin_text), read_time(end_text))
        if begin is None:
            raise _BadRow(f"“{begin_text}” is not a time that can be read.")
        if end is None:
            words = f"“{end_text}” is not a time that can be read."
            raise _BadRow(words if end_text else "It has no end time.")
        end = end or DAY  # "20:00 to 00:00": the midnight that comes
        if end <= begin:
            raise _BadRow(
                f"It ends ({_clock(end)}) before it starts ({_clock(begin)})."
            )
        return self._day, begin, end

    def _enter(self, day_text: str) -> None:
        if day_text:
            self._day = self._days.read(day_text)
            if self._day is None:
                raise _BadRow(f"“{day_text}” is not a date that can be read.")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _form(text: str, title: str) -> tuple[str, tuple[str, ...]]:
    if not text:
        return form_from_title(title).name, ()
    form = form_of(text)
    if form is None:
        return "other", (
            f"“{text}” is no kind of session we know; it becomes “Other”.",
        )
    return form.name, ()


def _objectives(text: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the numbers in such as "2;3" or "1-3", and what to say of the text."""
    numbers: set[int] = set()
    for first, last in _SPAN.findall(text):
        if int(first) <= int(last) <= _MOST_OBJECTIVES:
            numbers.update(range(int(first), int(last) + 1))
    singles = map(int, re.findall(r"\d+", _SPAN.sub(" ", text)))
    numbers.update(number for number in singles if 0 < number <= _MOST_OBJECTIVES)
    numbers.discard(0)
    if text and not numbers:
        return (), (f"“{text}” names no objective by its number.",)
    return tuple(sorted(numbers)), ()

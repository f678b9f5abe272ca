"""What a list of people holds, column by column and row by row: values for an import.

A `Table` is text as it was read; a `Mapping` says which field each column goes to;
`core.people_rows` makes candidates of both; the service compares these with the people
of the workshop.
"""

from collections import Counter
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row: its number in the file, counted from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something to be said about a row of the list."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A list as read from a file.

    Attributes:
        headers: one per column, each different: a repeated heading is numbered, an
            empty one is called "Column 5".
        rows: every row has one cell per heading.
        faults: rows that could not be read, with the reason.
        sheet: of a workbook, else "".
        has_heading: False when the columns had to be named by us.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    faults: tuple[RowNote, ...] = ()
    encoding: str = ""
    sheet: str = ""
    has_heading: bool = True

    def samples(self, column: int, count: int = 3) -> tuple[str, ...]:
        """Return the first `count` different values of a column that are not empty."""
        seen = dict.fromkeys(row.cells[column].strip() for row in self.rows[:200])
        return tuple(value for value in seen if value)[:count]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where each column of a table goes.

    Attributes:
        fields: `core.participant.FIELDS` name per column, "quantity" for the number of
            people a row stands for, "leave out" for what is not to be kept, None for a
            column that is kept as it is.
        source: the tool that made the list, "list" when it is not known.
        family_first: the list writes family names first.
        running: columns that only count the rows; a change there is none.
        recognised: the kind of export, as the preview names it, "" for a list.
        checked_in: columns that say who was checked in by that tool.
    """

    fields: tuple[str | None, ...]
    source: str = "list"
    family_first: bool = False
    running: frozenset[int] = frozenset()
    recognised: str = ""
    checked_in: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that can be taken.

    Attributes:
        values: field -> value, only of fields that the row fills.
        extra: heading -> text of the columns without a field.
        running: headings in `extra` that only count the rows.
        is_composed: the printed name was put together from its parts.
        notes: what had to be left out or changed.
        is_guest: one of several people of a row, who has no name yet.
    """

    row: int
    values: ReadOnly[str, Any]
    extra: ReadOnly[str, str]
    running: frozenset[str] = frozenset()
    is_composed: bool = False
    notes: tuple[str, ...] = ()
    is_guest: bool = False

    @property
    def name(self) -> str:
        """Return the name as printed."""
        return str(self.values["printed_name"])


class Outcome(StrEnum):
    """What an import does with a row."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a row changes; `field` is a heading for what is kept in extra."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What happens to one row of the list, and why.

    Attributes:
        reason: of a skipped row.
        notes: what was left out of a row that is taken.
    """

    row: int
    outcome: Outcome
    name: str = ""
    changes: tuple[Change, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    participant_id: str | None = None
    candidate: Candidate | None = field(default=None, repr=False)


class Planned(Protocol):
    """What a report tells of one row of any list."""

    @property
    def row(self) -> int:
        """Return its number in the list."""
        ...

    @property
    def outcome(self) -> Outcome:
        """Return what happens to it."""
        ...

    @property
    def reason(self) -> str:
        """Return why it is skipped."""
        ...

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the fields that it changes."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what had to be left out or guessed."""
        ...


_Row = TypeVar("_Row", bound=Planned)


@dataclass(frozen=True, slots=True)
class ImportReport(Generic[_Row]):
    """What the import of a list would do, or has done.

    Attributes:
        columns: heading -> field or None.
    """

    name: str
    rows: tuple[_Row, ...]
    columns: ReadOnly[str, str | None]
    encoding: str

    @property
    def totals(self) -> Counter[Outcome]:
        """Count the rows of each outcome."""
        return Counter(row.outcome for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """Return the answer of an import with `--json`."""
        totals = self.totals
        return {
            "rows": len({row.row for row in self.rows}),
            "added": totals[Outcome.ADDED],
            "updated": totals[Outcome.UPDATED],
            "unchanged": totals[Outcome.UNCHANGED],
            "skipped": [
                {"row": row.row, "reason": row.reason}
                for row in self.rows
                if row.outcome is Outcome.SKIPPED
            ],
            "changes": [
                {"row": row.row, "fields": [change.field for change in row.changes]}
                for row in self.rows
                if row.outcome is Outcome.UPDATED
            ],
            "notes": [
                {"row": row.row, "reason": note}
                for row in self.rows
                for note in row.notes
            ],
            "columns": dict(self.columns),
            "encoding": self.encoding,
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody whom an earlier export of the tool held, and this one does not."""

    id: str
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class ImportPlan(ImportReport[PlannedRow]):
    """What an import of people would do, or has done.

    Attributes:
        recognised: the kind of export, "" for a list.
        missing: who is expected and not in this export of the same tool any more.
        cancelled: how many of these were cancelled.
    """

    recognised: str = ""
    missing: tuple[Missing, ...] = ()
    cancelled: int = 0

    def as_answer(self) -> dict[str, Any]:
        """Return the answer of an import of people with `--json`."""
        return {
            **self.as_json(),
            "recognised": self.recognised,
            "missing": [{"id": one.id, "name": one.name} for one in self.missing],
            "cancelled": self.cancelled,
        }

"""A finished list: what goes onto pages or into a table, cell by cell.

Texts come as they are to be printed. Nothing here knows how they got there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from nexus_desktop.core.papers import Heading

TEXT, NUMBER, TICK, SIGN = "text", "number", "tick", "sign"
"""How a column looks: words; a count; a box to tick; room to write in."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a finished list.

    Attributes:
        look: "text", "number", "tick" or "sign".
        strong: what people look for.
        is_name: it holds names of people.
        parts: headings of the lines of its cells, where these have several.
    """

    heading: str
    look: str = TEXT
    strong: bool = False
    is_name: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """Rows under one title, "" where there is only one chapter."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on sheets of its own: a day, a group, or the whole list.

    Attributes:
        name: what tells it from the other parts, "" when it is the only one.
        facts: a line below the title: how many, as of when.
        counts: (what, how many) to be shown before the rows.
    """

    heading: Heading
    chapters: tuple[Chapter, ...]
    name: str = ""
    facts: str = ""
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return sum(len(chapter.rows) for chapter in self.chapters)


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """A finished list.

    Attributes:
        title: what the file is called.
        grouping: what the chapters' titles are, "" when they have none.
    """

    title: str
    columns: tuple[TableColumn, ...]
    parts: tuple[Part, ...]
    grouping: str = ""

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return sum(part.count for part in self.parts)

    @property
    def people(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield a name and the whole row of everybody in it.

        The name is the first that the row has, or else its first text.
        """
        order = sorted(
            range(len(self.columns)), key=lambda place: not self.columns[place].is_name
        )
        for part in self.parts:
            for chapter in part.chapters:
                for row in chapter.rows:
                    texts = (row[place] for place in order if row[place])
                    yield next(texts, ""), row


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part as a plain table: a heading and a text for each column.

    Attributes:
        count: how many `rows` there are; these can be taken once.
    """

    title: str
    headings: tuple[str, ...]
    rows: Iterator[tuple[str, ...]]
    count: int


def sheets(table: PeopleTable) -> tuple[Sheet, ...]:
    """Return each part as a plain table; titles of chapters go into a column."""
    first = (table.grouping,) if table.grouping else ()
    headings = (*first, *_headings(table.columns))
    return tuple(
        Sheet(part.name or table.title, headings, _rows(table, part), part.count)
        for part in table.parts
    )


def _headings(columns: tuple[TableColumn, ...]) -> Iterator[str]:
    for column in columns:
        yield from column.parts or (column.heading,)


def _rows(table: PeopleTable, part: Part) -> Iterator[tuple[str, ...]]:
    wide = [len(column.parts) for column in table.columns]
    for chapter in part.chapters:
        first = (chapter.title,) if table.grouping else ()
        for row in chapter.rows:
            if any(wide):  # most lists have no such column, and may be long
                cells = (
                    cell
                    for text, count in zip(row, wide, strict=True)
                    for cell in _lines(text, count)
                )
                yield (*first, *cells)
            else:
                yield (*first, *row)


def _lines(text: str, count: int) -> tuple[str, ...]:
    """Return the lines of a cell, as many as there are parts; the last may be ""."""
    if not count:
        return (text,)
    lines = text.split("\n", count - 1)
    return (*lines, *[""] * (count - len(lines)))


def count_sheets(table: PeopleTable) -> tuple[Sheet, ...]:
    """Return what is counted above the rows, as plain tables."""
    return tuple(
        Sheet(
            f"Counts {part.name}".rstrip(),
            ("", "Number"),
            iter([(title, str(number)) for title, number in part.counts]),
            len(part.counts),
        )
        for part in table.parts
        if part.counts
    )

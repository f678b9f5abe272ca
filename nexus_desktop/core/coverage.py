"""What was said of each place and on each objective, as a grid that shows the gaps.

A cell holds its lines, so that it can be opened; an empty one is what to ask for
while there is time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from nexus_desktop.core.lists.table import Sheet
from nexus_desktop.core.note import same_place
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.workshop import Objective

REPORTED = (
    NoteKind.PROGRESS,
    NoteKind.CHALLENGE,
    NoteKind.EXPERIENCE,
    NoteKind.BENEFIT,
)
"""What a place is asked to report."""

_HEADINGS = {
    NoteKind.PROGRESS: "Progress", NoteKind.CHALLENGE: "Challenges",
    NoteKind.EXPERIENCE: "Experiences", NoteKind.BENEFIT: "Benefits",
    NoteKind.KEY: "Key messages", NoteKind.DECISION: "Decisions",
    NoteKind.RECOMMENDATION: "Recommendations", NoteKind.ACTION: "Actions",
    NoteKind.QUESTION: "Questions", NoteKind.POINT: "Points",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A line that counts here.

    Attributes:
        source: title of its session, with the group's name.
    """

    note_id: str
    session_id: str
    group_id: str | None
    kind: NoteKind
    text: str
    at: datetime
    speaker: str = ""
    source: str = ""
    places: tuple[str, ...] = ()
    objectives: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """A place that is or may be spoken of.

    Attributes:
        country: its printed name, "" when not known or when it is a country itself.
        is_awaited: people from there take part, so it should be heard.
    """

    name: str
    country: str = ""
    is_awaited: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what is counted; `is_asked` when every row should have some."""

    text: str
    tip: str = ""
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its name, a quieter word, and the lines of each cell.

    Attributes:
        is_awaited: its empty cells are gaps, not only empty.
    """

    name: str
    detail: str
    cells: tuple[tuple[Said, ...], ...]
    is_awaited: bool = True

    @property
    def total(self) -> int:
        """Return how many lines there are."""
        return len({said.note_id for cell in self.cells for said in cell})

    @property
    def is_silent(self) -> bool:
        """Say whether nothing was noted, though it should have been."""
        return self.is_awaited and not any(self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns; `title` is what the rows are, `detail` the word beside."""

    title: str
    detail: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]

    @property
    def silent(self) -> tuple[str, ...]:
        """Return the rows of which nothing was noted yet."""
        return tuple(line.name for line in self.lines if line.is_silent)

    @property
    def untouched(self) -> tuple[str, ...]:
        """Return the columns, among those asked for, that nobody has spoken to yet."""
        return tuple(
            heading.text
            for number, heading in enumerate(self.headings)
            if heading.is_asked and not any(line.cells[number] for line in self.lines)
        )

    @property
    def gaps(self) -> int:
        """Return how many cells that should have something have nothing."""
        return sum(
            not cell
            for line in self.lines
            if line.is_awaited
            for cell, heading in zip(line.cells, self.headings, strict=True)
            if heading.is_asked
        )


Test = Callable[[Said], bool]


def places_by_kind(
    said: Sequence[Said], homes: Sequence[Home], objective: int | None = None
) -> Grid:
    """Return what each place reported; on one objective only, if it is named."""
    chosen = [one for one in said if objective is None or objective in one.objectives]
    columns: list[tuple[Heading, Test]] = [
        (_of_kind(kind, is_asked=True), _is_kind(kind)) for kind in REPORTED
    ]
    other = Heading("Other", "Whatever else was noted", is_asked=False)
    columns.append((other, lambda one: one.kind not in REPORTED))
    return _places(chosen, homes, columns)


def places_by_objective(
    said: Sequence[Said], homes: Sequence[Home], objectives: Iterable[Objective]
) -> Grid:
    """Return to which objective each place has spoken."""
    columns: list[tuple[Heading, Test]] = [
        (_on_objective(one), _is_on(one.number)) for one in objectives
    ]
    none = Heading("None", "Lines that name no objective", is_asked=False)
    columns.append((none, lambda one: not one.objectives))
    return _places(said, homes, columns)


def kinds_by_objective(said: Sequence[Said], objectives: Iterable[Objective]) -> Grid:
    """Return what was noted of each kind, by objective."""
    stated = tuple(objectives)
    kinds = [
        *REPORTED, NoteKind.KEY, NoteKind.DECISION, NoteKind.RECOMMENDATION,
        NoteKind.ACTION, NoteKind.QUESTION, NoteKind.POINT,
    ]  # fmt: skip
    lines = tuple(
        Line(
            _HEADINGS[kind],
            kind.about.purpose.capitalize(),
            tuple(
                tuple(s for s in said if s.kind is kind and one.number in s.objectives)
                for one in stated
            ),
            is_awaited=kind is not NoteKind.POINT,
        )
        for kind in kinds
    )
    return Grid(
        "Kind", "What it is", tuple(map(_on_objective, stated)), lines if stated else ()
    )


def _on_objective(one: Objective) -> Heading:
    return Heading(f"Objective {one.number}", one.text)


def _of_kind(kind: NoteKind, *, is_asked: bool) -> Heading:
    return Heading(_HEADINGS[kind], kind.about.purpose.capitalize(), is_asked)


def _is_kind(kind: NoteKind) -> Test:
    return lambda one: one.kind is kind


def _is_on(number: int) -> Test:
    return lambda one: number in one.objectives


def _places(
    said: Iterable[Said], homes: Sequence[Home], columns: Sequence[tuple[Heading, Test]]
) -> Grid:
    heard: dict[str, list[Said]] = {}
    spelt: dict[str, Home] = {same_place(home.name): home for home in homes}
    for one in said:
        named = {same_place(name): name for name in reversed(one.places)}
        for key, name in named.items():
            spelt.setdefault(key, Home(name))
            heard.setdefault(key, []).append(one)
    rows = [
        (home, heard.get(key, []))
        for key, home in spelt.items()
        if home.is_awaited or key in heard
    ]
    rows.sort(key=lambda row: (not row[0].is_awaited, row[0].country, row[0].name))
    lines = tuple(
        Line(
            home.name,
            home.country,
            tuple(tuple(filter(test, found)) for _, test in columns),
            home.is_awaited,
        )
        for home, found in rows
    )
    return Grid("Place", "Country", tuple(heading for heading, _ in columns), lines)


def grid_sheets(grid: Grid) -> tuple[Sheet, ...]:
    """Return the grid as tables: the texts first, then how many there are."""
    headings = tuple(heading.text for heading in grid.headings)
    first = (grid.title, grid.detail)
    texts = Sheet("What was noted", (*first, *headings), _texts(grid), len(grid.lines))
    counts = Sheet(
        "How many", (*first, *headings, "All"), _counts(grid), len(grid.lines)
    )
    return texts, counts


def _texts(grid: Grid) -> Iterator[tuple[str, ...]]:
    for line in grid.lines:
        cells = ("\n".join(said.text for said in cell) for cell in line.cells)
        yield (line.name, line.detail, *cells)


def _counts(grid: Grid) -> Iterator[tuple[str, ...]]:
    for line in grid.lines:
        cells = (str(len(cell)) for cell in line.cells)
        yield (line.name, line.detail, *cells, str(line.total))


def grid_text(grid: Grid) -> str:
    """Return how many there are as lines of tab-separated cells, to be pasted."""
    sheet = grid_sheets(grid)[1]
    return "\n".join("\t".join(row) for row in (sheet.headings, *sheet.rows))

"""What minutes say, before they have a page: sections made of blocks.

A renderer walks the blocks in their order and needs nothing else. Texts are plain: no
markup of any kind is meant by them, so a renderer escapes what its format would read.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Style(StrEnum):
    """How a run of text stands out.

    `SPEAKER` is strong and `NAME` plain: people, whose links do not stand out.
    """

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    SPEAKER = "speaker"
    NAME = "name"

    @property
    def is_strong(self) -> bool:
        """Tell whether it is set in bold."""
        return self in (Style.STRONG, Style.SPEAKER)

    @property
    def shows_links(self) -> bool:
        """Tell whether one sees that such a text leads somewhere."""
        return self in (Style.PLAIN, Style.STRONG)


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    LEAD = "lead"
    QUIET = "quiet"


class Align(StrEnum):
    """Where a table column's text stands."""

    START = "start"
    END = "end"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `target` names the anchor it leads to, "" for none."""

    text: str
    style: Style = Style.PLAIN
    target: str = ""


Spans: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture file: its bytes, its kind ("PNG" or "JPEG"), its size in pixels."""

    data: bytes
    kind: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page.

    Attributes:
        badge: what tells draft from final, "" for nothing.
        notes: small lines on the document itself, such as its reference.
        logo, picture: the mark at the top, and the picture of the page.
    """

    kind: str
    title: str
    series: str
    place: str
    dates: str
    organisers: tuple[str, ...]
    organisers_label: str
    badge: str
    notes: tuple[str, ...] = ()
    logo: Image | None = None
    picture: Image | None = None
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of papers without a cover; in the outline as a heading of level 1.

    Attributes:
        kind: what the paper is ("Session report").
        lines: what stands under the title: workshop, place and dates, reference.
        badge: what tells draft from final, "" for nothing.
    """

    kind: str
    title: str
    anchor: str
    lines: tuple[str, ...] = ()
    badge: str = ""
    logo: Image | None = None
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the list of sections and their parts goes."""

    title: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a section. Outline and contents come from these.

    Attributes:
        anchor: "" for one that nothing leads to; it is not in the outline.
        listed: whether the contents name it.
    """

    level: int
    text: str
    anchor: str
    number: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Spans
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Figures:
    """A few numbers that are read first: (number, what it counts)."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Short label-and-value lines, such as a session's chair and room."""

    rows: tuple[tuple[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `boxed` sets it apart, as for key messages."""

    items: tuple[Spans, ...]
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A numbered statement ("D3"); `anchor` "" when it is only repeated here."""

    label: str
    spans: Spans
    anchor: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Statements:
    """Decisions, recommendations or actions with their numbers."""

    items: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: heading, share of the width, alignment."""

    heading: str
    weight: float
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of cells, as many as there are columns; `anchor` "" for none.

    A `band` has one cell that goes over all columns and names the rows under it.
    """

    cells: tuple[Spans, ...]
    anchor: str = ""
    band: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption ("" for none)."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: `value` out of `whole` (None when there is no whole)."""

    label: str
    value: int
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars lying one under the other, with their numbers.

    `value_name` and `whole_name` say what the numbers count ("present", "expected").
    """

    caption: str
    bars: tuple[Bar, ...]
    value_name: str
    whole_name: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A step of an axis; `major` ones are the ones to write when there is no room."""

    label: str
    major: bool


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Standing bars over equal steps of time, one panel for each day.

    Attributes:
        panels: (title, values); all panels have as many values.
        ticks: one for each value.
    """

    caption: str
    panels: tuple[tuple[str, tuple[int, ...]], ...]
    ticks: tuple[Tick, ...]
    value_name: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers of one thing, to be compared with each other."""

    label: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class PairChart:
    """Two bars for each name, on one scale, with their numbers.

    `first_name` and `second_name` say what the numbers are; `unit` follows each ("%").
    """

    caption: str
    pairs: tuple[Pair, ...]
    first_name: str
    second_name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture in the text, numbered ("Figure 3") and with its caption, if any."""

    image: Image
    label: str
    caption: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on: (role, printed name or ""), and what the date is called."""

    people: tuple[tuple[str, str], ...]
    date_label: str


Block: TypeAlias = (
    Cover
    | Masthead
    | Contents
    | Heading
    | Paragraph
    | Figures
    | Facts
    | Bullets
    | Statements
    | Table
    | BarChart
    | ColumnChart
    | PairChart
    | Illustration
    | Signatures
)


@dataclass(frozen=True, slots=True)
class Minutes:
    """The finished minutes.

    Attributes:
        running_head: text at the top of each page.
        page_of: text at the foot with `{page}` and `{pages}`.
        foot: text at the foot beside the page number, "" for none.
        watermark: what is printed across each page, "" for nothing.
        paper: "A4" or "Letter".
        sections: the blocks of each section, in order; each begins on a new page.
        status: "Draft", "Final" or "".
        reference: the symbol under which the document is filed, "" for none.
        keywords: words by which it is found.
    """

    title: str
    subject: str
    author: str
    language: str
    running_head: str
    page_of: str
    watermark: str
    paper: str
    sections: tuple[tuple[Block, ...], ...]
    foot: str = ""
    status: str = ""
    reference: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, in order."""
        return tuple(block for section in self.sections for block in section)

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings that the contents name, in order."""
        return tuple(
            block
            for block in self.blocks
            if isinstance(block, Heading) and block.listed and block.level <= 2
        )

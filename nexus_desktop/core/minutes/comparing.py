"""This workshop beside those before it in the series: figures, people by country."""

from collections.abc import Sequence

from nexus_desktop.core.minutes.frame import Frame, plain
from nexus_desktop.core.minutes.value import (
    Align,
    Block,
    Column,
    Heading,
    Paragraph,
    Role,
    Spans,
    Table,
    TableRow,
)
from nexus_desktop.core.series import Compared, Figures, compared
from nexus_desktop.core.series_figures import figures

_MOST_EARLIER = 4  # workshops that fit beside this one on a page


def series(frame: Frame) -> tuple[Block, ...]:
    """Return the figures of the last workshops and of this one, in two tables."""
    words = frame.words
    earlier = frame.material.earlier[-_MOST_EARLIER:]
    found = (*earlier, figures(frame.material))
    lines = compared(found, frame.country)
    lead = words.text("series lead", workshop=earlier[-1].name)
    lands = [line for line in lines if line.is_country]
    blocks: list[Block] = [
        Paragraph(plain(lead), Role.LEAD),
        _table(
            frame, found, [line for line in lines if not line.is_country], "measure"
        ),
    ]
    if lands:
        title = words.text("series by country")
        blocks.append(Heading(2, title, "series-country", listed=False))
        blocks.append(_table(frame, found, lands, "land"))
    return tuple(blocks)


def _table(
    frame: Frame, found: Sequence[Figures], lines: Sequence[Compared], first: str
) -> Table:
    words = frame.words
    columns = (
        Column(words.text(f"column.{first}"), 3.6),
        *(Column(one.name, 1.8, Align.END) for one in found[:-1]),
        Column(words.text("column.this workshop"), 1.8, Align.END),
        Column(words.text("column.change"), 1.3, Align.END),
    )
    return Table("", columns, tuple(_row(frame, line) for line in lines))


def _row(frame: Frame, line: Compared) -> TableRow:
    name = line.label if line.is_country else frame.words.text(f"measure.{line.key}")
    values: tuple[Spans, ...] = tuple(
        plain(line.told(place)) for place in range(len(line.values))
    )
    return TableRow((plain(name), *values, plain(line.change_told)))

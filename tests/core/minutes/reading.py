"""Reads finished minutes as a person would: sections, texts, links."""

from collections.abc import Iterator

from nexus_desktop.core.minutes.compiling import compile_material
from nexus_desktop.core.minutes.material import Choices, Material
from nexus_desktop.core.minutes.value import (
    BarChart,
    Block,
    Bullets,
    ColumnChart,
    Contents,
    Cover,
    Facts,
    Figures,
    Heading,
    Illustration,
    Masthead,
    Minutes,
    PairChart,
    Paragraph,
    Signatures,
    Span,
    Statements,
    Table,
)
from nexus_desktop.core.minutes.words import words

ALL = Choices()


def compiled(material: Material, choices: Choices = ALL) -> Minutes:
    """Return the minutes of `material` in English."""
    return compile_material(material, choices, words())


def section(minutes: Minutes, title: str) -> tuple[Block, ...]:
    """Return the blocks of the section with this title."""
    for blocks in minutes.sections:
        first = blocks[0]
        if isinstance(first, Heading) and first.text == title:
            return blocks
    raise LookupError(title)


def titles(minutes: Minutes) -> list[str]:
    """Return number and title of each section that has a heading."""
    return [
        f"{blocks[0].number} {blocks[0].text}"
        for blocks in minutes.sections
        if isinstance(blocks[0], Heading)
    ]


def under(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """Return what stands under a heading, up to the next as high as it."""
    found: list[Block] = []
    level = 0
    for block in blocks:
        if level and isinstance(block, Heading) and block.level <= level:
            break
        if level:
            found.append(block)
        elif isinstance(block, Heading) and block.text == title:
            level = block.level
    assert level, f"no heading {title!r}"
    return tuple(found)


def lines(blocks: tuple[Block, ...]) -> list[str]:
    """Return every line, item, cell and label that is text, in order."""
    return [line for block in blocks for line in _lines(block)]


def text(blocks: tuple[Block, ...]) -> str:
    """Return all lines as one text."""
    return "\n".join(lines(blocks))


def spans(minutes: Minutes) -> list[Span]:
    """Return every span of the minutes, links of labels included."""
    return [span for block in minutes.blocks for span in _spans(block)]


def anchors(minutes: Minutes) -> list[str]:
    """Return every anchor that something can lead to."""
    found: list[str] = []
    for block in minutes.blocks:
        match block:
            case Heading(anchor=anchor):
                found.append(anchor)
            case Statements(items=items):
                found.extend(item.anchor for item in items)
            case Table(rows=rows):
                found.extend(row.anchor for row in rows)
            case Masthead(anchor=anchor) | Illustration(anchor=anchor):
                found.append(anchor)
            case _:
                pass
    return [anchor for anchor in found if anchor]


def said(some: tuple[Span, ...]) -> str:
    """Return the text of spans."""
    return "".join(span.text for span in some)


def _lines(block: Block) -> Iterator[str]:  # noqa: C901  (one case a block)
    match block:
        case Cover():
            yield from (block.kind, block.title, block.series, block.place, block.dates)
            yield from block.organisers
            yield block.badge
        case Contents(title=title):
            yield title
        case Heading():
            yield block.text
        case Paragraph():
            yield said(block.spans)
        case Figures():
            yield from (f"{number} {name}" for number, name in block.items)
        case Facts():
            yield from (f"{name}: {said(value)}" for name, value in block.rows)
        case Bullets():
            yield from map(said, block.items)
        case Statements():
            yield from (f"{item.label} {said(item.spans)}" for item in block.items)
        case Table():
            yield from (" | ".join(map(said, row.cells)) for row in block.rows)
        case BarChart():
            yield from (f"{bar.label} {bar.value}/{bar.whole}" for bar in block.bars)
        case _:
            yield from _lines_of_papers(block)


def _lines_of_papers(block: Block) -> Iterator[str]:
    match block:
        case Masthead():
            yield from (block.kind, block.title, *block.lines, block.badge)
        case ColumnChart():
            yield from (f"{title} {values}" for title, values in block.panels)
        case PairChart():
            yield from (f"{it.label} {it.first}/{it.second}" for it in block.pairs)
        case Illustration():
            yield f"{block.label} {block.caption}"
        case Signatures():
            yield from (f"{role} {name}" for role, name in block.people)


def _spans(block: Block) -> Iterator[Span]:
    match block:
        case Paragraph():
            yield from block.spans
        case Facts():
            yield from (span for _, value in block.rows for span in value)
        case Bullets():
            yield from (span for item in block.items for span in item)
        case Statements():
            for item in block.items:
                yield Span(item.label, target=item.target)
                yield from item.spans
        case Table():
            yield from (s for row in block.rows for cell in row.cells for s in cell)
        case _:
            pass

"""Minutes as Markdown: CommonMark, with the tables that everybody reads.

Texts are escaped, so that no note can make a heading, a link or a table of its own.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import singledispatchmethod

from nexus_desktop.core.minutes.value import (
    Align,
    BarChart,
    Block,
    Bullets,
    Column,
    ColumnChart,
    Contents,
    Cover,
    Facts,
    Figures,
    Heading,
    Illustration,
    Image,
    Masthead,
    Minutes,
    PairChart,
    Paragraph,
    Role,
    Signatures,
    Span,
    Spans,
    Statement,
    Statements,
    Style,
    Table,
    TableRow,
)

_ANYWHERE = re.compile(
    r"[\\`*\[\]<|~]"  # code, emphasis, links, HTML, cells
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore inside a word is only itself
    r"|&(?=#?\w+;)"
)
_AT_START = re.compile(r"^(\d+(?=[.)])|(?=[#+=>-]))")
_HARD = "\\\n"
_BLANK = "\\_\\_\\_\\_\\_\\_\\_\\_"
_RULE = {Align.START: "---", Align.END: "--:", Align.CENTRE: ":-:"}
_STARS = {
    Style.PLAIN: "", Style.STRONG: "**", Style.SOFT: "*",
    Style.SPEAKER: "**", Style.NAME: "",
}  # fmt: skip
_UNLINKED = frozenset({Style.SPEAKER, Style.NAME})  # so that it can be read as text


def render(minutes: Minutes) -> str:
    """Return `minutes` as Markdown. Same value in, same text out."""
    writer = _Writer(minutes)
    parts = [writer.block(block) for block in minutes.blocks]
    if not any(isinstance(block, Cover | Masthead) for block in minutes.blocks):
        parts.insert(0, f"# {_escaped(minutes.title)}")
    return "\n\n".join(part for part in parts if part) + "\n"


class _Writer:
    """Turns blocks into Markdown; knows which anchors somebody points at."""

    def __init__(self, minutes: Minutes) -> None:
        self._minutes = minutes
        self._targets = _targets(minutes)
        self._open = [0]  # levels of the headings above, the title's first

    @singledispatchmethod
    def block(self, block: Block) -> str:
        """Return the lines of one block, without a line break at the end."""
        raise TypeError(type(block))

    @block.register
    def _(self, block: Cover) -> str:
        organisers = "; ".join(block.organisers)
        organised = f"{block.organisers_label}: {organisers}" if organisers else ""
        lines = (block.series, block.place, block.dates, organised)
        facts = _HARD.join(_escaped(line) for line in (*lines, *block.notes) if line)
        kind = f"**{_escaped(block.kind)}**"
        badge = f"**{_escaped(block.badge)}**" if block.badge else ""
        title = f"# {_escaped(block.title)}"
        return "\n\n".join(part for part in (title, kind, badge, facts) if part)

    @block.register
    def _(self, block: Masthead) -> str:
        self._open = [0, 1]
        title = f"# {self._anchor(block.anchor)}{_escaped(block.title)}"
        kind, badge = f"**{_escaped(block.kind)}**", f"**{_escaped(block.badge)}**"
        facts = _HARD.join(_escaped(line) for line in block.lines)
        parts = (title, kind, badge if block.badge else "", facts)
        return "\n\n".join(part for part in parts if part)

    @block.register
    def _(self, block: Contents) -> str:
        entries = [
            "  " * (heading.level - 1)
            + f"- [{_escaped(_numbered(heading))}](#{heading.anchor})"
            for heading in self._minutes.contents
        ]
        return f"## {_escaped(block.title)}\n\n" + "\n".join(entries)

    @block.register
    def _(self, block: Heading) -> str:
        while self._open[-1] >= block.level:
            self._open.pop()
        self._open.append(block.level)
        marks = "#" * len(self._open)
        return f"{marks} {self._anchor(block.anchor)}{_escaped(_numbered(block))}"

    @block.register
    def _(self, block: Paragraph) -> str:
        text = _inline(block.spans)
        return f"*{text}*" if block.role is Role.QUIET and "*" not in text else text

    @block.register
    def _(self, block: Figures) -> str:
        return "\n".join(
            f"- **{_escaped(number)}** {_escaped(name)}" for number, name in block.items
        )

    @block.register
    def _(self, block: Facts) -> str:
        return "\n".join(
            f"- **{_escaped(name)}:** {_inline(spans, line_break=_HARD + '  ')}"
            for name, spans in block.rows
        )

    @block.register
    def _(self, block: Bullets) -> str:
        lead = "> " if block.boxed else ""
        line_break = f"{_HARD}{lead}  "
        return "\n".join(
            f"{lead}- {_inline(spans, line_break=line_break)}" for spans in block.items
        )

    @block.register
    def _(self, block: Statements) -> str:
        return "\n".join(self._statement(statement) for statement in block.items)

    @block.register
    def _(self, block: Table) -> str:
        return self._table(block.caption, block.columns, block.rows)

    @block.register
    def _(self, block: BarChart) -> str:
        names = (block.value_name, *filter(None, [block.whole_name]))
        columns = (Column("", 1), *(Column(name, 1, Align.END) for name in names))
        rows = tuple(
            _row(
                bar.label,
                str(bar.value),
                *([str(bar.whole)] if block.whole_name else []),
            )
            for bar in block.bars
        )
        return self._table(block.caption, columns, rows)

    @block.register
    def _(self, block: ColumnChart) -> str:
        titles = (title for title, _ in block.panels)
        columns = (Column("", 1), *(Column(title, 1, Align.END) for title in titles))
        rows = tuple(
            _row(tick.label, *(str(values[index]) for _, values in block.panels))
            for index, tick in enumerate(block.ticks)
        )
        return self._table(block.caption, columns, rows)

    @block.register
    def _(self, block: PairChart) -> str:
        names = (block.first_name, block.second_name)
        columns = (Column("", 1), *(Column(name, 1, Align.END) for name in names))
        rows = tuple(
            _row(pair.label, f"{pair.first}{block.unit}", f"{pair.second}{block.unit}")
            for pair in block.pairs
        )
        return self._table(block.caption, columns, rows)

    @block.register
    def _(self, block: Illustration) -> str:
        caption = f" {_escaped(block.caption)}" if block.caption else ""
        anchor = self._anchor(block.anchor)
        picture = f"![{_escaped(block.label)}]({_data(block.image)})"
        return f"{anchor}{picture}\n\n**{_escaped(block.label)}**{caption}"

    @block.register
    def _(self, block: Signatures) -> str:
        return "\n".join(
            f"- {_escaped(role)}: {_escaped(name) or _BLANK}; "
            f"{_escaped(block.date_label)}: {_BLANK}"
            for role, name in block.people
        )

    def _anchor(self, anchor: str) -> str:
        return f'<a id="{anchor}"></a>' if anchor in self._targets else ""

    def _statement(self, statement: Statement) -> str:
        label = _inline((Span(statement.label, Style.STRONG, statement.target),))
        text = _inline(statement.spans, line_break=_HARD + "  ")
        return f"- {self._anchor(statement.anchor)}{label} {text}"

    def _table(
        self, caption: str, columns: tuple[Column, ...], rows: tuple[TableRow, ...]
    ) -> str:
        lines = [
            _line(_escaped(column.heading) for column in columns),
            _line(_RULE[column.align] for column in columns),
            *(self._row(row, len(columns)) for row in rows),
        ]
        if caption:
            lines[:0] = [f"*{_escaped(caption)}*", ""]
        return "\n".join(lines)

    def _row(self, row: TableRow, width: int) -> str:
        cells = [_inline(cell, line_break="<br>") for cell in row.cells]
        if row.band:
            cells = [f"**{cells[0]}**", *[""] * (width - 1)]
        return _line([self._anchor(row.anchor) + cells[0], *cells[1:]])


def _data(image: Image) -> str:
    """Return a picture as an address that holds it, so that one file is enough."""
    return f"data:image/{image.kind.lower()};base64,{b64encode(image.data).decode()}"


def _targets(minutes: Minutes) -> frozenset[str]:
    """Return the anchors that something leads to; the others need no mark."""
    has_contents = any(isinstance(block, Contents) for block in minutes.blocks)
    found = {heading.anchor for heading in minutes.contents if has_contents}
    for spans in map(_texts, minutes.blocks):
        found.update(span.target for span in spans if _is_link(span))
    return frozenset(found - {""})


def _is_link(span: Span) -> bool:
    return bool(span.target) and span.style not in _UNLINKED


def _texts(block: Block) -> Spans:
    match block:
        case Paragraph(spans=spans):
            return spans
        case Facts(rows=rows):
            return tuple(span for _, spans in rows for span in spans)
        case Bullets(items=items):
            return tuple(span for spans in items for span in spans)
        case Statements(items=statements):
            links = (Span("", target=statement.target) for statement in statements)
            said = (span for statement in statements for span in statement.spans)
            return (*links, *said)
        case Table(rows=rows):
            return tuple(span for row in rows for cell in row.cells for span in cell)
    return ()


def _numbered(heading: Heading) -> str:
    return f"{heading.number} {heading.text}" if heading.number else heading.text


def _row(*cells: str) -> TableRow:
    return TableRow(tuple((Span(cell),) for cell in cells))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _inline(spans: Spans, *, line_break: str = _HARD) -> str:
    """Return spans as one run of Markdown whose lines are parted by `line_break`."""
    written = "".join(map(_span, spans)).strip(" \n")
    lines = (line.strip(" ") for line in written.split("\n"))
    return line_break.join(_AT_START.sub(r"\1\\", line) for line in lines)


def _span(span: Span) -> str:
    """Return a span with its stars and link; spaces stay outside of both."""
    return "\n".join(_marked(line, span) for line in span.text.split("\n"))


def _marked(text: str, span: Span) -> str:
    core = text.strip(" ")
    if not core:
        return text
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    stars = _STARS[span.style]
    written = f"{stars}{_escaped(core)}{stars}"
    if _is_link(span):
        written = f"[{written}](#{span.target})"
    return f"{before}{written}{after}"


def _escaped(text: str) -> str:
    return _ANYWHERE.sub(r"\\\g<0>", text)

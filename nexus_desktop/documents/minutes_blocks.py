"""From the blocks of minutes to what stands on pages."""

from collections.abc import Iterable, Iterator
from functools import singledispatchmethod

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
    Role,
    Signatures,
    Spans,
    Statement,
    Statements,
    Table,
)
from nexus_desktop.documents import charts, minutes_tables, pair_chart, shaping
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents.minutes_design import Page
from nexus_desktop.documents.minutes_flow import (
    Entry,
    Flow,
    Look,
    Text,
    Title,
    Together,
    inked,
    set_lines,
)
from nexus_desktop.documents.minutes_forms import MastheadHead, SignatureLines
from nexus_desktop.documents.minutes_front import (
    ContentsLine,
    CoverPage,
    FigureCards,
)
from nexus_desktop.documents.minutes_pictures import FigurePicture
from nexus_desktop.documents.watch import UNWATCHED, Watch

_ROLES = {Role.BODY: design.BODY, Role.LEAD: design.LEAD, Role.QUIET: design.QUIET}
_BULLET = "•"
_ITEM_INDENT = 15.0
_BOX_INDENT = 27.0
_FACT_INDENT = 82.0
_LABEL_INDENT = 34.0
_SHORT = 80.0  # points of facts, or of a lead, that stay with what follows


class Layout:
    """Lays blocks out for one paper; knows all headings, for the contents."""

    def __init__(self, minutes: Minutes, page: Page, watch: Watch = UNWATCHED) -> None:
        self._contents = minutes.contents
        self._page, self._watch = page, watch
        self._width = page.text_width

    def flows(self, blocks: Iterable[Block]) -> Iterator[Flow]:
        """Yield what `blocks` become; headings are tied to what follows them."""
        heads: list[Flow] = []
        for block in blocks:
            for flow in self.made(block):
                if isinstance(flow, Title) or (heads and _is_short(block, flow)):
                    heads.append(flow)
                elif heads:
                    yield Together(heads, flow)
                    heads = []
                else:
                    yield flow
        yield from heads

    @singledispatchmethod
    def made(self, block: Block) -> Iterator[Flow]:
        """Yield the parts of one block."""
        raise TypeError(type(block))

    @made.register
    def _(self, block: Cover) -> Iterator[Flow]:
        yield CoverPage(block, self._page)

    @made.register
    def _(self, block: Contents) -> Iterator[Flow]:
        kind = design.HEADINGS[1]
        entry = Entry(1, block.title, "contents")
        yield Title(set_lines(block.title, kind, self._width), kind, entry)
        for heading in self._contents:
            named = Entry(heading.level, heading.text, heading.anchor)
            yield ContentsLine(heading.number, named, self._width)

    @made.register
    def _(self, block: Heading) -> Iterator[Flow]:
        kind = design.HEADINGS[block.level]
        number = f"{block.number}  " if block.number else ""
        text = (_coloured(number), shaping.Span(block.text))
        entry = Entry(block.level, number + block.text, block.anchor)
        yield Title(set_lines(text, kind, self._width), kind, entry)

    @made.register
    def _(self, block: Paragraph) -> Iterator[Flow]:
        kind = _ROLES[block.role]
        yield Text(set_lines(inked(block.spans), kind, self._width), Look(kind))

    @made.register
    def _(self, block: Figures) -> Iterator[Flow]:
        yield FigureCards(block)

    @made.register
    def _(self, block: Facts) -> Iterator[Flow]:
        kind = design.FACT
        for place, (name, spans) in enumerate(block.rows, start=1):
            after = 8 if place == len(block.rows) else kind.after
            mark = shaping.shape([_soft(name)], kind.size)
            lines = set_lines(inked(spans), kind, self._width - _FACT_INDENT)
            yield Text(lines, Look(kind, _FACT_INDENT, after=after), mark=mark)

    @made.register
    def _(self, block: Bullets) -> Iterator[Flow]:
        make = self._boxed if block.boxed else self._bullet
        count = len(block.items)
        for place, spans in enumerate(block.items):
            yield make(spans, is_first=place == 0, is_last=place == count - 1)

    @made.register
    def _(self, block: Statements) -> Iterator[Flow]:
        for statement in block.items:
            yield self._statement(statement)

    @made.register
    def _(self, block: Table) -> Iterator[Flow]:
        yield from self._caption(block.caption)
        yield minutes_tables.table(block, self._width, self._watch)

    @made.register
    def _(self, block: BarChart) -> Iterator[Flow]:
        yield from self._caption(block.caption)
        yield charts.lying_bars(block, self._width)

    @made.register
    def _(self, block: ColumnChart) -> Iterator[Flow]:
        yield from self._caption(block.caption)
        yield charts.StandingBars(block)

    @made.register
    def _(self, block: PairChart) -> Iterator[Flow]:
        yield from self._caption(block.caption)
        yield pair_chart.paired_bars(block, self._width)

    @made.register
    def _(self, block: Masthead) -> Iterator[Flow]:
        yield MastheadHead(block, self._width)

    @made.register
    def _(self, block: Illustration) -> Iterator[Flow]:
        yield FigurePicture(block, self._page)

    @made.register
    def _(self, block: Signatures) -> Iterator[Flow]:
        yield SignatureLines(block, self._width)

    def _caption(self, text: str) -> Iterator[Flow]:
        if text:
            kind = design.HEADINGS[4]
            yield Title(set_lines(text, kind, self._width), kind, Entry(4, text, ""))

    def _bullet(self, spans: Spans, *, is_first: bool, is_last: bool) -> Flow:  # noqa: ARG002  (as _boxed)
        kind = design.ITEM
        lines = set_lines(inked(spans), kind, self._width - _ITEM_INDENT)
        mark = shaping.shape([_coloured(_BULLET)], kind.size)
        after = 8 if is_last else kind.after
        return Text(lines, Look(kind, _ITEM_INDENT, after=after), mark=mark)

    def _boxed(self, spans: Spans, *, is_first: bool, is_last: bool) -> Flow:
        kind = design.ITEM
        lines = set_lines(inked(spans), kind, self._width - _BOX_INDENT - 12)
        mark = shaping.shape([_coloured(_BULLET)], kind.size)
        pad = (7.0 if is_first else 2.0, 7.0 if is_last else 2.0)
        after = 10 if is_last else 0
        return Text(
            lines, Look(kind, _BOX_INDENT, pad, boxed=True, after=after), mark=mark
        )

    def _statement(self, statement: Statement) -> Flow:
        kind = design.ITEM
        label = _coloured(statement.label, statement.target)
        mark = shaping.shape([label], kind.size, bold=True)
        indent = max(_LABEL_INDENT, mark.width + 8)
        lines = set_lines(inked(statement.spans), kind, self._width - indent)
        return Text(lines, Look(kind, indent), mark=mark, anchor=statement.anchor)


def _is_short(block: Block, flow: Flow) -> bool:
    """Tell whether it says little by itself, so that it should not end a page."""
    is_lead = isinstance(block, Facts) or (
        isinstance(block, Paragraph) and block.role is Role.LEAD
    )
    return is_lead and flow.block_height <= _SHORT


def _soft(text: str) -> shaping.Span:
    return shaping.Span(text, colour=design.SOFT)


def _coloured(text: str, target: str = "") -> shaping.Span:
    return shaping.Span(text, colour=design.ACCENT, target=target)

"""From the blocks of minutes to the paragraphs and tables of a Word file."""

from functools import singledispatchmethod
from typing import TypeAlias

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
    Image,
    Masthead,
    Minutes,
    PairChart,
    Paragraph,
    Role,
    Signatures,
    Span,
    Spans,
    Statements,
    Style,
    Table,
)
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents import word_charts, word_styles, word_tables
from nexus_desktop.documents.minutes_design import Page
from nexus_desktop.documents.word_parts import Parts
from nexus_desktop.documents.word_styles import twips
from nexus_desktop.documents.word_xml import (
    Bookmarks,
    field,
    paragraph,
    reads_from_right,
    run,
    text_of,
)

_ROLES = {Role.BODY: "Normal", Role.LEAD: "Lead", Role.QUIET: "Quiet"}
_ACROSS = 3  # panels of a chart side by side
_LOGO = (150.0, 46.0)  # points that a logo has at most
_TALLEST = 0.42  # of the height of the text, for a figure
_NARROW = 4  # letters of a number that stand in its column of the contents
_BREAK = "<w:pageBreakBefore/>"
_FOOT = (
    '<w:framePr w:w="{}" w:hSpace="0" w:wrap="around" w:vAnchor="margin" '
    'w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
)
_CONTENTS = r'TOC \o "1-2" \h \z'


Room: TypeAlias = tuple[float, float]  # width and height in points


class Blocks:
    """Writes the blocks of one document, in their order."""

    def __init__(self, minutes: Minutes, page: Page, parts: Parts) -> None:
        self._listed = minutes.contents
        self._page, self._parts = page, parts
        self._width = page.text_width
        self._marks = Bookmarks()
        self._begins = False

    def new_page(self) -> None:
        """Let the next block begin a page."""
        self._begins = True

    @singledispatchmethod
    def block(self, block: Block) -> str:
        """Return one block."""
        raise TypeError(type(block))

    def _paragraph(
        self, style: str, spans: Spans, before: str = "", *, more: str = ""
    ) -> str:
        """Return spans as a paragraph, on a new page if one is due."""
        more = self._page_break() + more
        turned = reads_from_right(text_of(spans))
        return paragraph(style, before + self._marks.spans(spans), more, turned=turned)

    def _page_break(self) -> str:
        due, self._begins = self._begins, False
        return _BREAK if due else ""

    def _plain(self, style: str, text: str, *, more: str = "") -> str:
        return self._paragraph(style, (Span(text),), more=more) if text else ""

    def _ready(self) -> str:
        """Return what must stand before a table that begins a page."""
        return paragraph("AfterTable", "", _BREAK) if self._page_break() else ""

    @block.register
    def _(self, block: Cover) -> str:
        return "".join(
            (
                self._picture("Picture", block.logo, _LOGO, "end"),
                self._plain("CoverKind", block.kind),
                self._plain("Title", block.title),
                self._plain("Subtitle", block.series),
                self._plain("CoverDates", block.dates),
                self._plain("CoverPlace", block.place),
                self._badge(block.badge),
                self._picture(
                    "Picture", block.picture, (self._width, self._width * 0.6)
                ),
                self._organisers(block),
            )
        )

    def _organisers(self, cover: Cover) -> str:
        """Return who organises it, at the foot of the page."""
        more = _FOOT.format(twips(self._width))
        lines = [self._plain("CoverName", name, more=more) for name in cover.organisers]
        if lines:
            lines.insert(0, self._plain("CoverNote", cover.organisers_label, more=more))
        notes = (self._plain("CoverNote", note, more=more) for note in cover.notes)
        return "".join((*lines, *notes))

    def _badge(self, text: str) -> str:
        if not text:
            return ""
        ground = word_styles.badge_ground()
        words = run(f"\u2002{text}\u2002").replace(
            "<w:r>", f"<w:r><w:rPr>{ground}</w:rPr>"
        )
        return paragraph("Badge", words)

    def _picture(
        self,
        style: str,
        image: Image | None,
        room: Room,
        align: str = "",
    ) -> str:
        inside = "" if image is None else self._parts.picture(image, room)
        return paragraph(style, inside, align=align) if inside else ""

    @block.register
    def _(self, block: Masthead) -> str:
        return "".join(
            (
                self._picture("Picture", block.logo, _LOGO, "end"),
                self._plain("CoverKind", block.kind),
                self._paragraph(
                    "Heading1", (Span(block.title),), self._marks.put(block.anchor)
                ),
                *(self._plain("CoverNote", line) for line in block.lines),
                self._badge(block.badge),
            )
        )

    @block.register
    def _(self, block: Contents) -> str:
        title = self._paragraph(
            "Heading1Unlisted", (Span(block.title),), self._marks.put("contents")
        )
        entries = [self._entry(heading) for heading in self._listed]
        begin = field(_CONTENTS, is_stale=True).rpartition("<w:r>")[0]
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        lines = [
            paragraph(
                f"TOC{heading.level}",
                (begin if number == 0 else "")
                + entry
                + (end if number == len(entries) - 1 else ""),
            )
            for number, (heading, entry) in enumerate(
                zip(self._listed, entries, strict=True)
            )
        ]
        return (
            "<w:sdt><w:sdtPr><w:docPartObj>"
            '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{title}{''.join(lines)}"
            "</w:sdtContent></w:sdt>"
        )

    def _entry(self, heading: Heading) -> str:
        name = self._marks.name(heading.anchor)
        # A number too wide for its column would push the title to the page's number.
        gap = "\t" if len(heading.number) <= _NARROW else "\u2002"
        number = run(f"{heading.number}{gap}", colour=design.ACCENT)
        text = number + run(heading.text)
        page = run("\t") + field(f"PAGEREF {name} \\h")
        return self._marks.link(heading.anchor, text + page)

    @block.register
    def _(self, block: Heading) -> str:
        style = f"Heading{block.level}"
        if not block.anchor:
            style = "MinorHeading"
        elif not block.listed and block.level <= 2:
            style += "Unlisted"
        number = (Span(f"{block.number}\u2002"),) if block.number else ()
        return self._paragraph(
            style, (*number, Span(block.text)), self._marks.put(block.anchor)
        )

    @block.register
    def _(self, block: Paragraph) -> str:
        return self._paragraph(_ROLES[block.role], block.spans)

    @block.register
    def _(self, block: Figures) -> str:
        return self._ready() + word_tables.cards(block, self._width)

    @block.register
    def _(self, block: Facts) -> str:
        return "".join(
            self._paragraph("Fact", (Span(f"{name}\t", Style.SOFT), *spans))
            for name, spans in block.rows
        )

    @block.register
    def _(self, block: Bullets) -> str:
        style = "KeyMessage" if block.boxed else "ListBullet"
        return "".join(self._paragraph(style, spans) for spans in block.items)

    @block.register
    def _(self, block: Statements) -> str:
        return "".join(
            self._paragraph(
                "Statement",
                (Span(statement.label, Style.STRONG, statement.target),
                 Span("\t"), *statement.spans),
                self._marks.put(statement.anchor),
            )
            for statement in block.items
        )  # fmt: skip

    @block.register
    def _(self, block: Table) -> str:
        caption = self._plain("Caption", block.caption) or self._ready()
        return caption + word_tables.table(block, self._width, self._marks)

    @block.register
    def _(self, block: BarChart) -> str:
        chart = self._parts.chart(word_charts.bars(block), self._width)
        return self._plain("Caption", block.caption) + paragraph("Normal", chart)

    @block.register
    def _(self, block: PairChart) -> str:
        chart = self._parts.chart(word_charts.pairs(block), self._width)
        return self._plain("Caption", block.caption) + paragraph("Normal", chart)

    @block.register
    def _(self, block: ColumnChart) -> str:
        width = self._width / _ACROSS
        panels = [
            paragraph("Cell", self._parts.chart(chart, width - 8))
            for chart in word_charts.panels(block)
        ]
        caption = self._plain("Caption", block.caption) or self._ready()
        return caption + word_tables.side_by_side(panels, self._width, _ACROSS)

    @block.register
    def _(self, block: Illustration) -> str:
        room = self._width, self._page.text_height * _TALLEST
        picture = self._parts.picture(block.image, room, block.caption)
        mark = self._marks.put(block.anchor)
        label = (Span(block.label, Style.STRONG), Span(f"  {block.caption}"))
        shown = paragraph("Picture", picture, self._page_break()) if picture else ""
        return shown + self._paragraph("FigureCaption", label, mark)

    @block.register
    def _(self, block: Signatures) -> str:
        return self._ready() + word_tables.signatures(block, self._width)

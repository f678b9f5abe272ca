"""The cover, the contents and the figures of the minutes."""

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from nexus_desktop.core.minutes.value import Cover, Figures
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents import shaping
from nexus_desktop.documents.minutes_design import Page, Type
from nexus_desktop.documents.minutes_flow import (
    Entry,
    Flow,
    draw_lines,
    fill,
    height_of,
    set_lines,
)
from nexus_desktop.documents.minutes_pictures import put_filling, put_logo
from nexus_desktop.documents.text_box import Box

_SIDE = 62.0  # from the paper's edge
_KIND = Type(11, 15, bold=True, colour=design.ACCENT)
_SERIES = Type(12.5, 18, colour=design.SOFT)
_DATES = Type(13.5, 20, bold=True)
_PLACE = Type(12, 18, colour=design.SOFT)
_SMALL = Type(9, 13, colour=design.SOFT)
_NAMES = Type(11, 17, bold=True)
_LEAST_PICTURE = 150.0  # points of room without which the cover's picture stays away
_MOST_PICTURE = 0.5  # of the paper's width, for the height of the picture
_MOST_LINES = 6  # organisers that get a line each
_TITLES = (Type(30, 38, bold=True), Type(24, 31, bold=True), Type(18, 24, bold=True))


class CoverPage(Flow):
    """The whole first page."""

    def __init__(self, cover: Cover, page: Page) -> None:
        super().__init__(page.height)
        self._cover, self._page = cover, page

    @override
    def draw(self) -> None:
        """Draw it from the top, the organisers from the bottom."""
        canvas, cover, page = self.canv, self._cover, self._page
        fill(canvas, design.ACCENT, (0, page.height - 10, page.width, 10))
        if cover.logo is not None:
            put_logo(canvas, cover.logo, (page.width - _SIDE, page.height - 48))
        top = page.height * (0.86 if cover.picture else 0.83)
        top = self._put(cover.kind, _KIND, top) - 14
        top = self._put(cover.title, self._title_type(), top) - 10
        top = self._put(cover.series, _SERIES, top) - 26
        fill(canvas, design.ACCENT, (_SIDE, top, 48, 2.6))
        top = self._put(cover.dates, _DATES, top - 24)
        top = self._put(cover.place, _PLACE, top)
        if cover.badge:
            draw_badge(canvas, cover.badge, (_SIDE, top - 34), is_final=cover.is_final)
            top -= 46
        low = self._organisers()
        if cover.picture is not None and top - low > _LEAST_PICTURE:
            height = min(top - low - 44, page.width * _MOST_PICTURE)
            box = Box(0, low + (top - low - height) / 2, page.width, height)
            put_filling(canvas, cover.picture, box)

    def _put(self, text: str, kind: Type, top: float) -> float:
        if not text:
            return top
        width = self._page.width - 2 * _SIDE
        lines = set_lines(text, kind, width)[:12]
        draw_lines(self.canv, lines, (_SIDE, top, width), kind)
        return top - height_of(lines)

    def _title_type(self) -> Type:
        width = self._page.width - 2 * _SIDE
        fitting = (
            kind
            for kind in _TITLES
            if len(set_lines(self._cover.title, kind, width)) <= 5
        )
        return next(fitting, _TITLES[-1])

    def _organisers(self) -> float:
        """Draw from the bottom up; return where the room above begins."""
        cover = self._cover
        width = self._page.width - 2 * _SIDE
        listed = cover.organisers
        if len(listed) > _MOST_LINES:
            listed = ("; ".join(listed),)
        notes = [set_lines(note, _SMALL, width) for note in cover.notes]
        names = [set_lines(name, _NAMES, width) for name in listed]
        top = 46 + sum(map(height_of, notes))
        for lines in notes:
            draw_lines(self.canv, lines, (_SIDE, top, width), _SMALL)
            top -= height_of(lines)
        top = base = 72 + sum(map(height_of, (*notes, *names)))
        for lines in names:
            draw_lines(self.canv, lines, (_SIDE, top, width), _NAMES)
            top -= height_of(lines)
        if names:
            self._put(cover.organisers_label, _SMALL, base + 4 + _SMALL.leading)
        return base + 8 + _SMALL.leading


_DRAFT, _FINAL = ("#FDF1E0", "#8F4A00"), ("#E4F3EA", "#0B5A2E")  # ground, ink


def draw_badge(
    canvas: Canvas, text: str, at: tuple[float, float], *, is_final: bool
) -> None:
    """Draw the status on a ground of its own, from a point of its baseline."""
    ground, ink = _FINAL if is_final else _DRAFT
    line = shaping.shape(text, 9.5, bold=True)
    left, y = at
    canvas.setFillColor(HexColor(ground))
    canvas.roundRect(left, y - 7, line.width + 20, 22, 11, stroke=0, fill=1)
    line.draw(canvas, left + 10, y, ink)


_NUMBER_ROOM = 34.0
_HANG = 24.0


class ContentsLine(Flow):
    """A line of the contents; its page number is filled in when it is known."""

    def __init__(self, number: str, entry: Entry, width: float) -> None:
        kind = design.ENTRIES[entry.level]
        self._indent = 0.0 if entry.level == 1 else _HANG
        self._number = shaping.shape(number, kind.size, bold=kind.bold)
        self._hang = self._indent
        if number:
            self._hang += max(self._number.width + 10, _HANG)
        self._lines = set_lines(entry.title, kind, width - self._hang - _NUMBER_ROOM)
        super().__init__(height_of(self._lines), kind.before, kind.after)
        self._kind, self._entry = kind, entry

    @override
    def draw(self) -> None:
        """Draw number, title, leader and the place of the page number."""
        canvas, top = self.canv, self.height
        first, last = self._lines[0], self._lines[-1]
        baseline = top - first.baseline
        self._number.draw(canvas, self._indent, baseline, design.ACCENT)
        box = (self._hang, top, self.width - self._hang - _NUMBER_ROOM)
        draw_lines(canvas, self._lines, box, self._kind)
        y = last.height - last.baseline
        end = self._hang + (0 if last.line.right_to_left else last.line.width)
        self._leader(end + 6, y)
        canvas.refer(self._entry, (self.width, y), self._kind)
        area = (0, 0, self.width, self.height)
        canvas.linkRect("", self._entry.anchor, area, relative=1, thickness=0)

    def _leader(self, start: float, y: float) -> None:
        end = self.width - _NUMBER_ROOM + 12
        if self._entry.level == 1 or start >= end:
            return
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(HexColor(design.FAINT))
        canvas.setLineWidth(0.7)
        canvas.setLineCap(1)
        canvas.setDash([0.01, 4])
        canvas.line(end, y + 0.5, start, y + 0.5)
        canvas.restoreState()


_ACROSS = 4
_CARD = 58.0
_GAP = 8.0


class FigureCards(Flow):
    """Numbers to be read first, four side by side."""

    def __init__(self, figures: Figures) -> None:
        self._rows = [
            figures.items[start : start + _ACROSS]
            for start in range(0, len(figures.items), _ACROSS)
        ]
        super().__init__(len(self._rows) * (_CARD + _GAP) - _GAP, 2, 14)

    @override
    def draw(self) -> None:
        """Draw each number on its ground."""
        top = self.height
        for row in self._rows:
            width = (self.width - _GAP * (len(row) - 1)) / len(row)
            for place, (number, name) in enumerate(row):
                left = place * (width + _GAP)
                fill(self.canv, design.TINT, (left, top - _CARD, width, _CARD))
                line = shaping.shape(number, design.NUMBER.size, bold=True)
                line.draw(self.canv, left + 12, top - 28, design.ACCENT)
                label = set_lines(name, design.LABEL, width - 20)[:2]
                draw_lines(self.canv, label, (left + 12, top - 35, width), design.LABEL)
            top -= _CARD + _GAP

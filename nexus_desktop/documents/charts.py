"""Charts of the minutes, drawn as vectors with their numbers as text."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from nexus_desktop.core.minutes.value import Bar, BarChart, ColumnChart, Tick
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents import shaping
from nexus_desktop.documents.minutes_flow import (
    Flow,
    SetLine,
    draw_lines,
    fill,
    height_of,
    rule,
    set_lines,
)

_BAR = 8.0  # height of a lying bar
_PAD = 2.7  # above and below it
_LABELS = 0.34  # of the width, for the names of the bars
_NUMBERS = 58.0  # for the numbers at the right
KEY = 18.0  # height of the line that explains the colours
_SQUARE = 7.0


class KeyedRows(Flow):
    """Rows under a key that explains their colours.

    Args:
        heights: of the rows, from the top.
    """

    def __init__(self, heights: Sequence[float]) -> None:
        super().__init__(KEY + sum(heights), 2, 12)
        self.heights = heights

    def part(self, rows: slice) -> Flow:
        """Return some of the rows, with the key above them."""
        raise NotImplementedError

    @override
    def split(self, width: float, height: float) -> list[Any]:
        """Return the rows that fit and the rest; never one or two by themselves."""
        count, used = 0, KEY
        while count < len(self.heights) and used + self.heights[count] <= height:
            used += self.heights[count]
            count += 1
        count = min(count, len(self.heights) - 2)
        if count < 3:
            return []
        return [self.part(slice(count)), self.part(slice(count, None))]


class LyingBars(KeyedRows):
    """Bars one under the other: name, bar on its whole, numbers."""

    def __init__(
        self,
        chart: BarChart,
        rows: Sequence[tuple[Bar, tuple[SetLine, ...]]],
        most: int,
    ) -> None:
        super().__init__(list(map(_row_height, rows)))
        self._chart, self._rows, self._most = chart, rows, most

    @override
    def part(self, rows: slice) -> Flow:
        """Return some of the bars."""
        return LyingBars(self._chart, self._rows[rows], self._most)

    @override
    def draw(self) -> None:
        """Draw the key, then each bar."""
        canvas, chart = self.canv, self._chart
        names = [(design.ACCENT, chart.value_name)]
        if chart.whole_name:
            names.append((design.TRACK, chart.whole_name))
        draw_key(canvas, names, self.height - 10)
        top = self.height - KEY
        for bar, lines in self._rows:
            height = _row_height((bar, lines))
            self._draw_bar(bar, lines, top)
            top -= height

    def _draw_bar(self, bar: Bar, lines: tuple[SetLine, ...], top: float) -> None:
        canvas, height = self.canv, _row_height((bar, lines))
        left = self.width * _LABELS + 10
        room = self.width - left - _NUMBERS
        box = (0.0, top - _PAD, self.width * _LABELS)
        draw_lines(canvas, lines, box, design.LABEL)
        y = top - height / 2 - _BAR / 2
        if bar.whole is not None:
            fill(canvas, design.TRACK, (left, y, room * bar.whole / self._most, _BAR))
        fill(canvas, design.ACCENT, (left, y, room * bar.value / self._most, _BAR))
        text = str(bar.value) if bar.whole is None else f"{bar.value} / {bar.whole}"
        line = shaping.shape(text, design.LABEL.size)
        line.draw(canvas, self.width - line.width, y + 1.2, design.SOFT)


def _row_height(row: tuple[Bar, tuple[SetLine, ...]]) -> float:
    return max(height_of(row[1]), _BAR) + 2 * _PAD


def lying_bars(chart: BarChart, width: float) -> Flow:
    """Return a bar chart laid out for `width`."""
    rows = [
        (bar, set_lines(bar.label, design.LABEL, width * _LABELS)) for bar in chart.bars
    ]
    most = max((max(bar.value, bar.whole or 0) for bar in chart.bars), default=0)
    return LyingBars(chart, rows, max(most, 1))


_PANEL = 92.0  # height of the bars of a panel
_ABOVE = 20.0  # for the panel's name
_BELOW = 18.0  # for the hours
_ACROSS = 3  # panels side by side
_BETWEEN = 20.0


class StandingBars(Flow):
    """A panel for each day, at most three side by side, all on one scale."""

    def __init__(self, chart: ColumnChart) -> None:
        self._lanes = -(-len(chart.panels) // _ACROSS)
        height = self._lanes * (_ABOVE + _PANEL + _BELOW) + KEY
        super().__init__(height, 6, 12)
        self._chart = chart
        self._most = max((max(values) for _, values in chart.panels), default=1) or 1

    @override
    def draw(self) -> None:
        """Draw the key and each panel."""
        chart = self._chart
        draw_key(self.canv, [(design.ACCENT, chart.value_name)], self.height - 10)
        width = (self.width - _BETWEEN * (_ACROSS - 1)) / _ACROSS
        for number, (title, values) in enumerate(chart.panels):
            lane, place = divmod(number, _ACROSS)
            top = self.height - KEY - lane * (_ABOVE + _PANEL + _BELOW)
            box = (place * (width + _BETWEEN), top - _ABOVE - _PANEL, width)
            self._draw_panel(title, values, box)

    def _draw_panel(
        self, title: str, values: Sequence[int], box: tuple[float, float, float]
    ) -> None:
        canvas, (left, bottom, width) = self.canv, box
        head = shaping.shape(title, 8.4, bold=True)
        head.draw(canvas, left, bottom + _PANEL + 7)
        peak = shaping.shape(str(self._most), 7)
        level = bottom + _PANEL
        rule(canvas, design.RULE, (left, level, width))
        peak.draw(canvas, left + width - peak.width, level + 2.5, design.FAINT)
        step = width / len(values)
        for index, value in enumerate(values):
            height = _PANEL * value / self._most
            bar = (left + index * step + step * 0.12, bottom, step * 0.76, height)
            fill(canvas, design.ACCENT, bar)
        rule(canvas, design.FAINT, (left, bottom, width))
        draw_ticks(canvas, self._chart.ticks, box)


def draw_key(canvas: Canvas, names: Sequence[tuple[str, str]], y: float) -> None:
    """Draw what each colour stands for, side by side."""
    x = 0.0
    for colour, name in names:
        fill(canvas, colour, (x, y, _SQUARE, _SQUARE))
        line = shaping.shape(name, design.LABEL.size)
        line.draw(canvas, x + _SQUARE + 4, y + 0.6, design.SOFT)
        x += _SQUARE + 4 + line.width + 16


def draw_ticks(
    canvas: Canvas, ticks: Sequence[Tick], box: tuple[float, float, float]
) -> None:
    """Write the times under a panel, as many as have room."""
    left, bottom, width = box
    step = width / len(ticks)
    majors = any(tick.major for tick in ticks)
    free = left
    canvas.setStrokeColor(HexColor(design.FAINT))
    for index, tick in enumerate(ticks):
        x = left + index * step
        if majors and not tick.major:
            continue
        canvas.line(x, bottom, x, bottom - 2.5)
        line = shaping.shape(tick.label, 7)
        start = min(max(x - line.width / 2, left), left + width - line.width)
        if start >= free:
            line.draw(canvas, start, bottom - 10.5, design.FAINT)
            free = start + line.width + 5

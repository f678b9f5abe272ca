"""Two bars for each name on one scale, drawn as vectors with their numbers as text."""

from collections.abc import Sequence

from typing_extensions import override

from nexus_desktop.core.minutes.value import Pair, PairChart
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents import shaping
from nexus_desktop.documents.charts import KEY, KeyedRows, draw_key
from nexus_desktop.documents.minutes_flow import (
    Flow,
    SetLine,
    draw_lines,
    fill,
    height_of,
    set_lines,
)

_BAR = 7.0
_STEP = 8.4  # from one bar of a pair to the other
_PAD = 3.4  # above and below the two bars of a name
_LABELS = 0.34  # of the width, for the names
_NUMBERS = 40.0  # for the numbers at the right


class PairedBars(KeyedRows):
    """Names with two bars each."""

    def __init__(
        self, chart: PairChart, rows: Sequence[tuple[Pair, tuple[SetLine, ...]]],
        most: int,
    ) -> None:  # fmt: skip
        super().__init__([_row_height(lines) for _, lines in rows])
        self._chart, self._rows, self._most = chart, rows, most

    @override
    def part(self, rows: slice) -> Flow:
        """Return some of the names."""
        return PairedBars(self._chart, self._rows[rows], self._most)

    @override
    def draw(self) -> None:
        """Draw the key, then each name with its bars."""
        chart = self._chart
        names = [
            (design.TRACK_INK, chart.first_name),
            (design.ACCENT, chart.second_name),
        ]
        draw_key(self.canv, names, self.height - 10)
        top = self.height - KEY
        for (pair, lines), height in zip(self._rows, self.heights, strict=True):
            middle = top - height / 2
            label_top = middle + height_of(lines) / 2
            box = (0.0, label_top, self.width * _LABELS)
            draw_lines(self.canv, lines, box, design.LABEL)
            self._draw_bar(pair.first, design.TRACK_INK, middle)
            self._draw_bar(pair.second, design.ACCENT, middle - _STEP)
            top -= height

    def _draw_bar(self, value: int, colour: str, bottom: float) -> None:
        left = self.width * _LABELS + 10
        length = (self.width - left - _NUMBERS) * value / self._most
        fill(self.canv, colour, (left, bottom, length, _BAR))
        text = f"{value}{self._chart.unit}"
        line = shaping.shape(text, 6.6)
        line.draw(self.canv, left + length + 4, bottom + 1.2, design.SOFT)


def _row_height(lines: Sequence[SetLine]) -> float:
    return max(height_of(lines), 2 * _STEP) + 2 * _PAD


def paired_bars(chart: PairChart, width: float) -> Flow:
    """Return a chart of pairs laid out for `width`."""
    rows = [
        (pair, set_lines(pair.label, design.LABEL, width * _LABELS))
        for pair in chart.pairs
    ]
    most = max((max(pair.first, pair.second) for pair in chart.pairs), default=0)
    return PairedBars(chart, rows, max(most, 1))

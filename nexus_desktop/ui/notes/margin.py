"""What stands left of the text: the time of a line and the chip of its kind."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from nexus_desktop.core.notation import NoteKind
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.notes.lines import Record

WIDTH = 194
_TIME_AT = 18
_CHIP_END = 180
_CHIP_HEIGHT = 19
_PADDING = 11
_PIXELS = 12
_MARK = 14
_MARK_AT = 1
MARK_END = _MARK_AT + _MARK + 1

TONES = {
    NoteKind.KEY: "accent",
    NoteKind.DECISION: "accent",
    NoteKind.RECOMMENDATION: "accent",
    NoteKind.ACTION: "bad",
    NoteKind.QUESTION: "warn",
    NoteKind.PROGRESS: "good",
    NoteKind.CHALLENGE: "warn",
    NoteKind.EXPERIENCE: "good",
    NoteKind.BENEFIT: "good",
}


@lru_cache(maxsize=512)
def _local(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


class Margin:
    """Paints the margin of lines; asks the palette each time, so themes can switch."""

    def __init__(self, font: QFont) -> None:
        self._font = QFont(font)
        self._font.setPixelSize(_PIXELS)
        self._metrics = QFontMetricsF(self._font)
        self.zone = ZoneInfo("UTC")

    def paint(
        self, painter: QPainter, record: Record, line: QRectF, *, is_hovered: bool
    ) -> None:
        """Paint time and chip beside `line`, the rectangle of its first row of text."""
        painter.setFont(self._font)
        colours = theme.colours()
        painter.setPen(colours["soft" if is_hovered else "faint"])
        box = QRectF(_TIME_AT, line.top(), WIDTH, line.height())
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, middle, self.time(record.at))
        if record.kind is not NoteKind.POINT:
            self._chip(painter, record.kind, line, is_hovered=is_hovered)
        elif is_hovered:
            self._faint_chip(painter, record.kind, line)

    def time(self, at: datetime) -> str:
        """Return the local time as the margin shows it."""
        return _local(at, self.zone)

    def chip_rect(self, kind: NoteKind, line: QRectF) -> QRectF:
        """Return where the chip stands beside a line."""
        width = self._metrics.horizontalAdvance(kind.about.label) + 2 * _PADDING
        top = line.center().y() - _CHIP_HEIGHT / 2
        return QRectF(_CHIP_END - width, top, width, _CHIP_HEIGHT)

    def paint_mark(
        self, painter: QPainter, line: QRectF, picture: str, tone: str = "soft"
    ) -> None:
        """Show beside `line` that there is more to it, such as pictures."""
        top = line.center().y() - _MARK / 2
        box = QRectF(_MARK_AT, top, _MARK, _MARK)
        icon(picture, tone).paint(painter, box.toRect())

    def paint_chip(self, painter: QPainter, kind: NoteKind, line: QRectF) -> None:
        """Paint a chip beside `line`, such as beside an example."""
        painter.setFont(self._font)
        self._chip(painter, kind, line, is_hovered=False)

    def _chip(
        self, painter: QPainter, kind: NoteKind, line: QRectF, *, is_hovered: bool
    ) -> None:
        colours, tone = theme.colours(), TONES[kind]
        box = self.chip_rect(kind, line)
        painter.setPen(colours[tone] if is_hovered else Qt.PenStyle.NoPen)
        painter.setBrush(colours[f"{tone}_soft"])
        painter.drawRoundedRect(box, _CHIP_HEIGHT / 2, _CHIP_HEIGHT / 2)
        painter.setPen(colours[tone])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, kind.about.label)

    def _faint_chip(self, painter: QPainter, kind: NoteKind, line: QRectF) -> None:
        """Show that a kind can be chosen here."""
        colours = theme.colours()
        box = self.chip_rect(kind, line)
        painter.setPen(colours["line"])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, _CHIP_HEIGHT / 2, _CHIP_HEIGHT / 2)
        painter.setPen(colours["faint"])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, kind.about.label)

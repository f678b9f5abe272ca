"""The groups on the wall of the plenary: large pages that turn by themselves."""

from PySide6.QtCore import QRect, Qt, QTimer, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
)
from typing_extensions import override

from nexus_desktop.core.group_list import GroupLists
from nexus_desktop.core.group_pages import Column, Line, by_group, by_name, pages
from nexus_desktop.ui.breakouts.paint import Brush, Fonts
from nexus_desktop.ui.kit.whole_screen import WholeScreen

SECONDS = 12
"""How long a page stands."""

_KEY = Qt.Key
_TURNS = {
    _KEY.Key_Right: 1, _KEY.Key_Down: 1, _KEY.Key_PageDown: 1, _KEY.Key_Return: 1,
    _KEY.Key_Left: -1, _KEY.Key_Up: -1, _KEY.Key_PageUp: -1, _KEY.Key_Backspace: -1,
}  # fmt: skip
_SIZES = {_KEY.Key_Plus: 1.15, _KEY.Key_Equal: 1.15, _KEY.Key_Minus: 1 / 1.15}
_LEAST, _MOST = 0.55, 2.0
_HEIGHT = 1080  # pixels of the screen that the sizes below are for
_MARGIN, _GAP, _HEAD, _FOOT = 56, 40, 150, 56
_TITLE, _LINE = 96, 46
_NARROWEST = 540  # of a column
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class GroupsProjector(WholeScreen):
    """Shows a round by group or by name.

    Attributes:
        paused: pages stay until somebody turns them.
        grouped: by group; else by name.
        published: else it is said that the groups may still change.
        page: number of the page that is shown, from 0.
        turns: the clock that turns the pages.
    """

    def __init__(self, screen: QScreen) -> None:
        super().__init__(screen, self.tr("Groups"))
        self.paused, self.grouped, self.page = False, True, 0
        self.pages: tuple[tuple[Column, ...], ...] = ()
        self.published = True
        self._lists: GroupLists | None = None
        self._zoom = 1.0
        self._fonts = Fonts(self.font())
        self.turns = QTimer(self, interval=SECONDS * 1000)
        self.turns.timeout.connect(self.turn)
        self.turns.start()
        self.setCursor(Qt.CursorShape.BlankCursor)

    def show_lists(self, lists: GroupLists, *, published: bool = True) -> None:
        """Show a round; the page is kept if it can be."""
        self._lists, self.published = lists, published
        self._arrange()

    @Slot()
    def turn(self, by: int = 1) -> None:
        """Go on (or back) to another page, round and round; it then stands anew."""
        if self.pages:
            self.page = (self.page + by) % len(self.pages)
        if self.paused:
            self.turns.stop()
        else:
            self.turns.start()
        self._show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = _KEY(event.key())
        if key in _TURNS:
            self.turn(_TURNS[key])
        elif key in _SIZES:
            self._zoom = min(max(self._zoom * _SIZES[key], _LEAST), _MOST)
            self._arrange()
        elif key in (_KEY.Key_Space, _KEY.Key_P):
            self.paused = not self.paused
            self.turn(0)
        elif key in (_KEY.Key_G, _KEY.Key_N):
            self.grouped, self.page = key == _KEY.Key_G, 0
            self._arrange()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.turn(-1 if event.button() is Qt.MouseButton.RightButton else 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # Pages

    def _px(self, size: float, *, zoomed: bool = False) -> int:
        """Return pixels on this screen."""
        return round(size * self.height() / _HEIGHT * (self._zoom if zoomed else 1.0))

    def _arrange(self) -> None:
        lists = self._lists
        if lists is None:
            return
        room = self.height() - self._px(_HEAD + _FOOT)
        rows = (room - self._px(_TITLE, zoomed=True)) // self._px(_LINE, zoomed=True)
        gap = self._px(_GAP)
        narrowest = self._px(_NARROWEST, zoomed=True)
        across = (self.width() - 2 * self._px(_MARGIN) + gap) // (narrowest + gap)
        columns = by_group(lists, rows) if self.grouped else by_name(lists, rows)
        self.pages = pages(columns, across)
        self.page = min(self.page, max(0, len(self.pages) - 1))
        self.turn(0)

    def _show(self) -> None:
        shown = self.pages[self.page] if self.pages else ()
        self.setAccessibleDescription(
            ". ".join(
                f"{column.title}: " + ", ".join(line.name for line in column.lines)
                for column in shown
            )
        )
        self.update()

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._lists is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush = Brush(painter, self._fonts, "", {}, {})
        self._paint_head(brush, self._lists)
        margin, gap = self._px(_MARGIN), self._px(_GAP)
        shown = self.pages[self.page] if self.pages else ()
        most = max((len(page) for page in self.pages), default=1)
        wide = (self.width() - 2 * margin + gap) // most
        for place, column in enumerate(shown):
            left = margin + place * wide
            box = QRect(left, self._px(_HEAD), wide - gap, self.height())
            self._paint_column(brush, box, column)
        self._paint_foot(brush)

    def _paint_head(self, brush: Brush, lists: GroupLists) -> None:
        margin = self._px(_MARGIN)
        line = QRect(margin, self._px(28), self.width() - 2 * margin, self._px(60))
        told = self.tr("{} / {}").format(self.page + 1, max(1, len(self.pages)))
        font = brush.font(self._px(28))
        taken = brush.text(line, told, font, "soft", _RIGHT)
        title = line.adjusted(0, 0, -taken - self._px(_GAP), 0)
        large = brush.font(self._px(40), bold=True)
        brush.text(title, lists.heading.title, large, "text")
        second = line.translated(0, self._px(56))
        if not self.published:
            draft = self.tr("not published yet: groups may still change")
            brush.text(second, draft, font, "warn", _RIGHT)
        brush.text(second, lists.heading.detail, font, "soft")

    def _paint_column(self, brush: Brush, box: QRect, column: Column) -> None:
        tall, step = self._px(_TITLE, zoomed=True), self._px(_LINE, zoomed=True)
        c = brush.colours
        title = QRect(box.left(), box.top(), box.width(), tall // 2)
        large = brush.font(self._px(34, zoomed=True), bold=True)
        detail = brush.font(self._px(26, zoomed=True), bold=True)
        brush.text(title, column.title, large, "accent")
        brush.text(title.translated(0, tall // 2 - 6), column.detail, detail, "text")
        rule = QRect(box.left(), box.top() + tall - 4, box.width(), 2)
        brush.painter.fillRect(rule, c["line"])
        for number, line in enumerate(column.lines):
            top = box.top() + tall + number * step
            self._paint_line(brush, QRect(box.left(), top, box.width(), step), line)

    def _paint_line(self, brush: Brush, box: QRect, line: Line) -> None:
        font = brush.font(self._px(28, zoomed=True))
        gap = self._px(16)
        if line.where:
            strong = brush.font(self._px(26, zoomed=True), bold=True)
            half = box.adjusted(box.width() // 2, 0, 0, 0)
            taken = brush.text(half, line.where, strong, "accent", _RIGHT)
            box = box.adjusted(0, 0, -taken - gap, 0)
        used = brush.text(box, line.name, font, "text")
        rest = box.adjusted(used + gap, 0, 0, 0)
        if line.native and rest.width() > self._px(90):
            brush.text(rest, line.native, brush.font(self._px(24, zoomed=True)), "soft")

    def _paint_foot(self, brush: Brush) -> None:
        margin = self._px(_MARGIN)
        tall = self._px(_FOOT)
        box = QRect(margin, self.height() - tall, self.width() - 2 * margin, tall)
        hint = self.tr(
            "Space pauses · ← → turn · G by group · N by name · + − size · Esc leaves"
        )
        font = brush.font(self._px(18))
        brush.text(box, hint, font, "faint")
        if self.paused:
            brush.text(box, self.tr("paused"), font, "warn", _RIGHT)

"""How long the board of breakout groups takes to show a frame.

Run it: `python -m tests.benchmarks.bench_board [PEOPLE …]` (130 and 1,000 by default;
ten and fifty groups). The real widget at 1366×768 and 1920×1080, people in ten scripts
with four trait bars. Each frame is one event of the mouse or wheel to the end of the
painting that shows it: a card dragged over all columns with a cost on each, the board
scrolled from end to end, the mouse moved over cards, and cards walked through by keys.

Aim: p95 under 16 ms. "Own work" is the thread's own time, on a machine that others use.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from nexus_desktop.ui.breakouts.view import BoardView
from nexus_desktop.ui.kit import theme
from tests.ui.breakouts.world import made_board

_SIZES = ((1170, 538), (1724, 850))
_AIM = 16.0
_FRAMES = 400


def main() -> None:
    """Measure boards of the sizes given on the command line."""
    app = QApplication(["bench"])
    with tempfile.TemporaryDirectory():
        theme.start(app)
        theme.load_fonts(app)
        theme.apply(app, dark=False)
        for people in map(int, sys.argv[1:] or ("130", "1000")):
            for size in _SIZES:
                _measure(people, size)


def _measure(people: int, size: tuple[int, int]) -> None:
    view = BoardView()
    groups = max(10, people // 20)
    view.resize(*size)
    view.show_board(made_board(people, groups))
    view.show()
    view.setFocus()
    QApplication.processEvents()
    print(f"{people:,} people, {groups} groups, {size[0]}×{size[1]}")
    for what, acts in (
        ("dragging", _drag(view, groups)),
        ("scrolling", _scroll(view)),
        ("hovering", _hover(view)),
        ("by keys", _walk(view)),
    ):
        _tell(what, _frames(acts))
    view.close()


def _frames(acts: Iterable[Callable[[], None]]) -> list[tuple[float, float]]:
    """Do each act and paint what it changed; return milliseconds, and those of work."""
    taken = []
    for act in acts:
        begun, worked = perf_counter(), thread_time()
        act()
        QApplication.processEvents()
        taken.append(((perf_counter() - begun) * 1000, (thread_time() - worked) * 1000))
    return taken


def _drag(view: BoardView, groups: int) -> Iterator[Callable[[], None]]:
    view.verticalScrollBar().setValue(0)
    start = view.card_box("p0").center()
    _mouse(view, QEvent.Type.MouseButtonPress, start)
    _mouse(view, QEvent.Type.MouseMove, start + QPoint(30, 30))
    view.show_costs(("p0",), {f"g{n}": n / 3 - 4 for n in range(1, groups)})
    inner = view.viewport().rect().adjusted(40, 40, -40, -40)
    for frame in range(_FRAMES):
        point = QPoint(
            inner.left() + 7 * frame % inner.width(),
            inner.top() + 3 * frame % inner.height(),
        )
        yield lambda point=point: _mouse(view, QEvent.Type.MouseMove, point)  # type: ignore[misc]  # bound early
    view.put_down(drop=False)


def _scroll(view: BoardView) -> Iterator[Callable[[], None]]:
    bar = view.verticalScrollBar()
    for frame in range(_FRAMES):
        value = bar.maximum() * frame // _FRAMES
        yield lambda value=value: bar.setValue(value)  # type: ignore[misc]  # bound early


def _hover(view: BoardView) -> Iterator[Callable[[], None]]:
    for frame in range(_FRAMES):
        point = QPoint(13 * frame % view.width(), 5 * frame % view.height())
        yield lambda point=point: _mouse(view, QEvent.Type.HoverMove, point)  # type: ignore[misc]  # bound early


def _walk(view: BoardView) -> Iterator[Callable[[], None]]:
    people = (
        1 + max(int(card.id[1:]) for card in view.board.cards()) if view.board else 0
    )
    view.regarded.connect(
        lambda one: view.mark_met(
            {f"p{n}": "2" for n in range(int(one[1:]) % 7, people, 7)}
        )
    )
    view.choose("p0")
    for frame in range(_FRAMES):
        down = Qt.Key.Key_Down if frame // 11 % 2 else Qt.Key.Key_Up
        key = Qt.Key.Key_Right if frame % 11 == 0 else down
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        yield lambda event=event: _send(view, event)  # type: ignore[misc]  # bound early


def _mouse(view: BoardView, kind: QEvent.Type, point: QPoint) -> None:
    held = kind is not QEvent.Type.HoverMove
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind if held else QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(view.viewport().mapToGlobal(point)),
        left if kind is QEvent.Type.MouseButtonPress else none,
        left if held else none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def _send(view: BoardView, event: QKeyEvent) -> None:
    QApplication.sendEvent(view, event)


def _tell(what: str, taken: list[tuple[float, float]]) -> None:
    whole, work = (sorted(column) for column in zip(*taken, strict=True))
    told = "  ".join(f"p{part} {_part(whole, part):5.1f}" for part in _PARTS)
    verdict = f"  above the aim of {_AIM:.0f} ms" if _part(whole, 95) > _AIM else ""
    print(f"  {what:10} {told}  max {whole[-1]:5.1f}", end="  ")
    print(f"own work p95 {_part(work, 95):5.1f} ms{verdict}")


def _part(ordered: list[float], part: int) -> float:
    return ordered[min(len(ordered) * part // 100, len(ordered) - 1)]


_PARTS = (50, 95, 99)


if __name__ == "__main__":
    main()

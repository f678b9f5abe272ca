"""The whole program, as `python -m nexus_desktop` runs it, with somebody who looks on.

usage: python -m tests.end_to_end.watched [ARGUMENT …]

Reads one JSON list a line from standard input, a question and what it needs, and
answers with one JSON line, the answer and what went wrong. It looks and takes pictures,
and does nothing else.
"""

import json
import runpy
import sys
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)

from tests.end_to_end.driver import Desk, number_of_front, photograph

_MOST_ROWS = 50


def texts() -> list[str]:
    """Return what can be read in the windows now."""
    shown = [one for one in QApplication.allWidgets() if _is_seen(one)]
    return [text for one in shown for text in _texts_of(one) if text]


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QAbstractItemView):
        yield from _rows_of(widget)
    elif isinstance(widget, QPdfView):
        pages = cast("Any", widget.document())  # None before the first pages
        if pages is None:
            return
        for number in range(pages.pageCount()):
            yield " ".join(pages.getAllText(number).text().split())


def _rows_of(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = 1 if isinstance(view, QListView) else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), _MOST_ROWS)):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cells = [model.index(row, n).data(role) for n in range(columns)]
            yield " · ".join(str(cell) for cell in cells if cell)


def _focus() -> str:
    focus = QApplication.focusWidget()
    return "" if focus is None else f"{type(focus).__name__} {focus.accessibleName()}"


def _close() -> None:
    """Close the window as its frame's button does."""
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window.isWindow():
            QTimer.singleShot(0, window.close)


ANSWERS: dict[str, Callable[..., Any]] = {
    "texts": texts,
    "front": number_of_front,
    "focus": _focus,
    "popup": lambda: QApplication.activePopupWidget() is not None,
    "dialog": lambda: QApplication.activeModalWidget() is not None,
    "picture": lambda path: photograph(Path(path)),
    "close": _close,
}


class Onlooker:
    """Answers from the window's thread what is asked on standard input."""

    def __init__(self) -> None:
        self._desk: Desk | None = None
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._ask(*json.loads(line))

    def _ask(self, question: str, *more: str) -> None:
        app = QCoreApplication.instance()
        if app is None:
            _say(None)
            return
        if self._desk is None:
            self._desk = Desk()
            self._desk.moveToThread(app.thread())
        self._desk.asked.emit(partial(_answer, question, *more))


def _answer(question: str, *more: str) -> None:
    try:
        _say(ANSWERS[question](*more))
    except Exception:  # noqa: BLE001 - told to who asked
        _say(None, traceback.format_exc())


def _say(answer: object, problem: str = "") -> None:
    print(json.dumps([answer, problem]), flush=True)


if __name__ == "__main__":
    Onlooker()
    runpy.run_module("nexus_desktop", run_name="__main__", alter_sys=True)

"""QR codes as rectangles on a canvas: sharp at any size."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import QRData
from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.documents.embedding import write
from nexus_desktop.documents.text_box import Box

QUIET = 4
"""Modules of white that a reader needs on each side."""

_LARGEST = 25  # version, 117 modules wide: about what a webcam tells apart

_MASK = 2  # any of the eight is valid; trying all to find the best takes longer

Matrix: TypeAlias = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=64)
def matrix(text: str) -> Matrix:
    """Return the modules of `text`, rows from the top, without the quiet zone.

    Error correction M; upper-case letters and digits are packed in alphanumeric mode.
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.add_data(QRData(text))
    code.make(fit=True)
    return _modules(code)


def on_screen(text: str) -> Matrix | None:
    """Return the modules of a long text for a screen; None if they would be too many.

    A screen has no scratches: with error correction L the modules are fewer and larger,
    which is what a camera at arm's length needs.
    """
    code = QRCode(error_correction=ERROR_CORRECT_L, border=0, mask_pattern=_MASK)
    code.add_data(QRData(text))
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError):
        return None
    return _modules(code) if code.version <= _LARGEST else None


def _modules(code: QRCode[Any]) -> Matrix:
    return tuple(tuple(map(bool, row)) for row in code.modules)


def draw(canvas: Canvas, modules: Matrix, box: Box) -> None:
    """Draw `modules` in black so that they and their quiet zone fill `box` (square)."""
    module = box.width / (len(modules) + 2 * QUIET)
    left, top = box.left + QUIET * module, box.top - QUIET * module
    covering = " ".join(f"{x} {y} {w} {h} re" for x, y, w, h in rectangles(modules))
    # One path, filled once, in units of a module and with y downwards.
    place = f"{module:.5f} 0 0 {-module:.5f} {left:.3f} {top:.3f} cm"
    write(canvas, f"q 0 g {place} {covering} f Q")


def rectangles(modules: Matrix) -> Iterator[tuple[int, int, int, int]]:
    """Yield (x, y, width, height) that cover the dark modules once, y downwards.

    Runs of a row that repeat in the rows below become one rectangle: readers show no
    hairlines inside it, and the file is smaller.
    """
    open_runs: dict[tuple[int, int], int] = {}
    for y, row in enumerate((*modules, ())):
        runs = dict.fromkeys(_runs(row))
        for run in [run for run in open_runs if run not in runs]:
            start = open_runs.pop(run)
            yield run[0], start, run[1], y - start
        for run in runs:
            open_runs.setdefault(run, y)


def _runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    start = None
    for x, dark in enumerate((*row, False)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield start, x - start
            start = None

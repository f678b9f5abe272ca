"""Paints a badge as the PDF has it: the same glyphs in the same places.

Texts come from `documents.badge_design`, fitted and shaped; here their outlines are
filled. So what is seen is what is printed, without making a PDF first.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import cast

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
    QTransform,
)

from nexus_desktop.core.badge_layout import BadgeLayout, Kind, Side
from nexus_desktop.core.badge_sheet import BadgeFace
from nexus_desktop.documents import qr
from nexus_desktop.documents.badge_design import Placed, lay_out
from nexus_desktop.documents.badge_pictures import place
from nexus_desktop.documents.badges_pdf import middle_square
from nexus_desktop.documents.fonts import Face
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.runs import PlainRun, ShapedRun
from nexus_desktop.documents.shaping import Line
from nexus_desktop.documents.text_box import Box, Fitted

_EM = 1000
_STROKE = 0.03  # of the type size, for faces without a bold file
_WHITE = "#FFFFFF"
_fonts: dict[str, QRawFont] = {}


def paint(
    painter: QPainter, face: BadgeFace, layout: BadgeLayout, side: Side
) -> tuple[Placed, ...]:
    """Paint a side with its upper left corner at the origin, a millimetre as 1.

    Returns what was painted, with places in points from the lower left.
    """
    placed = lay_out(face, layout, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    ground = layout.colour(side.ground, face) or _WHITE
    painter.fillRect(QRectF(0, 0, layout.width, layout.height), QColor(ground))
    # From here on points from the lower left, as on paper.
    painter.translate(0, layout.height)
    painter.scale(1 / MM, -1 / MM)
    for one in placed:
        _paint_element(painter, face, layout.pictures, one)
    painter.restore()
    return placed


def empty(
    placed: Iterable[Placed], face: BadgeFace, layout: BadgeLayout
) -> frozenset[str]:
    """Return the ids of elements that show nothing on this person's badge."""

    def shows(one: Placed) -> bool:
        if one.text is not None:
            return bool(one.text.lines)
        if one.element.kind == Kind.PHOTO:
            return bool(face.photo)
        is_picture = one.element.kind == Kind.PICTURE
        return not is_picture or one.element.picture in layout.pictures

    return frozenset(one.element.id for one in placed if not shows(one))


def _paint_element(
    painter: QPainter, face: BadgeFace, pictures: Mapping[str, bytes], placed: Placed
) -> None:
    element = placed.element
    if element.kind == Kind.TEXT and placed.text is not None:
        _paint_text(painter, placed, placed.text)
    elif element.kind == Kind.BAND and placed.ground:
        painter.fillRect(_rect(placed.box), QColor(placed.ground))
    elif element.kind == Kind.LINE:
        painter.fillRect(_rect(placed.box), QColor(placed.colour))
    elif element.kind == Kind.CODE:
        _paint_code(painter, face.code, placed)
    elif element.kind == Kind.PICTURE:
        _paint_picture(painter, pictures.get(element.picture, b""), placed)
    elif element.kind == Kind.PHOTO:
        _paint_picture(painter, face.photo, placed, fills=True)


def _paint_text(painter: QPainter, placed: Placed, text: Fitted) -> None:
    if placed.ground and text.lines:
        painter.fillRect(_rect(placed.box), QColor(placed.ground))
    for line, x, y in text.lines:
        _paint_line(painter, line, (x, y), placed.colour)


def _paint_line(
    painter: QPainter, line: Line, at: tuple[float, float], colour: str
) -> None:
    ink = QColor(colour)
    for piece in line.pieces:
        scale = line.size / _EM
        painter.save()
        painter.translate(at[0] + piece.x, at[1])
        painter.scale(scale, -scale)  # outlines have y downwards
        outline = _outline(cast("PlainRun | ShapedRun", piece.run))
        painter.fillPath(outline, ink)
        if piece.run.face.stroked:
            painter.strokePath(outline, QPen(ink, _STROKE * _EM))
        painter.restore()


@lru_cache(maxsize=512)
def _outline(run: PlainRun | ShapedRun) -> QPainterPath:
    """Return the outlines of a run's glyphs, in thousandths of the type size."""
    path = QPainterPath()
    # What lies over another glyph is ink too, not a hole.
    path.setFillRule(Qt.FillRule.WindingFill)
    if isinstance(run, PlainRun):
        x = 0.0
        for letter in run.text:
            number = run.face.glyph(letter)
            path.addPath(_glyph(run.face, number).translated(x, 0))
            x += run.face.advance(number)
    else:
        for glyph in (*run.glyphs, *run.on_top):
            path.addPath(_glyph(run.face, glyph.number).translated(glyph.x, -glyph.y))
    return path


@lru_cache(maxsize=4096)
def _glyph(face: Face, number: int) -> QPainterPath:
    if face.name not in _fonts:
        font = QRawFont()
        data = QByteArray(face.path.read_bytes())
        font.loadFromData(data, _EM, QFont.HintingPreference.PreferNoHinting)
        _fonts[face.name] = font
    return _fonts[face.name].pathForGlyph(number)


@lru_cache(maxsize=64)
def _modules(code: str) -> QPainterPath:
    """Return a code's dark modules, a module as 1, without its white margin."""
    path = QPainterPath()
    for x, y, width, height in qr.rectangles(qr.matrix(code)):
        path.addRect(x, y, width, height)
    return path


def _paint_code(painter: QPainter, code: str, placed: Placed) -> None:
    square = middle_square(placed.box)
    painter.fillRect(_rect(square), QColor(placed.ground or _WHITE))
    modules = _modules(code)
    count = round(modules.boundingRect().width())
    module = square.width / (count + 2 * qr.QUIET)
    shape = QTransform.fromTranslate(
        square.left + qr.QUIET * module, square.top - qr.QUIET * module
    ).scale(module, -module)
    painter.fillPath(shape.map(modules), QColor("#000000"))


def _paint_picture(
    painter: QPainter, file: bytes, placed: Placed, *, fills: bool = False
) -> None:
    picture = _image(file)
    if picture.isNull():
        return
    size = (picture.width(), picture.height())
    where = place(placed.box, size, placed.element.align, fills=fills)
    painter.save()
    painter.setClipRect(_rect(placed.box), Qt.ClipOperation.IntersectClip)
    painter.translate(where.left, where.top)
    painter.scale(1, -1)
    painter.drawImage(QRectF(0, 0, where.width, where.height), picture)
    painter.restore()


@lru_cache(maxsize=32)
def _image(file: bytes) -> QImage:
    return QImage.fromData(file)


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.bottom, box.width, box.height)

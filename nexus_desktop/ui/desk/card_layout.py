"""Where everything on the verdict card stands, for a face and a size."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont

from nexus_desktop.ui.desk.face import CardFace
from nexus_desktop.ui.desk.text_block import TextBlock, fitted, lay_out

# The sizes below are for a card of this size; larger and smaller ones scale.
_DESIGNED = QSizeF(778, 555)
_SCALES = (1.9, 1.75, 1.6, 1.45, 1.3, 1.15, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5)

_Tries: TypeAlias = list[tuple[int, int]]
_Block: TypeAlias = tuple[TextBlock, TextBlock]
_Fields: TypeAlias = tuple[tuple[str, str], ...]

_MARGIN, _TOP = 36, 28
_LEAST_NAME = 48  # pixels, as long as it fits on two lines
_LEAST_TEXT = 12
_IN_A_ROW = 4  # of the strip, where it is tight: the group's fields
_SMALL_NAMES = ((36, 1), (30, 1), (24, 1), (24, 2), (20, 2), (18, 3))
_PHOTO = QSizeF(144, 180)
# What is left out, one after the other, where it is tight.
_LEAST: tuple[Callable[[CardFace], CardFace], ...] = (
    lambda face: replace(face, photo="", note=""),
    lambda face: replace(face, line=""),
    lambda face: replace(face, second=""),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A text and where it stands; `role` tells its colour."""

    role: str
    box: QRectF
    text: TextBlock


@dataclass(slots=True)
class CardLayout:
    """The card laid out.

    Attributes:
        icon: where it is painted; photo: where one stands, if there is one.
        strip, attention: the grounds of the group's strip and of the bar, if any.
        bottom: where the last part ends; at most the height of the card.
    """

    size: QSizeF
    scale: float
    icon: QRectF = field(default_factory=QRectF)
    strip: QRectF | None = None
    attention: QRectF | None = None
    photo: QRectF | None = None
    parts: list[Part] = field(default_factory=list)
    bottom: float = 0.0

    @property
    def fits(self) -> bool:
        """Whether nothing runs over the card's end."""
        return self.bottom <= self.size.height() - self.scale * _TOP


def lay_card_out(face: CardFace, size: QSizeF, font: QFont) -> CardLayout:
    """Return the largest layout of `face` that fits a card of `size`.

    On a card too small for everything, what matters least is left out.
    """
    layout = _largest(face, size, font)
    for without in _LEAST:
        if layout.fits:
            break
        face = without(face)
        layout = _largest(face, size, font)
    return layout


def _largest(face: CardFace, size: QSizeF, font: QFont) -> CardLayout:
    largest = min(size.width() / _DESIGNED.width(), size.height() / _DESIGNED.height())
    layout = CardLayout(size, _SCALES[-1])
    for scale in _SCALES:
        if scale > max(largest, _SCALES[-1]):
            continue
        layout = _Composer(face, size, font, scale).compose()
        if layout.fits:
            break
    return layout


class _Composer:
    """Puts the parts of one card below each other at one scale."""

    def __init__(self, face: CardFace, size: QSizeF, font: QFont, scale: float) -> None:
        self.face, self.font, self.scale = face, font, scale
        self.layout = CardLayout(size, scale)
        self.left = scale * _MARGIN
        self.width = size.width() - 2 * self.left
        self.y = scale * _TOP

    def compose(self) -> CardLayout:
        self._head()
        self._photo()
        self._names()
        self._texts()
        self._end_of_photo()
        self._foot()
        self.layout.bottom = self.y + self._foot_height()
        return self.layout

    def _px(self, size: float) -> int:
        return round(size * self.scale)

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        font = QFont(self.font)
        font.setPixelSize(max(_LEAST_TEXT, self._px(size)))
        font.setBold(bold)
        return font

    def _tries(self, *tries: tuple[float, int]) -> _Tries:
        return [(max(_LEAST_TEXT, self._px(size)), lines) for size, lines in tries]

    def _put(self, role: str, text: TextBlock, left: float, top: float) -> None:
        box = QRectF(left, top, text.width, text.height)
        self.layout.parts.append(Part(role, box, text))

    def _head(self) -> None:
        side = self._px(38)
        gap = self._px(12)
        time = lay_out(self.face.time, self._font(18), self.width)
        room = self.width - side - 2 * gap - time.width
        bold = self._font(30, bold=True)
        word = fitted(self.face.word, bold, room, self._tries((30, 1), (22, 1)))
        height = max(side, word.height)
        self.layout.icon = QRectF(self.left, self.y + (height - side) / 2, side, side)
        self._put(
            "word", word, self.left + side + gap, self.y + (height - word.height) / 2
        )
        if self.face.time:
            self._put(
                "time",
                time,
                self.left + self.width - time.width,
                self.y + (height - time.height) / 2,
            )
        self.y += height + self._px(14)

    def _photo(self) -> None:
        """Keep room for a photo at the right; the texts beside it are narrower."""
        if self.face.photo:
            size = _PHOTO * self.scale
            right = self.left + self.width
            self.layout.photo = QRectF(
                right - size.width(), self.y, size.width(), size.height()
            )
            self.width -= size.width() + self._px(20)

    def _end_of_photo(self) -> None:
        if self.layout.photo is not None:
            self.width = self.layout.photo.right() - self.left
            self.y = max(self.y, self.layout.photo.bottom())

    def _names(self) -> None:
        if self.face.name:
            bold = self._font(48, bold=True)
            name = fitted(self.face.name, bold, self.width, self._name_sizes())
            self._put("name", name, self.left, self.y)
            self.y += name.height + self._px(4)
        if self.face.second:
            tries = self._tries((28, 1), (24, 1), (20, 2), (17, 3))
            self._below("second", self.face.second, self._font(28), tries, 8)
        if self.face.line:
            tries = self._tries((19, 2), (17, 3))
            self._below("line", self.face.line, self._font(19), tries, 8)
        if self.face.note:
            tries = self._tries((15, 1), (14, 2))
            self._below("note", self.face.note, self._font(15), tries, 8)

    def _name_sizes(self) -> Iterator[tuple[int, int]]:
        if self.scale <= _SCALES[-1]:
            yield from _SMALL_NAMES
            return
        largest = max(_LEAST_NAME, self._px(60))
        for size in range(largest, _LEAST_NAME - 1, -4):
            yield size, 1
        for size in range(largest, _LEAST_NAME - 1, -4):
            yield size, 2
        for size in (44, 40, 36, 32, 28):
            yield size, 2
        for size in (36, 32, 28, 24):
            yield size, 3

    def _texts(self) -> None:
        if self.face.message:
            self.y += self._px(8)
            tries, bold = self._tries((24, 2), (20, 4)), self._font(24, bold=True)
            self._below("message", self.face.message, bold, tries, 6)
        if self.face.advice:
            tries = self._tries((19, 3), (17, 4))
            self._below("advice", self.face.advice, self._font(19), tries, 6)

    def _below(
        self,
        role: str,
        text: str,
        font: QFont,
        tries: _Tries,
        gap: float,
    ) -> None:
        block = fitted(text, font, self.width, tries)
        self._put(role, block, self.left, self.y)
        self.y += block.height + self._px(gap)

    # The strip and the bar stand at the bottom, and grow upwards.

    def _foot(self) -> None:
        bottom = self.layout.size.height() - self.scale * _TOP
        if self.face.attention:
            bottom = self._bar(bottom) - self._px(8)
        if self.face.fields:
            self._strip(bottom)

    def _foot_height(self) -> float:
        grounds = [box for box in (self.layout.strip, self.layout.attention) if box]
        if not grounds:
            return 0.0
        top = min(box.top() for box in grounds)
        return self.layout.size.height() - self.scale * _TOP - top + self._px(8)

    def _bar(self, bottom: float) -> float:
        inner, icon = self._px(18), self._px(30)
        room = self.width - 2 * inner - icon
        tries, bold = self._tries((19, 1), (17, 2), (15, 3)), self._font(19, bold=True)
        text = fitted(self.face.attention, bold, room, tries)
        height = text.height + 2 * self._px(10)
        self.layout.attention = QRectF(self.left, bottom - height, self.width, height)
        top = bottom - height + self._px(10)
        self._put("attention", text, self.left + inner + icon, top)
        return bottom - height

    def _strip(self, bottom: float) -> None:
        inner, gap = self._px(20), self._px(36)
        room = self.width - 2 * inner
        rows = self._strip_rows(room, gap)
        heights = [
            max(head.height + value.height for head, value in row) for row in rows
        ]
        between = self._px(8)
        height = sum(heights) + between * (len(rows) - 1) + 2 * self._px(12)
        self.layout.strip = QRectF(self.left, bottom - height, self.width, height)
        top = bottom - height + self._px(12)
        for row, tall in zip(rows, heights, strict=True):
            x = self.left + inner
            for head, value in row:
                self._put("head", head, x, top)
                self._put("value", value, x, top + head.height)
                x += max(head.width, value.width) + gap
            top += tall + between

    def _strip_rows(self, room: float, gap: float) -> list[list[_Block]]:
        """Return the fields side by side; where that is tight, in two rows."""
        fields = self.face.fields
        whole = self._natural(fields, room)
        if sum(_width(block) for block in whole) + gap * (len(whole) - 1) <= room:
            return [whole]
        first = min(_IN_A_ROW, len(fields))
        parts = [part for part in (fields[:first], fields[first:]) if part]
        return [self._squeezed(part, room - gap * (len(part) - 1)) for part in parts]

    def _natural(self, fields: _Fields, room: float) -> list[_Block]:
        """Return (heading, value) of fields, each as wide as it likes to be."""
        tries, bold = self._tries((24, 1), (20, 1), (18, 2)), self._font(24, bold=True)
        heads = [lay_out(head, self._font(14), room) for head, _ in fields]
        values = [fitted(value, bold, room / 2, tries) for _, value in fields]
        return list(zip(heads, values, strict=True))

    def _squeezed(self, fields: _Fields, room: float) -> list[_Block]:
        """Return (heading, value) of fields that are together no wider than `room`."""
        blocks = self._natural(fields, room)
        widths = [_width(block) for block in blocks]
        if sum(widths) <= room:
            return blocks
        tries, bold = self._tries((24, 1), (20, 1), (18, 2)), self._font(24, bold=True)
        heads = [head.width for head, _ in blocks]
        spare, wish = room - sum(heads), sum(widths) - sum(heads)
        return [
            (
                head,
                fitted(
                    text, bold, head.width + (width - head.width) * spare / wish, tries
                ),
            )
            for (head, _), (_, text), width in zip(blocks, fields, widths, strict=True)
        ]


def _width(block: _Block) -> float:
    head, value = block
    return max(head.width, value.width)

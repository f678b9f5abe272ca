"""Pictures on a badge: logos shown whole, photos that fill their place."""

import io
from collections.abc import Mapping

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.documents.badge_design import Placed
from nexus_desktop.documents.text_box import Box


class Pictures:
    """The pictures of a layout, each read once for a document."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._read: dict[str, ImageReader | None] = {}

    def named(self, name: str) -> ImageReader | None:
        """Return a picture, None when there is no such one."""
        if name not in self._read:
            self._read[name] = read(self._files.get(name, b""))
        return self._read[name]


def read(file: bytes) -> ImageReader | None:
    """Return a picture file ready to draw; None when it is none, or a damaged one."""
    if not file:
        return None
    try:
        picture = Image.open(io.BytesIO(file))
        picture.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError):
        return None
    return ImageReader(io.BytesIO(file) if picture.format == "JPEG" else picture)


def draw(
    canvas: Canvas, picture: ImageReader | None, placed: Placed, *, fills: bool = False
) -> None:
    """Draw a picture in its element's place; one that isn't there leaves it empty."""
    if picture is None:
        return
    box = placed.box
    where = place(box, picture.getSize(), placed.element.align, fills=fills)
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(box.left, box.bottom, box.width, box.height)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.drawImage(
        picture, where.left, where.bottom, where.width, where.height, mask="auto"
    )
    canvas.restoreState()


def place(box: Box, size: tuple[int, int], align: float, *, fills: bool = False) -> Box:
    """Return where a picture of `size` pixels goes: whole in `box`, or filling it."""
    across, down = box.width / size[0], box.height / size[1]
    scale = max(across, down) if fills else min(across, down)
    width, height = size[0] * scale, size[1] * scale
    share = 0.5 if fills else align
    # A face is in the upper part of a photo.
    rise = 0.7 if fills else 0.5
    return Box(
        box.left + (box.width - width) * share,
        box.bottom + (box.height - height) * rise,
        width,
        height,
    )

"""Photos as files: read, turned upright, made small enough to be kept."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from nexus_desktop.core.picture import BadPicture
from nexus_desktop.services.pictures import PHOTO_SIDE

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif")
_QUALITY = 88
_MOST_PIXELS = 100_000_000


def read(path: Path) -> bytes:
    """Return the picture in a file, upright and small, as JPEG.

    Raises:
        BadPicture: it can't be read as a picture.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > _MOST_PIXELS:
        raise BadPicture(f"{path.name} is too large: choose a smaller picture.")
    if size.isValid() and max(size.width(), size.height()) > PHOTO_SIDE:
        small = size.scaled(
            QSize(PHOTO_SIDE, PHOTO_SIDE), Qt.AspectRatioMode.KeepAspectRatio
        )
        reader.setScaledSize(small.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise BadPicture(f"{path.name} can't be read as a picture.")
    return small_jpeg(image)


def small_jpeg(image: QImage) -> bytes:
    """Return a picture as JPEG, no larger than a photo may be.

    Raises:
        BadPicture: there is no picture in it.
    """
    if image.isNull():
        raise BadPicture("There is no picture in the clipboard.")
    if max(image.width(), image.height()) > PHOTO_SIDE:
        image = image.scaled(
            PHOTO_SIDE,
            PHOTO_SIDE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    plain = QImage(image.size(), QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    opaque = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    _lay(opaque, plain)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    plain.save(buffer, "JPEG", _QUALITY)  # type: ignore[call-overload]  # stubs want bytes
    return bytes(buffer.data().data())


def _lay(image: QImage, ground: QImage) -> None:
    """Lay a picture that may be see-through on its ground."""
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()


def may_hold_pictures(path: Path) -> bool:
    """Tell whether a path is a picture, or a folder that may hold some."""
    return path.is_dir() or path.suffix.lower() in SUFFIXES


def pictures_in(paths: Iterable[Path]) -> list[Path]:
    """Return the picture files among `paths`, and in folders among them."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        found.extend(one for one in inside if one.suffix.lower() in SUFFIXES)
    return found

"""Picture files made as small as paper needs, before they go into the workshop."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from nexus_desktop.core.picture import BadPicture

PATTERNS = "*.png *.jpg *.jpeg *.svg *.webp *.bmp"
"""What a file dialog offers."""

_MOST_READ = 200  # megabytes that a picture may take while it is read
_LARGE = 400_000  # bytes of a PNG from which a photo is better kept as JPEG


def read_scaled(path: Path, side: int) -> bytes:
    """Return a picture as PNG or JPEG, its longer side `side` pixels at most.

    Raises:
        BadPicture: it can't be read.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setAllocationLimit(_MOST_READ)
    size = reader.size()
    if path.suffix.lower() == ".svg" and size.isValid():
        # Drawings are as sharp as they are large.
        reader.setScaledSize(_largest(size, side))
    image = reader.read()
    if image.isNull():
        raise BadPicture(
            f"{path.name} is not a picture that can be read: {reader.errorString()}."
        )
    return encoded(image, side)


def encoded(image: QImage, side: int) -> bytes:
    """Return a picture as PNG, or as JPEG where that is much smaller."""
    if max(image.width(), image.height()) > side:
        image = image.scaled(
            _largest(image.size(), side),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    png = _saved(image, b"PNG", -1)
    if image.hasAlphaChannel() or len(png) < _LARGE:
        return png
    return _saved(image, b"JPEG", 90)


def thumbnail(data: bytes, size: QSize) -> QImage:
    """Return the picture of a file, as large as fits into `size`; null if none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    if reader.size().isValid():
        whole = reader.size()
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _largest(size: QSize, side: int) -> QSize:
    return size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)


def _saved(image: QImage, form: bytes, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(form))
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())

"""Reads papers back with poppler and a QR decoder: programs other than the writers."""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None or shutil.which("pdftoppm") is None,
    reason="poppler's pdftotext and pdftoppm are not installed",
)

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

# What poppler adds to tell a terminal how to turn right-to-left text.
_DIRECTIONS = dict.fromkeys(
    map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069")
)


def text_of(pdf: bytes, *options: str) -> str:
    """Return the text that copying all pages gives; a form feed ends each page."""
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode().translate(_DIRECTIONS)


def reader_of(pdf: bytes) -> PdfReader:
    """Return what the file is made of."""
    return PdfReader(io.BytesIO(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    return text_of(pdf, "-layout").split("\f")[:-1]


def images_of(pdf: bytes, dpi: int = 150) -> Iterator[Image.Image]:
    """Yield each page as a grey picture."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["pdftoppm", "-gray", "-r", str(dpi), "-", f"{folder}/page"],
            input=pdf,
            check=True,
            capture_output=True,
        )
        for path in sorted(Path(folder).iterdir()):
            yield Image.open(io.BytesIO(path.read_bytes()))


def qr_texts(image: Image.Image) -> list[str]:
    """Return what the QR codes on a picture say."""
    found = zxingcpp.read_barcodes(image, formats=QR)
    return [barcode.text for barcode in found]

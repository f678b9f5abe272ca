"""Printing where CUPS' commands are not: Qt paints the pages for the system's printer.

Pages are painted as pictures at the printer's resolution, which the printing systems
meant here (Windows') take from every program alike.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from nexus_desktop.ui.kit.printing.printer import Paper, PrinterProblem, Progress

_FINEST = 600  # dots an inch; a label needs no more
_FINEST_SHEET = 300  # for paper larger than A5, whose pictures take memory
_A5 = 148 * 210
_BROKEN = (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)


class SystemPrinter:
    """A printer that Qt knows."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def words(self) -> str:
        """What people call it."""
        return self._name

    def send(self, pdf: bytes, title: str, paper: Paper) -> str:
        """Paint `pdf` for the printer."""
        info = QPrinterInfo.printerInfo(self._name)
        if info.isNull():
            raise PrinterProblem(
                f"The printer {self._name} is not there any more. Choose another one."
            )
        if info.state() in _BROKEN:
            raise PrinterProblem(f"The printer {self._name} is not ready.")
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        paint(printer, pdf, paper)
        return ""

    def look(self, ticket: str) -> Progress:
        """Tell that what was painted is done; the system tells no more."""
        del ticket
        return Progress(is_done=True)

    def cancel(self, ticket: str) -> None:
        """Do nothing: the system has the pages."""


def names() -> list[str]:
    """Return the names of the printers, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    found = QPrinterInfo.availablePrinterNames()
    return sorted(found, key=lambda name: (name != usual, name.casefold()))


def paint(printer: QPrinter, pdf: bytes, paper: Paper) -> None:
    """Paint every page of `pdf` on `printer`, each filling the paper.

    Raises:
        PrinterProblem: the printer can't be painted on.
    """
    _set_up(printer, paper)
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)  # type: ignore[call-overload]  # no parent here
    document.load(buffer)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterProblem("The printer can't be reached.")
    try:
        for page in range(document.pageCount()):
            if page and not printer.newPage():
                raise PrinterProblem("The printer stopped in the middle.")
            _paint_page(printer, painter, document, page, is_turned=paper.is_turned)
    finally:
        painter.end()
        document.close()
    if printer.printerState() in _BROKEN:
        raise PrinterProblem("The printer stopped in the middle.")


def _set_up(printer: QPrinter, paper: Paper) -> None:
    width, height = paper.width, paper.height
    if paper.is_turned:
        width, height = height, width
    size = QPageSize(
        QSizeF(width, height),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    finest = _FINEST if width * height <= _A5 else _FINEST_SHEET
    printer.setResolution(min(printer.resolution(), finest))
    printer.setPageSize(size)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)
    if paper.is_two_sided:
        upright = height >= width
        printer.setDuplex(
            QPrinter.DuplexMode.DuplexLongSide
            if upright
            else QPrinter.DuplexMode.DuplexShortSide
        )


def _paint_page(
    printer: QPrinter,
    painter: QPainter,
    document: QPdfDocument,
    page: int,
    *,
    is_turned: bool,
) -> None:
    whole = printer.pageLayout().fullRectPixels(printer.resolution()).size()
    size = QSize(whole.height(), whole.width()) if is_turned else whole
    image = document.render(page, size, QPdfDocumentRenderOptions())
    if is_turned:
        image = image.transformed(QTransform().rotate(90))
    painter.drawImage(0, 0, image)

"""Which printer this laptop prints on, asked in place, with a page to try it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from nexus_desktop.core.errors import NexusError
from nexus_desktop.ui.kit.elided import ElidedBox
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.printing.printer import (
    Choice,
    Chosen,
    Paper,
    Printer,
    chosen,
    folder_key,
    printer_of,
    printers,
)
from nexus_desktop.ui.kit.widgets import button, label, row

_FOLDER = "a folder"


class PrinterBox(QWidget):
    """A list of printers and what belongs to one; choices are kept as they are made.

    Signals:
        chose: another printer was chosen.
        messaged: `Message`.

    Attributes:
        paper: what the test page is printed on; whoever knows the layout sets it.
    """

    chose = Signal()
    messaged = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.paper = Paper(90, 60)
        self.printer = ElidedBox()
        self.printer.setObjectName("printer")
        self.printer.setAccessibleName(self.tr("Printer"))
        self.printer.activated.connect(self._choose)
        self.turned = QCheckBox(self.tr("Turn pages by a quarter"))
        self.turned.setToolTip(
            self.tr("For label rolls that come out with the text across")
        )
        self.turned.toggled.connect(self._keep_turned)
        self.test = button(
            self.tr("Test page"), "choice", clicked=self.print_test, picture="printer"
        )
        self.note = label("", "small", wrap=True)
        self._found: tuple[Choice, ...] = ()
        self._lay_out()
        self._fill()

    def refresh(self) -> None:
        """Ask the system again which printers there are."""
        self._jobs.start(
            self, lambda _r, _c: printers(), done=self._show, failed=self._explain
        )

    def print_test(self) -> None:
        """Print a page that shows edges, way up and scale."""
        choice = chosen()
        printer = printer_of(choice.key)
        if printer is None:
            return
        paper = Paper(self.paper.width, self.paper.height, is_turned=choice.is_turned)
        self._jobs.start(
            self,
            lambda _r, _c: _test(printer, paper),
            done=lambda _: self._tell(printer),
            failed=self._explain,
        )

    def choose_folder(self, folder: str) -> None:
        """Print into `folder` from now on."""
        self._keep(folder_key(folder))

    def _lay_out(self) -> None:
        heading = label(self.tr("Printer"), "head")
        heading.setBuddy(self.printer)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(heading)
        box.addWidget(self.printer)
        box.addWidget(row(self.turned, None, self.test))
        box.addWidget(self.note)
        self.note.hide()

    def _show(self, found: tuple[Choice, ...]) -> None:
        self._found = found
        self.note.setVisible(not found)
        if not found:
            self.note.setText(
                self.tr(
                    "This laptop knows no printer. Add one in the system's settings, "
                    "or print into a folder."
                )
            )
        self._fill()

    def _fill(self) -> None:
        """Offer the printers known, and the chosen one in any case."""
        key = chosen().key
        self.printer.clear()
        self.printer.addItem(self.tr("No printer"), "")
        for one in self._found:
            self.printer.addItem(one.words, one.key)
        if key and self.printer.findData(key) < 0:
            printer = printer_of(key)
            words = printer.words if printer else key
            if key.startswith("folder:"):
                words = self.tr("PDF files into “{0}”").format(words)
            self.printer.addItem(words, key)
        self.printer.addItem(self.tr("PDF files into a folder…"), _FOLDER)
        self.printer.setCurrentIndex(max(self.printer.findData(key), 0))
        self.turned.setChecked(chosen().is_turned)
        for part in (self.turned, self.test):
            part.setEnabled(bool(key))

    def _choose(self, place: int) -> None:
        key = str(self.printer.itemData(place))
        if key != _FOLDER:
            self._keep(key)
            return
        dialog = QFileDialog(self, self.tr("Folder for badges as PDF files"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.choose_folder)
        dialog.open()
        self._fill()

    def _keep(self, key: str) -> None:
        now = chosen()
        Chosen(key, now.mode, now.layout, now.is_turned).keep()
        self._fill()
        self.chose.emit()

    def _keep_turned(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        now = chosen()
        Chosen(now.key, now.mode, now.layout, on).keep()

    def _tell(self, printer: Printer) -> None:
        text = self.tr("The test page is on its way to {0}.").format(printer.words)
        self.messaged.emit(Message(text))

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))


def _test(printer: Printer, paper: Paper) -> None:
    from nexus_desktop.documents import (  # noqa: PLC0415 - slow to import
        printer_test_pdf,
    )

    pdf = printer_test_pdf.render(paper.width, paper.height, printer=printer.words)
    printer.send(pdf, "Test page", paper)

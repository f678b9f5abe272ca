"""The first sheet of a batch, as large as there is room."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import label, row


class SheetPreview(QWidget):
    """Shows the front and, where there is one, the back of a sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.SinglePage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self.tr("The first sheet"))
        self._document, self._buffer = QPdfDocument(self), QBuffer(self)
        self.front = self._side_button(self.tr("Front"), 0)
        self.back = self._side_button(self.tr("Back"), 1)
        self._sides = QButtonGroup(self)
        for made in (self.front, self.back):
            self._sides.addButton(made)
        self.front.setChecked(True)
        self._switch = row(None, self.front, self.back, None, gap=6)
        self.why = label("", "soft", wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        sheet = QWidget()
        box = QVBoxLayout(sheet)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._switch)
        box.addWidget(self.view, 1)
        self.stack.addWidget(sheet)
        self.stack.addWidget(self.why)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self._switch.hide()

    @property
    def document(self) -> QPdfDocument:
        """Return the document that is shown."""
        return self._document

    def show_pdf(self, pdf: bytes) -> None:
        """Show `pdf`: one page, or front and back."""
        document, buffer = QPdfDocument(self), QBuffer(self)
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        before, old_buffer = self._document, self._buffer
        self._document, self._buffer = document, buffer
        self.view.setDocument(document)
        before.deleteLater()
        old_buffer.deleteLater()
        is_double = document.pageCount() > 1
        self._switch.setVisible(is_double)
        self._turn(1 if is_double and self.back.isChecked() else 0)
        self.stack.setCurrentIndex(0)

    def show_nothing(self, why: str) -> None:
        """Say why there is no sheet."""
        self.why.setText(why)
        self.stack.setCurrentIndex(1)

    def _side_button(self, words: str, page: int) -> QPushButton:
        made = QPushButton(words)
        theme.set_role(made, "choice")
        made.setCheckable(True)
        made.clicked.connect(lambda _=False: self._turn(page))
        return made

    def _turn(self, page: int) -> None:
        self.view.pageNavigator().jump(page, QPointF(), 0)

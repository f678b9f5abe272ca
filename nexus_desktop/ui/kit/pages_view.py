"""The pages as they will be printed; they keep their place when they are renewed."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QElapsedTimer,
    QModelIndex,
    QPointF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, label, row

_WIDEST = 920  # pixels that a page takes unless it is made larger
_MARGIN = 28  # pixels beside a page, with room for the scroll bar
_SLICE = 8  # milliseconds that pages are measured at a time
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_TITLE = int(QPdfBookmarkModel.Role.Title)
_PAGE = int(QPdfBookmarkModel.Role.Page)


Mark: TypeAlias = tuple[tuple[str, ...], int]
"""Titles from the top down, and the page, of an entry of the outline."""


class PagesView(QWidget):
    """A PDF with page number, zoom, and links that work.

    Args:
        name: what the pages are, for those who hear the screen.

    Signals:
        ready: the pages given last can be seen.
    """

    ready = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setPageSpacing(12)
        self._fits = True
        self._keeps_place = True
        self._marks: Sequence[Mark] = ()
        self._coming: tuple[QPdfDocument, QBuffer] | None = None
        self._measured = 0  # pages of what is coming
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._measure)
        self.view.setAccessibleName(name)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.where = label("", "soft")
        self.note = label("", "small")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 100)
        self.progress.setFixedWidth(120)
        self._lay_out()
        self._bind_keys()
        self.view.pageNavigator().currentPageChanged.connect(self._tell_page)

    @property
    def document(self) -> QPdfDocument:
        """Return the document that is shown."""
        return self._document

    def show_pdf(self, pdf: bytes) -> None:
        """Show `pdf` instead, at the place where the reader was; soon, if it is long.

        Its pages are measured a few at a time, so that the window answers meanwhile.
        """
        self._drop_coming()
        document, buffer = QPdfDocument(self), QBuffer(self)
        buffer.setData(QByteArray(pdf))
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        document.load(buffer)
        self._coming = (document, buffer)
        self._measured = 0
        self._measure()

    def _measure(self) -> None:
        """Measure pages for a moment; a document remembers what it was asked."""
        if self._coming is None:
            return
        document, clock = self._coming[0], QElapsedTimer()
        clock.start()
        while self._measured < document.pageCount():
            document.pagePointSize(self._measured)
            self._measured += 1
            if clock.elapsed() > _SLICE:
                self._later.start(0)
                return
        self._put(*self._coming)

    def _put(self, document: QPdfDocument, buffer: QBuffer) -> None:
        self._coming = None
        before, old_buffer = self._document, self._buffer
        marks = _bookmarks(document)
        bar = self.view.verticalScrollBar()
        current, offset = divmod(bar.value(), self._stride())
        page = self._same_page(marks, document.pageCount() - 1, int(current))
        if not self._keeps_place:
            page, offset = 0, 0.0
        self._keeps_place = True
        self._document, self._buffer, self._marks = document, buffer, marks
        self.view.setDocument(document)
        if self._fits:
            self._fit()
        bar.setValue(round(page * self._stride() + offset))
        before.deleteLater()
        old_buffer.deleteLater()
        self.show_progress(1.0)
        self._tell_page(self.view.pageNavigator().currentPage())
        self.ready.emit()

    def _drop_coming(self) -> None:
        if self._coming is not None:
            for part in self._coming:
                part.deleteLater()
            self._coming = None

    def forget_place(self) -> None:
        """Begin at the first page when the next pages come: they are another paper."""
        self._keeps_place = False

    def show_progress(self, fraction: float) -> None:
        """Show how far new pages are; 1 when they are there."""
        is_busy = fraction < 1
        self.progress.setVisible(is_busy)
        self.note.setVisible(is_busy)
        self.progress.setValue(round(100 * fraction))

    def _same_page(self, marks: Sequence[Mark], last: int, current: int) -> int:
        """Return the page, among others, that has what page `current` has now."""
        pages = dict(marks)
        for titles, page in reversed(self._marks):
            if page <= current and titles in pages:
                return min(pages[titles] + current - page, last)
        return min(current, last)

    def _stride(self) -> float:
        """Return how far one page's top is from the next; pages are all alike."""
        margins, bar = self.view.documentMargins(), self.view.verticalScrollBar()
        height = bar.maximum() + self.view.viewport().height()
        spacing = self.view.pageSpacing()
        pages = height - margins.top() - margins.bottom() + spacing
        return max(pages / max(self._document.pageCount(), 1), 1)

    def _tell_page(self, page: int) -> None:
        count = self._document.pageCount()
        text = self.tr("Page {} of {}").format(page + 1, count) if count else ""
        self.where.setText(text)

    def turn(self, pages: int) -> None:
        """Go on, or back, by some pages."""
        navigator = self.view.pageNavigator()
        last = self._document.pageCount() - 1
        page = max(0, min(navigator.currentPage() + pages, last))
        navigator.jump(page, QPointF(), 0)

    def zoom(self, steps: int) -> None:
        """Make pages larger or smaller; 0 fits them to the width."""
        self._fits = not steps
        now = self.view.zoomFactor()
        larger = [factor for factor in _ZOOMS if factor > now * 1.01]
        smaller = [factor for factor in _ZOOMS if factor < now * 0.99]
        if self._fits:
            self._fit()
        else:
            chosen = larger[:1] if steps > 0 else smaller[-1:]
            self.view.setZoomFactor(*chosen or (now,))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._fit()

    def _fit(self) -> None:
        """Give pages the width of the view, or what is comfortable to read."""
        points = self._document.pagePointSize(0).width()
        if points > 0:
            room = min(self.view.width() - _MARGIN, _WIDEST)
            self.view.setZoomFactor(room / (points * self.view.logicalDpiX() / 72))

    def _lay_out(self) -> None:
        self.note.setText(self.tr("Renewing the pages"))
        tools = row(
            self._tool("chevron-up", self.tr("Page before (Ctrl+Page Up)"), self._back),
            self._tool("chevron-down", self.tr("Next page (Ctrl+Page Down)"), self._on),
            self.where,
            None,
            self.note,
            self.progress,
            self._tool("minus", self.tr("Smaller (Ctrl+-)"), lambda: self.zoom(-1)),
            self._tool("plus", self.tr("Larger (Ctrl++)"), lambda: self.zoom(1)),
            button(self.tr("Fit width"), "choice", clicked=lambda: self.zoom(0)),
            gap=4,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(tools)
        box.addWidget(self.view, 1)
        self.show_progress(1.0)

    def _tool(
        self, picture: str, words: str, clicked: Callable[[], None]
    ) -> QPushButton:
        made = button("", "quiet", clicked=clicked)
        made.setIcon(icon(picture))
        made.setToolTip(words)
        made.setAccessibleName(words)
        return made

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+PgUp", self._back),
            ("Ctrl+PgDown", self._on),
            ("Ctrl+-", lambda: self.zoom(-1)),
            ("Ctrl++", lambda: self.zoom(1)),
            ("Alt+0", lambda: self.zoom(0)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def _back(self) -> None:
        self.turn(-1)

    def _on(self) -> None:
        self.turn(1)


def _bookmarks(document: QPdfDocument) -> list[Mark]:
    """Return (titles from the top down, page) of each entry of the outline, in order.

    Titles come without their numbers, which change when sections are left out.
    """
    model = QPdfBookmarkModel()
    model.setDocument(document)
    found: list[Mark] = []

    def walk(parent: QModelIndex, above: tuple[str, ...]) -> None:
        for number in range(model.rowCount(parent)):
            index = model.index(number, 0, parent)
            title, page = model.data(index, _TITLE), model.data(index, _PAGE)
            titles = (*above, str(title).rpartition("  ")[2])
            found.append((titles, int(page)))
            walk(index, titles)

    walk(QModelIndex(), ())
    return found

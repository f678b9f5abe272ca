"""The photo of a person: shown, chosen, pasted, dropped, taken away."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.people.photo_files import SUFFIXES

_SIZE = QSize(64, 80)
_ROUND = 6.0


class PhotoBox(QPushButton):
    """Shows a photo, or the place for one.

    Signals:
        file_chosen: Path of a picture.
        image_pasted: QImage.
        removed: the photo is to be taken away.
    """

    file_chosen = Signal(object)
    image_pasted = Signal(object)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_SIZE)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._photo = QPixmap()
        self._is_aimed_at = False
        menu = QMenu(self)
        self.choose = self._action(menu, self.tr("Choose a picture…"), self._choose)
        self.paste = self._action(menu, self.tr("Paste (Ctrl+V)"), self._paste)
        self.remove = self._action(
            menu, self.tr("Take away (Delete)"), self.removed.emit
        )
        menu.aboutToShow.connect(self._settle_menu)
        self.setMenu(menu)
        self.show_photo(None)

    def _action(self, menu: QMenu, text: str, act: object) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _=False: act())  # type: ignore[operator]  # callable
        return action

    @property
    def has_photo(self) -> bool:
        """Tell whether there is one."""
        return not self._photo.isNull()

    def show_photo(self, data: bytes | None) -> None:
        """Show a photo, or the place for one (None)."""
        self._photo = QPixmap()
        if data:
            self._photo.loadFromData(data)
        said = self.tr("Photo") if self.has_photo else self.tr("No photo yet")
        self.setAccessibleName(said)
        hint = self.tr("Choose, paste or drop a picture")
        self.setToolTip(f"{said}. {hint}")
        self.update()

    def _settle_menu(self) -> None:
        self.remove.setEnabled(self.has_photo)
        data = QGuiApplication.clipboard().mimeData()
        self.paste.setEnabled(data.hasImage() or bool(_picture_in(data.urls())))

    def _choose(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        name, _filter = QFileDialog.getOpenFileName(
            self,
            self.tr("Choose a picture"),
            "",
            self.tr("Pictures ({0});;All files (*)").format(patterns),
        )
        if name:
            self.file_chosen.emit(Path(name))

    def _paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        path = _picture_in(data.urls())
        if path is not None:
            self.file_chosen.emit(path)
        else:
            self.image_pasted.emit(QGuiApplication.clipboard().image())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() == Qt.Key.Key_Delete and self.has_photo:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _picture_in(event.mimeData().urls()) is not None:
            event.acceptProposedAction()
            self._is_aimed_at = True
            self.update()

    @override
    def dragLeaveEvent(self, event: object) -> None:
        self._is_aimed_at = False
        self.update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._is_aimed_at = False
        path = _picture_in(event.mimeData().urls())
        if path is not None:
            event.acceptProposedAction()
            self.file_chosen.emit(path)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(shape, _ROUND, _ROUND)
        painter.fillPath(path, colours["ground"])
        if self.has_photo:
            painter.setClipPath(path)
            painter.drawPixmap(shape, self._photo, _middle(self._photo, shape))
            painter.setClipping(False)
        else:
            sign = icon("image", "faint").pixmap(24, 24)
            painter.drawPixmap(
                (self.width() - 24) // 2, (self.height() - 24) // 2, sign
            )
        is_marked = self.hasFocus() or self._is_aimed_at
        pen = QPen(colours["accent" if is_marked else "line"], 2 if is_marked else 1)
        if not self.has_photo and not is_marked:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPath(path)
        painter.end()


def _middle(photo: QPixmap, shape: QRectF) -> QRectF:
    """Return the part of a photo that fills `shape`: the middle, rather high."""
    scale = min(photo.width() / shape.width(), photo.height() / shape.height())
    width, height = shape.width() * scale, shape.height() * scale
    spare = photo.height() - height
    return QRectF((photo.width() - width) / 2, spare / 3, width, height)


def _picture_in(urls: object) -> Path | None:
    """Return the one picture file among what is dragged or copied."""
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]  # type: ignore[attr-defined]  # a list
    if len(files) == 1 and files[0].suffix.lower() in SUFFIXES:
        return files[0]
    return None

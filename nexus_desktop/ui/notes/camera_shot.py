"""Taking a picture of a flip chart with the laptop's camera. It stops no typing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.ui.kit.jobs import Cancelled, Jobs, Report
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.scanning.camera_source import LaptopCameras, Source

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

_VIEW = (560, 315)
_BETWEEN = 120  # milliseconds between two pictures that are shown


class CameraShot(QDialog):
    """Shows what the camera sees until a picture is taken or it is closed.

    Signals:
        taken: QImage.
    """

    taken = Signal(QImage)

    def __init__(
        self, jobs: Jobs, parent: QWidget, source: Source | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Picture of a flip chart"))
        self._source = source or LaptopCameras(self)
        self._frame: QVideoFrame | None = None
        self._shown = QElapsedTimer()
        self._shown.start()
        self.view = QLabel()
        self.view.setFixedSize(*_VIEW)
        self.view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = label(self.tr("The camera is starting…"), "soft", wrap=True)
        self.take = button(self.tr("Take the picture"), "main", clicked=self._take)
        self.take.setEnabled(False)
        close = button(self.tr("Close"), clicked=self.reject)
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(self.view)
        box.addWidget(row(self.words, None, close, self.take))
        self._source.framed.connect(self._see)
        self._source.failed.connect(self._fail)
        self._source.allowed.connect(self._open)
        jobs.start(self, self._find_missing, done=self._begin, failed=self._explain)

    def _find_missing(self, _report: Report, _cancelled: Cancelled) -> str:
        """Load what cameras need; return what is missing, in a worker."""
        try:
            self._source.prepare()
        except ImportError as error:
            return str(error)
        return ""

    def _begin(self, missing: str) -> None:
        if missing:
            words = self.tr("Cameras can't be used on this laptop: {0}.")
            self.words.setText(words.format(missing))
        else:
            self._source.ask()

    @Slot(bool)
    def _open(self, is_allowed: bool) -> None:  # noqa: FBT001 - a signal's argument
        devices = self._source.devices() if is_allowed else ()
        if devices:
            self._source.open(devices[0].id)
        elif is_allowed:
            self.words.setText(self.tr("No camera is connected. Connect one, and try "
                                       "again."))  # fmt: skip
        else:
            words = self.tr("The system does not let this program use the camera. "
                            "Allow it in its settings.")  # fmt: skip
            self.words.setText(words)

    @Slot(object)
    def _see(self, frame: "QVideoFrame") -> None:
        """Keep the frame; show one now and then, so that typing goes on unhindered."""
        self._frame = frame
        if self.take.isEnabled() and self._shown.elapsed() < _BETWEEN:
            return
        image = frame.toImage()
        if image.isNull():
            return
        self._shown.restart()
        fitting = Qt.AspectRatioMode.KeepAspectRatio
        self.view.setPixmap(QPixmap.fromImage(image).scaled(*_VIEW, fitting))
        if not self.take.isEnabled():
            self.take.setEnabled(True)
            self.take.setFocus()
            self.words.setText(self.tr("Fill the picture with the chart."))

    @Slot()
    def _fail(self) -> None:
        self.words.setText(self.tr("The camera gives no picture. Is another program "
                                   "using it?"))  # fmt: skip

    def _explain(self, error: NexusError) -> None:
        self.words.setText(str(error))

    def _take(self) -> None:
        if self._frame is not None:
            self.taken.emit(self._frame.toImage())
        self.accept()

    @override
    def done(self, result: int) -> None:
        self._source.close()
        super().done(result)
        self.deleteLater()

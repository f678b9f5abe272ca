"""Where the pictures of a camera come from: this laptop's cameras, through Qt.

Only this module needs QtMultimedia at run time, and only once `prepare` was called: it
is slow to import, and missing where the system lacks a library.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCameraPermission, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QCameraDevice, QCameraFormat

_WANTED = 1280 * 720  # pixels: badges are read well in them, and fast
_LEAST_RATE = 14.0  # pictures a second


@dataclass(frozen=True, slots=True)
class Device:
    """A camera to choose."""

    id: str
    name: str


class Source(QObject):
    """Something that sends pictures.

    Signals:
        framed: `QVideoFrame`.
        failed: what the system says is wrong with the camera in use.
        listed: cameras came or went.
        allowed: bool, the answer to `ask`.
    """

    framed = Signal(object)
    failed = Signal(str)
    listed = Signal()
    allowed = Signal(bool)

    def prepare(self) -> None:
        """Load what is needed; may take a while, and is called on another thread.

        Raises:
            ImportError: it is not there.
        """

    def ask(self) -> None:
        """Ask for leave to use a camera; `allowed` answers."""
        self.allowed.emit(True)  # noqa: FBT003 - of a signal

    def devices(self) -> tuple[Device, ...]:
        """Return the cameras there are, the system's own choice first."""
        raise NotImplementedError

    def open(self, device_id: str) -> None:
        """Send pictures of a camera from now on."""
        raise NotImplementedError

    def close(self) -> None:
        """Send no more."""
        raise NotImplementedError


class LaptopCameras(Source):
    """The cameras of this laptop."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera: QCamera | None = None
        self._parts: list[QObject] = []
        self._watcher: QObject | None = None

    @override
    def prepare(self) -> None:
        import PySide6.QtMultimedia  # noqa: F401, PLC0415 - is slow, may be missing

    @override
    def ask(self) -> None:
        app, wanted = QApplication.instance(), QCameraPermission()
        if app is None:
            return
        status = app.checkPermission(wanted)
        if status is Qt.PermissionStatus.Undetermined:
            app.requestPermission(wanted, self, self._tell_if_allowed)
        else:
            self.allowed.emit(status is Qt.PermissionStatus.Granted)

    def _tell_if_allowed(self, answer: QCameraPermission) -> None:
        app = QApplication.instance()
        if app is not None:
            status = app.checkPermission(answer)
            self.allowed.emit(status is Qt.PermissionStatus.Granted)

    @override
    def devices(self) -> tuple[Device, ...]:
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 - as above

        if self._watcher is None:
            watcher = self._watcher = QMediaDevices(self)
            watcher.videoInputsChanged.connect(self.listed)
        first = QMediaDevices.defaultVideoInput()
        found = [_device(first)] if not first.isNull() else []
        found += map(_device, QMediaDevices.videoInputs())
        return tuple(dict.fromkeys(found))

    @override
    def open(self, device_id: str) -> None:
        from PySide6.QtMultimedia import (  # noqa: PLC0415 - as above
            QCamera,
            QMediaCaptureSession,
            QMediaDevices,
            QVideoSink,
        )

        self.close()
        for device in QMediaDevices.videoInputs():
            if _device(device).id == device_id:
                break
        else:
            self.failed.emit("")
            return
        camera, session, sink = QCamera(device), QMediaCaptureSession(), QVideoSink()
        form = best_format(device.videoFormats())
        if form is not None:
            camera.setCameraFormat(form)
        session.setCamera(camera)
        session.setVideoSink(sink)
        sink.videoFrameChanged.connect(self._pass_on)
        camera.errorOccurred.connect(self._fail)
        self._camera, self._parts = camera, [session, sink]
        camera.start()

    @override
    def close(self) -> None:
        if self._camera is not None:
            self._camera.stop()
            for part in (*self._parts, self._camera):
                part.blockSignals(True)  # noqa: FBT003 - Qt's
                part.deleteLater()
        self._camera, self._parts = None, []

    @Slot("QVideoFrame")
    def _pass_on(self, frame: object) -> None:
        self.framed.emit(frame)

    @Slot()
    def _fail(self) -> None:
        self.failed.emit(self._camera.errorString() if self._camera else "")


def best_format(formats: "list[QCameraFormat]") -> "QCameraFormat | None":
    """Return the format of a camera that is nearest to what badges are read in."""

    def likeness(form: "QCameraFormat") -> tuple[bool, float, float]:
        size = form.resolution()
        off = abs(size.width() * size.height() - _WANTED)
        return form.maxFrameRate() < _LEAST_RATE, off, -form.maxFrameRate()

    return min(formats, key=likeness, default=None)


def _device(device: "QCameraDevice") -> Device:
    name = device.description()
    return Device(bytes(device.id().data()).decode(errors="replace"), name)

"""A camera that plays frames given to it."""

from typing import Any

from PySide6.QtCore import QObject
from typing_extensions import override

from nexus_desktop.ui.scanning.camera_source import Device, Source

FRONT, DOME = Device("front", "Built-in camera"), Device("dome", "Dome & document")


class FilmSource(Source):
    """Cameras that come and go as a test wants; `send` plays a frame."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.there: tuple[Device, ...] = (FRONT,)
        self.opened: list[str] = []
        self.is_open = False
        self.missing = ""
        self.is_allowed = True

    @override
    def prepare(self) -> None:
        if self.missing:
            raise ImportError(self.missing)

    @override
    def ask(self) -> None:
        self.allowed.emit(self.is_allowed)

    @override
    def devices(self) -> tuple[Device, ...]:
        return self.there

    @override
    def open(self, device_id: str) -> None:
        self.opened.append(device_id)
        self.is_open = True

    @override
    def close(self) -> None:
        self.is_open = False

    def plug(self, *devices: Device) -> None:
        self.there = devices
        self.listed.emit()

    def send(self, frame: Any) -> None:  # noqa: ANN401 - a QVideoFrame, if Qt has them
        assert self.is_open
        self.framed.emit(frame)

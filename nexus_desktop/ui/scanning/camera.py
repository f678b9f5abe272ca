"""The camera of a screen: on when it is wanted and the screen is in front.

It tells each code that it looks for once, until it has left the picture. Whatever keeps
it from working is told in a sentence; nothing else stops for it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QSettings, QTimer, Signal, Slot

from nexus_desktop.core.camera_sight import Sight
from nexus_desktop.ui.scanning.camera_aim import Aim, badges
from nexus_desktop.ui.scanning.camera_reader import FrameReader
from nexus_desktop.ui.scanning.camera_source import Device, LaptopCameras, Source

if TYPE_CHECKING:
    from nexus_desktop.ui.scanning.camera_frames import Sighting

_ON, _WHICH, _MIRRORED = "camera/on", "camera/device", "camera/mirrored"
_PATIENCE = 4000  # milliseconds without a picture after which something is wrong
_SOON = 300  # milliseconds: the screen is shown before the camera is started


class Camera(QObject):
    """Reads codes, of badges as a rule, from the pictures of a camera while it runs.

    Signals:
        scanned: str, a code looked for that came into the picture.
        sighted: `Sighting`, each picture that was looked at.
        changed: it was turned on or off, has trouble or none, cameras came or went.

    Attributes:
        aim: what it looks for.
        is_on: somebody wants it; that for badges is remembered on this laptop.
        trouble: why there is no picture, "" when nothing is the matter.
        devices: the cameras to choose from.
        device_id: the one in use or to be used.
        is_mirrored: the picture is shown as in a mirror; remembered too.
        picture_width: pixels of the small picture that is asked for.
    """

    scanned = Signal(str)
    sighted = Signal(object)
    changed = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        make_source: Callable[[QObject], Source] = LaptopCameras,
        aim: Aim | None = None,
    ) -> None:
        super().__init__(parent)
        settings = QSettings()
        self.aim, self._is_for_badges = aim or badges(), aim is None
        self.is_on = self._is_for_badges and bool(
            settings.value(_ON, defaultValue=False, type=bool)
        )
        self.is_mirrored = bool(settings.value(_MIRRORED, defaultValue=True, type=bool))
        self.device_id = str(settings.value(_WHICH, ""))
        self.trouble = ""
        self.devices: tuple[Device, ...] = ()
        self.picture_width = 372
        self._make_source = make_source
        self._source: Source | None = None
        self._reader: FrameReader | None = None
        self._is_watched = self._is_open = False
        self._sight, self._clock = Sight(), QElapsedTimer()
        self._clock.start()
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._begin)
        self._silence = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._silence.timeout.connect(self._miss_pictures)

    @property
    def is_running(self) -> bool:
        """Whether pictures are being looked at."""
        return self._is_open

    def turn(self, *, on: bool) -> None:
        """Turn it on or off, as the person at the desk wants it."""
        self.is_on = on
        if self._is_for_badges:
            QSettings().setValue(_ON, on)
        self._settle()
        self.changed.emit()

    def watch(self, *, on: bool) -> None:
        """Say whether the screen is in front: only then does it run."""
        self._is_watched = on
        self._settle(later=True)

    def mirror(self, *, on: bool) -> None:
        """Show the picture as in a mirror, or as others see it."""
        self.is_mirrored = on
        QSettings().setValue(_MIRRORED, on)
        self.changed.emit()

    def choose(self, device_id: str) -> None:
        """Use another camera."""
        self.device_id = device_id
        QSettings().setValue(_WHICH, device_id)
        self._open()

    def _settle(self, *, later: bool = False) -> None:
        """Start or stop, as is wanted now."""
        if not (self.is_on and self._is_watched):
            self._soon.stop()
            self._stop()
        elif self._reader is None and not self._soon.isActive():
            self._soon.start(_SOON if later else 0)

    def _begin(self) -> None:
        self._say("")
        reader = self._reader = FrameReader(self)
        reader.read.connect(self._see)
        source = self._source = self._make_source(self)
        source.framed.connect(self._take)
        source.failed.connect(self._fail)
        source.listed.connect(self._list_anew)
        source.allowed.connect(self._open_if_allowed)
        reader.do(source.prepare, self._prepared)

    def _stop(self) -> None:
        self._silence.stop()
        self._is_open = False
        self._sight = Sight()
        if self._source is not None:
            self._source.close()
            self._source.deleteLater()
        if self._reader is not None:
            self._reader.close()
            self._reader.deleteLater()
        self._source = self._reader = None

    def _prepared(self, missing: str) -> None:
        if missing:
            self._say(
                self.tr(
                    "The camera can't be used: the system lacks a part ({0}). On "
                    "Debian or Ubuntu install libpulse0, then try again."
                ).format(missing.partition(":")[0])
            )
        elif self._source is not None:
            self._source.ask()

    @Slot(bool)
    def _open_if_allowed(self, is_allowed: bool) -> None:  # noqa: FBT001 - a signal's argument
        if is_allowed:
            self._open()
        else:
            self._say(
                self.tr(
                    "This program may not use the camera. Allow it in the system's "
                    "settings for privacy, then try again."
                )
            )

    def _open(self) -> None:
        source = self._source
        if source is None:
            return
        self.devices = source.devices()
        known = {device.id for device in self.devices}
        if self.device_id not in known:
            self.device_id = self.devices[0].id if self.devices else ""
        self._is_open = bool(self.devices)
        if not self._is_open:
            source.close()
            self._silence.stop()
            self._say(
                self.tr("There is no camera. Plug one in and it starts; {0}").format(
                    self.aim.instead
                )
            )
            return
        self._silence.start()
        self._say("")
        source.open(self.device_id)

    @Slot()
    def _list_anew(self) -> None:
        """Go on with the same camera if it is still there, else with another."""
        if self._source is None:
            return
        devices = self._source.devices()
        is_there = self.device_id in {device.id for device in devices}
        if self._is_open and is_there and not self.trouble:
            self.devices = devices
            self.changed.emit()
        else:
            self._open()

    @Slot(str)
    def _fail(self, _said: str) -> None:
        self._silence.stop()
        self._say(
            self.tr(
                "The camera gives no picture: another program may be using it. Close "
                "that one, then try again."
            )
        )

    def _miss_pictures(self) -> None:
        self._fail("")

    def _say(self, trouble: str) -> None:
        self.trouble = trouble
        self.changed.emit()

    # Pictures

    @Slot(object)
    def _take(self, frame: object) -> None:
        if self._is_open and self._reader is not None:
            self._silence.start()
            self._reader.offer(frame, self.picture_width)  # type: ignore[arg-type]  # of a signal

    @Slot(object)
    def _see(self, sighting: "Sighting") -> None:
        if not self._is_open:
            return
        if self.trouble:
            self._say("")
        self.sighted.emit(sighting)
        for text in self._sight.see(sighting.marks, self._clock.elapsed()):
            if self.aim.is_it(text):
                self.scanned.emit(text)

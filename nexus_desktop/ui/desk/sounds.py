"""Short sounds of the verdicts, for a desk that looks at the guest."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, QUrl
from PySide6.QtGui import QGuiApplication

from nexus_desktop.core import resources
from nexus_desktop.core.checkin import TELLINGS

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

_ON = "desk/sounds"
_VOLUME = 0.6
_LATER = 1500  # milliseconds: loading them must not delay the first scan
_SILENT = ("offscreen", "minimal")  # platforms without anybody to hear

_log = logging.getLogger(__name__)


class Sounds(QObject):
    """Plays a verdict's sound; silent where the system has no sound.

    Attributes:
        is_on: whether the person wants to hear them; remembered on this laptop.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_on = bool(QSettings().value(_ON, defaultValue=True, type=bool))
        self._effects: dict[str, QSoundEffect] = {}
        if QGuiApplication.platformName() not in _SILENT:
            QTimer.singleShot(_LATER, self, self._load)

    def turn(self, *, on: bool) -> None:
        """Let the sounds be heard or not."""
        self.is_on = on
        QSettings().setValue(_ON, on)

    def play(self, name: str) -> None:
        """Play the sound called `name`, if there is sound."""
        effect = self._effects.get(name)
        if self.is_on and effect is not None:
            effect.play()

    def _load(self) -> None:
        try:
            from PySide6.QtMultimedia import (  # noqa: PLC0415 - is slow, and may be missing
                QMediaDevices,
                QSoundEffect,
            )
        except ImportError as error:
            _log.info("no sounds: %s", error)
            return
        if not QMediaDevices.audioOutputs():
            _log.info("no sounds: nothing to hear them with")
            return
        for name in {telling.sound for telling in TELLINGS.values()}:
            effect = QSoundEffect(self)
            path = resources.path("sounds", f"{name}.wav")
            effect.setSource(QUrl.fromLocalFile(str(path)))
            effect.setVolume(_VOLUME)
            self._effects[name] = effect

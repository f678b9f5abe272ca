"""Short sounds of the verdicts, for a desk that looks at the guest."""

import logging
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QStandardPaths, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication

from nexus_desktop.core import resources, sound_file
from nexus_desktop.core.saving import save
from nexus_desktop.core.sound_file import BadSound
from nexus_desktop.ui.kit.jobs import Jobs

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

NAMES = ("welcome", "attention", "refused", "goodbye")

_ON, _VOLUME, _OWN = "desk/sounds", "desk/volume", "desk/sound_of"
_USUAL_VOLUME = 60
_LATER = 1500  # milliseconds: loading them must not delay the first scan
_SILENT = ("offscreen", "minimal")  # platforms without anybody to hear

_log = logging.getLogger(__name__)


class Sounds(QObject):
    """Plays a verdict's sound; silent where the system has no sound.

    What is chosen is remembered on this laptop; a sound of one's own is copied to where
    the program keeps its things, so that the stick it came on may go.

    Signals:
        taken: a sound of one's own is in use.
        failed: NexusError, why a file can't be a sound.

    Attributes:
        is_on: whether the person wants to hear them.
        volume: 0 to 100.
        silence: why nothing can be heard, "" as long as nothing is known against it.
    """

    taken = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        settings = QSettings()
        self.is_on = bool(settings.value(_ON, defaultValue=True, type=bool))
        self.volume = _percent(settings.value(_VOLUME, _USUAL_VOLUME))
        self.silence = ""
        self._effects: dict[str, QSoundEffect] = {}
        if QGuiApplication.platformName() not in _SILENT:
            QTimer.singleShot(_LATER, self, self._load)

    def turn(self, *, on: bool) -> None:
        """Let the sounds be heard or not."""
        self.is_on = on
        QSettings().setValue(_ON, on)

    def set_volume(self, percent: int) -> None:
        """Let the sounds be louder or softer."""
        self.volume = _percent(percent)
        QSettings().setValue(_VOLUME, self.volume)
        for effect in self._effects.values():
            effect.setVolume(self.volume / 100)

    def play(self, name: str) -> None:
        """Play the sound called `name`, if there is sound."""
        if self.is_on:
            self.try_out(name)

    def try_out(self, name: str) -> None:
        """Play a sound even if they are turned off."""
        effect = self._effects.get(name)
        if effect is not None:
            effect.play()

    def own_name(self, name: str) -> str:
        """Return what the user's own file for `name` was called, "" for the usual."""
        return str(QSettings().value(f"{_OWN}/{name}", ""))

    def take(self, name: str, path: Path, jobs: Jobs) -> None:
        """Play the WAV file at `path` as `name` from now on."""
        jobs.start(
            self,
            lambda _report, _cancelled: _copy(path, name),
            done=partial(self._use, name, path.name),
            failed=self.failed.emit,
        )

    def take_usual(self, name: str) -> None:
        """Play the sound that came with the program again."""
        self._use(name, "", resources.path("sounds", f"{name}.wav"))

    def _use(self, name: str, called: str, path: Path) -> None:
        QSettings().setValue(f"{_OWN}/{name}", called)
        effect = self._effects.get(name)
        if effect is not None:
            effect.setSource(QUrl())  # the same file may hold another sound now
            effect.setSource(QUrl.fromLocalFile(str(path)))
        self.taken.emit()

    def _load(self) -> None:
        try:
            from PySide6.QtMultimedia import (  # noqa: PLC0415 - is slow, and may be missing
                QMediaDevices,
                QSoundEffect,
            )
        except ImportError as error:
            self._stay_silent(f"This system has no sound: {error}.")
            return
        if not QMediaDevices.audioOutputs():
            self._stay_silent("This laptop has nothing to hear sounds with.")
            return
        for name in NAMES:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(self._file(name))))
            effect.setVolume(self.volume / 100)
            self._effects[name] = effect

    def _stay_silent(self, reason: str) -> None:
        self.silence = reason
        _log.info("no sounds: %s", reason)

    def _file(self, name: str) -> Path:
        own = _kept(name)
        is_own = bool(self.own_name(name)) and own.is_file()
        return own if is_own else resources.path("sounds", f"{name}.wav")


def _percent(value: object) -> int:
    try:
        return min(max(int(str(value)), 0), 100)
    except ValueError:
        return _USUAL_VOLUME


def _kept(name: str) -> Path:
    place = QStandardPaths.StandardLocation.AppDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "sounds" / f"{name}.wav"


def _copy(path: Path, name: str) -> Path:
    """Check a file and keep a copy of it.

    Raises:
        BadSound: it can't be read, or is no sound for a desk.
        NotSaved: there is no room for the copy.
    """
    try:
        with path.open("rb") as file:
            data = file.read(sound_file.MOST_BYTES + 1)
    except OSError as error:
        raise BadSound(f"{path.name} can't be read: {error.strerror}.") from error
    sound_file.seconds(data)
    kept = _kept(name)
    with suppress(OSError):  # then `save` says what is the matter
        kept.parent.mkdir(parents=True, exist_ok=True)
    return save(kept, data)

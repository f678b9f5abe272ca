"""Whether this laptop is locked in the self check-in, and the PIN that unlocks it.

Both stay on the laptop, so that a program that was ended comes back as it was.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSettings

from nexus_desktop.core import kiosk_pin
from nexus_desktop.core.errors import NexusError
from nexus_desktop.ui.kit.jobs import Jobs

_LOCKED, _PIN, _WRONG, _PLACE = (
    "kiosk/locked", "kiosk/pin", "kiosk/wrong", "kiosk/place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Locked:
    """Where the laptop is locked.

    Attributes:
        path: of the workshop's file.
        place: id of the checkpoint.
    """

    path: str
    place: str


def locked() -> Locked | None:
    """Return where the laptop is locked, None when it is not."""
    settings = QSettings()
    path = str(settings.value(_LOCKED, ""))
    return Locked(path, str(settings.value(_PLACE, ""))) if path else None


def unlock() -> None:
    """Let the laptop be used as usual again."""
    settings = QSettings()
    for key in (_LOCKED, _PLACE, _WRONG):
        settings.remove(key)
    settings.sync()


class KioskLock:
    """Sets and tries the PIN, off the window's thread: its hash takes a while."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    @property
    def has_pin(self) -> bool:
        """Whether a PIN was ever set on this laptop."""
        return bool(str(QSettings().value(_PIN, "")))

    @property
    def wait(self) -> int:
        """Seconds that must pass before the next PIN is tried."""
        return kiosk_pin.wait(self._wrong)

    @property
    def _wrong(self) -> int:
        return int(str(QSettings().value(_WRONG, 0)))

    def lock(self, path: str, place: str) -> None:
        """Keep the laptop in the self check-in until the PIN is typed."""
        settings = QSettings()
        settings.setValue(_PLACE, place)
        settings.setValue(_LOCKED, path)
        settings.sync()

    def set_pin(self, owner: QObject, pin: str, done: Callable[[], None]) -> None:
        """Keep a new PIN."""
        salt = secrets.token_bytes(16)

        def keep(kept: str) -> None:
            settings = QSettings()
            settings.setValue(_PIN, kept)
            settings.sync()
            done()

        self._jobs.start(
            owner,
            lambda _report, _cancelled: kiosk_pin.hashed(pin, salt),
            done=keep,
            failed=_impossible,
        )

    def try_pin(self, owner: QObject, pin: str, done: Callable[[bool], None]) -> None:
        """Tell whether it is the PIN; wrong ones are counted."""
        kept = str(QSettings().value(_PIN, ""))

        def tell(fits: bool) -> None:  # noqa: FBT001 - the answer
            settings = QSettings()
            settings.setValue(_WRONG, 0 if fits else self._wrong + 1)
            settings.sync()
            done(fits)

        self._jobs.start(
            owner,
            lambda _report, _cancelled: kiosk_pin.fits(pin, kept),
            done=tell,
            failed=_impossible,
        )


def _impossible(error: NexusError) -> None:
    raise error

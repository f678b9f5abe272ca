"""What this laptop keeps of itself outside the workshop file: its keys, how far it was.

A file that was copied or put back from a backup is told apart by it: the key is missing
here, or the laptop has written further than the file knows.

The key is kept in a file that only the user can read: a keyring that is locked, or
loses an entry, would take a desk its pen away in the middle of its work. The hub's
address with its password is kept in the system's keyring: without it, work goes on.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Self

import platformdirs

from nexus_desktop.exchange.sealing import KeyRing
from nexus_desktop.exchange.system_keyring import Keyring, NoKeyring, SystemKeyring

_FOLDER = "NEXUS_PROFILE"
# An identity's files, each written by itself.
_KEY, _LAST, _HUB, _RING = "key", "last", "hub", "ring"
_KEPT = "keyring"  # in place of an address; then the identity that kept it, if another
_USED = "used"  # of an invitation
_PATIENCE = 30.0  # seconds
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class Place(Enum):
    """Where the hub's address is kept."""

    NOWHERE = ""
    KEYRING = "keyring"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class KnownHub:
    """The hub that a laptop was given.

    Attributes:
        url: with the password, "" for none, or when the keyring does not give it.
        problem: why it is not given and what to do, "" for none.
    """

    url: str = ""
    place: Place = Place.NOWHERE
    problem: str = ""


class Profile:
    """The folder of a user; each laptop identity has files in it.

    Where NEXUS_PROFILE names the folder, all is kept there and no keyring is asked: for
    programs that run on a stick or without a desktop.
    """

    def __init__(
        self, folder: Path | None = None, keyring: Keyring | None = None
    ) -> None:
        """Take `folder`, or where the system keeps a user's data; and its keyring."""
        named = os.environ.get(_FOLDER)
        usual = Path(named or platformdirs.user_data_dir("nexus-desktop"))
        self._folder = (folder or usual) / "laptops"
        self._keyring = keyring
        if keyring is None and folder is None and not named:
            self._keyring = SystemKeyring()

    @classmethod
    def patient(cls, given_up: Callable[[], bool]) -> Self:
        """Return the profile for where somebody is there to unlock the keyring.

        `given_up` is asked meanwhile whether nobody waits any more.
        """
        made = cls()
        if made._keyring is not None:
            made._keyring = SystemKeyring(_PATIENCE, given_up)
        return made

    def keep(self, device: str, secret: bytes) -> None:
        """Keep the secret key of a new identity."""
        self._write(device, _KEY, secret.hex(), is_lasting=True)
        self._write(device, _LAST, "0")

    def secret(self, device: str) -> bytes | None:
        """Return the secret key of an identity, None if it is not of this user."""
        found = self._read(device, _KEY)
        return bytes.fromhex(found) if found else None

    def last(self, device: str) -> int:
        """Return the number of the last entry that was written as `device`.

        After a power cut it may be less; the laptop then takes a new identity.
        """
        found = self._read(device, _LAST)
        return int(found) if found.isdecimal() else 0

    def wrote(self, device: str, seq: int) -> None:
        """Note how far `device` has written."""
        if self._path(device, _KEY).exists():
            self._write(device, _LAST, str(max(seq, self.last(device))))

    def ring(self, device: str) -> KeyRing:
        """Return the workshop's keys that were made as `device`."""
        kept = json.loads(self._read(device, _RING) or "{}").items()
        return KeyRing({int(epoch): bytes.fromhex(key) for epoch, key in kept})

    def keep_ring(self, device: str, ring: KeyRing) -> None:
        """Keep the workshop's keys: a file put back must not make one of them anew."""
        keys = {str(epoch): key.hex() for epoch, key in ring.keys.items()}
        self._write(device, _RING, json.dumps(keys), is_lasting=True)

    def place(self, device: str) -> Place:
        """Tell where the hub's address of an identity is kept; asks no keyring."""
        kept = self._read(device, _HUB)
        if kept.partition(" ")[0] == _KEPT:
            return Place.KEYRING
        return Place.FILE if kept else Place.NOWHERE

    def hub(self, device: str) -> KnownHub:
        """Return the hub of an identity. The keyring may take seconds to answer."""
        place = self.place(device)
        if place is not Place.KEYRING:
            return KnownHub(self._read(device, _HUB), place)
        try:
            name = self._kept_as(device)
            url = self._keyring.get(name) if self._keyring else None
        except NoKeyring as problem:
            return KnownHub("", place, _LOCKED.format(str(problem).rstrip(" .!")))
        return KnownHub(url or "", place, "" if url else _LOST)

    def keep_hub(self, device: str, url: str) -> Place:
        """Keep the hub's address for an identity, "" for none; return where.

        Where no keyring takes it, it is kept in a file of the identity.
        """
        said = url
        if self._keyring is not None and (url or self.place(device) is Place.KEYRING):
            with suppress(NoKeyring):
                self._keyring.keep(_name(device) if url else self._kept_as(device), url)
                said = url and _KEPT
        self._write(device, _HUB, said, is_lasting=True)
        return self.place(device)

    def _kept_as(self, device: str) -> str:
        """Return the name in the keyring: an earlier identity may have kept it."""
        return _name(self._read(device, _HUB).partition(" ")[2] or device)

    def pass_on_hub(self, before: str, device: str) -> None:
        """Let a new identity know the hub of the one before; asks no keyring."""
        kept = self._read(before, _HUB)
        if kept == _KEPT:
            kept = f"{_KEPT} {before}"
        self._write(device, _HUB, kept, is_lasting=True)

    def used(self, serial: str) -> str:
        """Return the file that was made here with an invitation, "" for none."""
        return self._read(serial, _USED)

    def use(self, serial: str, path: Path) -> None:
        """Note that an invitation has made the file at `path`."""
        self._write(serial, _USED, str(path.absolute()), is_lasting=True)

    def note(self, device: str) -> str:
        """Return what to say where the address is kept less well than it could be."""
        return IN_FILE if self.place(device) is Place.FILE else ""

    def _path(self, device: str, what: str) -> Path:
        return self._folder / f"{device}.{what}"

    def _read(self, device: str, what: str) -> str:
        try:
            return self._path(device, what).read_text("utf-8")
        except (OSError, ValueError):
            return ""

    def _write(
        self, device: str, what: str, said: str, *, is_lasting: bool = False
    ) -> None:
        """Write a file that only the user can read; lasting: also after a power cut."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(device, what)
        fresh = path.with_suffix(f".{what}.new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, _NEW, 0o600), "w", encoding="utf-8") as file:
            file.write(said)
            file.flush()
            if is_lasting:
                os.fsync(file.fileno())
        fresh.replace(path)


_LOCKED = (
    "The system's keyring, which keeps the hub's password, can't be asked: {0}. Unlock "
    "it and try again; bundles and shared folders work without it."
)
_LOST = (
    "The system's keyring no longer has this laptop's password for the hub. Connect "
    "again with the hub's address; bundles and shared folders work without it."
)
IN_FILE = (
    "The hub's password is kept in a file that only your user can read, not in a "
    "keyring of the system."
)


def _name(device: str) -> str:
    return f"hub of laptop {device}"

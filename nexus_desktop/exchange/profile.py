"""What this laptop keeps of itself outside the workshop file: its keys, how far it was.

A file that was copied or put back from a backup is told apart by it: the key is missing
here, or the laptop has written further than the file knows.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from nexus_desktop.exchange.sealing import KeyRing

_FOLDER = "NEXUS_PROFILE"


class Profile:
    """The folder of a user; each laptop identity is a file in it."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take `folder`, or where the system keeps a user's data."""
        named = os.environ.get(_FOLDER)
        usual = Path(named or platformdirs.user_data_dir("nexus-desktop"))
        self._folder = (folder or usual) / "laptops"

    def keep(self, device: str, secret: bytes) -> None:
        """Keep the secret key of a new identity."""
        self._write(device, {"secret": secret.hex(), "last": 0})

    def secret(self, device: str) -> bytes | None:
        """Return the secret key of an identity, None if it is not of this user."""
        found = self._read(device).get("secret")
        return None if found is None else bytes.fromhex(str(found))

    def last(self, device: str) -> int:
        """Return the number of the last entry that was written as `device`."""
        return int(self._read(device).get("last", 0))

    def wrote(self, device: str, seq: int) -> None:
        """Note how far `device` has written."""
        kept = self._read(device)
        if kept:
            self._write(device, {**kept, "last": max(seq, int(kept["last"]))})

    def ring(self, device: str) -> KeyRing:
        """Return the workshop's keys that were made as `device`."""
        kept = self._read(device).get("keys", {}).items()
        return KeyRing({int(epoch): bytes.fromhex(key) for epoch, key in kept})

    def keep_ring(self, device: str, ring: KeyRing) -> None:
        """Keep the workshop's keys, so that a file put back is not without them."""
        keys = {str(epoch): key.hex() for epoch, key in ring.keys.items()}
        self._write(device, {**self._read(device), "keys": keys})

    def hub(self, device: str) -> str:
        """Return the hub's address, "" for none."""
        return str(self._read(device).get("hub", ""))

    def keep_hub(self, device: str, url: str) -> None:
        """Keep the hub's address for an identity."""
        self._write(device, {**self._read(device), "hub": url})

    def _path(self, device: str) -> Path:
        return self._folder / f"{device}.json"

    def _read(self, device: str) -> dict[str, Any]:
        try:
            return dict(json.loads(self._path(device).read_text("utf-8")))
        except (OSError, ValueError):
            return {}

    def _write(self, device: str, kept: Mapping[str, Any]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(device)
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(kept), "utf-8")
        fresh.replace(path)

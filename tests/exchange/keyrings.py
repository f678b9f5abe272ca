"""Keyrings of the system as tests have them."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from typing_extensions import override


class Chain(KeyringBackend):
    """A keyring in memory, which may be locked or not answer.

    Attributes:
        kept: (service, name) -> password.
        is_locked: it refuses.
        answers: unless it is set, nothing is answered.
    """

    priority = 5.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False
        self.answers = Event()
        self.answers.set()

    def _wait(self) -> None:
        self.answers.wait(30)
        if self.is_locked:
            raise KeyringLocked("the collection is locked")

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self._wait()
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._wait()
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        self._wait()
        del self.kept[service, username]


@contextmanager
def in_use(backend: KeyringBackend) -> Iterator[None]:
    """Let the system have `backend` as its keyring."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield
    finally:
        keyring.set_keyring(before)

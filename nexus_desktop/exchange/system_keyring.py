"""The keyring of the system: where passwords of this user are kept, closed.

It may be missing (a server without a desktop), locked, or waiting for somebody to type
a password: each question is asked on a thread of its own, and given up after a while.
"""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Protocol, TypeVar

from typing_extensions import override

T = TypeVar("T")

_SERVICE = "nexus-desktop"
_PATIENCE = 5.0  # seconds
_STEP = 0.1
_SAFE = 1.0  # priority of the systems' own keyrings; below it are files in the clear


class NoKeyring(Exception):  # noqa: N818 - whoever asked says what it means there
    """The keyring is missing, locked or does not answer in time."""


class Keyring(Protocol):
    """Keeps texts by name. Each call may raise `NoKeyring`."""

    def get(self, name: str) -> str | None:
        """Return what is kept under `name`, None for nothing."""

    def keep(self, name: str, value: str) -> None:
        """Keep `value` under `name`; "" for nothing."""


class SystemKeyring(Keyring):
    """Asks the library `keyring`, which knows Windows, macOS, GNOME and KDE.

    Args:
        patience: seconds after which a question is given up; enough for somebody to
            unlock the keyring where a person is there.
        given_up: asked meanwhile whether nobody waits for the answer any more.
    """

    _asking = Lock()  # while it asks somebody for a password, a second one would too

    def __init__(
        self, patience: float = _PATIENCE, given_up: Callable[[], bool] = lambda: False
    ) -> None:
        self._patience, self._given_up = patience, given_up

    @override
    def get(self, name: str) -> str | None:
        return self._ask(lambda: _safe_keyring().get_password(_SERVICE, name))

    @override
    def keep(self, name: str, value: str) -> None:
        def work() -> None:
            found = _safe_keyring()
            if value:
                found.set_password(_SERVICE, name, value)
            elif found.get_password(_SERVICE, name) is not None:
                found.delete_password(_SERVICE, name)

        self._ask(work)

    def _ask(self, work: Callable[[], T]) -> T:
        answers: SimpleQueue[T | Exception] = SimpleQueue()
        if not self._asking.acquire(blocking=False):
            raise NoKeyring("it has not answered the last question yet")

        def ask() -> None:
            try:
                answers.put(work())
            except Exception as error:  # noqa: BLE001 - each system has its own
                answers.put(error)
            finally:
                self._asking.release()

        Thread(target=ask, name="keyring", daemon=True).start()
        waited = 0.0
        while waited < self._patience and not self._given_up():
            waited += _STEP
            try:
                answer = answers.get(timeout=_STEP)
            except Empty:
                continue
            if isinstance(answer, Exception):
                raise NoKeyring(str(answer)) from answer
            return answer
        raise NoKeyring("it did not answer in time")


class _Backend(Protocol):
    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


def _safe_keyring() -> _Backend:
    """Return the keyring in use. Looking for it may be slow: it speaks to the system.

    Raises:
        NoKeyring: there is none, or only one that keeps passwords in the clear.
    """
    import keyring  # noqa: PLC0415 - a program that shares nothing does without

    found = keyring.get_keyring()
    if float(found.priority) < _SAFE:
        raise NoKeyring(f"there is none ({type(found).__module__})")
    return found

"""A wire between a laptop and the hub that breaks where a test says."""

import socket
from contextlib import suppress
from threading import Lock, Thread


class Wire:
    """Passes bytes on in both directions until a number of them went through.

    Attributes:
        left: bytes that still go through before everything is cut, None for any number.
        last_word: what a laptop says last: the hub hears it and does it, and its answer
            is lost with everything after it. None for no such word.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self.left: int | None = None
        self.last_word: bytes | None = None
        self._is_mute = False
        self._lock = Lock()
        self._ends: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        Thread(target=self._serve, daemon=True).start()

    @property
    def port(self) -> int:
        """Where to connect to."""
        return int(self._door.getsockname()[1])

    def cut(self) -> None:
        """Break all connections now."""
        with self._lock:
            ends, self._ends = self._ends, []
        for end in ends:
            _hang_up(end)

    def close(self) -> None:
        """Take the wire away."""
        self._door.close()
        self.cut()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            if self.left is not None and self.left <= 0:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._to))
            with self._lock:
                self._ends += [near, far]
            self._is_mute = False
            for ends in ((near, far, True), (far, near, False)):
                Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(
        self, one: socket.socket, other: socket.socket, is_asking: bool
    ) -> None:
        with suppress(OSError):
            while data := one.recv(65_536):
                if self._is_mute and not is_asking:
                    break
                if is_asking and self.last_word is not None:
                    self._is_mute |= self.last_word in data
                if not self._allowed(data, other):
                    self.cut()
        for end in (one, other):
            _hang_up(end)

    def _allowed(self, data: bytes, other: socket.socket) -> bool:
        with self._lock:
            left = self.left
            if left is not None:
                self.left = max(0, left - len(data))
        if left is None or len(data) <= left:
            other.sendall(data)
            return True
        other.sendall(data[:left])
        return False


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()

"""The thread that looks at a camera's pictures, one at a time."""

from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from nexus_desktop.ui.kit.answers import Answers

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

    from nexus_desktop.ui.scanning.camera_frames import Sighting

_EVERY = 40  # milliseconds between two pictures that are looked at, at least


class FrameReader(Answers):
    """Looks at a picture when it has time for it; others are passed over.

    Signals:
        read: `Sighting` of a picture.
    """

    read = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_busy = False
        self._since = QElapsedTimer()
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._loop, name="camera", daemon=True)
        self._thread.start()

    def offer(self, frame: "QVideoFrame", width: int) -> bool:
        """Look at `frame` if there is time; `width` is that of the small picture."""
        if self.is_busy or (self._since.isValid() and self._since.elapsed() < _EVERY):
            return False
        self.is_busy = True
        self._since.start()
        self._queue.put(partial(self._look, frame, width))
        return True

    def do(self, work: Callable[[], None], done: Callable[[str], None]) -> None:
        """Do slow `work` there; `done` gets what import failed with, "" if none."""

        def job() -> None:
            try:
                work()
            except ImportError as error:
                self.answer(self, partial(done, str(error)))
            else:
                self.answer(self, partial(done, ""))

        self._queue.put(job)

    def close(self) -> None:
        """Stop; what was begun is finished."""
        self._queue.put(None)
        self._thread.join()

    def _look(self, frame: "QVideoFrame", width: int) -> None:
        # Here, as the library that reads codes is not needed before.
        from nexus_desktop.ui.scanning import camera_frames  # noqa: PLC0415

        self.attempt(
            self, lambda: camera_frames.look(frame, width), self._tell, lambda _: None
        )
        self.answer(self, self._be_free)

    def _tell(self, sighting: "Sighting | None") -> None:
        if sighting is not None:
            self.read.emit(sighting)

    def _be_free(self) -> None:
        self.is_busy = False

    def _loop(self) -> None:
        while (job := self._queue.get()) is not None:
            job()
            finished = [job]
            del job
            self.retire(finished)

"""Photos for the card: read when there is one, made small off the window's thread."""

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import pictures
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner

_SIDE = 480  # pixels of the longer side: more than the card has room for
_MOST = 40  # kept ready


class Photos(QObject):
    """Keeps the last few ready.

    Signals:
        loaded: id of the participant and their photo as QImage.
    """

    loaded = Signal(str, object)

    def __init__(self, runner: Runner, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._jobs = runner, jobs
        self._ready: dict[str, QImage] = {}
        runner.changed.connect(self._forget_if_touched)

    def ask(self, participant_id: str) -> None:
        """Tell the photo: at once if it is ready, else when it was read."""
        image = self._ready.get(participant_id)
        if image is not None:
            self.loaded.emit(participant_id, image)
            return
        self._runner.submit(
            self,
            lambda session: pictures.photo_of(session, participant_id),
            done=partial(self._make_small, participant_id),
            failed=_nothing,
        )

    def _make_small(self, participant_id: str, data: bytes | None) -> None:
        if data is not None:
            self._jobs.start(
                self,
                lambda _report, _cancelled: small(data),
                done=partial(self._keep, participant_id),
                failed=_nothing,
            )

    def _keep(self, participant_id: str, image: QImage) -> None:
        if image.isNull():
            return
        while len(self._ready) >= _MOST:
            del self._ready[next(iter(self._ready))]
        self._ready[participant_id] = image
        self.loaded.emit(participant_id, image)

    @Slot(object)
    def _forget_if_touched(self, kinds: frozenset[Kind]) -> None:
        if Kind.PICTURE in kinds:
            self._ready.clear()


def small(data: bytes) -> QImage:
    """Return a picture no larger than needed; a null image if it can't be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _SIDE:
        reader.setScaledSize(
            size.scaled(QSize(_SIDE, _SIDE), Qt.AspectRatioMode.KeepAspectRatio)
        )
    return reader.read()


def _nothing(_error: object) -> None:
    """A card without its photo is still a card."""

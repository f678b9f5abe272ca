"""Bringing pictures into the file: one for a person, or a folder for everybody."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.picture import BadPicture
from nexus_desktop.services import pictures
from nexus_desktop.services.pictures import PhotosTaken
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people import photo_files, words

_NAMED = 4  # files that a message names


class PhotoKeeping(QObject):
    """Makes pictures small in a worker and hands them to the service.

    Signals:
        kept: id of the participant whose photo changed.
        messaged: `Message`.
    """

    kept = Signal(str)
    messaged = Signal(object)

    def __init__(
        self, runner: Runner, jobs: Jobs, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner, self._jobs, self._now = runner, jobs, now

    def take_file(self, participant_id: str, path: Path) -> None:
        """Make the picture in a file somebody's photo."""
        self._take(participant_id, partial(photo_files.read, path))

    def take_image(self, participant_id: str, image: QImage) -> None:
        """Make a picture somebody's photo."""
        self._take(participant_id, partial(photo_files.small_jpeg, image))

    def remove(self, participant_id: str) -> None:
        """Take somebody's photo away."""
        at = self._now()
        self._runner.submit(
            self,
            lambda session: pictures.remove_photo(session, participant_id, at=at),
            done=lambda _: self._tell(participant_id, self.tr("Photo taken away.")),
            failed=self._explain,
        )

    def take_many(self, paths: Sequence[Path]) -> None:
        """Give pictures to the people whose names or addresses the files bear."""
        self._jobs.start(
            self,
            lambda _report, _cancelled: _read_all(paths),
            done=self._keep_many,
            failed=self._explain,
        )

    def _take(self, participant_id: str, read: Callable[[], bytes]) -> None:
        self._jobs.start(
            self,
            lambda _report, _cancelled: read(),
            done=partial(self._keep, participant_id),
            failed=self._explain,
        )

    def _keep(self, participant_id: str, data: bytes) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: pictures.set_photo(session, participant_id, data, at=at),
            done=lambda _: self._tell(participant_id, self.tr("Photo kept.")),
            failed=self._explain,
        )

    def _keep_many(self, read: tuple[dict[str, bytes], list[str]]) -> None:
        files, broken = read
        at = self._now()
        self._runner.submit(
            self,
            lambda session: pictures.set_photos(session, files, at=at),
            done=partial(self._tell_many, broken),
            failed=self._explain,
        )

    def _tell(self, participant_id: str, text: str) -> None:
        self.kept.emit(participant_id)
        self.messaged.emit(Message(text + self.tr(" Ctrl+Z takes it back.")))

    def _tell_many(self, broken: Sequence[str], taken: PhotosTaken) -> None:
        who = words.people(self.tr, taken.taken)
        parts = [self.tr("Photos of {0} taken in.").format(who)]
        for sentence, names in (
            (self.tr("Named after nobody, or after several: {0}."), taken.unknown),
            (self.tr("Can't be read: {0}."),
             [*broken, *(name for name, _why in taken.refused)]),
        ):  # fmt: skip
            if names:
                more = len(names) - _NAMED
                listed = ", ".join(names[:_NAMED])
                rest = self.tr(" and {0} more").format(more) if more > 0 else ""
                parts.append(sentence.format(listed + rest))
        is_whole = len(parts) == 1
        self.messaged.emit(Message(" ".join(parts), "good" if is_whole else "warn"))

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))


def _read_all(paths: Sequence[Path]) -> tuple[dict[str, bytes], list[str]]:
    """Return name -> picture of those that can be read, and the names of the others."""
    found: dict[str, bytes] = {}
    broken: list[str] = []
    try:
        files = photo_files.pictures_in(paths)
    except OSError as error:
        raise BadPicture(f"This folder can't be read: {error.strerror}.") from error
    for path in files:
        try:
            found[path.name] = photo_files.read(path)
        except BadPicture:
            broken.append(path.name)
    if not files:
        raise BadPicture("There are no pictures in this folder.")
    return found, broken

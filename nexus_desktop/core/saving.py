"""Writing a file so that it is there whole, or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from nexus_desktop.core.errors import NexusError


class NotSaved(NexusError):  # noqa: N818
    """A file could not be written; what stood there before is as it was."""


def save(path: Path, content: bytes) -> Path:
    """Write `content` to `path`, replacing what is there; return `path`.

    Raises:
        NotSaved: the folder is not there, full or read-only.
    """
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # else a power cut may leave the new name empty
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise NotSaved(
            f"{path} can't be written: {error.strerror}. Choose another place."
        ) from error
    return path

"""Writing a file so that it is there whole, or not at all."""

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
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise NotSaved(
            f"{path} can't be written: {error.strerror}. Choose another place."
        ) from error
    return path

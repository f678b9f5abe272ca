"""Names that are proposed for the file of a workshop."""

import re
from pathlib import Path

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def proposed(folder: Path, title: str, otherwise: str) -> Path:
    """Return where to keep a workshop of this title: a file that does not exist."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:80].strip(" .")
    return _free(folder / f"{name or otherwise}.nexus")


def _free(path: Path) -> Path:
    """Return `path`, or the first numbered one beside it that doesn't exist."""
    if not path.exists():
        return path
    numbered = (path.with_stem(f"{path.stem} {number}") for number in range(2, 100))
    return next((other for other in numbered if not other.exists()), path)

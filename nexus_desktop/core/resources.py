"""Finds the bundled files: fonts, icons, sounds, styles, demo data."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def folder() -> Path:
    """Return the resources folder: inside the installed package, or beside it."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def path(*parts: str) -> Path:
    """Return the path of one bundled file or folder, such as `path("fonts")`."""
    return folder().joinpath(*parts)

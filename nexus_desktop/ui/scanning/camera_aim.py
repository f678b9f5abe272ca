"""What a camera looks for: badges, or something else that is held before it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from nexus_desktop.core import badge


@dataclass(frozen=True, slots=True)
class Aim:
    """A kind of code.

    Attributes:
        is_it: tells whether a text is one.
        found: said while one is in the picture.
        other: said while only other codes are.
        instead: what works without a camera, the end of a sentence.
    """

    is_it: Callable[[str], bool]
    found: str
    other: str
    instead: str


def badges() -> Aim:
    """Return the aim of a camera at a desk."""
    say = QCoreApplication.translate
    return Aim(
        lambda text: badge.read(text) is not None,
        say("Aim", "Badge read"),
        say("Aim", "Not one of our badges"),
        say("Aim", "scanners and names work all the same."),
    )

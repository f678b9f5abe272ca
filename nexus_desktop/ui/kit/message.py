"""What a screen tells the user in the bar above it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Tone: TypeAlias = Literal["good", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence and at most one thing to do about it.

    Attributes:
        tone: "bad" stays until it is closed; the others leave by themselves.
        action: the button's words and what it does.
    """

    text: str
    tone: Tone = "good"
    action: tuple[str, Callable[[], None]] | None = None

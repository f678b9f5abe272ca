"""The laptops of a workshop, as the person at one of them sees them."""

from dataclasses import dataclass
from datetime import datetime

from nexus_desktop.core.exchanging import Waiting
from nexus_desktop.core.roles import Role


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop that belongs to the workshop.

    Attributes:
        is_this: whether it is the one that is asked.
        latest: the time of its last entry that is here.
        waiting: what of it is kept until more arrives.
    """

    device: str
    name: str
    role: Role
    is_this: bool
    latest: datetime
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """All laptops of the workshop, this one first.

    Attributes:
        is_shared: whether sharing has begun.
        is_root: whether this laptop may invite others.
        unsent: entries that the next bundle takes along.
        conflicts: values that somebody has to decide between.
        problems: what somebody should do something about, a sentence each.
        refused: why entries take no effect, a sentence for each laptop and reason.
    """

    laptops: tuple[Laptop, ...] = ()
    is_shared: bool = False
    is_root: bool = True
    unsent: int = 0
    conflicts: int = 0
    problems: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

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
        is_ended: whether it was lost: what it wrote since does not count.
        problem: a sentence that says why not all that it wrote counts, "" when it does.
    """

    device: str
    name: str
    role: Role
    is_this: bool
    latest: datetime
    waiting: tuple[Waiting, ...] = ()
    is_ended: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of ending a laptop.

    Attributes:
        last: the number of its last entry that counts.
        brought: names of laptops that it invited and that count still.
    """

    device: str
    name: str
    last: int
    brought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unheeded:
    """An action that takes no effect on any laptop.

    Attributes:
        name: "device:seq" of the journal's entry.
        device, laptop: id and name of the laptop on which it was done.
        words: what was done, as people say it.
        at: when, by that laptop's clock.
        why: why it takes no effect, as in "it takes none: …".
    """

    name: str
    device: str
    laptop: str
    words: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Company:
    """All laptops of the workshop, this one first.

    Attributes:
        is_shared: whether sharing has begun.
        is_root: whether this laptop says who belongs: sharing began on it.
        may_invite: whether it may invite others: a coordinator's may as well.
        unsent: entries that the next bundle takes along.
        conflicts: values that somebody has to decide between.
        problems: what somebody should do something about, a sentence each.
        refused: why entries take no effect, a sentence for each laptop and reason.
    """

    laptops: tuple[Laptop, ...] = ()
    is_shared: bool = False
    is_root: bool = True
    may_invite: bool = True
    unsent: int = 0
    conflicts: int = 0
    problems: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

"""Pairs of participants who may be one person, from sure to perhaps."""

from dataclasses import dataclass
from enum import IntEnum


class Likeness(IntEnum):
    """How likely two participants are one; a wider search takes in the narrower."""

    SURE = 1
    LIKELY = 2
    PERHAPS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two participants who may be one.

    Attributes:
        one, other: ids, the smaller first.
        why: what speaks for it, as people read it.
    """

    one: str
    other: str
    likeness: Likeness
    why: str

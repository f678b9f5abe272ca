"""Who came in where and when: what arrivals, overview and minutes are counted from."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """A scan that counts: it let a known person in or out and was not undone.

    Attributes:
        day: the local day of `at`.
        direction: "in" or "out".
        checkpoint_id, device_id: where.
    """

    participant_id: str
    at: datetime
    day: date
    direction: str
    checkpoint_id: str
    device_id: str

"""Where sessions stand on the board: which day, what times, how wide. No painting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPointF, QRectF

from nexus_desktop.core.programme import SessionInfo, lanes
from nexus_desktop.core.workshop import WorkshopInfo

SNAP = 5
GUTTER = 56.0
LEAST_COLUMN = 120.0
LEAST_HOUR = 56.0
MIDNIGHT = 24 * 60
_GAP = 3.0
_FIRST_HOUR, _LAST_HOUR = 8, 18


@dataclass(frozen=True, slots=True)
class Block:
    """A session on its day.

    Attributes:
        start, end: local minutes; `end` is at most midnight, even if it lasts longer.
        lane, lanes: its place among those at the same time.
    """

    session: SessionInfo
    day: date
    start: int
    end: int
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the board: a day and a time."""

    day: date
    minutes: int


def blocks(
    sessions: Iterable[SessionInfo], workshop: WorkshopInfo
) -> tuple[Block, ...]:
    """Return a block for each session, parallel ones side by side."""
    by_day: dict[date, list[SessionInfo]] = {}
    for session in sessions:
        by_day.setdefault(workshop.local(session.starts_at).date(), []).append(session)
    return tuple(
        block for day in sorted(by_day) for block in _of_day(day, by_day[day], workshop)
    )


def _of_day(
    day: date, sessions: Sequence[SessionInfo], workshop: WorkshopInfo
) -> Iterable[Block]:
    spans = [(session.starts_at, session.ends_at) for session in sessions]
    for session, lane in zip(sessions, lanes(spans), strict=True):
        _, start = workshop.clock(session.starts_at)
        last_day, end = workshop.clock(session.ends_at)
        end = end if last_day == day else MIDNIGHT
        yield Block(session, day, start, max(end, start + SNAP), lane.number, lane.of)


def days_of(found: Iterable[Block], workshop: WorkshopInfo) -> tuple[date, ...]:
    """Return the days to show: the workshop's, and others that have a session."""
    return tuple(sorted({*workshop.days, *(block.day for block in found)}))


@dataclass(frozen=True, slots=True)
class Scale:
    """How days and times are laid out on a sheet of `width` and `height` pixels.

    Attributes:
        days: one column each.
        first, last: the hours at the top and at the bottom.
    """

    days: tuple[date, ...]
    first: int
    last: int
    width: float
    height: float

    @classmethod
    def fitted(
        cls,
        days: tuple[date, ...],
        found: Sequence[Block],
        width: float,
        height: float,
    ) -> "Scale":
        """Return the scale that shows `found` in at least this width and height."""
        first = min((block.start // 60 for block in found), default=_FIRST_HOUR)
        last = max((-(-block.end // 60) for block in found), default=_LAST_HOUR)
        first, last = min(first, _FIRST_HOUR + 1), max(last, _LAST_HOUR - 1)
        return cls(
            days,
            first,
            last,
            max(width, GUTTER + len(days) * LEAST_COLUMN),
            max(height, (last - first) * LEAST_HOUR),
        )

    @property
    def per_minute(self) -> float:
        """Return the pixels of a minute."""
        return self.height / ((self.last - self.first) * 60)

    @property
    def column_width(self) -> float:
        """Return the pixels of a day."""
        return (self.width - GUTTER) / max(len(self.days), 1)

    def x(self, day: date) -> float:
        """Return where the column of `day` begins."""
        return GUTTER + self.days.index(day) * self.column_width

    def y(self, minutes: float) -> float:
        """Return where a local time stands."""
        return (minutes - self.first * 60) * self.per_minute

    def shows(self, minutes: int) -> bool:
        """Say whether a local time is between top and bottom."""
        return self.first * 60 <= minutes <= self.last * 60

    def rect(self, block: Block) -> QRectF:
        """Return the place of a block."""
        room = self.column_width - 2 * _GAP
        width = room / block.lanes
        top = self.y(block.start)
        return QRectF(
            self.x(block.day) + _GAP + block.lane * width,
            top + 1,
            width - (_GAP if block.lane < block.lanes - 1 else 0),
            self.y(block.end) - top - 2,
        )

    def spot(self, point: QPointF) -> Spot:
        """Return the day and time at `point`, the nearest ones outside the columns."""
        column = int((point.x() - GUTTER) // self.column_width)
        column = min(max(column, 0), len(self.days) - 1)
        minutes = self.first * 60 + point.y() / self.per_minute
        return Spot(self.days[column], int(minutes))


def snapped(minutes: float) -> int:
    """Return the nearest five minutes."""
    return round(minutes / SNAP) * SNAP


def moved(
    block: Block, day: date, start: int, workshop: WorkshopInfo
) -> tuple[datetime, datetime]:
    """Return the times of a session that keeps its length but starts elsewhere."""
    length = block.session.ends_at - block.session.starts_at
    start = min(max(snapped(start), 0), MIDNIGHT - SNAP)
    begins = workshop.moment(day, start)
    return begins, begins + length


def stretched(
    block: Block, end: int, workshop: WorkshopInfo
) -> tuple[datetime, datetime]:
    """Return the times of a session that ends at other local minutes of its day."""
    begins = block.session.starts_at
    least = begins + timedelta(minutes=SNAP)
    ends = workshop.moment(block.day, min(snapped(end), MIDNIGHT))
    return begins, max(ends, least)


def neighbour(found: Sequence[Block], block: Block, step: str) -> Block:
    """Return the block that an arrow key leads to; `block` itself at the edge.

    Args:
        found: all blocks.
        block: where one is.
        step: "up", "down" (earlier or later that day), "left" or "right" (parallel,
            else the nearest time on the day before or after).
    """
    of_day = sorted(
        (other for other in found if other.day == block.day),
        key=lambda other: (other.start, other.lane),
    )
    place = of_day.index(block)
    if step in ("up", "down"):
        there = place + (1 if step == "down" else -1)
        return of_day[there] if 0 <= there < len(of_day) else block
    way = 1 if step == "right" else -1
    beside = [
        other
        for other in of_day
        if other.lane == block.lane + way
        and other.start < block.end
        and block.start < other.end
    ]
    return _nearest(beside, block) or _next_day(found, block, way) or block


def _next_day(found: Sequence[Block], block: Block, way: int) -> Block | None:
    days = sorted(
        {other.day for other in found if (other.day - block.day).days * way > 0}
    )
    if not days:
        return None
    day = days[0] if way > 0 else days[-1]
    return _nearest([other for other in found if other.day == day], block)


def _nearest(found: Sequence[Block], block: Block) -> Block | None:
    return min(found, key=lambda other: abs(other.start - block.start), default=None)

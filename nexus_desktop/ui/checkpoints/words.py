"""How checkpoints are told on their screen."""

from collections.abc import Callable
from datetime import datetime

from nexus_desktop.core import days
from nexus_desktop.core.checkpoints import PURPOSES, RULES, CheckpointLine
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import WorkshopInfo

Tr = Callable[[str], str]


def purpose(name: str, tr: Tr) -> str:
    """Return what a checkpoint is for."""
    return next((tr(p.label) for p in PURPOSES if p.name == name), name)


def rule(name: str, tr: Tr) -> str:
    """Return how often somebody may come."""
    return next((tr(r.label) for r in RULES if r.name == name), name)


def day(line: CheckpointLine, tr: Tr) -> str:
    """Return the day that a checkpoint serves."""
    return days.short(line.draft.day) if line.draft.day else tr("Every day")


def session(item: SessionInfo, workshop: WorkshopInfo) -> str:
    """Return a session with its day and time."""
    begins = workshop.local(item.starts_at)
    return f"{days.short(begins.date())} {begins:%H:%M}  {item.title}"


def since(at: datetime, now: datetime, workshop: WorkshopInfo) -> str:
    """Return a time of day, with its day where that is not today."""
    local = workshop.local(at)
    clock = f"{local:%H:%M}"
    is_today = local.date() == workshop.local(now).date()
    return clock if is_today else f"{days.short(local.date())} {clock}"


def inside(line: CheckpointLine, tr: Tr) -> str:
    """Return who is there now, as the table tells it."""
    if line.is_over:
        return tr("over")
    return f"{line.inside:,}" if line.scans else "–"


def people(count: int, tr: Tr) -> str:
    """Return "1 person" or "2 people"."""
    return tr("1 person") if count == 1 else tr("{0} people").format(f"{count:,}")

"""How old what a desk knows of switched-off badges is, in a sentence for the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from nexus_desktop.core import days

_OLD = timedelta(minutes=30)  # since anybody was met
_SILENT = timedelta(minutes=60)  # since the last entry of one: it may have been idle
_WORRYING = timedelta(hours=2)
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Freshness:
    """When this laptop heard last of what others know.

    Attributes:
        as_of: when it met the hub or heard of another laptop last, None for never.
        heard: name and last entry of each other laptop that may switch badges off.
    """

    as_of: datetime | None
    heard: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class FreshnessTold:
    """The sentence; `is_old` when somebody should see it without looking for it."""

    text: str = ""
    is_old: bool = False


def told(fresh: Freshness | None, now: datetime, zone: tzinfo) -> FreshnessTold:
    """Return what the desk says; nothing where no other laptop switches badges off."""
    if fresh is None or (fresh.as_of and not fresh.heard):
        return FreshnessTold()
    if fresh.as_of is None:
        text = "Nothing heard of other laptops yet: badges they switched off pass here."
        return FreshnessTold(text, is_old=True)
    local, today = fresh.as_of.astimezone(zone), now.astimezone(zone).date()
    day = "" if local.date() == today else f"{days.short(local.date())}, "
    parts = [f"Switched-off badges known as of {day}{local:%H:%M}"]
    silent = sorted(
        ((now - at, name) for name, at in fresh.heard if now - at > _SILENT),
        reverse=True,
    )
    for gone, name in silent[:_MOST_NAMED]:
        parts.append(f"nothing from {name} for {_long(gone)}")
    if len(silent) > _MOST_NAMED:
        parts.append(f"nor from {len(silent) - _MOST_NAMED} more")
    is_old = now - fresh.as_of > _OLD or any(gone > _WORRYING for gone, _ in silent)
    return FreshnessTold(" · ".join(parts), is_old)


def _long(gone: timedelta) -> str:
    minutes = int(gone.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"

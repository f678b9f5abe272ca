"""How it stands between laptops, in sentences that say what to do."""

from collections.abc import Mapping
from datetime import timedelta
from statistics import median

from nexus_desktop.core.exchanging import Waiting, Why
from nexus_desktop.core.history import counted

SLIGHT = timedelta(minutes=5)
"""By less than this a clock may be wrong, and nobody is told."""

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def waiting(name: str, one: Waiting, lacked: str) -> str:
    """Return why entries of a laptop wait.

    `lacked` is the laptop to be met, "" when it is not known here.
    """
    entries = f"{counted(one.count, 'entry')} of {name}"
    waits = "waits" if one.count == 1 else "wait"
    were = "was" if one.count == 1 else "were"
    if one.why is Why.NEWER:
        return (
            f"{entries} {were} written by a newer version of this program. Update this "
            "one: they take effect then."
        )
    if one.why is Why.FORK:
        return (
            f"{name} was copied: a copy of its file wrote the same numbers, so "
            f"{entries} can't take effect. Close the copy, and let it join anew."
        )
    missing = (
        "an earlier one" if lacked == name else f"one of {lacked or 'another laptop'}"
    )
    meet = lacked or "the coordinator's laptop"
    return f"{entries} {waits} for {missing} that has not come yet. Meet {meet}."


def refused(name: str, count: int, why: str) -> str:
    """Return that entries of a laptop take no effect, and why."""
    take = "takes" if count == 1 else "take"
    return f"{counted(count, 'entry')} of {name} {take} no effect: {why}."


def clocks(offsets: Mapping[str, timedelta]) -> tuple[str, ...]:
    """Return what is wrong with clocks.

    `offsets` has name -> how far the clock of another laptop is ahead of this one's,
    or behind it where less than nothing, of all whose clocks could be read. When most
    of them agree that they differ from this one, it is this one.
    """
    wrong = {name: off for name, off in offsets.items() if abs(off) >= SLIGHT}
    if _is_ours(offsets, wrong):
        off = -timedelta(seconds=median(one.total_seconds() for one in wrong.values()))
        return (f"This laptop's clock seems to be {_away(off)}. Set it right.",)
    if wrong and len(offsets) == 1:
        ((name, off),) = wrong.items()
        from_here = f"{_away(off)} {'of' if off > timedelta() else ''}".strip()
        return (
            (
                f"{name}'s clock is {from_here} this laptop's. See which of the two is "
                "right."
            ),
        )
    return tuple(
        f"{name}'s clock is {_away(off)}. Set it right there."
        for name, off in sorted(wrong.items())
    )


def _is_ours(offsets: Mapping[str, timedelta], wrong: Mapping[str, timedelta]) -> bool:
    if len(wrong) <= 1 or 2 * len(wrong) <= len(offsets):
        return False
    return max(wrong.values()) - min(wrong.values()) <= 2 * SLIGHT


def _away(off: timedelta) -> str:
    return f"{_span(abs(off))} {'ahead' if off > timedelta() else 'behind'}"


def _span(length: timedelta) -> str:
    seconds = length.total_seconds()
    size, unit = next(
        (one for one in _UNITS if seconds >= 1.5 * one[0]), (60, "minute")
    )
    return counted(round(seconds / size), unit)

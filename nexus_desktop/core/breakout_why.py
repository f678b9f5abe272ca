"""Why somebody sits in a group: what each other one would gain and break, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from nexus_desktop.core.breakout import TRAITS
from nexus_desktop.core.breakout_words import change

_CLOSE = 0.05
_LABELS = {trait.field: trait.label for trait in TRAITS}


@dataclass(frozen=True, slots=True)
class Parts:
    """How the parts of the cost change by a move: more than 0 is worse.

    Attributes:
        balance: field of a trait -> change.
        meetings: more (or fewer) meetings of people who met before.
        wish: change of what unmet wishes cost.
    """

    balance: Mapping[str, float] = field(default_factory=dict)
    meetings: int = 0
    wish: float = 0.0

    @property
    def gained(self) -> tuple[str, ...]:
        """Say what would be better."""
        return tuple(text for better, text in self._said() if better)

    @property
    def lost(self) -> tuple[str, ...]:
        """Say what would be worse."""
        return tuple(text for better, text in self._said() if not better)

    def _said(self) -> list[tuple[bool, str]]:
        said = [
            (delta < 0, f"{_LABELS.get(name, name).lower()} spread {_way(delta)}")
            for name, delta in self.balance.items()
            if abs(delta) > _CLOSE
        ]
        if self.meetings:
            more = "more" if self.meetings > 0 else "fewer"
            count = abs(self.meetings)
            noun = "repeat meeting" if count == 1 else "repeat meetings"
            said.append((self.meetings < 0, f"{count} {more} {noun}"))
        if abs(self.wish) > _CLOSE:
            word = "worse" if self.wish > 0 else "better"
            said.append((self.wish < 0, f"wishes met {word}"))
        return said


@dataclass(frozen=True, slots=True)
class Other:
    """Another group for somebody.

    Attributes:
        group: its title.
        partner: the name of who would come back in exchange, "" for nobody.
        change: how much the cost of the whole plan rises.
        breaks: rules in words that stand against it.
        size: "small" or "large" if one of the two groups would be too much so.
    """

    group: str
    partner: str = ""
    change: float = 0.0
    parts: Parts = field(default_factory=Parts)
    breaks: tuple[str, ...] = ()
    size: Literal["", "small", "large"] = ""

    @property
    def allowed(self) -> bool:
        """Whether nothing stands against it."""
        return not self.breaks and not self.size

    @property
    def title(self) -> str:
        """Name the group, and who would come for it."""
        return f"{self.group}, for {self.partner}" if self.partner else self.group

    @property
    def told(self) -> str:
        """Say what it would gain, lose and break."""
        size = {"": "", "small": "a group would be too small"}.get(
            self.size, "the group is full"
        )
        against = "; ".join((*self.breaks, *filter(None, [size])))
        gained, lost = ", ".join(self.parts.gained), ", ".join(self.parts.lost)
        said = (
            f"Not possible: {against}" if against else "",
            f"Gains: {gained}" if gained else "",
            f"Loses: {lost}" if lost else "",
        )
        return ". ".join(filter(None, said)) or "As good as where they sit now"


@dataclass(frozen=True, slots=True)
class Why:
    """Why somebody sits where they sit.

    Attributes:
        name, group: of the person; the title of their group.
        held: rules in words that tie them to it.
        wish: 1 for a first wish met …; 0 for a group not wished; None without wishes.
        others: the other groups, the best ones first, those that can't be at the end.
    """

    name: str
    group: str
    held: tuple[str, ...] = ()
    wish: int | None = None
    others: tuple[Other, ...] = ()

    @property
    def best(self) -> Other | None:
        """The best group that nothing stands against."""
        return next((other for other in self.others if other.allowed), None)

    @property
    def told(self) -> str:
        """Say in one or two sentences why."""
        return " ".join(filter(None, (self._held(), self._wished(), self._compared())))

    def _held(self) -> str:
        return f"{'; '.join(self.held)}." if self.held else ""

    def _wished(self) -> str:
        if self.wish is None:
            return ""
        if self.wish == 0:
            return "They did not wish for this group."
        return f"It is their wish no. {self.wish}."

    def _compared(self) -> str:
        best = self.best
        if best is None:
            return "" if self.held else "The rules leave no other group."
        if best.change > _CLOSE:
            return (
                "Every other group would be worse; the best of them is "
                f"group {best.title}: {change(best.change)}."
            )
        if best.change < -_CLOSE:
            return f"Group {best.title} would be better: {change(best.change)}."
        return f"Group {best.title} would be as good."


def _way(delta: float) -> str:
    return f"better ({change(delta)})" if delta < 0 else f"worse ({change(delta)})"

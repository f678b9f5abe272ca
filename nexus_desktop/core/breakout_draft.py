"""What a round that is being thought of would be: sizes, wishes, rules, in words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nexus_desktop.core.breakout import (
    Asked,
    GroupDraft,
    fair_sizes,
    names_of,
    rule_sentence,
    wished_groups,
)


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule to be made with a round.

    Attributes:
        group: number of the group that it speaks of, from 0; None for the others.
    """

    form: str
    people: tuple[str, ...]
    group: int | None = None

    def told(self, names: Mapping[str, str], groups: Sequence[GroupDraft]) -> str:
        """Say the rule; `names` are those of the people, by id."""
        who = [names.get(person, "") for person in self.people]
        if self.group is None:
            return rule_sentence(self.form, who)
        there = groups[self.group].name if self.group < len(groups) else "–"
        return rule_sentence(self.form, who, there)


@dataclass(frozen=True, slots=True)
class Recognised:
    """How the wishes of an import fit the groups of a round.

    Attributes:
        wishing: people with wishes.
        fitting: those of them who wish for one of the groups.
        unknown: (wish, how often), of those that name no group.
    """

    wishing: int
    fitting: int
    unknown: tuple[tuple[str, int], ...]


def recognised(
    wishes: Iterable[Sequence[str]], groups: Sequence[GroupDraft]
) -> Recognised:
    """Tell which wishes name a topic or group; `wishes` are those of each person."""
    names = names_of({str(number): group for number, group in enumerate(groups)})
    having = [wanted for wanted in wishes if wanted]
    fitting = sum(bool(wished_groups(wanted, names)) for wanted in having)
    unknown = Counter(
        wish.strip()
        for wanted in having
        for wish in wanted
        if wish.strip() and not wished_groups([wish], names)
    )
    ordered = sorted(unknown.items(), key=lambda item: (-item[1], item[0]))
    return Recognised(len(having), fitting, tuple(ordered))


def sizes(people: int, groups: Sequence[GroupDraft]) -> tuple[tuple[int, int], ...]:
    """Return (size, how many groups would have it), the largest first."""
    asked = [Asked(group.seats_min, group.seats_max) for group in groups]
    fair = fair_sizes(people, asked)
    counts = [least for least, _ in fair]
    for place, (_, most) in enumerate(fair):
        counts[place] += min(max(0, people - sum(counts)), most - counts[place])
    return tuple(sorted(Counter(counts).items(), reverse=True))


def sizes_told(people: int, groups: Sequence[GroupDraft]) -> str:
    """Say what sizes come out: "10 groups: 3 of 14, 7 of 13 people"."""
    found = sizes(people, groups)
    whole = "1 group" if len(groups) == 1 else f"{len(groups)} groups"
    if len(found) == 1:
        return f"{whole} of {found[0][0]} people"
    return f"{whole}: " + ", ".join(f"{n} of {size}" for size, n in found) + " people"

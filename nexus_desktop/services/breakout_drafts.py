"""A round that is being thought of: what it can be made of, whether it can be, made.

`material` reads and `make` writes; `clash` is pure and belongs into a worker.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import GroupDraft, RoundDraft, RoundInfo, RuleInfo
from nexus_desktop.core.breakout_draft import RuleDraft
from nexus_desktop.core.names import folded
from nexus_desktop.services import breakout_judging
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.services.breakout_problem import Read
from nexus_desktop.services.breakout_reading import GroupRead, Person
from nexus_desktop.services.breakout_rules import add_rule, rules
from nexus_desktop.services.breakouts import new_round
from nexus_desktop.store import rows

_ROUND = "round"


@dataclass(frozen=True, slots=True)
class RoundMaterial:
    """What a new round can be made of.

    Attributes:
        people: everybody who is expected, by id.
        rules: those in force for all rounds.
        rooms: of the programme, the most used first.
        earlier: the groups of the last round.
        number: that the round would have if it came last.
    """

    people: Mapping[str, Person]
    rules: tuple[RuleInfo, ...] = ()
    rooms: tuple[str, ...] = ()
    earlier: tuple[GroupDraft, ...] = ()
    number: int = 1

    @property
    def names(self) -> dict[str, str]:
        """Return id -> name."""
        return {key: person.card.name for key, person in self.people.items()}

    @property
    def wishes(self) -> list[tuple[str, ...]]:
        """Return the topic wishes of each person."""
        return [person.wishes for person in self.people.values()]

    @property
    def topics(self) -> tuple[str, ...]:
        """Return what people wish for, the most wished first."""
        return _frequent(wish for wishes in self.wishes for wish in wishes)

    def hosts(self, groups: Sequence[GroupDraft]) -> int:
        """Count those in charge of a group who are participants."""
        known = reading.by_name(self.people.values())
        return sum(len(_in_charge(group, known)) for group in groups)


def material(session: Session) -> RoundMaterial:
    """Read what a new round can be made of."""
    found = reading.live_rounds(session)
    query = select(rows.Session.room).where(rows.Session.removed_at.is_(None))
    last = [row.id for row in found[-1:]]
    groups = [group for of in reading.groups(session, last).values() for group in of]
    return RoundMaterial(
        reading.people(session),
        tuple(rule for rule in rules(session) if rule.group_id is None),
        _frequent(session.scalars(query)),
        tuple(group.draft for group in groups),
        len(found) + 1,
    )


def clash(found: RoundMaterial, draft: RoundDraft, drafts: Sequence[RuleDraft]) -> str:
    """Say which rules, seats and sizes can't all be kept; "" when there is a plan."""
    if not found.people:
        return ""
    known = reading.by_name(found.people.values())
    groups = [
        GroupRead(str(number), _ROUND, group, _in_charge(group, known))
        for number, group in enumerate(draft.groups)
    ]
    row = rows.Round(id=_ROUND, session_id="", number=found.number)
    row.traits = dict(draft.weights.traits)
    read = Read(
        [row],
        found.people,
        {_ROUND: groups},
        {_ROUND: {}},
        (*found.rules, *(_rule(one) for one in drafts if _fits(one, draft))),
    )
    return breakout_judging.clash(read.position())


def make(
    session: Session,
    session_id: str,
    draft: RoundDraft,
    drafts: Sequence[RuleDraft],
    *,
    at: datetime,
) -> RoundInfo:
    """Make a round with its rules in one action; see `breakouts.new_round`.

    Raises:
        NotFound, BreakoutError: as there, and as `breakout_rules.add_rule`.
    """
    info = new_round(session, session_id, draft, at=at)
    groups = reading.groups(session, [info.id])[info.id]
    for one in drafts:
        if _fits(one, draft):
            group = None if one.group is None else groups[one.group].id
            add_rule(session, one.form, one.people, group, at=at)
    session.info["action"] = "round.create"
    return info


def _fits(one: RuleDraft, draft: RoundDraft) -> bool:
    """Tell whether the group that a rule speaks of is there."""
    return one.group is None or one.group < len(draft.groups)


def _rule(one: RuleDraft) -> RuleInfo:
    group = None if one.group is None else str(one.group)
    return RuleInfo("", one.form, one.people, group, "")


def _in_charge(group: GroupDraft, known: Mapping[str, str]) -> tuple[str, ...]:
    ids = (known.get(folded(name)) for name in (group.facilitator, group.rapporteur))
    return tuple(dict.fromkeys(found for found in ids if found))


def _frequent(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts, the most frequent first, each once."""
    counts = Counter(text.strip() for text in texts if text.strip())
    return tuple(sorted(counts, key=lambda text: (-counts[text], text)))

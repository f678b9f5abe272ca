"""Breakout rounds as values: the board of groups and cards, sizes, wishes, rules.

What a screen shows and what a paper prints; who sits where is decided by `solver`, and
`core.breakout_words` says how good it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from string import ascii_uppercase

from nexus_desktop.core.errors import NexusError

FORMS = ("together", "apart", "must", "must not")
"""Forms of a rule; the last two speak of one group."""


class BreakoutError(NexusError):
    """A breakout round can't be made or changed as asked."""


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that groups can be balanced over: a field of `Card`, and its name."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class Level:
    """How much something counts, in a word and as the solver's weight."""

    label: str
    weight: float


TRAITS = (
    Trait("country", "Country"),
    Trait("city", "City"),
    Trait("category", "Category"),
    Trait("gender", "Gender"),
    Trait("organisation", "Organisation"),
    Trait("role", "Role"),
    Trait("language", "Language"),
)
LEVELS = (Level("Off", 0.0), Level("Matters", 1.0), Level("Matters most", 3.0))


@dataclass(frozen=True, slots=True)
class Weights:
    """What a good plan is.

    Attributes:
        traits: field of `TRAITS` -> weight of an even spread.
        repeat: weight of people meeting again in a later round.
        wish: weight of topic wishes.
        gathered: those of `traits` whose equals are brought together, not spread.
    """

    traits: Mapping[str, float] = field(default_factory=dict)
    repeat: float = 1.0
    wish: float = 0.0
    gathered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group to be made or its new properties.

    `seats_max` 0 means an even share of all who are expected, whoever that will be;
    `name` "" means the next letter. A facilitator or rapporteur named as a participant
    is named has a seat in the group.
    """

    name: str = ""
    topic: str = ""
    room: str = ""
    table: str = ""
    facilitator: str = ""
    rapporteur: str = ""
    seats_min: int = 0
    seats_max: int = 0


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round to be made."""

    groups: tuple[GroupDraft, ...]
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """A breakout session, and how many rounds it has; `starts_at` is local time."""

    id: str
    title: str
    starts_at: datetime
    rounds: int


@dataclass(frozen=True, slots=True)
class RoundChoices:
    """What a new round can be made of.

    Attributes:
        people: expected at the workshop.
        traits: fields of `TRAITS` in which these people differ.
        wishes: whether anybody has topic wishes.
    """

    sessions: tuple[SessionChoice, ...] = ()
    people: int = 0
    traits: tuple[str, ...] = ()
    wishes: bool = False


@dataclass(frozen=True, slots=True)
class RoundInfo:
    """A round in short.

    Attributes:
        title, room, starts_at, ends_at: of its session; times are local.
        number: 1, 2, … over the workshop.
        groups: how many.
        expected, seated: people, and how many of them have a group.
    """

    id: str
    session_id: str
    number: int
    title: str
    room: str
    starts_at: datetime
    ends_at: datetime
    groups: int
    expected: int
    seated: int
    weights: Weights
    published_at: datetime | None

    @property
    def published(self) -> bool:
        """Whether it is locked."""
        return self.published_at is not None


@dataclass(frozen=True, slots=True)
class Card:
    """A person on the board.

    Attributes:
        country: ISO 3166 code.
        wish: 1 for the first wish of this person, 2, 3 …; 0 for a group that they did
            not wish for; None without wishes or without a group.
    """

    id: str
    name: str
    native: str = ""
    country: str = ""
    city: str = ""
    category: str = ""
    gender: str = ""
    organisation: str = ""
    role: str = ""
    language: str = ""
    pinned: bool = False
    wish: int | None = None
    arrived: bool = False

    def value(self, trait: str) -> str:
        """Return the person's value of a trait's field."""
        return str(getattr(self, trait))


@dataclass(frozen=True, slots=True)
class Group:
    """A group and its people, by name. `seats_min` and `seats_max` hold at present."""

    id: str
    draft: GroupDraft
    seats_min: int
    seats_max: int
    cards: tuple[Card, ...] = ()

    @property
    def title(self) -> str:
        """Name and topic: "A · Water"."""
        return joined(self.draft.name, self.draft.topic)


@dataclass(frozen=True, slots=True)
class Board:
    """A round with all its people."""

    round: RoundInfo
    groups: tuple[Group, ...]
    unassigned: tuple[Card, ...] = ()

    def cards(self) -> Iterable[Card]:
        """Go through everybody, group by group, those without a group at the end."""
        for group in self.groups:
            yield from group.cards
        yield from self.unassigned

    def where(self, participant_id: str) -> tuple[Group | None, Card] | None:
        """Return a person's group (None: not assigned) and card, None when not here."""
        for group in (*self.groups, None):
            cards = group.cards if group else self.unassigned
            for card in cards:
                if card.id == participant_id:
                    return group, card
        return None


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A hard rule; `sentence` says it in words."""

    id: str
    form: str
    participants: tuple[str, ...]
    group_id: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What moving a card, or taking over a plan, changed.

    Attributes:
        moves: people who sit in another group than before or got their first one.
        where: the title of the group, of a single move; "" when taken out.
    """

    moves: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The size of a group as asked for (0, 0: an even share) and its pinned people."""

    least: int = 0
    most: int = 0
    pinned: int = 0


def joined(*parts: str) -> str:
    """Join what is not empty with a middle dot."""
    return " · ".join(part for part in parts if part)


def letter(position: int) -> str:
    """Return the name of the group at `position` (from 0): A … Z, AA, AB …."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, len(ascii_uppercase))
        name = ascii_uppercase[rest] + name
    return name


def lettered(
    count: int, topics: Sequence[str] = (), rooms: Sequence[str] = ()
) -> tuple[GroupDraft, ...]:
    """Return `count` groups of even size, named A, B, …; topics and rooms in order.

    Raises:
        BreakoutError: fewer than one group.
    """
    if count < 1:
        raise BreakoutError("A breakout round needs at least one group.")
    return tuple(
        GroupDraft(
            name=letter(i),
            topic=topics[i] if i < len(topics) else "",
            room=rooms[i] if i < len(rooms) else "",
        )
        for i in range(count)
    )


def group_count(people: int, size: int) -> int:
    """Return how many groups of about `size` people hold `people` (at least one)."""
    return max(1, round(people / max(1, size)))


def fair_sizes(people: int, asked: Sequence[Asked]) -> tuple[tuple[int, int], ...]:
    """Return (least, most) for each group so that `people` can be seated.

    Groups with a size of their own keep it; the others share the rest evenly, at most
    one apart. Pinned people count: a group never has fewer seats than those.
    """
    sizes = {
        i: (min(a.least, max(a.most, a.pinned)), max(a.most, a.pinned))
        for i, a in enumerate(asked)
        if a.most
    }
    share = _share(people, len(asked), sizes)
    while crowded := {
        i: (a.pinned, a.pinned)
        for i, a in enumerate(asked)
        if i not in sizes and a.pinned > share[1]
    }:
        sizes |= crowded
        share = _share(people, len(asked), sizes)
    return tuple(sizes.get(i, share) for i in range(len(asked)))


def _share(
    people: int, groups: int, sizes: Mapping[int, tuple[int, int]]
) -> tuple[int, int]:
    """Return (least, most) of the groups that have no entry in `sizes`."""
    open_groups = groups - len(sizes)
    if not open_groups:
        return 0, 0
    fewest = max(0, people - sum(most for _, most in sizes.values()))
    most_left = max(0, people - sum(least for least, _ in sizes.values()))
    return fewest // open_groups, -(-most_left // open_groups)


def names_of(groups: Mapping[str, GroupDraft]) -> dict[str, str]:
    """Return topic or name, as a wish may say it -> id, of the groups of a round."""
    known: dict[str, str] = {}
    for group_id, draft in groups.items():
        for text in (draft.topic, draft.name):
            if text:
                known.setdefault(text.strip().casefold(), group_id)
    return known


def wished_groups(wishes: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the groups that `wishes` name, best first; see `names_of`."""
    found = (names.get(wish.strip().casefold()) for wish in wishes)
    return tuple(dict.fromkeys(group_id for group_id in found if group_id))


def wish_rank(wished: Sequence[str], group_id: str) -> int | None:
    """Return 1 for a first wish …, 0 for a group not wished, None without wishes."""
    if not wished:
        return None
    return wished.index(group_id) + 1 if group_id in wished else 0


def shares(cards: Iterable[Card], trait: str) -> tuple[tuple[str, int], ...]:
    """Count the values of a trait, the most frequent first, then by the alphabet."""
    counts = Counter(card.value(trait) for card in cards)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def in_order(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Sort cards by name."""
    return tuple(sorted(cards, key=lambda card: (card.name.casefold(), card.id)))


def with_move(board: Board, participant_id: str, group_id: str | None) -> Board:
    """Return the board with a person pinned in a group, or (None) without a group."""
    found = board.where(participant_id)
    if found is None:
        return board
    card = replace(found[1], pinned=group_id is not None, wish=None)
    groups = tuple(
        replace(group, cards=_with(group.cards, card, group.id == group_id))
        for group in board.groups
    )
    return replace(
        board, groups=groups, unassigned=_with(board.unassigned, card, group_id is None)
    )


def _with(cards: tuple[Card, ...], card: Card, here: bool) -> tuple[Card, ...]:  # noqa: FBT001 a private step
    others = tuple(other for other in cards if other.id != card.id)
    if here:
        return in_order((*others, card))
    return others if len(others) < len(cards) else cards


def rule_sentence(form: str, names: Sequence[str], group: str = "") -> str:
    """Say a rule in words; `group` is the title of the group it speaks of."""
    who = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return {
        "together": f"{who} sit together",
        "apart": f"{who} never share a group",
        "must": f"{who} must be in group {group}",
        "must not": f"{who} must not be in group {group}",
    }[form]

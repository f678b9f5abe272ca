"""Finding participants who are listed twice, and remembering who only looks so.

`read` takes what is compared from the file; `find` compares it and needs no file, so
that it can work beside the desk.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.people_duplicates import Likeness, Pair
from nexus_desktop.store import rows, search

_APART = "told_apart"
_ALIKE, _ALIKE_ON_AVERAGE = 0.86, 0.9
_SHORT = 3  # letters of a word that must be the same
_COMMON = 5  # people with one name, from which on it says little by itself
_BEGINNING = 2  # letters of a word that two spellings share
_MOST = 300  # people with one beginning who are compared with each other

_SHOWN = (
    rows.Participant.id, rows.Participant.printed_name, rows.Participant.native_name,
    rows.Participant.given_name, rows.Participant.family_name,
    rows.Participant.organisation, rows.Participant.country, rows.Participant.email,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """What of a participant is compared, as it stands in the file."""

    id: str
    printed_name: str
    native_name: str
    given_name: str
    family_name: str
    organisation: str
    country: str
    email: str


@dataclass(frozen=True, slots=True)
class Everybody:
    """All participants, and the pairs that somebody told apart."""

    people: tuple[Listed, ...]
    apart: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Known:
    """A participant ready to be compared: names are romanised words in order."""

    id: str
    names: frozenset[tuple[str, ...]]
    organisation: str
    country: str
    mail: str
    has_common_name: bool = False

    def differs_in(self, other: "_Known", what: str) -> bool:
        """Tell whether both have a value of `what`, and not the same."""
        return len({getattr(self, what), getattr(other, what)} - {""}) == 2


def read(session: Session) -> Everybody:
    """Return everybody who is expected or cancelled, to be compared."""
    query = select(*_SHOWN).where(rows.Participant.removed_at.is_(None))
    found = tuple(Listed(*row) for row in session.execute(query))
    return Everybody(found, frozenset(_apart(_workshop(session))))


def tell_apart(
    session: Session, one_id: str, other_id: str, *, at: datetime
) -> tuple[str, str]:
    """Remember that two participants are two, for everybody who works on the file.

    Raises:
        NotFound: the file holds no workshop.
    """
    del at  # the journal keeps it
    session.info["action"] = "participant.differ"
    row = _workshop(session)
    pair = _pair(one_id, other_id)
    known = _apart(row)
    if pair not in known:
        listed = [list(one) for one in (*known, pair)]
        row.settings = {**row.settings, _APART: listed}
    return pair


def find(
    everybody: Everybody, is_cancelled: Callable[[], bool] = lambda: False
) -> tuple[Pair, ...]:
    """Return the pairs who may be one person, the surest first.

    5,000 people take about a second. Asked to stop, it returns nothing.
    """
    known = _all_known(everybody.people, is_cancelled)
    found: dict[tuple[str, str], Pair] = {}
    for block in _blocks(known):
        if is_cancelled():
            return ()
        for one, other in combinations(block, 2):
            key = _pair(one.id, other.id)
            if key in found or key in everybody.apart:
                continue
            said = _likeness(one, other)
            if said is not None:
                found[key] = Pair(*key, *said)
    return tuple(sorted(found.values(), key=lambda pair: (pair.likeness, pair.one)))


def _blocks(known: Iterable[_Known]) -> Iterator[Sequence[_Known]]:
    """Give groups of people among whom there may be pairs."""
    by_mail: defaultdict[str, list[_Known]] = defaultdict(list)
    by_name: defaultdict[tuple[str, ...], list[_Known]] = defaultdict(list)
    by_words: defaultdict[tuple[str, ...], list[_Known]] = defaultdict(list)
    for person in known:
        if person.mail:
            by_mail[person.mail].append(person)
        for name in person.names:
            by_name[name].append(person)
        for start in {_beginnings(name) for name in person.names if len(name) > 1}:
            by_words[start].append(person)
    for blocks in (by_mail, by_name, by_words):
        yield from (people for people in blocks.values() if 1 < len(people) <= _MOST)


def _beginnings(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return how the two longest words of a name begin, in order."""
    longest = sorted(name, key=len, reverse=True)[:2]
    return tuple(sorted(word[:_BEGINNING] for word in longest))


def _likeness(one: _Known, other: _Known) -> tuple[Likeness, str] | None:
    """Return how likely two are one, and why; None when they are not."""
    is_same = bool(one.names & other.names)
    share_mail = bool(one.mail) and one.mail == other.mail
    is_foreign = not share_mail and one.differs_in(other, "country")
    if not is_same and (is_foreign or not _are_near(one, other)):
        return None
    share_work = bool(one.organisation) and one.organisation == other.organisation
    name = "the same name" if is_same else "nearly the same name"
    if share_mail:
        surely = Likeness.SURE if is_same else Likeness.LIKELY
        return surely, f"{name} and e-mail address"
    if is_foreign:
        return Likeness.PERHAPS, f"{name}, but two countries"
    if share_work:
        is_clear = is_same and not one.differs_in(other, "mail")
        surely = Likeness.SURE if is_clear else Likeness.LIKELY
        return surely, f"{name} and organisation"
    if one.has_common_name or other.has_common_name:
        return None
    is_open = is_same and not one.differs_in(other, "mail")
    return (Likeness.LIKELY if is_open else Likeness.PERHAPS), name


def _are_near(one: _Known, other: _Known) -> bool:
    """Tell whether two names are alike, word by word."""
    for name in one.names:
        for same in other.names:
            fewer, more = sorted((name, same), key=len)
            if len(fewer) < 2:
                continue
            scores = [max(_score(word, its) for its in more) for word in fewer]
            average = sum(scores) / len(scores)
            if min(scores) >= _ALIKE and average >= _ALIKE_ON_AVERAGE:
                return True
    return False


@lru_cache(maxsize=100_000)
def _score(word: str, other: str) -> float:
    # Imported when it is needed, so that the desk is ready without it.
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415

    if min(len(word), len(other)) <= _SHORT:
        return float(word == other)
    return JaroWinkler.normalized_similarity(word, other)


def _all_known(
    people: Iterable[Listed], is_cancelled: Callable[[], bool]
) -> list[_Known]:
    known = [_known(person) for person in people if not is_cancelled()]
    counts = Counter(name for person in known for name in person.names)
    return [
        replace(person, has_common_name=True)
        if any(counts[name] > _COMMON for name in person.names)
        else person
        for person in known
    ]


def _known(person: Listed) -> _Known:
    spellings = (
        person.printed_name, person.native_name,
        f"{person.given_name} {person.family_name}",
    )  # fmt: skip
    names = {_words(text) for text in spellings}
    return _Known(
        person.id,
        frozenset(names - {()}),
        " ".join(_words(person.organisation)),
        person.country,
        person.email.casefold(),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(search.search_key(text).split())) if text.strip() else ()


def _pair(one_id: str, other_id: str) -> tuple[str, str]:
    first, second = sorted((one_id, other_id))
    return first, second


def _apart(row: rows.Workshop) -> list[tuple[str, str]]:
    return [_pair(*listed) for listed in row.settings.get(_APART, ())]


def _workshop(session: Session) -> rows.Workshop:
    live = rows.Workshop.removed_at.is_(None)
    found = session.scalars(select(rows.Workshop).where(live)).first()
    if found is None:
        raise NotFound("This file holds no workshop.")
    return found


__all__ = ["Everybody", "Listed", "find", "read", "tell_apart"]

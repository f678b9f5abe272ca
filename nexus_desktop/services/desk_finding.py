"""Whom the desk means by what is typed and by what it narrows the list to. Reads."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.core.desk import Matches
from nexus_desktop.core.finding import Wanted, meanings, rank
from nexus_desktop.services import desk_lists as lists
from nexus_desktop.services.desk_picture import Picture
from nexus_desktop.store import search

_LEAST_OF_A_LAND = 3  # letters of a country's name
_MOST_TYPED, _MOST_LISTED = 20, 300


def fitting(
    session: Session, picture: Picture, wanted: Wanted, *, at: datetime
) -> Matches:
    """Return the people who fit, the best first, and whether they are in.

    Each word typed begins a word of their key, in any order, or is short for one, or
    names their country. However many people there are, a text alone takes a few
    milliseconds, and a filter some 20 at 100,000.

    Raises:
        NotFound: the checkpoint is not there.
    """
    if wanted.is_filtered:
        return _listed(session, picture, wanted, at)
    words = search.typed_words(wanted.text)
    found = search.candidates(session, [meanings(word) for word in words])
    ranked = sorted(
        (bad, name.casefold(), one)
        for one, (name, key) in found.items()
        if (bad := rank(key, words)) is not None
    )
    if not ranked and words:
        of_a_land = _of_a_land(session, picture, wanted, at)
        if of_a_land is not None:
            return of_a_land
    here = picture.here(session)
    ids = [one for *_, one in ranked[:_MOST_TYPED]]
    people = tuple(lists.people_in(session, here, ids, at))
    return Matches(wanted.text, people, in_all=len(ranked))


def alike(
    session: Session, picture: Picture, text: str, ids: list[str], *, at: datetime
) -> Matches:
    """Return the people of `ids`, whose names are spelt nearly as `text`."""
    here = picture.here(session)
    people = tuple(lists.people_in(session, here, ids, at))
    return Matches(text, people, are_near=True, in_all=len(people))


def _listed(
    session: Session, picture: Picture, wanted: Wanted, at: datetime
) -> Matches:
    picture.complete(session, at=at)
    limit = _MOST_TYPED if wanted.text.strip() else _MOST_LISTED
    ids, in_all = picture.ids(wanted, limit)
    here = picture.here(session)
    people = tuple(lists.people_in(session, here, ids, at))
    return Matches(wanted.text, people, in_all=in_all)


def _of_a_land(
    session: Session, picture: Picture, wanted: Wanted, at: datetime
) -> Matches | None:
    """Return who fits when one of the words names a country; None when none does."""
    words = search.typed_words(wanted.text)
    for number, word in enumerate(words):
        if len(word) < _LEAST_OF_A_LAND:
            continue
        picture.complete(session, at=at)
        rest = " ".join(words[:number] + words[number + 1 :])
        for land in picture.lands(session, word):
            narrowed = Wanted(rest, country=land)
            found = _listed(session, picture, narrowed, at)
            if found.people:
                return replace(found, text=wanted.text)
    return None

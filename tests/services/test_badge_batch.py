"""Many badges at once, in the order in which they are filed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.badge_fields import said
from nexus_desktop.core.badge_layout import BadgeLayout, Element, Kind, Side
from nexus_desktop.core.badge_sheet import BadgeFace
from nexus_desktop.core.filing import Compartment, Filing, Selection, Way, arrange
from nexus_desktop.core.ready_layouts import ready_layouts
from nexus_desktop.services import (
    badge_batch,
    badge_filing,
    badge_layouts,
    badges,
    people,
    slices,
)
from nexus_desktop.services.badge_batch import Batch, NoBadges, Wanted
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.desk_world import World, add_person, build, seat

T = TypeVar("T")
SORTED = ["Bat Dorj", "Sarantuya Ganbold", "Lê Văn Đức", "Juan Miguel Peña"]


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def prepare(run: Run, wanted: Wanted | None = None) -> Batch:
    return badge_batch.prepare(run, wanted or Wanted(), at=NINE)


def test_badges_are_issued_and_come_as_they_are_filed(world: World, run: Run) -> None:
    late = run(lambda s: add_person(s, "Zoe Zander"))
    batch = prepare(run, Wanted(filing=Filing(Way.BOX, 3)))
    assert [face.name for face in batch.faces] == [*SORTED, "Zoe Zander"]
    assert list(batch.places.values()) == [*["box A"] * 3, *["box B"] * 2]
    assert badge_batch.record(run, batch) == 5
    printed = run(lambda s: badge_filing.last_printing(s, late))
    assert printed is not None
    assert (printed.at, printed.place) == (NINE, "in box B")


def test_a_badge_says_where_it_is_filed_and_a_card_what_comes_next(
    world: World, run: Run
) -> None:
    batch = prepare(run, Wanted(filing=Filing(Way.BOX, 3, has_cards=True)))
    assert [face.filed for face in batch.faces] == [*["Box A"] * 3, "Box B"]
    assert said("in {filed}", batch.faces[0]) == "in Box A"
    cards = [one for one in batch.pieces if isinstance(one, Compartment)]
    assert [(card.place, card.count) for card in cards] == [("box A", 3), ("box B", 1)]
    assert batch.pieces.index(cards[1]) == 4
    plain = prepare(run, Wanted(filing=Filing(has_cards=True)))
    assert plain.pieces == plain.faces, "nothing is filed anywhere"
    assert {face.filed for face in plain.faces} == {""}


def test_who_cancels_while_badges_are_prepared_gets_none(
    world: World, run: Run
) -> None:
    gone, pieces = world.people["Bat Dorj"], 0

    def take(work: Callable[[Session], T], /) -> T:
        nonlocal pieces
        pieces += 1
        if pieces == 5:  # layout, people, what is known of them, order; then badges
            run(lambda s: people.cancel(s, gone, at=NINE))
        return run(work)

    batch = badge_batch.prepare(take, Wanted(), at=NINE)
    assert [face.name for face in batch.faces] == SORTED[1:]
    assert len(batch.places) == 3


def test_thousands_are_prepared_and_noted_a_piece_at_a_time(run: Run) -> None:
    for number in range(6):
        run(lambda s, n=number: add_person(s, f"Person {n}"))  # type: ignore[misc]  # bound here
    most: list[int] = []

    def take(work: Callable[[Session], T], /) -> T:
        found = run(work)
        most.append(len(found) if isinstance(found, list | tuple) else 0)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slices, "READ", 2)
        patch.setattr(slices, "WRITTEN", 2)
        filing = Filing(Way.BOX, 4, has_cards=True)
        batch = badge_batch.prepare(take, Wanted(filing=filing), at=NINE)
        assert sorted(most)[-2] == 2, "all are named once, and read two by two"
        assert badge_batch.record(take, batch) == 6
    cards = [n for n, one in enumerate(batch.pieces) if isinstance(one, Compartment)]
    assert cards == [0, 5], "one before each box, however it was read"
    assert [face.name for face in batch.faces] == [f"Person {n}" for n in range(6)]


def test_only_what_is_due_is_printed_again(world: World, run: Run) -> None:
    due = Wanted(Selection(is_only_due=True))
    batch = prepare(run, due)
    badge_batch.record(run, batch)
    with pytest.raises(NoBadges, match="none has changed"):
        prepare(run, due)
    run(lambda s: badges.reissue(s, world.people["Bat Dorj"], at=NINE))
    assert [face.name for face in prepare(run, due).faces] == ["Bat Dorj"]


def test_without_anybody_the_reason_is_told(run: Run) -> None:
    with pytest.raises(NoBadges, match="Import a list"):
        prepare(run)
    run(lambda s: add_person(s, "Somebody"))
    with pytest.raises(NoBadges, match="Nobody fits"):
        prepare(run, Wanted(Selection(role="Astronaut")))


def test_a_layout_that_is_gone_gives_way_to_the_workshops(run: Run) -> None:
    def layout(wanted: str) -> BadgeLayout:
        return run(lambda s: badge_batch.layout_of(s, wanted))

    usual = next(iter(ready_layouts().values()))
    assert layout("") == layout("gone") == usual
    assert layout("ready:a6") == ready_layouts()["ready:a6"]
    run(lambda s: badge_layouts.choose(s, "ready:a6", at=NINE))
    assert layout("") == ready_layouts()["ready:a6"]


def test_the_first_sheet_is_seen_before_badges_are_issued(run: Run) -> None:
    for number in range(10):
        run(lambda s, n=number: add_person(s, f"Person {n}"))  # type: ignore[misc]  # bound here
    layout = ready_layouts()["ready:a4-8"]
    listed = badge_batch.candidates(run, layout)

    def first_sheet(
        filing: Filing, first: int = 1
    ) -> tuple[BadgeFace | Compartment, ...]:
        order, wanted = arrange(listed, Selection(), filing), Wanted(filing=filing)
        return run(lambda s: badge_batch.first_sheet(s, order, layout, wanted, first))

    whole = [one for one in first_sheet(Filing()) if isinstance(one, BadgeFace)]
    assert [face.name for face in whole] == [f"Person {n}" for n in range(8)]
    assert {face.code for face in whole} == {badges.NO_CODE}
    assert len(first_sheet(Filing(), 7)) == 2
    card, *rest = first_sheet(Filing(Way.BOX, 6, has_cards=True))
    assert isinstance(card, Compartment)
    assert (card.place, card.count) == ("box A", 6)
    assert [type(one) for one in rest] == [*[BadgeFace] * 6, Compartment]
    (last,) = first_sheet(Filing(Way.BOX, 6, has_cards=True), 8)
    assert isinstance(last, BadgeFace), "rather a badge than a card"
    assert run(lambda s: s.query(rows.Badge).count()) == 0


def test_a_badge_says_seats_of_published_rounds_and_the_colour_of_a_category(
    world: World, run: Run
) -> None:
    person = world.people["Sarantuya Ganbold"]
    run(lambda s: seat(s, person, starts_at=NINE + timedelta(hours=1)))
    (face,) = run(lambda s: badges.faces(s, [person]))
    (sitting,) = face.groups
    assert (sitting.number, sitting.group, sitting.table) == (1, "C", "7")
    assert sitting.room == "Room 3"
    assert face.category == "City government"
    assert face.category_colour.startswith("#")
    assert face.country_code == "MN"
    plain = ready_layouts()["ready:a4-8"]
    (bare,) = run(lambda s: badges.to_print(s, [person], plain))
    assert (bare.face.groups, bare.face.category_colour) == ((), "")
    photo = Element("p", Kind.PHOTO, 0, 0, 9, 9)
    pictured = replace(plain, front=Side((photo,)))
    (with_photo,) = run(lambda s: badges.to_print(s, [person], pictured))
    assert with_photo.face.photo == b""


def test_many_people_are_asked_for_without_naming_each(world: World, run: Run) -> None:
    many = [*world.people.values(), *(f"nobody {n}" for n in range(600))]
    assert len(run(lambda s: badges.to_print(s, many))) == 4

"""Two desks with a file each that meet after a while: one attendee, every fact kept."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from nexus_desktop.core.checkin import Verdict
from nexus_desktop.core.desk import ArrivalCounts, ScanLine, WalkIn
from nexus_desktop.core.people_duplicates import Likeness
from nexus_desktop.services import (
    apart,
    attendance,
    badges,
    checkin,
    desk_lists,
    people,
    people_duplicates,
    people_merging,
)
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.services.desk_world import World, build
from tests.store.test_merging import Laptops, laptops

MINUTE = timedelta(minutes=1)
LE = "Lê Văn Đức"


class Desks(NamedTuple):
    laptops: Laptops
    world: World

    def scan(self, on: Database, code: str, after: timedelta) -> str:
        at = NINE + after
        return on.run(lambda s: checkin.scan(s, code, self.world.desk, at=at), at=at)[
            0
        ].verdict.value

    def register(self, on: Database, who: WalkIn, after: timedelta) -> str:
        """Register somebody who is not on the list; return their id."""
        at = NINE + after
        answer = on.run(
            lambda s: checkin.walk_in(s, who, self.world.desk, at=at), at=at
        )[0]
        assert answer.result is not None
        assert answer.result.participant is not None
        return answer.result.participant.id

    def recent(self, on: Database) -> tuple[ScanLine, ...]:
        at = NINE + 60 * MINUTE
        return on.run(lambda s: desk_lists.recent(s, self.world.desk), at=at)[0]

    def arrivals(self, on: Database) -> ArrivalCounts:
        at = NINE + 60 * MINUTE
        return on.run(lambda s: checkin.arrivals(s, self.world.desk, at=at), at=at)[0]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with laptops(tmp_path, 2) as two:
        world = two.all[0].run(build, at=NINE)[0]
        two.settle()
        yield Desks(two, world)


def test_a_badge_that_two_desks_let_in_is_one_attendee_two_facts_and_one_flag(
    desks: Desks,
) -> None:
    one, other = desks.laptops.two
    code = desks.world.codes[LE]
    assert desks.scan(one, code, MINUTE) == "ADMITTED"
    assert desks.scan(other, code, 2 * MINUTE) == "ADMITTED"
    desks.laptops.meet()
    for on in desks.laptops.two:
        assert on.run(lambda s: s.query(rows.Scan).count(), at=NINE)[0] == 2
        assert desks.arrivals(on).arrived == 1
        stays = on.run(attendance.presences, at=NINE)[0]
        assert {one.participant_id for one in stays} == {desks.world.people[LE]}
        (flag,) = on.run(apart.flags, at=NINE)[0]
        assert "at 09:01 by Desk 0 and at 09:02 by Desk 1; counted once" in flag.text
    assert desks.arrivals(one) == desks.arrivals(other)
    assert desks.scan(one, code, 5 * MINUTE) == "ALREADY_IN"


def test_a_badge_given_out_at_the_other_desk_is_let_in_and_is_one_attendee_after(
    desks: Desks,
) -> None:
    one, other = desks.laptops.two
    zoya = desks.register(one, WalkIn("Zoya", "Kim", country="KZ"), MINUTE)
    codes = {who: code for who, _, code in one.run(badges.codes, at=NINE)[0]}
    assert desks.scan(other, codes[zoya], 2 * MINUTE) == "ADMITTED_UNSYNCED"
    assert desks.arrivals(other).arrived == 0
    desks.laptops.meet()
    assert [desks.arrivals(on).arrived for on in desks.laptops.two] == [1, 1]
    assert len(one.run(apart.flags, at=NINE)[0]) == 1


@pytest.mark.parametrize("is_off", [False, True])
def test_who_was_let_in_before_their_data_came_is_told_when_it_comes(
    desks: Desks, is_off: bool
) -> None:
    one, other = desks.laptops.two
    zoya = desks.register(one, WalkIn("Zoya", "Kim", country="KZ"), MINUTE)
    codes = {who: code for who, _, code in one.run(badges.codes, at=NINE)[0]}
    if is_off:
        one.run(lambda s: badges.revoke(s, zoya, at=NINE), at=NINE)
    desks.scan(other, codes[zoya], 2 * MINUTE)
    (before,) = desks.recent(other)
    assert before.name == ""
    assert "has not come yet" in before.telling.sentence
    desks.laptops.meet()
    line = desks.recent(other)[0]
    assert line.name == "Zoya Kim"
    assert "has not come yet" not in line.telling.sentence
    card = other.run(lambda s: checkin.card(s, before.scan_id), at=NINE)[0]
    assert card.participant is not None
    assert card.participant.name == "Zoya Kim"
    assert (card.telling.tone, card.doubt) == (
        ("warn", Verdict.REVOKED) if is_off else ("good", None)
    )
    assert ("before this laptop knew" in card.message) == is_off


def test_a_walk_in_registered_at_two_desks_is_offered_to_be_merged_and_counts_once(
    desks: Desks,
) -> None:
    one, other = desks.laptops.two
    first = desks.register(one, WalkIn("Zoya", "Kim", "City of Almaty", "KZ"), MINUTE)
    again = desks.register(other, WalkIn("Zoya", "Kim", "Almaty", "KZ"), 2 * MINUTE)
    desks.laptops.meet()
    assert desks.arrivals(one).arrived == 2
    assert [doubled(on) for on in desks.laptops.two] == [[{first, again}]] * 2
    kept, gone = other.run(
        lambda s: people_merging.who_stays(s, first, again), at=NINE
    )[0]
    other.run(lambda s: people_merging.merge(s, kept, gone, at=NINE), at=NINE)
    desks.laptops.meet()
    for on in desks.laptops.two:
        assert desks.arrivals(on).arrived == 1
        assert doubled(on) == []
        names = [row.printed_name for row in on.run(people.people, at=NINE)[0]]
        assert names.count("Zoya Kim") == 1
    codes = one.run(badges.codes, at=NINE)[0]
    both = [code for _, name, code in codes if name == "Zoya Kim"]
    assert {desks.scan(one, code, 9 * MINUTE) for code in both} == {"ALREADY_IN"}


def doubled(on: Database) -> list[set[str]]:
    """Return the pairs that the search for people listed twice finds likely."""
    everybody = on.run(people_duplicates.read, at=NINE)[0]
    found = people_duplicates.find(everybody)
    return [{p.one, p.other} for p in found if p.likeness <= Likeness.LIKELY]

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.exchanging import Conflict
from nexus_desktop.services import conflicts
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.store.test_merging import Laptops, add, laptops, read, write

SECOND = timedelta(seconds=1)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Laptops]:
    with laptops(tmp_path, 2) as made:
        yield made


@pytest.fixture
def ada(two: Laptops) -> str:
    """A person whose city two laptops wrote apart: Naga counts, Hue stands beside."""
    one, other = two.all
    ada = add(one, "Ada")
    two.settle()
    write(one, ada, SECOND, city="Hue")
    write(other, ada, 2 * SECOND, city="Naga")
    two.settle()
    return ada


def listed(database: Database) -> list[Conflict]:
    return database.run(conflicts.conflicts, at=NINE)[0]


def settle(database: Database, conflict: Conflict, *, swap: bool) -> list[Conflict]:
    work = partial(conflicts.settle, conflict=conflict, swap=swap, at=NINE)
    return database.run(work, at=NINE)[0]


def test_a_conflict_tells_both_values_and_who_wrote_them(
    two: Laptops, ada: str
) -> None:
    (found,) = listed(two.all[0])
    assert (found.kind, found.row_id, found.field) == ("participant", ada, "city")
    assert (found.present, found.present_by) == ("Naga", "Desk 1")
    assert (found.other, found.other_by) == ("Hue", "Desk 0")
    assert listed(two.all[1]) == [found]


@pytest.mark.parametrize(("swap", "city"), [(False, "Naga"), (True, "Hue")])
def test_who_settles_a_conflict_settles_it_on_all_laptops(
    two: Laptops, ada: str, swap: bool, city: str
) -> None:
    (found,) = listed(two.all[0])
    assert settle(two.all[0], found, swap=swap) == []
    two.settle()
    two.agree()
    assert [read(one, ada, "city") for one in two.all] == [city, city]
    assert [listed(one) for one in two.all] == [[], []]
    assert settle(two.all[1], found, swap=swap) == []


def test_of_three_values_the_right_one_replaces_both_others(tmp_path: Path) -> None:
    with laptops(tmp_path, 3) as three:
        ada = add(three.all[0], "Ada")
        three.settle()
        for number, one in enumerate(three.all):
            write(one, ada, number * SECOND, city=f"City {number}")
        three.settle()
        found = listed(three.all[0])
        assert sorted(str(one.other) for one in found) == ["City 0", "City 1"]
        settle(three.all[1], found[0], swap=True)
        three.settle()
        three.agree()
        assert {read(one, ada, "city") for one in three.all} == {found[0].other}
        assert listed(three.all[2]) == []


def test_a_field_that_was_changed_since_must_be_looked_at_again(
    two: Laptops, ada: str
) -> None:
    (found,) = listed(two.all[0])
    write(two.all[0], ada, 3 * SECOND, city="Da Nang")
    with pytest.raises(NotFound, match="changed since"):
        settle(two.all[0], found, swap=True)


def test_two_laptops_may_settle_the_same_conflict_apart(two: Laptops, ada: str) -> None:
    (found,) = listed(two.all[0])
    settle(two.all[0], found, swap=True)
    settle(two.all[1], found, swap=False)
    two.settle()
    two.agree()
    assert len(listed(two.all[0])) == 1

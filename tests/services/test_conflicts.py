from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.conflict import ConflictInWords, Version
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.exchanging import Conflict
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import conflicts, history
from nexus_desktop.services.notes_lock import NotesFinal
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.services.apart_world import (
    AT_FIRST,
    AT_SECOND,
    HOUR,
    LINE,
    fill_apart,
    texts,
    write_apart,
)
from tests.store.test_merging import Laptops, add, laptops, read, standing, write

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


@pytest.fixture
def apart(two: Laptops) -> tuple[Database, Database]:
    """Two laptops that wrote all kinds of things apart and have met since."""
    one, other = two.all
    one.run(fill_apart, at=NINE)
    two.settle()
    write_apart(one, other)
    two.settle()
    return one, other


def shown(database: Database) -> tuple[ConflictInWords, ...]:
    return database.run(conflicts.in_words, at=NINE)[0]


def test_every_kind_of_conflict_is_told_as_people_say_it(
    apart: tuple[Database, Database],
) -> None:
    assert texts(shown(apart[0])) == {
        ("Sarantuya Ganbold", "organisation"): (
            "Ulaanbaatar City Government, Department of Urban Development",
            "Municipality of Ulaanbaatar",
        ),
        ("Sarantuya Ganbold", "country"): ("Kazakhstan", "Mongolia"),
        ("Sarantuya Ganbold", "languages"): ("mn, ru", "mn, en"),
        ("Sarantuya Ganbold", "further columns of the list"): (
            "Hotel: Tuushin", "Hotel: Blue Sky",
        ),
        ("Lê Văn Đức", "status"): ("expected late", "cancelled"),
        ("Lê Văn Đức", "note for the desk"): (
            "Bring him to the chair before the opening", "Bring him to the chair",
        ),
        ("Progress of the initiatives", "beginning"): (
            "2014-11-05 11:00", "2014-11-05 09:30",
        ),
        ("Progress of the initiatives", "kind of session"): ("Opening", "Panel"),
        ("Progress of the initiatives", "objectives"): ("1, 3", "1, 2"),
        ("Group A of round 1", "room"): ("Room 5", "Room 3"),
        ("Group A of round 1", "person who hosts"): (
            "Lê Văn Đức", "Sarantuya Ganbold",
        ),
        ("Seat of Sarantuya Ganbold", "group"): (
            "Group C of round 1", "Group B of round 1",
        ),
        ("Badge 1 of Lê Văn Đức", "reason"): ("left at the hotel", "lost"),
        ("Rule “apart” for Sarantuya Ganbold, Juan Miguel Peña", "people"): (
            "Sarantuya Ganbold, Juan Miguel Peña", "Sarantuya Ganbold, Lê Văn Đức",
        ),
        ("Plan “Before lunch”", "seats"): (
            "As Desk 1 left it", "As Desk 0 left it",
        ),
        ("Objective 6", "text"): ("Share challenges", "Share progress"),
        ("Picture of Sarantuya Ganbold", "picture"): (
            "As Desk 1 left it", "As Desk 0 left it",
        ),
        ("Registration desk", "day"): ("2014-11-06", "2014-11-05"),
        ("Badge layout “A6, both sides”", "name"): ("A6, both sides", "A6"),
        ("Test workshop", "venue"): ("Congress Centre, hall 2", "State Palace"),
        (
            "“septage plant designed, land disputed” in “Progress of the initiatives”",
            "line",
        ): (
            AT_SECOND, f"{AT_FIRST} for 12 million",
        ),
    }  # fmt: skip
    assert shown(apart[1]) == shown(apart[0])


def test_a_conflict_tells_who_wrote_which_value_where_and_when(
    apart: tuple[Database, Database],
) -> None:
    (venue,) = (one for one in shown(apart[0]) if one.field == "venue")
    assert venue.present == Version(
        "Congress Centre, hall 2", "Desk 1", "Desk 1", NINE + timedelta(minutes=41)
    )
    assert (venue.other.laptop, venue.is_text) == ("Desk 0", True)


def test_where_a_conflict_can_be_looked_at(apart: tuple[Database, Database]) -> None:
    places = {one.about: one.place for one in shown(apart[0])}
    assert places["Seat of Sarantuya Ganbold"] == (Kind.PARTICIPANT, "ada")
    assert places["Badge 1 of Lê Văn Đức"] == (Kind.PARTICIPANT, "duc")
    assert places["Picture of Sarantuya Ganbold"] == (Kind.PARTICIPANT, "ada")
    assert places["Group A of round 1"] == (Kind.ROUND, "round")
    assert places["Progress of the initiatives"] == (Kind.SESSION, "plenary")


def test_two_laptops_that_wrote_the_same_apart_need_nobody(two: Laptops) -> None:
    one, other = two.all
    ada = add(one, "Ada")
    two.settle()
    write(one, ada, SECOND, city="Hue")
    write(other, ada, 2 * SECOND, city="Hue")
    two.settle()
    assert listed(one) == []
    write(one, ada, 3 * SECOND, city="Naga")
    assert listed(one) == []


def test_a_value_put_back_on_the_other_laptop_is_to_decide(two: Laptops) -> None:
    one, other = two.all
    ada = add(one, "Ada", city="Hue")
    two.settle()
    write(one, ada, SECOND, city="Naga")
    write(one, ada, 2 * SECOND, city="Hue")
    write(other, ada, 3 * SECOND, city="Da Nang")
    two.settle()
    (found,) = listed(two.all[0])
    assert (found.present, found.other) == ("Da Nang", "Hue")


def test_a_line_written_twice_is_one_decision_and_is_read_again(
    two: Laptops,
    apart: tuple[Database, Database],
) -> None:
    (line,) = (one for one in shown(apart[0]) if one.field == "line")
    settle(apart[0], line.conflict, swap=True)

    def read_line(session: Session) -> tuple[object, ...]:
        row = session.get_one(rows.Note, LINE)
        return row.note_kind, row.text, row.objectives, row.speaker

    assert apart[0].run(read_line, at=NINE)[0] == (
        "progress", "septage plant designed, land bought for 12 million", [1],
        "City of Naga",
    )  # fmt: skip
    assert not any(one.place[0] is Kind.NOTE for one in shown(apart[0]))
    two.settle()
    two.agree()
    assert not any(one[0] == "note" for one in standing(apart[1]))


def test_several_are_settled_at_once_and_those_changed_meanwhile_stay(
    two: Laptops, apart: tuple[Database, Database]
) -> None:
    one, _ = apart
    chosen = [found.conflict for found in shown(one)]
    write(one, "ada", HOUR, organisation="ICLEI")
    work = partial(conflicts.settle_several, chosen=chosen, swap=True, at=NINE)
    settled = one.run(work, at=NINE)[0]
    assert settled.count == len(chosen) - 1
    assert [found.field for found in settled.changed] == ["organisation"]
    assert [found.present.text for found in settled.left] == ["ICLEI"]
    assert shown(one) == settled.left
    two.settle()
    two.agree()


def test_lines_of_final_notes_stay_until_they_are_opened(
    apart: tuple[Database, Database],
) -> None:
    def close(session: Session) -> None:
        session.get_one(rows.Session, "plenary").notes_status = "final"

    (line,) = (one for one in shown(apart[0]) if one.field == "line")
    apart[0].run(close, at=NINE)
    with pytest.raises(NotesFinal, match="Open them again"):
        settle(apart[0], line.conflict, swap=True)


def test_nothing_is_to_decide_where_nothing_was_written_apart(two: Laptops) -> None:
    assert shown(two.all[0]) == ()


def test_a_decision_can_be_taken_back(two: Laptops, ada: str) -> None:
    (found,) = listed(two.all[0])
    settle(two.all[0], found, swap=True)
    assert read(two.all[0], ada, "city") == "Hue"
    two.all[0].run(partial(history.undo_last, at=NINE), at=NINE)
    two.settle()
    two.agree()
    assert read(two.all[1], ada, "city") == "Naga"

"""Lines that two laptops write and do not know of each other: none is lost unseen."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nexus_desktop.core.conflict import ConflictInWords
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.note import OWN, NoteLine, NotesPlace, WrittenLine
from nexus_desktop.core.ordering import n_between
from nexus_desktop.services import conflicts, notes
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.store.test_merging import Laptops, laptops

MINUTE = timedelta(minutes=1)
PLACE = NotesPlace("s", None)


class Pens(NamedTuple):
    """Laptops of people who write the notes of one session."""

    laptops: Laptops

    def lines(self, on: Database) -> list[NoteLine]:
        return on.run(lambda s: notes.notes(s, PLACE), at=NINE)[0]

    def texts(self, on: Database) -> list[str]:
        return [one.line for one in self.lines(on)]

    def write(self, on: Database, line: WrittenLine, after: timedelta = MINUTE) -> None:
        at = NINE + after
        on.run(lambda s: notes.commit_line(s, PLACE, line, at=at), at=at)

    def insert(self, on: Database, below: int, text: str, after: timedelta) -> None:
        """Write a new line below one; -1 is above all."""
        keys = [None, *(one.order for one in self.lines(on))]
        order = keys[below + 1]
        high = next((k for k in keys[below + 2 :] if k and k > (order or "")), None)
        (key,) = n_between(order, high, 1)
        made = WrittenLine(new_id(NINE + after), key, text, NINE + after)
        self.write(on, made, after)

    def change(
        self, on: Database, number: int, text: str, after: timedelta = MINUTE
    ) -> None:
        old = self.lines(on)[number]
        line = WrittenLine(old.note_id, old.order, text, old.at, old.seen)
        self.write(on, line, after)

    def remove(self, on: Database, number: int, after: timedelta = MINUTE) -> None:
        gone, at = [self.lines(on)[number].note_id], NINE + after
        on.run(lambda s: notes.remove(s, PLACE, gone, at=at), at=at)

    def twice(self, on: Database) -> tuple[ConflictInWords, ...]:
        return on.run(lambda s: conflicts.of_notes(s, PLACE), at=NINE)[0]

    def settle(self, on: Database, *, swap: bool) -> None:
        (found,) = self.twice(on)
        on.run(
            lambda s: conflicts.settle(s, found.conflict, swap=swap, at=NINE), at=NINE
        )


def made_of(some: Laptops) -> Pens:
    item = rows.Session(id="s", title="Opening", starts_at=NINE, ends_at=NINE)
    some.all[0].run(lambda s: s.add(item), at=NINE)
    some.settle()
    return Pens(some)


@pytest.fixture
def pens(tmp_path: Path) -> Iterator[Pens]:
    with laptops(tmp_path, 2) as two:
        yield made_of(two)


def test_lines_of_different_people_never_collide(pens: Pens) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "First", MINUTE)
    pens.laptops.meet()
    pens.insert(one, 0, "Of the chair", 2 * MINUTE)
    pens.insert(other, 0, "Of the rapporteur", 3 * MINUTE)
    pens.laptops.meet()
    assert sorted(pens.texts(one)) == ["First", "Of the chair", "Of the rapporteur"]
    assert pens.lines(one) == pens.lines(other)
    assert pens.twice(one) == ()


def test_between_two_lines_with_one_key_there_is_room(pens: Pens) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "First", MINUTE)
    pens.insert(one, 0, "Last", MINUTE)
    pens.laptops.meet()
    pens.insert(one, 0, "Of the chair", 2 * MINUTE)
    pens.insert(other, 0, "Of the rapporteur", 2 * MINUTE)
    pens.laptops.meet()
    twins = pens.lines(one)[1:3]
    assert twins[0].order == twins[1].order
    place = pens.lines(one)[1].order
    for on, text in ((one, "After both"), (other, "After both too")):
        on.run(
            lambda s, text=text: notes.insert_below(  # type: ignore[misc]  # bound here
                s, PLACE, place, text, at=NINE
            ),
            at=NINE,
        )
    pens.laptops.meet()
    texts = pens.texts(other)
    assert (texts[0], texts[-1]) == ("First", "Last")
    assert {texts[3], texts[4]} == {"After both", "After both too"}
    assert texts == pens.texts(one)


def test_a_line_that_both_changed_shows_both_until_somebody_decides(pens: Pens) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "A draft", MINUTE)
    pens.laptops.meet()
    pens.change(one, 0, "! As the chair has it", 2 * MINUTE)
    pens.change(other, 0, "= As the rapporteur has it", 3 * MINUTE)
    pens.laptops.meet()
    assert pens.texts(one) == ["= As the rapporteur has it"]
    (found,) = pens.twice(one)
    assert (found.present.text, found.other.text) == (
        "= As the rapporteur has it", "! As the chair has it",
    )  # fmt: skip
    assert (found.other.actor, found.other.laptop) == ("Desk 0", "Desk 0")
    pens.settle(other, swap=True)
    pens.laptops.meet()
    assert pens.texts(one) == ["! As the chair has it"]
    assert pens.twice(one) == ()


def test_the_other_version_can_be_put_below_as_a_line_of_its_own(pens: Pens) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "A draft", MINUTE)
    pens.insert(one, 0, "After it", MINUTE)
    pens.laptops.meet()
    pens.change(one, 0, "One", 2 * MINUTE)
    pens.change(other, 0, "Other", 3 * MINUTE)
    pens.laptops.meet()
    (found,) = pens.twice(one)
    below = lambda s: conflicts.put_below(s, found.conflict, at=NINE + 4 * MINUTE)  # noqa: E731
    one.run(below, at=NINE + 4 * MINUTE)
    pens.laptops.meet()
    assert pens.texts(other) == ["Other", "One", "After it"]
    assert pens.twice(other) == ()
    pens.change(one, 0, "Since", 5 * MINUTE)
    pens.change(other, 0, "Then", 6 * MINUTE)
    pens.laptops.meet()
    with pytest.raises(NotFound, match="changed since"):
        one.run(below, at=NINE + 7 * MINUTE)


def test_what_comes_while_one_types_is_not_overwritten_unseen(pens: Pens) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "A draft", MINUTE)
    pens.laptops.meet()
    (seen,) = pens.lines(other)
    pens.change(one, 0, "As the chair has it", 2 * MINUTE)
    pens.laptops.meet()
    late = WrittenLine(seen.note_id, seen.order, "As typed", seen.at, seen.seen)
    pens.write(other, late, 3 * MINUTE)
    (found,) = pens.twice(other)
    assert (found.present.text, found.other.text) == ("As typed", "As the chair has it")
    pens.laptops.meet()
    assert pens.twice(one) == (found,)
    assert pens.texts(one) == ["As typed"]


def test_typing_on_does_not_double_ones_own_earlier_version(pens: Pens) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "A draft", MINUTE)
    pens.laptops.meet()
    (seen,) = pens.lines(other)

    def typed(text: str, after: timedelta, version: str = OWN) -> None:
        late = WrittenLine(seen.note_id, seen.order, text, seen.at, version)
        pens.write(other, late, after)

    typed("As typed", 2 * MINUTE, seen.seen)
    pens.change(one, 0, "As the chair has it", 3 * MINUTE)
    pens.laptops.meet()
    assert pens.texts(other) == ["As the chair has it"]
    typed("As typed on", 4 * MINUTE)
    pens.laptops.meet()
    (found,) = pens.twice(one)
    assert (found.present.text, found.other.text) == (
        "As typed on", "As the chair has it",
    )  # fmt: skip
    typed("As typed to the end", 5 * MINUTE)
    pens.laptops.meet()
    assert [one.other.text for one in pens.twice(one)] == ["As the chair has it"]
    pens.change(one, 0, "As the chair wants it now", 6 * MINUTE)
    pens.laptops.meet()
    typed("As typed after all", 7 * MINUTE)
    pens.laptops.meet()
    both = pens.twice(one)
    assert {one.present.text for one in both} == {"As typed after all"}
    assert {one.other.text for one in both} == {
        "As the chair has it", "As the chair wants it now",
    }  # fmt: skip


def test_a_line_that_was_only_seen_elsewhere_is_simply_changed(pens: Pens) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "A draft", MINUTE)
    pens.laptops.meet()
    (seen,) = pens.lines(other)
    pens.write(other, WrittenLine(seen.note_id, seen.order, "B", seen.at, OWN))
    pens.laptops.meet()
    assert pens.texts(one) == ["B"]
    assert pens.twice(one) == ()


def test_what_one_wrote_and_another_changed_unseen_shows_both(pens: Pens) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "A draft", MINUTE)
    pens.laptops.meet()
    pens.change(other, 0, "Second", 2 * MINUTE)
    pens.change(other, 0, "Third", 3 * MINUTE)
    pens.laptops.meet()
    (seen,) = pens.lines(one)
    typed = WrittenLine(seen.note_id, seen.order, "As typed", seen.at, OWN)
    pens.write(one, typed, 4 * MINUTE)
    pens.laptops.meet()
    (found,) = pens.twice(other)
    assert (found.present.text, found.other.text) == ("As typed", "Third")
    pens.write(one, typed, 5 * MINUTE)
    pens.laptops.meet()
    assert pens.twice(other) == (found,)


@pytest.mark.parametrize("removed_last", [False, True])
@pytest.mark.parametrize("kept", [False, True])
def test_a_line_changed_here_and_taken_away_there_is_to_be_decided(
    pens: Pens, removed_last: bool, kept: bool
) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "A draft", MINUTE)
    pens.laptops.meet()
    pens.remove(one, 0, (4 if removed_last else 2) * MINUTE)
    pens.change(other, 0, "Changed meanwhile", 3 * MINUTE)
    pens.laptops.meet()
    for on in pens.laptops.two:
        (found,) = pens.twice(on)
        versions = {found.present.is_removal: found.present.text}
        versions[found.other.is_removal] = found.other.text
        assert versions == {
            True: "Taken away. It read: A draft", False: "Changed meanwhile",
        }  # fmt: skip
    pens.settle(other, swap=removed_last == kept)
    pens.laptops.meet()
    assert pens.texts(one) == (["Changed meanwhile"] if kept else [])
    assert pens.twice(one) == ()


def test_a_line_that_was_brought_back_meanwhile_is_not_taken_away_again(
    pens: Pens,
) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "A draft", MINUTE)
    pens.laptops.meet()
    (line,) = pens.lines(one)
    pens.remove(one, 0, 2 * MINUTE)
    pens.write(one, line, 3 * MINUTE)
    pens.change(other, 0, "Changed meanwhile", 4 * MINUTE)
    pens.laptops.meet()
    (found,) = pens.twice(other)
    assert (found.present.text, found.other.text) == ("Changed meanwhile", "A draft")
    pens.settle(one, swap=True)
    pens.laptops.meet()
    assert pens.texts(other) == ["A draft"]


def test_a_line_that_both_took_away_is_gone_and_needs_nobody(pens: Pens) -> None:
    one, other = pens.laptops.two
    pens.insert(one, -1, "A draft", MINUTE)
    pens.laptops.meet()
    pens.remove(one, 0)
    pens.remove(other, 0)
    pens.laptops.meet()
    assert pens.texts(one) == []
    assert pens.twice(one) == ()


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(-1, 5), st.booleans()), max_size=10
    )
)
def test_wherever_two_people_write_all_lines_stay_in_one_order(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[int, int, bool]]
) -> None:
    with laptops(tmp_path_factory.mktemp("pens"), 2) as two:
        pens = made_of(two)
        for number, (who, below, they_meet) in enumerate(done):
            on = pens.laptops.two[who]
            last = len(pens.lines(on)) - 1
            pens.insert(on, min(below, last), f"Line {number}", number * MINUTE)
            if they_meet:
                two.settle()
        pens.laptops.meet()
        assert pens.lines(pens.laptops.two[0]) == pens.lines(pens.laptops.two[1])
        assert len(pens.lines(pens.laptops.two[0])) == len(done)

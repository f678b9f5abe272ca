from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.action_list import (
    action_table,
    due_words,
    origin,
    reminder_text,
    reminders,
    subject,
)
from nexus_desktop.core.actions import (
    Action,
    Carried,
    Show,
    State,
    Station,
    by_owner,
    counted_by,
    shown,
    state_of,
)
from nexus_desktop.core.lists.table import sheets
from tests.core.minutes.samples import workshop

TODAY = date(2014, 11, 7)
LATE = date(2014, 11, 4)
THIRD = Station("Third workshop", date(2014, 8, 22), 3, "Naga", LATE)
ACTIONS = (
    Action("a", "Share the tariff study", "City of Naga", LATE, source="Plenary"),
    Action("b", "Draft a brief", "Naga", date(2014, 12, 1), source="Plenary"),
    Action("c", "Send the data", "naga", state=State.DONE, due=LATE),
    Action("d", "Nobody's business", source="Closing"),
    Action("e", "Old promise", "Secretariat", LATE, State.DROPPED, continues="x",
           carried=Carried("No money", (THIRD,))),
)  # fmt: skip
STATIONS = st.builds(
    Station,
    st.text(),
    st.dates(),
    st.none() | st.integers(1, 99),
    st.text(),
    st.none() | st.dates(),
    st.sampled_from(State),
    st.text(),
)


@given(st.builds(Carried, st.text(), st.lists(STATIONS, max_size=3).map(tuple)))
def test_what_is_known_of_an_action_is_read_as_it_was_kept(carried: Carried) -> None:
    assert Carried.read(carried.as_json()) == carried


def test_an_action_without_a_past_keeps_nothing() -> None:
    assert Carried().as_json() == {}


def test_a_state_that_is_not_known_counts_as_open() -> None:
    assert state_of("going on") is State.GOING_ON
    assert state_of("") is State.OPEN


@pytest.mark.parametrize(
    ("show", "ids"),
    [
        (Show.ALL, "abcde"), (Show.STILL, "abd"), (Show.OVERDUE, "a"),
        (Show.NO_OWNER, "d"), (Show.NO_DATE, "d"), (Show.CARRIED, "e"),
        (Show.CLOSED, "ce"),
    ],
)  # fmt: skip
def test_the_register_is_narrowed_to_what_matters(show: Show, ids: str) -> None:
    found = shown(ACTIONS, show, TODAY)
    assert "".join(action.id for action in found) == ids
    assert counted_by(ACTIONS, TODAY)[show] == len(ids)


def test_one_owner_is_found_however_lines_spell_them() -> None:
    mine = shown(ACTIONS, Show.ALL, TODAY, owner="City of Naga")
    assert [action.id for action in mine] == ["a", "b", "c"]
    assert [one.id for one in shown(ACTIONS, Show.ALL, TODAY, owner="")] == ["d"]


def test_words_of_text_owner_session_and_remark_are_found() -> None:
    def ids(typed: str) -> str:
        found = shown(ACTIONS, Show.ALL, TODAY, typed=typed)
        return "".join(action.id for action in found)

    assert ids("tar nag") == "a"
    assert ids("plen") == "ab"
    assert ids("money") == "e"
    assert ids("") == "abcde"
    assert ids("nothing like it") == ""


def test_owners_come_in_order_and_nobody_comes_last() -> None:
    found = [(owner, [one.id for one in some]) for owner, some in by_owner(ACTIONS)]
    assert [owner for owner, _ in found][-2:] == ["Secretariat", ""]
    assert found[0][1] == ["a", "b", "c"]


def test_an_action_is_overdue_from_the_day_after() -> None:
    assert ACTIONS[0].days_late(LATE) == 0
    assert due_words(ACTIONS[0], TODAY) == "4 November 2014, 3 days overdue"
    assert due_words(ACTIONS[2], TODAY) == "4 November 2014"
    assert due_words(ACTIONS[3], TODAY) == ""


def test_a_carried_action_says_from_where() -> None:
    assert origin(ACTIONS[4]) == "Carried over: Workshop 3 (2014-08)"
    assert origin(ACTIONS[0]) == "Plenary"
    assert Station("Kick-off", LATE).name == "Kick-off (2014-11)"


def test_the_list_by_owner_numbers_and_counts_its_actions() -> None:
    table = action_table(ACTIONS, workshop(), TODAY)
    (sheet,) = sheets(table)
    rows = list(sheet.rows)
    assert sheet.headings[1:4] == ("Owner", "Action", "Due")
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[-1][1:3] == ("Owner to be named", "Nobody's business")
    assert rows[3][-1] == "No money"
    assert table.parts[0].counts == (
        ("Still open", 3), ("Overdue", 1), ("Without owner", 1), ("Closed", 2),
    )  # fmt: skip


def test_a_list_without_remarks_has_no_column_for_them() -> None:
    (sheet,) = sheets(action_table(ACTIONS[:2], workshop(), TODAY))
    assert sheet.headings[-1] == "From"
    empty = action_table((), workshop(), TODAY)
    assert empty.count == 0
    assert empty.parts[0].chapters == ()


def test_a_reminder_names_all_that_one_owner_owes() -> None:
    found = reminders(ACTIONS, {"City of Naga": ("mayor@example.org",)})
    naga, nobody = found
    assert naga.addresses == ("mayor@example.org",)
    told = reminder_text(naga, workshop(), TODAY)
    assert told.startswith("Dear City of Naga,\n")
    assert "these 2 actions are still open" in told
    assert "1. Share the tariff study (due 4 November 2014, 3 days overdue)" in told
    assert "\n   Plenary\n" in told
    assert "Generated Secretariat" in told
    bare = reminder_text(nobody, workshop(organisers="", venue="", city="", country=""),
                         TODAY)  # fmt: skip
    assert bare.startswith("Dear colleagues,\n")
    assert "this action is still open" in bare
    assert bare.endswith("in a few words.")
    assert subject(workshop()).startswith("Open actions: Fourth Regional")


def test_a_reminder_of_an_action_from_nowhere_says_so_by_silence() -> None:
    (one,) = reminders((Action("z", "Do it", "Ada"),), {})
    assert "1. Do it\n\nPlease" in reminder_text(one, workshop(), TODAY)

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.participant import CANCEL_REASON, NOT_LISTED
from nexus_desktop.core.people_import import (
    Candidate,
    Change,
    ImportPlan,
    Outcome,
    PlannedRow,
    RowNote,
)
from nexus_desktop.core.people_matching import Known, missing, plan

ADDED, UPDATED = Outcome.ADDED, Outcome.UPDATED
UNCHANGED, SKIPPED = Outcome.UNCHANGED, Outcome.SKIPPED


def row(
    number: int,
    name: str,
    *,
    composed: bool = False,
    extra: Mapping[str, str] | None = None,
    **values: object,
) -> Candidate:
    return Candidate(
        row=number,
        values={"printed_name": name, **values},
        extra=extra or {},
        running=frozenset({"No."}),
        is_composed=composed,
    )


def known(
    name: str,
    *,
    key: str = "p1",
    source: str = "list",
    extra: Mapping[str, str] | None = None,
    **values: object,
) -> Known:
    return Known(key, source, {"printed_name": name, **values}, extra or {})


def planned(
    rows: Iterable[Candidate], people: Iterable[Known] = (), source: str = "list"
) -> list[PlannedRow]:
    return list(plan(rows, (), people, source))


def outcomes(rows: Iterable[PlannedRow]) -> list[Outcome]:
    return [found.outcome for found in rows]


def test_new_people_are_added_and_refused_rows_listed_in_order() -> None:
    rows = plan([row(3, "Dewi")], [RowNote(2, "No name.")], (), "list")
    assert [(found.row, found.outcome) for found in rows] == [(2, SKIPPED), (3, ADDED)]
    assert rows[0].reason == "No name."


def test_the_same_number_of_the_same_tool_is_the_same_person() -> None:
    person = known("Dewi", external_id="R1", email="dewi@example.org")
    (found,) = planned(
        [row(2, "Dewi Sartika", external_id="R1", email="dewi@example.org")], [person]
    )
    assert found.participant_id == "p1"
    assert found.changes == (Change("printed_name", "Dewi", "Dewi Sartika"),)
    (moved,) = planned(
        [row(2, "Dewi", external_id="R1", email="new@example.org")], [person]
    )
    assert moved.changes == (Change("email", "dewi@example.org", "new@example.org"),)


def test_the_same_number_with_nothing_else_in_common_is_another_event() -> None:
    person = known("Dewi", external_id="1", email="dewi@example.org")
    rows = planned([row(2, "Budi", external_id="1", email="b@example.org")], [person])
    assert outcomes(rows) == [ADDED]


def test_the_same_number_of_another_tool_says_nothing() -> None:
    person = known("Dewi", external_id="1", source="pretix")
    (found,) = planned([row(2, "Dewi Lestari", external_id="1")], [person], "indico")
    assert found.outcome is ADDED


def test_a_number_given_by_another_tool_stays() -> None:
    person = known("Dewi", external_id="A-1", source="pretix", email="d@example.org")
    (found,) = planned(
        [row(2, "Dewi", external_id="7", email="d@example.org")], [person], "indico"
    )
    assert found.outcome is UNCHANGED


def test_a_number_is_taken_where_there_was_none() -> None:
    (found,) = planned([row(2, "Dewi", external_id="7")], [known("Dewi")])
    assert found.changes == (Change("external_id", "", "7"),)


def test_address_and_name_tell_a_person_whatever_case_and_order() -> None:
    person = known("Lê Văn Đức", email="duc@example.org")
    (found,) = planned([row(2, "VAN DUC LE", email="DUC@example.org")], [person])
    assert [change.field for change in found.changes] == ["printed_name"]


def test_people_who_share_an_address_stay_apart() -> None:
    office = "office@example.org"
    person = known("Dewi Sartika", email=office)
    rows = planned(
        [row(2, "Dewi Sartika", email=office), row(3, "Budi Utomo", email=office)],
        [person],
    )
    assert outcomes(rows) == [UNCHANGED, ADDED]


def test_a_corrected_name_is_recognised_by_an_address_of_ones_own() -> None:
    person = known("Jürgen Mueler", email="j@example.org")
    rows = planned([row(2, "Jürgen Müller", email="j@example.org")], [person])
    assert outcomes(rows) == [UPDATED]
    respelt = planned([row(2, "Jürgenn Muelerr", email="j@example.org")], [person])
    assert outcomes(respelt) == [UPDATED]


def test_another_name_at_the_same_address_is_another_person() -> None:
    person = known("Jürgen Müller", email="j@example.org")
    rows = planned([row(2, "Anan Srisuwan", email="j@example.org")], [person])
    assert outcomes(rows) == [ADDED]


def test_people_who_share_a_number_and_an_address_stay_apart() -> None:
    shared: dict[str, Any] = {"external_id": "A1", "email": "o@example.org"}
    lines = [row(2, "Dewi", **shared), row(3, "Budi", **shared)]
    first = planned(lines)
    assert outcomes(first) == [ADDED, ADDED]
    people = people_of(first, (), prefix="p")
    assert outcomes(planned(lines, people)) == [UNCHANGED, UNCHANGED]


def test_two_numbers_in_one_list_are_two_people() -> None:
    person = known("Dewi Santoso", email="s@example.org", external_id="1")
    rows = planned(
        [row(2, "Budi Santoso", email="s@example.org", external_id="2")], [person]
    )
    assert outcomes(rows) == [ADDED]


def test_name_and_organisation_tell_a_person_without_an_address() -> None:
    person = known("Dewi", organisation="Ministry of Housing", key="p9")
    (found,) = planned(
        [row(2, "Dewi", organisation="ministry of housing", email="d@example.org")],
        [person],
    )
    assert found.participant_id == "p9"
    assert {change.field for change in found.changes} == {"organisation", "email"}


def test_namesakes_with_two_addresses_are_two_people() -> None:
    person = known("王鑫", organisation="市人民政府", email="1@example.org")
    rows = planned(
        [row(2, "王鑫", organisation="市人民政府", email="2@example.org")], [person]
    )
    assert outcomes(rows) == [ADDED]


def test_of_namesakes_the_one_who_differs_least_is_taken() -> None:
    people = [
        known("Dewi", key="p1", city="Pekanbaru"),
        known("Dewi", key="p2", city="Jakarta"),
    ]
    rows = planned([row(2, "Dewi", city="Jakarta"), row(3, "Dewi", city="Pekanbaru")],
                   people)  # fmt: skip
    assert [(found.participant_id, found.outcome) for found in rows] == [
        ("p2", UNCHANGED),
        ("p1", UNCHANGED),
    ]


def test_a_person_listed_twice_is_taken_once_and_the_difference_named() -> None:
    rows = planned(
        [
            row(7, "Bolormaa Дорж", email="p4@example.org", organisation="City"),
            row(135, "Bolormaa Дорж", email="P4@EXAMPLE.ORG", organisation="Town",
                extra={"Room": "2"}),
        ]
    )  # fmt: skip
    assert outcomes(rows) == [ADDED, SKIPPED]
    assert rows[1].reason == (
        "The same person as row 7 (the same e-mail address and name); "
        "it differs in organisation, “Room”."
    )


def test_a_row_listed_twice_without_an_address_is_taken_once() -> None:
    rows = planned([row(2, "Dewi", city="Naga"), row(3, "Dewi", city="Naga")])
    assert outcomes(rows) == [ADDED, SKIPPED]
    assert rows[1].reason == "The same person as row 2 (it says nothing else)."


def test_a_row_that_says_more_of_a_namesake_is_somebody_else() -> None:
    rows = planned([row(2, "Dewi"), row(3, "Dewi", email="d@example.org")])
    assert outcomes(rows) == [ADDED, ADDED]


def test_namesakes_in_a_list_who_differ_are_both_taken() -> None:
    rows = planned([row(2, "Dewi", city="Naga"), row(3, "Dewi", city="Jakarta")])
    assert outcomes(rows) == [ADDED, ADDED]


def test_who_withdrew_and_registered_again_is_coming() -> None:
    rows = planned(
        [
            row(2, "Dewi", email="d@example.org", status="cancelled"),
            row(3, "Dewi", email="d@example.org", status="expected"),
        ]
    )
    assert outcomes(rows) == [SKIPPED, ADDED]


def test_a_row_says_which_fields_change() -> None:
    person = known("Dewi", city="Naga", wishes=("Water",), extra={"Room": "1"})
    (found,) = planned(
        [row(2, "Dewi", city="Jakarta", wishes=("Food",), extra={"Room": "2"})],
        [person],
    )
    assert found.changes == (
        Change("city", "Naga", "Jakarta"),
        Change("wishes", ("Water",), ("Food",)),
        Change("Room", "1", "2"),
    )


def test_what_the_list_does_not_say_stays() -> None:
    (found,) = planned([row(2, "Dewi")], [known("Dewi", phone="1", extra={"A": "b"})])
    assert found.outcome is UNCHANGED


def test_the_running_number_of_a_row_is_no_change() -> None:
    (found,) = planned(
        [row(2, "Dewi", extra={"No.": "8"})], [known("Dewi", extra={"No.": "7"})]
    )
    assert found.outcome is UNCHANGED


def test_a_printed_name_in_another_order_is_kept_when_the_list_gives_parts() -> None:
    person = known(
        "Minh Tuấn Đặng", given_name="Minh Tuấn", family_name="Đặng", email="m@e.org"
    )
    parts: dict[str, Any] = {
        "given_name": "Minh Tuấn",
        "family_name": "Đặng",
        "email": "m@e.org",
    }
    (same,) = planned([row(2, "Đặng Minh Tuấn", composed=True, **parts)], [person])
    assert same.outcome is UNCHANGED
    parts["family_name"] = "Đặngg"
    (other,) = planned([row(2, "Đặngg Minh Tuấn", composed=True, **parts)], [person])
    assert [change.field for change in other.changes] == ["printed_name", "family_name"]


def test_a_plan_is_told_as_json() -> None:
    rows = plan(
        [row(2, "Dewi", city="Naga"), row(3, "Budi"), row(4, "Siti")],
        [RowNote(5, "No name.")],
        [known("Dewi"), known("Siti", key="p2")],
        "list",
    )
    answer = ImportPlan("list.csv", rows, {"Name": "printed_name", "X": None}, "utf-8")
    assert answer.totals[ADDED] == 1
    assert answer.as_json() == {
        "rows": 4,
        "added": 1,
        "updated": 1,
        "unchanged": 1,
        "skipped": [{"row": 5, "reason": "No name."}],
        "changes": [{"row": 2, "fields": ["city"]}],
        "notes": [],
        "columns": {"Name": "printed_name", "X": None},
        "encoding": "utf-8",
    }


_NAMES = st.sampled_from(["Dewi", "Dewi Santoso", "Budi Santoso", "王伟", "Lê Đức"])
_ROWS = st.lists(
    st.fixed_dictionaries(
        {"name": _NAMES},
        optional={
            "email": st.sampled_from(["a@e.org", "A@e.org", "b@e.org"]),
            "external_id": st.just(""),
            "organisation": st.sampled_from(["City", "Ministry"]),
            "city": st.sampled_from(["Naga", "Hue"]),
        },
    ),
    max_size=12,
)


def test_a_number_listed_twice_under_one_name_is_one_person() -> None:
    rows = planned(
        [
            row(2, "Dewi Santoso", external_id="1", email="a@example.org"),
            row(3, "Dewi Santosa", external_id="1", email="a@example.org"),
        ]
    )
    assert rows[1].reason.startswith("The same person as row 2 (the same number); it ")


def people_of(
    rows: Iterable[PlannedRow], people: Iterable[Known], *, prefix: str
) -> list[Known]:
    """Return who is known after the rows were imported."""
    after = {person.id: person for person in people}
    for found in rows:
        candidate = found.candidate
        if found.outcome is ADDED and candidate:
            key = f"{prefix}{found.row}"
            after[key] = Known(key, "list", candidate.values, candidate.extra)
        elif found.outcome is UPDATED:
            person = after[found.participant_id or ""]
            values = {change.field: change.new for change in found.changes}
            after[person.id] = Known(
                person.id, "list", {**person.values, **values}, person.extra
            )
    return list(after.values())


def test_of_two_with_one_number_each_row_finds_its_own() -> None:
    rows = [
        row(2, "Dewi", email="a@example.org", external_id="2"),
        row(3, "Dewi Santoso", email="a@example.org"),
    ]
    people = people_of(
        planned([row(2, "Dewi Santoso", external_id="2")]), (), prefix=""
    )
    people = people_of(planned(rows, people), people, prefix="b")
    assert outcomes(planned(rows, people)) == [UNCHANGED, UNCHANGED]


@settings(max_examples=150)
@given(_ROWS, _ROWS)
def test_importing_the_same_list_again_adds_and_changes_nobody(
    earlier: list[dict[str, str]], lines: list[dict[str, str]]
) -> None:
    before = [_row(number, line) for number, line in enumerate(earlier, 2)]
    rows = [_row(number, line) for number, line in enumerate(lines, 2)]
    people = people_of(planned(before), (), prefix="a")
    first = planned(rows, people)
    again = planned(rows, people_of(first, people, prefix="b"))
    assert ADDED not in outcomes(again)
    skipped = [found.row for found in first if found.outcome is SKIPPED]
    assert [found.row for found in again if found.outcome is SKIPPED] == skipped


@settings(max_examples=150)
@given(_ROWS)
def test_importing_a_list_into_an_empty_workshop_twice_changes_nothing(
    lines: list[dict[str, str]],
) -> None:
    rows = [_row(number, line) for number, line in enumerate(lines, 2)]
    again = planned(rows, people_of(planned(rows), (), prefix="a"))
    assert set(outcomes(again)) <= {UNCHANGED, SKIPPED}


def _row(number: int, line: dict[str, str]) -> Candidate:
    values: dict[str, Any] = {k: v for k, v in line.items() if k != "name"}
    if "external_id" in values:
        values["external_id"] = str(number)
    return row(number, line["name"], **values)


@pytest.mark.parametrize("name", ["李", "A"])
def test_names_of_one_letter_match(name: str) -> None:
    assert outcomes(planned([row(2, name)], [known(name)])) == [UNCHANGED]


def test_a_guest_named_at_the_desk_keeps_the_name() -> None:
    budi = known(
        "Budi", external_id="7/2", email="b@example.org", organisation="City of Naga"
    )
    name, hue = "Guest 2 of Siti", "City of Hue"
    listed = row(2, name, attention="ask", external_id="7/2", organisation=hue)
    (found,) = planned([replace(listed, is_guest=True)], [budi])
    assert found.outcome is UPDATED
    assert [change.field for change in found.changes] == ["organisation"]


def test_who_was_merged_into_another_is_passed_over() -> None:
    kept = known("Dewi Sartika", key="p1", external_id="1", email="d@example.org")
    gone = known("D. Sartika", key="p1", external_id="2", email="ds@example.org")
    rows = [
        row(2, "Dewi Sartika", external_id="1", email="d@example.org"),
        row(3, "D. Sartika", external_id="2", email="ds@example.org"),
    ]
    first, second = plan(rows, (), [kept], "list", [gone])
    assert first.outcome is UNCHANGED
    assert second.outcome is SKIPPED
    assert second.reason == "The same person as Dewi Sartika: the two were merged."
    assert second.participant_id == "p1"


def test_who_was_cancelled_here_with_a_reason_stays_so() -> None:
    for reason, outcome in (("ill", UNCHANGED), (NOT_LISTED, UPDATED)):
        bat = known("Bat", status="cancelled", extra={CANCEL_REASON: reason})
        (found,) = planned([row(2, "Bat", status="expected")], [bat])
        assert found.outcome is outcome
        assert bool(found.notes) == (outcome is UNCHANGED)
    ill = known("Bat", status="cancelled", extra={CANCEL_REASON: "ill"})
    (said,) = planned([row(2, "Bat", status="expected")], [ill])
    assert said.notes == ("Stays cancelled, as noted here: ill.",)
    assert planned([row(2, "Bat", status="cancelled")], [ill])[0].notes == ()


def test_an_updated_list_tells_who_is_missing() -> None:
    people = [
        known(name, key=name, source="pretix", status=status, organisation="X")
        for name, status in (("Ann", "expected"), ("Bob", "expected"),
                             ("Cid", "cancelled"), ("Dan", "expected"))
    ]  # fmt: skip
    people.append(known("Eve", key="Eve", status="expected"))
    rows = planned(
        [row(2, "Ann", organisation="X"), row(3, "Bob", organisation="X")],
        people,
        "pretix",
    )
    gone = missing(rows, people, "pretix")
    assert [(one.id, one.name, one.organisation) for one in gone] == [
        ("Dan", "Dan", "X")
    ]
    assert missing(rows[:1], people, "pretix") == ()  # another event's list
    assert missing(rows, people, "indico") == ()

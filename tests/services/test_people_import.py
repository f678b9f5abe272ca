from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.people_import import ImportPlan, Outcome
from nexus_desktop.intake.columns import BadMapping
from nexus_desktop.services import history, people, people_import, people_merging
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run

CASES = Path(__file__).parent.parent / "data" / "cases"
LATER = NINE + timedelta(hours=1)


def taken_in(run: Run, path: Path, *overrides: str) -> ImportPlan:
    return run(lambda s: people_import.import_file(s, path, overrides, at=NINE))


def count(run: Run) -> int:
    query = select(func.count()).select_from(rows.Participant)
    return run(lambda s: s.scalar(query)) or 0


def totals(plan: ImportPlan) -> tuple[int, int, int, int]:
    found = plan.totals
    return (
        found[Outcome.ADDED], found[Outcome.UPDATED], found[Outcome.UNCHANGED],
        found[Outcome.SKIPPED],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "added", "skipped"),
    [
        ("organisers_list.xlsx", 130, 1),
        ("pretix_positions.csv", 60, 0),
        ("indico_registrations.csv", 50, 0),
        ("indico_import_no_header.csv", 30, 0),
        ("eventbrite_uk.csv", 42, 0),
        ("eventbrite_us.csv", 12, 0),
        ("hi_events.csv", 10, 0),
        ("pretix_checkin_list.csv", 10, 0),
        ("pretix_checkin_list_german.csv", 10, 0),
        ("pretix_positions_german.csv", 10, 0),
        ("china_gb18030.csv", 30, 0),
        ("mongolia_cp1251.csv", 40, 0),
        ("vietnam_utf16.csv", 30, 0),
        ("injection.csv", 4, 1),
    ],
)
def test_a_list_is_taken_in_once(
    run: Run, database: Database, name: str, added: int, skipped: int
) -> None:
    assert totals(taken_in(run, CASES / name)) == (added, 0, 0, skipped)
    again, touched = database.run(
        lambda s: people_import.import_file(s, CASES / name, at=LATER), at=LATER
    )
    assert totals(again) == (0, 0, added, skipped)
    assert touched == frozenset()
    assert count(run) == added


def test_the_person_listed_twice_is_named(run: Run) -> None:
    answer = taken_in(run, CASES / "organisers_list.xlsx").as_json()
    assert answer["skipped"] == [
        {
            "row": 135,
            "reason": "The same person as row 7 (the same e-mail address and name); "
            "it differs in title, organisation.",
        }
    ]


def test_a_list_of_another_tool_meets_the_same_people(run: Run) -> None:
    taken_in(run, CASES / "pretix_positions.csv")
    plan = taken_in(run, CASES / "indico_import_no_header.csv")
    assert totals(plan)[0] == 0
    assert count(run) == 60


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(
        "ID,Name,E-mail,City,Diet?,Country\n"
        "R1,Dewi Sartika,dewi@example.org,Naga,none,Indonesia\n"
        "R2,\"Müller, Jürgen\",j@example.org,,,Germany\n",
        encoding="utf-8",
    )  # fmt: skip
    return path


def test_an_import_keeps_everything_the_list_says(run: Run, listed: Path) -> None:
    plan = taken_in(run, listed)
    assert plan.as_json()["columns"] == {
        "ID": "external_id", "Name": "printed_name", "E-mail": "email",
        "City": "city", "Diet?": "dietary", "Country": "country",
    }  # fmt: skip
    dewi = run(lambda s: people.person(s, people.find(s, "dewi")[0].id))
    assert (dewi.source, dewi.fields.external_id) == ("list", "R1")
    assert dewi.fields.dietary == "none"
    jurgen = run(lambda s: people.find(s, "mull jurg"))
    assert [row.printed_name for row in jurgen] == ["Jürgen Müller"]


def test_a_changed_row_updates_only_what_changed(run: Run, listed: Path) -> None:
    taken_in(run, listed)
    dewi = run(lambda s: people.find(s, "dewi"))[0].id
    run(lambda s: people.edit(s, dewi, {"phone": "123"}, at=NINE))
    text = listed.read_text("utf-8")
    listed.write_text(text.replace("Naga,none", "Hue,"), "utf-8")
    plan = taken_in(run, listed)
    assert totals(plan) == (0, 1, 1, 0)
    assert plan.as_json()["changes"] == [{"row": 2, "fields": ["city"]}]
    person = run(lambda s: people.person(s, dewi))
    assert (person.fields.city, person.fields.phone) == ("Hue", "123")
    assert person.fields.dietary == "none"
    assert run(lambda s: people.find(s, "hue"))[0].id == dewi


def test_unmapped_columns_are_kept_and_updated(run: Run, listed: Path) -> None:
    taken_in(run, listed, "Diet?=")
    text = listed.read_text("utf-8")
    listed.write_text(text.replace("Naga,none", "Naga,halal"), "utf-8")
    plan = taken_in(run, listed, "Diet?=")
    assert plan.as_json()["changes"] == [{"row": 2, "fields": ["Diet?"]}]
    dewi = run(lambda s: people.person(s, people.find(s, "dewi")[0].id))
    assert dewi.extra == {"Diet?": "halal"}
    assert dewi.fields.dietary == ""


def test_who_is_known_gets_number_and_source_of_a_list(run: Run, listed: Path) -> None:
    taken_in(run, listed, "ID=")
    plan = taken_in(run, listed)
    assert plan.as_json()["changes"][0]["fields"] == ["external_id"]
    dewi = run(lambda s: people.person(s, people.find(s, "dewi")[0].id))
    assert (dewi.source, dewi.fields.external_id) == ("list", "R1")


def test_a_plan_writes_nothing(run: Run, database: Database, listed: Path) -> None:
    plan, touched = database.run(lambda s: people_import.plan_file(s, listed), at=NINE)
    assert totals(plan) == (2, 0, 0, 0)
    assert touched == frozenset()
    assert count(run) == 0


def test_an_import_touches_participants_alone(database: Database, listed: Path) -> None:
    _, touched = database.run(
        lambda s: people_import.import_file(s, listed, at=NINE), at=NINE
    )
    assert touched == {Kind.PARTICIPANT}


def test_a_list_without_names_is_refused_whole(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("City,E-mail\nNaga,a@example.org\n", encoding="utf-8")
    with pytest.raises(BadMapping, match="seems to hold names"):
        taken_in(run, path)
    assert totals(taken_in(run, path, "City=printed_name")) == (1, 0, 0, 0)


def test_wishes_and_languages_come_back_as_they_were(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Topic 1,Topic 2,Languages\nDewi,Water,Food,\"English, Malay\"\n",
        encoding="utf-8",
    )  # fmt: skip
    taken_in(run, path)
    assert totals(taken_in(run, path)) == (0, 0, 1, 0)
    dewi = run(lambda s: people.person(s, people.find(s, "dewi")[0].id))
    assert dewi.fields.wishes == ("Water", "Food")
    assert dewi.fields.languages == ("English", "Malay")


def test_an_import_can_be_taken_back_whole_and_done_again(run: Run) -> None:
    taken_in(run, CASES / "organisers_list.xlsx")
    run(lambda s: history.undo_last(s, at=LATER), at=LATER)
    assert run(people.people) == []
    assert totals(taken_in(run, CASES / "organisers_list.xlsx")) == (130, 0, 0, 1)
    assert len(run(people.people)) == 130


def shortened(tmp_path: Path, name: str, keep: int) -> Path:
    """Write an export anew, with its first people alone."""
    path = tmp_path / name
    lines = (CASES / name).read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[: keep + 1]), "utf-8")
    return path


def test_who_an_updated_export_holds_no_more_is_listed(
    run: Run, tmp_path: Path
) -> None:
    taken_in(run, CASES / "hi_events.csv")
    path = shortened(tmp_path, "hi_events.csv", 8)
    answer = taken_in(run, path).as_answer()
    assert answer["recognised"] == "Hi.Events: attendees"
    assert [one["name"] for one in answer["missing"]] == ["Kim Hyun", "王小明"]
    assert answer["cancelled"] == 0
    assert sum(row.is_cancelled for row in run(people.people)) == 1


def test_who_is_missing_is_cancelled_when_asked_and_comes_back(
    run: Run, tmp_path: Path
) -> None:
    taken_in(run, CASES / "hi_events.csv")
    path = shortened(tmp_path, "hi_events.csv", 8)
    plan = run(
        lambda s: people_import.import_file(s, path, at=LATER, cancel_missing=True)
    )
    assert plan.cancelled == 2
    (kim,) = run(lambda s: people.find(s, "kim hyun"))
    assert kim.is_cancelled
    assert (
        run(lambda s: people.person(s, kim.id)).cancel_reason == "Not in the new list"
    )
    assert totals(taken_in(run, CASES / "hi_events.csv"))[1] == 2
    back = run(lambda s: people.person(s, kim.id))
    assert not back.is_cancelled
    assert "Not in the new list" not in back.extra.values()
    run(lambda s: history.undo_last(s, at=LATER))
    run(lambda s: history.undo_last(s, at=LATER))
    assert not run(lambda s: people.person(s, kim.id)).is_cancelled


def test_a_list_imported_again_after_a_merge_brings_nobody_back(run: Run) -> None:
    taken_in(run, CASES / "hi_events.csv")
    kim, *_ = run(lambda s: people.find(s, "kim"))
    patel, *_ = run(lambda s: people.find(s, "patel"))
    run(lambda s: people_merging.merge(s, kim.id, patel.id, at=LATER))
    assert totals(taken_in(run, CASES / "hi_events.csv")) == (0, 0, 9, 1)


def test_the_check_in_list_meets_the_people_of_the_positions(run: Run) -> None:
    taken_in(run, CASES / "pretix_positions_german.csv")
    assert totals(taken_in(run, CASES / "pretix_checkin_list.csv"))[0] == 0
    assert count(run) == 10

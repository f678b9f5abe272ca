"""The register from the command line."""

import csv
import hashlib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.services.series_world import third_file
from tests.test_cli import Command, command, file

__all__ = ["command", "file"]  # fixtures


@pytest.fixture
def third(tmp_path: Path) -> Path:
    return third_file(tmp_path)


def test_open_actions_are_carried_over_from_a_file_that_stays_as_it_is(
    command: Command, file: Path, third: Path
) -> None:
    before = hashlib.sha256(third.read_bytes()).digest()
    told = command.json("actions", "carry", file, third)
    assert (told["from"], told["added"], told["known"]) == ("Third workshop", 2, 0)
    assert told["figures"][0]["decisions"] == 1
    assert hashlib.sha256(third.read_bytes()).digest() == before
    assert command("actions", "carry", file, third) == 0
    assert command.out == (
        "Carried over 0 actions from third.nexus; 2 had been before. Its figures are "
        "kept.\n"
    )
    assert command.json("check", file)["ok"]


def test_actions_are_listed_and_written_by_owner(
    command: Command, file: Path, third: Path, tmp_path: Path
) -> None:
    assert command("actions", "carry", file, third) == 0
    assert command("actions", "list", file, "--owner", "Naga") == 0
    assert command.out.startswith(
        "open       City of Naga  Share the tariff study  (30"
    )
    (late,) = command.json("actions", "list", file, "--show", "overdue")
    assert late["past"][0]["number"] == 3
    assert (late["carried_over"], late["due"]) == (True, "2014-09-30")
    table = tmp_path / "actions.csv"
    assert command("actions", "list", file, "--out", table) == 0
    assert command.out == f"Wrote 2 actions to {table}.\n"
    rows = list(csv.reader(table.read_text("utf-8-sig").splitlines()))
    assert rows[1][:3] == ["1", "City of Naga", "Share the tariff study"]
    paper = tmp_path / "actions.pdf"
    assert command("actions", "list", file, "--out", paper) == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert command("actions", "list", file, "--out", tmp_path / "a.txt") == 1
    assert "end the name so" in command.err


def test_places_say_what_they_reported(
    command: Command, third: Path, tmp_path: Path
) -> None:
    told = command.json("places", third)
    assert told["places"][0]["place"] == "Naga"
    assert told["places"][0]["Progress"] == 1
    assert told["silent"] == []
    assert "Benefits" in told["untouched"]
    book = tmp_path / "places.xlsx"
    assert command("places", third, "--by-objective", "--out", book) == 0
    assert command.out == f"Wrote 1 place to {book}.\n"
    first, second = load_workbook(book).worksheets
    assert first["A2"].value == "Naga"
    assert first["C2"].value == "septage plant designed"
    assert second["C2"].value == "1"


def test_a_place_that_was_not_heard_is_named(
    command: Command, third: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "people.csv"
    listed.write_text("Name,City\nBolor Example,Darkhan\n")
    assert command("people", "import", third, listed) == 0
    assert command("places", third) == 0
    assert command.out.endswith("Not heard yet: Darkhan.\n")


def test_a_new_workshop_begins_from_an_earlier_one(
    command: Command, third: Path, tmp_path: Path
) -> None:
    path = tmp_path / "fourth.nexus"
    days = ["--first-day", "2014-11-05", "--last-day", "2014-11-07"]
    words = ["new", path, "--title", "Fourth", *days, "--country", "MN"]
    assert command(*words, "--from", third) == 0
    assert command.out.splitlines()[1] == (
        "From third.nexus: 1 participant, 2 sessions, 2 open actions."
    )
    assert len(command.json("people", "list", path)) == 1
    assert len(command.json("actions", "list", path)) == 2
    assert command.json("check", path)["ok"]

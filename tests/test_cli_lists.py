"""Lists and certificates from the command line."""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from nexus_desktop.core.demo import Plan
from nexus_desktop.services.demo import make_file
from tests.test_cli import Command


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo workshop of 24 people, with scans and groups."""
    folder = tmp_path_factory.mktemp("demo")
    return make_file(folder, Plan(people=24, last_day=date(2014, 11, 7)))


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def text(path: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_list_is_written_as_its_name_ends(
    command: Command, demo: Path, tmp_path: Path
) -> None:
    pdf, book, rows = (tmp_path / f"list.{end}" for end in ("pdf", "xlsx", "csv"))
    for out in (pdf, book, rows):
        assert command("list", demo, out, "--list", "participants") == 0, command.err
        assert command.out == f"Wrote 24 rows to {out}.\n"
    assert "List of participants" in text(pdf)
    names = {row[2] for row in table(rows)[1:]}
    assert len(table(rows)) == 25
    cells = openpyxl.load_workbook(book).worksheets[0].iter_rows(min_row=2)
    assert {row[2].value for row in cells} == names


@pytest.mark.parametrize(
    ("more", "title"),
    [
        (("signatures", "--day", "2014-11-06", "--landscape"), "Day 2"),
        (("signatures", "--session", "national policies"), "National policies"),
        (("door", "--checkpoint", "registration, day 1"), "Registration, day 1"),
        (("door", "--round", "2", "--paper", "Letter"), "round 2"),
        (("attendance",), "as of"),
        (("dietary", "--who", "everybody"), "of 24 people"),
        (("arrivals", "--day", "2014-11-05", "--who", "missing"), "Not here yet"),
    ],
)
def test_each_list_can_be_asked_for(
    command: Command, demo: Path, tmp_path: Path, more: tuple[str, ...], title: str
) -> None:
    out = tmp_path / "list.pdf"
    assert command("list", demo, out, "--list", *more) == 0, command.err
    assert title in text(out)


def test_columns_order_and_titles_can_be_chosen(
    command: Command, demo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "list.csv"
    told = command.json(
        "list", demo, out, "--list", "emails", "--columns", "email, printed_name",
        "--sort", "family", "--group-by", "category",
    )  # fmt: skip
    assert told == {"list": "emails", "rows": 24, "letters_missing": []}
    assert table(out)[0] == ["Category", "E-mail", "Name"]


def test_groups_of_a_round_have_a_column_in_a_table(
    command: Command, demo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "doors.csv"
    assert command("list", demo, out, "--list", "door", "--round", 1) == 0
    assert {row[0][:5] for row in table(out)[1:]} == {"Group"}
    assert len(table(out)) == 25


def test_letters_that_cannot_be_printed_are_told(
    command: Command, tmp_path: Path
) -> None:
    source = tmp_path / "people.csv"
    source.write_text("Name\n𡃁 Rare\n", "utf-8")
    file, out = tmp_path / "w.nexus", tmp_path / "list.pdf"
    days = ("--first-day", "2014-11-05", "--last-day", "2014-11-07")
    assert command("new", file, "--title", "T", *days) == 0
    assert command("people", "import", file, source) == 0
    assert command("list", file, out, "--list", "participants") == 0
    assert "Letters that can't be printed are in: 𡃁 Rare." in command.out
    assert command("badges", file, tmp_path / "badges.pdf") == 0
    assert command.out.endswith("Letters that can't be printed are in: 𡃁 Rare.\n")
    assert command("certificates", file, tmp_path / "c.pdf") == 1
    assert command.err == "Nobody has attended enough for a certificate.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("l.txt", "--list", "door"), "written as .pdf, .xlsx or .csv"),
        (("l.pdf", "--list", "shoes"), 'There is no list "shoes"'),
        (("l.pdf", "--list", "door", "--columns", "shoe"), 'no column "shoe"'),
        (("l.pdf", "--list", "door", "--round", "9"), "no breakout round 9"),
        (("l.pdf", "--list", "door", "--checkpoint", "Moon"), "no checkpoint"),
        (("l.pdf", "--list", "emails", "--round", "1"), "not a list for one round"),
        (("l.pdf", "--list", "door", "--round", "1", "--day", "2014-11-05"),
         "for one day, session, checkpoint or round"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(
    command: Command, demo: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    name, *more = words
    assert command("list", demo, tmp_path / name, *more) == 1
    assert said in command.err
    assert not (tmp_path / name).exists()


def test_certificates_go_to_those_who_came_often_enough(
    command: Command, demo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "c.pdf"
    some = command.json("certificates", demo, out)["certificates"]
    assert len(PdfReader(out).pages) == some
    all_days = command.json("certificates", demo, out, "--least-days", 3)
    assert 0 < all_days["certificates"] < some
    assert "attended all of its 3 days" in text(out)
    assert command("certificates", demo, tmp_path / "c.doc") == 1
    assert "written as .pdf" in command.err
    assert command("certificates", demo, out, "--least-sessions", 9) == 1


def test_the_groups_of_a_round_are_written_for_walls_doors_and_tables(
    command: Command, demo: Path, tmp_path: Path
) -> None:
    lists, rooms, signs = (tmp_path / f"{name}.pdf" for name in ("l", "r", "s"))
    for out, what in ((lists, "lists"), (rooms, "rooms"), (signs, "signs")):
        assert command("groups", demo, out, "--round", "1", "--what", what) == 0
    assert "of round 1 with 24 people" in command.out
    assert "Where do I go?" in text(lists)
    assert "Group A" in text(rooms)
    assert "Group A" in text(signs)
    rows, book = tmp_path / "g.csv", tmp_path / "g.xlsx"
    for out in (rows, book):
        assert command("groups", demo, out, "--round", "1") == 0
    assert table(rows)[0][:5] == ["Group", "Topic", "Room", "Table", "Name"]
    names = {row[4] for row in table(rows)[1:]}
    assert len(names) == 24
    sheets = openpyxl.load_workbook(book).worksheets
    assert [sheet.title for sheet in sheets] == ["By group", "By name", "By room"]
    assert {row[0].value for row in sheets[1].iter_rows(min_row=2)} == names


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("g.txt", "--round", "1"), "g.txt: groups are written as .pdf"),
        (("g.csv", "--round", "1", "--what", "signs"), "signs are written as .pdf"),
        (("g.pdf", "--round", "99"), "There is no breakout round 99."),
    ],
)
def test_groups_that_cannot_be_written_are_refused(
    command: Command, demo: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    assert command("groups", demo, *arguments) == 1
    assert sentence in command.err

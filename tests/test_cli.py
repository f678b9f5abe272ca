import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from nexus_desktop import cli
from nexus_desktop.commands.notes import session_named
from nexus_desktop.core.note import NotesPlace, NotesStatus
from nexus_desktop.services import notes_status, programme
from nexus_desktop.store.database import Database
from tests.conftest import NINE

CASES = Path(__file__).parent / "data" / "cases"
NEW = ["--title", "Test", "--first-day", "2014-11-05", "--last-day", "2014-11-07"]


class Command:
    """Runs the command line and keeps what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        status = cli.main([str(word) for word in words])
        self.out, self.err = self._capsys.readouterr()
        return status

    def json(self, *words: object) -> Any:  # noqa: ANN401 - whatever it prints
        assert self(*words, "--json") == 0, self.err
        return json.loads(self.out)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def file(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "w.nexus"
    place = ["--country", "Mongolia", "--objective", "One", "--objective", "Two"]
    assert command("new", path, *NEW, *place) == 0
    return path


def test_a_new_workshop_is_whole_and_its_history_begins(
    command: Command, file: Path
) -> None:
    report = command.json("check", file)
    assert report["ok"] is True
    assert len(report["state"]) == 64
    assert [entry["action"] for entry in command.json("history", file)] == [
        "workshop.create", "device.join",
    ]  # fmt: skip
    assert command("check", file) == 0
    assert "is whole" in command.out
    assert command("history", file) == 0
    assert "Workshop made" in command.out


def test_a_refusal_is_one_sentence_and_status_1(
    command: Command, file: Path, tmp_path: Path
) -> None:
    assert command("new", file, *NEW) == 1
    assert command.err == "w.nexus exists already. Choose another name, or open it.\n"
    assert command("check", tmp_path / "no.nexus") == 1
    assert "Traceback" not in command.err


def test_wrong_usage_is_status_2(command: Command) -> None:
    with pytest.raises(SystemExit) as ended:
        command("people", "imprt")
    assert ended.value.code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["chek", "w.nexus"],
        ["demo", "d", "--people", "0"],
        ["demo", "d", "--people", "-5"],
        ["demo", "d", "--last-day", "0001-01-01"],
        ["new", "w.nexus", "--title", "T", "--first-day", "9999-12-31"],
    ],
)
def test_words_and_numbers_that_mean_nothing_are_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2


def test_a_folder_that_cannot_be_made_is_named(command: Command, file: Path) -> None:
    assert command("demo", file, "--no-window") == 1
    assert command.err == f"{file} can't be made: File exists.\n"
    assert command("new", file.with_name("x" * 300), *NEW) == 1
    assert "can't be written" in command.err


def run(*words: object, read: bytes = b"", **more: str) -> tuple[int, str, str]:
    """Run the command line in a process of its own, with `read` as its input."""
    done = subprocess.run(
        [sys.executable, "-m", "nexus_desktop", *map(str, words)],
        input=read,
        capture_output=True,
        check=False,
        env={**os.environ, **more},
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_any_bytes_may_be_scanned_and_any_name_printed_whatever_the_terminal(
    command: Command, file: Path
) -> None:
    assert command("people", "import", file, CASES / "mongolia_cp1251.csv") == 0
    noise = bytes(range(256)) + b"\nNX1" + b"Q" * 100_000 + b"\n\n\xd0\x96"
    status, out, err = run("scan", file, "--json", read=noise)
    assert (status, err) == (0, "")
    told = [json.loads(line) for line in out.splitlines()]
    assert {one["verdict"] for one in told} == {"MALFORMED"}
    status, out, err = run("people", "list", file, PYTHONIOENCODING="cp1252")
    assert (status, err) == (0, "")
    assert re.search("[А-я]", out)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes as in a POSIX shell")
def test_a_reader_that_stops_reading_is_no_failure_of_ours(file: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "nexus_desktop", "history", file],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="signals as in a POSIX shell")
def test_control_c_ends_a_scan_without_a_word_and_the_file_is_free(
    command: Command, file: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "nexus_desktop", "scan", file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as scan:
        assert scan.stdin
        assert scan.stdout
        scan.stdin.write(b"not a code\n")
        scan.stdin.flush()
        assert b"MALFORMED" in scan.stdout.readline()
        scan.send_signal(signal.SIGINT)
        scan.wait(20)
        assert scan.stderr
        assert (scan.returncode, scan.stderr.read()) == (130, b"")
    assert command("check", file) == 0


def test_people_are_imported_once_and_found(command: Command, file: Path) -> None:
    source = CASES / "indico_registrations.csv"
    dry = command.json("people", "import", file, source, "--dry-run")
    first = command.json("people", "import", file, source)
    assert {**dry} == {**first}
    assert first["added"] == first["rows"] > 0
    assert first["columns"]["Affiliation"] == "organisation"
    again = command.json("people", "import", file, source)
    assert (again["added"], again["unchanged"]) == (0, first["rows"])
    found = command.json("people", "list", file, "--find", "chaiyap")
    assert found
    assert all("Chaiyaporn" in person["printed_name"] for person in found)
    assert command("people", "list", file) == 0
    assert len(command.out.splitlines()) == first["rows"]


def test_a_bad_list_changes_nothing(command: Command, file: Path) -> None:
    before = command.json("check", file)["state"]
    for name in ("empty.csv", "random.csv", "not_a_workbook.xlsx"):
        assert command("people", "import", file, CASES / name) == 1
        assert command.err.count("\n") == 1
        assert name in command.err
    assert command.json("check", file)["state"] == before


def test_programme_and_notes_are_taken_in(command: Command, file: Path) -> None:
    report = command.json("programme", "import", file, CASES / "programme.csv")
    assert report["added"] == report["rows"]
    taken = command.json(
        "notes", "import", file, "progress of the", CASES / "notes_progress.txt"
    )
    assert taken["kinds"]["action"] == 2
    assert command("notes", "import", file, "nonsense", CASES / "notes_progress.txt")
    assert "names no sessions" in command.err
    assert command("notes", "import", file, "Breakout", CASES / "notes_progress.txt")
    assert "names 3 sessions" in command.err


def test_notes_go_out_and_come_in_again_the_same(
    command: Command, file: Path, tmp_path: Path
) -> None:
    command("programme", "import", file, CASES / "programme.csv")
    command("notes", "import", file, "progress of the", CASES / "notes_progress.txt")
    lines = command.json("notes", "export", file, "progress of the")["lines"]
    out = tmp_path / "notes.txt"
    assert command("notes", "export", file, "progress of the", "--out", out) == 0
    assert f"Wrote {len(lines)} lines" in command.out
    with closing(Database.open(file, at=NINE)) as database:
        sessions, _ = database.run(programme.sessions, at=NINE)
    (other,) = [one.id for one in sessions if "losing" in one.title][:1]
    command("notes", "import", file, other, out)
    assert command.json("notes", "export", file, other)["lines"] == lines
    assert command("notes", "export", file, other) == 0
    assert command.out.splitlines() == lines


def test_final_notes_are_not_added_to(command: Command, file: Path) -> None:
    command("programme", "import", file, CASES / "programme.csv")
    words = ("notes", "import", file, "progress of the", CASES / "notes_progress.txt")

    def close(session: Session) -> None:
        info = session_named(session, "progress of the")
        notes_status.change(session, NotesPlace(info.id), NotesStatus.FINAL, at=NINE)

    with closing(Database.open(file, at=NINE)) as database:
        database.run(close, at=NINE)
    assert command(*words) == 1
    assert "are final, so nothing is written into them" in command.err
    assert command.err.count("\n") == 1


def test_a_badge_that_was_printed_is_let_in_by_its_code(
    command: Command, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("people", "import", file, CASES / "indico_import_no_header.csv")
    codes, out = tmp_path / "codes.csv", tmp_path / "badges.pdf"
    assert command("badges", file, out, "--codes", codes) == 0
    assert out.read_bytes().startswith(b"%PDF-")
    rows = list(csv.DictReader(io.StringIO(codes.read_text("utf-8"))))
    code = rows[0]["code"]
    forged = f"{code[:-2]}{'B' if code[-2] == 'A' else 'A'}{code[-1]}"
    scanned = f"{code}\n\n{forged}\nhello\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(scanned))
    assert command("scan", file, "--checkpoint", "registration, day 1", "--json") == 0
    first, *others = map(json.loads, command.out.splitlines())
    assert first["verdict"] == "ADMITTED"
    assert first["participant"]["id"] == rows[0]["participant id"]
    assert {v["verdict"] for v in others} <= {"FORGED", "MALFORMED"}
    monkeypatch.setattr("sys.stdin", io.StringIO(code))
    assert command("scan", file) == 0
    assert command("scan", file, "--checkpoint", "Nowhere") == 1
    assert command("badges", file, out, "--sheet", "napkin") == 1


def test_badges_are_written_by_layout_order_and_what_is_new(
    command: Command, file: Path, tmp_path: Path
) -> None:
    command("people", "import", file, CASES / "indico_import_no_header.csv")
    out = tmp_path / "badges.pdf"
    boxes = ("--sort", "box", "--per-box", 2, "--first", 3)
    assert command("badges", file, out, *boxes, "--only-new", "--printed") == 0
    assert "badges to" in command.out
    assert command("badges", file, out, "--only-new") == 1
    assert "none has changed" in command.err
    named = ("--layout", "one badge of a6 a page")
    assert command("badges", file, out, *named) == 0
    assert command("badges", file, out, *named, "--first", 2) == 1
    assert "A sheet has 1 badge" in command.err
    assert command("badges", file, out, *named, "--sheet", "a6") == 1
    assert "not both" in command.err
    assert command("badges", file, out, "--layout", "napkin") == 1
    assert "Choose one of" in command.err


def test_minutes_are_written_as_their_name_ends(
    command: Command, file: Path, tmp_path: Path
) -> None:
    command("programme", "import", file, CASES / "programme.csv")
    markdown, pdf = tmp_path / "m.md", tmp_path / "m.pdf"
    assert command("minutes", file, markdown, "--attribution", "none", "--draft") == 0
    assert "# Test" in markdown.read_text("utf-8")
    assert command("minutes", file, pdf) == 0
    first = pdf.read_bytes()
    assert command("minutes", file, pdf) == 0
    assert pdf.read_bytes() == first
    word = tmp_path / "m.docx"
    assert command("minutes", file, word) == 0
    assert word.read_bytes().startswith(b"PK")
    assert command("minutes", file, tmp_path / "m.rtf") == 1
    assert "end the name so" in command.err


def test_other_papers_are_made_of_the_same_notes(
    command: Command, file: Path, tmp_path: Path
) -> None:
    command("programme", "import", file, CASES / "programme.csv")
    out = tmp_path / "m.md"
    for template, words in (
        ("brief", "Summary for decision makers"), ("actions", "Action list")
    ):  # fmt: skip
        assert command("minutes", file, out, "--template", template) == 0
        assert f"**{words}**" in out.read_text("utf-8")
    form = ("--template", "session", "--session")
    assert command("minutes", file, out, *form, "no such session") == 1
    assert "names no sessions" in command.err
    title = command.err.partition("Sessions: ")[2].split(";")[0].strip(" .\n")
    assert command("minutes", file, out, *form, title) == 0
    assert out.read_text("utf-8").startswith("# ")
    assert command("minutes", file, out, "--session", title) == 1
    assert "--template session" in command.err


def test_a_backup_brings_back_what_was(
    command: Command, file: Path, tmp_path: Path
) -> None:
    state = command.json("check", file)["state"]
    copy = Path(command.json("backup", file)["backup"])
    named = tmp_path / "stick.nexus"
    assert command("backup", file, named) == 0
    command("people", "import", file, CASES / "indico_registrations.csv")
    answer = command.json("restore", file, copy)
    assert command.json("check", file)["state"] == state
    assert command.json("check", Path(answer["replaced"]))["state"] != state
    assert command.json("check", named)["state"] == state


def test_check_fails_on_a_damaged_file(command: Command, file: Path) -> None:
    import sqlite3

    raw = sqlite3.connect(file)
    raw.execute("UPDATE objective SET text = 'Another'")
    raw.commit()
    raw.close()
    assert command("check", file) == 1
    assert "differ from what the journal tells" in command.out


def test_the_groups_of_a_breakout_session_are_made_and_published(
    command: Command, file: Path
) -> None:
    command("people", "import", file, CASES / "indico_registrations.csv")
    command("programme", "import", file, CASES / "programme.csv")
    name = "Breakout: way"
    assert command("breakouts", file, name) == 1
    assert "Say how many --groups" in command.err
    named = ("--topic", "Water", "--topic", "Energy", "--room", "Hall A")
    made = command.json(
        "breakouts", file, name, "--groups", 4, "--seconds", 0.2, *named
    )
    (seats,) = made["rounds"].values()
    assert len(set(seats.values())) == 4
    assert command("breakouts", file, name, "--seconds", 0.1, "--publish") == 0
    assert "is published: 4 groups" in command.out
    out = file.with_name("groups.csv")
    assert command("groups", file, out, "--round", 1) == 0
    rows = out.read_text("utf-8-sig").splitlines()
    assert any(row.startswith("A,Water,Hall A,") for row in rows)
    assert any(row.startswith("B,Energy,,") for row in rows)
    assert command("breakouts", file, name, "--groups", 5) == 1
    assert "published and locked" in command.err


def test_a_problem_file_is_solved_and_an_impossible_one_refused(
    command: Command, tmp_path: Path
) -> None:
    people = [{"id": f"p{n}", "traits": {"c": str(n % 3)}} for n in range(12)]
    rounds = [
        {"id": r, "groups": [{"id": g, "min": 4, "max": 4} for g in "ABC"]}
        for r in ("r1", "r2")
    ]
    weights = {"traits": {"c": 1}, "repeat": 1, "wish": 0, "move": 0}
    problem = {"people": people, "rounds": rounds, "weights": weights}
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(problem))
    plan = command.json("assign", path, "--steps", 200, "--seed", 3)
    assert plan == command.json("assign", path, "--steps", 200, "--seed", 3)
    assert {len(seats) for seats in plan["rounds"].values()} == {12}
    apart = [["p0", "p1"]]
    path.write_text(json.dumps({**problem, "together": apart, "apart": apart}))
    assert command("assign", path) == 1
    assert "p0" in command.err


def test_the_demo_writes_its_papers(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    words = ("demo", folder, "--people", 40, "--last-day", "2014-11-07", "--no-window")
    assert command(*words) == 0
    assert command.out.count(" s  ") == 13
    for name in ("badges.pdf", "groups.pdf", "minutes.pdf"):
        assert (folder / name).read_bytes().startswith(b"%PDF-")
    assert "generated" in (folder / "minutes.md").read_text("utf-8")
    assert command.json("check", folder / "demo.nexus")["ok"] is True
    assert command(*words) == 1
    assert "exists already" in command.err


def test_checkpoints_are_listed_with_how_far_they_are(
    command: Command, file: Path
) -> None:
    found = command.json("checkpoints", file)
    assert [(one["name"], one["day"], one["came"]) for one in found] == [
        ("Registration, day 1", "2014-11-05", 0),
        ("Registration, day 2", "2014-11-06", 0),
        ("Registration, day 3", "2014-11-07", 0),
    ]
    assert command("checkpoints", file) == 0
    assert command.out.startswith(
        "Registration, day 1: 0 came of 0 expected, 0 inside (Everybody)\n"
    )

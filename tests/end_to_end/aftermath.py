"""What is left when the window is closed: the file and the papers."""

import subprocess
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.note import NotesPlace
from nexus_desktop.services import breakouts, notes, overview, people, programme
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.end_to_end.chapters import FOUND, GROUPS, PEOPLE, SAID, SESSIONS

ARRIVED = 7  # three at the desk, three under other layouts, one after the groups
WAYS = {"scan": 7, "search": 1, "walk-in": 1, "undo": 1}
VERDICTS = {"ADMITTED": 8, "ALREADY_IN": 1, "": 1}


def check_file(path: Path, at: datetime) -> None:
    """Hold the workshop file against what was done."""
    with closing(Database.open(path, at=at, actor="Test")) as database:
        report = check(database)
        assert report.is_whole, report.problems
        database.run(lambda session: _check_records(session, at), at=at)


def check_minutes(paper: Path) -> None:
    """Hold the minutes against what was said, and by whom."""
    words = ["pdftotext", "-layout", str(paper), "-"]
    told = subprocess.run(words, check=True, capture_output=True, timeout=60)
    text = " ".join(told.stdout.decode().split())
    for said in (
        "The cities meet again in March", "Send the draft to all cities", "Secretariat",
        "Twelve schools are heated", "City of Darkhan", FOUND[1], "Objective 5",
    ):  # fmt: skip
        assert said in text, said


def _check_records(session: Session, at: datetime) -> None:
    sessions = programme.sessions(session)
    assert len(sessions) == SESSIONS
    assert len(people.people(session)) == PEOPLE
    seen = overview.overview(session, at=at)
    assert (seen.expected, seen.arrived, seen.notes) == (PEOPLE, ARRIVED, len(SAID))
    assert (seen.actions.open, seen.actions.without_owner) == (1, 0)
    scans = session.scalars(select(rows.Scan)).all()
    assert Counter(scan.way for scan in scans) == WAYS
    assert Counter(scan.verdict for scan in scans) == VERDICTS
    _check_groups(session)
    opening = next(one for one in sessions if one.title == "Opening of the workshop")
    lines = [line.line for line in notes.notes(session, NotesPlace(opening.id))]
    assert [line for line in lines if line.strip()] == list(SAID), lines


def _check_groups(session: Session) -> None:
    (made,) = breakouts.rounds(session)
    board = breakouts.board(session, made.id)
    seated = [card.id for group in board.groups for card in group.cards]
    assert made.published
    assert len(board.groups) == GROUPS
    assert len(seated) == len(set(seated)) == PEOPLE
    assert not board.unassigned

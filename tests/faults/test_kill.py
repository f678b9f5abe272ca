import random
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.note import NotesPlace
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.core.programme import SessionDraft
from nexus_desktop.core.workshop import NewWorkshop
from nexus_desktop.services import badges, notes, people, programme, workshop
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database

KILLS = 50


def prepare(session: Session) -> None:
    at = datetime.now(UTC)
    today = date.fromordinal(at.date().toordinal())
    workshop.create(
        session,
        NewWorkshop(title="Kill", first_day=today, last_day=today, time_zone="UTC"),
        at=at,
    )
    for number in range(40):
        people.add(session, PersonFields(printed_name=f"Person {number}"), at=at)
    badges.issue_all(session, at=at)
    programme.add(
        session,
        SessionDraft(title="Plenary", starts_at=at, ends_at=at + timedelta(hours=1)),
        at=at,
    )


def write_and_kill(path: Path, seconds: float) -> list[str]:
    """Run the writer, kill it in mid-work; return what it said was done."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", str(path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    said = writer.stdout.read().splitlines()
    writer.wait()
    writer.stdout.close()
    return said


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills as only POSIX can")
def test_killed_50_times_nothing_that_was_shown_as_saved_is_missing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kill.nexus"
    at = datetime.now(UTC)
    Database.create(path, prepare, at=at)[0].close()
    dice = random.Random(50)
    shown: dict[str, str] = {}
    scans: set[str] = set()
    for _ in range(KILLS):
        for line in write_and_kill(path, dice.uniform(0.02, 0.4)):
            kind, _, rest = line.partition(" ")
            if kind == "scan":
                scans.add(rest)
            else:
                note_id, _, text = rest.partition(" ")
                shown[note_id] = text
        database = Database.open(path, at=datetime.now(UTC))
        assert check(database).problems == ()
        kept, _ = database.run(
            lambda s: {
                line.note_id: line.line
                for line in notes.notes(s, NotesPlace(programme.sessions(s)[0].id))
            },
            at=at,
        )
        recorded, _ = database.run(lambda s: {x.id for x in s.query(rows.Scan)}, at=at)
        database.close()
        assert scans <= recorded
        for note_id, text in shown.items():
            assert kept[note_id].startswith(text)
    assert len(scans) > KILLS

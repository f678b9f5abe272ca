"""How long it takes to find a line among all notes, and groups' points that agree.

Run it: `python -m tests.benchmarks.bench_notes_finding [NOTES]` (5,000 by default). A
file with so many notes in ten sessions. Aims: a key typed into the field answered in a
few milliseconds; what others write in the index within half a second.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from sqlalchemy.orm import Session

from nexus_desktop.core.note import NotesPlace
from nexus_desktop.core.note_finding import NotesIndex, NotesSought
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.parallel_notes import Point
from nexus_desktop.services import line_history, notes, notes_finding, notes_status
from nexus_desktop.services.similar_points import similar
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, fill

SESSIONS = 10
TYPED = ("w", "wa", "water tar", "水务", "төсөв", "nuoc sach", "nowhere at all")
WORDS = (
    "water", "tariff", "study", "city", "district", "plan", "budget", "task", "force",
    "energy", "waste", "housing", "policy", "shared", "operation", "cost", "pilot",
    "phase", "network", "report", "next", "төсөв", "хот水务局", "nước", "sạch",
    "ระบบน้ำเสีย", "secretariat", "proposes", "to", "publish",
)  # fmt: skip


def line(dice: Random) -> str:
    text = " ".join(dice.choices(WORDS, k=dice.randint(5, 18)))
    mark = dice.choice(("", "", "! ", "= ", "/challenge ", "[] "))
    return f"{mark}@City of Naga: {text} #{dice.randint(1, 5)} ^Naga"


def take_notes(session: Session, count: int) -> None:
    dice = Random(1)
    for number in range(SESSIONS):
        start = datetime(2014, 11, 5, 1 + number, tzinfo=UTC)
        end = start + timedelta(hours=1)
        item = rows.Session(
            id=f"s{number}", title=f"Session {number}", starts_at=start, ends_at=end
        )
        session.add(item)
    for number in range(SESSIONS):
        lines = [line(dice) for _ in range(count // SESSIONS)]
        notes.import_lines(session, NotesPlace(f"s{number}"), lines, at=NINE)


def told(words: str, work: Callable[[], object], times: int = 5) -> None:
    took = []
    for _ in range(times):
        begin = perf_counter()
        work()
        took.append(perf_counter() - begin)
    print(f"{min(took) * 1000:8.1f} ms, worst {max(took) * 1000:.1f} ms: {words}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as folder:
        database, _ = Database.create(
            Path(folder) / "bench.nexus", fill, at=NINE, actor="Bench"
        )
        database.run(lambda s: take_notes(s, count), at=NINE)
        measure(database)
        database.close()


def measure(database: Database) -> None:
    def run(work: Callable[[Session], object]) -> object:
        return database.run(work, at=NINE)[0]

    found, _ = database.run(notes_finding.read, at=NINE)
    told(f"{len(found):,} notes read", lambda: run(notes_finding.read))
    told("index made", lambda: notes_finding.index(found, NotesIndex()), 1)
    index = notes_finding.index(found, NotesIndex())
    told("index renewed", lambda: notes_finding.index(found, index))
    for typed in TYPED:
        sought = NotesSought(notes_finding.words(typed))
        many = len(index.find(sought))
        told(f"“{typed}”: {many:,} lines", lambda: index.find(sought))  # noqa: B023 - now
    place, note_id = NotesPlace("s1"), found[7].note_id
    told("status of a session", lambda: run(lambda s: notes_status.state(s, place)))
    told(
        "history of a line",
        lambda: run(lambda s: line_history.line_history(s, note_id)),
    )
    for many in (400, 2_000):
        points = [
            Point(one.note_id, str(n % 10), NINE, NoteKind.POINT, one.text, one.text)
            for n, one in enumerate(found[:many])
        ]
        told(f"{many:,} points compared", lambda: similar(points), 1)  # noqa: B023 - now


if __name__ == "__main__":
    main()

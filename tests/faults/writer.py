"""Scans and types until it is killed; prints what the screen would show as done.

usage: python -m tests.faults.writer FILE
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.core.note import LineChanges, NotesPlace, WrittenLine
from nexus_desktop.core.ordering import between
from nexus_desktop.services import badges, checkin, desk_lists, notes, programme
from nexus_desktop.store.database import Database


def main() -> None:
    """Write for ever; each line printed was committed before."""
    at = datetime.now(UTC)
    database = Database.open(Path(sys.argv[1]), at=at, actor="Writer")

    def look(session: Session) -> tuple[list[str], str, NotesPlace, str | None]:
        place = NotesPlace(programme.sessions(session)[0].id)
        known = notes.notes(session, place)
        codes = [code for _, _, code in badges.codes(session)]
        checkpoint = desk_lists.default_checkpoint(session, at).id
        return codes, checkpoint, place, known[-1].order if known else None

    (codes, checkpoint, place, order), _ = database.run(look, at=at)
    print("ready", flush=True)
    number = 0
    while True:
        number += 1
        at = datetime.now(UTC)
        code = codes[number % len(codes)]
        result, _ = database.run(
            lambda s: checkin.scan(s, code, checkpoint, at=at),  # noqa: B023 - run now
            at=at,
        )
        print(f"scan {result.scan_id}", flush=True)
        order = between(order, None)
        line = WrittenLine(new_id(at), order, "", at)
        text = f"Line {number} is being typed"
        for length in (6, 15, len(text)):
            typed = WrittenLine(line.note_id, order, text[:length], at)
            done = length == len(text) and number % 2 == 0
            changes = (
                LineChanges(written=(typed,)) if done else LineChanges(drafts=(typed,))
            )
            database.run(
                lambda s: notes.save_lines(s, place, changes, at=at),  # noqa: B023 - run now
                at=at,
            )
            print(f"note {line.note_id} {text[:length]}", flush=True)


if __name__ == "__main__":
    main()

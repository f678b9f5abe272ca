"""Check-in without a window: codes in, verdicts out, each on disk before it is told."""

import json
import sys
from argparse import Namespace
from contextlib import closing
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import ACTOR, Answer, Now, work_on
from nexus_desktop.core.checkin import CheckpointInfo, ScanResult
from nexus_desktop.core.checkpoints import CheckpointLine
from nexus_desktop.core.errors import NotFound
from nexus_desktop.services import checkin, checkpoint_board, desk_lists
from nexus_desktop.services.sharing import open_file
from nexus_desktop.store.database import Database


def scan(args: Namespace, now: Now) -> Answer:
    """Read codes from standard input, one a line; print one verdict a line."""
    at = now()
    with closing(open_file(args.file, at=at, actor=ACTOR)) as database:
        checkpoint, _ = database.run(
            lambda session: _checkpoint(session, args.checkpoint, at), at=at
        )
        for line in sys.stdin:
            code = line.rstrip("\r\n")
            if code:
                print(_told(_scanned(database, code, checkpoint, now()), args))
                sys.stdout.flush()
    return Answer()


def checkpoints(args: Namespace, now: Now) -> Answer:
    """List the checkpoints: for whom, how many came, who is inside now."""
    board = work_on(
        args.file, lambda session, at: checkpoint_board.board(session, at=at), now
    )
    lines = [
        f"{line.name}: {line.came:,} came of {line.expected:,} expected, "
        f"{line.inside:,} inside ({line.for_whom})"
        for line in board.lines
    ]
    return Answer(tuple(lines), [_checkpoint_document(line) for line in board.lines])


def _checkpoint_document(line: CheckpointLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "purpose": line.draft.purpose,
        "rule": line.draft.rule,
        "day": line.draft.day and line.draft.day.isoformat(),
        "session": line.session and line.session.title,
        "for": line.for_whom,
        "expected": line.expected,
        "came": line.came,
        "missing": line.missing,
        "inside": line.inside,
    }


def _scanned(
    database: Database, code: str, checkpoint: CheckpointInfo, at: datetime
) -> ScanResult:
    result, _ = database.run(
        lambda session: checkin.scan(session, code, checkpoint.id, at=at), at=at
    )
    return result


def _checkpoint(session: Session, name: str | None, at: datetime) -> CheckpointInfo:
    if name is None:
        return desk_lists.default_checkpoint(session, at)
    known = desk_lists.checkpoints(session)
    for one in known:
        if one.name.casefold() == name.casefold():
            return one
    names = "; ".join(one.name for one in known)
    raise NotFound(f'There is no checkpoint "{name}". Checkpoints: {names}.')


def _told(result: ScanResult, args: Namespace) -> str:
    if not args.json:
        return f"{result.verdict}\t{result.message}"
    return json.dumps(_document(result), ensure_ascii=False)


def _document(result: ScanResult) -> dict[str, Any]:
    guest, group = result.participant, result.group
    return {
        "verdict": result.verdict.name,
        "participant": guest
        and {
            "id": guest.id,
            "name": guest.name,
            "organisation": guest.organisation,
            "country": guest.country,
        },
        "group": group
        and {"name": group.title, "room": group.room, "table": group.table},
        "first_at": result.first_at and result.first_at.isoformat(),
        "message": result.message,
    }

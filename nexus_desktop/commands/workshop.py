"""Making a workshop, and the health of its file."""

from argparse import Namespace
from contextlib import closing
from dataclasses import asdict

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import ACTOR, Answer, Now, work_on
from nexus_desktop.core.history import counted
from nexus_desktop.core.series import following
from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo
from nexus_desktop.services import history as journal
from nexus_desktop.services import series
from nexus_desktop.services.sharing import open_file
from nexus_desktop.store import backup as backups
from nexus_desktop.store import check as health
from nexus_desktop.store.database import Database


def new(args: Namespace, now: Now) -> Answer:
    """Make a new workshop file, with what an earlier one of its series hands on."""
    at = now()
    draft = NewWorkshop(
        title=args.title,
        first_day=args.first_day,
        last_day=args.last_day,
        venue=args.venue,
        city=args.city,
        country=args.country,
        time_zone=args.timezone,
        objectives=tuple(args.objective),
    )
    earlier = None
    if args.earlier is not None:
        earlier = series.read_file(args.earlier, at=at)
        draft = following(draft, earlier.workshop)

    def make(session: Session) -> tuple[WorkshopInfo, series.Begun]:
        return series.make(session, draft, earlier, at=at)

    database, (info, begun) = Database.create(args.file, make, at=at, actor=ACTOR)
    database.close()
    days = counted(len(info.days), "day")
    told = [f"Made {args.file}: {info.title}, {days} from {info.draft.first_day}."]
    if earlier is not None:
        told.append(
            f"From {args.earlier.name}: {counted(begun.people, 'participant')}, "
            f"{counted(begun.sessions, 'session')}, "
            f"{counted(begun.actions, 'open action')}."
        )
    return Answer(
        tuple(told),
        {"file": str(args.file), "title": info.title, "id": info.id, **asdict(begun)},
    )


def check(args: Namespace, now: Now) -> Answer:
    """Say whether the file is whole."""
    with closing(open_file(args.file, at=now(), actor=ACTOR)) as database:
        report = health.check(database)
    entries = counted(report.entries, "journal entry")
    records = counted(report.rows, "record")
    good = f"{args.file} is whole: {entries}, {records}, state {report.state[:16]}."
    return Answer(
        report.problems or (good,),
        {**asdict(report), "ok": report.is_whole},
        failed=not report.is_whole,
    )


def history(args: Namespace, now: Now) -> Answer:
    """List who did what when, the newest first."""
    told = work_on(args.file, lambda s, _: journal.history(s), now)
    lines = tuple(
        f"{entry.at:%Y-%m-%d %H:%M:%S}Z  {entry.actor or entry.laptop}  "
        f"{entry.words}  {entry.changed}"
        for entry in told
    )
    return Answer(
        lines, [{**asdict(entry), "at": entry.at.isoformat()} for entry in told]
    )


def backup(args: Namespace, now: Now) -> Answer:
    """Copy the workshop file to `to`, or beside it under the time."""
    at = now()
    with closing(open_file(args.file, at=at, actor=ACTOR)) as database:
        copy = args.to or backups.folder_of(args.file)
        if args.to is None or copy.is_dir():
            copy = backups.take(database.raw, args.file, copy, at)
        else:
            backups.save_copy(database.raw, args.file, copy)
    return Answer((f"Backed up to {copy}.",), {"backup": str(copy)})


def restore(args: Namespace, now: Now) -> Answer:
    """Put a backup in the file's place; the file replaced is kept."""
    old = backups.restore(args.file, args.backup, now())
    kept = f" The file it replaces is now {old.name}." if old else ""
    return Answer(
        (f"{args.file} is restored from {args.backup.name}.{kept}",),
        {"file": str(args.file), "replaced": str(old) if old else None},
    )

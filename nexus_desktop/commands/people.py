"""Participants and the programme, from lists."""

from argparse import Namespace
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import Answer, Now, work_on
from nexus_desktop.intake import programme_file
from nexus_desktop.services import people, people_import, programme, workshop


def import_people(args: Namespace, now: Now) -> Answer:
    """Take in a list of participants, or say what would happen."""

    def work(session: Session, at: datetime) -> dict[str, Any]:
        if args.dry_run:
            return people_import.plan_file(session, args.source, args.map).as_answer()
        plan = people_import.import_file(
            session, args.source, args.map, at=at, cancel_missing=args.cancel_missing
        )
        return plan.as_answer()

    report = work_on(args.file, work, now)
    verb = "Would import" if args.dry_run else "Imported"
    lines = (*_summary(report, verb), *_missing(report))
    if report["recognised"]:
        lines = (f"Recognised: {report['recognised']}.", *lines)
    return Answer(lines, report)


def _missing(report: dict[str, Any]) -> tuple[str, ...]:
    names = ", ".join(one["name"] for one in report["missing"])
    if not names:
        return ()
    what = "cancelled" if report["cancelled"] else "kept"
    return (f"Not in this list any more, and {what}: {names}.",)


def import_programme(args: Namespace, now: Now) -> Answer:
    """Take in a programme (CSV or iCalendar)."""

    def work(session: Session, at: datetime) -> dict[str, Any]:
        info = workshop.info(session)
        listed = programme_file.read(args.source, info)
        return programme.import_programme(session, listed, at=at).as_json()

    report = work_on(args.file, work, now)
    return Answer(_summary(report, "Imported"), report)


def _summary(report: dict[str, Any], verb: str) -> tuple[str, ...]:
    skipped = report["skipped"]
    head = (
        f"{verb} {report['rows']} rows: {report['added']} added, {report['updated']} "
        f"updated, {report['unchanged']} unchanged, {len(skipped)} skipped."
    )
    return (head, *(f"  row {line['row']}: {line['reason']}" for line in skipped))


def list_people(args: Namespace, now: Now) -> Answer:
    """List participants, all or those found by a text."""

    def work(session: Session, _at: datetime) -> list[Any]:
        if args.find is None:
            return people.people(session)
        return people.find(session, args.find, limit=100)

    found = work_on(args.file, work, now)
    lines = tuple(
        "\t".join((row.printed_name, row.native_name, row.organisation, row.country))
        for row in found
    )
    return Answer(lines, [asdict(row) for row in found])

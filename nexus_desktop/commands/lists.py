"""Lists of people and certificates, from the workshop file."""

from argparse import Namespace
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import Answer, Now, work_on
from nexus_desktop.commands.notes import session_named
from nexus_desktop.core import certificates as rules
from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.history import counted
from nexus_desktop.core.lists.choices import ListChoices, Scope, Who, kind_named
from nexus_desktop.core.lists.compiling import compile_list
from nexus_desktop.core.lists.material import Material
from nexus_desktop.core.lists.table import PeopleTable, count_sheets, sheets
from nexus_desktop.core.saving import save
from nexus_desktop.documents import certificates_pdf, people_list_pdf, tables_file
from nexus_desktop.documents.missing_letters import touched_on
from nexus_desktop.services import certificates as kept
from nexus_desktop.services import papers

_SCOPES = ("day", "session", "checkpoint", "round")


def list_people(args: Namespace, now: Now) -> Answer:
    """Write a list in the format that the file's name asks for."""
    suffix = args.out.suffix.lower()
    if suffix not in (".pdf", ".xlsx", ".csv"):
        raise NexusError(
            f"{args.out.name}: lists are written as .pdf, .xlsx or .csv; end the name "
            "so."
        )
    kind_named(args.list)
    if sum(getattr(args, name) is not None for name in _SCOPES) > 1:
        raise NexusError("A list is for one day, session, checkpoint or round.")

    def work(session: Session, at: datetime) -> tuple[Material, str]:
        material = papers.material(session, at=at)
        return material, _scope(session, material, args)

    material, scope = work_on(args.file, work, now)
    choices = ListChoices(
        args.list,
        scope,
        tuple(name.strip() for name in (args.columns or "").split(",") if name.strip()),
        Who(args.who) if args.who else None,
        args.group_by or "",
        args.sort or "",
        paper=args.paper,
        across=args.landscape,
    )
    table = compile_list(material, choices)
    missing = touched_on(table) if suffix == ".pdf" else ()
    save(args.out, _content(table, choices, suffix))
    told = [f"Wrote {counted(table.count, 'row')} to {args.out}."]
    if missing:
        told.append(f"Letters that can't be printed are in: {'; '.join(missing)}.")
    return Answer(
        tuple(told),
        {"list": choices.kind, "rows": table.count, "letters_missing": list(missing)},
    )


def certificates(args: Namespace, now: Now) -> Answer:
    """Write the certificates of all who attended enough, as one PDF."""
    if args.out.suffix.lower() != ".pdf":
        raise NexusError(
            f"{args.out.name}: certificates are written as .pdf; end the name so."
        )

    def work(session: Session, at: datetime) -> tuple[Material, kept.CertificateDesign]:
        return papers.material(session, at=at), kept.design(session)

    material, design = work_on(args.file, work, now)
    choices = rules.asked(
        design.choices, days=args.least_days, sessions=args.least_sessions
    )
    people = rules.entitled(material, choices)
    if not people:
        raise NexusError("Nobody has attended enough for a certificate.")
    pdf = certificates_pdf.render(
        rules.certificates(material, choices, people),
        size=choices.paper,
        across=choices.across,
        logo=design.logo if choices.logo else None,
    )
    save(args.out, pdf)
    told = f"Wrote {counted(len(people), 'certificate')} to {args.out}."
    return Answer((told,), {"certificates": len(people)})


def _scope(session: Session, material: Material, args: Namespace) -> str:
    if args.day is not None:
        return f"{Scope.DAY}:{args.day}"
    if args.session is not None:
        return f"{Scope.SESSION}:{session_named(session, args.session).id}"
    if args.checkpoint is not None:
        return f"{Scope.CHECKPOINT}:{_door(material, args.checkpoint)}"
    if args.round is not None:
        return f"{Scope.ROUND}:{_round(material, args.round)}"
    return ""


def _door(material: Material, name: str) -> str:
    for door in material.doors:
        if name.casefold() == door.name.casefold() or name == door.id:
            return door.id
    names = ", ".join(door.name for door in material.doors)
    raise NotFound(f'There is no checkpoint "{name}". Checkpoints: {names}.')


def _round(material: Material, number: int) -> str:
    for turn in material.rounds:
        if turn.number == number:
            return turn.id
    raise NotFound(f"There is no breakout round {number}.")


def _content(table: PeopleTable, choices: ListChoices, suffix: str) -> bytes:
    if suffix == ".csv":
        return tables_file.csv_file(sheets(table))
    if suffix == ".xlsx":
        return tables_file.xlsx_file((*sheets(table), *count_sheets(table)))
    frame = people_list_pdf.frame_of(choices.paper, across=choices.across)
    return people_list_pdf.render(table, frame).pdf

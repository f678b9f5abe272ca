"""Papers from the workshop file: badges and minutes."""

import csv
import io
from argparse import Namespace
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import Answer, Now, work_on
from nexus_desktop.core.badge_sheet import SHEETS, BadgeFace, sheet
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import counted
from nexus_desktop.core.minutes.material import Attribution, Choices
from nexus_desktop.core.saving import save
from nexus_desktop.documents import badges_pdf, minutes_markdown, minutes_pdf
from nexus_desktop.services import badges as badge_actions
from nexus_desktop.services import minutes as minutes_reading


def badges(args: Namespace, now: Now) -> Answer:
    """Issue the badges that are missing and write all as PDF, codes as CSV."""
    chosen = sheet(args.sheet) if args.sheet else SHEETS[0]

    def work(
        session: Session, at: datetime
    ) -> tuple[list[BadgeFace], list[tuple[str, str, str]]]:
        badge_actions.issue_all(session, at=at)
        return list(badge_actions.faces(session)), list(badge_actions.codes(session))

    faces, codes = work_on(args.file, work, now)
    save(args.out, badges_pdf.render(faces, chosen))
    if args.codes:
        save(args.codes, _csv(("participant id", "name", "code"), codes))
    return Answer((f"Wrote {counted(len(faces), 'badge')} to {args.out}.",))


def minutes(args: Namespace, now: Now) -> Answer:
    """Write the minutes in the format that the file's name asks for."""
    suffix = args.out.suffix.lower()
    if suffix not in (".pdf", ".md"):
        raise NexusError(
            f"{args.out.name}: minutes are written as .pdf or .md; end the name so."
        )
    choices = Choices(attribution=Attribution(args.attribution), draft=args.draft)
    compiled = work_on(
        args.file, lambda s, _: minutes_reading.compile_minutes(s, choices), now
    )
    if suffix == ".md":
        content = minutes_markdown.render(compiled).encode()
    else:
        content = minutes_pdf.render(compiled)
    save(args.out, content)
    return Answer((f"Wrote the minutes to {args.out}.",))


def _csv(heads: tuple[str, ...], rows: list[tuple[str, str, str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    return out.getvalue().encode()

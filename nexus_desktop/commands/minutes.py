"""The minutes, and the other papers made of the same notes, as a file."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import Answer, Now, work_on
from nexus_desktop.commands.notes import session_named
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.minutes.compiling import compile_paper
from nexus_desktop.core.minutes.material import (
    Attribution,
    Choices,
    DocumentStatus,
    Template,
)
from nexus_desktop.core.minutes.value import Minutes
from nexus_desktop.core.saving import save
from nexus_desktop.documents import minutes_docx, minutes_markdown, minutes_pdf
from nexus_desktop.services import minutes as minutes_reading

_FORMATS: Mapping[str, Callable[[Minutes], bytes]] = {
    ".pdf": minutes_pdf.render,
    ".docx": minutes_docx.render,
    ".md": lambda compiled: minutes_markdown.render(compiled).encode(),
}


def minutes(args: Namespace, now: Now) -> Answer:
    """Write the minutes in the format that the file's name asks for.

    What is not asked for is as the workshop keeps it.
    """
    write = _FORMATS.get(args.out.suffix.lower())
    if write is None:
        raise NexusError(
            f"{args.out.name}: minutes are written as .pdf, .docx or .md; end the "
            "name so."
        )
    template = Template(args.template or Template.FULL)
    if args.session and template is not Template.SESSION:
        raise NexusError("A session is asked for with --template session only.")

    def work(session: Session, _at: datetime) -> Minutes:
        papers = minutes_reading.papers(session)
        key = session_named(session, args.session).id if args.session else ""
        chosen = _chosen(papers.arrangement.chosen(template, key), args)
        return compile_paper(papers.material, chosen)

    save(args.out, write(work_on(args.file, work, now)))
    return Answer((f"Wrote the minutes to {args.out}.",))


def _chosen(kept: Choices, args: Namespace) -> Choices:
    if args.attribution:
        kept = replace(kept, attribution=Attribution(args.attribution))
    return replace(kept, status=DocumentStatus.DRAFT) if args.draft else kept

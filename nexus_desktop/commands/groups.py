"""The groups of a breakout round on paper or as a table, from the workshop file."""

from argparse import Namespace

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import Answer, Now, work_on
from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.group_list import GroupLists
from nexus_desktop.core.history import counted
from nexus_desktop.core.saving import save
from nexus_desktop.documents import group_papers
from nexus_desktop.services import breakout_papers, breakouts

_TABLES = (".xlsx", ".csv")


def groups(args: Namespace, now: Now) -> Answer:
    """Write the groups of a round as the file's name and `what` ask for."""
    suffix = args.out.suffix.lower()
    if suffix not in (".pdf", *_TABLES):
        raise NexusError(
            f"{args.out.name}: groups are written as .pdf, .xlsx or .csv; end the "
            "name so."
        )
    if suffix in _TABLES and args.what != "lists":
        raise NexusError(
            f"{args.out.name}: {args.what} are written as .pdf; end the name so."
        )
    lists = work_on(args.file, lambda session, _: _lists(session, args.round), now)
    name = suffix[1:] if suffix in _TABLES else args.what
    save(args.out, group_papers.render(lists, name))
    people = sum(len(group.members) for group in lists.groups)
    told = (
        f"Wrote {counted(len(lists.groups), 'group')} of round {args.round} with "
        f"{people:,} people to {args.out}."
    )
    return Answer(
        (told,),
        {"round": args.round, "groups": len(lists.groups), "people": people},
    )


def _lists(session: Session, number: int) -> GroupLists:
    for info in breakouts.rounds(session):
        if info.number == number:
            return breakout_papers.group_lists(session, info.id)
    raise NotFound(f"There is no breakout round {number}.")

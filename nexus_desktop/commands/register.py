"""The register: actions of all sessions, what places reported, carrying over."""

from argparse import Namespace
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from nexus_desktop.commands.answer import ACTOR, Answer, Now, work_on
from nexus_desktop.core import coverage as rules
from nexus_desktop.core.action_list import action_table, due_words
from nexus_desktop.core.actions import Action, Show, shown
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.history import counted
from nexus_desktop.core.lists.table import Sheet, sheets
from nexus_desktop.core.saving import save
from nexus_desktop.documents import people_list_pdf, tables_file
from nexus_desktop.services import actions, coverage, series
from nexus_desktop.services.sharing import open_file


def list_actions(args: Namespace, now: Now) -> Answer:
    """List actions, or write them as a file by owner."""
    board = work_on(args.file, lambda s, at: actions.board(s, at=at), now)
    found = shown(board.actions, Show(args.show), board.today, owner=args.owner)
    document = [_told(action, board.today) for action in found]
    if args.out is None:
        lines = tuple(
            f"{action.state.value:9}  {action.owner or '-'}  {action.text}"
            + (f"  ({due})" if (due := due_words(action, board.today)) else "")
            for action in found
        )
        return Answer(lines, document)
    table = action_table(found, board.workshop, board.today)
    if args.out.suffix.lower() == ".pdf":
        frame = people_list_pdf.frame_of("A4", across=True)
        content = people_list_pdf.render(table, frame).pdf
    else:
        content = _table_file(args.out, sheets(table))
    save(args.out, content)
    return Answer((f"Wrote {counted(len(found), 'action')} to {args.out}.",), document)


def carry(args: Namespace, now: Now) -> Answer:
    """Take over the open actions and the figures of an earlier workshop."""
    at = now()
    with closing(open_file(args.file, at=at, actor=ACTOR)) as database:
        earlier = series.read_file(args.previous, args.file, at=at)
        chosen = {one.id for one in earlier.open_actions}
        taken, _ = database.run(
            lambda session: series.carry(session, earlier, chosen, at=at), at=at
        )
    told = f"Carried over {counted(taken.added, 'action')} from {args.previous.name}"
    known = f"; {taken.known} had been before" if taken.known else ""
    return Answer(
        (f"{told}{known}. Its figures are kept.",),
        {
            "from": earlier.workshop.title,
            "added": taken.added,
            "known": taken.known,
            "figures": [one.as_json() for one in earlier.figures],
        },
    )


def places(args: Namespace, now: Now) -> Answer:
    """Say what each place reported, and which were not heard yet."""
    heard = work_on(args.file, lambda s, _: coverage.heard(s), now)
    if args.by_objective:
        objectives = heard.workshop.objectives
        grid = rules.places_by_objective(heard.said, heard.homes, objectives)
    else:
        grid = rules.places_by_kind(heard.said, heard.homes)
    silent = ", ".join(grid.silent)
    lines = [rules.grid_text(grid)]
    if args.out is not None:
        save(args.out, _table_file(args.out, rules.grid_sheets(grid)))
        lines = [f"Wrote {counted(len(grid.lines), 'place')} to {args.out}."]
    if silent:
        lines.append(f"Not heard yet: {silent}.")
    document = {
        "places": [
            {
                "place": line.name,
                "country": line.detail,
                **{
                    heading.text: len(cell)
                    for heading, cell in zip(grid.headings, line.cells, strict=True)
                },
            }
            for line in grid.lines
        ],
        "silent": list(grid.silent),
        "untouched": list(grid.untouched),
    }
    return Answer(tuple(lines), document)


def _told(action: Action, today: date) -> dict[str, Any]:
    return {
        "id": action.id,
        "text": action.text,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "state": action.state.value,
        "days_late": action.days_late(today),
        "session": action.source,
        "carried_over": action.is_carried,
        "remark": action.remark,
        "past": action.carried.as_json().get("past", []),
    }


def _table_file(out: Path, tables: tuple[Sheet, ...]) -> bytes:
    suffix = out.suffix.lower()
    if suffix == ".csv":
        return tables_file.csv_file(tables[:1])
    if suffix == ".xlsx":
        return tables_file.xlsx_file(tables)
    raise NexusError(
        f"{out.name}: this is written as .xlsx or .csv (actions as .pdf, too); end the "
        "name so."
    )

"""Papers from the workshop file: badges and minutes."""

import csv
import io
from argparse import Namespace
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import Answer, Now, work_on
from nexus_desktop.core.badge_sheet import sheet
from nexus_desktop.core.badge_views import texts_on
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.filing import Filing, Selection, Way
from nexus_desktop.core.history import counted
from nexus_desktop.core.ready_layouts import ready_id, ready_layouts
from nexus_desktop.core.saving import save
from nexus_desktop.documents import (
    badges_pdf,
)
from nexus_desktop.documents.missing_letters import touched
from nexus_desktop.services import badge_batch, badge_layouts
from nexus_desktop.services import badges as badge_actions
from nexus_desktop.services.badge_batch import Batch, Wanted
from nexus_desktop.services.slices import at_once


def badges(args: Namespace, now: Now) -> Answer:
    """Issue the badges that are missing and write those wanted as PDF, codes as CSV."""

    def work(
        session: Session, at: datetime
    ) -> tuple[Batch, list[tuple[str, str, str]]]:
        batch = badge_batch.prepare(at_once(session), _wanted(session, args), at=at)
        return batch, list(badge_actions.codes(session)) if args.codes else []

    batch, codes = work_on(args.file, work, now)
    if args.first > batch.layout.sheet.count:
        fit = counted(batch.layout.sheet.count, "badge")
        raise NexusError(f"A sheet has {fit}; begin at one of them.")
    save(args.out, badges_pdf.render(batch.pieces, batch.layout, first=args.first))
    if args.codes:
        save(args.codes, _csv(("participant id", "name", "code"), codes))
    if args.printed:
        work_on(args.file, lambda s, _: badge_batch.record(at_once(s), batch), now)
    told = [f"Wrote {counted(len(batch.places), 'badge')} to {args.out}."]
    texts = ((face.name, texts_on(batch.layout, face)) for face in batch.faces)
    if missing := touched(texts):
        told.append(f"Letters that can't be printed are in: {'; '.join(missing)}.")
    return Answer(tuple(told))


def _wanted(session: Session, args: Namespace) -> Wanted:
    layout = ready_id(sheet(args.sheet).name) if args.sheet else ""
    if args.sheet and args.layout:
        raise NexusError("Name a sheet or a layout, not both.")
    if args.layout:
        layout = _layout(session, args.layout)
    return Wanted(
        Selection(is_only_due=args.only_new),
        Filing(Way(args.sort), args.per_box),
        layout,
    )


def _layout(session: Session, name: str) -> str:
    """Return the id of the layout called `name`: the workshop's own, or a ready one."""
    own = {one.layout.name: one.id for one in badge_layouts.layouts(session)}
    ready = {layout.name: key for key, layout in ready_layouts().items()}
    known = {**ready, **own}
    for said, key in known.items():
        if said.casefold() == name.strip().casefold():
            return key
    names = ", ".join(f'"{said}"' for said in (*own, *ready))
    raise NexusError(f'There is no badge layout "{name}". Choose one of: {names}.')


def _csv(heads: tuple[str, ...], rows: list[tuple[str, str, str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    return out.getvalue().encode()

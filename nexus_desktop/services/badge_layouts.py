"""Badge layouts of the workshop: kept in the file, chosen for its badges.

Ready layouts (`core.ready_layouts`) are chosen by their ids as well; they can't be
changed, so whoever wants another one adds a copy.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.badge_layout import BadgeLayout, BadgeLayoutError
from nexus_desktop.core.badge_layout_file import as_json, from_json
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.picture import measured
from nexus_desktop.core.ready_layouts import is_ready, ready_layouts
from nexus_desktop.store import rows

_CHOSEN = "badge_layout"
_LOGO = "logo"
_MOST_NAME = 80


@dataclass(frozen=True, slots=True)
class SavedLayout:
    """A layout of this workshop."""

    id: str
    layout: BadgeLayout
    is_chosen: bool = False


def layouts(session: Session) -> list[SavedLayout]:
    """List the layouts kept in this file, by name; those that can't be read not."""
    chosen_one = chosen_id(session)
    found = []
    for row in _kept(session):
        try:
            found.append(_told(session, row, chosen_one))
        except BadgeLayoutError:
            continue
    return found


def layout(session: Session, layout_id: str) -> BadgeLayout:
    """Return a layout of the file, or a ready one.

    Raises:
        NotFound: there is none of that id.
        BadgeLayoutError: what the file holds of it can't be read.
    """
    if is_ready(layout_id):
        if layout_id not in ready_layouts():
            raise NotFound("There is no such ready badge layout.")
        return ready_layouts()[layout_id]
    return _told(session, _row(session, layout_id), "").layout


def chosen(session: Session) -> BadgeLayout:
    """Return the layout that this workshop's badges are printed in.

    Raises:
        BadgeLayoutError: what the file holds of it can't be read.
    """
    return layout(session, chosen_id(session))


def chosen_id(session: Session) -> str:
    """Return the id of the layout that badges are printed in.

    The first ready one, unless another was chosen that is still there.
    """
    settings = _workshop(session).settings
    wanted = str(settings.get(_CHOSEN, ""))
    usual = next(iter(ready_layouts()))
    if is_ready(wanted):
        return wanted if wanted in ready_layouts() else usual
    row = session.get(rows.Layout, wanted) if wanted else None
    return usual if row is None or row.removed_at is not None else wanted


def choose(session: Session, layout_id: str, *, at: datetime) -> BadgeLayout:
    """Print this workshop's badges in a layout from now on; return it.

    Raises:
        NotFound: there is none of that id.
        BadgeLayoutError: what the file holds of it can't be read.
    """
    del at  # the journal keeps it
    session.info["action"] = "layout.choose"
    found = layout(session, layout_id)
    workshop = _workshop(session)
    if workshop.settings.get(_CHOSEN) != layout_id:
        workshop.settings = {**workshop.settings, _CHOSEN: layout_id}
    return found


def add(session: Session, wanted: BadgeLayout, *, at: datetime) -> SavedLayout:
    """Keep a new layout; one whose name is taken gets a number behind it.

    Raises:
        BadgeLayoutError: it can't be like this.
    """
    session.info["action"] = "layout.add"
    taken = {row.name for row in _kept(session)}
    named = replace(wanted, name=_free_name(_tidy(wanted.name), taken))
    row = rows.Layout(id=new_id(at), name=named.name, design=_design(named))
    session.add(row)
    _keep_pictures(session, row.id, named.pictures, at)
    session.flush()
    return _told(session, row, chosen_id(session))


def edit(
    session: Session, layout_id: str, wanted: BadgeLayout, *, at: datetime
) -> SavedLayout:
    """Make a layout what `wanted` is, its name too; the same changes nothing.

    Raises:
        NotFound: there is none of that id.
        BadgeLayoutError: it can't be like this.
    """
    session.info["action"] = "layout.edit"
    row = _row(session, layout_id)
    named = replace(wanted, name=_tidy(wanted.name))
    design = _design(named)
    if row.design != design:
        row.design = design
    if row.name != named.name:
        row.name = named.name
    _keep_pictures(session, row.id, named.pictures, at)
    session.flush()
    return _told(session, row, chosen_id(session))


def remove(session: Session, layout_id: str, *, at: datetime) -> str:
    """Take a layout away; return its name. Badges in it are printed in the usual one.

    Raises:
        NotFound: there is none of that id.
    """
    session.info["action"] = "layout.remove"
    row = _row(session, layout_id)
    row.removed_at = at
    for picture in _pictures(session, layout_id):
        picture.removed_at = at
    return row.name


def restore(session: Session, layout_id: str, *, at: datetime) -> SavedLayout:
    """Bring back a layout that was taken away, and its pictures.

    Raises:
        NotFound: there never was one of that id.
    """
    del at  # the journal keeps it
    session.info["action"] = "layout.restore"
    row = session.get(rows.Layout, layout_id)
    if row is None:
        raise NotFound("This badge layout is not in the workshop.")
    gone = select(rows.Picture).where(
        rows.Picture.owner_id == layout_id,
        rows.Picture.removed_at.is_not(None),
        rows.Picture.removed_at == row.removed_at,
    )
    for picture in session.scalars(gone):
        picture.removed_at = None
    row.removed_at = None
    session.flush()
    return _told(session, row, chosen_id(session))


def _kept(session: Session) -> list[rows.Layout]:
    query = select(rows.Layout).where(rows.Layout.removed_at.is_(None))
    return list(session.scalars(query.order_by(rows.Layout.name, rows.Layout.id)))


def _row(session: Session, layout_id: str) -> rows.Layout:
    row = session.get(rows.Layout, layout_id)
    if row is None or row.removed_at is not None:
        raise NotFound("This badge layout is not in the workshop any more.")
    return row


def _told(session: Session, row: rows.Layout, chosen_one: str) -> SavedLayout:
    pictures = {p.caption: b64decode(p.data) for p in _pictures(session, row.id)}
    read = replace(from_json(row.design), name=row.name, pictures=pictures)
    return SavedLayout(row.id, read, row.id == chosen_one)


def _design(wanted: BadgeLayout) -> dict[str, object]:
    """Return what the file keeps, after a look at whether it can be read again."""
    design = as_json(wanted)
    from_json(design)
    return design


def _tidy(name: str) -> str:
    tidied = " ".join(name.split())[:_MOST_NAME].strip()
    if not tidied:
        raise BadgeLayoutError("A badge layout needs a name.")
    return tidied


def _free_name(name: str, taken: Iterable[str]) -> str:
    names, number = set(taken), 2
    free = name
    while free in names:
        free = f"{name} ({number})"
        number += 1
    return free


def _keep_pictures(
    session: Session, owner: str, wanted: Mapping[str, bytes], at: datetime
) -> None:
    known = {row.caption: row for row in _pictures(session, owner)}
    for name, data in wanted.items():
        size, text = measured(data), b64encode(data).decode()
        row = known.pop(name, None)
        if row is None:
            session.add(
                rows.Picture(
                    id=new_id(at),
                    owner_id=owner,
                    purpose=_LOGO,
                    data=text,
                    width=size.width,
                    height=size.height,
                    caption=name,
                )
            )
        elif row.data != text:
            row.data, row.width, row.height = text, size.width, size.height
    for row in known.values():
        row.removed_at = at


def _pictures(session: Session, owner: str) -> list[rows.Picture]:
    query = select(rows.Picture).where(
        rows.Picture.owner_id == owner,
        rows.Picture.purpose == _LOGO,
        rows.Picture.removed_at.is_(None),
    )
    return list(session.scalars(query))


def _workshop(session: Session) -> rows.Workshop:
    return session.scalars(
        select(rows.Workshop).where(rows.Workshop.removed_at.is_(None))
    ).one()

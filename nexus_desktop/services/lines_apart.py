"""What is written of a line while another laptop writes it too: neither is lost.

Beside the ground of `notes`: it says what an entry replaces of a line, and what not.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import OWN
from nexus_desktop.store import journal, rows

LINE = "line"


def version(row: rows.Note) -> str:
    """Return the entry that wrote the line as it stands."""
    return str(row.versions.get(LINE, row.versions[""]))


def write_again(session: Session, row: rows.Note) -> None:
    """Let whoever takes the line away say which one they saw.

    So one that another laptop wrote meanwhile stands beside it, to be decided.
    """
    journal.replace_all(session, row, LINE, [version(row)])


def spare_unseen(session: Session, row: rows.Note, seen: str) -> None:
    """Let a line about to be written not replace what its writer has not seen.

    That came from another laptop while they were writing. `seen` is as in
    `core.note.WrittenLine`.
    """
    present, own = version(row), f"{session.info['device']}:"
    if seen in ("", present) or present.startswith(own):
        return
    beside = _beside(session, row)
    replaced = {one.stamp for one in beside if one.stamp.startswith(own)}
    replaced |= _own_before(session, row, present) if seen == OWN else {seen}
    if not replaced:
        return
    journal.replace_all(session, row, LINE, sorted(replaced))
    for one in beside:
        if one.stamp in replaced:
            session.delete(one)
    session.add(
        rows.Standing(kind=Kind.NOTE.value, row_id=row.id, field=LINE, stamp=present)
    )


def _own_before(session: Session, row: rows.Note, present: str) -> set[str]:
    """Return what this laptop wrote last of a line, of all that led to `present`."""
    waiting, known = [present], {present}
    found: set[str] = set()
    while waiting:
        device, _, seq = waiting.pop().rpartition(":")
        entry = session.get_one(rows.Entry, (device, int(seq)))
        cell = dict(journal.read_changes(entry))[Kind.NOTE, row.id].get(LINE, {})
        for one in set(cell.get("replaces", ())) - known:
            known.add(one)
            is_own = one.startswith(f"{session.info['device']}:")
            (found.add if is_own else waiting.append)(one)
    return found


def _beside(session: Session, row: rows.Note) -> list[rows.Standing]:
    one = rows.Standing
    query = select(one).where(
        one.kind == Kind.NOTE.value, one.row_id == row.id, one.field == LINE
    )
    return list(session.scalars(query.order_by(one.stamp)))

"""Which laptops count: ending one that was lost, letting one in. Only the root does so.

What an ended laptop wrote after its last entry that is known here is kept on every
laptop, takes no effect, and is listed. So is what others built on it.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.laptops import Ended, Unheeded
from nexus_desktop.exchange.belonging import Circle
from nexus_desktop.exchange.judging import circle_of
from nexus_desktop.exchange.membership import Share, share_of
from nexus_desktop.services import history
from nexus_desktop.services.identity import can_write
from nexus_desktop.store.rows import Device, Entry, Refusal


class RevokingProblem(NexusError):  # noqa: N818
    """A laptop can't be ended or let in so."""


def end(session: Session, device: str, *, at: datetime) -> Ended:
    """End a laptop, under all ids that it had: what it wrote that is here counts.

    Raises:
        RevokingProblem: this is not the laptop on which sharing began, or that is the
            one to be ended, or it was ended already, or it is none.
    """
    del at  # the journal keeps it
    circle = _as_root(session)
    if circle.is_root(device):
        raise RevokingProblem(
            "The laptop on which sharing began can't be ended. If it is lost, begin to "
            "share anew on another one: nexus-desktop device begin-anew FILE."
        )
    rows = [session.get_one(Device, one) for one in _identities(circle, device)]
    name = circle.members[device].name
    if all(row.ended is not None for row in rows):
        raise RevokingProblem(f"{name} was ended already.")
    session.info["action"] = "device.end"
    for row in rows:
        if row.ended is None:
            row.ended = _last(session, row.id)
    session.flush()
    ids = {row.id for row in rows}
    brought = (
        one.name
        for one in circle.members.values()
        if circle.inviter(one) in ids and one.device not in ids and one.ended is None
    )
    return Ended(
        device, name, max(row.ended or 0 for row in rows), tuple(sorted(brought))
    )


def let_in(session: Session, device: str, *, at: datetime) -> str:
    """Let a laptop count that used an invitation again, or came by another's word.

    Returns its name. What it wrote takes effect, on every laptop.

    Raises:
        RevokingProblem: this is not the laptop on which sharing began, or the other
            counts already, or was ended, or is none.
    """
    del at  # the journal keeps it
    circle = _as_root(session)
    if circle.is_root(device):
        raise RevokingProblem("The laptop on which sharing began counts already.")
    rows = [session.get_one(Device, one) for one in _identities(circle, device)]
    name = circle.members[device].name
    if any(row.ended is not None for row in rows):
        raise RevokingProblem(f"{name} was ended. Invite it anew.")
    if all(circle.bound(row.id) is None for row in rows):
        raise RevokingProblem(f"{name} counts already.")
    session.info["action"] = "device.confirm"
    for row in rows:
        row.confirmed = True
    session.flush()
    return name


def count_until(session: Session, device: str, last: int, *, at: datetime) -> str:
    """Let an ended laptop count up to a later entry: it wrote that before it was lost.

    Returns its name. What it wrote beyond takes no effect still.

    Raises:
        RevokingProblem: this is not the laptop on which sharing began, or the other was
            not ended, or no such entry of it is here.
    """
    del at  # the journal keeps it
    circle = _as_root(session)
    _identities(circle, device)
    row = session.get_one(Device, device)
    if row.ended is None:
        raise RevokingProblem(f"{row.name} was not ended: all that it wrote counts.")
    here = _last(session, device)
    if not row.ended < last <= here:
        raise RevokingProblem(
            f"{row.name} counts up to its entry {row.ended}, and {here} are here. Name "
            "one between these."
        )
    session.info["action"] = "device.confirm"
    row.ended, row.confirmed = last, True
    session.flush()
    return row.name


def let_in_newcomers(session: Session, share: Share) -> None:
    """As the root, let in whoever came with a good invitation, the first who is heard.

    Elsewhere it does nothing.
    """
    circle = circle_of(session, share)
    if not circle.is_root(session.info["device"]) or not can_write(session):
        return
    for device in circle.unconfirmed():
        session.info.setdefault("action", "device.confirm")
        session.get_one(Device, device).confirmed = True


def written_after(session: Session) -> tuple[Unheeded, ...]:
    """Return what takes no effect here or anywhere, the latest first."""
    query = (
        select(Entry, Refusal.why)
        .join(Refusal, (Refusal.device == Entry.device) & (Refusal.seq == Entry.seq))
        .order_by(Entry.hlc.desc(), Entry.device)
    )
    found = session.execute(query).all()
    told = history.told((entry for entry, _ in found), session)
    return tuple(
        Unheeded(one.name, entry.device, one.laptop, one.words, one.at, why)
        for one, (entry, why) in zip(told, found, strict=True)
    )


def named(session: Session, name: str) -> str:
    """Return the id of the laptop that a person calls `name`.

    Raises:
        RevokingProblem: there is none, or more than one.
    """
    found = [one for one in _named(session) if name in one]
    if len(found) == 1:
        return found[0][0]
    if not found:
        known = ", ".join(sorted({one for _, one in _named(session)}))
        raise RevokingProblem(f"No laptop is called “{name}”. There are: {known}.")
    ids = ", ".join(sorted(device for device, _ in found))
    raise RevokingProblem(
        f"{len(found)} laptops are called “{name}”. Give the id of one: {ids}."
    )


def _named(session: Session) -> Iterator[tuple[str, str]]:
    """Give id and name of laptops, each under its latest id."""
    share = _shared(session)
    circle = circle_of(session, share)
    yield share.root_device, session.get_one(Device, share.root_device).name
    for one in circle.members.values():
        if circle.identities(one.device)[-1] == one.device:
            yield one.device, one.name


def _shared(session: Session) -> Share:
    share = share_of(session)
    if share is None:
        raise RevokingProblem(
            "This workshop is not shared yet, so there is no other laptop."
        )
    return share


def _as_root(session: Session) -> Circle:
    circle = circle_of(session, _shared(session))
    if not circle.is_root(session.info["device"]):
        raise RevokingProblem(
            "Only the laptop on which sharing began says who belongs. Do it there."
        )
    return circle


def _identities(circle: Circle, device: str) -> list[str]:
    if device not in circle.members:
        raise RevokingProblem("This laptop does not share the workshop.")
    return circle.identities(device)


def _last(session: Session, device: str) -> int:
    return (
        session.scalar(select(func.max(Entry.seq)).where(Entry.device == device)) or 0
    )

"""A laptop that was lost: it is ended, reads nothing new, and the hub shuts it out.

The first two are one transaction, so that neither is ever done without the other. The
login needs the hub: when it is out of reach, that step stays open. Doing all of it
again does what is open, and closes the login again.
"""

from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.lost_laptop import Login, LostLaptop
from nexus_desktop.exchange import hub
from nexus_desktop.exchange.hub_address import HubProblem
from nexus_desktop.exchange.profile import Place, Profile
from nexus_desktop.services import keys, revoking, sharing
from nexus_desktop.services.slices import Take
from nexus_desktop.store.database import store, stored
from nexus_desktop.store.rows import Device

_LOGINS = "logins"  # serial of an invitation -> what became of its login at the hub


def lose(take: Take, device: str, *, at: datetime) -> LostLaptop:
    """End a laptop with all that follows; it may wait for the hub.

    Raises:
        NexusError: this is not the laptop on which sharing began, or that is the one
            to be ended, or there is no such laptop.
    """
    brought = take(partial(_end, device=device, at=at))
    login, problem = take(partial(_login, device=device)), ""
    if login is not None:
        serial, profile, this = login
        try:
            became = _closed(profile, this, serial)
        except HubProblem as reason:
            problem = str(reason)
        else:
            take(partial(_note, serial=serial, login=became))
    state = take(partial(lost, device=device))
    return replace(state, problem=problem, brought=brought)


def lost(session: Session, device: str) -> LostLaptop:
    """Return how far it is with a laptop.

    Raises:
        NexusError: the workshop is not shared, or there is no such laptop.
    """
    share = sharing.shared(session)
    row = session.get(Device, device)
    if row is None:
        raise revoking.RevokingProblem("There is no such laptop in this workshop.")
    family = _family(session, device)
    known = max(int(one.keys.get("epoch", 1)) for one in family)
    return LostLaptop(
        device,
        row.name,
        row.ended,
        has_old_keys=row.ended is not None and share.ring.epoch > known,
        login=_state_of_login(session, family),
    )


def _end(session: Session, device: str, at: datetime) -> tuple[str, ...]:
    """End it and change the keys, as far as that was not done."""
    state = lost(session, device)
    brought: tuple[str, ...] = ()
    if state.last is None:
        brought = revoking.end(session, device, at=at).brought
    if not state.has_old_keys:
        keys.change(session, sharing.shared(session))
    return brought


def _family(session: Session, device: str) -> list[Device]:
    """Return all identities of a laptop, the first one first."""
    rows = session.scalars(select(Device)).all()
    first = keys.families_of(rows)
    family = [one for one in rows if first[one.id] == first[device]]
    return sorted(family, key=lambda one: one.id != first[device])


def _serial(family: list[Device]) -> str:
    """Return the serial of the invitation with which it joined; its login has it."""
    return str(family[0].voucher.get("certificate", {}).get("serial", ""))


def _state_of_login(session: Session, family: list[Device]) -> Login:
    became = (stored(session, _LOGINS) or {}).get(_serial(family))
    if became is not None:
        return Login(became)
    profile = keys.profile_of(session)
    place = profile.place(session.info["device"]) if profile else Place.NOWHERE
    return Login.NONE if place is Place.NOWHERE else Login.OPEN


def _login(session: Session, device: str) -> tuple[str, Profile, str] | None:
    """Return what it takes to close a login: its serial, and where the hub is told."""
    family, profile = _family(session, device), keys.profile_of(session)
    serial = _serial(family)
    this = str(session.info["device"])
    if profile is None or not serial or profile.place(this) is Place.NOWHERE:
        return None
    return serial, profile, this


def _closed(profile: Profile, this: str, serial: str) -> Login:
    known = profile.hub(this)
    if known.problem:
        raise HubProblem(known.problem)
    return Login.CLOSED if hub.close_login(known.url, serial) else Login.NONE


def _note(session: Session, serial: str, login: Login) -> None:
    store(session, _LOGINS, {**(stored(session, _LOGINS) or {}), serial: str(login)})

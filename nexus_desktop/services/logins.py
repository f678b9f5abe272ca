"""A laptop's login at the hub, made anew: as after the server was put back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.services.identity import SharingProblem
from nexus_desktop.services.sharing import shared
from nexus_desktop.store.rows import Device


def serial_of(session: Session, name: str) -> str:
    """Return the serial of the invitation of the laptop called `name`.

    Its login at the hub is called after it (`exchange.hub.add_login`).

    Raises:
        SharingProblem: the workshop is not shared, no laptop or several are called so,
            or it was ended.
    """
    shared(session)
    called = session.scalars(select(Device).where(Device.name == name))
    joined = {one.voucher["certificate"]["serial"]: one for one in called if _came(one)}
    if len(joined) != 1:
        why = "Several laptops are" if joined else "No laptop that was invited is"
        raise SharingProblem(f"{why} called {name}. See their names under Laptops.")
    ((serial, row),) = joined.items()
    if row.ended is not None:
        raise SharingProblem(f"{name} was ended: it gets no login any more.")
    return str(serial)


def _came(row: Device) -> bool:
    """Tell whether a laptop came with an invitation; others belonged before."""
    return "certificate" in row.voucher

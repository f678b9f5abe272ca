"""Making a laptop the first of those that share a workshop."""

from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.ids import new_id
from nexus_desktop.exchange import membership
from nexus_desktop.exchange.boxes import sealing_key
from nexus_desktop.exchange.judging import forget
from nexus_desktop.exchange.membership import Share, keep_share, share_of
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.exchange.sealing import new_key
from nexus_desktop.exchange.signing import new_secret, public_of
from nexus_desktop.services import exchanging
from nexus_desktop.services.identity import Member, SharingProblem
from nexus_desktop.store import merging
from nexus_desktop.store.database import Database
from nexus_desktop.store.journal import stamp
from nexus_desktop.store.rows import Device, Entry, Parked, Workshop


def begin(database: Database, *, at: datetime, profile: Profile | None = None) -> Share:
    """Begin to share: this laptop becomes the root. The second time changes nothing."""
    share = database.run(share_of, at=at)[0]
    if share is not None:
        return share
    profile, secret = profile or Profile(), new_secret()
    database.run(partial(_tell_sealing_key, secret), at=at)
    workshop = database.run(_workshop, at=at)[0]
    return _found(database, Member(profile, secret), workshop, at)


def begin_anew(
    database: Database, *, at: datetime, profile: Profile | None = None
) -> Share:
    """Begin to share anew: this copy is the first of a new sharing, with new keys.

    For when the laptop on which sharing began is no more. Nobody else belongs to it
    until invited; what this file holds is vouched for by this laptop. Entries that
    waited for others are left out: none of these can come any more.

    Raises:
        SharingProblem: the workshop is not shared.
    """
    if database.run(share_of, at=at)[0] is None:
        raise SharingProblem(
            "This workshop is not shared, so it needs no new beginning. Invite others."
        )
    member = Member(profile or Profile(), new_secret())
    database.renew(member, at=at)
    return _found(database, member, new_id(at), at)


def _found(database: Database, root: Member, workshop: str, at: datetime) -> Share:
    """Make this laptop the root, which vouches for all that is in the file."""
    history = database.run(exchanging.vector, at=at)[0]
    share = Share(
        workshop=workshop,
        keys={"1": new_key().hex()},
        root=public_of(root.secret).hex(),
        root_device=database.device,
        history=history,
    )
    if root.profile.secret(database.device) is None:
        root.profile.keep(database.device, root.secret)
    root.profile.wrote(database.device, history[database.device])
    database.run(partial(_vouch, share=share, secret=root.secret), at=at)
    database.identity = root
    return share


def _vouch(session: Session, share: Share, secret: bytes) -> None:
    """Sign what was written before, by whomever, and whether it counts."""
    refused = merging.refused(session)
    for one in session.scalars(select(Entry)):
        counts = stamp(one) not in refused
        one.signature = membership.vouch(secret, one, counts=counts)
    for parked in session.scalars(select(Parked)):
        session.delete(parked)
    forget(session)
    keep_share(session, share)


def _tell_sealing_key(secret: bytes, session: Session) -> None:
    session.info["action"] = "device.share"
    this = session.get_one(Device, session.info["device"])
    this.sealing_key = sealing_key(secret)


def _workshop(session: Session) -> str:
    return session.scalars(select(Workshop.id)).one()

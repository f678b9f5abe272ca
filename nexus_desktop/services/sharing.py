"""Several laptops with one workshop: inviting, joining, and meeting by file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.exchanging import Received
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import bundle, hub, membership
from nexus_desktop.exchange.judging import Judge, circle_of, fit
from nexus_desktop.exchange.membership import (
    Invitation,
    Issuer,
    Share,
    keep_share,
    share_of,
)
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.packing import NO_NUMBER
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.exchange.signing import new_secret
from nexus_desktop.services import clocks, exchanging, founding, keys, revoking
from nexus_desktop.services.identity import Member, SharingProblem, Stranger
from nexus_desktop.services.laptop_problems import named
from nexus_desktop.store import merging
from nexus_desktop.store.database import Database, store, stored
from nexus_desktop.store.rows import Workshop

_HEARD = "heard"  # device -> its vector when it was last heard from
_TITLE = 80  # letters of a title that an invitation says


def open_file(
    path: Path, *, at: datetime, actor: str = "", profile: Profile | None = None
) -> Database:
    """Open a workshop file as the laptop that it belongs to.

    A file that was put back from a backup is written on under a new identity, for which
    the old one speaks, so that no number is ever used twice.

    Raises:
        NexusError: as `Database.open`.
    """
    profile = profile or Profile()
    database = Database.open(path, at=at, actor=actor)
    try:
        share = database.run(share_of, at=at)[0]
        if share is not None:
            _attend(database, share, profile, at)
    except BaseException:
        database.close()
        raise
    return database


def _attend(database: Database, share: Share, profile: Profile, at: datetime) -> None:
    secret = profile.secret(database.device)
    if secret is None:
        database.identity = Stranger()
        return
    here = database.run(exchanging.vector, at=at)[0].get(database.device, 0)
    role = database.run(lambda s: _role(s, share, database.device), at=at)[0]
    if profile.last(database.device) == here:
        database.identity = Member(profile, secret, role)
    else:
        fresh = Member(profile, new_secret(), role, before=database.device)
        database.renew(fresh, at=at)
        profile.pass_on_hub(fresh.before, database.device)


def _role(session: Session, share: Share, device: str) -> Role:
    if device == share.root_device:
        return Role.COORDINATOR
    one = circle_of(session, share).members.get(device)
    return Role.DESK if one is None else one.role


def _title(session: Session) -> str:
    """Return the title as far as it fits; "" where nothing has arrived yet."""
    return (session.scalars(select(Workshop.title)).first() or "")[:_TITLE]


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation offers.

    Attributes:
        days: for which it is good.
        hub: address of the hub with the login of its owner, "" for none.
    """

    role: Role
    days: int = 7
    hub: str = ""


def invite(
    database: Database, offer: Offer, *, at: datetime, profile: Profile | None = None
) -> Invitation:
    """Return an invitation for one laptop, with a login of its own at the hub.

    Raises:
        SharingProblem: this is neither the laptop on which sharing began (it still is
            when its file was put back from a backup since) nor a coordinator's.
        HubProblem: the hub gives no login.
    """
    profile = profile or Profile()
    share = founding.begin(database, at=at, profile=profile)
    issuer = database.run(partial(_issuer, share=share, profile=profile), at=at)[0]
    expires = at + timedelta(days=offer.days)
    made = replace(
        membership.invitation(share, issuer, offer.role, expires),
        title=database.run(_title, at=at)[0],
    )
    if not offer.hub:
        return made
    profile.keep_hub(database.device, offer.hub)
    return with_login(made, offer.hub)


def _issuer(session: Session, share: Share, profile: Profile) -> Issuer:
    root = profile.secret(share.root_device)
    if root is not None:
        return Issuer(share.root_device, root)
    identity, device = session.info["identity"], session.info["device"]
    if isinstance(identity, Member) and may_invite(session, share):
        return Issuer(device, identity.secret)
    raise SharingProblem(
        "Only the laptop on which sharing began and the coordinators' laptops can "
        "invite others. Do it there."
    )


def may_invite(session: Session, share: Share) -> bool:
    """Tell whether this laptop is the root's or a coordinator's, and still counts."""
    device, circle = session.info["device"], circle_of(session, share)
    one = circle.members.get(device)
    return circle.is_root(device) or (
        one is not None
        and one.role is Role.COORDINATOR
        and circle.bound(device) is None
    )


def with_login(invitation: Invitation, url: str) -> Invitation:
    """Return the invitation with a login of its own at the hub, made by its owner.

    Raises:
        HubProblem: the hub gives none.
    """
    login = hub.add_login(url, invitation.certificate["serial"])
    return replace(invitation, hub=login)


def look_at(
    invitation: Invitation, *, at: datetime, profile: Profile | None = None
) -> None:
    """Tell before anything is made why nobody can join with an invitation any more.

    Raises:
        SharingProblem: it has expired, or was used on this laptop.
    """
    if at > datetime.fromisoformat(invitation.certificate["expires"]):
        raise SharingProblem("This invitation has expired. Ask for a new one.")
    used = (profile or Profile()).used(invitation.certificate["serial"])
    if used:
        made = (
            f": it made {used}. Open that file, or ask"
            if Path(used).exists()
            else ". Ask"
        )
        raise SharingProblem(
            f"This invitation was used on this laptop already{made} for another."
        )


def join(
    path: Path,
    invitation: Invitation,
    *,
    name: str,
    at: datetime,
    profile: Profile | None = None,
) -> Database:
    """Make this laptop's own copy of the workshop; entries come when it meets others.

    Raises:
        SharingProblem: the invitation is good no longer.
        NexusError: the file can't be made.
    """
    profile = profile or Profile()
    look_at(invitation, at=at, profile=profile)
    role = Role(invitation.certificate["role"])
    member = Member(profile, new_secret(), role, invitation)
    database, _ = Database.create(
        path,
        lambda session: keep_share(session, invitation.share),
        at=at,
        actor=name,
        identity=member,
    )
    profile.use(invitation.certificate["serial"], path)
    if invitation.hub:
        profile.keep_hub(database.device, invitation.hub)
    return database


def receive(session: Session, packets: Sequence[Packet]) -> Received:
    """Take in entries, of those who belong to the workshop only."""
    share = shared(session)
    received = exchanging.receive(session, packets, Judge(session, share))
    if Kind.DEVICE in session.info["received"]:
        said = fit(session, share)
        received = replace(
            received,
            refused=tuple(dict.fromkeys((*received.refused, *said))),
            conflicts=merging.conflicts(session),
        )
    revoking.let_in_newcomers(session, share)
    keys.attend(session, share)
    came = ((one.device, one.seq) for one in packets if one.seq < NO_NUMBER)
    clocks.read(session, came)
    told = tuple(named(session, one) for one in received.refused)
    return replace(received, refused=told)


def had_by_all(session: Session, share: Share) -> dict[str, int]:
    """Return what every other laptop is known to have; nothing of one unheard of."""
    members = circle_of(session, share).present()
    heard = stored(session, _HEARD) or {}
    others = [heard.get(one, {}) for one in members - {session.info["device"]}]
    if not others:
        return {}
    return {
        device: min(known.get(device, 0) for known in others)
        for device in set().union(*others)
    }


def heard_from(session: Session, head: bundle.Head) -> None:
    """Note what another laptop has, so that it need not be told again.

    That may be less than before: its file may have been put back.
    """
    heard = stored(session, _HEARD) or {}
    store(session, _HEARD, {**heard, head.sender: dict(head.vector)})


def shared(session: Session) -> Share:
    """Return what the laptops share.

    Raises:
        SharingProblem: sharing has not begun.
    """
    share = share_of(session)
    if share is None:
        raise SharingProblem(
            "This workshop is not shared yet. Invite another laptop first."
        )
    return share

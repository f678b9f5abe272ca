"""Several laptops with one workshop: inviting, joining, and meeting by file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.exchanging import Received
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.roles import Role, forbidden
from nexus_desktop.exchange import bundle, hub, membership
from nexus_desktop.exchange.boxes import sealing_key
from nexus_desktop.exchange.membership import Invitation, Share, keep_share, share_of
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.exchange.sealing import new_key
from nexus_desktop.exchange.signing import new_secret, public_of
from nexus_desktop.services import clocks, exchanging, keys
from nexus_desktop.services.laptop_problems import named
from nexus_desktop.store.database import Database, store, stored
from nexus_desktop.store.rows import Device, Entry, Workshop

_HEARD = "heard"  # device -> its vector when it was last heard from
_TITLE = 80  # letters of a title that an invitation says


class SharingProblem(NexusError):  # noqa: N818
    """The workshop can't be shared, joined or exchanged so."""


_ROLES = {
    Role.COORDINATOR: "a coordinator's",
    Role.DESK: "a registration desk",
    Role.RAPPORTEUR: "a rapporteur's",
}


@dataclass(frozen=True, slots=True)
class Member:
    """This laptop as the others know it; signs what is written here.

    Attributes:
        invitation: with which it joins, None when it belongs already.
        before: id of the identity that speaks for a new one.
    """

    profile: Profile
    secret: bytes
    role: Role = Role.COORDINATOR
    invitation: Invitation | None = None
    before: str = ""

    def introduce(self, device: str) -> Mapping[str, Any]:
        """Return what the record of a laptop that joins says; its key is kept."""
        public = public_of(self.secret)
        if self.invitation is not None:
            voucher = membership.invited(self.invitation, device, public)
        else:
            old = self.profile.secret(self.before) or b""
            voucher = membership.vouched(self.before, old, device, public)
        self.profile.keep(device, self.secret)
        return {
            "role": self.role.value,
            "public_key": public.hex(),
            "sealing_key": sealing_key(self.secret),
            "voucher": voucher,
        }

    def check(self, changes: Iterable[tuple[Kind, Iterable[str]]]) -> None:
        """Refuse what this laptop may not write: nobody else would take it either.

        Raises:
            SharingProblem: it is not for a laptop of this role.
        """
        for kind, fields in changes:
            if kind is not Kind.DEVICE and forbidden(self.role, kind, fields):
                raise SharingProblem(
                    f"This laptop joined as {_ROLES[self.role]}, which may not do "
                    "that. Do it on the coordinator's laptop."
                )

    def sign(self, device: str, seq: int, digest: bytes) -> bytes:
        """Return the signature of an entry.

        Raises:
            SharingProblem: another copy of this file has used the number.
        """
        if self.profile.last(device) >= seq:
            raise SharingProblem(_TWICE)
        return membership.signature(self.secret, device, seq, digest)

    def wrote(self, device: str, seq: int) -> None:
        """Note how far this laptop has written."""
        self.profile.wrote(device, seq)


class Stranger:
    """A copy of a shared workshop on a laptop that nobody invited: it can be read."""

    def introduce(self, _device: str, /) -> Mapping[str, Any]:
        """Refuse."""
        raise SharingProblem(_STRANGER)

    def check(self, changes: Iterable[tuple[Kind, Iterable[str]]]) -> None:
        """Refuse: an entry of ours would be left out everywhere else."""
        if any(True for _ in changes):
            raise SharingProblem(_STRANGER)

    def sign(self, _device: str, _seq: int, _digest: bytes, /) -> bytes:
        """Refuse: an entry of ours would be left out everywhere else."""
        raise SharingProblem(_STRANGER)

    def wrote(self, _device: str, _seq: int, /) -> None:
        """Refuse: nothing was signed that could be on disk."""
        raise SharingProblem(_STRANGER)


_TWICE = (
    "A copy of this file is in use on this laptop, and was written to. Close this one "
    "and open it again: it goes on as a laptop of its own."
)
_STRANGER = (
    "This file is a copy of a workshop that several laptops share, and this laptop was "
    "not invited. It can be read here; to write, ask the coordinator for an invitation."
)


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
            database.run(partial(keys.recall, share=share), at=at)
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
    return (membership.told(session, share, device) or (b"", Role.DESK))[1]


def begin(database: Database, *, at: datetime, profile: Profile | None = None) -> Share:
    """Begin to share: this laptop becomes the root. The second time changes nothing."""
    share = database.run(share_of, at=at)[0]
    if share is not None:
        return share
    profile, secret = profile or Profile(), new_secret()
    database.run(partial(_tell_sealing_key, secret), at=at)
    history = database.run(exchanging.vector, at=at)[0]
    share = Share(
        workshop=database.run(_workshop, at=at)[0],
        keys={"1": new_key().hex()},
        root=public_of(secret).hex(),
        root_device=database.device,
        history=history,
    )
    profile.keep(database.device, secret)
    profile.wrote(database.device, history[database.device])
    made = share

    def share_all(session: Session) -> None:
        """Vouch for what was written before, by whomever, as the root."""
        keep_share(session, made)
        for one in session.scalars(select(Entry)):
            one.signature = membership.signature(secret, one.device, one.seq, one.hash)

    database.run(share_all, at=at)
    database.identity = Member(profile, secret)
    return share


def _tell_sealing_key(secret: bytes, session: Session) -> None:
    session.info["action"] = "device.share"
    this = session.get_one(Device, session.info["device"])
    this.sealing_key = sealing_key(secret)


def _workshop(session: Session) -> str:
    return session.scalars(select(Workshop.id)).one()


def _title(session: Session) -> str:
    return session.scalars(select(Workshop.title)).one()[:_TITLE]


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
        SharingProblem: this is not the laptop on which sharing began. It still is when
            its file was put back from a backup since.
        HubProblem: the hub gives no login.
    """
    profile = profile or Profile()
    share = begin(database, at=at, profile=profile)
    root = profile.secret(share.root_device)
    if root is None:
        raise SharingProblem(
            "Only the laptop on which sharing began can invite others. Do it there."
        )
    made = replace(
        membership.invitation(share, root, offer.role, at + timedelta(days=offer.days)),
        title=database.run(_title, at=at)[0],
    )
    if not offer.hub:
        return made
    profile.keep_hub(database.device, offer.hub)
    return with_login(made, offer.hub)


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
        raise SharingProblem(
            f"This invitation was used on this laptop already: it made {used}. Open "
            "that file, or ask for another invitation."
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
    judge = membership.Judge(session, share)
    received = exchanging.receive(session, packets, judge)
    keys.attend(session, share)
    clocks.read(session, ((one.device, one.seq) for one in packets))
    told = tuple(named(session, one) for one in received.refused)
    return replace(received, refused=told)


def had_by_all(session: Session, share: Share) -> dict[str, int]:
    """Return what every other laptop is known to have; nothing of one unheard of."""
    members = {share.root_device, *membership.members(session)}
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

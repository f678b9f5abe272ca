"""This laptop as the others know it: what it signs, and what it may write."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.roles import Role, forbidden
from nexus_desktop.exchange import membership
from nexus_desktop.exchange.boxes import sealing_key
from nexus_desktop.exchange.judging import bounds_of, fit
from nexus_desktop.exchange.membership import Invitation, share_of
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.exchange.signing import public_of
from nexus_desktop.store.rows import Entry


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
        self.profile.keep(device, self.secret)
        if not self.before and self.invitation is None:
            return {"sealing_key": sealing_key(self.secret)}  # the root itself
        if self.invitation is not None:
            voucher = membership.invited(self.invitation, device, public)
        else:
            old = self.profile.secret(self.before) or b""
            voucher = membership.vouched(self.before, old, device, public)
        return {
            "role": self.role.value,
            "public_key": public.hex(),
            "sealing_key": sealing_key(self.secret),
            "voucher": voucher,
        }

    def check(
        self, session: Session, changes: Iterable[tuple[Kind, Iterable[str]]]
    ) -> None:
        """Refuse what this laptop may not write: nobody else would take it either.

        Raises:
            SharingProblem: it is not for a laptop of this role, or none of what this
                one writes counts any more.
        """
        said = list(changes)
        bound = bounds_of(session).get(session.info["device"]) if said else None
        if bound is not None:
            raise SharingProblem(
                f"This laptop can't write any more. {bound.told} Ask the coordinator."
            )
        for kind, fields in said:
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

    def entered(self, session: Session, kinds: Collection[Kind]) -> None:
        """Let the tables hold what counts, if this entry says who does."""
        share = share_of(session)
        if share is not None and Kind.DEVICE in kinds:
            fit(session, share)

    def wrote(self, device: str, seq: int) -> None:
        """Note how far this laptop has written."""
        self.profile.wrote(device, seq)

    def is_at(self, device: str, seq: int) -> bool:
        """Tell whether no copy of the file has written further than this one."""
        return self.profile.last(device) == seq


class Stranger:
    """A copy of a shared workshop on a laptop that nobody invited: it can be read."""

    def introduce(self, _device: str, /) -> Mapping[str, Any]:
        """Refuse."""
        raise SharingProblem(_STRANGER)

    def check(
        self, _session: Session, changes: Iterable[tuple[Kind, Iterable[str]]]
    ) -> None:
        """Refuse: an entry of ours would be left out everywhere else."""
        if any(True for _ in changes):
            raise SharingProblem(_STRANGER)

    def sign(self, _device: str, _seq: int, _digest: bytes, /) -> bytes:
        """Refuse: an entry of ours would be left out everywhere else."""
        raise SharingProblem(_STRANGER)

    def entered(self, _session: Session, _kinds: Collection[Kind], /) -> None:
        """Refuse: nothing was signed that could be in the journal."""
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


def can_write(session: Session) -> bool:
    """Tell whether this laptop may write of its own accord, and others will take it."""
    identity, device = session.info.get("identity"), session.info["device"]
    if not isinstance(identity, Member) or session.info.get("is_used_elsewhere"):
        return False
    query = select(func.max(Entry.seq)).where(Entry.device == device)
    is_last = identity.is_at(device, session.scalar(query) or 0)
    return is_last and device not in bounds_of(session)

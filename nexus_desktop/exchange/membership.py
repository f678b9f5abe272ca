"""Who belongs to the workshop, and whether an entry may be believed.

The laptop on which sharing began is the root. It signs invitations; an invitation's key
signs the key of the laptop that joins with it. A laptop whose file was put back from a
backup takes a new identity, for which its old one speaks. So every key leads back to
the root's, which each laptop got with its invitation.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy.orm import Session

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.roles import OF_JOINING, OF_ROOT, Role, forbidden
from nexus_desktop.exchange.sealing import KeyRing
from nexus_desktop.exchange.signing import is_signed, new_secret, public_of, sign
from nexus_desktop.store.database import store, stored
from nexus_desktop.store.encoding import dumps
from nexus_desktop.store.journal import DamagedEntry, Fields, read_changes, stamp
from nexus_desktop.store.merging import Verdict
from nexus_desktop.store.rows import Entry

_SHARE = "share"
_ENTRY, _INVITATION, _JOINING = "entry-v1", "invitation-v1", "joining-v1"


@dataclass(frozen=True, slots=True)
class Share:
    """What makes laptops belong together; only they know it.

    Attributes:
        workshop: id of the workshop.
        keys: epoch -> a key of the workshop, hexadecimal; bundles and the hub are
            closed with the newest.
        root, root_device: the public key (hexadecimal) and the id of the first laptop.
        history: device -> its last entry before sharing began; the root signed those.
    """

    workshop: str
    keys: Mapping[str, str]
    root: str
    root_device: str
    history: Mapping[str, int]

    @property
    def ring(self) -> KeyRing:
        """The keys of the workshop."""
        keys = {int(epoch): bytes.fromhex(key) for epoch, key in self.keys.items()}
        return KeyRing(keys)


@dataclass(frozen=True, slots=True)
class Invitation:
    """The right to join once.

    Attributes:
        secret: the key (hexadecimal) that signs the key of whoever joins.
        certificate: what the root signed: serial, role, expiry, public key.
        signature: of the root, hexadecimal.
        hub: address of the hub with a login for the laptop, "" for none.
        title: of the workshop, to be shown before anything else of it is here.
    """

    share: Share
    secret: str
    certificate: Mapping[str, str]
    signature: str
    hub: str = ""
    title: str = ""


def share_of(session: Session) -> Share | None:
    """Return what the laptops of this workshop share, None before sharing began."""
    kept = stored(session, _SHARE)
    return None if kept is None else Share(**kept)


def keep_share(session: Session, share: Share) -> None:
    """Keep in the file of this laptop what all of them share."""
    store(session, _SHARE, asdict(share))


def invitation(share: Share, root: bytes, role: Role, expires: datetime) -> Invitation:
    """Return an invitation signed with the root's secret key."""
    secret = new_secret()
    certificate = {
        "workshop": share.workshop,
        "serial": token_hex(8),
        "role": role.value,
        "expires": expires.isoformat(),
        "public": public_of(secret).hex(),
    }
    signature = sign(root, _INVITATION, dumps(certificate).encode())
    return Invitation(share, secret.hex(), certificate, signature.hex())


def invited(invitation: Invitation, device: str, public: bytes) -> dict[str, Any]:
    """Return the voucher with which a laptop joins by an invitation."""
    said = _joining(device, public)
    return {
        "certificate": dict(invitation.certificate),
        "signature": invitation.signature,
        "joining": sign(bytes.fromhex(invitation.secret), _JOINING, said).hex(),
    }


def vouched(old: str, secret: bytes, device: str, public: bytes) -> dict[str, Any]:
    """Return the voucher of a laptop's old identity for its new one."""
    said = _joining(device, public)
    return {"device": old, "joining": sign(secret, _JOINING, said).hex()}


def signature(secret: bytes, device: str, seq: int, digest: bytes) -> bytes:
    """Return the signature of an entry."""
    return sign(secret, _ENTRY, _entry(device, seq, digest))


def _entry(device: str, seq: int, digest: bytes) -> bytes:
    return f"{device}:{seq}:".encode() + digest


def _joining(device: str, public: bytes) -> bytes:
    return f"{device}:".encode() + public


def told(session: Session, share: Share, device: str) -> tuple[bytes, Role] | None:
    """Return key and role of a laptop that is known here, None for another."""
    if device == share.root_device:
        return bytes.fromhex(share.root), Role.COORDINATOR
    query = "SELECT public_key, role FROM device WHERE id = ? AND public_key <> ''"
    row = session.connection().exec_driver_sql(query, (device,)).first()
    return None if row is None else (bytes.fromhex(row[0]), Role(row[1]))


def members(session: Session) -> frozenset[str]:
    """Return the ids of the laptops that joined."""
    query = "SELECT id FROM device WHERE public_key <> ''"
    return frozenset(row[0] for row in session.connection().exec_driver_sql(query))


class Judge:
    """Says of each entry whether it is believed and whether it takes effect."""

    def __init__(self, session: Session, share: Share) -> None:
        self._session, self._share = session, share

    def __call__(self, entry: Entry) -> Verdict:
        """Return the verdict; entries before this one of its laptop are applied."""
        name = stamp(entry)
        if not entry.signature:
            return Verdict(leave_out=f"Entry {name} is not signed. It was left out.")
        if entry.seq <= self._share.history.get(entry.device, 0):
            root = bytes.fromhex(self._share.root)
            return Verdict(leave_out=_wrong(entry, root))
        try:
            changes = list(read_changes(entry))
        except DamagedEntry:
            changes = []  # of a kind not known here: it takes no effect for that
        known = self._member(entry, changes)
        if isinstance(known, str):
            return Verdict(leave_out=known)
        if known is None:
            return Verdict(
                leave_out=f"Entry {name} is of a laptop that nobody invited. It was "
                "left out."
            )
        public, role = known
        wrong = _wrong(entry, public)
        if wrong:
            return Verdict(leave_out=wrong)
        return Verdict(keep=self._forbidden(entry, role, changes))

    def _member(
        self, entry: Entry, changes: list[tuple[tuple[Kind, str], Fields]]
    ) -> tuple[bytes, Role] | str | None:
        """Return key and role of who wrote an entry; None for a stranger.

        A sentence for who comes with an invitation that was used before.
        """
        known = told(self._session, self._share, entry.device)
        if known is not None:
            return known
        for key, fields in changes:
            if key == (Kind.DEVICE, entry.device):
                said = _values(fields)
                found = self._newcomer(entry.device, said)
                return found and (self._used(said) or found)
        return None

    def _used(self, said: Mapping[str, Any]) -> str:
        """Return a sentence if a newcomer's invitation has let in another laptop."""
        query = (
            "SELECT name FROM device WHERE public_key <> '' "
            "AND json_extract(voucher, '$.certificate.serial') = ?"
        )
        serial = said["voucher"].get("certificate", {}).get("serial", "")
        row = self._session.connection().exec_driver_sql(query, (serial,)).first()
        if row is None:
            return ""
        return (
            f"{str(said.get('name'))[:60]} used the invitation of {row[0]} again. What "
            "it wrote was left out: invite it anew."
        )

    def _newcomer(
        self, device: str, said: Mapping[str, Any]
    ) -> tuple[bytes, Role] | None:
        """Return key and role of a laptop that says who lets it in, if that is true."""
        try:
            public = bytes.fromhex(said["public_key"])
            voucher, role = said["voucher"], Role(said.get("role", ""))
            joining = bytes.fromhex(voucher["joining"])
            inviter = self._inviter(voucher, role)
        except (KeyError, ValueError, TypeError, AttributeError):
            return None
        if inviter is None:
            return None
        fits = is_signed(inviter, _JOINING, _joining(device, public), joining)
        return (public, role) if fits else None

    def _inviter(self, voucher: Mapping[str, Any], role: Role) -> bytes | None:
        """Return the key that may speak for a newcomer of this role."""
        if "device" in voucher:
            known = told(self._session, self._share, voucher["device"])
            return known[0] if known is not None and known[1] is role else None
        certificate = voucher["certificate"]
        said = dumps(certificate).encode()
        root = bytes.fromhex(self._share.root)
        proof = bytes.fromhex(voucher["signature"])
        is_ours = (
            certificate["workshop"] == self._share.workshop
            and certificate["role"] == role.value
            and is_signed(root, _INVITATION, said, proof)
        )
        return bytes.fromhex(certificate["public"]) if is_ours else None

    def _forbidden(
        self,
        entry: Entry,
        role: Role,
        changes: list[tuple[tuple[Kind, str], Fields]],
    ) -> str:
        """Return why an entry may not take effect, "" when it may."""
        for (kind, row_id), fields in changes:
            if kind is Kind.DEVICE:
                if OF_ROOT & set(fields) and entry.device != self._share.root_device:
                    return "only the laptop on which sharing began may write that"
                is_joining = row_id == entry.device and not any(
                    "replaces" in cell for cell in fields.values()
                )
                if is_joining:
                    continue
                if OF_JOINING & set(fields):
                    return "it would change what a laptop may do"
            name = forbidden(role, kind, fields)
            if name:
                return f"a {role.value} may not write “{name}” of a {kind.value}"
        return ""


def _wrong(entry: Entry, public: bytes) -> str:
    """Return a sentence if an entry is not signed with this key, "" if it is."""
    said = _entry(entry.device, entry.seq, entry.hash)
    if is_signed(public, _ENTRY, said, entry.signature):
        return ""
    return f"The signature of entry {stamp(entry)} is wrong. It was left out."


def _values(fields: Fields) -> dict[str, Any]:
    return {name: cell.get("value") for name, cell in fields.items()}


def as_json(invitation: Invitation) -> bytes:
    """Return an invitation as bytes."""
    return json.dumps(asdict(invitation), separators=(",", ":")).encode()


def from_json(data: bytes) -> Invitation:
    """Return the invitation that `as_json` wrote."""
    said = json.loads(data)
    return Invitation(**{**said, "share": Share(**said["share"])})

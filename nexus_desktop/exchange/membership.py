"""What laptops share, and what one signs for another.

The laptop on which sharing began is the root. It and the coordinators' laptops sign
invitations; an invitation's key signs the key of the laptop that joins with it. A
laptop whose file was put back from a backup takes a new identity, for which its old one
speaks. So every key leads back to the root's, which each laptop got with its
invitation. Who counts is in `exchange.belonging`.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy.orm import Session

from nexus_desktop.core.roles import Role
from nexus_desktop.exchange.sealing import KeyRing
from nexus_desktop.exchange.signing import is_signed, new_secret, public_of, sign
from nexus_desktop.store.database import store, stored
from nexus_desktop.store.encoding import dumps
from nexus_desktop.store.rows import Entry

_SHARE = "share"
_ENTRY, _INVITATION, _JOINING = "entry-v1", "invitation-v1", "joining-v1"
_VOID = "void-v1"  # in the place of _ENTRY, of what took no effect before sharing began


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
        certificate: what its issuer signed: issuer, serial, role, expiry, public key.
        signature: of the issuer, hexadecimal.
        hub: address of the hub with a login for the laptop, "" for none.
        title: of the workshop, to be shown before anything else of it is here.
    """

    share: Share
    secret: str
    certificate: Mapping[str, str]
    signature: str
    hub: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A laptop that may invite others, and its secret key."""

    device: str
    secret: bytes


def share_of(session: Session) -> Share | None:
    """Return what the laptops of this workshop share, None before sharing began."""
    kept = stored(session, _SHARE)
    return None if kept is None else Share(**kept)


def keep_share(session: Session, share: Share) -> None:
    """Keep in the file of this laptop what all of them share."""
    store(session, _SHARE, asdict(share))


def invitation(
    share: Share, issuer: Issuer, role: Role, expires: datetime
) -> Invitation:
    """Return an invitation signed by a laptop that may invite."""
    secret = new_secret()
    certificate = {
        "workshop": share.workshop,
        "issuer": issuer.device,
        "serial": token_hex(8),
        "role": role.value,
        "expires": expires.isoformat(),
        "public": public_of(secret).hex(),
    }
    signature = sign(issuer.secret, _INVITATION, dumps(certificate).encode())
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


def vouch(secret: bytes, entry: Entry, *, counts: bool) -> bytes:
    """Return the root's signature of an entry from before sharing began."""
    said = _entry(entry.device, entry.seq, entry.hash)
    return sign(secret, _ENTRY if counts else _VOID, said)


def _entry(device: str, seq: int, digest: bytes) -> bytes:
    return f"{device}:{seq}:".encode() + digest


def _joining(device: str, public: bytes) -> bytes:
    return f"{device}:".encode() + public


def is_of(public: bytes, entry: Entry, *, counts: bool = True) -> bool:
    """Tell whether an entry is signed with this key (as one that counts, or none)."""
    label = _ENTRY if counts else _VOID
    said = _entry(entry.device, entry.seq, entry.hash)
    return is_signed(public, label, said, entry.signature)


def speaks_for(
    key: bytes, voucher: Mapping[str, Any], device: str, public: bytes
) -> bool:
    """Tell whether a voucher for a laptop and its key is signed with `key`."""
    joining = bytes.fromhex(voucher["joining"])
    return is_signed(key, _JOINING, _joining(device, public), joining)


def invitation_key(
    share: Share, issuer: bytes, voucher: Mapping[str, Any], role: Role
) -> bytes | None:
    """Return the key of an invitation to this role, None if the issuer signed none."""
    certificate = voucher["certificate"]
    said = dumps(certificate).encode()
    is_good = (
        certificate["workshop"] == share.workshop
        and certificate["role"] == role.value
        and is_signed(issuer, _INVITATION, said, bytes.fromhex(voucher["signature"]))
    )
    return bytes.fromhex(certificate["public"]) if is_good else None


def as_json(invitation: Invitation) -> bytes:
    """Return an invitation as bytes."""
    return json.dumps(asdict(invitation), separators=(",", ":")).encode()


def from_json(data: bytes) -> Invitation:
    """Return the invitation that `as_json` wrote."""
    said = json.loads(data)
    return Invitation(**{**said, "share": Share(**said["share"])})

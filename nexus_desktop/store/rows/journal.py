"""Devices, the journal, and what only this laptop keeps."""

from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.rows.base import Base, Row


class Device(Row, kw_only=True):
    """A laptop that writes to this workshop.

    Attributes:
        role: what it may write, see `core.roles`.
        public_key: its Ed25519 key, hexadecimal; "" before laptops signed.
        voucher: who let it in, see `exchange.membership`.
        sealing_key: its X25519 key, hexadecimal; what is closed with it is for it only.
        confirmed: whether the root has let it in; only the root writes it.
        ended: the number of its last entry that counts, None as long as all do; only
            the root writes it.
        keys: the workshop's keys, closed for it; only the root writes them.
    """

    __tablename__ = "device"
    kind: ClassVar[Kind] = Kind.DEVICE

    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="coordinator")
    public_key: Mapped[str] = mapped_column(default="")
    voucher: Mapped[dict[str, Any]] = mapped_column(
        default_factory=dict, info={"empty": {}}
    )
    sealing_key: Mapped[str] = mapped_column(default="")
    confirmed: Mapped[bool] = mapped_column(default=False, info={"empty": False})
    ended: Mapped[int | None] = mapped_column(default=None)
    keys: Mapped[dict[str, Any]] = mapped_column(
        default_factory=dict, info={"empty": {}}
    )


class _Written(Base, kw_only=True):
    """The columns of an entry, applied or not.

    Attributes:
        hlc: hybrid logical clock (`core.clock`).
        changes: JSON text, see `store.journal`.
        undoes: "device:seq" of the entry that this one takes back.
        previous_hash, hash: SHA-256, a chain per device.
        signature: of the device over the hash; empty in what was written before laptops
            signed.
    """

    __abstract__ = True

    device: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    hlc: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str]
    action: Mapped[str]
    schema: Mapped[int]
    changes: Mapped[str]
    undoes: Mapped[str] = mapped_column(default="")
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    signature: Mapped[bytes] = mapped_column(LargeBinary, default=b"")


class Entry(_Written, kw_only=True):
    """One transaction in the journal, append-only; see `store.journal`."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_hlc", "hlc"),)


class Parked(_Written, kw_only=True):
    """An entry of another laptop that can't be applied yet; `why` is a `core` value."""

    __tablename__ = "parked"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    why: Mapped[str]
    lacks: Mapped[str] = mapped_column(default="")


class Standing(Base, kw_only=True):
    """A value that stands beside the one that counts, written by who did not know it.

    `stamp` names its entry; which value counts follows from the journal alone.
    """

    __tablename__ = "standing"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    row_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    stamp: Mapped[str] = mapped_column(String(60), primary_key=True)


class Refusal(Base, kw_only=True):
    """An entry of the journal that takes no effect, and why."""

    __tablename__ = "refusal"

    device: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    why: Mapped[str]


class Local(Base, kw_only=True):
    """What only this laptop keeps: device id, actor, clock, where each person left."""

    __tablename__ = "local"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)

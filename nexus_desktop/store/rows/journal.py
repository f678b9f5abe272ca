"""Devices, the journal, and what only this laptop keeps."""

from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.rows.base import Base, Row


class Device(Row, kw_only=True):
    """A laptop that writes to this workshop."""

    __tablename__ = "device"
    kind: ClassVar[Kind] = Kind.DEVICE

    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="coordinator")


class Entry(Base, kw_only=True):
    """One transaction in the journal; append-only (`store.journal` tells the format).

    Attributes:
        hlc: hybrid logical clock (`core.clock`).
        changes: JSON text, see `store.journal`.
        undoes: "device:seq" of the entry that this one takes back.
        previous_hash, hash: SHA-256, a chain per device.
        signature: empty until laptops exchange entries.
    """

    __tablename__ = "journal"

    device: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    hlc: Mapped[int] = mapped_column(BigInteger, index=True)
    actor: Mapped[str]
    action: Mapped[str]
    schema: Mapped[int]
    changes: Mapped[str]
    undoes: Mapped[str] = mapped_column(default="")
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    signature: Mapped[bytes] = mapped_column(LargeBinary, default=b"")


class Local(Base, kw_only=True):
    """What only this laptop keeps: device id, actor, clock, where each person left."""

    __tablename__ = "local"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)

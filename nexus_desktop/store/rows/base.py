"""Common ground of every table.

A `Row` is replicated: its key is made by the program, it is never deleted, and the
journal knows every value it ever had. Tables of this laptop alone derive from `Base`.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Date, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.types import UtcDateTime


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """A table; named constraints keep migrations possible."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        date: Date,
        str: Text,
        list[str]: JSON,
        list[int]: JSON,
        dict[str, Any]: JSON,
    }


class Row(Base, kw_only=True):
    """A replicated record. Give `id=new_id(at)`; set `removed_at` to take it away.

    Assign a new list or dict to a JSON column; changing one in place goes unseen.

    Attributes:
        removed_at: when it was taken away, None while it counts.
        versions: field -> "device:seq" of the journal entry that wrote it last; fields
            not named still have the value of the entry under "". Kept by the journal.
    """

    __abstract__ = True
    kind: ClassVar[Kind]

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    versions: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, repr=False)

"""Pictures: photos of people, flip charts of sessions, logos."""

from typing import ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.rows.base import Row


class Picture(Row, kw_only=True):
    """A picture that belongs to another record.

    Attributes:
        owner_id: a participant (their photo), a note (a figure of the minutes), or the
            workshop (`purpose` tells what for).
        purpose: "photo", "note", "logo" or "cover".
        data: the PNG or JPEG file as Base64 text, scaled to what paper needs.
        width, height: pixels.
        position: order among the pictures of its owner.
    """

    __tablename__ = "picture"
    kind: ClassVar[Kind] = Kind.PICTURE

    owner_id: Mapped[str] = mapped_column(String(36), index=True)
    purpose: Mapped[str]
    data: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    caption: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

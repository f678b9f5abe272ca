"""Session notes, and the line being written on this laptop."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from nexus_desktop.core.kinds import Kind
from nexus_desktop.store.rows.base import Base, Row


class Note(Row, kw_only=True):
    """One line of a session's notes.

    Attributes:
        order: fractional key (`core.ordering`); ties go by id.
        line: what was typed, whole, in the notation. The fields below are read from it.
        note_kind: `core.notation.NoteKind` as text.
        text: the statement without marks and tags.
        speaker: as typed; speaker_id: the participant it names, if one.
        attributed: False when the speaker must not be named.
        objectives: numbers.
        places: names of cities or countries spoken of.
        owner, due, state: of an action; state is "open", "done", "going on" or
            "dropped".
        continues: the id, in an earlier workshop, of the action that was carried over
            from there; such a note belongs to no session (`session_id` is "").
        carried: what is known of an action besides its line (`core.actions.Carried`):
            what was said of it here, and how it stood in earlier workshops.
        sources: ids of the notes that this one was taken or merged from.
    """

    __tablename__ = "note"
    kind: ClassVar[Kind] = Kind.NOTE

    session_id: Mapped[str] = mapped_column(String(36), index=True)
    group_id: Mapped[str | None] = mapped_column(String(36), default=None)
    order: Mapped[str] = mapped_column("order_key")
    line: Mapped[str]
    note_kind: Mapped[str] = mapped_column(default="point")
    text: Mapped[str] = mapped_column(default="")
    speaker: Mapped[str] = mapped_column(default="")
    speaker_id: Mapped[str | None] = mapped_column(String(36), default=None)
    attributed: Mapped[bool] = mapped_column(default=True)
    at: Mapped[datetime]
    author: Mapped[str] = mapped_column(default="")
    objectives: Mapped[list[int]] = mapped_column(default_factory=list)
    places: Mapped[list[str]] = mapped_column(default_factory=list)
    owner: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default="")
    continues: Mapped[str] = mapped_column(default="")
    carried: Mapped[dict[str, Any]] = mapped_column(
        default_factory=dict, info={"empty": {}}
    )
    sources: Mapped[list[str]] = mapped_column(default_factory=list, info={"empty": []})


class Draft(Base, kw_only=True):
    """A line still being written on this laptop; not in the journal.

    `note_id` is the id that the note has or will have.
    """

    __tablename__ = "draft"

    note_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    session_id: Mapped[str] = mapped_column(String(36), index=True)
    group_id: Mapped[str | None] = mapped_column(String(36), default=None)
    order: Mapped[str] = mapped_column("order_key")
    line: Mapped[str]
    at: Mapped[datetime]

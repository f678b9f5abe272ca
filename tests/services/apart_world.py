"""A workshop, and what two laptops write of the same fields without meeting."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.note import NotesPlace, WrittenLine
from nexus_desktop.services import notes
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE

HOUR = timedelta(hours=1)
PLENARY, GROUPWORK = NotesPlace("plenary"), "groupwork"
LINE = "naga-line"
AT_FIRST = "/progress #1 ^Naga @City of Naga: septage plant designed, land bought"
AT_SECOND = "/challenge #2 ^Naga @City of Naga: septage plant designed, land disputed"

Change = tuple[Kind, str, str, Any, Any]

# Kind, id, field, and what each of two laptops writes there.
CHANGES: tuple[Change, ...] = (
    (Kind.PARTICIPANT, "ada", "organisation", "Municipality of Ulaanbaatar",
     "Ulaanbaatar City Government, Department of Urban Development"),
    (Kind.PARTICIPANT, "ada", "country", "MN", "KZ"),
    (Kind.PARTICIPANT, "ada", "languages", ["mn", "en"], ["mn", "ru"]),
    (Kind.PARTICIPANT, "ada", "extra", {"Hotel": "Blue Sky"}, {"Hotel": "Tuushin"}),
    (Kind.PARTICIPANT, "duc", "status", "cancelled", "expected late"),
    (Kind.PARTICIPANT, "duc", "attention", "Bring him to the chair",
     "Bring him to the chair before the opening"),
    (Kind.SESSION, "plenary", "starts_at", NINE + HOUR / 2, NINE + 2 * HOUR),
    (Kind.SESSION, "plenary", "form", "panel", "opening"),
    (Kind.SESSION, "plenary", "objectives", [1, 2], [1, 3]),
    (Kind.GROUP, "water", "room", "Room 3", "Room 5"),
    (Kind.GROUP, "water", "facilitator_id", "ada", "duc"),
    (Kind.SEAT, "seat", "group_id", "energy", "food"),
    (Kind.SEAT, "seat", "pinned", True, True),
    (Kind.BADGE, "badge", "reason", "lost", "left at the hotel"),
    (Kind.RULE, "rule", "participants", ["ada", "duc"], ["ada", "naga"]),
    (Kind.PLAN, "plan", "seats", {"r": {"ada": "water"}}, {"r": {"ada": "energy"}}),
    (Kind.OBJECTIVE, "objective", "text", "Share progress", "Share challenges"),
    (Kind.PICTURE, "photo", "data", "AA==", "AQ=="),
    (Kind.CHECKPOINT, "door", "day", date(2014, 11, 5), date(2014, 11, 6)),
    (Kind.LAYOUT, "layout", "name", "A6", "A6, both sides"),
    (Kind.WORKSHOP, "", "venue", "State Palace", "Congress Centre, hall 2"),
)  # fmt: skip


def fill_apart(session: Session) -> None:
    """Write the records that two laptops will change."""
    session.add_all(
        [
            rows.Participant(printed_name="Sarantuya Ganbold", id="ada"),
            rows.Participant(printed_name="Lê Văn Đức", id="duc", city="Da Nang"),
            rows.Participant(printed_name="Juan Miguel Peña", id="naga", city="Naga"),
            _item("plenary", "Progress of the initiatives", 1),
            _item("groupwork", "Breakout: measures", 4),
            rows.Round(id="round", session_id=GROUPWORK, number=1),
            *(
                rows.Group(
                    id=topic.lower(), round_id="round", name=name, topic=topic,
                    position=place, seats_max=1,
                )
                for place, (name, topic) in enumerate(
                    (("A", "Water"), ("B", "Energy"), ("C", "Food"))
                )
            ),
            rows.Seat(
                id="seat", round_id="round", group_id="water", participant_id="ada"
            ),
            rows.Badge(
                id="badge", participant_id="duc", number="00ff00ff00ff00ff",
                issued_at=NINE,
            ),
            rows.Rule(id="rule", form="apart", participants=["duc", "naga"]),
            rows.Plan(id="plan", name="Before lunch", at=NINE),
            rows.Objective(id="objective", number=6, text="Share"),
            rows.Picture(
                id="photo", owner_id="ada", purpose="photo", data="", width=1, height=1
            ),
            rows.Checkpoint(id="door", name="Registration desk", rule="once"),
            rows.Layout(id="layout", name="Card"),
        ]
    )  # fmt: skip
    session.flush()
    write_line(session, AT_FIRST)


def _item(row_id: str, title: str, hour: int) -> rows.Session:
    starts = NINE + hour * HOUR
    return rows.Session(id=row_id, title=title, starts_at=starts, ends_at=starts + HOUR)


def write_line(session: Session, text: str) -> None:
    """Write the line of the notes that both laptops change."""
    notes.commit_line(session, PLENARY, WrittenLine(LINE, "m", text, NINE), at=NINE)


def write_apart(one: Database, other: Database) -> None:
    """Let each of two laptops that hold the same write its own of every change."""
    lines = (f"{AT_FIRST} for 12 million", AT_SECOND)
    for side, laptop in enumerate((one, other)):
        for number, change in enumerate(CHANGES):
            at = NINE + timedelta(minutes=2 * number + side)
            laptop.run(lambda s, c=change, n=side: _change(s, c, n), at=at)  # type: ignore[misc]  # bound here
        line = lines[side]
        laptop.run(lambda s, line=line: write_line(s, line), at=NINE + side * HOUR)  # type: ignore[misc]  # bound here


def _change(session: Session, change: Change, side: int) -> None:
    kind, row_id, field, *values = change
    row = (
        session.get_one(rows.REPLICATED[kind], row_id)
        if row_id
        else session.query(rows.Workshop).one()
    )
    setattr(row, field, values[side])


def texts(found: Any) -> Mapping[tuple[str, str], tuple[str, str]]:  # noqa: ANN401 - conflicts in words
    """Return (about, field) -> the two values as they are shown."""
    return {(one.about, one.field): (one.present.text, one.other.text) for one in found}

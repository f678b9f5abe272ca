"""Two workshops of a series: the third in a file of its own, and the fourth."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from nexus_desktop.core.actions import State
from nexus_desktop.core.note import NotesPlace
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.core.programme import SessionDraft
from nexus_desktop.core.workshop import NewWorkshop
from nexus_desktop.services import actions, notes, people, programme, workshop
from nexus_desktop.store.database import Database

THEN = datetime(2014, 8, 20, 2, 0, tzinfo=UTC)  # 09:00 in Bangkok
LINES = (
    '[] Share the tariff study ^Naga >> City of Naga by 2014-09-30',
    "[] Draft a brief on #2 >> Secretariat",
    "[] Collect the data",
    "= The meeting takes note",
    "/progress ^Naga septage plant designed #1",
)  # fmt: skip


def third(session: Session) -> None:
    """Write the third workshop: two people, two days, three actions, one done."""
    workshop.create(
        session,
        NewWorkshop(
            title="Third workshop", series="Nexus", number=3, city="Bangkok",
            country="TH", first_day=date(2014, 8, 20), last_day=date(2014, 8, 21),
            organisers="Secretariat", objectives=("Progress", "Policies"),
        ),
        at=THEN,
    )  # fmt: skip
    for name, city, status in (
        ("Maria Halimbawa", "Naga", "expected"), ("Le Van Mau", "Da Nang", "cancelled"),
    ):  # fmt: skip
        fields = PersonFields(
            printed_name=name, city=city, country="PH", status=status, party="Naga",
            organisation=f"City of {city}", email=f"{city[:2]}@example.org",
            wishes=("Water",), attention="Folder", external_id="D1", languages=("en",),
        )  # fmt: skip
        people.add(session, fields, at=THEN)
    for day in (0, 1):
        starts = THEN + timedelta(days=day)
        draft = SessionDraft(
            title=f"Plenary {day + 1}", starts_at=starts, form="plenary",
            ends_at=starts + timedelta(hours=2), chair="Somebody", objectives=(1, 2),
        )  # fmt: skip
        item = programme.add(session, draft, at=THEN)
        if not day:
            notes.import_lines(session, NotesPlace(item.id), LINES, at=THEN)
    done = actions.actions(session)[2]
    actions.review(session, done.id, State.DONE, at=THEN)
    going = actions.actions(session)[1]
    actions.review(session, going.id, State.GOING_ON, "Half of it", at=THEN)


def third_file(folder: Path) -> Path:
    """Make the third workshop's file."""
    path = folder / "third.nexus"
    Database.create(path, third, at=THEN, actor="Then")[0].close()
    return path

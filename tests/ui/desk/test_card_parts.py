"""Photos, badges that lie somewhere, what is spoken, and a desk without anybody."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QAccessible, QColor, QImage
from pytestqt.qtbot import QtBot

from nexus_desktop.core.checkin import (
    CheckpointInfo,
    Guest,
    PrintedBadge,
    Record,
    Verdict,
    message,
)
from nexus_desktop.core.checkin import ScanResult as Result
from nexus_desktop.core.desk import DeskSetting, Look
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.services import people, pictures
from nexus_desktop.store import rows
from nexus_desktop.ui.desk import face
from nexus_desktop.ui.desk.card import VerdictCard
from nexus_desktop.ui.desk.idle_page import of_setting
from nexus_desktop.ui.desk.photos import small
from tests.conftest import NINE
from tests.ui.conftest import snapshot
from tests.ui.desk.conftest import Desk
from tests.ui.desk.test_card import LONG_GROUP, SCRIPTS, ZONE

GANBOLD, LE = "Sarantuya Ganbold", "Lê Văn Đức"
RED = QColor("#c00000")


def a_photo(width: int = 300, height: int = 400) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # text it is
    return bytes(buffer.data().data())


def a_result(guest: Guest, record: Record, verdict: Verdict) -> Result:
    return Result(
        scan_id="s", verdict=verdict, participant=guest, group=LONG_GROUP,
        first_at=None, first_desk="", message=message(verdict, now=NINE), at=NINE,
        record=record,
    )  # fmt: skip


# Photos


def test_a_photo_is_shown_and_the_next_card_has_none(desk: Desk) -> None:
    data = a_photo()
    desk.run(lambda s: pictures.set_photo(s, desk.world.people[LE], data, at=NINE))
    desk.scan(LE)
    card = desk.screen.view.card
    desk.wait(lambda: card._photo is not None)
    place = card.laid_out().photo
    assert place is not None
    seen = card.grab().toImage().pixelColor(place.center().toPoint())
    assert abs(seen.red() - RED.red()) < 8
    desk.scan(GANBOLD)
    assert card.laid_out().photo is None
    desk.scan(LE)
    assert card._photo is not None, "kept ready"


def test_a_photo_that_comes_later_is_seen(desk: Desk) -> None:
    desk.scan(LE)
    card = desk.screen.view.card
    assert card.laid_out().photo is None
    data, whose = a_photo(), desk.world.people[LE]
    desk.run(lambda s: pictures.set_photo(s, whose, data, at=NINE))
    desk.wait(lambda: card._photo is not None)
    desk.run(lambda s: pictures.remove_photo(s, whose, at=NINE))
    desk.wait(lambda: card.laid_out().photo is None)


def test_a_spoilt_photo_leaves_its_place_empty(desk: Desk) -> None:
    whose = desk.world.people[LE]

    def spoil(session: object) -> None:
        pictures.set_photo(session, whose, a_photo(), at=NINE)  # type: ignore[arg-type]  # a Session
        (row,) = session.query(rows.Picture)  # type: ignore[attr-defined]  # a Session
        row.data = "bm90IGEgcGljdHVyZQ=="

    desk.run(spoil)
    desk.scan(LE)
    assert (desk.name, desk.tone) == (LE, "good")
    desk.settle()
    assert desk.screen.view.card.laid_out().photo is not None
    desk.screen.photos.ask("nobody")
    desk.settle()
    assert desk.screen.view.card._photo is None


def test_a_photo_is_made_small_where_nobody_waits(qtbot: QtBot) -> None:
    image = small(a_photo(1200, 900))
    assert (image.width(), image.height()) == (480, 360)
    assert small(a_photo(30, 40)).width() == 30
    assert small(b"no picture").isNull()


def test_only_the_last_photos_are_kept_ready(desk: Desk) -> None:
    photos = desk.screen.photos
    for number in range(60):
        photos._keep(f"p{number}", small(a_photo(3, 4)))
    assert len(photos._ready) == 40
    assert "p59" in photos._ready


# Everything at once

LETTERS = (
    "Maria Consolación Bartolomea dela Cruz-Villanueva y Fernández de Santa Catalina"
)
LONG_NAMES = {
    name: " ".join([text] * (80 // len(text) + 1))[:80]
    for name, text in SCRIPTS.items()
    if name not in ("endless", "one word")
}


@pytest.mark.parametrize("script", list(LONG_NAMES))
def test_long_names_photo_group_diet_badge_and_note_fit_at_once(
    qtbot: QtBot, script: str
) -> None:
    guest = Guest(
        "p", LETTERS, LONG_NAMES[script],
        "Department of Land, Water, Energy and Food of the Federation of Cities",
        "Lao People's Democratic Republic", "Resource person",
        attention="Give her the speaker's folder; an interpreter waits at the desk "
        "for information, and the car leaves at 17:30 from the north gate",
        dietary="vegetarian, no nuts, no shellfish, no milk",
    )  # fmt: skip
    record = Record(PrintedBadge(NINE, 2, "box C, row 12"), has_photo=True)
    for verdict in (Verdict.ALREADY_IN, Verdict.CANCELLED, Verdict.ADMITTED):
        card = VerdictCard()
        qtbot.addWidget(card)
        card.resize(778, 555)
        card.show_face(
            face.of_result(a_result(guest, record, verdict), ZONE, str, shows_diet=True)
        )
        card.show_photo("p", small(a_photo()))
        layout = card.laid_out()
        assert layout.fits
        assert layout.photo is not None
        boxes = [part.box for part in layout.parts] + [layout.photo]
        for number, box in enumerate(boxes):
            assert QRectF(card.rect()).contains(box)
            for other in boxes[number + 1 :]:
                assert not box.adjusted(1, 1, -1, -1).intersects(other), script
        said = {part.role: part.text.layout.text() for part in layout.parts}
        assert "…" not in said["name"] + said["second"] + said["attention"]
        values = [p.text.layout.text() for p in layout.parts if p.role == "value"]
        assert guest.dietary in values, "nobody is to guess what is not eaten"
        snapshot(card, f"full_{script}_{verdict}")


@pytest.mark.parametrize("size", [(778, 430), (508, 390), (508, 310)])
def test_on_a_tight_card_what_matters_least_is_left_out(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    guest = Guest(
        "p", LETTERS, LONG_NAMES["thai"], "Department of Land, Water and Energy " * 3,
        "Lao People's Democratic Republic", "Resource person",
        attention="Give her the speaker's folder " * 3, dietary="vegetarian, no nuts",
    )  # fmt: skip
    record = Record(PrintedBadge(NINE, 2, "box C, row 12"), has_photo=True)
    card = VerdictCard()
    qtbot.addWidget(card)
    card.resize(*size)
    result = a_result(guest, record, Verdict.ALREADY_IN)
    card.show_face(face.of_result(result, ZONE, str, shows_diet=True))
    layout = card.laid_out()
    assert layout.fits
    roles = {part.role for part in layout.parts}
    assert roles >= {"word", "name", "message", "attention", "value"}
    assert (layout.photo is None) == (size[0] < 700)
    snapshot(card, f"tight_{size[0]}_{size[1]}")


def test_where_the_badge_lies_is_on_the_card() -> None:
    def said(printed: PrintedBadge | None) -> tuple[str, dict[str, str]]:
        result = a_result(Guest("p", "Li Na"), Record(printed), Verdict.ADMITTED)
        shown = face.of_result(result, ZONE, str)
        return shown.note, dict(shown.fields)

    assert said(None)[0] == ""
    assert said(PrintedBadge(NINE))[0] == "Badge printed Wed 5 Nov, 09:00"
    assert said(PrintedBadge(NINE, 2))[0] == "Badge no. 2 printed Wed 5 Nov, 09:00"
    assert "Badge" not in said(PrintedBadge(NINE))[1]
    assert said(PrintedBadge(NINE, 1, "box C"))[1]["Badge"] == "box C"


# What is spoken


def test_a_verdict_is_announced_to_screen_readers(desk: Desk) -> None:
    heard: list[str] = []
    card = desk.screen.view.card
    read = QAccessible.queryAccessibleInterface(card)
    assert read is not None
    for text in (GANBOLD, "hotel-key-4711"):
        desk.scan(text)
        heard.append(read.text(QAccessible.Text.Name))
    assert heard[0].startswith("Welcome. Ганболдын Сарантуяа. ")
    assert "Give her the speaker's folder" in heard[0]
    assert heard[1].startswith("Not let in. Not a badge. ")
    assert "type the name" in heard[1], "what to do"


# A desk without anybody

PLACE = CheckpointInfo("c", "Registration", "registration", "once a day")
FIRST = date(2014, 11, 5)


def a_setting(place: CheckpointInfo | None = PLACE, people: int = 4) -> DeskSetting:
    return DeskSetting(
        ZoneInfo("UTC"), (), place, place, FIRST, FIRST + timedelta(days=2), people
    )


def test_an_idle_desk_says_what_to_do_next() -> None:
    def said(setting: DeskSetting, days: int = 0) -> tuple[str, str]:
        idle = of_setting(setting, FIRST + timedelta(days=days), str)
        return idle.headline, idle.hint

    scan = "Scan a badge, or type part of a name"
    assert said(a_setting())[0] == scan
    assert said(a_setting(), -1) == (
        scan,
        (
            "The workshop begins on Wed 5 Nov. Who is scanned now counts as here "
            "today; undo it with Ctrl+Z if it was a rehearsal."
        ),
    )
    assert "ended on Fri 7 Nov" in said(a_setting(), 3)[1]
    assert said(a_setting(people=0))[0] == "Nobody is registered yet"
    assert said(a_setting(place=None))[0] == "No desk yet"


def test_without_people_the_desk_leads_to_them(desk: Desk) -> None:
    asked: list[tuple[str, str]] = []
    desk.screen.asked.disconnect()
    desk.screen.asked.connect(lambda *place: asked.append(place))

    def leave(session: object) -> None:
        for row in session.query(rows.Participant):  # type: ignore[attr-defined]  # a Session
            row.removed_at = desk.at

    desk.run(leave)
    desk.screen.shown()
    desk.wait(lambda: desk.screen.view.idle.idle is not None)
    idle = desk.screen.view.idle
    desk.wait(lambda: idle.idle is not None and idle.idle.way is not None)
    idle.way_asked.emit("people")
    assert asked == [("people", "")]
    desk.run(lambda s: people.add(s, PersonFields(printed_name="A"), at=NINE))
    desk.wait(lambda: idle.idle is not None and idle.idle.way is None)


def test_somebody_looked_up_is_told_by_their_state() -> None:
    guest = Guest("p", "Li Na")

    def word(**more: object) -> str:
        found = {"group": None, "arrived_at": None, "record": Record(), **more}
        return face.of_look(Look(guest, **found), ZONE, str).word  # type: ignore[arg-type]  # as the fields are

    assert word() == "Not in yet"
    assert word(arrived_at=NINE) == "In since 09:00"
    assert word(record=Record(is_cancelled=True)) == "Cancelled"

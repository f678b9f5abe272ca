"""What a guest sees who scans a badge."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from nexus_desktop.core.desk import DeskSetting
from nexus_desktop.core.kiosk import KioskFace
from nexus_desktop.core.print_queue import Mode
from nexus_desktop.services import badges, checkin
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.printing.printer import Chosen, folder_key
from tests.conftest import NINE
from tests.documents.badges import LONG_NAME
from tests.services.desk_world import add_checkpoint, seat
from tests.ui.conftest import snapshot
from tests.ui.kiosk.conftest import Laptop
from tests.ui.scanning import film
from tests.ui.scanning.film import Shot
from tests.ui.scanning.film_source import FilmSource

GANBOLD, LE = "Sarantuya Ganbold", "Lê Văn Đức"


def test_it_asks_for_a_badge_in_the_language_of_the_house(laptop: Laptop) -> None:
    kiosk = laptop.start()
    assert kiosk.isFullScreen()
    assert kiosk.invitation.isVisible()
    said = kiosk.invitation.accessibleName()
    assert said == "Тавтай морилно уу. Hold your badge under the scanner"
    snapshot(kiosk, "kiosk invitation")


def test_a_guest_is_greeted_and_told_group_and_room(laptop: Laptop) -> None:
    person = laptop.world.people[GANBOLD]
    laptop.ask(lambda s: seat(s, person, starts_at=NINE + timedelta(hours=3)))
    kiosk = laptop.start()
    laptop.scan(GANBOLD)
    assert kiosk.answer.isVisible()
    assert kiosk.answer.accessibleName() == (
        "Тавтай морилно уу. Welcome. Ганболдын Сарантуяа. You are checked in. "
        "Group C · Water. Room Room 3. Table 7"
    )
    snapshot(kiosk, "kiosk greeting")


def test_a_scan_is_one_as_at_any_desk(laptop: Laptop) -> None:
    laptop.start()
    laptop.scan(GANBOLD)
    lines = laptop.ask(lambda s: checkin.recent(s, laptop.world.desk, 9))
    assert [(line.name, line.way) for line in lines] == [(GANBOLD, "scan")]  # type: ignore[attr-defined]  # `ScanLine`s


def test_the_next_guest_replaces_the_last_at_once(laptop: Laptop) -> None:
    kiosk = laptop.start()
    laptop.scan(GANBOLD)
    laptop.scan(LE)
    assert kiosk.answer.face is not None
    assert (kiosk.answer.face.name, kiosk.answer.face.greeting) == (LE, "Chào mừng")


def test_who_scans_twice_is_welcome_again(laptop: Laptop) -> None:
    laptop.start()
    laptop.scan(LE)
    laptop.at += timedelta(minutes=5)
    laptop.scan(LE)
    assert laptop.said == "Welcome back"


def test_it_returns_to_the_invitation_by_itself(laptop: Laptop) -> None:
    kiosk = laptop.start()
    kiosk._back.setInterval(40)
    laptop.scan(LE)
    laptop.wait(kiosk.invitation.isVisible)
    assert not kiosk.answer.isVisible()


def test_a_guests_badge_is_printed_and_told_of(laptop: Laptop, tmp_path: Path) -> None:
    Chosen(folder_key(str(tmp_path)), Mode.ONCE).keep()
    person = laptop.world.people[GANBOLD]
    laptop.ask(lambda s: seat(s, person, starts_at=NINE + timedelta(hours=3)))
    kiosk = laptop.start()
    laptop.scan(GANBOLD)
    laptop.wait(lambda: "being printed" in kiosk.answer.accessibleName())
    laptop.wait((tmp_path / f"{GANBOLD}.pdf").exists)
    snapshot(kiosk, "kiosk badge")
    laptop.wait(lambda: len(kiosk._queue.done) == 1)
    laptop.at += timedelta(minutes=5)
    laptop.scan(GANBOLD)
    assert laptop.said == "Welcome back"
    laptop.settle()
    assert kiosk._queue.jobs == ()


def test_a_guest_whose_badge_fails_is_asked_to_the_desk(
    laptop: Laptop, tmp_path: Path
) -> None:
    Chosen(folder_key(str(tmp_path / "gone")), Mode.ALWAYS).keep()
    kiosk = laptop.start()
    laptop.scan(LE)
    laptop.wait(lambda: "get your badge at the desk" in kiosk.answer.accessibleName())
    assert laptop.said == "Welcome"
    laptop.scan("hotel-key-4711")
    kiosk._queue.changed.emit()
    assert kiosk.answer.face is not None
    assert kiosk.answer.face.note == "", "nobody else is told"


def test_a_refused_guest_is_sent_kindly_to_the_desk(laptop: Laptop) -> None:
    def revoke(session: Session) -> None:
        badges.reissue(session, laptop.world.people[LE], at=NINE)

    laptop.ask(revoke)
    kiosk = laptop.start()
    laptop.scan(LE)
    assert laptop.said == "Please come to the desk"
    assert LE not in kiosk.answer.accessibleName()
    snapshot(kiosk, "kiosk refusal")


def test_a_hotel_key_is_no_badge(laptop: Laptop) -> None:
    laptop.start()
    laptop.scan("hotel-key-4711")
    assert laptop.said == "This is not a workshop badge"


def test_a_scan_that_can_not_be_saved_is_told(laptop: Laptop) -> None:
    kiosk = laptop.start()
    kiosk._place = "gone"
    laptop.scan(LE)
    assert laptop.said == "Please try once more"


def test_the_next_day_it_stands_at_the_desk_of_that_day(laptop: Laptop) -> None:
    kiosk = laptop.start()
    day = NINE.date() + timedelta(days=1)
    laptop.at += timedelta(days=1)
    made = laptop.ask(lambda s: add_checkpoint(s, "Registration, day 2", day=day))
    laptop.wait(lambda: kiosk._place == made)
    setting = laptop.ask(lambda s: checkin.setting(s, "", at=laptop.at))
    assert isinstance(setting, DeskSetting)
    assert setting.today is not None
    assert setting.today.id == made


@pytest.mark.qt_log_ignore("^Couldn't (load|resolve)", "RHI backend", extend=True)
def test_a_camera_reads_badges_too(laptop: Laptop) -> None:
    multimedia = pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
    kiosk = laptop.start()
    sources: list[FilmSource] = []

    def make(_parent: QObject) -> FilmSource:
        sources.append(FilmSource(kiosk))
        return sources[-1]

    kiosk.camera._make_source = make
    kiosk.camera.turn(on=True)
    laptop.wait(lambda: bool(sources) and sources[-1].is_open)
    assert kiosk.invitation.accessibleName().endswith(
        "Hold your badge to the camera or under the scanner"
    )
    shot = film.picture(
        film.pages(1, [laptop.world.codes[GANBOLD]]), Shot(4.0), film.dice_of(1)
    )
    frame = multimedia.QVideoFrame(shot.convertToFormat(QImage.Format.Format_RGB32))

    def is_told() -> bool:
        sources[-1].send(frame)
        return kiosk.answer.face is not None

    snapshot(kiosk, "kiosk camera")
    laptop.wait(is_told)
    assert laptop.said == "Welcome"


@pytest.mark.parametrize(
    ("size", "dark"),
    [((1024, 640), False), ((1366, 768), True), ((1920, 1080), False)],
)
def test_the_longest_names_stay_in_their_rooms(
    laptop: Laptop, qapp: QApplication, size: tuple[int, int], dark: bool
) -> None:
    kiosk = laptop.start()
    theme.apply(qapp, dark=dark)
    kiosk.answer.resize(*size)
    kiosk.answer.show_face(
        KioskFace(
            "good", "check", "Welcome", "සාදරයෙන් පිළිගනිමු", LONG_NAME, LONG_NAME,
            "You are checked in.",
            (("Group", "K · " + "Integrated water and energy planning " * 2),
             ("Room", "Conference Hall of the Parliament"), ("Table", "17")),
            "Your badge is being printed: please take it from the printer.",
        )
    )  # fmt: skip
    picture = kiosk.answer.grab().toImage()
    edge = {picture.pixel(x, 2) for x in range(picture.width())}
    assert len(edge) == 1, "nothing is drawn over the edge"
    theme.apply(qapp, dark=False)
    snapshot(kiosk.answer, f"kiosk long {size[0]} {'dark' if dark else 'light'}")

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from nexus_desktop.core import kiosk
from nexus_desktop.core.checkin import GroupPlace, Guest, ScanResult, Verdict

AT = datetime(2014, 11, 5, 1, 0, tzinfo=UTC)
GUEST = Guest(
    "p1",
    "Sarantuya Ganbold",
    "Ганболдын Сарантуяа",
    organisation="Municipality of Ulaanbaatar",
    country="Mongolia",
    attention="Owes a fee",
    dietary="vegetarian",
)
GROUP = GroupPlace("C", "Water", "Room 3", "7", AT)
RESULT = ScanResult(
    scan_id="s1",
    verdict=Verdict.ADMITTED,
    participant=GUEST,
    group=GROUP,
    first_at=None,
    first_desk="",
    message="",
    at=AT,
)


def test_a_guest_is_greeted_and_told_where_to_go() -> None:
    face = kiosk.of_result(RESULT)
    assert (face.greeting, face.headline) == ("Тавтай морилно уу", "Welcome")
    assert (face.name, face.second) == ("Ганболдын Сарантуяа", "Sarantuya Ganbold")
    assert face.place == (("Group", "C · Water"), ("Room", "Room 3"), ("Table", "7"))


def test_a_guest_is_told_what_becomes_of_the_badge() -> None:
    face = kiosk.of_result(RESULT)
    assert "take it from the printer" in kiosk.with_badge(face, is_failed=False).note
    failed = kiosk.with_badge(face, is_failed=True)
    assert failed == replace(face, note="Please get your badge at the desk.")


@pytest.mark.parametrize("native", ["", "Sarantuya Ganbold"])
def test_one_name_is_told_once(native: str) -> None:
    guest = replace(GUEST, native_name=native)
    face = kiosk.of_result(replace(RESULT, participant=guest, group=None))
    assert (face.name, face.second, face.place) == ("Sarantuya Ganbold", "", ())


def test_who_is_in_already_is_welcome_too() -> None:
    face = kiosk.of_result(replace(RESULT, verdict=Verdict.ALREADY_IN))
    assert (face.tone, face.headline) == ("good", "Welcome back")
    assert face.place


def test_who_leaves_is_told_goodbye() -> None:
    face = kiosk.of_result(replace(RESULT, verdict=Verdict.CHECKED_OUT))
    assert (face.headline, face.greeting, face.place) == ("Goodbye", "", ())


def test_a_badge_that_is_not_known_here_yet_is_welcome() -> None:
    result = replace(
        RESULT, verdict=Verdict.ADMITTED_UNSYNCED, participant=None, group=None
    )
    face = kiosk.of_result(result)
    assert (face.tone, face.name, face.greeting) == ("good", "", "")


@pytest.mark.parametrize(
    "verdict",
    [
        v
        for v in Verdict
        if not v.counts and v not in (Verdict.ALREADY_IN, Verdict.MALFORMED)
    ],
)
def test_a_refusal_tells_nothing_but_the_way_to_the_desk(verdict: Verdict) -> None:
    face = kiosk.of_result(replace(RESULT, verdict=verdict, message="Owes money."))
    assert face == kiosk.KioskFace(
        "desk",
        "hand",
        "Please come to the desk",
        message="Our colleagues there will help you.",
    )


def test_a_foreign_code_is_told_from_a_badge() -> None:
    face = kiosk.of_result(
        replace(RESULT, verdict=Verdict.MALFORMED, participant=None, group=None)
    )
    assert (face.tone, face.headline) == ("desk", "This is not a workshop badge")


def test_nothing_private_is_told() -> None:
    said = repr(kiosk.of_result(RESULT))
    for secret in (GUEST.attention, GUEST.dietary, GUEST.organisation):
        assert secret not in said


def test_a_scan_that_was_not_saved_is_tried_again() -> None:
    assert kiosk.of_failure().headline == "Please try once more"

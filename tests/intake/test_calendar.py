from pathlib import Path

import pytest

from nexus_desktop.core.programme_import import ListedSession, ProgrammeList
from nexus_desktop.intake import calendar, programme_file
from nexus_desktop.intake.problems import BadFile
from tests.intake.programmes import CASES, WORKSHOP, utc

SAMPLE = (CASES / "programme.ics").read_bytes()
TIMES = "DTSTART:20141105T090000\nDTEND:20141105T100000\n"


def event(lines: str) -> bytes:
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{lines}END:VEVENT\n"
    return (text + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


def read(lines: str) -> ProgrammeList:
    return calendar.read(event(lines), "p.ics", WORKSHOP)


def one(lines: str) -> ListedSession:
    listed = read(lines)
    assert listed.faults == ()
    (session,) = listed.sessions
    return session


def test_the_sample_calendar_is_read_whole() -> None:
    listed = calendar.read(SAMPLE, "programme.ics", WORKSHOP)
    assert len(listed.sessions) == 14
    assert listed.faults == ()
    breakout = listed.sessions[5]
    assert breakout.draft.title == "Breakout: challenges, experiences and benefits"
    assert breakout.draft.form == "breakout"
    assert breakout.external_id == "5@example.org"
    assert breakout.draft.starts_at == utc(5, 14)
    assert breakout.draft.ends_at == utc(5, 15, 30)
    assert breakout.given == {"title", "starts_at", "ends_at", "form", "room"}


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART:20141105T090000\nDTEND:20141105T100000\n",
        "DTSTART:20141105T010000Z\nDTEND:20141105T020000Z\n",
        "DTSTART;TZID=Asia/Tokyo:20141105T100000\nDURATION:PT1H\n",
        "DTSTART;TZID=Asia/Atlantis:20141105T090000\nDURATION:PT60M\n",
        "DTSTART:20141105T090000\nDTSTART:20141105T093000\nDURATION:PT1H\n",
    ],
)
def test_times_come_in_every_zone_or_none(times: str) -> None:
    session = one(f"UID:1\nSUMMARY:Talk\n{times}")
    assert (session.draft.starts_at, session.draft.ends_at) == (utc(5, 9), utc(5, 10))


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (TIMES, "It has no title (SUMMARY)."),
        (f"SUMMARY:Talk\nSTATUS:CANCELLED\n{TIMES}", "“Talk” is cancelled"),
        ("SUMMARY:Talk\n", "“Talk” has no start."),
        ("SUMMARY:Trip\nDTSTART;VALUE=DATE:20141105\n", "all of 2014-11-05"),
        ("SUMMARY:Talk\nDTSTART:20141105T090000\n", "“Talk” has no end."),
        (
            "SUMMARY:Talk\nDTSTART:20141105T090000\nDTEND;VALUE=DATE:20141105\n",
            "an end without one",
        ),
        (
            "SUMMARY:Talk\nDTSTART:2014-11-05 09:00\nDTEND:20141105T100000\n",
            "“Talk” has a DTSTART that can't be read.",
        ),
        (
            "SUMMARY:Talk\nDTSTART:20141105T100000\nDTEND:20141105T090000\n",
            "“Talk” would end before it starts.",
        ),
    ],
)
def test_an_event_that_cannot_be_taken_says_why(lines: str, reason: str) -> None:
    listed = read(lines)
    assert listed.sessions == ()
    assert reason in listed.faults[0].reason
    assert listed.faults[0].row == 1


def test_a_form_comes_from_the_categories_or_the_title() -> None:
    session = one(f"SUMMARY:Talk\nCATEGORIES:Asia,PANEL\n{TIMES}")
    assert (session.draft.form, "form" in session.given) == ("panel", True)
    session = one(f"SUMMARY:Talk\nCATEGORIES:Asia\nCATEGORIES:Visit\n{TIMES}")
    assert session.draft.form == "visit"
    session = one(f"SUMMARY:Lunch\nCATEGORIES:Asia\n{TIMES}")
    assert (session.draft.form, "form" in session.given) == ("break", False)


def test_a_place_of_several_lines_becomes_one() -> None:
    session = one(f"SUMMARY:Trip\nLOCATION:Bus\\nMain gate\n{TIMES}")
    assert session.draft.room == "Bus, Main gate"


def test_a_repeated_event_is_taken_once_and_says_so() -> None:
    session = one(f"SUMMARY:Tea\nRRULE:FREQ=DAILY;COUNT=3\n{TIMES}")
    assert session.notes == (
        "It repeats in the calendar; only the first time is taken.",
    )


def test_one_time_of_a_repeated_event_has_its_own_number() -> None:
    session = one(f"UID:a\nRECURRENCE-ID:20141106T090000\nSUMMARY:Tea\n{TIMES}")
    assert session.external_id == "a 20141106T090000"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SAMPLE[:700], "breaks off"),
        (b"<html>not found</html>", "is not a calendar file"),
        (b"", "is not a calendar file"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "without a single event"),
        (b"BEGIN:VCALENDAR\r\n<oops>\r\nEND:VCALENDAR\r\n", "damaged"),
        (bytes(range(256)) * 40, "no text"),
    ],
)
def test_a_broken_calendar_gives_one_clear_sentence(data: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        calendar.read(data, "p.ics", WORKSHOP)


def test_several_calendars_in_one_file_are_all_read() -> None:
    data = event(f"UID:1\nSUMMARY:One\n{TIMES}") + event(f"UID:2\nSUMMARY:Two\n{TIMES}")
    listed = calendar.read(data, "p.ics", WORKSHOP)
    assert [session.draft.title for session in listed.sessions] == ["One", "Two"]


def test_a_file_is_told_by_its_name_or_by_what_it_holds(tmp_path: Path) -> None:
    assert len(programme_file.read(CASES / "programme.csv", WORKSHOP).sessions) == 14
    assert len(programme_file.read(CASES / "programme.ics", WORKSHOP).sessions) == 14
    mail = tmp_path / "invite.txt"
    mail.write_bytes(SAMPLE)
    assert len(programme_file.read(mail, WORKSHOP).sessions) == 14


def test_a_file_that_is_not_there_or_far_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"gone\.csv can't be opened"):
        programme_file.read(tmp_path / "gone.csv", WORKSHOP)
    huge = tmp_path / "film.csv"
    with huge.open("wb") as film:
        film.truncate(30_000_000)
    with pytest.raises(BadFile, match="too large"):
        programme_file.read(huge, WORKSHOP)

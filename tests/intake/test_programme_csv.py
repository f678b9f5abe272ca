from datetime import date, time
from io import BytesIO

import openpyxl
import pytest

from nexus_desktop.core.programme_import import ListedSession, ProgrammeList
from nexus_desktop.intake import programme_csv
from nexus_desktop.intake.problems import BadFile
from tests.intake.programmes import CASES, WORKSHOP, utc

HEAD = "Date,Start,End,Type,Title,Room,Objectives,Chair,Rapporteur,Speakers\n"


def read(text: str, name: str = "programme.csv") -> ProgrammeList:
    return programme_csv.read(text.encode(), name, WORKSHOP)


def one(row: str, head: str = HEAD) -> ListedSession:
    listed = read(head + row)
    assert listed.faults == ()
    (session,) = listed.sessions
    return session


def fault(row: str, head: str = HEAD) -> str:
    listed = read(head + row)
    assert listed.sessions == ()
    (found,) = listed.faults
    return found.reason


def test_the_sample_programme_is_read_whole() -> None:
    data = (CASES / "programme.csv").read_bytes()
    listed = programme_csv.read(data, "programme.csv", WORKSHOP)
    assert len(listed.sessions) == 14
    assert listed.faults == ()
    policies = listed.sessions[8]
    assert policies.row == 10
    assert policies.draft.title == "Breakout: elements of a policy framework"
    assert policies.draft.objectives == (2, 3)
    assert policies.draft.room == "Rooms 1-5"
    assert policies.draft.form == "breakout"
    assert policies.draft.starts_at == utc(6, 11)
    assert policies.draft.ends_at == utc(6, 12, 30)
    assert policies.given == {
        "title", "starts_at", "ends_at", "form", "room", "objectives",
    }  # fmt: skip
    assert not any(session.notes for session in listed.sessions)


def test_every_column_is_taken() -> None:
    session = one(
        "2014-11-05,9:00,10:30,Panel,Policies,Hall A,1-3,"
        'S. Tripathi,A. Dorj,"M. Cruz; Lê Văn Đức\nWang Wei"\n'
    )
    draft = session.draft
    assert draft.speakers == "M. Cruz; Lê Văn Đức; Wang Wei"
    assert (draft.chair, draft.rapporteur) == ("S. Tripathi", "A. Dorj")
    assert draft.objectives == (1, 2, 3)


@pytest.mark.parametrize(
    "head",
    [
        "Ngày;Bắt đầu;Kết thúc;Loại;Tiêu đề;Phòng",
        "日期;开始时间;结束时间;类型;标题;地点",
        "Огноо;Эхлэх цаг;Дуусах цаг;Төрөл;Сэдэв;Танхим",
        "DATE;Start time;End time;Session type;Topic;Location",
        "日期 Date;开始 Start;结束 End;类型 Type;标题 Title;地点 Venue",
    ],
)
def test_headings_are_known_in_several_languages(head: str) -> None:
    session = one("5.11.2014;09:00;10:00;panel;Policies;Hall A\n", head + "\n")
    assert session.draft.room == "Hall A"
    assert session.draft.starts_at == utc(5, 9)
    assert "form" in session.given


def test_the_better_of_two_headings_counts() -> None:
    session = one(
        "1.1,2014-11-05,09:00,10:00,Policies\n", "Session,Date,Start,End,Title\n"
    )
    assert session.draft.title == "Policies"


def test_a_table_as_it_comes_from_a_word_document() -> None:
    listed = read(
        "Regional workshop,,,\n"
        "Draft of 1 October,,,\n"
        "\n"
        "Time,Session,Where,\n"
        "Wednesday 5 November,,,\n"
        "09:00-09:45,Opening,Hall A,\n"
        "9.45 – 10.15,Tea,Foyer,\n"
        "Day 2,,,\n"
        "2 to 3:30 pm,Governance,Hall A,\n"
    )
    assert listed.faults == ()
    assert [(s.draft.title, s.draft.form) for s in listed.sessions] == [
        ("Opening", "opening"),
        ("Tea", "break"),
        ("Governance", "plenary"),
    ]
    assert listed.sessions[0].draft.starts_at == utc(5, 9)
    assert listed.sessions[1].draft.ends_at == utc(5, 10, 15)
    assert listed.sessions[2].draft.starts_at == utc(6, 14)
    assert "form" not in listed.sessions[0].given


def test_an_empty_date_is_the_one_above() -> None:
    listed = read(
        "Date,Start,End,Title\n2014-11-05,09:00,10:00,One\n,10:00,11:00,Two\n"
    )
    assert listed.sessions[1].draft.starts_at == utc(5, 10)


def test_day_and_time_may_stand_in_one_cell() -> None:
    session = one("2014-11-06 09:00,2014-11-06 10:30,Policies\n", "Start,End,Title\n")
    assert (session.draft.starts_at, session.draft.ends_at) == (
        utc(6, 9),
        utc(6, 10, 30),
    )


@pytest.mark.parametrize("end", ["24:00", "00:00", "midnight"])
def test_a_session_may_last_until_midnight(end: str) -> None:
    session = one(f"2014-11-05,20:00,{end},social,Dinner\n")
    assert session.draft.ends_at == utc(6, 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2014-11-05,10:00,09:00,,Odd\n", "It ends (09:00) before it starts (10:00)."),
        ("2014-11-05,10:00,10:00,,Odd\n", "It ends (10:00) before it starts (10:00)."),
        ("2014-11-05,10:00,,,Odd\n", "It has no end time."),
        ("2014-11-05,,11:00,,Odd\n", "It has no start time."),
        ("2014-11-05,25:00,26:00,,Odd\n", "“25:00” is not a time that can be read."),
        ("2014-11-05,9:00,soon,,Odd\n", "“soon” is not a time that can be read."),
        ("2014-11-05,9:00,10:00,,\n", "It has no title."),
        ("2014-11-05,9:00,10:00,,\u200b\n", "A session needs a title."),
        (
            "31/11/2014,9:00,10:00,,Odd\n",
            "“31/11/2014” is not a date that can be read.",
        ),
        (",9:00,10:00,,Odd\n", "It has no date, and no row above gives one."),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: str, reason: str) -> None:
    assert fault(row) == reason


def test_rows_below_an_unreadable_date_do_not_slip_to_the_day_before() -> None:
    listed = read(
        "Date,Start,End,Title\n"
        "2014-11-05,09:00,10:00,One\n"
        "2014-11-55,09:00,10:00,Two\n"
        ",10:00,11:00,Three\n"
    )
    assert [session.draft.title for session in listed.sessions] == ["One"]
    assert [(note.row, note.reason) for note in listed.faults] == [
        (3, "“2014-11-55” is not a date that can be read."),
        (4, "It has no date, and no row above gives one."),
    ]


def test_what_is_not_understood_is_said() -> None:
    session = one("2014-11-05,9:00,10:00,Karaoke,Songs,,all\n")
    assert session.draft.form == "other"
    assert session.notes == (
        "“Karaoke” is no kind of session we know; it becomes “Other”.",
        "“all” names no objective by its number.",
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2;3", (2, 3)), ("Objectives 2 and 3", (2, 3)), ("1-5", (1, 2, 3, 4, 5)),
        ("#1 #4", (1, 4)), ("3, 3", (3,)), ("0; 2", (2,)), ("1-9999; 2", (2,)),
    ],
)  # fmt: skip
def test_objectives_are_read_by_their_numbers(
    text: str, numbers: tuple[int, ...]
) -> None:
    row = f'2014-11-05,9:00,10:00,,Policies,,"{text}"\n'
    assert one(row).draft.objectives == numbers


def test_columns_are_told_with_their_fields() -> None:
    listed = read("Date,Start,End,Title,Remarks\n2014-11-05,9:00,10:00,One,x\n")
    assert listed.columns == {
        "Date": "day",
        "Start": "start",
        "End": "end",
        "Title": "title",
        "Remarks": None,
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("Name,E-mail\nA,a@example.org\n", "no column for start times"),
        ("Date,Start\n2014-11-05,9:00\n", "no column for titles"),
        ("a,b\n1,2\n", "titles and start times"),
    ],
)
def test_a_file_that_is_no_programme_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        read(text, "list.csv")


def test_an_old_encoding_is_read() -> None:
    text = (
        "Дата;Начало;Конец;Тип;Название;Зал\n"
        "2014-11-05;09:00;10:00;opening;Открытие семинара, приветствия;Большой зал\n"
        "2014-11-05;10:00;11:00;panel;Обсуждение национальной политики;Малый зал\n"
    )
    listed = programme_csv.read(text.encode("cp1251"), "ru.csv", WORKSHOP)
    assert [session.draft.title for session in listed.sessions] == [
        "Открытие семинара, приветствия",
        "Обсуждение национальной политики",
    ]
    assert listed.encoding == "cp1251"


def test_a_workbook_gives_the_sheet_with_the_programme() -> None:
    book = openpyxl.Workbook()
    people = book.active
    assert people is not None
    people.append(["First name", "Family name", "Email", "Organisation", "Country"])
    for number in range(40):
        people.append([f"A{number}", "B", "a@example.org", "C", "MN"])
    sheet = book.create_sheet("Programme")
    sheet.append(["Programme of the workshop"])
    sheet.append(["Day", "From", "To", "Session", "Room"])
    sheet.append([date(2014, 11, 5), time(9), time(9, 45), "Opening", "Hall A"])
    sheet.append([None, time(9, 45), time(10, 15), "Tea", "Foyer"])
    sheet.append([None, "2014-11-06 09:00", time(10), "Governance", ""])
    data = BytesIO()
    book.save(data)
    listed = programme_csv.read(data.getvalue(), "programme.xlsx", WORKSHOP)
    assert listed.faults == ()
    assert [(s.row, s.draft.title, s.draft.starts_at) for s in listed.sessions] == [
        (3, "Opening", utc(5, 9)),
        (4, "Tea", utc(5, 9, 45)),
        (5, "Governance", utc(6, 9)),
    ]

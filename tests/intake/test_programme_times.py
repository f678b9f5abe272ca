from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.intake.programme_times import (
    DayReader,
    read_range,
    read_time,
    split_day_and_time,
)

FIRST, LAST = date(2014, 11, 5), date(2014, 11, 7)
READER = DayReader(FIRST, LAST)


@pytest.mark.parametrize(
    "text",
    [
        "2014-11-05", "2014/11/5", "2014.11.5", "20141105", "5.11.2014", "05/11/2014",
        "5/11/14", "5/11", "5 Nov", "Nov 5", "Wednesday, 5 November 2014",
        "November 5th, 2014", "5-Nov-14", "5th of November", "２０１４年１１月５日",
        "11月5日", "2014 оны 11 сарын 05", "11-р сарын 5", "ngày 5 tháng 11 năm 2014",
        "Thứ tư 5/11/2014", "Day 1", "Day 1 - 5 Nov", "Ngày 1", "第1天", "1-р өдөр",
        "1", "Wed", "wednesday",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert READER.read(text) == FIRST


@pytest.mark.parametrize(
    "text",
    ["", "banana", "31 Feb 2014", "32/13/2014", "2014-13-01", "Day 9", "0", "Sunday",
     "Day 0"],
)  # fmt: skip
def test_no_day_is_made_up(text: str) -> None:
    assert READER.read(text) is None


def test_a_weekday_of_a_long_event_says_nothing() -> None:
    assert DayReader(FIRST, FIRST + timedelta(10)).read("Wednesday") is None


def test_a_day_without_a_year_is_the_one_near_the_workshop() -> None:
    new_year = DayReader(date(2014, 12, 30), date(2015, 1, 2))
    assert new_year.read("2 January") == date(2015, 1, 2)
    assert new_year.read("31 December") == date(2014, 12, 31)


def test_the_column_tells_whether_the_month_comes_first() -> None:
    american = READER.taught_by(["11/05/2014", "11/06/2014", "11/07/2014"])
    assert american.read("11/06/2014") == date(2014, 11, 6)
    european = READER.taught_by(["05/11/2014", "06/11/2014"])
    assert european.read("06/11/2014") == date(2014, 11, 6)
    elsewhere = READER.taught_by(["03/25/2015", "03/04/2015"])
    assert elsewhere.read("03/04/2015") == date(2015, 3, 4)


FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%A, %d %B %Y",
           "%Y年%m月%d日", "%Y%m%d")  # fmt: skip


@settings(max_examples=80)
@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.sampled_from(FORMATS))
def test_every_written_day_is_read_back(day: date, form: str) -> None:
    assert READER.read(day.strftime(form)) == day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("09:00", 540), ("9.00", 540), ("9h30", 570), ("9:00 AM", 540), ("9am", 540),
        ("12 am", 0), ("12pm", 720), ("0930", 570), ("9 giờ 30", 570),
        ("上午9:00", 540), ("下午2:30", 870), ("14时30分", 870), ("24:00", 1440),
        ("noon", 720), ("9", 540), ("09:00:00", 540), ("2:30 p.m.", 870),
        ("9 цаг 30", 570), ("8:30 sáng", 510),
        ("09:00 hrs", 540), ("midnight", 1440), ("２:００ pm", 840),
        ("24:01", None), ("9:60", None), ("25:00", None), ("", None), ("late", None),
    ],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(text: str, minutes: int | None) -> None:
    assert read_time(text) == minutes


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("9:00-10:30", (540, 630)), ("9.00 – 10.30", (540, 630)),
        ("09:00 to 10:00", (540, 600)), ("下午2:00至3:00", (840, 900)),
        ("2 - 3:30 pm", (840, 930)), ("11:00-1:00 pm", (660, 780)),
        ("8h30 - 9h00", (510, 540)), ("9:00", None), ("9:00-10:00-11:00", None),
        ("9:00-late", None), ("soon-10:00", None),
    ],
)  # fmt: skip
def test_a_span_is_read_however_it_is_written(
    text: str, span: tuple[int, int] | None
) -> None:
    assert read_range(text) == span


@settings(max_examples=60)
@given(st.integers(0, 1440))
def test_every_clock_time_is_read_back(minutes: int) -> None:
    assert read_time(f"{minutes // 60:02}:{minutes % 60:02}") == minutes


def test_a_cell_may_hold_day_and_time() -> None:
    assert split_day_and_time("2014-11-05 09:00") == ("2014-11-05", "09:00")
    assert split_day_and_time("5 Nov 2014, 9:30 am") == ("5 Nov 2014", "9:30 am")
    assert split_day_and_time("2014-11-05T09:00") == ("2014-11-05", "09:00")
    assert split_day_and_time(" 09:00 ") == ("", "09:00")
    assert split_day_and_time("9.45 – 10.15") == ("", "9.45 – 10.15")

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.checkin import Verdict
from nexus_desktop.core.desk import ScanLine
from nexus_desktop.core.scan_log import BadTime, as_text, span

NINE = datetime(2014, 11, 5, 9, tzinfo=UTC)


def a_line(**more: object) -> ScanLine:
    values = {
        "scan_id": "s", "at": NINE, "verdict": Verdict.ADMITTED, "way": "scan",
        "direction": "in", "name": "Ana Reyes", "desk": "Desk 1", "reason": "",
        "is_undone": False, "place": "Registration",
    }  # fmt: skip
    return ScanLine(**{**values, **more})  # type: ignore[arg-type]  # as the fields are


def test_scans_become_lines_of_cells() -> None:
    said = as_text([a_line(reason="came\twith\nher son")], UTC).splitlines()
    assert said[0].split("\t")[:4] == ["Time", "Checkpoint", "Verdict", "Name"]
    assert said[1].split("\t") == [
        "2014-11-05 09:00:00", "Registration", "in", "Ana Reyes", "Desk 1", "scan",
        "came with her son", "",
    ]  # fmt: skip


def test_what_was_taken_back_says_when_and_why() -> None:
    later = NINE + timedelta(minutes=2)
    line = a_line(is_undone=True, undone_at=later, undo_reason="wrong person")
    assert as_text([line], UTC).endswith("2014-11-05 09:02:00: wrong person")
    assert as_text([a_line(undone_at=later)], UTC).endswith("2014-11-05 09:02:00")


# Times of day

ZONE = ZoneInfo("Asia/Ulaanbaatar")
DAY = date(2014, 11, 5)


def hours(begins: str, ends: str) -> tuple[str, str]:
    since, until = span(DAY, begins, ends, ZONE)
    assert since is not None
    assert until is not None
    return f"{since.astimezone(ZONE):%d %H:%M}", f"{until.astimezone(ZONE):%d %H:%M}"


def test_a_day_is_wanted_whole_or_in_part() -> None:
    assert span(None, "9", "10", ZONE) == (None, None)
    assert hours("", "") == ("05 00:00", "06 00:00")
    assert hours("9", " ") == ("05 09:00", "06 00:00")
    assert hours("930", "9:45") == ("05 09:30", "05 09:46")
    assert hours("0930", "17h05") == ("05 09:30", "05 17:06")
    assert hours("", "23:59") == ("05 00:00", "06 00:00")


@pytest.mark.parametrize("typed", ["24", "9:60", "soon", "9:5", "-1", "12345"])
def test_what_is_no_time_is_told(typed: str) -> None:
    with pytest.raises(BadTime, match="no time of day"):
        span(DAY, typed, "", ZONE)
    with pytest.raises(BadTime, match="no time of day"):
        span(DAY, "", typed, ZONE)


def test_the_end_lies_after_the_beginning() -> None:
    assert hours("9", "9") == ("05 09:00", "05 09:01")
    with pytest.raises(BadTime, match="From 10 to 9:59"):
        span(DAY, "10", "9:59", ZONE)


@given(
    st.times(),
    st.sampled_from(["UTC", "Asia/Ulaanbaatar", "America/New_York"]),
)
def test_the_minute_that_is_typed_is_in_the_span(local: time, name: str) -> None:
    zone = ZoneInfo(name)
    at = datetime.combine(DAY, local, zone)
    since, until = span(DAY, f"{at:%H:%M}", f"{at:%H%M}", zone)
    assert since is not None
    assert until is not None
    assert since <= at < until
    assert since.tzinfo is until.tzinfo is UTC

from datetime import date

import pytest

from nexus_desktop.core import days


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2014, 11, 5), date(2014, 11, 5), "5 November 2014"),
        (date(2014, 11, 5), date(2014, 11, 7), "5–7 November 2014"),
        (date(2014, 11, 30), date(2014, 12, 2), "30 November – 2 December 2014"),
        (date(2014, 12, 30), date(2015, 1, 2), "30 December 2014 – 2 January 2015"),
    ],
)
def test_a_span_names_month_and_year_once(first: date, last: date, words: str) -> None:
    assert days.spoken_span(first, last) == words


def test_a_day_is_told_shortly() -> None:
    assert days.short(date(2014, 11, 5)) == "Wed 5 Nov"

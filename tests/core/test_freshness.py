from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.freshness import Freshness, FreshnessTold, told

NOW = datetime(2014, 11, 6, 9, 12, tzinfo=UTC)


MANY = "nothing from D3 for 3 days · nothing from D2 for 2 days · nor from 1 more"


def ago(**times: float) -> datetime:
    return NOW - timedelta(**times)


def test_alone_there_is_nothing_to_say() -> None:
    assert told(None, NOW, UTC) == FreshnessTold()
    assert told(Freshness(NOW), NOW, UTC) == FreshnessTold()


@pytest.mark.parametrize(
    ("fresh", "text", "is_old"),
    [
        (
            Freshness(NOW, (("Desk 1", ago(minutes=5)),)),
            "Switched-off badges known as of 09:12",
            False,
        ),
        (
            Freshness(ago(minutes=31), (("Desk 1", ago(minutes=31)),)),
            "Switched-off badges known as of 08:41",
            True,
        ),
        (
            Freshness(NOW, (("Root", ago(minutes=75)),)),
            "Switched-off badges known as of 09:12 · nothing from Root for 75 min",
            False,
        ),
        (
            Freshness(NOW, (("Desk 1", ago(hours=3)), ("Root", NOW))),
            "Switched-off badges known as of 09:12 · nothing from Desk 1 for 3 h",
            True,
        ),
        (
            Freshness(ago(days=1), tuple((f"D{n}", ago(days=n)) for n in range(1, 4))),
            "Switched-off badges known as of Wed 5 Nov, 09:12 · " + MANY,
            True,
        ),
        (
            Freshness(None),
            "Nothing heard of other laptops yet: badges they switched off pass here.",
            True,
        ),
    ],
)
def test_the_desk_says_how_old_its_list_is(
    fresh: Freshness, text: str, is_old: bool
) -> None:
    assert told(fresh, NOW, UTC) == FreshnessTold(text, is_old)


@given(st.timedeltas(timedelta(), timedelta(days=9)))
def test_what_is_old_stays_old_until_somebody_is_heard(gone: timedelta) -> None:
    fresh = Freshness(NOW - gone, (("Desk 1", NOW - gone),))
    later = told(fresh, NOW + timedelta(hours=1), UTC)
    assert later.is_old
    assert not told(Freshness(NOW, (("Desk 1", NOW),)), NOW, UTC).is_old

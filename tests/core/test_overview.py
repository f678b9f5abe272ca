from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.overview import (
    Actions,
    Overview,
    Share,
    condensed,
    day_shown,
    shares,
)
from nexus_desktop.core.programme import NowAndNext
from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo

INFO = WorkshopInfo(
    "w",
    NewWorkshop(
        title="Workshop",
        first_day=date(2014, 11, 5),
        last_day=date(2014, 11, 7),
        time_zone="Asia/Ulaanbaatar",
    ),
    (),
    {},
)
OVERVIEW = Overview(
    workshop=INFO,
    day=date(2014, 11, 5),
    at=datetime(2014, 11, 5, 1, tzinfo=UTC),
    expected=130,
    arrived=90,
    here=80,
    came=85,
    unexpected=1,
    bins=(),
    countries=(),
    categories=(),
    programme=NowAndNext((), ()),
    has_programme=False,
    objectives=(),
    notes=0,
    actions=Actions(),
)


def test_who_is_missing_and_whether_it_is_today() -> None:
    assert OVERVIEW.missing == 40
    assert OVERVIEW.is_today
    assert not replace(OVERVIEW, day=date(2014, 11, 6)).is_today


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2014, 11, 1, tzinfo=UTC), date(2014, 11, 5)),
        (datetime(2014, 11, 5, 15, 59, tzinfo=UTC), date(2014, 11, 5)),
        (datetime(2014, 11, 5, 16, tzinfo=UTC), date(2014, 11, 6)),
        (datetime(2015, 1, 1, tzinfo=UTC), date(2014, 11, 7)),
    ],
)
def test_the_day_shown_is_today_or_the_nearest(at: datetime, day: date) -> None:
    assert day_shown(INFO, at) == day


def test_shares_come_largest_first_and_unknown_last() -> None:
    people = [("MN", True), ("", True), ("", False), ("", True), ("MN", False)]
    assert shares([*people, ("VN", True), ("IN", False)]) == (
        Share("MN", 2, 1),
        Share("IN", 1, 0),
        Share("VN", 1, 1),
        Share("", 3, 2),
    )


def test_what_does_not_fit_becomes_one_share() -> None:
    found = tuple(Share(name, 3, 1) for name in "ABCD")
    assert condensed(found, 4, "{0} others") == found
    assert condensed(found, 3, "{0} others") == (
        *found[:2],
        Share("2 others", 6, 2),
    )


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(["", "A", "B", "C", "D"]), st.booleans())),
    st.integers(1, 6),
)
def test_nobody_is_lost_in_shares(people: list[tuple[str, bool]], most: int) -> None:
    found = condensed(shares(people), most, "{0} others")
    assert len(found) <= most
    assert sum(share.expected for share in found) == len(people)
    assert sum(share.arrived for share in found) == sum(came for _, came in people)

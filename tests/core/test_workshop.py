from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core import countries, time_zones, workshop
from nexus_desktop.core.workshop import NewWorkshop, Objective, WorkshopInfo

DRAFT = NewWorkshop(
    title="Regional workshop",
    first_day=date(2014, 11, 5),
    last_day=date(2014, 11, 7),
    country="MN",
)


def an_info(draft: NewWorkshop = DRAFT) -> WorkshopInfo:
    return WorkshopInfo("w", workshop.checked(draft), (Objective(1, "Review"),), {})


def test_every_country_has_a_time_zone_that_exists() -> None:
    uninhabited = {"BV", "HM"}
    for code in set(countries.names()) - uninhabited:
        assert time_zones.of_country(code) in available_timezones(), code
        assert time_zones.of_country(code) != "UTC", code
    assert time_zones.of_country("BV") == "UTC"


def test_a_draft_is_tidied_and_gets_the_zone_of_its_country() -> None:
    draft = replace(
        DRAFT, title="  Urban \n Nexus ", country="Mongolia", objectives=("", " a  b ")
    )
    tidy = workshop.checked(draft)
    assert (tidy.title, tidy.country) == ("Urban Nexus", "MN")
    assert tidy.time_zone == "Asia/Ulaanbaatar"
    assert tidy.objectives == ("a b",)


def test_a_zone_that_is_given_stays() -> None:
    assert workshop.checked(replace(DRAFT, time_zone="UTC")).time_zone == "UTC"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"title": " "}, "title", "needs a title"),
        ({"number": 0}, "number", "counts from 1"),
        ({"country": "Atlantis"}, "country", "“Atlantis” is not a country"),
        ({"time_zone": "Asia/Atlantis"}, "time_zone", "“Asia/Atlantis”"),
        ({"time_zone": "Asia"}, "time_zone", "“Asia” is not a time zone"),
        ({"time_zone": "../etc"}, "time_zone", "not a time zone"),
        ({"last_day": date(2014, 11, 4)}, "last_day", "before the first"),
        ({"last_day": date(2015, 11, 4)}, "last_day", "365 days"),
        (
            {"first_day": date(14, 11, 5), "last_day": date(14, 11, 5)},
            "first_day",
            "year",
        ),
    ],
)
def test_what_cannot_be_is_named_by_field(
    change: dict[str, object], field: str, words: str
) -> None:
    draft = workshop.tidied(replace(DRAFT, **change))  # type: ignore[arg-type]  # any one field
    (fault,) = workshop.faults(draft)
    assert fault.field == field
    assert words in fault.reason
    with pytest.raises(workshop.WorkshopError, match=r".*"):
        workshop.checked(draft)


def test_all_faults_are_told_at_once() -> None:
    draft = replace(DRAFT, title="", last_day=date(2014, 11, 1))
    with pytest.raises(workshop.WorkshopError, match=r"title.*before the first"):
        workshop.checked(draft)


def test_an_info_tells_days_place_and_series() -> None:
    info = an_info(replace(DRAFT, venue="Hall", city="Ulaanbaatar", series="Nexus"))
    assert info.days == (date(2014, 11, 5), date(2014, 11, 6), date(2014, 11, 7))
    assert info.place == "Hall, Ulaanbaatar, Mongolia"
    assert info.numbered_series == "Nexus"
    assert replace(info, draft=replace(info.draft, number=4)).numbered_series == (
        "Nexus, no. 4"
    )
    assert replace(info, country_names={"MN": "Монгол"}).country_name == "Монгол"
    assert info.title == "Regional workshop"
    assert info.day_number(date(2014, 11, 5)) == 1
    assert info.day_number(date(2014, 11, 7)) == 3
    assert info.day_number(date(2014, 11, 8)) is None
    assert info.day_number(date(2014, 11, 4)) is None
    nine = datetime(2014, 11, 5, 1, tzinfo=UTC)
    assert info.local(nine).hour == 9
    assert info.bounds(date(2014, 11, 5)) == (
        datetime(2014, 11, 4, 16, tzinfo=UTC),
        datetime(2014, 11, 5, 16, tzinfo=UTC),
    )


@settings(max_examples=60)
@given(
    st.dates(date(1990, 1, 1), date(2037, 12, 30)),
    st.sampled_from(["Europe/Berlin", "Asia/Ulaanbaatar", "America/St_Johns", "UTC"]),
)
def test_days_follow_each_other_without_gap(day: date, zone: str) -> None:
    begin, end = workshop.day_bounds(day, ZoneInfo(zone))
    assert workshop.day_bounds(day + timedelta(1), ZoneInfo(zone))[0] == end
    assert begin.astimezone(ZoneInfo(zone)).date() == day
    assert timedelta(hours=23) <= end - begin <= timedelta(hours=25)


@settings(max_examples=60)
@given(st.dates(date(1990, 1, 1), date(2037, 12, 30)), st.integers(0, 24 * 60 - 1))
def test_a_moment_shows_on_the_clocks_as_it_was_given(day: date, minutes: int) -> None:
    info = an_info(replace(DRAFT, time_zone="Asia/Kathmandu"))
    assert info.clock(info.moment(day, minutes)) == (day, minutes)


def test_midnight_and_yesterday_are_moments_too() -> None:
    info = an_info()
    day = date(2014, 11, 5)
    assert info.clock(info.moment(day, 24 * 60)) == (date(2014, 11, 6), 0)
    assert info.clock(info.moment(day, -5)) == (date(2014, 11, 4), 23 * 60 + 55)

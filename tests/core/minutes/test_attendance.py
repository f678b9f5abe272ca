from dataclasses import replace

from nexus_desktop.core.minutes.attendance import expected_people
from nexus_desktop.core.minutes.compiling import frame_of
from nexus_desktop.core.minutes.material import Choices, Material
from nexus_desktop.core.minutes.value import BarChart, ColumnChart
from nexus_desktop.core.minutes.words import words
from tests.core.minutes.reading import compiled, lines, section, under
from tests.core.minutes.samples import breakouts, people, presence, workshop

PEOPLE = people(22)  # the twentieth has cancelled
CAME = (
    presence("p0", 0),
    presence("p1", 0, 95),
    presence("p0", 1),
    presence("p2", 1, 20),
    presence("p19", 1, 30),
)
HELD = Material(workshop(), people=PEOPLE, arrivals=CAME)


def test_nobody_present_is_said() -> None:
    told = section(compiled(replace(HELD, arrivals=())), "Attendance")
    assert lines(told)[1:] == ["Nobody has been marked present yet."]


def test_each_day_counts_people_once_and_newcomers_apart() -> None:
    told = section(compiled(HELD), "Attendance")
    assert lines(told)[1] == "4 of 22 people expected took part (18%)."
    assert lines(under(told, "Attendance by day"))[:2] == [
        "Day 1 | Wednesday, 5 November 2014 | 2 | 2 | 9%",
        "Day 2 | Thursday, 6 November 2014 | 3 | 2 | 14%",
    ]


def test_who_came_although_cancelled_was_expected_after_all() -> None:
    frame = frame_of(HELD, Choices(), words())
    assert len(expected_people(frame)) == 22
    stayed = frame_of(replace(HELD, arrivals=CAME[:4]), Choices(), words())
    assert len(expected_people(stayed)) == 21


def test_a_day_outside_of_the_workshop_is_named_by_its_date() -> None:
    early = replace(HELD, arrivals=(presence("p0", -1), presence("p0", 0)))
    told = compiled(early)
    by_day = lines(under(section(told, "Attendance"), "Attendance by day"))
    assert by_day[0].startswith("4 November 2014 | Tuesday, 4 November 2014 | 1 | 1")
    listed = lines(section(told, "Participants"))
    assert any(line.endswith("| + 1") for line in listed)


def test_bars_show_present_of_expected_the_largest_first_and_unknown_last() -> None:
    told = section(compiled(HELD), "Attendance")
    charts = [block for block in told if isinstance(block, BarChart)]
    assert lines((charts[1],))[:2] == ["China 0/4", "India 1/4"]
    assert lines((charts[3],)) == ["Women 1/8", "Men 2/7", "Not stated 1/7"]


def test_a_trait_that_nobody_states_has_no_chart() -> None:
    blank = tuple(replace(person, gender="", category="") for person in PEOPLE)
    told = section(compiled(replace(HELD, people=blank)), "Attendance")
    assert "Attendance by gender" not in lines(told)
    assert "Attendance by country" in lines(told)


def test_another_word_for_a_gender_is_printed_as_it_is() -> None:
    some = (replace(PEOPLE[0], gender="hijra"), *PEOPLE[1:])
    told = section(compiled(replace(HELD, people=some)), "Attendance")
    assert "hijra 1/1" in lines(told)


def test_arrivals_are_counted_in_equal_steps_for_every_day() -> None:
    chart = arrivals_chart(HELD)
    assert chart.caption == "Arrivals in each 15 minutes"
    assert [tick.label for tick in chart.ticks][:2] == ["8:15", "8:30"]
    assert [tick.label for tick in chart.ticks if tick.major] == ["9:00"]
    assert chart.panels == (
        ("Day 1", (1, 0, 0, 0, 0, 0, 1)),
        ("Day 2", (1, 1, 1, 0, 0, 0, 0)),
    )


def test_steps_grow_until_a_long_day_fits() -> None:
    long = replace(HELD, arrivals=(presence("p0", 0), presence("p1", 0, 800)))
    chart = arrivals_chart(long)
    assert chart.caption == "Arrivals in each 60 minutes"
    assert sum(chart.panels[0][1]) == 2
    night = replace(HELD, arrivals=(presence("p0", 0, -495), presence("p1", 0, 944)))
    assert arrivals_chart(night).caption == "Arrivals in each 120 minutes"


def test_the_participants_list_goes_country_by_country() -> None:
    told = lines(section(compiled(HELD), "Participants"))
    assert told[1] == "China"
    assert told.index("India") < told.index("Mongolia") < told.index("Viet Nam")
    assert (
        "Sarnai Generated 1\nСарнай Жишээ | Municipality of Ulaanbaatar | Ulaanbaatar"
        " | City government | 1 2" in told
    )
    assert (
        "Maria Halimbawa 6 | Head of planning\nMunicipality of Santa Rosa | Santa Rosa"
        " | City government | —" in told
    )
    nowhere = replace(PEOPLE[3], country="", city="", family_name="")
    told = lines(section(compiled(replace(HELD, people=(nowhere,))), "Participants"))
    assert told[1] == "Not stated"


def test_the_groups_annex_shows_each_round_of_each_person() -> None:
    groups = breakouts(PEOPLE)
    some = replace(
        HELD, breakouts=(*groups[:5], replace(groups[5], members=("p1", "x")))
    )
    told = lines(section(compiled(some), "Breakout groups: who sat where"))
    assert "Sarnai Generated 1 | Ulaanbaatar, Mongolia | A | —" in told
    assert "Lê Văn Mẫu 2 | Da Nang, Viet Nam | B | A" in told
    assert len(told) == 1 + len(PEOPLE)


def arrivals_chart(material: Material) -> ColumnChart:
    told = section(compiled(material), "Attendance")
    return next(block for block in told if isinstance(block, ColumnChart))

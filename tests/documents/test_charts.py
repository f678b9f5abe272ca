import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from nexus_desktop.core.minutes.value import (
    Bar,
    BarChart,
    Block,
    Column,
    ColumnChart,
    Cover,
    Figures,
    Heading,
    Minutes,
    Span,
    Table,
    TableRow,
    Tick,
)
from nexus_desktop.documents.minutes_pdf import render

TICKS = tuple(Tick(f"{8 + n // 4}:{n % 4 * 15:02}", n % 4 == 0) for n in range(8))


def pages(*blocks: Block) -> list[str]:
    """Return the text of each page that `blocks` take."""
    heading = Heading(1, "Chart", "chart")
    sections = ((heading, *blocks),)
    pdf = render(Minutes("T", "", "", "en", "", "", "", "A4", sections))
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_bars_carry_their_names_and_numbers() -> None:
    chart = BarChart(
        "Who came", (Bar("Mongolia", 7, 9), Bar("蒙古", 0, 3)), "in", "all"
    )
    (text,) = pages(chart)
    for word in ("Who came", "Mongolia", "7 / 9", "蒙古", "0 / 3", "in", "all"):
        assert word in text


def test_bars_may_have_no_whole() -> None:
    (text,) = pages(BarChart("", (Bar("A", 5), Bar("B", 0)), "notes"))
    assert "5" in text
    assert "/" not in text


def test_a_chart_of_nothing_is_still_drawn() -> None:
    assert "notes" in pages(BarChart("", (), "notes"))[0]
    assert (
        "people" in pages(ColumnChart("", (("Day 1", (0, 0)),), TICKS[:2], "people"))[0]
    )


def test_a_long_chart_goes_on_with_its_key_on_the_next_page() -> None:
    bars = tuple(Bar(f"Country {number}", number, 90) for number in range(90))
    told = pages(BarChart("", bars, "present", "expected"))
    assert len(told) > 1
    assert all("present" in page for page in told)
    text = "\n".join(told)
    assert all(f"{number} / 90" in text for number in range(90))


@pytest.mark.parametrize("days", [1, 3, 4, 7])
def test_each_day_has_its_panel(days: int) -> None:
    panels = tuple((f"Day {day}", tuple(range(8))) for day in range(1, days + 1))
    text = "\n".join(pages(ColumnChart("Arrivals", panels, TICKS, "people")))
    assert all(f"Day {day}" in text for day in range(1, days + 1))
    assert text.count("8:00") == days
    assert "8:15" not in text


def test_without_a_full_hour_the_steps_themselves_are_written() -> None:
    ticks = TICKS[1:4]
    (text,) = pages(ColumnChart("", (("Day 1", (1, 2, 3)),), ticks, "people"))
    assert "8:15" in text


def test_a_band_of_a_table_never_stands_last_on_a_page() -> None:
    rows = tuple(
        TableRow(((Span(f"{kind} {number}"),),), band=kind == "Band")
        for number in range(60)
        for kind in ("Band", "Row", "Row")
    )
    told = pages(Table("", (Column("Head", 1),), rows))
    assert len(told) > 3
    for page in told:
        found = re.findall(r"(Band|Row) \d+", page)
        assert found[-1] == "Row"


def test_figures_stand_four_side_by_side_with_their_names() -> None:
    items = tuple((str(number), f"things {number}") for number in range(11, 18))
    (text,) = pages(Figures(items))
    assert all(f"things {number}" in text for number in range(11, 18))


def test_a_cover_takes_any_title() -> None:
    long = "A very long title of a workshop on many things at once " * 8
    cover = Cover(
        "Minutes", long, "", "", "5 November 2014", (), "Organised by", "Draft"
    )
    pdf = render(Minutes("T", "", "", "en", "", "{page}", "", "A4", ((cover,),)))
    (page,) = PdfReader(BytesIO(pdf)).pages
    text = page.extract_text()
    assert "A very long title" in text
    assert "Draft" in text
    assert "Organised by" not in text


def test_a_cover_names_all_organisers_however_many() -> None:
    names = tuple(f"Organiser number {number}" for number in range(12))
    cover = Cover("Minutes", "T", "S", "Here", "5–7 May", names, "Organised by", "")
    pdf = render(Minutes("T", "", "", "en", "", "{page}", "", "A4", ((cover,),)))
    text = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert all(name in text for name in names)

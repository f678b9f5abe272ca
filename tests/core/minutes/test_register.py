"""Actions carried over, and earlier workshops, in the minutes."""

from dataclasses import replace
from datetime import date

from nexus_desktop.core.actions import Action, Carried, State, Station
from nexus_desktop.core.minutes.material import (
    Choices,
    Material,
    Remark,
    Section,
    Template,
)
from nexus_desktop.core.minutes.value import Table
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.series import Figures, Turnout
from tests.core.minutes.reading import anchors, compiled, lines, section, titles
from tests.core.minutes.samples import arrivals, items, people, workshop

REGISTER = "Action register"
PAST = (
    Station("Kick-off", date(2013, 5, 8), None, remark="Begun"),
    Station("Third workshop", date(2014, 8, 22), 3, "Naga", date(2014, 9, 30),
            State.GOING_ON),
)  # fmt: skip
CARRIED = (
    Action("c1", "Share the tariff study", "City of Naga", date(2014, 9, 30),
           State.DONE, continues="x", carried=Carried("Sent in October", PAST)),
    Action("c2", "Draft a brief", continues="y"),
)  # fmt: skip
AGREED = Remark("a1", "s3", NoteKind.ACTION, "Send the data", state="open",
                outcome="Promised again")  # fmt: skip
HELD = Material(workshop(), items(), people(26), arrivals(people(26)))


def test_carried_actions_are_shown_with_their_history() -> None:
    found = compiled(replace(HELD, carried=CARRIED))
    told = lines(section(found, REGISTER))
    assert told[1] == "Carried over from earlier workshops"
    assert told[2] == "2 actions were carried over: 1 open, 1 done."
    assert told[3] == (
        "C1 | Share the tariff study\n"
        "Kick-off, 8 May 2013: open; Begun\n"
        "Workshop 3, 22 August 2014: going on; Naga; due 30 September 2014\n"
        "Reviewed here: Sent in October | City of Naga | 30 September 2014 | Done"
    )
    assert told[4] == "C2 | Draft a brief | owner to be named | — | Open"
    assert "c2" in anchors(found)


def test_what_was_agreed_here_comes_before_what_was_carried_over() -> None:
    found = compiled(replace(HELD, remarks=(AGREED,), carried=CARRIED))
    told = lines(section(found, REGISTER))
    assert told[1] == "Agreed at this workshop"
    assert told[3].startswith("A1 | Send the data\nPromised again | ")
    assert told[4] == "Carried over from earlier workshops"


def test_a_register_of_this_workshop_alone_has_no_such_headings() -> None:
    told = lines(section(compiled(replace(HELD, remarks=(AGREED,))), REGISTER))
    assert told[1] == "1 action: 1 open."


def test_earlier_workshops_stand_beside_this_one() -> None:
    third = Figures(
        id="w3", title="Third", number=3, place="Bangkok", first_day=date(2014, 8, 20),
        last_day=date(2014, 8, 22), expected=80, present=60,
        turnout=(Turnout("TH", 50, 40),),
    )  # fmt: skip
    older = [
        replace(third, id=f"v{year}", number=None, first_day=date(year, 1, 1))
        for year in range(2008, 2013)
    ]
    found = compiled(replace(HELD, earlier=(*older, third)))
    assert "4 Compared with earlier workshops" in titles(found)
    blocks = section(found, "Compared with earlier workshops")
    assert "No. 3, Bangkok 2014" in lines(blocks)[1]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [column.heading for column in tables[0].columns] == [
        "Figure", "Bangkok 2010", "Bangkok 2011", "Bangkok 2012",
        "No. 3, Bangkok 2014", "This workshop", "Change",
    ]  # fmt: skip
    assert any("Thailand | 40 | 40 | 40 | 40 | " in line for line in lines(blocks))


def test_a_series_without_any_country_has_one_table() -> None:
    day = date(2014, 1, 1)
    bare = Figures(
        id="w3", title="Third", number=3, place="", first_day=day, last_day=day
    )
    found = compiled(Material(workshop(), earlier=(bare,)))
    blocks = section(found, "Compared with earlier workshops")
    assert sum(isinstance(block, Table) for block in blocks) == 1


def test_a_list_of_actions_has_those_carried_over() -> None:
    chosen = Choices(
        template=Template.ACTIONS,
        sections=(Section.LIST_REGISTER, Section.LIST_OWNERS, Section.LIST_DATES),
    )
    both = compiled(replace(HELD, remarks=(AGREED,), carried=CARRIED), chosen)
    told = lines(both.blocks)
    assert any(line.startswith("A1 | Send the data") for line in told)
    assert "City of Naga" in told
    assert "C1 | Share the tariff study | 30 September 2014 | Done" in told
    assert "— | C2 | Draft a brief | owner to be named" in told
    alone = lines(compiled(replace(HELD, carried=CARRIED), chosen).blocks)
    assert not any(line.startswith("A1") for line in alone)
    assert any(line.startswith("C1 | Share the tariff study\n") for line in alone)

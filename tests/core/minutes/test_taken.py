"""What the plenary took from groups: told in the groups' reports, counted once."""

from dataclasses import replace

from nexus_desktop.core.minutes.gaps import Lack, gaps
from nexus_desktop.core.minutes.material import Material, Remark
from nexus_desktop.core.note_kinds import NoteKind
from tests.core.minutes.reading import anchors, compiled, lines, section, text
from tests.core.minutes.samples import (
    arrivals,
    at,
    breakouts,
    items,
    people,
    workshop,
)

ACTION = NoteKind.ACTION
PEOPLE = people(26)
REMARKS = (
    Remark("g", "s5", ACTION, "Share the study", "g10", taken_by="p"),
    Remark("h", "s5", ACTION, "Share our study", "g11", taken_by="p"),
    Remark("o", "s5", ACTION, "Count the pumps", "g10", owner="Naga"),
    Remark("p", "s6", ACTION, "Share the studies", owner="Naga", taken_by="q"),
    Remark("q", "s7", ACTION, "Share all studies", owner="Naga"),
)
HELD = Material(
    workshop(), items(), PEOPLE, arrivals(PEOPLE), breakouts(PEOPLE), REMARKS
)


def test_the_register_has_what_the_plenary_made_of_it() -> None:
    found = compiled(HELD)
    told = text(section(found, "Action register"))
    assert lines(section(found, "Action register"))[1].startswith("2 actions: 2 open")
    assert "Share all studies" in told
    assert "Count the pumps" in told
    assert "Share the study" not in told
    assert "Share the studies" not in told


def test_the_groups_report_tells_it_under_the_same_number() -> None:
    found = compiled(HELD)
    told = [line for blocks in found.sections for line in lines(blocks)]
    assert any(line.startswith("A2") and "Share the study" in line for line in told)
    assert any(line.startswith("A2") and "Share our study" in line for line in told)
    assert any(line.startswith("A2") and "Share all studies" in line for line in told)
    assert anchors(found).count("a2") == 1


def test_only_what_the_plenary_has_can_lack_an_owner() -> None:
    ownerless = {gap.lack for gap in gaps(HELD, at(4, "12:00"))}
    assert Lack.ACTIONS_WITHOUT_OWNER not in ownerless


def test_where_the_plenary_lost_it_nothing_breaks() -> None:
    lost = replace(HELD, remarks=REMARKS[:1])
    assert compiled(lost).sections

"""Names lead to the list of participants, where the paper has one."""

from dataclasses import replace

from nexus_desktop.core.minutes.material import (
    Attribution,
    Choices,
    Material,
    Person,
    Remark,
    Section,
)
from nexus_desktop.core.minutes.value import Minutes, Span, Style, Table
from nexus_desktop.core.note_kinds import NoteKind
from tests.core.minutes.reading import compiled, section, spans
from tests.core.minutes.samples import items, workshop

PEOPLE = (
    Person("p1", "Ada"), Person("p2", "Ben"), Person("p3", "Same"),
    Person("p4", "same"), Person("p5", "Gone", cancelled=True),
)  # fmt: skip
PLENARY = replace(items()[2], chair="ada", speakers="Ben; Nobody;Same", rapporteur="")
REMARKS = (
    Remark("n1", "s3", NoteKind.POINT, "x", speaker="Ada", speaker_id="p1"),
    Remark("n2", "s3", NoteKind.ACTION, "do", owner="Ben"),
    Remark("n3", "s3", NoteKind.POINT, "y", speaker="Gone", speaker_id="p5"),
)
HELD = Material(workshop(), (PLENARY,), PEOPLE, remarks=REMARKS)


def targets(minutes: Minutes) -> set[tuple[str, str]]:
    people = {Style.NAME, Style.SPEAKER}
    found = (span for span in spans(minutes) if span.style in people and span.target)
    return {(span.text, span.target) for span in found}


def test_chair_speakers_owners_and_those_who_spoke_lead_to_their_row() -> None:
    minutes = compiled(HELD)
    assert targets(minutes) == {
        ("ada", "person-1"), ("Ben", "person-2"), ("Ada:", "person-1")
    }  # fmt: skip
    annex = section(minutes, "Participants")
    (table,) = [block for block in annex if isinstance(block, Table)]
    assert {row.anchor for row in table.rows if not row.band} == {
        "person-1", "person-2", "person-3", "person-4"
    }  # fmt: skip


def test_names_stay_whole_and_in_place_whatever_leads_somewhere() -> None:
    texts = [span.text for span in spans(compiled(HELD))]
    start = texts.index("Ben")
    assert texts[start : start + 5] == ["Ben", "; ", "Nobody", ";", "Same"]


def test_without_the_list_or_the_name_nothing_leads_to_people() -> None:
    bare = compiled(HELD, Choices(sections=(Section.SESSIONS, Section.ACTIONS)))
    assert targets(bare) == set()
    assert Span("Ada:", Style.SPEAKER) in spans(bare)
    choices = Choices(attribution=Attribution.ORGANISATIONS)
    assert ("Ada:", "person-1") not in targets(compiled(HELD, choices))


def test_names_are_links_that_do_not_stand_out() -> None:
    assert Style.SPEAKER.is_strong
    assert not Style.NAME.is_strong
    assert not Style.NAME.shows_links
    assert Style.PLAIN.shows_links

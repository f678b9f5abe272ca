"""What holds for any minutes: nothing lost, nobody betrayed, no dead link."""

import string
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nexus_desktop.core.minutes.material import (
    SECTIONS,
    Attribution,
    Choices,
    DocumentStatus,
    Material,
    Remark,
    Template,
)
from nexus_desktop.core.minutes.value import Heading, Masthead
from nexus_desktop.core.note_kinds import NoteKind
from tests.core.minutes.reading import anchors, compiled, section, spans, text
from tests.core.minutes.samples import (
    arrivals,
    breakouts,
    items,
    people,
    workshop,
)

PEOPLE = people(24)
HELD = Material(workshop(), items(), PEOPLE, arrivals(PEOPLE), breakouts(PEOPLE))
SESSIONS = st.sampled_from(["gone", *(item.id for item in HELD.items)])
GROUPS = st.none() | st.sampled_from(["gone", *(group.id for group in HELD.breakouts)])
HIDDEN = "Zyxwv Undisclosed"


@st.composite
def remarks(draw: st.DrawFn) -> tuple[Remark, ...]:
    """Draw notes whose texts tell them apart."""
    count = draw(st.integers(0, 12))
    return tuple(
        Remark(
            f"n{number}",
            draw(SESSIONS),
            draw(st.sampled_from(NoteKind)),
            f"[[{number}]] " + draw(st.text(string.printable, max_size=20)),
            draw(GROUPS),
            speaker=draw(st.sampled_from(("", HIDDEN, "Naga"))),
            speaker_id=draw(st.sampled_from((None, "p1", "gone"))),
            attributed=draw(st.booleans()),
            objectives=tuple(draw(st.sets(st.sampled_from((1, 2, 9))))),
            places=tuple(draw(st.lists(st.sampled_from(("Naga", "MN", "Nowhere"))))),
        )
        for number in range(count)
    )


CHOICES = st.sampled_from(Template).flatmap(
    lambda template: st.builds(
        Choices,
        template=st.just(template),
        sections=st.none() | st.lists(st.sampled_from(SECTIONS[template])).map(tuple),
        session_id=st.sampled_from(["", "s3", "s5", "gone"]),
        attribution=st.sampled_from(Attribution),
        status=st.sampled_from(DocumentStatus),
    )
)
quick = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def held(notes: tuple[Remark, ...]) -> Material:
    return replace(HELD, remarks=notes)


@quick
@given(remarks())
def test_each_note_is_told_once_in_its_session_or_its_group(
    notes: tuple[Remark, ...],
) -> None:
    minutes = compiled(held(notes))
    told = text(section(minutes, "Sessions"))
    told += text(section(minutes, "Breakout groups"))
    for number in range(len(notes)):
        assert told.count(f"[[{number}]]") == 1


@quick
@given(remarks())
def test_each_note_is_told_once_for_each_objective_and_place(
    notes: tuple[Remark, ...],
) -> None:
    minutes = compiled(held(notes))
    for title, field in (
        ("What was said on each objective", "objectives"),
        ("What was said of each city and country", "places"),
    ):
        if not any(getattr(note, field) for note in notes):
            continue
        if not notes:
            continue
        told = text(section(minutes, title))
        for number, note in enumerate(notes):
            assert told.count(f"[[{number}]]") == len(set(getattr(note, field)))


@quick
@given(remarks())
def test_each_outcome_is_in_its_register_under_its_own_number(
    notes: tuple[Remark, ...],
) -> None:
    minutes = compiled(held(notes))
    kinds = (NoteKind.DECISION, NoteKind.RECOMMENDATION, NoteKind.ACTION)
    outcomes = [note for note in notes if note.kind in kinds]
    registers = [
        text(blocks)
        for blocks in minutes.sections
        if isinstance(blocks[0], Heading)
        and blocks[0].text in ("Decisions and recommendations", "Action register")
    ]
    told = "\n".join(registers)
    for note in outcomes:
        assert told.count(note.text.split()[0]) == 1
    labels = {f"{kind[0].upper()}{n}" for kind in kinds for n in range(1, 13)}
    words = [line.split()[0] for line in told.splitlines() if line.strip()]
    assert len([word for word in words if word in labels]) == len(outcomes)


@quick
@given(remarks(), CHOICES)
def test_every_link_leads_somewhere_and_no_anchor_comes_twice(
    notes: tuple[Remark, ...], choices: Choices
) -> None:
    minutes = compiled(held(notes), choices)
    found = anchors(minutes)
    assert len(found) == len(set(found))
    assert {span.target for span in spans(minutes)} - {""} <= set(found)


@quick
@given(remarks(), CHOICES)
def test_a_speaker_who_is_not_to_be_named_never_is(
    notes: tuple[Remark, ...], choices: Choices
) -> None:
    hidden = choices.attribution is not Attribution.NAMES
    kept = [note for note in notes if hidden or not note.attributed]
    told = text(compiled(held(tuple(kept)), choices).blocks)
    assert HIDDEN not in told
    if choices.attribution is Attribution.NONE:
        assert "Municipality of Da Nang: " not in told


@quick
@given(remarks(), CHOICES)
def test_the_same_workshop_gives_the_same_minutes(
    notes: tuple[Remark, ...], choices: Choices
) -> None:
    material = held(notes)
    assert compiled(material, choices) == compiled(material, choices)


@quick
@given(remarks(), CHOICES)
def test_headings_go_down_one_step_at_a_time_but_for_small_ones(
    notes: tuple[Remark, ...], choices: Choices
) -> None:
    minutes = compiled(held(notes), choices)
    level = 0
    for block in minutes.blocks:
        if isinstance(block, Masthead):
            level = 1
        if isinstance(block, Heading) and block.level < 4:
            assert block.level <= level + 1
            level = block.level

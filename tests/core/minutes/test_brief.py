"""The summary for decision makers chooses; it never cuts a sentence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.minutes.material import (
    Choices,
    Material,
    Paper,
    Remark,
    Section,
    Template,
)
from nexus_desktop.core.minutes.sentences import CUT
from nexus_desktop.core.minutes.value import (
    Bullets,
    Figures,
    Masthead,
    Minutes,
    Paragraph,
    Statements,
)
from nexus_desktop.core.note_kinds import NoteKind
from tests.core.minutes.reading import compiled, lines, text
from tests.core.minutes.samples import (
    arrivals,
    breakouts,
    demo,
    items,
    people,
    workshop,
)

PEOPLE = people(30)
HELD = Material(workshop(), items(), PEOPLE, arrivals(PEOPLE), breakouts(PEOPLE))
BRIEF = Choices(template=Template.BRIEF)


def brief(*remarks: Remark, choices: Choices = BRIEF) -> Minutes:
    return compiled(replace(HELD, remarks=remarks), choices)


def notes(kind: NoteKind, texts: Sequence[str]) -> list[Remark]:
    return [Remark(f"{kind}{n}", "s3", kind, it) for n, it in enumerate(texts)]


def said(minutes: Minutes) -> list[str]:
    """Return what the lists and statements of the summary say, in order."""
    blocks = (b for b in minutes.blocks if isinstance(b, Bullets | Statements))
    return lines(tuple(blocks))


def test_it_begins_with_what_it_is_and_four_figures() -> None:
    minutes = brief(*notes(NoteKind.KEY, ["cities gain"]))
    head, figures, *_ = minutes.blocks
    assert isinstance(head, Masthead)
    assert head.kind == "Summary for decision makers"
    assert isinstance(figures, Figures)
    assert len(figures.items) == 4
    assert minutes.subject.startswith("Summary for decision makers, ")
    assert len(minutes.sections) == 1


def test_when_all_fits_nothing_is_left_out_and_order_is_kept() -> None:
    keys = [f"message {n}" for n in range(6)]
    minutes = brief(*notes(NoteKind.KEY, keys), *notes(NoteKind.DECISION, ["agreed"]))
    assert said(minutes) == [*keys, "D1 agreed"]
    assert not any(isinstance(block, Paragraph) for block in minutes.blocks)


def test_what_has_no_room_is_counted_by_kind() -> None:
    minutes = compiled(demo(130, 400), BRIEF)
    last = minutes.blocks[-1]
    assert isinstance(last, Paragraph)
    told = lines((last,))[0]
    assert told.startswith("The full minutes also have: ")
    assert "more decisions" in told
    assert "more open actions" in told


def test_without_notes_it_says_so() -> None:
    assert text(brief().blocks[-1:]) == "No notes were taken."


def test_a_long_statement_is_told_by_its_first_sentences() -> None:
    long = "First we agree. " + "Then comes more of the same kind. " * 30
    (told,) = said(brief(*notes(NoteKind.DECISION, [long])))
    assert told.startswith("D1 First we agree. Then")
    assert told.endswith(f"kind. {CUT}")
    assert len(told) < 400


def test_a_statement_without_a_sentence_short_enough_stays_in_the_minutes() -> None:
    minutes = brief(*notes(NoteKind.KEY, ["word " * 400]))
    assert said(minutes) == []
    assert lines(minutes.blocks)[-1] == (
        "The full minutes also have: 1 more key message."
    )


def test_one_of_each_objective_comes_before_a_second_of_any() -> None:
    filler = "x" * 300
    many = [
        Remark(f"n{n}", "s3", NoteKind.KEY, f"{filler} {n}.", objectives=(1,))
        for n in range(30)
    ]
    other = Remark("other", "s3", NoteKind.KEY, "on the second", objectives=(2,))
    assert "on the second" in said(brief(*many, other))


def test_plenary_comes_before_groups_and_repeated_words_come_once() -> None:
    filler = "x" * 300
    group = breakouts(PEOPLE)[0]
    from_group = [
        Remark(f"g{n}", group.session_id, NoteKind.KEY, f"{filler} {n}.", group.id)
        for n in range(20)
    ]
    plenary = notes(NoteKind.KEY, ["from all", "From all"])
    told = said(brief(*from_group, *plenary))
    assert "from all" in told
    assert "From all" not in told


def test_open_actions_with_an_owner_and_the_nearest_date_come_first() -> None:
    filler = "x" * 300
    kind = NoteKind.ACTION
    loose = [Remark(f"a{n}", "s3", kind, f"{filler} {n}.") for n in range(30)]
    near = Remark("near", "s3", kind, "near", owner="Naga", due=date(2014, 12, 1))
    done = Remark("done", "s3", kind, "done", owner="Naga", state="done")
    dropped = replace(done, id="dropped", text="dropped", state="dropped")
    told = text(brief(*loose, near, done, dropped).blocks)
    assert "near  Naga, due 1 December 2014" in told
    assert "\nA32 done" not in told
    assert "dropped" not in told


def test_sections_can_be_left_out_and_moved() -> None:
    remarks = (
        *notes(NoteKind.KEY, ["k"]),
        *notes(NoteKind.DECISION, ["d"]),
        *notes(NoteKind.QUESTION, ["q"]),
    )
    wanted = (Section.BRIEF_QUESTIONS, Section.BRIEF_KEYS)
    minutes = brief(*remarks, choices=replace(BRIEF, sections=wanted))
    assert said(minutes) == ["q", "k"]


TEXTS = st.sampled_from(
    ["a", "A short one.", "Two sentences. Of which this is one.", "word " * 60,
     "会议认为各城市应当把水、能源和粮食规划结合起来。" * 4, "ការប្រជុំ" * 30,
     "Long. " * 200, "นายกเทศมนตรีเห็นชอบ " * 20]
)  # fmt: skip
REMARKS = st.lists(
    st.builds(
        Remark,
        id=st.uuids().map(str),
        session_id=st.sampled_from(["s3", "s6", "gone"]),
        kind=st.sampled_from(NoteKind),
        text=TEXTS,
        speaker=st.sampled_from(["", "Municipality of Ulaanbaatar"]),
    ),
    max_size=60,
    unique_by=lambda remark: remark.id,
)


@settings(max_examples=40, deadline=None)
@given(REMARKS, st.sampled_from(Paper))
def test_every_statement_is_told_once_or_counted(
    remarks: list[Remark], paper: Paper
) -> None:
    minutes = brief(*remarks, choices=replace(BRIEF, paper=paper))
    of_kinds = [
        note
        for note in remarks
        if note.kind
        in {NoteKind.KEY, NoteKind.DECISION, NoteKind.RECOMMENDATION,
            NoteKind.ACTION, NoteKind.QUESTION}
    ]  # fmt: skip
    last = lines(minutes.blocks[-1:])[0]
    counted = [int(word) for word in last.split() if word.isdigit()]
    left = sum(counted) if last.startswith("The full minutes") else 0
    assert len(said(minutes)) + left == len(of_kinds)
    for line in said(minutes):
        body = line.removesuffix(CUT).strip()
        assert any(body.endswith(note.text[:20].strip()[-4:]) or
                   note.text.strip()[:12] in body for note in of_kinds)  # fmt: skip

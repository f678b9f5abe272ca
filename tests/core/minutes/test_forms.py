"""Session reports in the shape of forms, and the list of actions."""

from dataclasses import replace
from datetime import date

import pytest

from nexus_desktop.core.minutes.material import (
    Choices,
    DocumentStatus,
    Material,
    Pictured,
    Remark,
    Section,
    Template,
)
from nexus_desktop.core.minutes.value import (
    Facts,
    Heading,
    Illustration,
    Image,
    Masthead,
    Minutes,
    Signatures,
    Statements,
    Table,
)
from nexus_desktop.core.note_kinds import NoteKind
from tests.core.minutes.reading import compiled, lines, under
from tests.core.minutes.samples import (
    arrivals,
    breakouts,
    items,
    people,
    workshop,
)

PEOPLE = people(30)
HELD = Material(workshop(), items(), PEOPLE, arrivals(PEOPLE), breakouts(PEOPLE))
FORM = Choices(template=Template.SESSION)
ACTIONS = Choices(template=Template.ACTIONS)
GROUP = breakouts(PEOPLE)[0]


def made(*remarks: Remark, choices: Choices = FORM) -> Minutes:
    return compiled(replace(HELD, remarks=remarks), choices)


def heads(minutes: Minutes) -> list[str]:
    return [block.title for block in minutes.blocks if isinstance(block, Masthead)]


def test_a_form_has_all_its_parts_also_the_empty_ones() -> None:
    minutes = made(
        Remark("k", "s3", NoteKind.KEY, "cities gain"),
        Remark("p", "s3", NoteKind.PROGRESS, "plant built", places=("Naga",)),
        Remark("d", "s3", NoteKind.DECISION, "agreed"),
        Remark("q", "s3", NoteKind.QUESTION, "who pays?"),
    )
    (form,) = minutes.sections
    titles = [block.text for block in form if isinstance(block, Heading)]
    assert titles == [
        "Key messages", "Summary of discussion", "Decisions", "Recommendations",
        "Actions", "Questions raised",
    ]  # fmt: skip
    assert lines(under(form, "Key messages")) == ["cities gain"]
    assert lines(under(form, "Summary of discussion")) == [
        "plant built  Progress\u00a0· Naga"
    ]
    assert lines(under(form, "Decisions")) == ["D1 agreed"]
    assert lines(under(form, "Recommendations")) == ["None recorded."]
    assert lines(under(form, "Questions raised"))[0] == "who pays?"
    assert isinstance(form[0], Masthead)
    assert form[0].title == "Progress of the initiatives"
    assert form[0].lines[0] == HELD.workshop.title
    signed = form[-1]
    assert isinstance(signed, Signatures)
    assert signed.people == (("Rapporteur", "Contoh Sari"), ("Chair", "Namuna Devi"))


def test_numbers_are_those_of_the_full_minutes() -> None:
    remarks = (
        Remark("d1", "s3", NoteKind.DECISION, "one"),
        Remark("d2", "s6", NoteKind.DECISION, "two"),
    )
    minutes = made(*remarks, choices=replace(FORM, session_id="s6"))
    assert heads(minutes) == ["National policies"]
    assert "D2 two" in lines(minutes.blocks)


def test_groups_get_a_form_each_and_the_plenary_only_if_it_has_notes() -> None:
    choices = replace(FORM, session_id=GROUP.session_id)
    note = Remark("n", GROUP.session_id, NoteKind.POINT, "in group", GROUP.id)
    minutes = made(note, choices=choices)
    assert heads(minutes)[0] == "Group A: Water"
    assert len(heads(minutes)) == 5
    form = minutes.sections[0]
    facts = next(block for block in form if isinstance(block, Facts))
    told = lines((facts,))
    assert told[0].startswith("Session: Breakout")
    assert any(line.startswith("Members: ") for line in told)
    assert lines(under(form, "Summary of discussion")) == ["in group"]
    plenary = Remark("m", GROUP.session_id, NoteKind.POINT, "together")
    assert len(heads(made(note, plenary, choices=choices))) == 6


def test_a_session_that_is_gone_gives_way_to_those_with_notes() -> None:
    choices = replace(FORM, session_id="removed")
    assert heads(made(Remark("n", "s6", NoteKind.POINT, "x"), choices=choices)) == [
        "National policies"
    ]
    assert len(heads(made())) > 10  # no notes: the forms to write on
    lost = made(Remark("n", "nowhere", NoteKind.POINT, "x"))
    assert heads(lost) == ["Notes outside the programme"]


def test_without_sessions_there_is_a_page_that_says_so() -> None:
    empty = compiled(Material(workshop()), FORM)
    assert lines(empty.blocks)[-1] == "No notes were taken."


def test_parts_of_a_form_can_be_left_out() -> None:
    wanted = (Section.FORM_DECISIONS, Section.FORM_FACTS)
    minutes = made(
        Remark("d", "s3", NoteKind.DECISION, "agreed"),
        choices=replace(FORM, sections=wanted),
    )
    kinds = [type(block) for block in minutes.blocks]
    assert kinds == [Masthead, Heading, Statements, Facts]


def test_pictures_stand_under_the_part_of_their_note_with_a_number() -> None:
    image = Image(b"x", "PNG", 10, 10)
    remarks = (
        Remark("p", "s3", NoteKind.POINT, "see"),
        Remark("d", "s3", NoteKind.DECISION, "drawn"),
    )
    pictures = {"p": (Pictured(image, "Flip chart"), Pictured(image)),
                "d": (Pictured(image),)}  # fmt: skip
    material = replace(HELD, remarks=remarks, pictures=pictures)
    minutes = compiled(material, FORM)
    figures = [it for it in minutes.blocks if isinstance(it, Illustration)]
    assert [(it.label, it.caption) for it in figures] == [
        ("Figure\u00a01", "Flip chart"), ("Figure\u00a02", ""), ("Figure\u00a03", "")
    ]  # fmt: skip
    (told,) = lines(under(minutes.sections[0], "Summary of discussion"))[:1]
    assert told == "see  Figure\u00a01  Figure\u00a02"
    full = compiled(material)
    assert "Figure\u00a03" in "\n".join(lines(full.blocks))
    alone = compiled(material, Choices(sections=(Section.RESOLUTIONS,)))
    assert "Figure" not in "\n".join(lines(alone.blocks))


def action(number: int, owner: str = "", **changes: object) -> Remark:
    values: dict[str, object] = {"owner": owner, **changes}
    return Remark(f"a{number}", "s3", NoteKind.ACTION, f"do {number}", **values)  # type: ignore[arg-type]  # fields by name


def test_the_list_of_actions_tells_them_by_number_and_by_owner() -> None:
    minutes = made(
        action(1, "Naga"),
        action(2),
        action(3, "naga", due=date(2014, 12, 1), state="done"),
        choices=ACTIONS,
    )
    register = under(minutes.blocks, "All actions")
    (table,) = [block for block in register if isinstance(block, Table)]
    assert [row.anchor for row in table.rows] == ["a1", "a2", "a3"]
    assert "Progress of the initiatives" in lines((table,))[0]
    assert lines(under(minutes.blocks, "By owner")) == [
        "Naga", "A3 | do 3 | 1 December 2014 | Done", "A1 | do 1 | — | Open",
        "owner to be named", "A2 | do 2 | — | Open",
    ]  # fmt: skip


def test_actions_by_date_are_the_open_ones() -> None:
    choices = replace(ACTIONS, sections=(Section.LIST_DATES,))
    minutes = made(
        action(1, "Naga", due=date(2014, 12, 9)),
        action(2, "Naga", due=date(2014, 12, 1)),
        action(3, "Naga", state="done"),
        choices=choices,
    )
    assert lines(under(minutes.blocks, "Open actions by date")) == [
        "1 December 2014 | A2 | do 2 | Naga", "9 December 2014 | A1 | do 1 | Naga",
    ]  # fmt: skip
    over = made(action(1, "Naga", state="dropped"), choices=choices)
    assert lines(over.blocks)[-1] == "No action is open."


def test_a_list_without_actions_says_so() -> None:
    assert lines(made(choices=ACTIONS).blocks)[-1] == "No actions were agreed."


@pytest.mark.parametrize(
    ("status", "badge", "mark", "word"),
    [
        (DocumentStatus.UNMARKED, "", "", ""),
        (DocumentStatus.DRAFT, "Draft for comments", "Draft", "Draft"),
        (DocumentStatus.FINAL, "Final", "", "Final"),
    ],
)
def test_a_paper_says_whether_it_may_still_change(
    status: DocumentStatus, badge: str, mark: str, word: str
) -> None:
    minutes = made(choices=replace(ACTIONS, status=status))
    head = minutes.blocks[0]
    assert isinstance(head, Masthead)
    assert (head.badge, minutes.watermark, minutes.status) == (badge, mark, word)
    assert head.is_final is (status is DocumentStatus.FINAL)


def test_a_paper_says_under_what_it_is_filed() -> None:
    minutes = made(
        choices=replace(
            ACTIONS,
            status=DocumentStatus.FINAL,
            issued=date(2014, 11, 20),
            reference="UNX/4\x07",
            prepared_by="The team",
            keywords="water; energy,water,\nfood",
            watermark="Restricted",
        )
    )
    head = minutes.blocks[0]
    assert isinstance(head, Masthead)
    assert head.badge == "Final, 20 November 2014"
    assert head.lines[-2:] == ("Reference: UNX/4\ufffd", "Prepared by: The team")
    assert minutes.foot == "UNX/4\ufffd · Final"
    assert minutes.author == "The team"
    assert minutes.keywords == ("water", "energy", "food")
    assert minutes.watermark == "Restricted"

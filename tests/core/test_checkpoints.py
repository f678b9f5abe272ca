from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core import names
from nexus_desktop.core.checkpoints import (
    LONGEST_NAME,
    CheckpointDraft,
    CheckpointError,
    CheckpointLine,
    Choice,
    Choices,
    checked,
    drafts_for,
    for_whom,
    order,
    proposals,
    purpose_of,
)
from nexus_desktop.core.entitled import is_entitled
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo

NINE = datetime(2014, 11, 5, 1, tzinfo=UTC)
WORKSHOP = WorkshopInfo(
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
CHOICES = Choices(
    {
        "role": (Choice("Speaker", "Speaker", 11),),
        "country": (Choice("MN", "Mongolia", 22),),
        "group": (Choice("g1", "Group A of round 1", 13),),
    }
)


def session(title: str, hours: float = 0, form: str = "plenary") -> SessionInfo:
    begins = NINE + timedelta(hours=hours)
    return SessionInfo(
        id=f"{title} {hours}",
        title=title,
        form=form,
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
    )


def test_a_draft_is_tidied() -> None:
    draft = CheckpointDraft(
        name="  Hall\tA ",
        entitled={"role": ("Speaker", "Speaker"), "country": (), "colour": ("red",)},
    )
    assert checked(draft) == CheckpointDraft(
        name="Hall A", entitled={"role": ("Speaker",)}
    )


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (CheckpointDraft(name=" "), "needs a name"),
        (CheckpointDraft(name="x" * 81), "80 fit"),
        (CheckpointDraft(name="A", purpose="party"), "“party”"),
        (CheckpointDraft(name="A", rule="never"), "no rule"),
    ],
)
def test_what_can_not_be_is_refused_in_a_sentence(
    draft: CheckpointDraft, reason: str
) -> None:
    with pytest.raises(CheckpointError, match=reason):
        checked(draft)


@pytest.mark.parametrize(
    ("entitled", "told"),
    [
        ({}, "Everybody"),
        ({"role": ("Speaker", "Chair")}, "Speaker or Chair"),
        ({"role": ("Speaker",), "country": ("MN",)}, "Speaker; Mongolia"),
        ({"group": ("g1",)}, "Group A of round 1"),
        ({"participant": ("p",)}, "1 named person"),
        ({"role": ("Speaker",), "participant": ("p", "q")},
         "Speaker; and 2 named people"),
    ],
)  # fmt: skip
def test_for_whom_a_checkpoint_is_reads_well(
    entitled: dict[str, tuple[str, ...]], told: str
) -> None:
    assert for_whom(entitled, CHOICES) == told


@pytest.mark.parametrize(
    ("title", "form", "purpose"),
    [
        ("Opening", "opening", "session"),
        ("Coffee", "break", "session"),
        ("Lunch at the lake", "break", "meal"),
        ("Ăn trưa", "break", "meal"),
        ("An evening together", "social", "meal"),
        ("Lunch talk", "plenary", "session"),
        ("Ger district", "visit", "visit"),
    ],
)
def test_a_session_says_what_its_checkpoint_is_for(
    title: str, form: str, purpose: str
) -> None:
    assert purpose_of(session(title, form=form)) == purpose


def test_breaks_are_offered_but_not_usual_and_registration_is_not() -> None:
    items = [
        session("Registration", form="registration"),
        session("Opening", 1),
        session("Tea", 2, "break"),
        session("Lunch", 3, "break"),
    ]
    found = proposals(items, {items[1].id}, {items[1].id: 4})
    assert [(p.session.title, p.is_there, p.is_usual, p.groups) for p in found] == [
        ("Opening", True, True, 4), ("Tea", False, False, 0), ("Lunch", False, True, 0),
    ]  # fmt: skip


def test_checkpoints_are_called_so_that_they_can_be_told_apart() -> None:
    tea = [session("Tea", hours, "break") for hours in (0, 1, 24)]
    outside = session("Follow-up", 24 * 30)
    programme = [session("Opening"), *tea, outside]
    made = drafts_for([*programme, outside], programme, ["opening"], WORKSHOP)
    assert [draft.name for draft in made] == [
        "Opening, day 1", "Tea, day 1", "Tea, day 1, 10:00", "Tea, day 2", "Follow-up",
        "Follow-up, Fri 5 Dec",
    ]  # fmt: skip
    again = drafts_for([tea[0]] * 2, programme, [d.name for d in made], WORKSHOP)
    assert [draft.name for draft in again] == [
        "Tea, day 1, 09:00", "Tea, day 1, 09:00 (2)",
    ]  # fmt: skip
    third = drafts_for([tea[0]], programme, [d.name for d in (*made, *again)], WORKSHOP)
    assert third[0].name == "Tea, day 1, 09:00 (3)"


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["Tea", "tea", "Lunch", "x" * 200]),
                          st.integers(0, 50)), max_size=30))  # fmt: skip
def test_no_two_checkpoints_of_a_programme_have_one_name(
    made: list[tuple[str, int]],
) -> None:
    items = [session(title, hours) for title, hours in made]
    drafts = [checked(draft) for draft in drafts_for(items, items, [], WORKSHOP)]
    assert len({names.folded(draft.name) for draft in drafts}) == len(items)
    assert all(len(draft.name) <= LONGEST_NAME for draft in drafts)


def test_checkpoints_are_listed_by_day_and_time() -> None:
    early, late = session("Early", 1), session("Late", 2)
    first = date(2014, 11, 5)
    placed = [
        (CheckpointDraft(name="Bag"), None),
        (CheckpointDraft(name="Late", day=first), late),
        (CheckpointDraft(name="Early", day=first), early),
        (CheckpointDraft(name="Second", day=date(2014, 11, 6)), None),
        (CheckpointDraft(name="desk B", day=first), None),
        (CheckpointDraft(name="Desk A", day=first), None),
    ]
    assert [draft.name for draft, _ in sorted(placed, key=order)] == [
        "Desk A", "desk B", "Early", "Late", "Second", "Bag",
    ]  # fmt: skip


def test_a_line_knows_what_a_desk_needs() -> None:
    line = CheckpointLine(
        id="c",
        draft=CheckpointDraft(name="Hall", day=date(2014, 11, 5)),
        session=None,
        for_whom="Everybody",
        expected=3,
        came=1,
        missing=2,
        inside=1,
        scans=True,
        is_over=False,
    )
    assert line.name == "Hall"
    assert (line.info.id, line.info.purpose, line.info.rule) == (
        "c", "session", "once a day",
    )  # fmt: skip
    assert line.info.day == date(2014, 11, 5)
    assert replace(line, is_over=True).is_over


def test_who_is_named_passes_whatever_else_is_asked() -> None:
    person = {"participant": "p1", "group": "p1", "role": "Chair"}
    assert is_entitled(person, {"role": ["Speaker"], "participant": ["p1"]})
    assert not is_entitled(person, {"role": ["Speaker"], "participant": ["p2"]})
    assert is_entitled(person, {"role": ["Chair"], "participant": ["p2"]})
    assert is_entitled(person, {"group": ["p1"]})
    assert not is_entitled(person, {"group": ["p2"], "role": ["Chair"]})

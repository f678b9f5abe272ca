from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core import programme
from nexus_desktop.core.programme import FORMS, SessionDraft, SessionInfo

NINE = datetime(2014, 11, 5, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
DRAFT = SessionDraft(title="Opening", starts_at=NINE, ends_at=NINE + HOUR)


def an_item(name: str, start: int, end: int, room: str = "") -> SessionInfo:
    return SessionInfo(
        id=name,
        title=name,
        starts_at=NINE + timedelta(minutes=start),
        ends_at=NINE + timedelta(minutes=end),
        room=room,
    )


def test_a_draft_is_tidied() -> None:
    ulaanbaatar = timezone(timedelta(hours=8))
    tidy = programme.checked(
        replace(
            DRAFT,
            title=" Opening \n session ",
            starts_at=NINE.astimezone(ulaanbaatar),
            room=" Hall  A ",
            objectives=(3, 1, 3),
            form="no such form",
        )
    )
    assert (tidy.title, tidy.room, tidy.form) == ("Opening session", "Hall A", "other")
    assert tidy.objectives == (1, 3)
    assert tidy.starts_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " \u200b "}, "needs a title"),
        ({"ends_at": NINE}, "end before it starts"),
        ({"ends_at": NINE + timedelta(days=2)}, "more than 24 hours"),
        ({"objectives": (0,)}, "numbered from 1"),
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(programme.ProgrammeError, match=words):
        programme.checked(replace(DRAFT, **change))  # type: ignore[arg-type]  # any one field


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Plenary", "plenary"),
        (" PANEL   discussion ", "panel"),
        ("Tea break", "break"),
        ("开幕式", "opening"),
        ("Khai mạc", "opening"),
        ("khai mac", "opening"),
        ("Хаалт", "closing"),
        ("Site visit", "visit"),
        ("Other", "other"),
    ],
)
def test_lists_name_forms_in_several_languages(word: str, form: str) -> None:
    found = programme.form_of(word)
    assert found is not None
    assert found.name == form


def test_an_unknown_word_is_no_form() -> None:
    assert programme.form_of("Karaoke") is None


def test_no_word_stands_for_two_forms() -> None:
    words = [word for form in FORMS for word in (form.name, *form.words)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Opening of the workshop", "opening"),
        ("Lunch", "break"),
        ("Group photo and tea", "break"),
        ("Tea production in mountain districts: a survey", "plenary"),
        ("Site visit: ger district upgrading", "visit"),
        ("Breakout: way forward", "breakout"),
        ("Conclusions and closing", "closing"),
        ("Tearing down walls", "plenary"),
    ],
)
def test_a_title_alone_suggests_a_form(title: str, form: str) -> None:
    assert programme.form_from_title(title).name == form


def test_now_and_next_take_parallel_sessions_together() -> None:
    items = [
        an_item("plenary", 0, 60),
        an_item("b", 60, 120, "Room 2"),
        an_item("a", 60, 90, "Room 9"),
        an_item("late", 120, 180),
    ]
    found = programme.now_and_next(items, NINE + timedelta(minutes=30))
    assert [item.id for item in found.now] == ["plenary"]
    assert [item.id for item in found.next] == ["a", "b"]
    found = programme.now_and_next(items, NINE + timedelta(minutes=60))
    assert [item.id for item in found.now] == ["a", "b"]
    assert [item.id for item in found.next] == ["late"]


def test_nothing_is_on_before_and_after() -> None:
    items = [an_item("only", 0, 60)]
    before = programme.now_and_next(items, NINE - HOUR)
    assert (before.now, [item.id for item in before.next]) == ((), ["only"])
    after = programme.now_and_next(items, NINE + HOUR)
    assert (after.now, after.next) == ((), ())


minutes = st.tuples(st.integers(0, 40), st.integers(1, 12))


@settings(max_examples=100)
@given(st.lists(minutes, max_size=14))
def test_lanes_never_overlap_and_waste_no_width(drawn: list[tuple[int, int]]) -> None:
    spans = [
        (NINE + timedelta(minutes=start), NINE + timedelta(minutes=start + length))
        for start, length in drawn
    ]
    lanes = programme.lanes(spans)
    for (a, one), (b, other) in combinations(zip(spans, lanes, strict=True), 2):
        if a[0] < b[1] and b[0] < a[1]:
            assert one.of == other.of
            assert one.number != other.number
    for (start, _), lane in zip(spans, lanes, strict=True):
        assert 0 <= lane.number < lane.of
        running = sum(begin <= start < end for begin, end in spans)
        assert lane.of >= running
    widest = max(
        (sum(begin <= start < end for begin, end in spans) for start, _ in spans),
        default=0,
    )
    assert max((lane.of for lane in lanes), default=0) == widest


def test_a_session_alone_has_the_whole_width() -> None:
    spans = [(NINE, NINE + HOUR), (NINE + HOUR, NINE + 2 * HOUR)]
    assert programme.lanes(spans) == (programme.Lane(0, 1), programme.Lane(0, 1))

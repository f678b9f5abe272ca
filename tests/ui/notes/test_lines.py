"""The lines behind the editor: who they are after any change."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.notation import NoteKind
from nexus_desktop.core.note import WrittenLine
from nexus_desktop.ui.notes.lines import Lines, carried_over, recognised
from nexus_desktop.ui.notes.undoing import UndoStack
from tests.conftest import NINE


def numbered() -> Callable[[datetime], str]:
    numbers = count(1)
    return lambda _at: f"new{next(numbers)}"


def lines_of(*texts: str, orders: str = "") -> Lines:
    """Return lines with ids n0, n1, … and a blank one at the end."""
    lines = Lines(numbered(), lambda: NINE)
    lines.load(
        WrittenLine(f"n{i}", orders[2 * i : 2 * i + 2] or f"a{i}", text, NINE)
        for i, text in enumerate(texts)
    )
    return lines


def ids(lines: Lines) -> list[str]:
    return [record.note_id for record in lines.records]


def bodies(lines: Lines) -> list[str]:
    return [record.body for record in lines.records]


def test_lines_are_shown_without_their_marks_and_written_with_them() -> None:
    lines = lines_of("- one", "/progress @Naga: two", "/point ! three")
    assert bodies(lines) == ["one", "@Naga: two", "! three", ""]
    assert [one.kind for one in lines.records[:3]] == [
        NoteKind.POINT,
        NoteKind.PROGRESS,
        NoteKind.POINT,
    ]
    assert [one.written().line for one in lines.records] == [
        "one",
        "/progress @Naga: two",
        "/point ! three",
        "",
    ]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        (["foo"], ["foot"], [0]),
        (["foo"], [""], [0]),
        (["foo"], ["bar"], [0]),
        (["foo bar"], ["foo ", "bar"], [0, None]),
        (["foo"], ["", "foo"], [None, 0]),
        (["foo"], ["foo", ""], [0, None]),
        ([""], ["", ""], [0, None]),
        (["foo"], ["X", "Y", "foo"], [None, None, 0]),
        (["foo"], ["X", "Yfoo"], [None, 0]),
        (["foo"], ["X", "Y"], [0, None]),
        (["foo", "bar"], ["foobar"], [0]),
        (["", "bar"], ["bar"], [1]),
        (["foo", ""], ["foo"], [0]),
        (["foo", "bar"], ["ar"], [1]),
        (["foo", "bar", "baz"], ["foo", "baz"], [0, 2]),
        (["foo", "bar"], ["foX", "Y", "Zar"], [0, None, 1]),
        (["a", "b", "c"], ["a", "X", "c"], [0, 1, 2]),
    ],
)
def test_a_line_stays_who_it_is(
    old: list[str], new: list[str], kept: list[int | None]
) -> None:
    assert carried_over(old, new) == kept


def distinct(sizes: list[int]) -> list[str]:
    """Return lines of so many letters, none of which occurs twice."""
    letters = (chr(0x4E00 + number) for number in count())
    return ["".join(next(letters) for _ in range(size)) for size in sizes]


SIZES = st.lists(st.integers(0, 4), min_size=1, max_size=6)


@settings(max_examples=300)
@given(SIZES, st.integers(0, 30), st.integers(0, 12), st.text("xyz\n", max_size=8))
def test_any_edit_of_the_text_leaves_the_lines_who_they_are(
    sizes: list[int], position: int, removed: int, inserted: str
) -> None:
    lines = lines_of(*distinct(sizes))
    before, whole = list(lines.records), "\n".join(bodies(lines))
    start = min(position, len(whole))
    end = min(start + removed, len(whole))
    changed = whole[:start] + inserted + whole[end:]
    first, last = whole[:start].count("\n"), whole[:end].count("\n")
    new = changed.split("\n")[first : first + inserted.count("\n") + 1]

    edit = lines.typed(first, last - first + 1, new)
    lines.apply(edit)

    assert "\n".join(bodies(lines)) == changed
    orders = [record.order for record in lines.records]
    assert orders == sorted(set(orders))
    was, now = [one.note_id for one in before], ids(lines)
    assert len(set(now)) == len(now)
    assert now[:first] == was[:first]
    assert now[first + len(new) :] == was[last + 1 :]
    if whole[:start].rpartition("\n")[2]:
        assert now[first] == was[first]
    elif whole[end:].partition("\n")[0]:
        assert now[first + len(new) - 1] == was[last]

    lines.apply(edit.reverse)
    assert lines.records == before


def test_a_split_keeps_the_kind_with_the_start() -> None:
    lines = lines_of("! one two")
    lines.apply(lines.typed(0, 1, ["one ", "two"]))
    assert [(one.note_id, one.kind) for one in lines.records[:2]] == [
        ("n0", NoteKind.KEY),
        ("new3", NoteKind.POINT),
    ]


def test_the_time_of_a_line_is_that_of_its_first_word() -> None:
    times = [NINE, NINE + timedelta(minutes=1)]
    lines = Lines(numbered(), lambda: times[0])
    del times[0]
    lines.apply(lines.typed(0, 1, ["so"]))
    assert lines[0].at == datetime(2014, 11, 5, 1, 1, tzinfo=UTC)
    times[0] = NINE + timedelta(minutes=2)
    lines.apply(lines.typed(0, 1, ["so it is"]))
    assert lines[0].at == datetime(2014, 11, 5, 1, 1, tzinfo=UTC)


def test_a_line_fits_between_two_with_the_same_key() -> None:
    lines = lines_of("one", "two", "three", orders="a0a0a1")
    lines.apply(lines.typed(0, 1, ["one", "and"]))
    records = lines.records
    assert [one.body for one in records] == ["one", "and", "two", "three", ""]
    orders = [one.order for one in records]
    assert orders == sorted(set(orders))
    assert (records[0].order, records[3].order) == ("a0", "a1")


def test_lines_move_by_trading_their_keys() -> None:
    lines = lines_of("one", "two", "three")
    edit = lines.moved(1, 2, -1)
    assert edit is not None
    lines.apply(edit)
    assert ids(lines)[:3] == ["n1", "n2", "n0"]
    assert [one.order for one in lines.records[:3]] == ["a0", "a1", "a2"]
    down = lines.moved(0, 0, 1)
    assert down is not None
    lines.apply(down)
    assert ids(lines)[:3] == ["n2", "n1", "n0"]
    assert lines.moved(0, 0, -1) is None
    assert lines.moved(3, 3, 1) is None


def test_pasted_lines_are_read_as_notation() -> None:
    lines = lines_of("one two")
    lines.apply(lines.pasted(0, 4, ["! three", "= four", "- five "]))
    assert [(one.kind, one.body) for one in lines.records] == [
        (NoteKind.POINT, "one ! three"),
        (NoteKind.DECISION, "four"),
        (NoteKind.POINT, "five two"),
        (NoteKind.POINT, ""),
    ]
    assert ids(lines)[0] == "n0"
    lines.apply(lines.pasted(3, 0, ["! six"]))
    assert (lines[3].kind, lines[3].body) == (NoteKind.KEY, "six")


def test_a_kind_is_given_and_taken_back() -> None:
    lines = lines_of("one", "! two")
    lines.apply(lines.turned(0, 1, NoteKind.KEY))
    assert [one.kind for one in lines.records[:2]] == [NoteKind.KEY, NoteKind.KEY]
    lines.apply(lines.turned(0, 1, NoteKind.KEY))
    assert [one.kind for one in lines.records[:2]] == [NoteKind.POINT, NoteKind.POINT]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("!", "! ", (NoteKind.KEY, "")),
        ("=so", "= so", (NoteKind.DECISION, "so")),
        ("/progress", "/progress ", (NoteKind.PROGRESS, "")),
        ("/progres", "/progress", None),
        ("@Naga: /progress", "@Naga: /progress ", (NoteKind.PROGRESS, "@Naga: ")),
        ("@Naga: []", "@Naga: [] ", (NoteKind.ACTION, "@Naga: ")),
        ("-", "- ", (NoteKind.POINT, "")),
        ("-5", "-5 ", None),
        ("!!", "!! ", None),
        ("! so", "! so it", None),
        ("x! so", "! so", None),
        ("so", "so ! ", None),
    ],
)
def test_a_mark_is_recognised_as_it_is_typed(
    before: str, after: str, found: tuple[NoteKind, str] | None
) -> None:
    assert recognised(before, after) == found


def test_what_others_wrote_comes_in_and_what_we_write_stays() -> None:
    lines = lines_of("one", "two", "three")
    lines.apply(lines.typed(1, 1, ["two and"]))
    theirs = [
        WrittenLine("n0", "a0", "! one", NINE),
        WrittenLine("x", "a0V", "from others", NINE),
        WrittenLine("n1", "a1", "two", NINE),
        WrittenLine("gone", "a1V", "taken away by us", NINE),
    ]
    edit = lines.merged(theirs, lambda note_id: note_id in {"n1", "gone"})
    assert edit is not None
    lines.apply(edit)
    assert bodies(lines) == ["one", "from others", "two and", ""]
    assert lines[0].kind is NoteKind.KEY
    assert lines.merged(theirs[:3], lambda note_id: note_id == "n1") is None


def test_there_is_always_a_line_to_write_in() -> None:
    lines = lines_of()
    lines.apply(lines.typed(0, 1, ["one"]))
    edit = lines.merged([], lambda _: False)
    assert edit is not None
    lines.apply(edit)
    assert bodies(lines) == [""]


class Typist:
    """Types into one line and undoes, as the editor does."""

    def __init__(self) -> None:
        self.lines, self.stack = lines_of(), UndoStack()

    def write(self, *texts: str) -> None:
        for text in texts:
            edit = self.lines.typed(0, 1, [text])
            self.lines.apply(edit)
            self.stack.push(edit)

    def step(self, *, back: bool) -> str:
        for edit in self.stack.undo() if back else self.stack.redo():
            self.lines.apply(edit)
        return self.lines[0].body


def test_undo_takes_a_word_at_a_time() -> None:
    typist = Typist()
    typist.write("t", "tw", "two", "two ", "two w", "two wo")
    assert [typist.step(back=True) for _ in range(3)] == ["two ", "", ""]
    assert [typist.step(back=False) for _ in range(3)] == ["two ", "two wo", "two wo"]


def test_undo_takes_deleted_letters_together_but_not_with_typed_ones() -> None:
    typist = Typist()
    typist.write("a", "ab", "abc", "ab", "a", "a pasted text")
    assert [typist.step(back=True) for _ in range(3)] == ["a", "abc", ""]


def test_what_was_undone_is_gone_once_something_else_is_typed() -> None:
    typist = Typist()
    typist.write("a")
    typist.step(back=True)
    typist.write("b")
    assert typist.step(back=False) == "b"
    typist.stack.clear()
    assert typist.step(back=True) == "b"

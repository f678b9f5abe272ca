from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.minutes.cleaning import clean, cleaned
from nexus_desktop.core.minutes.material import Breakout, Remark
from nexus_desktop.core.note_kinds import NoteKind

OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
         "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip
NASTY = st.text(
    st.sampled_from("ab क\u0301😀\ue000\x00\x07\x1b\x85\ud800\t\n\r")
    | st.sampled_from([*OPENS, "\u202c", "\u2069", "\u200f", "\u2028"])
)


def test_plain_text_stays_as_it_is() -> None:
    assert (
        clean("Ганболдын Сарантуяа, 30% <b>&amp;")
        == "Ганболдын Сарантуяа, 30% <b>&amp;"
    )


def test_a_control_character_is_shown_where_it_was() -> None:
    assert clean("a\x00b\x1bc") == "a\ufffdb\ufffdc"


def test_line_breaks_of_every_kind_become_one() -> None:
    assert clean("a\r\nb\rc\u2028d\x0be\tf") == "a\nb\nc\nd\ne f"


def test_half_a_surrogate_pair_can_be_encoded_afterwards() -> None:
    assert clean("a\ud83d").encode() == "a\ufffd".encode()


def test_an_override_ends_with_the_text_it_was_typed_in() -> None:
    assert clean("a\u202eb") == "a\u202eb\u202c"
    assert clean("a\u2067b\u202ac\nd") == "a\u2067b\u202ac\u202c\u2069\nd"


def test_what_closes_nothing_is_dropped() -> None:
    assert clean("a\u202cb\u2069c\n\u202a\u2069") == "abc\n\u202a\u202c"


@given(NASTY)
def test_clean_text_is_clean_and_says_the_same(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    letters = Counter(c for c in text if c in "ab क\u0301😀\ue000\u200f")
    letters[" "] += text.count("\t")
    assert Counter(c for c in once if c in letters) == +letters


@given(NASTY)
def test_bidirectional_controls_are_balanced_in_each_line(text: str) -> None:
    for line in clean(text).split("\n"):
        waiting: list[str] = []
        for character in line:
            if character in OPENS:
                waiting.append(OPENS[character])
            elif character in OPENS.values():
                assert waiting.pop() == character
        assert not waiting


def test_every_text_of_a_value_is_cleaned_and_nothing_else_changes() -> None:
    group = Breakout("g", "s", 1, "A\x00", members=("p\x01", "p2"))
    assert cleaned((group, {"MN": "M\x02"}, 7, None)) == (
        Breakout("g", "s", 1, "A\ufffd", members=("p\ufffd", "p2")),
        {"MN": "M\ufffd"},
        7,
        None,
    )
    note = Remark("n", "s", NoteKind.KEY, "x\r")
    assert cleaned(note) == Remark("n", "s", NoteKind.KEY, "x\n")
    assert cleaned(note).kind is NoteKind.KEY
    assert cleaned(Remark) is Remark

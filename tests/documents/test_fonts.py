"""The bundled fonts have what they are asked for."""

import unicodedata

import pytest

from nexus_desktop.core import resources
from nexus_desktop.documents import fonts
from nexus_desktop.documents.fonts import FAMILIES, MISSING_MARK, Family
from tests.documents.scripts import ALL

BOLD = [family for family in FAMILIES if family.bold]


@pytest.mark.parametrize("script", ALL)
def test_every_letter_of_a_script_has_a_font(script: str) -> None:
    assert fonts.unprintable([ALL[script]]) == frozenset()


@pytest.mark.parametrize("family", BOLD, ids=lambda family: family.bold)
def test_a_bold_file_has_every_letter_of_the_regular_one(family: Family) -> None:
    regular, bold = (fonts.face(family, bold=bold) for bold in (False, True))
    asked = (chr(code) for first, last in family.ranges for code in range(first, last))
    assert [c for c in asked if regular.has(c) and not bold.has(c)] == []


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.regular)
def test_a_family_is_asked_for_every_letter_that_only_it_has(family: Family) -> None:
    mapped = fonts.face(family, bold=False).file.charToGlyph
    letters = (chr(code) for code, glyph in mapped.items() if glyph)
    lost = [c for c in letters if c.isalpha() and fonts.family_of(c) is None]
    assert lost == []


def test_all_font_files_belong_to_a_family_and_carry_their_licence() -> None:
    folder = resources.path("fonts")
    named = {name for f in FAMILIES for name in (f.regular, f.bold) if name}
    assert {path.stem for path in folder.glob("*.ttf")} == named
    assert len(list(folder.glob("OFL-*.txt"))) == 3


def test_a_family_without_a_bold_file_is_drawn_with_a_stroke() -> None:
    family = fonts.family_of("山")
    assert family is not None
    assert fonts.face(family, bold=True).stroked
    assert not fonts.face(family, bold=False).stroked
    assert not fonts.face(FAMILIES[0], bold=True).stroked


def test_a_letter_that_no_font_has_is_marked_and_named() -> None:
    assert fonts.printable("𠮷野 😀") == (
        f"{MISSING_MARK}野 {MISSING_MARK}",
        frozenset("𠮷😀"),
    )
    assert fonts.unprintable(["Ada", "𠮷", "a\tb\n"]) == frozenset("𠮷")


def test_the_mark_of_a_missing_letter_is_a_glyph_itself() -> None:
    assert fonts.face(FAMILIES[0], bold=False).has(MISSING_MARK)
    assert fonts.face(FAMILIES[0], bold=True).has(MISSING_MARK)


def test_text_is_composed_and_controls_become_spaces() -> None:
    apart = unicodedata.normalize("NFD", "Đặng Thế")
    assert fonts.printable(apart) == ("Đặng Thế", frozenset())
    assert fonts.printable("a\tb\u2028c\x07") == ("a b c ", frozenset())


def test_glyphs_are_measured() -> None:
    face = fonts.face(FAMILIES[0], bold=False)
    low, high = face.extent(face.glyph("g"))
    assert -250 < low < -150
    assert 500 < high < 600
    assert face.extent(face.glyph(" ")) == (0, 0)
    assert face.advance(face.glyph("m")) > 2 * face.advance(face.glyph("i"))
    assert face.glyph("山") == 0

"""Lines of every script: measured, wrapped, drawn and copied back."""

import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase
from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core import resources
from nexus_desktop.documents import paper, qt_shaping
from nexus_desktop.documents.fonts import MISSING_MARK
from nexus_desktop.documents.runs import PlainRun, ShapedRun
from nexus_desktop.documents.shaping import Line, Span, measure, shape, wrap
from tests.documents.reading import needs_poppler, reader_of, text_of
from tests.documents.scripts import ALL, LEFT_TO_RIGHT, RIGHT_TO_LEFT

PLAIN = ("Latin", "Vietnamese", "Cyrillic", "Greek")
WORDS = st.lists(
    st.sampled_from([word for name in ALL.values() for word in name.split()]),
    min_size=1,
    max_size=12,
)


def blank() -> Canvas:
    return paper.blank(595, 842, title="Lines")


def page(lines: list[Line]) -> bytes:
    canvas = blank()
    for index, line in enumerate(lines):
        line.draw(canvas, 40, 800 - 40 * index)
    return bytes(canvas.getpdfdata())


def glyphs(line: Line) -> list[int]:
    runs = [piece.run for piece in line.pieces]
    return [g.number for run in runs if isinstance(run, ShapedRun) for g in run.glyphs]


@needs_poppler
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
@pytest.mark.parametrize("script", ALL)
def test_a_name_is_copied_back_as_it_was_written(script: str, bold: bool) -> None:
    text = ALL[script]
    copied = text_of(page([shape(text, 20, bold=bold)])).strip()
    assert copied == unicodedata.normalize("NFC", text)


@needs_poppler
@pytest.mark.parametrize("script", PLAIN)
def test_letters_placed_in_pairs_are_copied_back_too(script: str) -> None:
    line = shape(ALL[script], 20, fine=True)
    assert text_of(page([line])).strip() == ALL[script]


@pytest.mark.parametrize("script", PLAIN)
def test_plain_text_is_set_without_shaping(script: str) -> None:
    line = shape(ALL[script], 12)
    assert all(isinstance(piece.run, PlainRun) for piece in line.pieces)
    shaped = shape(ALL[script], 12, fine=True)
    assert all(isinstance(piece.run, ShapedRun) for piece in shaped.pieces)
    assert line.width == pytest.approx(shaped.width, rel=0.03)


def test_pairs_are_kerned_only_where_it_is_asked_for() -> None:
    assert shape("AVATAR To", 40, fine=True).width < shape("AVATAR To", 40).width


@pytest.mark.parametrize("script", [s for s in ALL if s not in PLAIN])
def test_no_glyph_of_a_known_script_is_a_box(script: str) -> None:
    found = glyphs(shape(ALL[script], 12))
    assert found
    assert 0 not in found


def test_signs_that_nobody_sees_are_drawn_as_nothing() -> None:
    seen = shape("Sri\u200dLanka\u200b\ufe0f\u00ad", 12)
    assert glyphs(seen)
    assert 0 not in glyphs(seen)
    assert seen.missing == frozenset()
    assert seen.width == pytest.approx(measure("SriLanka", 12), rel=0.02)


def test_a_letter_that_no_font_has_is_marked_and_reported() -> None:
    line = shape("𠮷野 Hiroshi", 12)
    assert line.missing == {"𠮷"}
    assert line.text == f"{MISSING_MARK}野 Hiroshi"
    assert shape("Ada", 12).missing == frozenset()
    assert wrap("Ada 😀 Lovelace", 12, 40)[0].missing == {"😀"}


def test_letters_beyond_the_first_plane_are_placed_right() -> None:
    line = shape("𑇡𑇢 සිංහල 𑇣", 12)
    assert 0 not in glyphs(line)
    assert "".join(text for text in texts(line)) == "𑇡𑇢 සිංහල 𑇣"


def texts(line: Line) -> list[str]:
    runs = [piece.run for piece in line.pieces]
    return [
        run.actual or "".join(glyph.text for glyph in run.glyphs)
        for run in runs
        if isinstance(run, ShapedRun)
    ]


@pytest.mark.parametrize("script", RIGHT_TO_LEFT)
def test_a_line_that_reads_from_the_right_says_so(script: str) -> None:
    assert shape(RIGHT_TO_LEFT[script], 12).right_to_left
    first = shape(RIGHT_TO_LEFT[script], 12).pieces[0]
    assert first.x == pytest.approx(0, abs=1)


@pytest.mark.parametrize("script", LEFT_TO_RIGHT)
def test_a_line_that_reads_from_the_left_says_so(script: str) -> None:
    assert not shape(LEFT_TO_RIGHT[script], 12).right_to_left


def test_width_grows_with_size_and_boldness() -> None:
    for text in ALL.values():
        assert measure(text, 20) == pytest.approx(2 * measure(text, 10), rel=1e-3)
    assert measure("Ada", 10, bold=True) > measure("Ada", 10)


def test_spaces_at_the_end_do_not_count() -> None:
    assert measure("Ada  ", 10) == pytest.approx(measure("Ada", 10))
    assert measure("山田 ", 10) == pytest.approx(measure("山田", 10))


def test_ink_is_measured_above_and_below_the_baseline() -> None:
    flat, tall = shape("nnn", 10), shape("gÅ", 10)
    assert flat.drop == pytest.approx(0, abs=0.2)
    assert 4 < flat.rise < 6
    assert tall.drop > 1.5
    assert tall.rise > 8
    assert shape("ကြည်", 10).drop > 2
    assert shape("", 10).rise == shape(" ", 10).drop == 0
    assert shape(" ", 10, fine=True).width == 0


@settings(max_examples=60, deadline=None)
@example(words=["Öberg-Müller,", "ᠮᠣᠩᠭᠣᠯ"], width=30.0, bold=False)
@given(words=WORDS, width=st.floats(30, 300), bold=st.booleans())
def test_wrapped_lines_hold_all_the_text_and_are_not_too_wide(
    words: list[str], width: float, bold: bool
) -> None:
    text = " ".join(words)
    lines = wrap(text, 10, width, bold=bold)
    whole = "".join(line.text for line in lines)
    assert whole == unicodedata.normalize("NFC", text)
    assert all(line.width <= width + 0.1 for line in lines)


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(
        st.characters(max_codepoint=0x530, exclude_categories=["M", "Cs"]), max_size=80
    )
)
def test_any_plain_text_wraps_like_it_is_measured(text: str) -> None:
    lines = wrap(text, 9, 60)
    for line in lines:
        assert line.width <= 60.1 or len(line.text.strip()) == 1
        assert line.width == pytest.approx(measure(line.text, 9), abs=0.1)


def test_words_stay_whole_where_they_can() -> None:
    lines = wrap("Integrated resource management", 10, 66)
    assert [line.text.strip() for line in lines] == [
        "Integrated",
        "resource",
        "management",
    ]
    assert wrap("Rodríguez-Villaseñor", 10, 70)[0].text == "Rodríguez-"
    assert wrap("2014-11-05 2014-11-05", 10, 60)[0].text == "2014-11-05 "


def test_a_word_wider_than_the_line_is_broken() -> None:
    lines = wrap("a " + "m" * 40, 10, 50)
    assert lines[0].text == "a "
    assert len(lines) > 5
    assert "".join(line.text for line in lines) == "a " + "m" * 40
    assert len(wrap("mmm", 10, 1)) == 3


def test_line_feeds_break_and_empty_text_is_one_empty_line() -> None:
    assert [line.text for line in wrap("one\n\ntwo\nสาม", 10, 100)] == [
        "one",
        "",
        "two",
        "สาม",
    ]
    assert len(wrap("", 10, 100)) == 1
    assert wrap("", 10, 100)[0].width == 0
    assert shape("one\ntwo", 10).text == "one two"


def test_spans_keep_their_looks_across_lines() -> None:
    spans = [Span("plain and "), Span("bold words here", bold=True), Span(" end")]
    lines = wrap(spans, 10, 70)
    pieces = [piece for line in lines for piece in line.pieces]
    bold = "".join(piece.span.text for piece in pieces if piece.span.bold)
    assert bold == "bold words here"
    assert all(
        piece.run.face.name.endswith("Bold") for piece in pieces if piece.span.bold
    )
    assert len(lines) > 1


def test_a_span_does_not_break_a_word() -> None:
    lines = wrap([Span("un"), Span("break", bold=True), Span("able word")], 10, 62)
    assert [line.text for line in lines] == ["unbreakable ", "word"]


def test_spans_of_several_scripts_share_a_line() -> None:
    line = shape([Span("Decision "), Span("山田", bold=True), Span(" (กรุงเทพ)")], 10)
    places = [piece.x for piece in line.pieces]
    assert places == sorted(places)
    assert {piece.span.text for piece in line.pieces if piece.span.bold} == {"山田"}
    last = line.pieces[-1]
    assert last.x + last.width == pytest.approx(line.width, abs=0.5)


def test_a_link_leads_to_its_bookmark() -> None:
    canvas = blank()
    line = shape([Span("see "), Span("decision 3", target="d3"), Span(".")], 10)
    line.draw(canvas, 40, 700)
    canvas.bookmarkPage("d3")
    (page,) = reader_of(bytes(canvas.getpdfdata())).pages
    assert page.annotations is not None
    (link,) = [note.get_object() for note in page.annotations]
    left, bottom, right, top = (float(number) for number in link["/Rect"])
    assert left == pytest.approx(40 + measure("see ", 10) + measure(" ", 10), abs=3)
    assert right - left == pytest.approx(measure("decision 3", 10), abs=0.1)
    assert bottom < 700 < top
    assert link["/Dest"][1] == "/Fit"


def test_drawing_leaves_the_canvas_as_it_was() -> None:
    canvas = blank()
    shape("山田 Ada", 10, bold=True).draw(canvas, 10, 10, "#FF0000")
    shape("", 10).draw(canvas, 10, 10)
    contents = reader_of(bytes(canvas.getpdfdata())).pages[0].get_contents()
    assert contents is not None
    code = contents.get_data().decode()
    assert code.count("q") == code.count("Q") == 1
    assert code.strip().endswith("Q")


def test_same_lines_give_the_same_bytes() -> None:
    lines = [shape(text, 14, bold=True) for text in ALL.values()]
    first = page(lines)
    page([shape("Другой документ 山", 9)])
    assert page([shape(text, 14, bold=True) for text in ALL.values()]) == first


def test_papers_made_at_once_equal_those_made_alone() -> None:
    def make(script: str) -> bytes:
        return page([shape(ALL[script], 10 + size, fine=True) for size in range(15)])

    alone = {script: make(script) for script in ALL}
    with ThreadPoolExecutor(4) as pool:
        assert dict(zip(ALL, pool.map(make, ALL), strict=True)) == alone


def test_a_font_of_the_system_never_takes_the_place_of_ours() -> None:
    before = glyphs(shape("กรุงเทพ", 10))
    other = resources.path("fonts", "NotoSansThai-Bold.ttf").read_bytes()
    QFontDatabase.addApplicationFontFromData(QByteArray(other))
    qt_shaping.shaped.cache_clear()
    assert glyphs(shape("กรุงเทพ", 10)) == before


@pytest.mark.parametrize("script", ALL)
def test_digits_and_brackets_after_a_script_are_not_boxes(script: str) -> None:
    line = shape(f"{ALL[script]} (12) {ALL[script]}-34.", 10)
    assert 0 not in glyphs(line)
    assert line.width > 2 * measure(ALL[script], 10)


def test_mixed_directions_stand_in_the_order_in_which_they_are_read() -> None:
    def order(text: str) -> list[str]:
        runs = [piece.run for piece in shape(text, 10).pieces]
        return [
            "".join(glyph.text for glyph in run.glyphs)
            for run in runs
            if isinstance(run, ShapedRun)
        ]

    assert order("שלום (Ada) 12") == ["12", " )", "Ada", "(", " םולש"]
    assert order("Ada שלום 12") == ["Ada ", "12", " םולש"]


def test_text_is_shaped_in_a_thread_of_a_program_without_windows() -> None:
    code = """
from threading import Thread
from nexus_desktop.documents.shaping import shape
from PySide6.QtGui import QGuiApplication
lines = [shape("กรุงเทพ", 10)]
thread = Thread(target=lambda: lines.append(shape("กรุงเทพ", 10)))
thread.start(); thread.join()
assert type(QGuiApplication.instance()) is QGuiApplication
print(lines[0].width == lines[1].width > 10)
"""
    environment = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("True", "")


def test_a_mark_without_a_letter_is_drawn_by_itself() -> None:
    assert texts(shape("\u064e", 10)) == ["\u064e"]


@pytest.mark.parametrize("letter", ["ก", "字", "م", "m"])
def test_a_word_of_forty_thousand_letters_is_set_and_broken(letter: str) -> None:
    lines = wrap(letter * 40_000, 10, 400)
    assert "".join(line.text for line in lines) == letter * 40_000
    assert all(line.width <= 400.1 for line in lines)
    assert len({round(line.width, 1) for line in lines[:-1]}) <= 8


def test_a_long_text_that_reads_from_the_right_is_set_whole() -> None:
    text = "محمد (12) Ada " * 3000
    lines = wrap(text, 10, 400)
    assert "".join(line.text for line in lines) == text
    assert all(line.width <= 400.1 and line.right_to_left for line in lines)

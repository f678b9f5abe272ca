"""QR codes: read back by a decoder other than the one that made them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.documents import paper, qr
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.text_box import Box
from tests.documents.reading import images_of, needs_poppler, qr_texts

CODE = "NX1" + "MZXW6YTBOI234567" * 2 + "ABCDEFGHIJ"


@settings(max_examples=60)
@given(
    st.integers(1, 12).flatmap(
        lambda side: st.lists(
            st.tuples(*[st.booleans()] * side), min_size=side, max_size=side
        )
    )
)
def test_rectangles_cover_each_dark_module_once(rows: list[tuple[bool, ...]]) -> None:
    covered: list[tuple[int, int]] = []
    for x, y, width, height in qr.rectangles(tuple(rows)):
        covered += [(x + i, y + j) for i in range(width) for j in range(height)]
    dark = [(x, y) for y, row in enumerate(rows) for x, on in enumerate(row) if on]
    assert sorted(covered) == sorted(dark)


def test_runs_that_repeat_below_become_one_rectangle() -> None:
    assert list(qr.rectangles(((True, True), (True, True)))) == [(0, 0, 2, 2)]


def test_a_code_in_capitals_and_digits_fits_the_third_size() -> None:
    assert len(qr.matrix(CODE)) == 29
    assert len(qr.matrix(CODE.lower())) > 29


@needs_poppler
@pytest.mark.parametrize("text", [CODE, "Hello, 世界", "7"])
def test_a_decoder_reads_what_was_drawn(text: str) -> None:
    canvas = paper.blank(40 * MM, 40 * MM, title="QR")
    qr.draw(canvas, qr.matrix(text), Box(5 * MM, 5 * MM, 30 * MM, 30 * MM))
    (image,) = images_of(bytes(canvas.getpdfdata()))
    assert qr_texts(image) == [text]


@needs_poppler
def test_the_quiet_zone_is_left_white() -> None:
    canvas = paper.blank(37 * MM, 37 * MM, title="QR")
    qr.draw(canvas, qr.matrix(CODE), Box(0, 0, 37 * MM, 37 * MM))
    (image,) = images_of(bytes(canvas.getpdfdata()), dpi=254)  # 10 pixels a module
    ink = image.point(lambda grey: 255 * (grey < 200)).getbbox()
    assert ink == pytest.approx((40, 40, 330, 330), abs=1)

"""Badges: read by a scanner, right to the eye, the same each time."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nexus_desktop.core.badge_sheet import (
    SHEETS,
    BadgeFace,
    Sheet,
    contrast,
    sheet,
    text_on,
)
from nexus_desktop.documents import badges_pdf, qr
from nexus_desktop.documents.badge_design import Layout, design_of, lay_out
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.text_box import Box
from tests.documents.badges import LONG_NAME, LONG_WORK, WORKSHOP, code, face
from tests.documents.reading import (
    images_of,
    needs_poppler,
    qr_texts,
    reader_of,
    text_of,
)
from tests.documents.scripts import ALL

EVERYBODY = [face(number) for number in range(130)]
ANY_SHEET = pytest.mark.parametrize("on", SHEETS, ids=lambda on: on.name)
FACES = st.builds(
    BadgeFace,
    code=st.just("NX1"),
    name=st.sampled_from([*ALL.values(), LONG_NAME, "Li", "W" * 80]),
    native_name=st.sampled_from([*ALL.values(), "", "ကြည်" * 20, "山" * 40]),
    organisation=st.sampled_from([LONG_WORK, "", "UN", *ALL.values()]),
    country=st.sampled_from(["", "Mongolia", "Democratic People's Republic of Korea"]),
    role=st.sampled_from(
        ["", "Speaker", "Member of the Scientific Advisory Committee"]
    ),
    workshop=st.sampled_from(["", WORKSHOP]),
    dates=st.sampled_from(["", "5–7 November 2014"]),
)


def edge(on: Sheet) -> Box:
    return Box(0, 0, on.badge_width * MM, on.badge_height * MM)


def inks(layout: Layout) -> list[Box]:
    return [text.ink for text in layout.texts.values()]


@needs_poppler
@ANY_SHEET
def test_a_decoder_reads_every_badge(on: Sheet) -> None:
    pdf = badges_pdf.render(EVERYBODY, on)
    pages = [qr_texts(image) for image in images_of(pdf, dpi=150)]
    assert len(pages) == -(-130 // on.count)
    assert sorted(text for page in pages for text in page) == sorted(
        code(number) for number in range(130)
    )


@ANY_SHEET
@settings(max_examples=60, deadline=None)
@given(face=FACES)
def test_nothing_meets_anything_whatever_the_names_are(
    face: BadgeFace, on: Sheet
) -> None:
    design = design_of(on)
    layout = lay_out(face, design)
    apart = [design.qr, design.rule, *inks(layout)]
    pairs = [(a, b) for i, a in enumerate(apart) for b in apart[i + 1 :]]
    assert not any(a.meets(b) for a, b in pairs)
    assert all(edge(on).contains(box) for box in apart)
    role = layout.texts.get("role")
    assert role is None or design.band.contains(role.ink)
    others = [text.ink for slot, text in layout.texts.items() if slot != "role"]
    assert not any(design.band.meets(box) for box in [design.qr, *others])


@ANY_SHEET
@pytest.mark.parametrize("script", ALL)
def test_a_name_of_eighty_letters_is_shown_whole(on: Sheet, script: str) -> None:
    native = (ALL[script] * 8)[:80].strip()
    layout = lay_out(
        BadgeFace("NX1", LONG_NAME, native, LONG_WORK, "Mongolia"), design_of(on)
    )
    assert not layout.texts["name"].cut
    assert not layout.texts["native"].cut
    assert layout.texts["name"].size >= 9


@ANY_SHEET
def test_names_are_the_largest_text_and_read_from_afar(on: Sheet) -> None:
    texts = lay_out(face(1), design_of(on)).texts
    sizes = {slot: text.size for slot, text in texts.items()}
    assert max(sizes, key=lambda slot: sizes[slot]) == "name"
    assert sizes["name"] >= 18
    assert sizes["native"] >= 11


@ANY_SHEET
def test_the_code_is_large_enough_with_white_around_it(on: Sheet) -> None:
    side = design_of(on).qr.width
    modules = len(qr.matrix(code(1)))
    assert side == design_of(on).qr.height
    assert side * modules / (modules + 2 * qr.QUIET) >= 18 * MM


@needs_poppler
@ANY_SHEET
def test_all_ink_is_where_the_layout_says(on: Sheet) -> None:
    one = replace(on, columns=1, rows=1, width=on.badge_width, height=on.badge_height)
    for number in range(0, 28, 3):
        shown = face(number)
        layout = lay_out(shown, design_of(on))
        (image,) = images_of(badges_pdf.render([shown], replace(one, gap=0)))
        places = [layout.design.band, layout.design.rule, layout.design.qr]
        assert stray_ink(image, [*places, *inks(layout)]) == 0


def stray_ink(image: Image.Image, places: list[Box]) -> int:
    """Return how many dark pixels of a picture at 150 dpi lie outside `places`."""
    dark = np.asarray(image) < 160
    for place in places:
        scale, height = 150 / 72, dark.shape[0]
        left, right = (int(x * scale) for x in (place.left - 1.5, place.right + 2))
        top, bottom = (
            int(height - y * scale) for y in (place.top + 1, place.bottom - 1)
        )
        dark[max(top, 0) : bottom + 1, max(left, 0) : right + 1] = False
    return int(dark.sum())


@needs_poppler
def test_everything_that_a_badge_says_is_on_it() -> None:
    shown = face(1)
    words = text_of(badges_pdf.render([shown], sheet("102x152"))).split()
    for field in fields(shown):
        if field.name not in ("code", "role_colour"):
            assert set(getattr(shown, field.name).split()) <= set(words)


def test_a_badge_without_native_name_or_organisation_is_complete() -> None:
    layout = lay_out(BadgeFace("NX1", "Li Wei"), design_of(SHEETS[0]))
    assert list(layout.texts) == ["name"]
    assert layout.missing == frozenset()


def test_letters_that_no_font_has_are_reported() -> None:
    layout = lay_out(BadgeFace("NX1", "𠮷野", "😀"), design_of(SHEETS[0]))
    assert layout.missing == {"𠮷", "😀"}


@ANY_SHEET
def test_same_badges_give_the_same_bytes(on: Sheet) -> None:
    first = badges_pdf.render(EVERYBODY[:30], on)
    badges_pdf.render(EVERYBODY[30:40], on)
    assert badges_pdf.render(EVERYBODY[:30], on) == first


def test_pages_have_the_size_of_the_paper() -> None:
    for on in SHEETS:
        (page,) = reader_of(badges_pdf.render([face(1)], on)).pages
        size = (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM)
        assert size == pytest.approx((on.width, on.height), abs=0.01)


def test_all_fonts_are_inside_the_file() -> None:
    reader = reader_of(badges_pdf.render(EVERYBODY[:10], SHEETS[0]))
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # a dictionary
    for font in fonts.values():
        (inner,) = font.get_object()["/DescendantFonts"]
        assert "/FontFile2" in inner.get_object()["/FontDescriptor"]


def test_progress_is_told_and_can_end_the_work() -> None:
    seen: list[int] = []
    badges_pdf.render(EVERYBODY[:9], SHEETS[0], done=seen.append)
    assert seen == list(range(1, 10))

    def stop(count: int) -> None:
        if count == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        badges_pdf.render(EVERYBODY, SHEETS[0], done=stop)


def test_no_badges_are_one_empty_page() -> None:
    assert len(reader_of(badges_pdf.render([], SHEETS[0], title="None")).pages) == 1


@needs_poppler
def test_cutters_marks_stand_outside_the_badges() -> None:
    plain = BadgeFace("NX1", "")
    (image,) = images_of(badges_pdf.render([plain], SHEETS[0]), dpi=300)
    pixels = np.asarray(image)
    x, y = next(SHEETS[0].corners())
    scale = 300 / 25.4
    height = pixels.shape[0]
    above = pixels[
        int(height - (y + 60 + 2.8) * scale) : int(height - (y + 61.3) * scale)
    ]
    left = int(x * scale)
    assert above[:, left - 2 : left + 3].min() < 200
    upper = pixels[int(height - (y + 59.8) * scale) : int(height - (y + 50) * scale)]
    assert upper[:, left - 20 : left + 200].min() == 255


def test_the_role_is_readable_on_its_colour() -> None:
    for number in range(20):
        ground = face(number).role_colour
        assert contrast(text_on(ground), ground) >= 4.5

"""Badges: read by a scanner, right to the eye, the same each time."""

import io
from dataclasses import fields, replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nexus_desktop.core.badge_layout import (
    BadgeLayout,
    Element,
    Kind,
    Side,
)
from nexus_desktop.core.badge_sheet import (
    SHEETS,
    BadgeFace,
    Fold,
    GroupSeat,
    Sheet,
    contrast,
    sheet,
    text_on,
)
from nexus_desktop.core.filing import Compartment
from nexus_desktop.core.ready_layouts import on_sheet
from nexus_desktop.documents import badges_pdf, qr
from nexus_desktop.documents.badge_design import Placed, lay_out, missing
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.text_box import Box
from tests.core.badge_layouts import layouts
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
SOME_SHEETS = pytest.mark.parametrize(
    "on",
    [sheet(name) for name in ("a4-8", "102x152", "89x41", "a4-10-80x50", "62x100")],
    ids=lambda on: on.name,
)
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
    groups=st.sampled_from([(), (GroupSeat(1, "Group A " * 9, "Hall " * 20, "7"),)]),
)


def edge(on: Sheet) -> Box:
    return Box(0, 0, on.badge_width * MM, on.badge_height * MM)


def front(shown: BadgeFace, on: Sheet) -> dict[str, Placed]:
    layout = on_sheet(on)
    return {one.element.id: one for one in lay_out(shown, layout, layout.front)}


def inks(placed: dict[str, Placed]) -> list[Box]:
    return [one.text.ink for one in placed.values() if one.text and one.text.lines]


def text_sizes(placed: dict[str, Placed]) -> dict[str, float]:
    return {key: one.text.size for key, one in placed.items() if one.text}


@needs_poppler
@ANY_SHEET
def test_a_decoder_reads_every_badge(on: Sheet) -> None:
    count = max(2 * on.count + 1, 6)
    pdf = badges_pdf.render(EVERYBODY[:count], on)
    pages = [qr_texts(image) for image in images_of(pdf, dpi=150)]
    assert len(pages) == -(-count // on.count)
    times = sum(
        one.kind == Kind.CODE for side in on_sheet(on).sides for one in side.elements
    )
    found = [text for page in pages for text in page]
    assert sorted(found) == sorted([code(number) for number in range(count)] * times)


@needs_poppler
def test_a_decoder_reads_a_hundred_and_thirty_badges() -> None:
    pages = images_of(badges_pdf.render(EVERYBODY, SHEETS[0]), dpi=150)
    found = [text for image in pages for text in qr_texts(image)]
    assert sorted(found) == sorted(code(number) for number in range(130))


@ANY_SHEET
def test_the_rooms_of_a_ready_layout_meet_nowhere_to_the_hundredth(on: Sheet) -> None:
    for side in on_sheet(on).sides:
        rooms = [
            Box(e.x, e.y, e.width, e.height) for e in side.elements if e.kind != "band"
        ]
        for a, b in combinations(rooms, 2):
            across = min(a.right, b.right) - max(a.left, b.left)
            down = min(a.top, b.top) - max(a.bottom, b.bottom)
            assert across < 0.005 or not 0.005 < down < 0.1


@ANY_SHEET
@settings(max_examples=20, deadline=None)
@given(shown=FACES)
def test_nothing_meets_anything_whatever_the_names_are(
    shown: BadgeFace, on: Sheet
) -> None:
    layout = on_sheet(on)
    for side in layout.sides:
        placed = {one.element.id: one for one in lay_out(shown, layout, side)}
        solid = (Kind.CODE, Kind.LINE)
        apart = [one.box for one in placed.values() if one.element.kind in solid]
        apart += inks(placed)
        pairs = [(a, b) for i, a in enumerate(apart) for b in apart[i + 1 :]]
        assert not any(a.meets(b) for a, b in pairs)
        assert all(edge(on).contains(box) for box in apart)
        for one in placed.values():
            assert one.text is None or one.box.contains(one.text.ink)


@settings(max_examples=60, deadline=None)
@given(shown=FACES, layout=layouts())
def test_no_text_leaves_its_room_in_any_layout(
    shown: BadgeFace, layout: BadgeLayout
) -> None:
    for side in layout.sides:
        for one in lay_out(shown, layout, side):
            if one.text is not None and one.text.lines:
                ink, room = one.text.ink, one.box
                assert ink.top <= room.top + 0.02
                assert ink.bottom >= room.bottom - 0.02
    assert badges_pdf.render([shown], layout).startswith(b"%PDF")


@SOME_SHEETS
@pytest.mark.parametrize("script", ALL)
def test_a_name_of_eighty_letters_is_shown_whole(on: Sheet, script: str) -> None:
    native = (ALL[script] * 8)[:80].strip()
    shown = BadgeFace("NX1", LONG_NAME, native, LONG_WORK, "Mongolia")
    placed = front(shown, on)
    name, own = placed["name"].text, placed["native_name"].text
    assert name is not None
    assert own is not None
    assert not name.cut
    assert not own.cut
    assert name.size >= 7


@pytest.mark.parametrize("name", ["a4-8", "102x152", "a4-4", "96x134", "a6"])
def test_names_are_the_largest_text_and_read_from_afar(name: str) -> None:
    sizes = text_sizes(front(face(1), sheet(name)))
    assert max(sizes, key=lambda slot: sizes[slot]) == "name"
    assert sizes["name"] >= 18
    assert sizes["native_name"] >= 11


@ANY_SHEET
def test_the_code_is_large_enough_with_white_around_it(on: Sheet) -> None:
    side = front(face(1), on)["code"].box.width
    modules = len(qr.matrix(code(1)))
    assert side * modules / (modules + 2 * qr.QUIET) >= 18 * MM - 0.01


@needs_poppler
@pytest.mark.parametrize("name", ["a4-8", "102x152", "89x41", "cr80"])
def test_all_ink_is_where_the_layout_says(name: str) -> None:
    on = sheet(name)
    one = replace(
        on, columns=1, rows=1, width=on.badge_width, height=on.badge_height, gap=0
    )
    for number in range(0, 28, 3):
        shown = face(number)
        placed = front(shown, one)
        (image,) = images_of(badges_pdf.render([shown], one))
        flat = (Kind.BAND, Kind.LINE, Kind.CODE)
        places = [p.box for p in placed.values() if p.element.kind in flat]
        assert stray_ink(image, [*places, *inks(placed)]) == 0


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


ON_BADGES = (
    "name", "native_name", "organisation", "country", "role", "workshop", "dates",
)  # fmt: skip


@needs_poppler
def test_everything_that_a_badge_says_is_on_it() -> None:
    shown = face(1)
    words = text_of(badges_pdf.render([shown], sheet("102x152"))).split()
    for name in ON_BADGES:
        assert set(getattr(shown, name).split()) <= set(words)
    assert {field.name for field in fields(shown)} >= set(ON_BADGES)


def test_a_badge_without_native_name_or_organisation_is_complete() -> None:
    shown = BadgeFace("NX1", "Li Wei")
    placed = front(shown, SHEETS[0])
    assert [key for key, size in text_sizes(placed).items() if size] == ["name"]
    assert missing(shown, on_sheet(SHEETS[0])) == frozenset()


def test_letters_that_no_font_has_are_reported() -> None:
    shown = BadgeFace("NX1", "𠮷野", "😀")
    assert missing(shown, on_sheet(SHEETS[0])) == {"𠮷", "😀"}


def test_what_follows_an_empty_text_moves_up() -> None:
    without = front(replace(face(1), native_name=""), SHEETS[0])
    with_one = front(face(1), SHEETS[0])
    higher, lower = without["organisation"].text, with_one["organisation"].text
    assert higher is not None
    assert lower is not None
    assert higher.ink.top > lower.ink.top


def text(name: str, box: tuple[float, float, float, float], after: str) -> Element:
    made = Element(name, Kind.TEXT, *box, text="{name}", after=after, rise=1.0)
    return replace(made, lines=3, largest=20)


def test_a_text_follows_another_only_where_nothing_stands_between() -> None:
    over, under = (
        text("over", (5, 5, 60, 20), ""),
        text("under", (5, 40, 50, 12), "over"),
    )
    between = text("between", (10, 28, 10, 8), "")
    aside = replace(under, x=40.0)  # it would come out beside what it follows

    def top(*shown: Element) -> float:
        layout = BadgeLayout("", sheet("90x60"), Side(shown))
        found = {
            p.element.id: p for p in lay_out(BadgeFace("", "Li"), layout, layout.front)
        }
        return found["under"].box.top / MM

    assert top(over, under) > 35
    assert top(over, under, between) == pytest.approx(20)
    assert top(over, aside) == pytest.approx(20)
    assert top(under) == pytest.approx(20)


def test_texts_that_follow_each_other_in_a_circle_are_shown() -> None:
    one, two = text("one", (5, 5, 60, 12), "two"), text("two", (5, 25, 60, 12), "one")
    layout = BadgeLayout(
        "", sheet("90x60"), Side((one, two, text("me", (5, 45, 9, 9), "me")))
    )
    placed = lay_out(BadgeFace("", "Li"), layout, layout.front)
    assert all(p.text is not None and p.text.lines for p in placed)


@SOME_SHEETS
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


# Backs, folds, pictures

A5 = sheet("a5-folded")
WORDS = Side((Element("words", Kind.TEXT, 2, 2, 40, 8, text="Back of {name}"),))


@needs_poppler
def test_backs_are_printed_behind_their_fronts() -> None:
    layout = replace(on_sheet(SHEETS[0]), back=WORDS)
    pdf = badges_pdf.render(EVERYBODY[1:11], layout, first=8)
    pages = text_of(pdf, "-layout").split("\f")[:-1]
    assert ["Back of" in page for page in pages] == [False, True] * 3
    assert [page.count("Back of") for page in pages[1::2]] == [1, 8, 1]
    rows = [row for row in pages[3].splitlines() if "Back of" in row]
    assert rows[0].index("003") < rows[0].index("002"), "turned over like a page"


@needs_poppler
@pytest.mark.parametrize("fold", [fold for fold in Fold if fold is not Fold.NONE])
def test_a_folded_back_is_on_the_same_page(fold: Fold) -> None:
    on = replace(sheet("a6"), fold=fold)
    on = replace(on, width=on.cell_width, height=on.cell_height)
    layout = BadgeLayout("", on, Side(), back=replace(WORDS, ground="#FFEEDD"))
    (image,) = images_of(badges_pdf.render([face(1)], layout), dpi=72)
    grey = np.asarray(image)
    height, width = grey.shape
    halves = {
        Fold.ABOVE: grey[: height // 2],
        Fold.BELOW: grey[height // 2 :],
        Fold.BESIDE: grey[:, : width // 2],
    }
    assert (halves[fold] < 250).mean() > 0.95
    assert (grey < 250).mean() < 0.55
    half = halves[fold]
    ink = np.argwhere(half < 100)
    assert len(ink), "the words are there"
    is_turned = ink[:, 0].mean() > half.shape[0] / 2
    assert is_turned == (fold is not Fold.BESIDE)


def test_a_folded_badge_without_a_back_is_printed() -> None:
    layout = BadgeLayout("", A5, Side())
    assert len(reader_of(badges_pdf.render([face(1)], layout)).pages) == 1


def picture(colour: str, form: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()


_DPI = 102  # about four pixels a millimetre


def shades(layout: BadgeLayout, shown: BadgeFace) -> np.ndarray:
    (image,) = images_of(badges_pdf.render([shown], layout), dpi=_DPI)
    return np.asarray(image)


@needs_poppler
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_logo_is_shown_whole_and_a_photo_fills_its_place(form: str) -> None:
    logo = Element("logo", Kind.PICTURE, 5, 5, 20, 20, picture="logo")
    photo = Element("photo", Kind.PHOTO, 50, 5, 20, 20)
    layout = BadgeLayout(
        "",
        sheet("90x60"),
        Side((logo, photo)),
        pictures={"logo": picture("black", form)},
    )
    grey = shades(layout, replace(face(1), photo=picture("black", form)))
    assert (grey[20:100, 20:100] < 100).mean() == pytest.approx(0.5, abs=0.05)
    assert (grey[20:100, 200:280] < 100).mean() > 0.95
    assert (grey[:, 300:] < 250).sum() == 0


@needs_poppler
def test_a_picture_that_is_not_there_leaves_its_place_empty() -> None:
    logo = Element("logo", Kind.PICTURE, 5, 5, 20, 20, picture="logo")
    other = replace(logo, id="other", picture="gone", x=40.0)
    photo = Element("photo", Kind.PHOTO, 50, 5, 20, 20)
    torn = picture("black")[:60]
    layout = BadgeLayout(
        "", sheet("90x60"), Side((logo, other, photo)), pictures={"logo": torn}
    )
    assert (shades(layout, face(1)) == 255).all()


@needs_poppler
def test_grounds_are_painted_only_behind_words() -> None:
    pill = Element("pill", Kind.TEXT, 5, 5, 20, 10, text="{dietary}", ground="#000000")
    bare = Element("bare", Kind.BAND, 40, 5, 20, 10)
    layout = BadgeLayout("", sheet("90x60"), Side((pill, bare)))
    assert (shades(layout, face(1)) == 255).all()
    told = shades(layout, replace(face(1), dietary="vegan"))
    assert (told[20:60, 20:100] < 100).mean() > 0.5


def test_what_a_newer_version_adds_is_left_out() -> None:
    strange = Side((Element("x", "hologram", 5, 5, 20, 20, text="{name}"),))
    layout = BadgeLayout("", sheet("90x60"), strange)
    assert badges_pdf.render([face(1)], layout).startswith(b"%PDF")


@needs_poppler
@SOME_SHEETS
def test_a_card_says_which_box_comes_next(on: Sheet) -> None:
    card = Compartment("box C", "Gan", "Kho", 50)
    pdf = badges_pdf.render([card, face(1), face(2)], on)
    text = " ".join(text_of(pdf).split())
    assert "Box C" in text
    assert "Gan – Kho · 50 badges" in text
    assert sum(len(qr_texts(page)) for page in images_of(pdf, 200)) == 2
    long = Compartment(LONG_WORK, "Uni", "Uni", 1)
    (page,) = reader_of(badges_pdf.render([long], sheet("89x41"))).pages
    assert "1 badge" in page.extract_text()


def test_a_card_has_an_empty_back() -> None:
    layout = on_sheet(sheet("90x60"))
    two_sided = replace(layout, back=layout.front)
    card = Compartment("letter G", "Gan", "Gon", 3)
    pages = reader_of(badges_pdf.render([card, face(1)], two_sided)).pages
    said = [page.extract_text() for page in pages]
    assert len(said) == 4
    assert "Letter G" in said[0]
    assert said[1].strip() == ""

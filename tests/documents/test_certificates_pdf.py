"""Certificates: everything in its place, however long, in every script."""

import io
from dataclasses import replace
from itertools import combinations

import pytest
from PIL import Image

from nexus_desktop.core.certificates import (
    Certificate,
    CertificateChoices,
    Signatory,
    certificates,
)
from nexus_desktop.documents.certificates_pdf import Laid, lay_out, render
from nexus_desktop.documents.people_list_pdf import frame_of
from nexus_desktop.documents.text_box import Box
from nexus_desktop.documents.watch import RenderingStopped, Watch
from tests.core.lists.samples import ANA, CHI, MATERIAL, crowd
from tests.documents.badges import LONG_NAME, LONG_WORK
from tests.documents.reading import needs_poppler, pages_of, reader_of, text_of
from tests.documents.scripts import ALL

SIGNED = (
    Signatory("Altan Zochilson", "Deputy Mayor, Municipality of an Example City"),
    Signatory("Björn Beispiel", "Programme Director"),
    Signatory("Contoh Sari", "Chair"),
)
CHOICES = CertificateChoices(signatories=SIGNED[:2], numbered=True)
(ONE,) = certificates(MATERIAL, CHOICES, [ANA])
LONGEST = replace(
    ONE,
    name=LONG_NAME,
    native_name="ကြည်" * 30,
    work=LONG_WORK * 2,
    workshop="Fourth regional workshop on integrated resource management " * 4,
    held="held somewhere far away with a long name, " * 4,
    days="and attended 9 of its 31 days: " + "1, 2, 3, " * 12,
    sessions=tuple(f"Session {n} on elements of a framework" for n in range(60)),
    signatories=(*SIGNED[:2], Signatory("S" * 60, LONG_WORK)),
)
PAPERS = [("A4", True), ("A4", False), ("Letter", True), ("Letter", False)]


def boxes(laid: Laid) -> dict[str, Box]:
    """Return where each text's ink is."""
    found = {name: text.ink for name, text in laid.texts.items() if text.lines}
    for number, (name, office) in enumerate(laid.signed):
        found |= {f"name {number}": name.ink, f"office {number}": office.ink}
    if laid.logo is not None:
        found["logo"] = laid.logo
    return found


@pytest.mark.parametrize(("size", "across"), PAPERS)
@pytest.mark.parametrize("logo", [None, (600, 200), (100, 900)])
@pytest.mark.parametrize("one", [ONE, LONGEST, replace(ONE, native_name="王小明")])
def test_no_text_meets_another_or_leaves_the_frame(
    size: str, across: bool, logo: tuple[int, int] | None, one: Certificate
) -> None:
    frame = frame_of(size, across=across)
    found = boxes(lay_out(one, frame, logo))
    inside = Box(33, 33, frame.width - 66, frame.height - 66)
    for name, box in found.items():
        assert inside.contains(box), name
    for (first, one_box), (second, other) in combinations(found.items(), 2):
        assert not one_box.meets(other), (first, second)


@pytest.mark.parametrize(("size", "across"), PAPERS)
@pytest.mark.parametrize("script", ALL)
def test_a_long_name_in_any_script_is_whole(
    size: str, across: bool, script: str
) -> None:
    name = ALL[script]
    long = " ".join([name] * (1 + 80 // len(name)))[:84].rsplit(" ", 1)[0]
    one = replace(ONE, name=long, native_name=long)
    laid = lay_out(one, frame_of(size, across=across))
    assert not laid.texts["name"].cut
    assert not laid.texts["native_name"].cut
    assert laid.texts["name"].size > laid.texts["work"].size


def test_short_texts_stand_in_the_middle_of_the_column() -> None:
    laid = lay_out(ONE, frame_of("A4", across=True))
    flow = [laid.texts[name] for name in ("title", "listed")]
    above = laid.column.top - flow[0].box.top
    below = flow[1].foot - laid.column.bottom
    assert above == pytest.approx(below, abs=1)


def test_sessions_that_have_no_room_are_counted() -> None:
    laid = lay_out(LONGEST, frame_of("A4", across=True))
    listed = laid.texts["listed"]
    assert not listed.cut
    text = " ".join(line.text for line, _, _ in listed.lines)
    shown = text.count("framework")
    assert 0 < shown < 60
    assert text.rstrip().endswith(f"+ {60 - shown}")
    few = lay_out(ONE, frame_of("A4", across=True)).texts["listed"]
    assert few.lines[0][0].text == "Sessions attended: Progress"


@needs_poppler
def test_a_certificate_says_what_it_should() -> None:
    text = " ".join(text_of(render([ONE])).split())
    for said in (
        "Certificate of Participation", "This is to certify that", "Ana Berg",
        "City of Example, Mongolia", "took part in", "Test workshop",
        "5–7 November 2014", "attended 2 of its 3 days", "Sessions attended: Progress",
        "Ulaanbaatar, 7 November 2014", "No. 2014-0001", "Altan Zochilson",
        "Programme Director",
    ):  # fmt: skip
        assert said in text


def test_everybody_has_a_page_and_a_place_in_the_outline() -> None:
    found = certificates(MATERIAL, CHOICES, [ANA, CHI])
    reader = reader_of(render(found))
    assert len(reader.pages) == 2
    assert [entry.title for entry in reader.outline] == ["Ana Berg", "Chí Đức"]  # type: ignore[union-attr]
    assert reader.metadata is not None
    assert reader.metadata.title == "Certificate of Participation"


@needs_poppler
def test_names_in_every_script_are_copied_back() -> None:
    people = [replace(ONE, name=name, native_name="") for name in ALL.values()]
    for page, (script, name) in zip(pages_of(render(people)), ALL.items(), strict=True):
        if "marks" not in script:  # poppler moves some of those to the front
            words = " ".join(page.split())
            assert all(word in words for word in name.split()), script


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_kept_once_however_many_certificates(kind: str) -> None:
    out = io.BytesIO()
    Image.effect_noise((300, 100), 90).save(out, kind)
    logo = out.getvalue()
    one, five = (len(render([ONE] * count, logo=logo)) for count in (1, 5))
    assert five < one + len(logo)
    assert len(list(reader_of(render([ONE], logo=logo)).pages[0].images)) == 1


def test_a_logo_that_cannot_be_read_is_left_out() -> None:
    assert render([ONE], logo=b"no picture") == render([ONE])


def test_without_anybody_there_is_one_empty_page() -> None:
    assert len(reader_of(render([])).pages) == 1


def test_a_certificate_without_anything_but_a_name_is_one() -> None:
    bare = Certificate("Ana", "", "", "", "", "", "", "", "", "")
    assert set(lay_out(bare, frame_of("A4")).texts) >= {"name"}
    nothing = replace(bare, name="")
    assert boxes(lay_out(nothing, frame_of("A4"))) == {}


@pytest.mark.parametrize(("size", "across"), PAPERS)
def test_pages_have_the_size_of_the_paper(size: str, across: bool) -> None:
    page = reader_of(render([ONE], size=size, across=across)).pages[0]
    frame = frame_of(size, across=across)
    assert float(page.mediabox.width) == pytest.approx(frame.width, abs=0.1)
    assert float(page.mediabox.height) == pytest.approx(frame.height, abs=0.1)


def test_the_same_certificates_give_the_same_bytes_and_can_be_stopped() -> None:
    material = crowd(8)
    found = certificates(material, CHOICES, material.people)
    assert render(found) == render(found)
    with pytest.raises(RenderingStopped):
        render(found, watch=Watch(cancelled=lambda: True))

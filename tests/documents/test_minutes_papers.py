"""The papers that are made of minutes, read back from their pages."""

import io
import re
import unicodedata
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from PIL import Image as Drawing
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtPdf import QPdfDocument

from nexus_desktop.core.minutes.material import (
    Choices,
    DocumentStatus,
    Material,
    Paper,
    Pictured,
    Remark,
    Section,
    Template,
)
from nexus_desktop.core.minutes.value import Bullets, Image, Statements
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.documents.minutes_pdf import render
from nexus_desktop.documents.text_box import Box
from tests.core.minutes.reading import compiled, lines
from tests.core.minutes.samples import TEXTS, demo
from tests.documents.reading import (
    images_of,
    needs_poppler,
    pages_of,
    reader_of,
    text_of,
)
from tests.documents.scripts import ALL

_DIRECTIONS = dict.fromkeys(
    map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069")
)


def picture(width: int, height: int, kind: str = "PNG", colour: str = "#2a6") -> Image:
    """Return a picture of one colour."""
    out = io.BytesIO()
    Drawing.new("RGB", (width, height), colour).save(out, kind)
    return Image(out.getvalue(), kind, width, height)


def pictured() -> Material:
    """Return a workshop with logo, cover and figures of three shapes."""
    material = demo(30, 60)
    shapes = (picture(900, 600, "JPEG"), picture(300, 1200), picture(40, 30))
    plenary = [note for note in material.remarks if not note.group_id]
    figures = {
        note.id: (Pictured(shape, f"Caption {number} of the flip chart"),)
        for number, (note, shape) in enumerate(zip(plenary, shapes, strict=False))
    }
    return replace(
        material,
        pictures=figures,
        logo=picture(200, 80, colour="#a33"),
        cover=picture(1600, 900, "JPEG", "#36a"),
    )


def by_pdfium(pdf: bytes) -> str:
    """Return the text that PDFium copies."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)  # type: ignore[call-overload]  # no parent here
    document.load(buffer)
    pages = range(document.pageCount())
    text = "".join(document.getAllText(page).text() for page in pages)
    document.close()
    return text.translate(_DIRECTIONS)


@needs_poppler
def test_every_script_is_copied_back_by_poppler_and_by_pdfium() -> None:
    remarks = tuple(
        Remark(f"n{number}", "s3", NoteKind.POINT, text)
        for number, text in enumerate(ALL.values())
    )
    minutes = compiled(
        replace(demo(8, 0), remarks=remarks), Choices(sections=(Section.SESSIONS,))
    )
    pdf = render(minutes)
    by_poppler, pdfium = text_of(pdf), by_pdfium(pdf)
    lost = [
        (name, reader)
        for name, text in ALL.items()
        for reader, copied in (("poppler", by_poppler), ("PDFium", pdfium))
        if unicodedata.normalize("NFC", text) not in copied
    ]
    # Poppler moves a mark at the end of an Arabic word before it.
    assert set(lost) <= {("Arabic with marks", "poppler")}


@pytest.mark.parametrize("template", Template)
def test_every_paper_is_sound_to_qpdf_and_the_same_each_time(
    template: Template,
) -> None:
    choices = Choices(
        template=template,
        status=DocumentStatus.FINAL,
        reference="UNX/4/MIN/1",
        keywords="water, energy",
    )
    minutes = compiled(pictured(), choices)
    pdf = render(minutes)
    assert render(compiled(pictured(), choices)) == pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert str(opened.Root.Lang) == "en"
    about = reader_of(pdf).metadata
    assert about is not None
    assert str(about["/Keywords"]) == "water, energy"
    assert str(about.subject).startswith(minutes.subject[:7])


def test_a_paper_without_a_cover_is_in_the_outline_under_its_title() -> None:
    pdf = render(compiled(demo(30, 60), Choices(template=Template.SESSION)))
    titles = [entry["/Title"] for entry in reader_of(pdf).outline]  # type: ignore[call-overload]  # a flat outline
    assert titles[:2] == ["Opening of the workshop", "Progress of the initiatives"]
    assert "Group A: Water" in titles


@needs_poppler
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    "texts",
    [
        TEXTS,
        ("word " * 12 + "and no end of it. " * 9,),
        ("W" * 80,),
        tuple(f"{name}. " * 12 for name in ALL.values()),
        tuple(f"{n}" for n in range(400)),
        ("line\n" * 30,),
    ],
    ids=["mixed", "long", "wide", "scripts", "short", "lines"],
)
def test_a_summary_has_two_pages_at_most_and_whole_sentences(
    paper: Paper, texts: tuple[str, ...]
) -> None:
    kinds = (NoteKind.KEY, NoteKind.DECISION, NoteKind.RECOMMENDATION,
             NoteKind.ACTION, NoteKind.QUESTION)  # fmt: skip
    remarks = tuple(
        Remark(
            f"n{number}",
            "s3",
            kinds[number % 5],
            f"{texts[number % len(texts)]}",
            speaker="Municipality of Ulaanbaatar" if number % 2 else "",
            owner="Generated Secretariat",
            due=date(2014, 12, 1),
        )
        for number in range(200)
    )
    material = replace(pictured(), remarks=remarks)
    choices = Choices(
        template=Template.BRIEF,
        paper=paper,
        status=DocumentStatus.DRAFT,
        reference="UNX/4/MIN/1",
        prepared_by="Generated Secretariat",
    )
    minutes = compiled(material, choices)
    assert len(reader_of(render(minutes)).pages) <= 2
    said = (b for b in minutes.blocks if isinstance(b, Bullets | Statements))
    assert lines(tuple(said)) or texts == ("W" * 80,) or len(texts[0]) > 300


@needs_poppler
def test_figures_are_pictures_with_their_captions_under_them() -> None:
    minutes = compiled(pictured(), Choices(sections=(Section.COVER, Section.SESSIONS)))
    pdf = render(minutes)
    text = text_of(pdf)
    for number in (1, 2, 3):
        assert re.search(rf"Figure\s{number}\s+Caption", text)
    pages = reader_of(pdf).pages
    shown = sum(len(page.images) for page in pages)
    assert shown == 5  # logo, cover, three figures
    cover = next(iter(images_of(pdf, dpi=40)))
    assert {cover.getpixel((cover.width // 2, y)) for y in range(cover.height)} > {255}


def test_a_picture_that_cannot_be_read_leaves_its_caption() -> None:
    broken = Image(b"\x89PNG damaged", "PNG", 300, 200)
    material = pictured()
    key = next(iter(material.pictures))
    material = replace(
        material,
        pictures={key: (Pictured(broken, "What it showed"),)},
        logo=broken,
        cover=broken,
    )
    pdf = render(compiled(material))
    assert any("What it showed" in page.extract_text() for page in reader_of(pdf).pages)


def test_a_figure_gives_way_a_little_at_the_end_of_a_page() -> None:
    from nexus_desktop.core.minutes.value import Illustration
    from nexus_desktop.documents import minutes_design
    from nexus_desktop.documents.minutes_pictures import FigurePicture

    figure = Illustration(picture(900, 600), "Figure 1", "", "figure-1")
    flow = FigurePicture(figure, minutes_design.page("A4"))
    whole = flow.block_height
    assert flow.wrap(400, whole * 0.3)[1] == whole
    assert flow.wrap(400, whole * 0.8)[1] == pytest.approx(whole * 0.8)
    assert flow.wrap(400, whole)[1] == pytest.approx(whole * 0.8)


@needs_poppler
def test_a_watermark_of_any_length_stays_on_the_page() -> None:
    mark = "For official use only, not to be handed on"
    choices = Choices(template=Template.ACTIONS, watermark=mark)
    pdf = render(compiled(demo(8, 0), choices))
    (page,) = images_of(pdf, dpi=30)
    edge = [page.getpixel((x, 3)) for x in range(page.width)]
    assert set(edge) == {255}
    assert mark in reader_of(pdf).pages[0].extract_text()


@needs_poppler
def test_a_form_ends_with_lines_to_sign_on_and_each_page_is_filed() -> None:
    choices = Choices(
        template=Template.SESSION,
        session_id="s3",
        reference="UNX/4",
        status=DocumentStatus.DRAFT,
    )
    pages = pages_of(render(compiled(demo(30, 60), choices)))
    assert all("UNX/4 · Draft" in page for page in pages)
    assert "Rapporteur" in pages[-1]
    assert "Date" in pages[-1]


@needs_poppler
def test_a_band_is_said_again_where_its_rows_go_on() -> None:
    choices = Choices(sections=(Section.PARTICIPANTS,))
    pages = pages_of(render(compiled(demo(400, 0), choices)))
    countries = ("China", "India", "Indonesia", "Mongolia", "Philippines",
                 "Thailand", "Viet Nam")  # fmt: skip
    for page in pages:
        rows = [line.strip() for line in page.splitlines() if line.strip()]
        first = next(row for row in rows if row in countries or row[-1:].isdigit())
        assert first in countries, first


HOSTILE = (
    "<b>bold</b> & &amp; <para>", "a\x00b\x1bc", "turned \u202earound", "emoji 😀",
    "own \ue123", "tail\ud83d", "x" * 3000, "\n\n", "  ", "؟ نعم (ok) ١٢",
)  # fmt: skip


@needs_poppler
@pytest.mark.parametrize("template", Template)
def test_hostile_text_breaks_no_paper(template: Template) -> None:
    kinds = (NoteKind.ACTION, NoteKind.KEY, NoteKind.POINT)
    remarks = tuple(
        Remark(f"n{number}", "s3", kinds[number % 3], text, owner=text, speaker=text)
        for number, text in enumerate((*HOSTILE, *HOSTILE, *HOSTILE))
    )
    choices = Choices(
        template=template,
        reference="\u202e<i>\x00",
        watermark="\n\u202emark 😀",
        prepared_by="\ud83d",
        keywords="\x00,<b>",
    )
    material = replace(demo(8, 0), remarks=(*remarks, *demo(8, 4).remarks))
    pdf = render(compiled(material, choices))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
    text = text_of(pdf)
    assert "Page 1 of" in text or template is Template.FULL
    assert "<b>bold</b> & &amp; <para>" in text


@needs_poppler
@pytest.mark.parametrize("template", Template)
def test_no_word_leaves_the_page_or_lies_on_another(template: Template) -> None:
    pdf = render(compiled(pictured(), Choices(template=template, reference="UNX/4")))
    wrong: list[str] = []
    for number, page in enumerate(boxes_of(pdf), start=1):
        for box, word in page:
            if box.left < 61 or box.right > 595 - 61 or box.bottom < 25:
                wrong.append(f"{number}: {word} in the margin")
        for place, (box, word) in enumerate(page):
            for other, later in page[place + 1 :]:
                if overlap(box, other) > 0.3:
                    wrong.append(f"{number}: {word} on {later}")
    assert wrong == []


def boxes_of(pdf: bytes) -> list[list[tuple[Box, str]]]:
    """Return where poppler finds the words of each page."""
    sides = " ".join(f'{side}="([^"]+)"' for side in ("xMin", "yMin", "xMax", "yMax"))
    word = re.compile(f"<word {sides}>(.*?)</word>")
    pages = text_of(pdf, "-bbox").split("<page ")[1:]
    return [
        [
            (Box(float(x), 842 - float(low), float(right) - float(x),
                 float(low) - float(y)), text)
            for x, y, right, low, text in word.findall(page)
        ]
        for page in pages
    ]  # fmt: skip


def overlap(one: Box, other: Box) -> float:
    """Return the share of the smaller box that lies in the other."""
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    smaller = min(one.width * one.height, other.width * other.height)
    return across * up / smaller if across > 0 and up > 0 and smaller else 0.0

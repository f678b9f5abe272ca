"""Minutes as a Word file: what the PDF says, in its order, to be edited further."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import Destination

from nexus_desktop.core.minutes.material import Choices, DocumentStatus, Remark, Section
from nexus_desktop.core.minutes.value import (
    BarChart,
    ColumnChart,
    Cover,
    Heading,
    Illustration,
    Image,
    Masthead,
    Minutes,
    PairChart,
    Signatures,
    Span,
)
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.documents import minutes_docx, minutes_pdf, word_xml
from nexus_desktop.documents.watch import RenderingStopped
from tests.core.minutes.reading import compiled, spans
from tests.core.minutes.samples import demo
from tests.documents.reading import reader_of
from tests.documents.scripts import ALL

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000"
    "00907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
HOSTILE = (
    "<w:p/> & <b>bold</b>", "x" * 100_000, "a\x00b\x07c", "\u202eturned", "👩‍👩‍👧 🇲🇳",
    "\ue000 private", "\ud800 half", "]]>", "_x000D_", "{page}",
)  # fmt: skip


@cache
def whole() -> tuple[Minutes, bytes]:
    """Return the minutes of a generated workshop and their Word file."""
    minutes = compiled(demo(60, 150))
    return minutes, minutes_docx.render(minutes)


def opened(file: bytes) -> Document:
    return docx.Document(io.BytesIO(file))


def plain(text: str) -> str:
    return " ".join(text.split())


def headings(document: Document) -> list[tuple[int, str]]:
    """Return level and text of what has a heading's style."""
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        one = WordParagraph(paragraph, document)
        name = one.style.name if one.style else ""
        match = re.match(r"[Hh]eading (\d)", name or "")
        if match:
            found.append((int(match[1]), plain(one.text)))
    return found


def outline(pdf: bytes) -> list[tuple[int, str]]:
    """Return level and title of each entry of the PDF's outline."""

    def walk(entries: list[object], level: int) -> Iterator[tuple[int, str]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            elif isinstance(entry, Destination):
                yield level, plain(entry.title or "")

    return list(walk(list(reader_of(pdf).outline), 1))


def texts(document: Document) -> str:
    """Return all that the body says, paragraphs of tables and links included."""
    body = document.element.body
    return "\n".join("".join(_said(one)) for one in body.iter(qn("w:p")))


def _said(paragraph: BaseOxmlElement) -> Iterator[str]:
    for part in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        yield (part.text or "") if part.tag == qn("w:t") else "\n"


def test_it_has_the_headings_of_the_pdf_in_its_order() -> None:
    minutes, file = whole()
    found = headings(opened(file))
    assert [text for _, text in found] == [
        text for _, text in outline(minutes_pdf.render(minutes))
    ]
    listed = {plain(f"{h.number} {h.text}"): h.level for h in minutes.contents}
    assert {text: level for level, text in found if text in listed} == listed


def test_everything_is_in_it() -> None:
    minutes, file = whole()
    said = texts(opened(file))
    for span in spans(minutes):
        for line in span.text.split("\n"):
            assert line.strip() in said


def test_the_same_minutes_give_the_same_bytes() -> None:
    minutes, file = whole()
    assert minutes_docx.render(minutes) == file


def test_every_link_and_entry_of_the_contents_leads_to_a_place() -> None:
    _, file = whole()
    body = opened(file).element.body
    places = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert len(places) == len(set(places))
    assert links
    assert links <= set(places)
    assert all(len(name) <= 40 for name in places)


def test_the_contents_can_be_renewed() -> None:
    minutes, file = whole()
    codes = [
        (one.text or "").strip()
        for one in opened(file).element.body.iter(qn("w:instrText"))
    ]
    assert codes[0] == r'TOC \o "1-2" \h \z'
    assert sum(code.startswith("PAGEREF") for code in codes) == len(minutes.contents)


def test_tables_repeat_their_heads_and_keep_rows_whole() -> None:
    document = opened(whole()[1])
    ruled = [
        t for t in _tables(document) if t.style and t.style.name == "Minutes Table"
    ]
    assert ruled
    for table in ruled:
        first, *rest = table._tbl.tr_lst
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for row in rest:
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def _tables(document: Document) -> list[WordTable]:
    return list(document.tables)


def test_charts_are_real_and_hold_the_numbers() -> None:
    minutes, file = whole()
    wanted = 0
    for block in minutes.blocks:
        if isinstance(block, BarChart | PairChart):
            wanted += 1
        elif isinstance(block, ColumnChart):
            wanted += len(block.panels)
    with ZipFile(io.BytesIO(file)) as package:
        charts = [n for n in package.namelist() if n.startswith("word/charts/chart")]
        books = [n for n in package.namelist() if n.startswith("word/embeddings/")]
        assert len(charts) == len(books) == wanted > 3
        first = next(b for b in minutes.blocks if isinstance(b, BarChart))
        values = [[bar.value for bar in first.bars]]
        found = [_values(package.read(name)) for name in charts]
        assert any(values[0] in one for one in found)


def _values(chart: bytes) -> list[list[int]]:
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    return [
        [int(one.text or "") for one in cache_.iter(f"{space}v")]
        for cache_ in parse_xml(chart).iter(f"{space}numCache")
    ]


def test_a_charts_workbook_opens_with_its_numbers() -> None:
    import openpyxl

    with ZipFile(io.BytesIO(whole()[1])) as package:
        name = next(n for n in package.namelist() if n.startswith("word/embeddings/"))
        sheet = openpyxl.load_workbook(io.BytesIO(package.read(name))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert all(isinstance(value, int) for value in rows[1][1:])


def test_the_document_says_what_it_is() -> None:
    minutes, file = whole()
    about = opened(file).core_properties
    assert (about.title, about.author) == (minutes.title, minutes.author)
    assert about.language == "en-GB"
    assert about.last_modified_by == minutes.author


def test_every_page_has_the_running_head_and_its_number() -> None:
    minutes, file = whole()
    section = opened(file).sections[0]
    assert minutes.running_head in section.header.paragraphs[0].text
    codes = [
        one.text.strip() for one in section.footer._element.iter(qn("w:instrText"))
    ]
    assert codes == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer


def test_a_draft_has_its_mark_across_the_page() -> None:
    minutes = compiled(demo(8, 5), Choices(status=DocumentStatus.DRAFT))
    file = minutes_docx.render(replace(minutes, watermark='DRAFT "1" <&>'))
    header = opened(file).sections[0].header._element
    words = [one.get("string") for one in header.iter() if one.get("string")]
    assert words == ['DRAFT "1" <&>']


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_paper_is_the_one_chosen(paper: str) -> None:
    minutes = replace(compiled(demo(8, 5)), paper=paper)
    section = opened(minutes_docx.render(minutes)).sections[0]
    assert section.page_width is not None
    assert round(section.page_width.mm) == {"A4": 210, "Letter": 216}[paper]


def noted(*lines: str) -> Minutes:
    """Return minutes whose second session has notes with these texts."""
    remarks = tuple(
        Remark(f"n{number}", "s3", NoteKind.POINT, text)
        for number, text in enumerate(lines)
    )
    choices = Choices(sections=(Section.SESSIONS,))
    return compiled(replace(demo(8, 0), remarks=remarks), choices)


def test_every_script_is_in_it_letter_by_letter() -> None:
    said = texts(opened(minutes_docx.render(noted(*ALL.values()))))
    assert all(text in said for text in ALL.values())


def test_text_that_reads_from_the_right_is_told_so() -> None:
    file = minutes_docx.render(noted("وزارة البيئة GIZ 2014", "plain"))
    paragraphs = [
        one
        for one in opened(file).element.body.iter(qn("w:p"))
        if "البيئة" in "".join(_said(one))
    ]
    (only,) = paragraphs
    assert only.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    runs = {
        "".join(_said(one)): one.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
        for one in only.iter(qn("w:r"))
    }
    assert runs["وزارة البيئة"]
    assert not runs[" GIZ 2014"]


def test_hostile_text_breaks_nothing_and_is_kept() -> None:
    said = texts(opened(minutes_docx.render(noted(*HOSTILE))))
    for text in ("<w:p/> & <b>bold</b>", "x" * 100_000, "👩‍👩‍👧 🇲🇳", "]]>", "\ue000"):
        assert text in said


def test_uncleaned_text_does_not_break_the_file_either() -> None:
    minutes = replace(
        compiled(demo(8, 0)),
        title="a\x00\ud800b" * 99,
        foot="\x0b",
        running_head="\ufffe",
    )
    assert opened(minutes_docx.render(minutes)).core_properties.title


def test_pictures_mastheads_and_lines_to_sign_on_are_shown() -> None:
    image = Image(PIXEL, "PNG", 1, 1)
    blocks = (
        Masthead("Session report", "Progress", "top", ("A line",), "Draft", image),
        Illustration(image, "Figure 1", "A flip chart", "figure-1"),
        Illustration(Image(b"no picture", "PNG", 4, 4), "Figure 2", "Lost", "figure-2"),
        PairChart("Who spoke", (), "people", "statements", "%"),
        Signatures((("Chair", "Generated Name"), ("Rapporteur", "")), "Date"),
    )
    minutes = replace(compiled(demo(8, 0)), sections=(blocks,))
    document = opened(minutes_docx.render(minutes))
    said = texts(document)
    for text in ("Session report", "A line", "Figure 1", "A flip chart", "Lost",
                 "Generated Name", "Rapporteur", "Date"):  # fmt: skip
        assert text in said
    assert len(document.inline_shapes) == 3
    assert headings(document) == [(1, "Progress")]


def test_a_cover_shows_its_pictures() -> None:
    minutes = compiled(demo(8, 0))
    cover, image = minutes.blocks[0], Image(PIXEL, "PNG", 1, 1)
    assert isinstance(cover, Cover)
    cover = replace(cover, logo=image, picture=image, badge="Final", notes=("REF 1",))
    file = minutes_docx.render(replace(minutes, sections=((cover,),)))
    assert len(opened(file).inline_shapes) == 2
    assert "REF 1" in texts(opened(file))
    assert "Final" in texts(opened(file))


def test_a_heading_that_nothing_leads_to_is_no_heading_of_the_outline() -> None:
    blocks = (Heading(1, "Part", "part"), Heading(4, "Small", ""))
    minutes = replace(compiled(demo(8, 0)), sections=(blocks,))
    assert headings(opened(minutes_docx.render(minutes))) == [(1, "Part")]


def test_it_says_how_far_it_is_and_can_be_stopped() -> None:
    minutes, told = whole()[0], list[float]()
    minutes_docx.render(minutes, lambda fraction, _: told.append(fraction))
    assert told == sorted(told)
    assert told[-1] > 0.8
    with pytest.raises(RenderingStopped):
        minutes_docx.render(minutes, cancelled=lambda: len(told) > 0)


ANY_TEXT = st.text(st.sampled_from("aZ 9.,-(\u0645\u0628\u05d0\t\n<&\u0e01字"))


@given(ANY_TEXT)
def test_no_letter_is_lost_where_directions_change(text: str) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made = parse_xml(f"<w:p {space}>{word_xml.run(text)}</w:p>")
    parts = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    found = "".join(
        parts.get(one.tag) or one.text or ""
        for one in made.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
    )
    assert found == text


@given(st.lists(st.text(min_size=1, max_size=60), max_size=20, unique=True))
def test_two_anchors_never_get_one_name(anchors: list[str]) -> None:
    marks = word_xml.Bookmarks()
    names = [marks.name(anchor) for anchor in anchors]
    assert len(set(names)) == len(anchors)
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name, re.ASCII) for name in names)


def test_spans_of_a_link_are_coloured() -> None:
    assert "w:hyperlink" in word_xml.Bookmarks().spans((Span("D1", target="d1"),))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
def test_libreoffice_shows_the_same_headings(tmp_path: Path) -> None:
    minutes, file = whole()
    source = tmp_path / "minutes.docx"
    source.write_bytes(file)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    shown = reader_of((tmp_path / "minutes.pdf").read_bytes())
    said = plain(" ".join(page.extract_text() for page in shown.pages))
    for heading in minutes.contents:
        assert plain(heading.text) in said

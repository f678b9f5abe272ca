import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from nexus_desktop.core.minutes.material import (
    Choices,
    DocumentStatus,
    Paper,
    Remark,
    Section,
)
from nexus_desktop.core.minutes.value import Heading, Minutes
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.documents.minutes_pdf import render
from nexus_desktop.documents.watch import RenderingStopped
from tests.core.minutes.reading import compiled
from tests.core.minutes.samples import demo

ROOT = Path(__file__).parent.parent.parent
SCRIPTS = {
    "latin": "Åsa Öberg, Łukasz Żółć",
    "vietnamese": "Nguyễn Thị Hồng Nhung",
    "cyrillic": "Ганболдын Сарантуяа",
    "thai": "นางสาวกรุงเทพฯ น้ำใจดี",
    "devanagari": "श्रीमती लक्ष्मी क्षत्रिय",
    "bengali": "শ্রী রবীন্দ্রনাথ ঠাকুর",
    "tamil": "ஸ்ரீ கௌரி சுப்பிரமணியன்",
    "khmer": "ព្រះរាជាណាចក្រកម្ពុជា",
    "lao": "ທ່ານ ບຸນຍັງ ວໍລະຈິດ",
    "sinhala": "ශ්‍රී ලංකා",
    "chinese": "欧阳晓明 廣東",
    "japanese": "山田ひろし・タナカ",
    "korean": "김정은 서울특별시",
    "greek": "Ελλάδα Αθήνα",
}


@cache
def whole() -> tuple[Minutes, bytes]:
    """Return the minutes of a generated workshop and their pages."""
    minutes = compiled(demo(60, 150))
    return minutes, render(minutes)


def noted(*texts: str, choices: Choices | None = None) -> Minutes:
    """Return minutes whose second session has notes with these texts."""
    remarks = tuple(
        Remark(f"n{number}", "s3", NoteKind.POINT, text)
        for number, text in enumerate(texts)
    )
    material = replace(demo(8, 0), remarks=remarks)
    return compiled(material, choices or Choices(sections=(Section.SESSIONS,)))


def copied(pdf: bytes, tmp_path: Path, *options: str) -> str:
    """Return what poppler copies out of the pages."""
    (tmp_path / "minutes.pdf").write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", *options, str(tmp_path / "minutes.pdf"), "-"],
        check=True,
        capture_output=True,
    ).stdout.decode()


def bookmarks(reader: PdfReader) -> list[tuple[int, Destination]]:
    """Return (depth, bookmark) of the outline, in order."""

    def walk(entries: list[object], depth: int) -> list[tuple[int, Destination]]:
        found: list[tuple[int, Destination]] = []
        for entry in entries:
            if isinstance(entry, list):
                found += walk(entry, depth + 1)
            elif isinstance(entry, Destination):
                found.append((depth, entry))
        return found

    return walk(list(reader.outline), 0)


def test_same_minutes_give_the_same_bytes_in_any_process() -> None:
    code = (
        "import sys, hashlib\n"
        "from tests.core.minutes.reading import compiled\n"
        "from tests.core.minutes.samples import demo\n"
        "from nexus_desktop.documents.minutes_pdf import render\n"
        "print(hashlib.sha256(render(compiled(demo(30, 60)))).hexdigest())\n"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "QT_QPA_PLATFORM": "offscreen", "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_the_document_says_what_it_is() -> None:
    minutes, pdf = whole()
    reader = PdfReader(BytesIO(pdf))
    about = reader.metadata
    assert about is not None
    assert about.title == minutes.title
    assert about.author == minutes.author
    assert about.subject == minutes.subject
    catalogue = dict(reader.root_object)
    assert str(catalogue["/Lang"]) == "en"
    assert "/DisplayDocTitle" in str(catalogue["/ViewerPreferences"])


def test_the_outline_has_every_heading_and_leads_to_its_page() -> None:
    minutes, pdf = whole()
    reader = PdfReader(BytesIO(pdf))
    entries = bookmarks(reader)
    headings = [b for b in minutes.blocks if isinstance(b, Heading) and b.anchor]
    titles = [f"{h.number}  {h.text}" if h.number else h.text for h in headings]
    assert [entry.title for _, entry in entries] == ["Contents", *titles]
    assert {depth for depth, _ in entries} == {0, 1, 2}
    for _, entry in entries:
        number = reader.get_destination_page_number(entry)
        assert number is not None
        page = reader.pages[number].extract_text()
        assert squeezed(str(entry.title)) in squeezed(page)


def test_contents_tell_the_right_page_numbers(tmp_path: Path) -> None:
    minutes, pdf = whole()
    reader = PdfReader(BytesIO(pdf))
    pages = {
        entry.title: reader.get_destination_page_number(entry)
        for _, entry in bookmarks(reader)
    }
    contents = copied(pdf, tmp_path, "-f", "2", "-l", "2", "-layout")
    rows = [line.split() for line in contents.splitlines() if line.strip()]
    listed = {" ".join(row[:-1]): row[-1] for row in rows}
    for heading in minutes.contents:
        name = f"{heading.number} {heading.text}".strip()
        key = f"{heading.number}  {heading.text}" if heading.number else heading.text
        assert listed[" ".join(name.split())] == str((pages[key] or 0) + 1)


def test_every_link_leads_to_a_place_in_the_document() -> None:
    _, pdf = whole()
    reader = PdfReader(BytesIO(pdf))
    pages = {page.indirect_reference for page in reader.pages}
    links = [
        annotation.get_object()["/Dest"].get_object()
        for page in reader.pages
        for annotation in page.get("/Annots", ())
    ]
    assert len(links) > 200
    assert {link[0] for link in links} <= pages
    assert len({link[0].idnum for link in links}) > 20


def test_each_page_but_the_cover_is_numbered_and_names_the_workshop(
    tmp_path: Path,
) -> None:
    minutes, pdf = whole()
    pages = copied(pdf, tmp_path).split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert (f"Page {number} of {len(pages)}" in page) == (number > 1)
        if number > 1:
            assert minutes.title in page


def test_without_a_cover_the_first_page_is_numbered_too(tmp_path: Path) -> None:
    text = copied(render(noted("one")), tmp_path)
    assert "Page 1 of 3" in text


@pytest.mark.parametrize("script", SCRIPTS)
def test_text_of_every_script_is_copied_back(script: str, tmp_path: Path) -> None:
    words = SCRIPTS[script]
    text = copied(render(noted(f"{words} (ok)", f"before {words}")), tmp_path)
    assert text.count(words) == 2


def test_all_fonts_are_embedded_and_subset(tmp_path: Path) -> None:
    _, pdf = whole()
    (tmp_path / "minutes.pdf").write_bytes(pdf)
    listed = subprocess.run(
        ["pdffonts", str(tmp_path / "minutes.pdf")],
        check=True, capture_output=True, text=True,
    ).stdout.splitlines()[2:]  # fmt: skip
    assert listed
    for line in listed:
        assert re.search(r"^[A-Z]{6}\+Noto.* yes yes yes ", line), line
    assert len(pdf) < 2_000_000


@pytest.mark.parametrize(
    "words",
    [
        "<b>bold</b> & <font color=red>not</font> &amp; <para>",
        "a\x00b\x07c\x1bd",
        "line one\nline two\n\nline four",
        "tail\ud83d",
        "  ",
    ],
)
def test_hostile_text_is_printed_as_it_is(words: str, tmp_path: Path) -> None:
    text = copied(render(noted(words, "the next note")), tmp_path)
    assert "the next note" in text
    for word in re.findall(r"[!-~]+", words):
        assert word in text


def test_an_open_override_turns_nothing_else_around(tmp_path: Path) -> None:
    told = noted("turned \u202earound and never closed", "the next note")
    text = copied(render(told), tmp_path)
    assert "the next note" in text
    turned = text.partition("Discussion")[2].partition("the next note")[0]
    assert sorted(re.findall("[a-z]", turned)) == sorted("turnedaroundandneverclosed")


@pytest.mark.parametrize("words", ["emoji 😀 here", "own \ue123 use", "a \U00100001"])
def test_a_character_that_no_font_has_is_marked(words: str, tmp_path: Path) -> None:
    text = copied(render(noted(words)), tmp_path)
    assert words.split(maxsplit=1)[0] in text
    assert "\ufffd" in text


@pytest.mark.parametrize("letter", ["x", "ก", "字", "ب"])
def test_a_line_of_a_hundred_thousand_letters_goes_over_pages(
    letter: str, tmp_path: Path
) -> None:
    pdf = render(noted(letter * 100_000))
    text = copied(pdf, tmp_path)
    assert text.count(letter) == 100_000
    assert len(PdfReader(BytesIO(pdf)).pages) > 5


def test_an_endless_action_is_torn_between_pages_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    remarks = (
        Remark("n1", "s3", NoteKind.ACTION, "word " * 6000, owner="Naga"),
        Remark("n2", "s3", NoteKind.ACTION, "short"),
    )
    minutes = compiled(
        replace(demo(8, 0), remarks=remarks), Choices(sections=(Section.ACTIONS,))
    )
    text = copied(render(minutes), tmp_path)
    assert len(re.findall(r"\bword\b", text)) == 6000
    pages = text.split("\f")[:-1]
    assert all("Owner" in page for page in pages)
    assert len(pages) > 5


def test_no_heading_stands_last_on_a_page(tmp_path: Path) -> None:
    minutes, pdf = whole()
    titles = {block.text for block in minutes.blocks if isinstance(block, Heading)} - {
        "Objectives"
    }  # also the name of a fact
    for page in copied(pdf, tmp_path, "-layout").split("\f")[2:-1]:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert re.sub(r"^[\d.]+ +", "", lines[-2]) not in titles


def test_table_heads_come_again_on_each_page(tmp_path: Path) -> None:
    choices = Choices(sections=(Section.PARTICIPANTS,))
    text = copied(render(compiled(demo(150, 0), choices)), tmp_path)
    pages = text.split("\f")[:-1]
    assert len(pages) > 3
    assert all("Position and organisation" in page for page in pages)
    names = re.findall(r"^[A-Z]\S+ .*? (\d+)$", text, re.MULTILINE)
    assert len(set(names)) >= 143


def test_paper_and_draft_mark_are_as_chosen(tmp_path: Path) -> None:
    for paper, size in ((Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))):
        choices = Choices(
            sections=(Section.SESSIONS,), paper=paper, status=DocumentStatus.DRAFT
        )
        pdf = render(noted("one", choices=choices))
        box = PdfReader(BytesIO(pdf)).pages[0].mediabox
        assert (round(box.width), round(box.height)) == size
        assert "Draft" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert (
        "Draft" not in PdfReader(BytesIO(render(noted("one")))).pages[0].extract_text()
    )


def test_progress_is_told_and_goes_up() -> None:
    told: list[float] = []
    render(whole()[0], lambda fraction, _: told.append(fraction))
    assert told == sorted(told)
    assert len(told) > 20
    assert told[0] < 0.1
    assert 0.9 < told[-1] <= 1


@pytest.mark.parametrize("patience", [0, 40, 150])
def test_rendering_stops_when_asked(patience: int) -> None:
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > patience

    with pytest.raises(RenderingStopped):
        render(whole()[0], cancelled=cancelled)
    assert len(asked) == patience + 1


def test_minutes_of_nothing_still_have_a_page() -> None:
    nothing = Minutes("Empty", "", "", "en", "", "{page}", "", "A4", ())
    assert len(PdfReader(BytesIO(render(nothing))).pages) == 1


def squeezed(text: str) -> str:
    """Return `text` without any space."""
    return "".join(text.split())

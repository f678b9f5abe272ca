"""Minutes as a Word file: real styles, headings, contents, tables, charts, links.

What it says, its order and its numbers are those of the PDF; Word lays it out, and
whoever gets it can go on writing. Same value in, same bytes out.
"""

import io
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from nexus_desktop.core.minutes.value import Cover, Minutes
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents import word_styles
from nexus_desktop.documents.minutes_design import Page
from nexus_desktop.documents.watch import Cancelled, Report, Watch
from nexus_desktop.documents.word_blocks import Blocks
from nexus_desktop.documents.word_frame import footer, header
from nexus_desktop.documents.word_parts import Parts
from nexus_desktop.documents.word_styles import twips
from nexus_desktop.documents.word_xml import legal, paragraph

_SPACES = nsdecls("w", "r", "wp", "a", "pic", "c")
_LAYING_OUT = 0.6  # the share of the work that is done before the file is put together
_LONGEST = 255  # letters that a property of the file may have
_WORD_2013 = "15"
_LANGUAGES = {"en": "en-GB"}


def render(
    minutes: Minutes,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
) -> bytes:
    """Return `minutes` as a Word file.

    Args:
        minutes: what to write.
        report: told how far it is: a fraction and, as text, nothing.
        cancelled: asked often whether to give up.

    Raises:
        RenderingStopped: `cancelled` said yes.
    """
    watch = Watch(report, cancelled)
    page = design.page(minutes.paper)
    document = docx.Document()
    _dress(document, minutes, page)
    body = document.element.body
    blocks = Blocks(minutes, page, Parts(document.part))
    written = list(_written(minutes, blocks, watch))
    made = parse_xml(f"<w:body {_SPACES}>{''.join(written)}</w:body>")
    watch.at(0.9)
    for number, element in enumerate(list(made)):
        body.insert(number, element)
    return _packed(document)


def _written(minutes: Minutes, blocks: Blocks, watch: Watch) -> Iterator[str]:
    count = max(sum(map(len, minutes.sections)), 1)
    done = 0
    for number, section in enumerate(minutes.sections):
        if number:
            blocks.new_page()
        for block in section:
            watch.at(_LAYING_OUT * done / count)
            yield blocks.block(block)
            done += 1
    yield paragraph("AfterTable", "")


def _dress(document: Document, minutes: Minutes, page: Page) -> None:
    """Set styles, paper, running heads and what the file says about itself."""
    language = _LANGUAGES.get(minutes.language, minutes.language)
    _replace(document.styles.element, word_styles.styles(page.text_width, language))
    _replace(document.part.numbering_part.element, word_styles.BULLETS)
    section = document.sections[0]
    _replace(
        section._sectPr,  # noqa: SLF001 - the library has no other way in
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/>'
        f'<w:pgMar w:top="{twips(design.HEAD_ROOM)}" w:right="{twips(design.MARGIN)}" '
        f'w:bottom="{twips(design.FOOT_ROOM)}" w:left="{twips(design.MARGIN)}" '
        'w:header="700" w:footer="560" w:gutter="0"/>',
    )
    has_cover = any(isinstance(block, Cover) for block in minutes.blocks[:1])
    section.different_first_page_header_footer = has_cover
    _replace(section.header._element, header(minutes))  # noqa: SLF001
    _replace(section.footer._element, footer(minutes))  # noqa: SLF001
    about = document.core_properties
    said = {
        "title": minutes.title,
        "subject": minutes.subject,
        "author": minutes.author,
        "last_modified_by": minutes.author,
        "keywords": ", ".join(minutes.keywords),
        "language": language,
        "content_status": minutes.status,
        "identifier": minutes.reference,
        "comments": "",
    }
    for name, text in said.items():
        setattr(about, name, legal(text)[:_LONGEST])
    for stamp in list(about._element):  # noqa: SLF001 - no clock is read here
        if stamp.tag.endswith(("}created", "}modified")):
            about._element.remove(stamp)  # noqa: SLF001
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del document.part.package.rels[key]
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)


def _replace(parent: BaseOxmlElement, inside: str) -> None:
    """Put what `inside` says in the place of an element's children."""
    for child in list(parent):
        parent.remove(child)
    for child in list(parse_xml(f"<w:all {_SPACES}>{inside}</w:all>")):
        parent.append(child)


def _packed(document: Document) -> bytes:
    """Return the file, with nothing in it that tells when it was made."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return out.getvalue()

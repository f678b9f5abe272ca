"""Paragraphs, runs, links and bookmarks in the words of Word's format.

Texts are escaped here and nowhere else. Source: ECMA-376 part 1, chapter 17.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from unicodedata import bidirectional
from xml.sax.saxutils import escape, quoteattr

from nexus_desktop.core.minutes.value import Span, Style
from nexus_desktop.documents import minutes_design as design

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LONGEST_NAME = 40  # letters of a bookmark's name


def legal(text: str) -> str:
    """Return `text` without what XML can't hold."""
    return _NOT_XML.sub("", text)


def escaped(text: str) -> str:
    """Return `text` as XML text."""
    return escape(legal(text))


def quoted(text: str) -> str:
    """Return `text` as an attribute's value, quotes included."""
    return quoteattr(legal(text))


class Bookmarks:
    """Names for anchors, and a number for each place where one stands."""

    def __init__(self) -> None:
        self._count = 0

    def name(self, anchor: str) -> str:
        """Return the bookmark's name: letters, digits and underscores, at most 40."""
        plain = "m_" + re.sub(r"[^A-Za-z0-9]", "_", anchor)
        if plain[2:] == anchor and len(plain) <= _LONGEST_NAME:
            return plain
        mark = sha256(anchor.encode("utf-8", "replace")).hexdigest()[:8]
        return f"{plain[: _LONGEST_NAME - 9]}_{mark}"

    def put(self, anchor: str) -> str:
        """Return the mark of a place that links lead to; "" for no anchor."""
        if not anchor:
            return ""
        self._count += 1
        number, name = self._count, self.name(anchor)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def link(self, anchor: str, inside: str) -> str:
        """Return `inside` as a link to an anchor; as it is where there is none."""
        if not anchor:
            return inside
        return f'<w:hyperlink w:anchor="{self.name(anchor)}">{inside}</w:hyperlink>'

    def spans(self, spans: Iterable[Span]) -> str:
        """Return runs of text with their styles and links."""
        return "".join(
            self.link(
                span.target,
                run(span.text, strong=span.style.is_strong, colour=_ink(span)),
            )
            for span in spans
        )


def _ink(span: Span) -> str:
    if span.style is Style.SOFT:
        return design.SOFT
    return design.ACCENT if span.target and span.style.shows_links else ""


def run(text: str, *, strong: bool = False, colour: str = "") -> str:
    r"""Return text as runs; "\n" breaks the line, a tab goes to the next stop."""
    looks = "<w:b/><w:bCs/>" if strong else ""
    if colour:
        looks += f'<w:color w:val="{colour[1:]}"/>'
    return "".join(
        _run(piece, looks + ("<w:rtl/>" if turned else ""))
        for turned, piece in _pieces(text)
    )


def _run(text: str, looks: str) -> str:
    parts = []
    for number, line in enumerate(text.split("\n")):
        parts.append("<w:br/>" if number else "")
        for place, word in enumerate(line.split("\t")):
            parts.append("<w:tab/>" if place else "")
            parts.append(
                f'<w:t xml:space="preserve">{escaped(word)}</w:t>' if word else ""
            )
    inside = "".join(parts)
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f"<w:r>{properties}{inside}</w:r>" if inside else ""


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield (right to left, piece): Word wants to be told which runs are."""
    if not _RIGHT_TO_LEFT.search(text):
        yield False, text
        return
    turned, begin, last = reads_from_right(text), 0, 0
    for place, letter in enumerate(text):
        strong = bidirectional(letter)
        if strong not in ("L", "R", "AL"):
            continue
        if (strong != "L") != turned:
            cut = last if turned else place
            yield turned, text[begin:cut]
            turned, begin = strong != "L", cut
        last = place + 1
    yield turned, text[begin:]


def reads_from_right(text: str) -> bool:
    """Tell whether the first letter with a direction reads from the right."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    strong = (bidirectional(letter) for letter in text)
    return next((one != "L" for one in strong if one in ("L", "R", "AL")), False)


def text_of(spans: Iterable[Span]) -> str:
    """Return what spans say."""
    return "".join(span.text for span in spans)


def paragraph(
    style: str, inside: str, more: str = "", align: str = "", *, turned: bool = False
) -> str:
    """Return a paragraph.

    Args:
        style: its style's id.
        inside: runs, links, bookmarks.
        more: properties that come first, such as a page break before it.
        align: "center" or "end"; "" as the style says.
        turned: it reads from the right.
    """
    bidi = "<w:bidi/>" if turned else ""
    jc = f'<w:jc w:val="{align}"/>' if align else ""
    properties = f'<w:pStyle w:val="{style}"/>{more}{bidi}{jc}'
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def field(code: str, shown: str = "", *, is_stale: bool = False) -> str:
    """Return a field, such as a page number; a stale one is renewed on opening."""
    dirty = ' w:dirty="true"' if is_stale else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{dirty}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escaped(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

"""What stands on every page of a Word file: running head, foot, watermark."""

import re

from nexus_desktop.core.minutes.value import Minutes
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents.word_xml import field, paragraph, quoted, run

_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_WIDE, _HIGH = 430, 130  # points of a watermark, before it is turned


def header(minutes: Minutes) -> str:
    """Return the running head: the title, the section at the right, the watermark."""
    section = field('STYLEREF "heading 1"')
    inside = run(f"{minutes.running_head}\t") + section + _watermark(minutes.watermark)
    return paragraph("Header", inside)


def footer(minutes: Minutes) -> str:
    """Return the foot: a text, and the page's number at the right."""
    parts = re.split(r"(\{pages?\})", minutes.page_of)
    number = "".join(
        field(_FIELDS[part], "1") if part in _FIELDS else run(part) for part in parts
    )
    return paragraph("Footer", run(f"{minutes.foot}\t") + number)


def _watermark(text: str) -> str:
    """Return `text` across the page, behind what stands on it, as Word does it."""
    if not text:
        return ""
    place = (
        f"position:absolute;width:{_WIDE}pt;height:{_HIGH}pt;rotation:305;z-index:-1;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<v:shapetype id="words" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t" '
        'o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject" type="#words" style="{place}" '
        f'fillcolor="{design.RULE}" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;Noto Sans&quot;;font-weight:bold" '
        f"string={quoted(text)}/></v:shape></w:pict></w:r>"
    )

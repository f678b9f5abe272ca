"""Minutes as a PDF: outline, links, page numbers, metadata, running heads.

Same value in, same bytes out: no clock and no random numbers.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.doctemplate import NextPageTemplate
from reportlab.platypus.flowables import PageBreak
from typing_extensions import override

from nexus_desktop.core.minutes.value import Block, Cover, Minutes
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents import shaping
from nexus_desktop.documents.minutes_blocks import Layout
from nexus_desktop.documents.minutes_canvas import MinutesCanvas
from nexus_desktop.documents.minutes_design import Page, Type
from nexus_desktop.documents.minutes_flow import Flow, rule
from nexus_desktop.documents.watch import Cancelled, Report, Watch

_CREATOR = "Nexus Desktop"
_WATERMARK = Type(120, 120, bold=True, colour=design.WATERMARK)
_ACROSS = 0.86  # of the height of the paper, for the longest watermark
_AHEAD = 8  # flowables that are made before they are wanted


def render(
    minutes: Minutes,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
) -> bytes:
    """Return `minutes` as a PDF.

    Args:
        minutes: what to print.
        report: told how far it is: a fraction and, as text, nothing.
        cancelled: asked often whether to give up.

    Raises:
        RenderingStopped: `cancelled` said yes.
    """
    watch = Watch(report, cancelled)
    page = design.page(minutes.paper)
    out = BytesIO()
    document = _document(out, minutes, page)
    story = _Story(_flows(minutes, page, watch))
    if not story:
        story.append(Flow(0))  # a page all the same
    document.build(story, canvasmaker=partial(_canvas, minutes))
    return out.getvalue()


class _Story(list[object]):
    """Flowables that are made as they are taken, so that few are there at a time."""

    def __init__(self, flows: Iterator[object]) -> None:
        super().__init__()
        self._flows = flows

    @override
    def __len__(self) -> int:
        """Return how many there are now, having made a few more: 0 only at the end."""
        while super().__len__() < _AHEAD:
            flow = next(self._flows, None)
            if flow is None:
                break
            self.append(flow)
        return super().__len__()


def _canvas(minutes: Minutes, *args: object, **options: object) -> MinutesCanvas:
    canvas = MinutesCanvas(*args, **options)
    canvas.page_of = minutes.page_of
    canvas.showOutline()
    return canvas


def _document(out: BytesIO, minutes: Minutes, page: Page) -> BaseDocTemplate:
    whole = Frame(
        0, 0, page.width, page.height,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    text = Frame(
        design.MARGIN, design.FOOT_ROOM, page.text_width, page.text_height,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    mark = partial(_watermark, minutes.watermark, page)
    dress = partial(_dress, (minutes.running_head, minutes.foot), page)
    templates = [
        PageTemplate("cover", [whole]),
        PageTemplate("body", [text], onPage=mark, onPageEnd=dress),
    ]
    has_cover = any(isinstance(block, Cover) for block in minutes.blocks[:1])
    return BaseDocTemplate(
        out,
        pagesize=(page.width, page.height),
        pageTemplates=templates if has_cover else templates[1:],
        title=minutes.title,
        author=minutes.author,
        subject=minutes.subject,
        keywords=list(minutes.keywords),
        creator=_CREATOR,
        producer=_CREATOR,
        lang=minutes.language,
        displayDocTitle=True,
        invariant=True,
        pageCompression=1,
    )


def _flows(minutes: Minutes, page: Page, watch: Watch) -> Iterator[object]:
    layout = Layout(minutes, page, watch)
    count, done = len(minutes.blocks), 0

    def told(section: Iterable[Block]) -> Iterator[Block]:
        nonlocal done
        for block in section:
            watch.at(done / count)
            done += 1
            yield block

    for number, section in enumerate(minutes.sections):
        if number:
            yield NextPageTemplate("body")
            yield PageBreak()
        yield from layout.flows(told(section))


def _watermark(text: str, page: Page, canvas: MinutesCanvas, _document: object) -> None:
    """Write `text` across the page, behind what stands on it, as large as it can be."""
    line = shaping.shape(text, _WATERMARK.size, bold=True)
    if not line.width:
        return
    scale = min(1.0, _ACROSS * page.height / line.width)
    canvas.saveState()
    canvas.translate(page.width / 2, page.height / 2)
    canvas.rotate(55)
    canvas.scale(scale, scale)
    line.draw(canvas, -line.width / 2, -_WATERMARK.size / 3, _WATERMARK.colour)
    canvas.restoreState()


def _dress(
    texts: tuple[str, str], page: Page, canvas: MinutesCanvas, _document: object
) -> None:
    """Put running head, foot and page number on a page that is full."""
    title, foot = texts
    top = page.height - 42
    named = "" if canvas.section == title else canvas.section
    section = shaping.shape(named, design.SMALL.size)
    room = page.text_width
    if 0 < section.width < page.text_width / 2:
        room -= section.width + 24
    head = shaping.wrap(title, design.SMALL.size, room)[0]
    head.draw(canvas, design.MARGIN, top, design.SOFT)
    right = design.MARGIN + page.text_width
    if section.width < page.text_width / 2:
        section.draw(canvas, right - section.width, top, design.SOFT)
    rule(canvas, design.RULE, (design.MARGIN, top - 8, page.text_width))
    below = shaping.wrap(foot, design.SMALL.size, page.text_width - 120)[0]
    below.draw(canvas, design.MARGIN, 36, design.SOFT)
    canvas.number_page((right, 36))

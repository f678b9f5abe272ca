"""Certificates of participation, one to a page. Same certificates in, same bytes out.

The texts flow down a column and stand in its middle, so that nothing gapes where a
certificate has no logo, no second script or no sessions. Each has a box that it cannot
leave, and the boxes together fit the column: long texts shrink, then take more lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core.certificates import Certificate, Signatory
from nexus_desktop.documents import badge_pictures, paper
from nexus_desktop.documents.list_pages import ACCENT, LINE, SOFT, Frame
from nexus_desktop.documents.paper import MM
from nexus_desktop.documents.people_list_pdf import frame_of
from nexus_desktop.documents.shaping import INK
from nexus_desktop.documents.text_box import Box, Fitted, Setting, fit
from nexus_desktop.documents.watch import UNWATCHED, Watch

_EDGE = 11 * MM  # from the paper's edge to the frame
_TOP, _FOOT = 20 * MM, 19 * MM  # from the edge to the texts
_SIGNATURES = 37 * MM  # place and date, room to sign, name and office
_LOGO = Box(0, 0, 70 * MM, 19 * MM)
_LOGO_GAP = 7 * MM
_SIGN_WIDTH, _SIGN_GAP = 62 * MM, 14 * MM
_MIDDLE = 0.5
_TITLE = "Certificates of participation"


@dataclass(frozen=True, slots=True)
class _Slot:
    """A text in the column.

    Attributes:
        height: the most that it may take, in millimetres.
        before: the distance to what stands above it, in millimetres.
    """

    name: str
    height: float
    before: float
    setting: Setting
    colour: str = INK


def _centred(largest: float, smallest: float, lines: int = 1, **more: bool) -> Setting:
    return Setting(largest, smallest, lines, align=_MIDDLE, **more)


# Across: 210 mm less the margins and the signatures leave 134 mm.
_ACROSS = (
    _Slot("title", 13, 0, _centred(30, 18, fine=True), ACCENT),
    _Slot("opening", 6, 7, _centred(11.5, 9), SOFT),
    _Slot("name", 21, 4, _centred(34, 13, 3, bold=True, fine=True)),
    _Slot("native_name", 12, 2.5, _centred(17, 10, 2), SOFT),
    _Slot("work", 10, 2, _centred(12, 8.5, 2), SOFT),
    _Slot("did", 6, 5, _centred(11.5, 9), SOFT),
    _Slot("workshop", 17, 3, _centred(17, 10.5, 3, bold=True)),
    _Slot("held", 10, 2, _centred(11.5, 8.5, 2)),
    _Slot("days", 9, 1.5, _centred(10.5, 8, 2)),
    _Slot("listed", 12, 4, _centred(9, 6.5, 16), SOFT),
)
_LAST = _ACROSS[-1].name
_UPRIGHT = tuple(
    replace(slot, height=slot.height * 1.5, before=slot.before * 1.45)
    for slot in _ACROSS
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A certificate in its places: texts by name, signatories one by one."""

    texts: dict[str, Fitted]
    signed: tuple[tuple[Fitted, Fitted], ...]
    column: Box
    logo: Box | None


def render(
    found: Sequence[Certificate],
    *,
    size: str = "A4",
    across: bool = True,
    logo: bytes | None = None,
    watch: Watch = UNWATCHED,
) -> bytes:
    """Return certificates as one PDF with everybody's name in its outline.

    130 take about a second.

    Args:
        found: what they say.
        size: "A4" or "Letter".
        across: the paper lies on its side.
        logo: a PNG or JPEG file; one that can't be read is left out.
        watch: told how far it is.

    Raises:
        RenderingStopped: as `watch` says.
    """
    frame = frame_of(size, across=across)
    title = found[0].title if found else _TITLE
    canvas = paper.blank(frame.width, frame.height, title=title)
    picture = badge_pictures.read(logo or b"")
    for number, one in enumerate(watch.over(found, len(found))):
        if number:
            canvas.showPage()
        key = f"c{number}"
        canvas.bookmarkPage(key, fit="XYZ", left=0, top=frame.height, zoom=0)
        canvas.addOutlineEntry(one.name, key)
        _draw(canvas, one, frame, picture)
    return paper.finished(canvas)


def lay_out(
    one: Certificate, frame: Frame, logo_size: tuple[float, float] | None = None
) -> Laid:
    """Return where the texts of a certificate go."""
    column = Box(
        2 * _EDGE + 4 * MM,
        _FOOT + _SIGNATURES,
        frame.width - 4 * _EDGE - 8 * MM,
        frame.height - _TOP - _FOOT - _SIGNATURES,
    )
    logo = None if logo_size is None else _logo_box(logo_size)
    used = 0.0 if logo is None else logo.height + _LOGO_GAP
    slots = _ACROSS if frame.width > frame.height else _UPRIGHT
    texts, told = _texts(one), one.sessions
    scale = min(1.0, (column.height - used) / _most(slots, texts))
    flow = list(_flow(slots, texts, column, scale, column.top - used))
    left_out = 0
    while flow and flow[-1][0] == _LAST and flow[-1][1].cut and left_out < len(told):
        left_out += max((len(told) - left_out) // 8, 1)
        texts[_LAST] = _sessions(one, len(told) - left_out)
        flow = list(_flow(slots, texts, column, scale, column.top - used))
    spare = (flow[-1][1].foot - column.bottom) / 2 if flow else 0.0
    moved = {name: _lower(fitted, spare) for name, fitted in flow}
    if logo is not None:
        left = column.left + (column.width - logo.width) / 2
        logo = Box(left, column.top - spare - logo.height, logo.width, logo.height)
    moved["number"] = fit(
        one.number,
        Box(_EDGE + 5 * MM, _EDGE + 3 * MM, 60 * MM, 5 * MM),
        Setting(8, 6, rise=0),
    )
    moved["issued"] = fit(
        one.issued,
        Box(column.left, _FOOT + _SIGNATURES - 9 * MM, column.width, 6 * MM),
        _centred(10.5, 7),
    )
    signed = tuple(_signatures(one.signatories, column))
    return Laid(moved, signed, column, logo)


def _texts(one: Certificate) -> dict[str, str]:
    names = (slot.name for slot in _ACROSS if slot.name != _LAST)
    return {
        **{name: getattr(one, name) for name in names},
        _LAST: _sessions(one, len(one.sessions)),
    }


def _sessions(one: Certificate, shown: int) -> str:
    """Return the sessions in a line, the first `shown` of them by name."""
    if not one.sessions:
        return ""
    more = len(one.sessions) - shown
    rest = [f"+ {more}"] if more else []
    return f"{one.sessions_title}: {' · '.join([*one.sessions[:shown], *rest])}"


def _most(slots: Sequence[_Slot], texts: dict[str, str]) -> float:
    return sum(((s.height + s.before) * MM for s in slots if texts[s.name]), 1.0)


def _flow(
    slots: Sequence[_Slot],
    texts: dict[str, str],
    column: Box,
    scale: float,
    top: float,
) -> Iterator[tuple[str, Fitted]]:
    """Yield each text at its place, from `top` down; heights and gaps by `scale`."""
    for slot in slots:
        if not texts[slot.name]:
            continue
        height, before = slot.height * MM * scale, slot.before * MM * scale
        top -= before
        if slot.name == _LAST:  # nothing follows: it may take what is left
            height = top - column.bottom
        box = Box(column.left, top - height, column.width, height)
        fitted = fit(texts[slot.name], box, slot.setting)
        yield slot.name, fitted
        top = fitted.foot


def _lower(fitted: Fitted, by: float) -> Fitted:
    box = replace(fitted.box, bottom=fitted.box.bottom - by)
    lines = tuple((line, x, y - by) for line, x, y in fitted.lines)
    return replace(fitted, box=box, lines=lines)


def _signatures(
    people: Sequence[Signatory], column: Box
) -> Iterator[tuple[Fitted, Fitted]]:
    """Yield name and office of each who signs, side by side in the middle."""
    count = len(people)
    gaps = _SIGN_GAP * (count - 1)
    width = min(_SIGN_WIDTH, (column.width - gaps) / max(count, 1))
    left = column.left + (column.width - width * count - gaps) / 2
    for number, one in enumerate(people):
        x = left + number * (width + _SIGN_GAP)
        name = Box(x, _FOOT + 7 * MM, width, 5 * MM)
        office = Box(x, _FOOT - 2 * MM, width, 8.5 * MM)
        yield (
            fit(one.name, name, _centred(10.5, 6.5, bold=True)),
            fit(one.office, office, _centred(9, 6, 2)),
        )


def _draw(
    canvas: Canvas, one: Certificate, frame: Frame, picture: ImageReader | None
) -> None:
    laid = lay_out(one, frame, picture.getSize() if picture else None)
    _draw_frame(canvas, frame)
    if picture is not None and laid.logo is not None:
        box = laid.logo
        canvas.drawImage(
            picture, box.left, box.bottom, box.width, box.height, mask="auto"
        )
    colours = {slot.name: slot.colour for slot in _ACROSS}
    for name, fitted in laid.texts.items():
        fitted.draw(canvas, colours.get(name, SOFT))
    for signed, office in laid.signed:
        _draw_line(canvas, signed.box)
        signed.draw(canvas)
        office.draw(canvas, SOFT)


def _draw_frame(canvas: Canvas, frame: Frame) -> None:
    """Draw a thin frame, and a stronger line at its head."""
    width, height = frame.width - 2 * _EDGE, frame.height - 2 * _EDGE
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.8)
    canvas.rect(_EDGE, _EDGE, width, height, stroke=1, fill=0)
    paper.fill(canvas, Box(_EDGE, _EDGE + height - 1.6 * MM, width, 1.6 * MM), ACCENT)


def _draw_line(canvas: Canvas, name: Box) -> None:
    canvas.setStrokeColor(SOFT)
    canvas.setLineWidth(0.6)
    canvas.line(name.left, name.top + 1.2 * MM, name.right, name.top + 1.2 * MM)


def _logo_box(size: tuple[float, float]) -> Box:
    scale = min(_LOGO.width / size[0], _LOGO.height / size[1])
    return Box(0, 0, size[0] * scale, size[1] * scale)

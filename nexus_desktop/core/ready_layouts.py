"""Ready badge layouts: one for each sheet, in three shapes.

A wide badge has its code beside the name's lines, a low one at its right edge, an
upright one in its middle. All lengths are made from the badge's size.
"""

from functools import cache

from nexus_desktop.core.badge_layout import (
    BY_ROLE,
    ON_ROLE,
    BadgeLayout,
    Element,
    Kind,
    Side,
)
from nexus_desktop.core.badge_sheet import SHEETS, Fold, Sheet

_SOFT = "#57606A"
_GREY = "#343B43"
_CODE = 23.0  # with its white margin; the code itself is then 18 mm
_READY = "ready:"


def on_sheet(sheet: Sheet) -> BadgeLayout:
    """Return the ready layout for badges of the size that `sheet` has."""
    width, height = sheet.badge_width, sheet.badge_height
    if height > width:
        front = _upright(width, height)
    elif height < _LOW:
        front = _low(width, height)
    else:
        front = _wide(width, height)
    back = None if sheet.fold is Fold.NONE else front
    if sheet.fold is Fold.BESIDE:
        back = _groups(width, height)
    return BadgeLayout(sheet.label, sheet, front, back)


@cache
def ready_layouts() -> dict[str, BadgeLayout]:
    """Return id ("ready:a4-8") -> layout, the usual one first."""
    return {ready_id(sheet.name): on_sheet(sheet) for sheet in SHEETS}


def ready_id(sheet_name: str) -> str:
    """Return what the ready layout of a sheet is called."""
    return _READY + sheet_name


def is_ready(layout_id: str) -> bool:
    """Tell whether an id is that of a ready layout, not of one in the file."""
    return layout_id.startswith(_READY)


_LOW = 48.0
_ROOMY = 58.0


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, ...]:
    """Return a box in hundredths of a millimetre; what touched before still does."""
    left, top = round(box[0], 2), round(box[1], 2)
    right, foot = round(box[0] + box[2], 2), round(box[1] + box[3], 2)
    return left, top, round(right - left, 2), round(foot - top, 2)


def _text(  # noqa: PLR0913 - a row of a table
    name: str,
    box: tuple[float, float, float, float],
    size: tuple[float, float],
    text: str = "",
    *,
    lines: int = 1,
    bold: bool = False,
    align: float = 0.0,
    rise: float = 1.0,
    colour: str = _GREY,
    after: str = "",
) -> Element:
    x, y, width, height = _rounded(box)
    largest, smallest = (round(points, 1) for points in size)
    return Element(
        name, Kind.TEXT, x, y, width, height,
        text=text or f"{{{name}}}", largest=max(largest, smallest), smallest=smallest,
        lines=lines, bold=bold, align=align, rise=rise, colour=colour, after=after,
    )  # fmt: skip


def _band(box: tuple[float, float, float, float]) -> Element:
    x, y, width, height = _rounded(box)
    return Element("band", Kind.BAND, x, y, width, height, ground=BY_ROLE)


def _rule(box: tuple[float, float, float, float]) -> Element:
    x, y, width, height = _rounded(box)
    return Element("rule", Kind.LINE, x, y, width, height, colour=BY_ROLE)


_INK = "#1B1F24"
_HEADING = "{workshop} · {dates}"


def _wide(width: float, height: float) -> Side:
    is_roomy = height >= _ROOMY
    k = height / 60 if is_roomy else 1.0
    band, code = (8.6 * k, 25.4 * k) if is_roomy else (7.0, _CODE)
    head, name = (6.2 * k, 12.8 * k) if is_roomy else (4.8, 8.6)
    inner, column, foot = width - 12, width - code - 10.2, height - band
    tall = min(12 * k, foot - 0.8 - code - name)
    second, half = name + tall, (foot - 5.4 * k - name - tall) / 2
    return Side((
        _band((0, foot, width, band)),
        _rule((6, name - 2.4 * k, 11, 0.7) if is_roomy else (0, 0, width, 1)),
        _text("heading", (6, 3 * k if is_roomy else 2.6, inner, head),
              (7.2 * k, 5.4), _HEADING, lines=2, colour=_SOFT),
        _text("name", (6, name, inner, tall), (26 * k, 9), lines=3, bold=True,
              colour=_INK),
        _text("native_name", (6, second, column, half),
              (16 * k, 6), lines=5, after="name", colour=_INK),
        _text("organisation",
              (6, second + half, column, half),
              (9.6 * k, 6.2), lines=3, after="native_name"),
        _text("country", (6, foot - 5.2 * k, column, 4.8 * k), (10 * k, 6), bold=True,
              rise=0, colour=_INK),
        Element("code", Kind.CODE, round(width - code - 3.2, 2),
                round(foot - 0.8 - code, 2), round(code, 2), round(code, 2)),
        _text("role", (6, foot + 0.9, inner, band - 1.8), (13 * k, 7), bold=True,
              rise=0.5, colour=ON_ROLE),
    ))  # fmt: skip


def _low(width: float, height: float) -> Side:
    code = min(_CODE, height - 12)
    left, column = 4.0, width - code - 7.5
    foot = height - 6.4
    return Side((
        _band((0, foot, width, 6.4)),
        _text("name", (left, 3, column, 13), (22, 7), lines=3, bold=True, colour=_INK),
        _text("native_name", (left, 16, column, 6), (12, 5), lines=4, after="name",
              colour=_INK),
        _text("organisation", (left, 22, column, foot - 27), (9, 6), lines=3,
              after="native_name"),
        _text("country", (left, foot - 4.8, column, 4.4), (9, 6), bold=True, rise=0,
              colour=_INK),
        Element("code", Kind.CODE, round(width - code - 2, 2),
                round((foot - code) / 2, 2), code, code),
        _text("role", (left, foot + 0.6, width - 8, 5.2), (11, 6.5), bold=True,
              rise=0.5, colour=ON_ROLE),
    ))  # fmt: skip


def _upright(width: float, height: float) -> Side:
    x, y = width / 102, height / 152
    k = min(x, y)
    code = max(_CODE, 37 * k)
    band = height - 21 * y
    top = band - 1 * y - code
    country = top - 6.8 * y
    column = country - 1.4 * y - 61.5 * y
    inner = width - 18 * x
    return Side((
        _band((0, band, width, 21 * y)),
        _rule((42 * x, 30.5 * y, 18 * x, 0.9)),
        _text("heading", (9 * x, 14 * y, inner, 13.5 * y), (11 * k, 6), _HEADING,
              lines=3, align=0.5, colour=_SOFT),
        _text("name", (7 * x, 35 * y, width - 14 * x, 26.5 * y), (40 * k, 9), lines=4,
              bold=True, align=0.5, colour=_INK),
        _text("native_name", (9 * x, 61.5 * y, inner, column * 0.5), (26 * k, 6),
              lines=5, align=0.5, after="name", colour=_INK),
        _text("organisation", (9 * x, 61.5 * y + column * 0.5, inner, column * 0.5),
              (14 * k, 6.2), lines=3, align=0.5, after="native_name"),
        _text("country", (9 * x, country, inner, 6.4 * y), (15 * k, 7), bold=True,
              align=0.5, rise=0, colour=_INK),
        Element("code", Kind.CODE, round((width - code) / 2, 2), round(top, 2),
                round(code, 2), round(code, 2)),
        _text("role", (8 * x, band + 4 * y, width - 16 * x, 13 * y), (28 * k, 9),
              lines=2, bold=True, align=0.5, rise=0.5, colour=ON_ROLE),
    ))  # fmt: skip


def _groups(width: float, height: float) -> Side:
    """Return a back that says in which groups somebody is."""
    x, y = width / 105, height / 148
    k = min(x, y)
    inner = width - 20 * x
    rows = [
        _text(f"group {number}", (10 * x, (22 + 22 * number) * y, inner, 9 * y),
              (20 * k, 8), f"Group {{group {number}}}", bold=True, rise=0, colour=_INK)
        for number in range(1, 4)
    ]  # fmt: skip
    rooms = [
        _text(f"room {number}", (10 * x, (31.5 + 22 * number) * y, inner, 7 * y),
              (12 * k, 6), f"{{room {number}}} · Table {{table {number}}}")
        for number in range(1, 4)
    ]  # fmt: skip
    return Side((
        _band((0, 0, width, 6 * y)),
        _text("heading", (10 * x, 12 * y, inner, 16 * y), (11 * k, 6), _HEADING,
              lines=3, colour=_SOFT),
        _text("mine", (10 * x, 31 * y, inner, 8 * y), (13 * k, 8), "My groups",
              bold=True, colour=BY_ROLE),
        *rows,
        *rooms,
        _text("owner", (10 * x, 128 * y, inner, 13 * y), (10 * k, 7),
              "{name} · {organisation}", lines=3, rise=0, colour=_SOFT),
    ))  # fmt: skip

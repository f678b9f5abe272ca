"""Badge layouts as JSON: in the workshop's file, and as a file to share.

What is read is checked to the last number, so that whatever a file holds, the program
has either a sound layout or a sentence that says what is wrong and where. Fields and
elements that a newer version made are kept as they are.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nexus_desktop.core.badge_advice import title
from nexus_desktop.core.badge_fields import unknown_fields
from nexus_desktop.core.badge_layout import (
    BY_CATEGORY,
    BY_ROLE,
    MOST_ELEMENTS,
    ON_CATEGORY,
    ON_ROLE,
    SMALLEST,
    VERSION,
    BadgeLayout,
    BadgeLayoutError,
    Element,
    Kind,
    Side,
)
from nexus_desktop.core.badge_sheet import Fold, Sheet
from nexus_desktop.core.picture import BadPicture, measured

FORMAT = "nexus-layout"
SUFFIX = ".nexus-layout"
MOST_BYTES = 20_000_000

_COLOURS = frozenset(("", BY_ROLE, BY_CATEGORY, ON_ROLE, ON_CATEGORY))
_NUMBERS = ("x", "y", "width", "height", "largest", "smallest", "align", "rise")
_TEXTS = ("id", "kind", "text", "colour", "ground", "after", "picture")
_KNOWN = frozenset((*_NUMBERS, *_TEXTS, "lines", "bold"))
_PAPER = (20.0, 1300.0)  # millimetres each way
_BADGE = (15.0, 1300.0)
_MARGIN = (0.0, 1300.0)
_MOST_ALONG = 60  # badges in a row or column
_TYPE = (2.0, 600.0)  # points
_MOST_LINES = 20
_MOST_TEXT = 2000
_NEAR = 0.05


def write(layout: BadgeLayout) -> bytes:
    """Return `layout` as a file to share, its pictures inside."""
    pictures = {name: b64encode(data).decode() for name, data in _sorted(layout)}
    document = {"format": FORMAT, **as_json(layout), "pictures": pictures}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def read(content: bytes) -> BadgeLayout:
    """Return the layout that a file holds.

    Raises:
        BadgeLayoutError: it holds none, or one that can't be.
    """
    if len(content) > MOST_BYTES:
        raise BadgeLayoutError(
            f"This file has {len(content) / 1e6:,.0f} MB; a badge layout has up to "
            f"{MOST_BYTES / 1e6:.0f}."
        )
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadgeLayoutError("This file is not a badge layout.") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadgeLayoutError("This file is not a badge layout.")
    return from_json(document)


def as_json(layout: BadgeLayout) -> dict[str, Any]:
    """Return `layout` as plain values, without its pictures."""
    back = None if layout.back is None else _side_as_json(layout.back)
    return {
        **layout.extra,
        "version": max(layout.version, VERSION),
        "name": layout.name,
        "sheet": _sheet_as_json(layout.sheet),
        "front": _side_as_json(layout.front),
        "back": back,
        "colours": dict(sorted(layout.colours.items())),
    }


def from_json(document: Mapping[str, Any]) -> BadgeLayout:
    """Return the layout that plain values are, pictures too if they are there.

    Raises:
        BadgeLayoutError: they are no layout that can be.
    """
    version = _count(document, "version", "the layout", (1, 10_000))
    sheet = _sheet(_mapping(document, "sheet", "the layout"))
    back = document.get("back")
    known = {"format", "version", "name", "sheet", "front", "back", "colours",
             "pictures"}  # fmt: skip
    layout = BadgeLayout(
        name=_text(document, "name", "the layout").strip() or "Badge",
        sheet=sheet,
        front=_side(_mapping(document, "front", "the layout"), "front", version),
        back=None if back is None else _side(_dict(back, "back"), "back", version),
        colours=_words(document, "colours"),
        pictures=_pictures(document),
        version=version,
        extra={name: value for name, value in document.items() if name not in known},
    )
    for side, where in zip(layout.sides, ("front", "back"), strict=False):
        for element in side.elements:
            _check_place(element, layout, where)
    return layout


def _sorted(layout: BadgeLayout) -> list[tuple[str, bytes]]:
    return sorted(layout.pictures.items())


def _side_as_json(side: Side) -> dict[str, Any]:
    elements = [_element_as_json(element) for element in side.elements]
    return {**side.extra, "ground": side.ground, "elements": elements}


def _element_as_json(element: Element) -> dict[str, Any]:
    usual = Element("", "", 0, 0, 0, 0)
    always = {"id", "kind", "x", "y", "width", "height"}
    names = ("id", "kind", *_NUMBERS, "text", "lines", "bold", "colour", "ground",
             "after", "picture")  # fmt: skip
    values = {name: getattr(element, name) for name in names}
    return {
        **element.extra,
        **{n: v for n, v in values.items() if n in always or v != getattr(usual, n)},
    }


_SHEET_NUMBERS = ("width", "height", "badge_width", "badge_height")
_SHEET_MAYBE = ("gap_down", "left", "top")


def _sheet_as_json(sheet: Sheet) -> dict[str, Any]:
    maybe = {n: getattr(sheet, n) for n in _SHEET_MAYBE}
    return {
        "name": sheet.name,
        "label": sheet.label,
        **{name: getattr(sheet, name) for name in _SHEET_NUMBERS},
        "columns": sheet.columns,
        "rows": sheet.rows,
        "gap": sheet.gap,
        **{name: value for name, value in maybe.items() if value is not None},
        "marks": sheet.marks,
        "fold": sheet.fold.value,
    }


# Reading


def _sheet(values: Mapping[str, Any]) -> Sheet:
    where = "the sheet"
    width, height = (_number(values, n, where, _PAPER) for n in ("width", "height"))
    across, down = (
        _number(values, name, where, _BADGE) for name in ("badge_width", "badge_height")
    )
    fold = _text(values, "fold", where) or Fold.NONE.value
    if fold not in {one.value for one in Fold}:
        raise BadgeLayoutError(f'"{fold}" is no way to fold a badge.')
    gap_down, left, top = (
        None if values.get(n) is None else _number(values, n, where, _MARGIN)
        for n in _SHEET_MAYBE
    )
    sheet = Sheet(
        _text(values, "name", where),
        _text(values, "label", where),
        width,
        height,
        across,
        down,
        columns=_count(values, "columns", where, (1, _MOST_ALONG)),
        rows=_count(values, "rows", where, (1, _MOST_ALONG)),
        gap=_number(values, "gap", where, (0.0, _PAPER[1])),
        gap_down=gap_down,
        left=left,
        top=top,
        marks=_flag(values, "marks", where),
        fold=Fold(fold),
    )
    check_sheet(sheet)
    return sheet


def check_sheet(sheet: Sheet) -> None:
    """Refuse a sheet whose badges don't fit on the paper.

    Raises:
        BadgeLayoutError: they don't; the sentence says by how much.
    """
    left, top, right, bottom = sheet.margins
    across, down = -min(left, right), -min(top, bottom)
    if across > _NEAR or down > _NEAR:
        over = max(across, down)
        way = "wide" if across >= down else "high"
        raise BadgeLayoutError(
            f"{sheet.columns} × {sheet.rows} badges of {sheet.cell_width:g} × "
            f"{sheet.cell_height:g} mm are {over:.1f} mm too {way} for paper of "
            f"{sheet.width:g} × {sheet.height:g} mm."
        )


def _side(values: Mapping[str, Any], where: str, version: int) -> Side:
    listed = values.get("elements", [])
    if not isinstance(listed, list) or len(listed) > MOST_ELEMENTS:
        raise BadgeLayoutError(
            f"The {where} needs a list of up to {MOST_ELEMENTS} elements."
        )
    elements = tuple(
        _element(_dict(one, f"element {number} of the {where}"), where, version)
        for number, one in enumerate(listed, 1)
    )
    ids = [element.id for element in elements]
    if len(set(ids)) < len(ids):
        raise BadgeLayoutError(f"Two elements of the {where} have the same name.")
    known = ("elements", "ground")
    extra = {name: value for name, value in values.items() if name not in known}
    return Side(elements, _colour(values, "ground", f"the {where}"), extra)


def _element(values: Mapping[str, Any], side: str, version: int) -> Element:
    element_id = _text(values, "id", f"an element of the {side}")
    where = f'"{element_id}" on the {side}'
    if not element_id:
        raise BadgeLayoutError(f"An element of the {side} has no name.")
    kind = _text(values, "kind", where)
    if kind not in {one.value for one in Kind} and version <= VERSION:
        raise BadgeLayoutError(f'{where}: there is no element of kind "{kind}".')
    text = _text(values, "text", where)
    if (unknown := unknown_fields(text)) and version <= VERSION:
        raise BadgeLayoutError(f"{where}: there is no field {', '.join(unknown)}.")
    given: dict[str, Any] = {
        name: _number(values, name, where, _ranges(name))
        for name in _NUMBERS
        if name in values or name in ("x", "y", "width", "height")
    }
    given |= {n: _colour(values, n, where) for n in ("colour", "ground") if n in values}
    given |= {n: _text(values, n, where) for n in ("after", "picture")}
    if "lines" in values:
        given["lines"] = _count(values, "lines", where, (1, _MOST_LINES))
    extra = {name: value for name, value in values.items() if name not in _KNOWN}
    bold = _flag(values, "bold", where, usual=False)
    element = Element(element_id, kind, text=text, bold=bold, extra=extra, **given)
    if element.smallest > element.largest:
        raise BadgeLayoutError(
            f"{where}: its smallest type ({element.smallest:g} points) is larger than "
            f"its largest ({element.largest:g})."
        )
    return element


def _ranges(name: str) -> tuple[float, float]:
    if name in ("largest", "smallest"):
        return _TYPE
    return (0.0, 1.0) if name in ("align", "rise") else (-_PAPER[1], _PAPER[1])


def _check_place(element: Element, layout: BadgeLayout, side: str) -> None:
    least = 0.1 if element.kind == Kind.LINE else SMALLEST
    if min(element.width, element.height) < least - _NEAR:
        raise BadgeLayoutError(
            f"{title(element)} on the {side} is less than {least:g} mm in size."
        )
    over = {
        "left": -element.x,
        "upper": -element.y,
        "right": element.right - layout.width,
        "lower": element.bottom - layout.height,
    }
    edge = max(over, key=lambda name: over[name])
    if over[edge] > _NEAR:
        raise BadgeLayoutError(
            f"{title(element)} on the {side} reaches {over[edge]:.1f} mm beyond the "
            f"{edge} edge of the badge."
        )


def _pictures(document: Mapping[str, Any]) -> dict[str, bytes]:
    found = {}
    for name, text in _words(document, "pictures").items():
        try:
            data = b64decode(text, validate=True)
            measured(data)
        except (NotBase64, ValueError, BadPicture) as error:
            raise BadgeLayoutError(f'The picture "{name}" is damaged.') from error
        found[name] = data
    return found


# Single values


def _checked(
    values: Mapping[str, Any], name: str, where: str, sound: Callable[[Any], bool]
) -> Any:  # noqa: ANN401 - what `sound` says
    value = values.get(name)
    if not sound(value):
        shown = json.dumps(value, ensure_ascii=False)[:40]
        raise BadgeLayoutError(f'{_capital(where)}: "{name}" can\'t be {shown}.')
    return value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _number(
    values: Mapping[str, Any], name: str, where: str, within: Sequence[float]
) -> float:
    low, high = within

    def sound(value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return low <= value <= high  # what is no number is between no two

    return float(_checked(values, name, where, sound))


def _count(
    values: Mapping[str, Any], name: str, where: str, within: tuple[int, int]
) -> int:
    low, high = within
    sound = _checked(values, name, where, lambda v: type(v) is int and low <= v <= high)
    return int(sound)


def _flag(
    values: Mapping[str, Any], name: str, where: str, *, usual: bool = True
) -> bool:
    given = {name: values.get(name, usual)}
    return bool(_checked(given, name, where, lambda v: isinstance(v, bool)))


def _text(values: Mapping[str, Any], name: str, where: str) -> str:
    given = {name: values.get(name, "")}
    return str(
        _checked(
            given, name, where, lambda v: isinstance(v, str) and len(v) <= _MOST_TEXT
        )
    )


def _colour(values: Mapping[str, Any], name: str, where: str) -> str:
    given = {name: values.get(name, "")}
    return str(_checked(given, name, where, is_colour))


def is_colour(value: object) -> bool:
    """Tell whether `value` is a colour of an element: "#RRGGBB", "role" …, or ""."""
    if not isinstance(value, str) or value in _COLOURS:
        return isinstance(value, str)
    return (
        len(value) == 7
        and value[0] == "#"
        and all(digit in "0123456789abcdefABCDEF" for digit in value[1:])
    )


def _mapping(values: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    return _dict(values.get(name), f'"{name}" of {where}')


def _dict(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadgeLayoutError(f"{_capital(where)} is missing or not as it should be.")
    return value


def _words(document: Mapping[str, Any], name: str) -> dict[str, str]:
    found = _dict(document.get(name, {}), f'"{name}"')
    check = is_colour if name == "colours" else (lambda v: isinstance(v, str))
    for word in found:
        _checked(found, word, f'"{name}"', check)
    return found

"""Badge layouts: what stands where on a badge, in millimetres from its top left.

A layout is a value. `badge_fields` says what its texts may name, `badge_advice` what is
unwise about it, `badge_layout_file` writes and reads it, and `ready_layouts` has some
to begin with. `documents.badge_design` fits a person's texts into it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from nexus_desktop.core.badge_sheet import INK, BadgeFace, Sheet, text_on
from nexus_desktop.core.errors import NexusError

VERSION = 1
"""Of the form in which layouts are written."""

MOST_ELEMENTS = 100
SMALLEST = 1.0
"""Millimetres that an element has at least each way; a line may be thinner."""

BY_ROLE, BY_CATEGORY = "role", "category"
ON_ROLE, ON_CATEGORY = "on role", "on category"
"""Colours that depend on the person; the latter two are read well on the former."""


class BadgeLayoutError(NexusError):
    """A badge layout can't be like this; the sentence says what and where."""


class Kind(StrEnum):
    """What an element is."""

    TEXT = "text"
    CODE = "code"
    PICTURE = "picture"
    PHOTO = "photo"
    BAND = "band"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Element:
    """One thing on a badge.

    Attributes:
        id: its name, one of its kind on its side.
        kind: of `Kind`; what a newer version made may be of another, and is kept.
        x, y: of its upper left corner; `width` and `height` of its room.
        text: what it says, with `{field}` for what is the person's.
        largest, smallest: type sizes in points; `lines` is how many it may take.
        align: 0 left, 0.5 centred, 1 right; `rise` 1 top, 0.5 middle, 0 bottom.
        colour: "#RRGGBB" or one that depends on the person.
        ground: likewise, "" for none.
        after: the text above that this one follows: its room begins where that ends.
        picture: the name of a picture of the layout.
        extra: what a newer version says of it.
    """

    id: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    largest: float = 12.0
    smallest: float = 6.0
    lines: int = 1
    bold: bool = False
    align: float = 0.0
    rise: float = 0.5
    colour: str = INK
    ground: str = ""
    after: str = ""
    picture: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def meets(self, other: "Element") -> bool:
        """Tell whether they share more than an edge."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > 0.01
            and min(self.bottom, other.bottom) - max(self.y, other.y) > 0.01
        )


@dataclass(frozen=True, slots=True)
class Side:
    """The front or the back: elements from the lowest to the topmost."""

    elements: tuple[Element, ...] = ()
    ground: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def element(self, element_id: str) -> Element | None:
        """Return the element called `element_id`, if there is one."""
        return next((e for e in self.elements if e.id == element_id), None)

    def changed(self, element: Element) -> "Side":
        """Return it with `element` in the place of its namesake."""
        found = (element if e.id == element.id else e for e in self.elements)
        return replace(self, elements=tuple(found))


@dataclass(frozen=True, slots=True)
class BadgeLayout:
    """A layout.

    Attributes:
        sheet: the badge's size and how badges lie on the paper.
        back: None when it stays empty.
        colours: role or category, lower case -> "#RRGGBB", instead of the usual.
        pictures: name -> PNG or JPEG file.
        version: of the program's form that it was written in.
        extra: what a newer version says of it.
    """

    name: str
    sheet: Sheet
    front: Side
    back: Side | None = None
    colours: Mapping[str, str] = field(default_factory=dict, hash=False)
    pictures: Mapping[str, bytes] = field(default_factory=dict, hash=False)
    version: int = VERSION
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def width(self) -> float:
        """How wide a badge is."""
        return self.sheet.badge_width

    @property
    def height(self) -> float:
        """How high a badge is."""
        return self.sheet.badge_height

    @property
    def sides(self) -> tuple[Side, ...]:
        """Its front, and its back if there is one."""
        return (self.front,) if self.back is None else (self.front, self.back)

    @property
    def needs_photos(self) -> bool:
        """Whether people's photos are on it."""
        return any(e.kind == Kind.PHOTO for side in self.sides for e in side.elements)

    def colour(self, asked: str, face: BadgeFace) -> str:
        """Return the "#RRGGBB" that a colour of an element is for a person."""
        if asked in (BY_ROLE, ON_ROLE):
            found = self.colours.get(word_key(face.role), face.role_colour)
        elif asked in (BY_CATEGORY, ON_CATEGORY):
            usual = face.category_colour or NO_CATEGORY
            found = self.colours.get(word_key(face.category), usual)
        else:
            return asked
        return text_on(found) if asked in (ON_ROLE, ON_CATEGORY) else found


NO_CATEGORY = "#5A6570"
"""The colour of people without a category."""


def word_key(word: str) -> str:
    """Return what a layout calls a role or category in its colours."""
    return " ".join(word.casefold().split())


# Changing


def clamped(element: Element, layout: BadgeLayout) -> Element:
    """Return `element` moved, and made smaller if need be, onto the badge."""
    least = 0.1 if element.kind == Kind.LINE else SMALLEST
    width = min(max(element.width, least), layout.width)
    height = min(max(element.height, least), layout.height)
    return replace(
        element,
        x=_tidy(min(max(element.x, 0.0), layout.width - width)),
        y=_tidy(min(max(element.y, 0.0), layout.height - height)),
        width=_tidy(width),
        height=_tidy(height),
    )


def _tidy(length: float) -> float:
    """Return a length as far as paper knows it: hundredths of a millimetre."""
    return round(length, 2)


def fresh_id(side: Side, stem: str) -> str:
    """Return an id that no element of `side` has yet."""
    taken = {element.id for element in side.elements}
    if stem not in taken:
        return stem
    number = 2
    while f"{stem} {number}" in taken:
        number += 1
    return f"{stem} {number}"


def resized(layout: BadgeLayout, sheet: Sheet) -> BadgeLayout:
    """Return `layout` on another sheet, everything in proportion to the badge."""
    made = replace(layout, sheet=sheet)

    def scaled(side: Side) -> Side:
        found = (clamped(_scaled(e, layout, made), made) for e in side.elements)
        return replace(side, elements=tuple(found))

    back = None if layout.back is None else scaled(layout.back)
    return replace(made, front=scaled(layout.front), back=back)


_SMALL_CODE = 23.0  # a code's element shrinks to this and no further: scanners don't


def _scaled(element: Element, old: BadgeLayout, new: BadgeLayout) -> Element:
    across, down = new.width / old.width, new.height / old.height
    scale = min(across, down)
    if element.kind == Kind.CODE:
        side = max(element.width * scale, min(element.width, _SMALL_CODE))
        left = _share(element.x, old.width - element.width) * (new.width - side)
        top = _share(element.y, old.height - element.height) * (new.height - side)
        return replace(element, x=left, y=top, width=side, height=side)
    return replace(
        element,
        x=element.x * across,
        y=element.y * down,
        width=element.width * across,
        height=element.height * down,
        largest=max(element.smallest, round(element.largest * scale, 1)),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0

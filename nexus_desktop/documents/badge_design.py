"""Where everything goes on a badge: designs as data, and texts fitted into them.

Each text has its own room, so nothing meets anything whatever the names are. The name
of a person gets the largest type that the badge holds; native name and organisation
follow one another below it, the country stands above the band.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from nexus_desktop.core.badge_sheet import BadgeFace, Sheet
from nexus_desktop.documents import text_box
from nexus_desktop.documents.paper import MM, in_points
from nexus_desktop.documents.text_box import Box, Fitted, Setting


@dataclass(frozen=True, slots=True)
class Slot:
    """A text's room, in points from the badge's lower left, and how it is set."""

    box: Box
    setting: Setting


@dataclass(frozen=True, slots=True)
class Design:
    """One size of badge.

    Attributes:
        heading: the workshop and its dates; `rule` is a stroke below it.
        name: the printed name.
        native, organisation: in the column below the name, one after the other; of
            their boxes only the height counts, as the most they may take.
        column: where they go; its top may be lower, below the name.
        gap: between the texts of the column.
        band: the strip in the role's colour, at the lower edge.
        qr: the square of the QR code and its quiet zone.
    """

    heading: Slot
    rule: Box
    name: Slot
    native: Slot
    organisation: Slot
    column: Box
    gap: float
    country: Slot
    band: Box
    role: Slot
    qr: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """A badge ready to draw, from its lower left.

    Attributes:
        texts: what it says, by the slot's name.
        qr: the square of the QR code and its quiet zone.
    """

    design: Design
    texts: dict[str, Fitted] = field(default_factory=dict)

    @property
    def missing(self) -> frozenset[str]:
        """Characters that no font has."""
        return frozenset().union(*(fitted.missing for fitted in self.texts.values()))


_LANDSCAPE = Design(
    heading=Slot(in_points(6, 50.8, 78, 6.2), Setting(7.2, 5.4, 2, leading=1.25)),
    rule=in_points(6, 48.9, 11, 0.7),
    name=Slot(
        in_points(6, 35.2, 78, 12),
        Setting(26, 9, 3, bold=True, leading=1.06, fine=True),
    ),
    native=Slot(in_points(0, 0, 0, 12.5), Setting(16, 6, 5, fine=True)),
    organisation=Slot(in_points(0, 0, 0, 9.6), Setting(9.6, 6.2, 3)),
    column=in_points(6, 16.8, 54.4, 18.4),
    gap=1.1 * MM,
    country=Slot(in_points(6, 11.25, 54.4, 4.8), Setting(10, 6, bold=True, rise=0)),
    band=in_points(0, 0, 90, 8.6),
    role=Slot(in_points(6, 0.9, 78, 6.2), Setting(13, 7, bold=True, rise=0.5)),
    qr=in_points(61.4, 9.4, 25.4, 25.4),
)
_PORTRAIT = Design(
    heading=Slot(
        in_points(9, 124.5, 84, 13.5), Setting(11, 7.5, 3, align=0.5, leading=1.28)
    ),
    rule=in_points(42, 120.6, 18, 0.9),
    name=Slot(
        in_points(7, 90.5, 88, 26.5),
        Setting(40, 13, 4, bold=True, align=0.5, leading=1.06, fine=True),
    ),
    native=Slot(in_points(0, 0, 0, 18), Setting(26, 7, 5, align=0.5, fine=True)),
    organisation=Slot(in_points(0, 0, 0, 14), Setting(14, 7.5, 3, align=0.5)),
    column=in_points(9, 67.5, 84, 23),
    gap=2.3 * MM,
    country=Slot(
        in_points(9, 59.6, 84, 6.4), Setting(15, 8.5, bold=True, align=0.5, rise=0)
    ),
    band=in_points(0, 0, 102, 21),
    role=Slot(
        in_points(8, 3, 86, 13), Setting(28, 12, 2, bold=True, align=0.5, rise=0.5)
    ),
    qr=in_points(32.5, 22, 37, 37),
)
_DESIGNS: dict[tuple[float, float], Design] = {
    (90, 60): _LANDSCAPE,
    (102, 152): _PORTRAIT,
}


def design_of(sheet: Sheet) -> Design:
    """Return the design for the badges of `sheet`."""
    return _DESIGNS[sheet.badge_width, sheet.badge_height]


def lay_out(face: BadgeFace, design: Design) -> Layout:
    """Fit the texts of `face` into `design`; texts that are "" are left out."""
    heading = " · ".join(part for part in (face.workshop, face.dates) if part)
    texts = {
        "heading": _fit(heading, design.heading),
        "name": _fit(face.name, design.name),
        "country": _fit(face.country, design.country),
        "role": _fit(face.role, design.role),
    }
    column = _below(design.column, texts["name"], design.gap)
    stacked = _stack(
        ((face.native_name, design.native), (face.organisation, design.organisation)),
        column,
        design.gap,
    )
    texts |= zip(("native", "organisation"), stacked, strict=True)
    return Layout(design, {key: text for key, text in texts.items() if text.lines})


def _below(column: Box, text: Fitted, gap: float) -> Box:
    """Return `column` with its top a gap below `text`, if there is any."""
    top = text.foot - gap if text.lines else text.box.top
    return replace(column, height=top - column.bottom)


def _stack(parts: Sequence[tuple[str, Slot]], column: Box, gap: float) -> list[Fitted]:
    """Fit texts below one another; each leaves the smallest room to those after it."""
    stacked = []
    for index, (text, slot) in enumerate(parts):
        kept = sum(_least(*part) + gap for part in parts[index + 1 :])
        height = min(slot.box.height, column.height - kept)
        box = Box(column.left, column.top - height, column.width, height)
        fitted = _fit(text, Slot(box, slot.setting))
        stacked.append(fitted)
        if fitted.lines:
            column = _below(column, fitted, gap)
    return stacked


def _least(text: str, slot: Slot) -> float:
    """Return the height that a text needs at least: a line, two when it is long."""
    return slot.setting.smallest * 2.4 if text else 0.0


@lru_cache(maxsize=4096)
def _fit(text: str, slot: Slot) -> Fitted:
    return text_box.fit(text, slot.box, slot.setting)

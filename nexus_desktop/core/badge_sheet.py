"""What is printed on a badge, and the sheets that badges are printed on.

Lengths are in millimetres. How a badge looks is `documents.badges_pdf`'s affair.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from nexus_desktop.core.errors import NexusError

WHITE = "#FFFFFF"
INK = "#1B1F24"

READABLE = 4.5
"""The least contrast of text against its ground (WCAG 2.2, level AA)."""

ROLE_COLOURS = {
    "participant": "#0F6CBD",
    "speaker": "#B25E00",
    "chair": "#B25E00",
    "moderator": "#B25E00",
    "panellist": "#B25E00",
    "expert": "#0B6A6A",
    "resource person": "#0B6A6A",
    "facilitator": "#0B6A6A",
    "rapporteur": "#5B4BB5",
    "organiser": "#107C41",
    "organizer": "#107C41",
    "secretariat": "#107C41",
    "staff": "#107C41",
    "host": "#107C41",
    "observer": "#5A6570",
    "interpreter": "#5A6570",
    "press": "#A8285E",
    "media": "#A8285E",
    "security": "#1B1F24",
    "vip": "#8A1C1C",
}
"""Colours of roles that most workshops have; the keys are lower case."""

_OTHER_COLOURS = ("#7A4B9E", "#2F6F8F", "#8F4A3B", "#4E6B2A", "#9C3D6E", "#3D5A99")


class BadgeSheetError(NexusError):
    """There is no sheet of that name."""


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """What one badge says.

    Attributes:
        code: the text of its QR code.
        name, native_name: as printed; `native_name` "" when there is none.
        country: its printed name, not its code.
        role_colour: "#RRGGBB" of the role's band.
        workshop, dates: the line that says what the badge is for.
    """

    code: str
    name: str
    native_name: str = ""
    organisation: str = ""
    country: str = ""
    role: str = ""
    role_colour: str = ROLE_COLOURS["participant"]
    workshop: str = ""
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper and the badges on it, in rows from the top left.

    Attributes:
        name: how it is asked for on the command line.
        label: how a person picks it.
        width, height: of the paper.
        badge_width, badge_height: of one badge.
        gap: between badges; there are marks in it for the cutter when it is not 0.
    """

    name: str
    label: str
    width: float
    height: float
    badge_width: float
    badge_height: float
    columns: int = 1
    rows: int = 1
    gap: float = 0.0

    @property
    def count(self) -> int:
        """How many badges a sheet holds."""
        return self.columns * self.rows

    def corners(self) -> Iterator[tuple[float, float]]:
        """Yield the lower left corner of each badge, from the paper's lower left."""
        across = self.badge_width + self.gap
        down = self.badge_height + self.gap
        left = (self.width - self.columns * across + self.gap) / 2
        top = (self.height + self.rows * down - self.gap) / 2
        for row in range(self.rows):
            for column in range(self.columns):
                yield left + column * across, top - self.badge_height - row * down


SHEETS = (
    Sheet("a4-8", "A4, 8 badges of 90 × 60 mm", 210, 297, 90, 60, 2, 4, 6),
    Sheet("letter-8", "Letter, 8 badges of 90 × 60 mm", 215.9, 279.4, 90, 60, 2, 4, 6),
    Sheet("102x152", "One badge of 102 × 152 mm a page", 102, 152, 102, 152),
    Sheet("90x60", "One badge of 90 × 60 mm a page", 90, 60, 90, 60),
)
"""The sheets to choose from; the first is what is used unless another is named."""


def sheet(name: str) -> Sheet:
    """Return the sheet called `name`."""
    for candidate in SHEETS:
        if candidate.name == name.strip().lower():
            return candidate
    names = ", ".join(candidate.name for candidate in SHEETS)
    raise BadgeSheetError(f'There is no sheet "{name}". Choose one of: {names}.')


def role_colour(role: str) -> str:
    """Return the colour of a role's band: the same one wherever it is printed.

    Known roles have theirs, also as a word of a longer name ("Keynote speaker").
    """
    said = role.casefold().strip()
    if not said:
        return ROLE_COLOURS["participant"]
    for known, colour in ROLE_COLOURS.items():
        if known == said or f" {known} " in f" {said} ":
            return colour
    return _OTHER_COLOURS[crc32(said.encode()) % len(_OTHER_COLOURS)]


def text_on(ground: str) -> str:
    """Return white or ink, whichever is read better on `ground` ("#RRGGBB")."""
    return max((WHITE, INK), key=lambda colour: contrast(colour, ground))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

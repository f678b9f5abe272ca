"""What is printed on a badge, and the sheets that badges are printed on.

Lengths are in millimetres. How a badge looks is its layout's affair
(`core.badge_layout`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
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
CATEGORY_COLOURS = ("#0F6CBD", "#0B6A6A", "#7A4B9E", "#B25E00", "#4E6B2A", "#A8285E",
                    "#2F6F8F", "#8F4A3B", "#107C41", "#5A6570")  # fmt: skip
"""Colours of stakeholder categories, in the order in which they turn up."""


class BadgeSheetError(NexusError):
    """There is no sheet of that name."""


@dataclass(frozen=True, slots=True)
class GroupSeat:
    """Where somebody sits in breakout round `number`."""

    number: int
    group: str
    room: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """What one badge says.

    Attributes:
        code: the text of its QR code.
        name, native_name: as printed; `native_name` "" when there is none.
        country: its printed name; `country_code` is ISO's.
        role_colour, category_colour: "#RRGGBB", unless a layout has its own.
        workshop, dates: the line that says what the badge is for.
        groups: seats of published rounds, by number.
        photo: a PNG or JPEG file, b"" when there is none.
        filed: where the badge lies until it is handed out, "" when nowhere.
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
    honorific: str = ""
    given_name: str = ""
    family_name: str = ""
    position: str = ""
    city: str = ""
    country_code: str = ""
    category: str = ""
    category_colour: str = ""
    dietary: str = ""
    groups: tuple[GroupSeat, ...] = ()
    photo: bytes = b""
    filed: str = ""


class Fold(StrEnum):
    """Where the back is when it is printed beside the front and folded behind it."""

    NONE = "none"  # on a page of its own
    ABOVE = "above"  # upside down, so that it stands upright once folded
    BELOW = "below"  # likewise
    BESIDE = "beside"  # to the left of the front, like the back of a book's cover


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper and the badges on it, in rows from the top left.

    Attributes:
        name: how it is asked for on the command line.
        label: how a person picks it.
        width, height: of the paper.
        badge_width, badge_height: of one badge, folded.
        gap: between badges; there are marks in it for the cutter when it is not 0.
        gap_down: between rows, None: as `gap`.
        left, top: of the first badge, None: all of them are in the middle.
        marks: whether the cutter needs marks; labels cut already do without.
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
    gap_down: float | None = None
    left: float | None = None
    top: float | None = None
    marks: bool = True
    fold: Fold = Fold.NONE

    @property
    def count(self) -> int:
        """How many badges a sheet holds."""
        return self.columns * self.rows

    @property
    def cell_width(self) -> float:
        """How wide a badge is before it is folded."""
        return self.badge_width * (2 if self.fold is Fold.BESIDE else 1)

    @property
    def cell_height(self) -> float:
        """How high a badge is before it is folded."""
        return self.badge_height * (2 if self.fold in (Fold.ABOVE, Fold.BELOW) else 1)

    @property
    def row_gap(self) -> float:
        """What lies between rows."""
        return self.gap if self.gap_down is None else self.gap_down

    @property
    def margins(self) -> tuple[float, float, float, float]:
        """Return what is left, above, right and below of all badges."""
        spare_x = self.width - self.columns * (self.cell_width + self.gap) + self.gap
        spare_y = self.height - self.rows * (self.cell_height + self.row_gap)
        spare_y += self.row_gap
        left = spare_x / 2 if self.left is None else self.left
        top = spare_y / 2 if self.top is None else self.top
        return left, top, spare_x - left, spare_y - top

    def corners(self, *, mirrored: bool = False) -> Iterator[tuple[float, float]]:
        """Yield the lower left corner of each badge, from the paper's lower left.

        `mirrored` gives the places on the other side of the paper, turned over like a
        page: those behind the first row's badges come from the right.
        """
        across = self.cell_width + self.gap
        down = self.cell_height + self.row_gap
        left, top, _, _ = self.margins
        for row in range(self.rows):
            y = self.height - top - self.cell_height - row * down
            for column in range(self.columns):
                x = left + column * across
                yield (self.width - x - self.cell_width if mirrored else x), y


_A4, _LETTER = (210, 297), (215.9, 279.4)


def _single(name: str, label: str, width: float, height: float) -> Sheet:
    return Sheet(name, label, width, height, width, height)


SHEETS = (
    Sheet("a4-8", "A4, 8 badges of 90 × 60 mm", *_A4, 90, 60, 2, 4, 6),
    Sheet("letter-8", "Letter, 8 badges of 90 × 60 mm", *_LETTER, 90, 60, 2, 4, 6),
    _single("102x152", "One badge of 102 × 152 mm a page", 102, 152),
    _single("90x60", "One badge of 90 × 60 mm a page", 90, 60),
    Sheet("a4-4", "A4, 4 badges of 105 × 148 mm (A6 holders)", *_A4, 105, 148, 2, 2),
    Sheet("a4-8-86x55", "A4, 8 cards of 86.5 × 55.5 mm (like Avery L7418)",
          *_A4, 86.5, 55.5, 2, 4, marks=False),
    Sheet("a4-8-99x68", "A4, 8 labels of 99.1 × 67.7 mm (like Avery L7165)",
          *_A4, 99.1, 67.7, 2, 4, 2.5, 0, 4.65, 13.1, marks=False),
    Sheet("a4-10-80x50", "A4, 10 labels of 80 × 50 mm (like Avery L4785)",
          *_A4, 80, 50, 2, 5, 15, 5, marks=False),
    Sheet("a4-10-90x52", "A4, 10 cards of 90 × 52 mm (like Avery L7414)",
          *_A4, 90, 52, 2, 5, 0, 0, 15, 18.5, marks=False),
    Sheet("letter-8-86x59", "Letter, 8 labels of 85.7 × 59.3 mm (like Avery 5395)",
          *_LETTER, 85.7, 59.2, 2, 4, 9.55, 4.25, 17.45, 14.8, marks=False),
    Sheet("letter-6-102x76", "Letter, 6 cards of 4 × 3 in (like Avery 5392)",
          *_LETTER, 101.6, 76.2, 2, 3, marks=False),
    Sheet("letter-4", "Letter, 4 badges of 4.25 × 5.5 in",
          *_LETTER, 107.95, 139.7, 2, 2),
    _single("a6", "One badge of A6 a page", 105, 148),
    _single("100x62", "Label roll of 62 mm, 100 mm long, across", 100, 62),
    _single("62x100", "Label roll of 62 mm, 100 mm long, upright", 62, 100),
    _single("102x76", "Label roll of 102 mm, 76 mm long", 102, 76),
    _single("101x54", "Label of 101 × 54 mm", 101, 54),
    _single("89x41", "Label of 89 × 41 mm", 89, 41),
    _single("cr80", "Plastic card of 85.6 × 54 mm", 85.6, 54),
    _single("96x134", "Lanyard card of 96 × 134 mm", 96, 134),
    Sheet("a4-2-folded", "A4, 2 badges of A6, folded at the top",
          *_A4, 105, 148, 2, 1, fold=Fold.ABOVE),
    Sheet("a5-folded", "A5 across, folded to A6 like a book",
          210, 148, 105, 148, fold=Fold.BESIDE),
    Sheet("a4-folded", "A4 across, folded to A5 like a book",
          297, 210, 148.5, 210, fold=Fold.BESIDE),
)  # fmt: skip
"""The sheets to choose from; the first is what is used unless another is named.

Sizes of label makers are as measured on their sheets; printers differ by a millimetre
or two, so print one on plain paper and hold it against the labels first.
"""


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


def category_colours(categories: Iterable[str]) -> dict[str, str]:
    """Return category -> colour: a new one never changes those before it."""
    shown = enumerate(dict.fromkeys(categories))
    return {c: CATEGORY_COLOURS[n % len(CATEGORY_COLOURS)] for n, c in shown}


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

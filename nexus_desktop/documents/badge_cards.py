"""Cards between badges: which box or letter the next ones are put under.

A card is as large as a badge and printed in its turn, so that the pile is cut where
they stick out.
"""

from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core.badge_sheet import INK
from nexus_desktop.core.filing import Compartment
from nexus_desktop.core.history import counted
from nexus_desktop.documents import paper, text_box
from nexus_desktop.documents.text_box import Box, Setting

_STRIP = 0.12  # of the height: a dark edge above and below, seen in the pile
_SOFT = "#5A6570"


def draw(canvas: Canvas, card: Compartment, width: float, height: float) -> None:
    """Draw `card` with the origin at its lower left; lengths are in points."""
    strip, margin = height * _STRIP, width * 0.06
    for bottom in (0.0, height - strip):
        paper.fill(canvas, Box(0, bottom, width, strip), INK)
    inner = width - 2 * margin
    place = Box(margin, height * 0.40, inner, height * 0.42)
    below = Box(margin, height * 0.16, inner, height * 0.20)
    title = card.place[:1].upper() + card.place[1:]
    large = Setting(height * 0.36, 9, lines=2, bold=True, align=0.5, rise=0.5)
    small = Setting(min(height * 0.09, 18), 6, lines=1, align=0.5, rise=0.5)
    text_box.fit(title, place, large).draw(canvas, INK)
    text_box.fit(_holds(card), below, small).draw(canvas, _SOFT)


def _holds(card: Compartment) -> str:
    names = card.first if card.first == card.last else f"{card.first} – {card.last}"
    return f"{names} · {counted(card.count, 'badge')}"

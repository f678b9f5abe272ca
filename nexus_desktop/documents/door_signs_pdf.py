"""Signs for doors and tables: A4 across, read from ten metres."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from nexus_desktop.core.papers import DoorSign
from nexus_desktop.documents import paper
from nexus_desktop.documents.paper import MM, in_points
from nexus_desktop.documents.text_box import Fitted, Setting, fit

_WIDTH, _HEIGHT = 297 * MM, 210 * MM
_ACCENT = "#0F6CBD"
_SOFT = "#57606A"
_BAND = in_points(0, 0, 297, 34)

# (field, room in millimetres, how it is set, colour); "" is the colour of text.
_SLOTS = (
    ("workshop", in_points(22, 183, 253, 9), Setting(15, 10, rise=0), _SOFT),
    (
        "name",
        in_points(22, 112, 253, 62),
        Setting(150, 48, 2, bold=True, leading=1.05, fine=True),
        _ACCENT,
    ),
    (
        "topic",
        in_points(22, 62, 253, 46),
        Setting(54, 20, 3, bold=True, leading=1.12, fine=True),
        "",
    ),
    ("detail", in_points(22, 43, 253, 13), Setting(22, 13, 2), _SOFT),
    (
        "place",
        in_points(22, 6, 150, 20),
        Setting(38, 16, bold=True, rise=0.5),
        "#FFFFFF",
    ),
    (
        "when",
        in_points(180, 6, 95, 20),
        Setting(22, 11, 2, align=1.0, rise=0.5),
        "#FFFFFF",
    ),
)


def render(signs: Sequence[DoorSign], *, title: str = "Door signs") -> bytes:
    """Return `signs` as a PDF, one to a page. Same signs in, same bytes out."""
    canvas = paper.blank(_WIDTH, _HEIGHT, title=title)
    for index, sign in enumerate(signs):
        if index:
            canvas.showPage()
        _draw(canvas, sign)
    return paper.finished(canvas)


def lay_out(sign: DoorSign) -> dict[str, Fitted]:
    """Return the sign's texts in their places, by field; those that are "" too."""
    return {
        name: fit(getattr(sign, name), box, setting) for name, box, setting, _ in _SLOTS
    }


def _draw(canvas: Canvas, sign: DoorSign) -> None:
    paper.fill(canvas, _BAND, _ACCENT)
    texts = lay_out(sign)
    for name, _, _, colour in _SLOTS:
        texts[name].draw(canvas, *filter(None, [colour]))

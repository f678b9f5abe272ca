"""The canvas of the minutes: remembers where headings are, numbers pages at the end.

Page numbers of the contents and "page x of y" are small forms that pages refer to
before they exist; they are written when the last page is done, so one pass is enough.
"""

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents import paper, shaping
from nexus_desktop.documents.minutes_design import Type
from nexus_desktop.documents.minutes_flow import Entry

_DEEPEST = 3  # level of headings in the outline
_ROOM = 200.0  # that a form has to the left of its origin


@dataclass(frozen=True, slots=True)
class _Reference:
    """A page number that is still to be written."""

    form: str
    anchor: str
    kind: Type


class MinutesCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that knows headings and pages.

    Attributes:
        page_of: text at the foot, with `{page}` and `{pages}`.
        section: title of the section that the page is in.
    """

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.page_of = ""
        self.section = ""
        self._pages: dict[str, int] = {}
        self._references: list[_Reference] = []
        self._numbered: dict[int, str] = {}
        self._level = -1  # of the last entry in the outline

    def found(self, entry: Entry) -> None:
        """Note that the heading of `entry` is on this page."""
        self._pages[entry.anchor] = self.getPageNumber()
        if entry.level == 1:
            self.section = entry.title
        if entry.level <= _DEEPEST:
            self._level = min(entry.level - 1, self._level + 1)
            self.addOutlineEntry(entry.title, entry.anchor, self._level, closed=1)

    def refer(self, entry: Entry, at: tuple[float, float], kind: Type) -> None:
        """Leave room for the page number of `entry`, ending at a point."""
        form = f"page-{len(self._references)}"
        self._references.append(_Reference(form, entry.anchor, kind))
        self._place(form, at)

    def number_page(self, at: tuple[float, float]) -> None:
        """Leave room for "page x of y", ending at a point."""
        number = self.getPageNumber()
        self._numbered[number] = f"foot-{number}"
        self._place(self._numbered[number], at)

    @override
    def showPage(self) -> None:
        """Begin a new page; the one before takes no more room than in the file."""
        super().showPage()
        paper.pack_last_page(self)

    @override
    def save(self) -> None:
        """Write all page numbers, then the document."""
        for reference in self._references:
            text = str(self._pages[reference.anchor])
            self._write(reference.form, text, reference.kind, design.INK)
        for number, form in self._numbered.items():
            text = self.page_of.format(page=number, pages=max(self._numbered))
            self._write(form, text, design.SMALL, design.SOFT)
        super().save()

    @override
    def _make_preamble(self) -> None:
        """Begin pages without naming a font that no text is set in."""
        self._preamble = "1 0 0 1 0 0 cm"

    def _place(self, form: str, at: tuple[float, float]) -> None:
        self.saveState()
        self.translate(*at)
        self.doForm(form)
        self.restoreState()

    def _write(self, form: str, text: str, kind: Type, colour: str) -> None:
        line = shaping.shape(text, kind.size, bold=kind.bold)
        self.beginForm(form, -_ROOM, -kind.size, 1, 2 * kind.size)
        line.draw(self, -line.width, 0, colour)
        self.endForm()

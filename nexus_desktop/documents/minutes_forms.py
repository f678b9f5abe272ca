"""The head and the foot of papers without a cover: masthead, lines to sign on."""

from typing_extensions import override

from nexus_desktop.core.minutes.value import Masthead, Signatures
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents.minutes_design import Type
from nexus_desktop.documents.minutes_flow import (
    Entry,
    Flow,
    draw_lines,
    fill,
    height_of,
    rule,
    set_lines,
)
from nexus_desktop.documents.minutes_front import draw_badge
from nexus_desktop.documents.minutes_pictures import LOGO_WIDTH, put_logo

_KIND = Type(10, 14, bold=True, colour=design.ACCENT)
_TITLES = (Type(20, 26, bold=True), Type(15, 20, bold=True), Type(11, 15, bold=True))
_LINE = Type(9, 13, colour=design.SOFT)
_FEW = 3  # lines that a title may take before it is set smaller
_BADGE = 28.0
_GAP = 6.0


class MastheadHead(Flow):
    """What the paper is, its title and what it belongs to, with the logo beside."""

    def __init__(self, head: Masthead, width: float) -> None:
        room = width - (LOGO_WIDTH + 20 if head.logo else 0)
        self._head, self._room = head, room
        self._kind = set_lines(head.kind, _KIND, room)
        self._type = next(
            (
                kind
                for kind in _TITLES
                if len(set_lines(head.title, kind, room)) <= _FEW
            ),
            _TITLES[-1],
        )
        self._title = set_lines(head.title, self._type, room)
        self._small = [set_lines(line, _LINE, width) for line in head.lines]
        height = sum(map(height_of, (self._kind, self._title, *self._small)))
        height += 2 * _GAP + 14 + (_BADGE if head.badge else 0)
        super().__init__(height, 0, 12)

    @override
    def draw(self) -> None:
        """Draw it from the top, and enter it into the outline."""
        canvas, head = self.canv, self._head
        canvas.bookmarkHorizontal(head.anchor, 0, self.height + 10)
        canvas.found(Entry(1, head.title, head.anchor))
        top = self.height
        if head.logo is not None:
            put_logo(canvas, head.logo, (self.width, top))
        for lines, kind in ((self._kind, _KIND), (self._title, self._type)):
            draw_lines(canvas, lines, (0, top, self._room), kind)
            top -= height_of(lines) + _GAP / 2
        fill(canvas, design.ACCENT, (0, top, 36, 2.2))
        top -= _GAP
        for lines in self._small:
            draw_lines(canvas, lines, (0, top, self.width), _LINE)
            top -= height_of(lines)
        if head.badge:
            at = (0.0, top - _BADGE + 8)
            draw_badge(canvas, head.badge, at, is_final=head.is_final)
        rule(canvas, design.RULE, (0, 2, self.width))


_SIGN = 46.0
_DATE = 0.26  # of the width
_BETWEEN = 18.0


class SignatureLines(Flow):
    """A line for each signature, with the date beside it."""

    def __init__(self, signatures: Signatures, width: float) -> None:
        self._date = set_lines(signatures.date_label, design.LABEL, width * _DATE)
        self._lines = [
            (
                set_lines(role, design.LABEL, width * (1 - _DATE) - _BETWEEN),
                set_lines(name, design.BODY, width * (1 - _DATE) - _BETWEEN),
            )
            for role, name in signatures.people
        ]
        self._heights = [
            _SIGN + max(height_of(role), height_of(self._date))
            for role, _ in self._lines
        ]
        super().__init__(sum(self._heights), 8, 8)

    @override
    def draw(self) -> None:
        """Draw the names on their lines, what each is under them."""
        canvas, top = self.canv, self.height
        split = self.width * (1 - _DATE)
        for (role, name), height in zip(self._lines, self._heights, strict=True):
            y = top - _SIGN + 2
            rule(canvas, design.FAINT, (0, y, split - _BETWEEN))
            rule(canvas, design.FAINT, (split, y, self.width - split))
            left = split - _BETWEEN
            draw_lines(canvas, name[:1], (0, y + 18, left), design.BODY)
            draw_lines(canvas, role, (0, y - 2, left), design.LABEL)
            draw_lines(
                canvas, self._date, (split, y - 2, self.width - split), design.LABEL
            )
            top -= height

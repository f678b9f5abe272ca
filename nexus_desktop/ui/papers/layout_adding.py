"""New elements for a badge: what can be added, and how large it is at first."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from nexus_desktop.core.badge_fields import FIELDS
from nexus_desktop.core.badge_layout import BY_ROLE, BadgeLayout, Element, Kind

_CODE = 23.0  # millimetres with the white margin; the code itself is then 18


def add_menu(
    owner: QWidget,
    add: Callable[[Element], object],
    layout: Callable[[], BadgeLayout],
    ask_picture: Callable[[], object],
) -> QMenu:
    """Return the menu of what can be added; `layout` says to what."""
    words, menu = _Words(), QMenu(owner)
    fields = menu.addMenu(words.tr("Field of the person"))
    for name, text in FIELDS:
        made = partial(_text, name, f"{{{name}}}")
        fields.addAction(text, partial(_add, add, made, layout))
    for text, make in (
        (words.tr("Words"), partial(_text, "words", words.tr("Words"))),
        (words.tr("Code"), _code),
        (words.tr("Photo"), _photo),
        (words.tr("Coloured area"), _band),
        (words.tr("Line"), _line),
    ):
        menu.addAction(text, partial(_add, add, make, layout))
    menu.addAction(words.tr("Logo or picture…"), ask_picture)
    return menu


def picture(ratio: float, layout: BadgeLayout) -> Element:
    """Return a place for a picture; `ratio` is its width by its height."""
    width = min(layout.width / 3, layout.height / 4 * ratio)
    return _middle(Element("picture", Kind.PICTURE, 0, 0, width, width / ratio), layout)


class _Words(QObject):
    """Translates what the menu says."""


def _add(
    add: Callable[[Element], object],
    make: Callable[[BadgeLayout], Element],
    layout: Callable[[], BadgeLayout],
) -> None:
    add(make(layout()))


def _text(name: str, text: str, layout: BadgeLayout) -> Element:
    width = min(layout.width - 8, 60.0)
    made = Element(name, Kind.TEXT, 0, 0, width, 8, text=text, lines=2)
    return _middle(made, layout)


def _code(layout: BadgeLayout) -> Element:
    return _middle(Element("code", Kind.CODE, 0, 0, _CODE, _CODE), layout)


def _photo(layout: BadgeLayout) -> Element:
    return _middle(Element("photo", Kind.PHOTO, 0, 0, 24, 30), layout)


def _band(layout: BadgeLayout) -> Element:
    height = min(8.0, layout.height)
    top = layout.height - height
    return Element("area", Kind.BAND, 0, top, layout.width, height, ground=BY_ROLE)


def _line(layout: BadgeLayout) -> Element:
    return _middle(
        Element("line", Kind.LINE, 0, 0, layout.width / 2, 0.5, colour=BY_ROLE), layout
    )


def _middle(element: Element, layout: BadgeLayout) -> Element:
    return replace(
        element,
        x=round((layout.width - element.width) / 2),
        y=round((layout.height - element.height) / 2),
    )

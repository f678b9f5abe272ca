"""A layout's own colours of roles and categories, in place of the usual ones."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nexus_desktop.core.badge_layout import word_key
from nexus_desktop.ui.kit.widgets import clear
from nexus_desktop.ui.papers.layout_draft import LayoutDraft
from nexus_desktop.ui.papers.layout_fields import ColourButton, Form


class RoleColours(QWidget):
    """Shows a colour for each role and category that there is."""

    def __init__(self, draft: LayoutDraft) -> None:
        super().__init__()
        self._draft = draft
        self._words: tuple[str, ...] = ()
        self.buttons: dict[str, ColourButton] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        draft.changed.connect(self._show)

    def offer(self, roles: Iterable[str], categories: Iterable[str]) -> None:
        """Offer colours for these words."""
        parts = (
            (self.tr("Colours of roles"), tuple(dict.fromkeys(roles))),
            (self.tr("Colours of categories"), tuple(dict.fromkeys(categories))),
        )
        words = tuple(word for _, some in parts for word in some)
        if words == self._words:
            return
        self._words = words
        self.buttons = {}
        clear(self._box)
        for title, some in parts:
            if some:
                self._box.addWidget(self._form(title, some))
        self._show()

    def _form(self, title: str, words: Iterable[str]) -> Form:
        form = Form(title)
        for word in words:
            made = ColourButton(word, may_be_none=True, is_fixed=True)
            made.edited.connect(partial(self._take, word))
            self.buttons[word] = made
            form.add(word, made)
        return form

    def _show(self) -> None:
        known = self._draft.layout.colours
        for word, made in self.buttons.items():
            made.settle(known.get(word_key(word), ""))

    def _take(self, word: str, colour: str) -> None:
        layout, key = self._draft.layout, word_key(word)
        kept = {known: value for known, value in layout.colours.items() if known != key}
        if colour:
            kept[key] = colour
        self._draft.put(replace(layout, colours=kept))

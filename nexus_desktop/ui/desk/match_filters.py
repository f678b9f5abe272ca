"""What narrows the list of people at the desk: not in yet, a country, a category."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from nexus_desktop.core.desk import Choices
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon


class MatchFilters(QWidget):
    """Three quiet buttons; the scan field keeps the focus.

    Signals:
        awaited_turned: the first was pressed.
        menu_asked: "country" or "category": its choices are needed.
        country_chosen, category_chosen: a code or a category, "" for any.
        menu_closed: a menu went away, with or without a choice.
    """

    awaited_turned = Signal()
    menu_asked = Signal(str)
    country_chosen = Signal(str)
    category_chosen = Signal(str)
    menu_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.awaited = self._button(self.tr("Not in yet"), "F3")
        self.country = self._button(self.tr("Country"), "Alt+C")
        self.category = self._button(self.tr("Category"), "Alt+G")
        self.awaited.clicked.connect(lambda _on: self.awaited_turned.emit())
        for made, what in ((self.country, "country"), (self.category, "category")):
            made.setIcon(icon("chevron-down", "soft"))
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            made.clicked.connect(lambda _on, what=what: self.menu_asked.emit(what))
        self.menu = QMenu(self)
        self.menu.aboutToHide.connect(self.menu_closed)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for made in (self.awaited, self.country, self.category):
            box.addWidget(made)

    def _button(self, words: str, keys: str) -> QPushButton:
        made = QPushButton(words)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setToolTip(f"{words} ({keys})")
        theme.set_role(made, "filter")
        return made

    def show_chosen(self, *, is_awaited: bool, country: str, category: str) -> None:
        """Show what is narrowed by: the country's printed name, the category."""
        self.awaited.setChecked(is_awaited)
        self.country.setChecked(bool(country))
        self.country.setText(country or self.tr("Country"))
        self.category.setChecked(bool(category))
        self.category.setText(category or self.tr("Category"))

    def open_countries(self, choices: Choices, chosen: str) -> None:
        """Let one of the countries be chosen."""
        values = [
            (code, f"{name}  ({count:,})") for code, name, count in choices.countries
        ]
        self._open(self.country, self.tr("Any country"), values, chosen)

    def open_categories(self, choices: Choices, chosen: str) -> None:
        """Let one of the categories be chosen."""
        values = [(name, f"{name}  ({count:,})") for name, count in choices.categories]
        self._open(self.category, self.tr("Any category"), values, chosen)

    def _open(
        self,
        under: QPushButton,
        whole: str,
        values: Iterable[tuple[str, str]],
        chosen: str,
    ) -> None:
        tell = self.country_chosen if under is self.country else self.category_chosen
        self.menu.clear()
        for value, words in (("", whole), *values):
            action = self.menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _on, value=value: tell.emit(value))
            if value == chosen:
                self.menu.setActiveAction(action)
        self.menu.popup(under.mapToGlobal(QPoint(0, under.height() + 2)))

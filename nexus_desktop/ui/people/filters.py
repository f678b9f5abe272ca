"""Narrowing the table of people: a search field and a chip for each property."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.participant import PersonRow
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, label
from nexus_desktop.ui.people.words import people

_LEAST = 320


@dataclass(frozen=True, slots=True)
class Property:
    """Something to narrow by.

    Attributes:
        value: what a person has, "" for nothing.
        text: how a value reads.
    """

    name: str
    value: Callable[[PersonRow], str]
    text: Callable[[str], str]


class Chip(QPushButton):
    """Offers the values of one property; shows the one that is chosen.

    Signals:
        chosen: another value was chosen, or none.
    """

    chosen = Signal()

    def __init__(self, what: Property) -> None:
        super().__init__(what.name)
        self.what = what
        self.value: str | None = None
        self._counts: Counter[str] = Counter()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setCheckable(True)
        theme.set_role(self, "filter")

    def offer(self, counts: Counter[str]) -> None:
        """Offer the values that there are, with how many have each."""
        self._counts = counts
        self._fill_if_open()
        self.setVisible(len(counts) > 1 or self.value is not None)

    def values(self) -> list[str]:
        """Return the values offered, in the order of the menu."""
        return sorted(self._counts, key=lambda value: (not value, self._read(value)))

    def _fill_if_open(self) -> None:
        if self._menu.isVisible():
            self._fill()

    def _fill(self) -> None:
        counts = self._counts
        self._menu.clear()
        self._add(None, self.tr("All"), sum(counts.values()))
        self._menu.addSeparator()
        for value in self.values():
            self._add(value, self._read(value), counts[value])

    def choose(self, value: str | None) -> None:
        """Narrow to those with `value`, or to nobody in particular with None."""
        self.value = value
        self.setChecked(value is not None)
        text = self.what.name
        if value is not None:
            text = f"{text}: {self._read(value)}"
        self.setText(text)
        self.chosen.emit()

    def _add(self, value: str | None, text: str, count: int) -> None:
        shown = text.replace("&", "&&")
        action = self._menu.addAction(f"{shown}  ({count})")
        action.setCheckable(True)
        action.setChecked(value == self.value)
        action.triggered.connect(partial(self.choose, value))

    def _read(self, value: str) -> str:
        return self.what.text(value) or self.tr("Not given")


class Filters(QWidget):
    """The line above the table.

    Signals:
        searched: str, the text typed.
        narrowed: a chip was chosen.
        duplicates_asked: bool, whether possible duplicates are to be shown.
    """

    searched = Signal(str)
    narrowed = Signal()
    duplicates_asked = Signal(bool)

    def __init__(self, properties: Sequence[Property]) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(
            self.tr("Find by name, organisation, city or e-mail")
        )
        self.search.setToolTip(self.tr("Find (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Find people"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(420)
        self.search.textChanged.connect(self.searched)
        self.properties = tuple(properties)
        self.chips = {what.name: Chip(what) for what in properties}
        self.duplicates = button(
            self.tr("Possible duplicates"), "filter", picture="merge"
        )
        self.duplicates.setCheckable(True)
        self.duplicates.setToolTip(
            self.tr("People who may be listed twice (Ctrl+Shift+D)")
        )
        self.duplicates.clicked.connect(self.duplicates_asked)
        self.duplicates.hide()
        self.clear = button(self.tr("Show all"), "link", clicked=self.show_all)
        self.clear.hide()
        self.count = label("", "soft")
        self._lay_out()

    def _lay_out(self) -> None:
        self.setMinimumWidth(_LEAST)  # narrower than one line: there may be two
        self._above, self._below = QHBoxLayout(), QHBoxLayout()
        self._chips = QWidget()
        chips = QHBoxLayout(self._chips)
        for line in (self._above, self._below, chips):
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
        self._above.addWidget(self.search, 1)
        self._above.addWidget(self._chips)
        self._above.addWidget(self.duplicates)
        self._above.addStretch(1)
        self._above.addWidget(self.count, 0, Qt.AlignmentFlag.AlignRight)
        for chip in self.chips.values():
            chips.addWidget(chip)
            chip.chosen.connect(self.narrowed)
        chips.addWidget(self.clear)
        chips.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(self._above)
        box.addLayout(self._below)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Give the chips a line of their own where one line has no room for all."""
        others = (self.search, self._chips, self.duplicates, self.count)
        needed = sum(
            max(part.sizeHint().width(), part.minimumWidth()) + 8
            for part in others
            if not part.isHidden()
        )
        is_above = needed <= self.width()
        if is_above != (self._above.indexOf(self._chips) >= 0):
            if is_above:
                self._below.removeWidget(self._chips)
                self._above.insertWidget(1, self._chips)
            else:
                self._above.removeWidget(self._chips)
                self._below.addWidget(self._chips, 1)

    def offer(self, counts: Mapping[str, Counter[str]]) -> None:
        """Offer the values that occur: name of a property -> how many have each."""
        for name, chip in self.chips.items():
            chip.offer(counts[name])
        self._arrange()

    def offer_duplicates(self, count: int) -> None:
        """Tell how many pairs may be one person; without any there is no chip."""
        self.duplicates.setText(self.tr("Possible duplicates {0}").format(f"{count:,}"))
        self.duplicates.setVisible(count > 0 or self.duplicates.isChecked())
        self._arrange()

    def condition(self) -> Callable[[PersonRow], bool]:
        """Return whether the chips, as they stand now, let somebody through."""
        wanted = [
            (chip.what.value, chip.value)
            for chip in self.chips.values()
            if chip.value is not None
        ]
        return lambda row: all(value(row) == one for value, one in wanted)

    def tell(self, shown: int, there: int) -> None:
        """Say how many of all people are shown."""
        everybody = people(self.tr, there)
        text = self.tr("{0} of {1}").format(f"{shown:,}", everybody)
        self.count.setText(everybody if shown == there else text)
        self.clear.setVisible(shown != there)

    def tell_reading(self, count: int) -> None:
        """Say how many have been read so far."""
        self.count.setText(self.tr("Reading … {0}").format(people(self.tr, count)))

    def show_all(self) -> None:
        """Take back every narrowing."""
        self.search.clear()
        for chip in self.chips.values():
            if chip.value is not None:
                chip.choose(None)


def properties(
    tr: Callable[[str], str], country: Callable[[str], str]
) -> tuple[Property, ...]:
    """Return what the table can be narrowed by."""
    arrived = {"yes": tr("Arrived"), "no": tr("Not here yet")}
    coming = {"expected": tr("Expected"), "cancelled": tr("Cancelled")}
    return (
        Property(tr("Country"), lambda row: row.country, country),
        Property(tr("Category"), lambda row: row.category, str),
        Property(tr("Role"), lambda row: row.role, str),
        Property(
            tr("Arrival"),
            lambda row: "yes" if row.arrived_at else "no",
            lambda value: arrived.get(value, value),
        ),
        Property(
            tr("Status"),
            lambda row: row.status,
            lambda value: coming.get(value, value),
        ),
    )

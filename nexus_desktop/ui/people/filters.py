"""Narrowing the table of people: a search field and a chip for each property."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from nexus_desktop.core.participant import PersonRow
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, label
from nexus_desktop.ui.people.words import people


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
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setCheckable(True)
        theme.set_role(self, "filter")

    def offer(self, rows: Iterable[PersonRow]) -> None:
        """Offer the values that `rows` have, with how many have each."""
        counts = Counter(map(self.what.value, rows))
        self._menu.clear()
        self._add(None, self.tr("All"), sum(counts.values()))
        self._menu.addSeparator()
        for value in sorted(counts, key=lambda value: (not value, self._read(value))):
            self._add(value, self._read(value), counts[value])
        self.setVisible(len(counts) > 1 or self.value is not None)

    def choose(self, value: str | None) -> None:
        """Narrow to those with `value`, or to nobody in particular with None."""
        self.value = value
        self.setChecked(value is not None)
        text = self.what.name
        if value is not None:
            text = f"{text}: {self._read(value)}"
        self.setText(text)
        self.chosen.emit()

    def lets_through(self, row: PersonRow) -> bool:
        """Tell whether `row` has the chosen value."""
        return self.value is None or self.what.value(row) == self.value

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
    """

    searched = Signal(str)
    narrowed = Signal()

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
        self.search.setMinimumWidth(300)
        self.search.setMaximumWidth(420)
        self.search.textChanged.connect(self.searched)
        self.chips = {what.name: Chip(what) for what in properties}
        self.clear = button(self.tr("Show all"), "link", clicked=self.show_all)
        self.clear.hide()
        self.count = label("", "soft")
        self._lay_out()

    def _lay_out(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.search, 1)
        for chip in self.chips.values():
            box.addWidget(chip)
            chip.chosen.connect(self.narrowed)
        box.addWidget(self.clear)
        box.addStretch(1)
        box.addWidget(self.count, 0, Qt.AlignmentFlag.AlignRight)

    def offer(self, rows: Sequence[PersonRow]) -> None:
        """Offer the values that occur in `rows`."""
        for chip in self.chips.values():
            chip.offer(rows)

    def narrow(self, rows: Sequence[PersonRow]) -> list[PersonRow]:
        """Return those of `rows` that every chip lets through; say how many."""
        chips = [chip for chip in self.chips.values() if chip.value is not None]
        return [row for row in rows if all(chip.lets_through(row) for chip in chips)]

    def tell(self, shown: int, there: int) -> None:
        """Say how many of all people are shown."""
        everybody = people(self.tr, there)
        text = self.tr("{0} of {1}").format(f"{shown:,}", everybody)
        self.count.setText(everybody if shown == there else text)
        self.clear.setVisible(shown != there)

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

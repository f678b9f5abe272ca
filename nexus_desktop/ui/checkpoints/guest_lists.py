"""Who is inside a checkpoint now, who came, and who is expected and not here."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from nexus_desktop.core import names
from nexus_desktop.core.checkpoints import Guest
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.ui.checkpoints import words
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.widgets import column, label

_TIME = 1  # the column


class GuestList(QWidget):
    """A list of people, narrowed by what is typed, copied as text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._guests: tuple[Guest, ...] = ()
        self._time: Callable[[datetime], str] = str
        self.model = Rows(self._columns(), self)
        self.table = Table(self.model, "checkpoints/people", self)
        self.table.setAccessibleName(self.tr("People"))
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(self.tr("Find by name or organisation"))
        self.finder.setAccessibleName(self.tr("Find"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self._narrow)
        self.nobody = label("", "soft", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(column(self.nobody, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.finder)
        box.addWidget(self.stack, 1)

    def show_guests(
        self,
        guests: tuple[Guest, ...],
        nobody: str,
        now: datetime,
        workshop: WorkshopInfo,
    ) -> None:
        """Show `guests`, or that there is `nobody`; what stays is left where it is."""
        self.nobody.setText(nobody)
        self._time = lambda at: words.since(at, now, workshop)
        self.stack.setCurrentIndex(0 if guests else 1)
        self.finder.setVisible(bool(guests))
        if guests != self._guests:
            self._guests = guests
            self.table.setColumnHidden(_TIME, not any(guest.at for guest in guests))
            self._narrow()

    def _columns(self) -> list[Column[Guest]]:
        return [
            Column(
                self.tr("Name"),
                lambda guest: guest.name,
                width=164,
                tip=lambda guest: f"{guest.name}\n{guest.organisation}",
            ),
            Column(self.tr("Since"), self._when, order=_at, width=62),
            Column(
                self.tr("From"),
                lambda guest: guest.organisation or guest.country,
                width=96,
                tip=lambda guest: f"{guest.organisation}\n{guest.country}",
            ),
        ]

    def _narrow(self) -> None:
        place = self.table.verticalScrollBar().value()
        self.model.replace(_fitting(self._guests, self.finder.text()))
        self.table.verticalScrollBar().setValue(place)

    def _when(self, guest: Guest) -> str:
        return self._time(guest.at) if guest.at else ""


def _at(guest: Guest) -> str:
    return guest.at.isoformat() if guest.at else ""


def _fitting(guests: Sequence[Guest], typed: str) -> Sequence[Guest]:
    """Return those in whose name or organisation every word typed occurs."""
    asked = names.folded(typed).split()
    if not asked:
        return guests
    return [
        guest
        for guest in guests
        if all(
            word in names.folded(f"{guest.name} {guest.organisation} {guest.country}")
            for word in asked
        )
    ]

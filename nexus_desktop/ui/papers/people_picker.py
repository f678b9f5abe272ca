"""People with check boxes, and a field to find them."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.lists.material import Listed
from nexus_desktop.core.names import folded
from nexus_desktop.ui.kit import theme

_ID = Qt.ItemDataRole.UserRole
_SOUGHT = Qt.ItemDataRole.UserRole + 1


class PeoplePicker(QWidget):
    """Chooses people; the chosen ones stand first when they are offered.

    Signals:
        edited: somebody was put in or left out; `chosen` has who is in.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a name"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("People"))
        theme.set_role(self.list, "bare")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.field)
        box.addWidget(self.list, 1)
        self.field.textChanged.connect(self._narrow)
        self.list.itemChanged.connect(lambda _: self.edited.emit())

    @property
    def chosen(self) -> frozenset[str]:
        """Return the ids of those who are in."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return frozenset(
            item.data(_ID)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def offer(self, people: Iterable[Listed], chosen: Iterable[str]) -> None:
        """Show `people`, those whose ids are `chosen` first and in."""
        within = set(chosen)
        ordered = sorted(people, key=lambda p: (p.id not in within, folded(p.name)))
        with QSignalBlocker(self.list):
            self.list.clear()
            for person in ordered:
                self.list.addItem(_item(person, is_in=person.id in within))
        self._narrow(self.field.text())

    def _narrow(self, text: str) -> None:
        words = folded(text).split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            sought = item.data(_SOUGHT)
            item.setHidden(not all(word in sought for word in words))


def _item(person: Listed, *, is_in: bool) -> QListWidgetItem:
    made = QListWidgetItem(person.name)
    fields = person.fields
    made.setData(_ID, person.id)
    made.setData(
        _SOUGHT, folded(f"{fields.printed_name} {fields.native_name} {fields.reading}")
    )
    made.setToolTip(" · ".join(filter(None, (fields.organisation, person.country))))
    made.setFlags(
        Qt.ItemFlag.ItemIsEnabled
        | Qt.ItemFlag.ItemIsSelectable
        | Qt.ItemFlag.ItemIsUserCheckable
    )
    made.setCheckState(Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked)
    return made

"""The panel in which a group gets its topic, room, people in charge and size."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QWidget

from nexus_desktop.core.breakout import Group, GroupDraft
from nexus_desktop.ui.breakouts.side import SidePanel
from nexus_desktop.ui.kit.widgets import button, column, label, row


class GroupPanel(SidePanel):
    """Edits a group.

    Signals:
        saved: group id and `GroupDraft`.
    """

    saved = Signal(str, object)

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Group {}").format(group.draft.name), parent)
        self.group_id = group.id
        draft = group.draft
        self.fields = {
            "name": _line(draft.name, self.tr("Name")),
            "topic": _line(draft.topic, self.tr("Topic")),
            "room": _line(draft.room, self.tr("Room")),
            "table": _line(draft.table, self.tr("Table")),
            "facilitator": _line(draft.facilitator, self.tr("Facilitator")),
            "rapporteur": _line(draft.rapporteur, self.tr("Rapporteur")),
        }
        self.even = QCheckBox(self.tr("An even share of all people"))
        self.even.setChecked(not draft.seats_max)
        self.least, self.most = _spin(group.seats_min), _spin(group.seats_max)
        self.save = button(self.tr("Save"), "main", clicked=self._save)
        self._fill()
        self.even.toggled.connect(self._show_sizes)
        self._show_sizes()
        for field in self.fields.values():
            field.returnPressed.connect(self._save)

    def _fill(self) -> None:
        named = {
            name: column(label(field.accessibleName(), "head"), field, gap=4)
            for name, field in self.fields.items()
        }
        least = column(label(self.tr("At least"), "head"), self.least, gap=4)
        most = column(label(self.tr("At most"), "head"), self.most, gap=4)
        self._sizes = row(least, most, gap=12)
        self.add(
            named["name"], named["topic"],
            row(named["room"], named["table"], gap=12),
            named["facilitator"], named["rapporteur"],
            label(self.tr("People"), "head"), self.even, self._sizes,
        )  # fmt: skip
        self.finish(self.save)

    def _show_sizes(self) -> None:
        self._sizes.setVisible(not self.even.isChecked())

    def _save(self) -> None:
        texts = {name: field.text() for name, field in self.fields.items()}
        even = self.even.isChecked()
        draft = GroupDraft(
            **texts,
            seats_min=0 if even else self.least.value(),
            seats_max=0 if even else self.most.value(),
        )
        self.saved.emit(self.group_id, draft)


def _line(text: str, name: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    line.setCursorPosition(0)
    return line


def _spin(value: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(0, 9999)
    spin.setValue(value)
    return spin

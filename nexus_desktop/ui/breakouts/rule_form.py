"""The line in which a rule is put together: a person, a form, a person or a group."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from nexus_desktop.ui.breakouts.completing import by_any_part
from nexus_desktop.ui.kit.widgets import button, column, hold, label, row

_FORMS = (
    ("together", "sits together with"),
    ("apart", "never shares a group with"),
    ("must", "must be in the group"),
    ("must not", "must not be in the group"),
)
_OF_A_GROUP = ("must", "must not")


class RuleForm(QWidget):
    """Asks for a rule.

    Signals:
        added: form, participant ids, key of a group or None.
        refused: what is wrong.
    """

    added = Signal(str, object, object)
    refused = Signal(str)

    def __init__(
        self, people: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """Ask about `people`: (name, id)."""
        super().__init__(parent)
        self.first = person_picker(people, self.tr("Person"))
        self.second = person_picker(people, self.tr("Other person"))
        self.form = QComboBox()
        for form, words in _FORMS:
            self.form.addItem(self.tr(words), form)
        self.form.setAccessibleName(self.tr("Rule"))
        self.group = QComboBox()
        self.group.setAccessibleName(self.tr("Group"))
        self.make = button(self.tr("Add rule"), "main", clicked=self._add)
        self.caption = label("", "small")
        self._group = column(self.group, self.caption, gap=4)
        box = column(
            self.first, self.form, self.second, self._group, row(self.make, None),
            gap=12,
        )  # fmt: skip
        hold(self, box)
        self.form.currentIndexChanged.connect(self._show_second)
        self._show_second()

    def show_groups(self, groups: Sequence[tuple[str, object]], caption: str) -> None:
        """Offer groups: (title, key); what is chosen stays chosen."""
        chosen = self.group.currentIndex()
        self.group.clear()
        for title, key in groups:
            self.group.addItem(title, key)
        self.group.setCurrentIndex(chosen if 0 <= chosen < len(groups) else 0)
        self.caption.setText(caption)
        self.caption.setVisible(bool(caption))

    def choose(self, participant: str) -> None:
        """Begin a rule about somebody."""
        self.first.setCurrentIndex(self.first.findData(participant))

    def _show_second(self) -> None:
        of_a_group = self.form.currentData() in _OF_A_GROUP
        self.second.setVisible(not of_a_group)
        self._group.setVisible(of_a_group)

    def _add(self) -> None:
        form = self.form.currentData()
        pickers = (self.first,) if form in _OF_A_GROUP else (self.first, self.second)
        chosen = [_chosen(picker) for picker in pickers]
        if -1 in chosen:
            self.refused.emit(self.tr("Choose people from the list."))
            return
        people = tuple(
            picker.itemData(number)
            for picker, number in zip(pickers, chosen, strict=True)
        )
        group = self.group.currentData() if form in _OF_A_GROUP else None
        self.added.emit(form, people, group)


def person_picker(people: Sequence[tuple[str, str]], name: str) -> QComboBox:
    """Return a list of people that is narrowed by what is typed."""
    picker = QComboBox()
    for text, key in people:
        picker.addItem(text, key)
    line = QLineEdit(placeholderText=name)
    picker.setEditable(True)
    picker.setLineEdit(line)
    picker.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    picker.setMinimumContentsLength(10)
    picker.setCompleter(by_any_part((text for text, _ in people), picker))
    picker.setCurrentIndex(-1)
    picker.setAccessibleName(name)
    return picker


def _chosen(picker: QComboBox) -> int:
    """Return the number of what was chosen or typed out, -1 if it is not listed."""
    number = picker.currentIndex()
    if picker.itemText(number) == picker.currentText():
        return number
    return picker.findText(picker.currentText())

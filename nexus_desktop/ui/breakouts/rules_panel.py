"""The panel of hard rules: who sits together, apart, in a group or never in it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.breakout import Board, RuleInfo, in_order
from nexus_desktop.ui.breakouts.side import SidePanel
from nexus_desktop.ui.kit.widgets import button, clear, column, label, row

_FORMS = (
    ("together", "sits together with"),
    ("apart", "never shares a group with"),
    ("must", "must be in the group"),
    ("must not", "must not be in the group"),
)
_OF_A_GROUP = ("must", "must not")


class RulesPanel(SidePanel):
    """Adds rules and takes them away; every plan keeps them.

    Signals:
        added: form, participant ids, group id or None.
        removed: rule id.
    """

    added = Signal(str, object, object)
    removed = Signal(str)

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Rules"), parent)
        people = [(card.name, card.id) for card in in_order(board.cards())]
        self.first = _picker(people, self.tr("Person"))
        self.second = _picker(people, self.tr("Other person"))
        self.form = QComboBox()
        for form, words in _FORMS:
            self.form.addItem(self.tr(words), form)
        self.form.setAccessibleName(self.tr("Rule"))
        self.group = QComboBox()
        for group in board.groups:
            self.group.addItem(group.title, group.id)
        self.group.setAccessibleName(self.tr("Group"))
        self.make = button(self.tr("Add rule"), "main", clicked=self._add)
        self._rules = QVBoxLayout()
        self._rules.setSpacing(8)
        self._fill(board.round.number)
        self.form.currentIndexChanged.connect(self._show_second)
        self._show_second()

    def _fill(self, number: int) -> None:
        listed = QWidget()
        listed.setLayout(self._rules)
        group = self.tr("Groups of round {}").format(number)
        self._group = column(self.group, label(group, "small"), gap=4)
        self.add(
            label(self.tr("New rule"), "head"),
            self.first,
            self.form,
            self.second,
            self._group,
            row(self.make, None),
            label(self.tr("Rules that every plan keeps"), "head"),
            listed,
        )
        self.finish()

    def show_rules(self, rules: Sequence[RuleInfo]) -> None:
        """List the rules that are in force."""
        clear(self._rules)
        self.explain("")
        for rule in rules:
            self._rules.addWidget(self._line(rule))
        if not rules:
            self._rules.addWidget(label(self.tr("None yet."), "small"))

    def _line(self, rule: RuleInfo) -> QWidget:
        remove = button(
            self.tr("Remove"), "link", clicked=partial(self._remove, rule.id)
        )
        remove.setAccessibleName(self.tr("Remove: {}").format(rule.sentence))
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label(rule.sentence, wrap=True), 1)
        box.addWidget(remove)
        return line

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
            self.explain(self.tr("Choose people from the list."))
            return
        people = tuple(
            picker.itemData(number)
            for picker, number in zip(pickers, chosen, strict=True)
        )
        group = self.group.currentData() if form in _OF_A_GROUP else None
        self.added.emit(form, people, group)

    def _remove(self, rule_id: str) -> None:
        self.removed.emit(rule_id)


def _picker(people: Sequence[tuple[str, str]], name: str) -> QComboBox:
    """Return a list of people that is narrowed by what is typed."""
    picker = QComboBox()
    for text, key in people:
        picker.addItem(text, key)
    line = QLineEdit(placeholderText=name)
    picker.setEditable(True)
    picker.setLineEdit(line)
    picker.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    picker.setMinimumContentsLength(10)
    completer = QCompleter(picker.model(), picker)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    picker.setCompleter(completer)
    picker.setCurrentIndex(-1)
    picker.setAccessibleName(name)
    return picker


def _chosen(picker: QComboBox) -> int:
    """Return the number of what was chosen or typed out, -1 if it is not listed."""
    number = picker.currentIndex()
    if picker.itemText(number) == picker.currentText():
        return number
    return picker.findText(picker.currentText())

"""The panel of a group: its topic, room, people in charge and size, and its make-up."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QWidget,
)

from nexus_desktop.core.breakout import TRAITS, Board, Group, GroupDraft
from nexus_desktop.ui.breakouts.completing import by_any_part
from nexus_desktop.ui.breakouts.make_up import MakeUp
from nexus_desktop.ui.breakouts.side import SidePanel
from nexus_desktop.ui.kit.widgets import button, column, label, row


class GroupPanel(SidePanel):
    """Edits a group, or shows who is in it against everybody in the round.

    Signals:
        saved: group id and `GroupDraft`.
    """

    saved = Signal(str, object)

    def __init__(
        self, group: Group, board: Board, parent: QWidget | None = None
    ) -> None:
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
        people = sorted(card.name for card in board.cards())
        for name in ("facilitator", "rapporteur"):
            self.fields[name].setCompleter(by_any_part(people, self))
        self.even = QCheckBox(self.tr("An even share of all people"))
        self.even.setChecked(not draft.seats_max)
        self.least, self.most = _spin(group.seats_min), _spin(group.seats_max)
        self.save = button(self.tr("Save"), "main", clicked=self._save)
        self.make_up = _make_up(group, board)
        self._fill()
        self.even.toggled.connect(self._show_sizes)
        self._show_sizes()
        for field in self.fields.values():
            field.returnPressed.connect(self._save)

    def _fill(self) -> None:
        self._choice = QButtonGroup(self)
        self._choice.idClicked.connect(self._turn)
        named = {
            name: column(label(field.accessibleName(), "head"), field, gap=4)
            for name, field in self.fields.items()
        }
        least = column(label(self.tr("At least"), "head"), self.least, gap=4)
        most = column(label(self.tr("At most"), "head"), self.most, gap=4)
        self._sizes = row(least, most, gap=12)
        form = column(
            named["name"], named["topic"],
            row(named["room"], named["table"], gap=12),
            named["facilitator"], named["rapporteur"],
            label(self.tr("People"), "head"), self.even, self._sizes, gap=12,
        )  # fmt: skip
        hint = self.tr(
            "Bars: this group. Marks: everybody. Figures: people, part here / of all."
        )
        make_up = column(label(hint, "small", wrap=True), self.make_up, None)
        self.pages = QStackedWidget()
        self.pages.addWidget(form)
        self.pages.addWidget(make_up)
        self.tabs = [self._tab(number) for number in range(2)]
        self.add(row(*self.tabs, None, gap=2), self.pages)
        self.finish(self.save)

    def _tab(self, number: int) -> QPushButton:
        made = button((self.tr("Details"), self.tr("Make-up"))[number], "choice")
        made.setCheckable(True)
        made.setChecked(number == 0)
        self._choice.addButton(made, number)
        return made

    @Slot(int)
    def _turn(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self.save.setVisible(number == 0)

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


def _make_up(group: Group, board: Board) -> MakeUp:
    weights = board.round.weights.traits
    counting = [trait.field for trait in TRAITS if weights.get(trait.field)]
    everybody = [card for other in board.groups for card in other.cards]
    return MakeUp(group.cards, everybody, counting or [TRAITS[0].field])

"""Choosing how much something counts: off, matters, matters most."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from nexus_desktop.core.breakout import LEVELS, TRAITS, Level, Weights
from nexus_desktop.ui.kit.widgets import button, label

REPEAT = "repeat"
WISH = "wish"
_SUGGESTED = ("country", "category", "gender")


class LevelPicker(QWidget):
    """Three words side by side, one of which is chosen; arrows move between them.

    Signals:
        picked: another one was chosen.
    """

    picked = Signal()

    def __init__(self, name: str, weight: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        chosen = nearest(weight)
        for number, level in enumerate(LEVELS):
            choice = button(self.tr(level.label), "choice")
            choice.setCheckable(True)
            choice.setChecked(level is chosen)
            choice.setAccessibleName(f"{name}: {level.label}")
            self._group.addButton(choice, number)
            box.addWidget(choice)
        self._group.buttonToggled.connect(lambda _button, _on: self.picked.emit())

    @property
    def weight(self) -> float:
        """The weight of the level chosen."""
        return LEVELS[self._group.checkedId()].weight

    def choose(self, label: str) -> None:
        """Choose a level by its word."""
        for number, level in enumerate(LEVELS):
            if level.label == label:
                self._group.button(number).setChecked(True)


class LevelTable(QWidget):
    """A line for each trait, for meeting new people and, if there are any, wishes.

    A trait is spread evenly, or its equals are brought together (language groups).

    Signals:
        edited: something was changed.
    """

    edited = Signal()

    def __init__(
        self,
        traits: Sequence[str],
        weights: Weights,
        *,
        wishes: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        labels = {trait.field: self.tr(trait.label) for trait in TRAITS}
        lines = {trait: weights.traits.get(trait, 0.0) for trait in traits}
        lines[REPEAT] = weights.repeat
        labels[REPEAT] = self.tr("Meeting new people")
        if wishes:
            lines[WISH] = weights.wish
            labels[WISH] = self.tr("Topic wishes")
        self.pickers: dict[str, LevelPicker] = {}
        self.gather: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for number, (name, weight) in enumerate(lines.items()):
            self.pickers[name] = LevelPicker(labels[name], weight)
            grid.addWidget(label(labels[name]), number, 0)
            grid.addWidget(self.pickers[name], number, 1)
            self.pickers[name].picked.connect(self._picked)
            if name in traits:
                self.gather[name] = self._gather_button(labels[name])
                self.gather[name].setChecked(name in weights.gathered)
                grid.addWidget(self.gather[name], number, 2)
        self._picked()

    @property
    def weights(self) -> Weights:
        """What was chosen."""
        chosen = {name: picker.weight for name, picker in self.pickers.items()}
        repeat, wish = chosen.pop(REPEAT), chosen.pop(WISH, 0.0)
        traits = {k: v for k, v in chosen.items() if v}
        gathered = tuple(k for k in traits if self.gather[k].isChecked())
        return Weights(traits, repeat, wish, gathered)

    def _gather_button(self, name: str) -> QPushButton:
        made = button("", "choice", picture="merge")
        made.setCheckable(True)
        words = self.tr("Bring the same {} together, instead of spreading it evenly")
        made.setToolTip(words.format(name.lower()))
        made.setAccessibleName(words.format(name.lower()))
        made.toggled.connect(lambda _on: self.edited.emit())
        return made

    def _picked(self) -> None:
        for name, made in self.gather.items():
            made.setEnabled(self.pickers[name].weight > 0)
        self.edited.emit()


def nearest(weight: float) -> Level:
    """Return the level whose weight comes closest."""
    return min(LEVELS, key=lambda level: abs(level.weight - weight))


def suggested(traits: Sequence[str], *, wishes: bool) -> Weights:
    """Return what is proposed for a first round."""
    chosen: Mapping[str, float] = {
        trait: LEVELS[1].weight for trait in _SUGGESTED if trait in traits
    }
    return Weights(chosen, LEVELS[1].weight, LEVELS[1].weight if wishes else 0.0)

"""The panel of a round: what matters in its plan, and taking the round away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nexus_desktop.core.breakout import RoundChoices, RoundInfo
from nexus_desktop.ui.breakouts.levels import LevelTable
from nexus_desktop.ui.breakouts.side import WIDTH, SidePanel
from nexus_desktop.ui.kit.widgets import button, label

_MORE = 40  # pixels: the levels need more room than other forms


class RoundPanel(SidePanel):
    """Edits a round.

    Signals:
        saved: `Weights`.
        removed: the round is to be taken away.
    """

    saved = Signal(object)
    removed = Signal()

    def __init__(
        self, info: RoundInfo, choices: RoundChoices, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Round {}").format(info.number), parent)
        self.setFixedWidth(WIDTH + _MORE)
        self.levels = LevelTable(choices.traits, info.weights, wishes=choices.wishes)
        self.save = button(self.tr("Save"), "main", clicked=self._save)
        self.remove = button(
            self.tr("Remove round"), "danger", clicked=self.removed.emit
        )
        hint = self.tr("All rounds that are not published are solved together: what "
                       "matters most in one of them matters in all.")  # fmt: skip
        self.add(
            label(self.tr("What matters in a good plan"), "head"),
            self.levels,
            label(hint, "small", wrap=True),
        )
        self.finish(self.save, self.remove)

    def _save(self) -> None:
        self.saved.emit(self.levels.weights)

"""The panel that says why somebody sits where they sit."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nexus_desktop.core.breakout_why import Other, Why
from nexus_desktop.core.breakout_words import change
from nexus_desktop.ui.breakouts.side import SidePanel, pair
from nexus_desktop.ui.kit.widgets import clear, label


class WhyPanel(SidePanel):
    """Shows a `Why`: in a sentence, then group by group."""

    def __init__(
        self, participant: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Why here? {}").format(name), parent)
        self.participant = participant
        self.told = label(self.tr("Looking at the other groups…"), wrap=True)
        self.others = QVBoxLayout()
        self.others.setContentsMargins(0, 0, 0, 0)
        self.others.setSpacing(12)
        self._listed = QWidget()
        self._listed.setLayout(self.others)
        self.head = label("", "head")
        self.add(self.head, self.told, label(self.tr("The other groups"), "head"))
        hint = self.tr(
            "The figures say how the cost of the whole plan changes; less is better."
        )
        self.add(label(hint, "small", wrap=True), self._listed)
        self.finish()

    def show_why(self, why: Why) -> None:
        """Show the reasons."""
        clear(self.others)
        self.head.setText(self.tr("Group {}").format(why.group))
        self.told.setText(why.told)
        for other in why.others:
            self.others.addWidget(self._block(other))

    def _block(self, other: Other) -> QWidget:
        tone = "chip_good" if other.change < 0 else "chip_warn"
        chip = label(change(other.change), tone if other.allowed else "chip_bad")
        if not other.allowed:
            chip.setText(self.tr("not possible"))
        title = label(self.tr("Group {}").format(other.title), wrap=True)
        block = QWidget()
        box = QVBoxLayout(block)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(pair(title, chip))
        box.addWidget(label(other.told, "small", wrap=True))
        return block

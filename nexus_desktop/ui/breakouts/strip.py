"""The bar between board and dock that says who is missing and who is new."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from nexus_desktop.core.breakout_repair import Turnout
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, label

KEY = "Ctrl+R"


class RepairStrip(QFrame):
    """Shown only while there is something to mend.

    Signals:
        asked: the repair is to be shown.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.count = label("", "chip_warn")
        self.words = ElidedLabel("soft")
        self.repair = button(
            self.tr("Repair…"), clicked=self.asked.emit, picture="users-round"
        )
        self.repair.setShortcut(KEY)
        self.repair.setToolTip(
            self.tr("Mend the round, with as few moves as you like ({})").format(KEY)
        )
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 6, 16, 6)
        box.setSpacing(12)
        box.addWidget(self.count)
        box.addWidget(self.words)
        box.addStretch(1)
        box.addWidget(self.repair)
        self.show_turnout(None)

    def show_turnout(self, turnout: Turnout | None) -> None:
        """Say who is missing and new, or go away when nobody is."""
        needed = turnout is not None and turnout.is_needed
        self.setVisible(needed)
        if turnout is None or not needed:
            return
        self.count.setText(turnout.told)
        self.words.setText(self._said(turnout))

    def _said(self, turnout: Turnout) -> str:
        if turnout.begun:
            return self.tr(
                "Round {} has begun: all who sit stay, newcomers get a seat."
            ).format(turnout.number)
        if turnout.by_check_in:
            return self.tr("By the check-ins so far.")
        return self.tr("By the list of participants.")

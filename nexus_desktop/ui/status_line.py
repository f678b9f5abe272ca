"""The quiet line below every screen: saved, day, what is on, who works here."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label


class StatusLine(QFrame):
    """Shows what it is told.

    Signals:
        actor_named: str, the name that entries carry from now on.
        keys_asked: somebody wants the list of keys.
        laptops_asked: somebody wants to know more of the laptops.
    """

    actor_named = Signal(str)
    keys_asked = Signal()
    laptops_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "status")
        self.setFixedHeight(32)
        self.file = label("", "small")
        self.saved = label("", "small")
        self.day = label("", "small")
        self.now = label("", "small")
        self._make_actor()
        self._make_laptops()
        keys = button(self.tr("F1 keys"), "link", clicked=self.keys_asked.emit)
        keys.setStyleSheet("font-size: 12px;")
        box = QHBoxLayout(self)
        box.setContentsMargins(24, 0, 24, 0)
        box.setSpacing(20)
        for shown in (self.file, self.saved, self.day, self.now):
            box.addWidget(shown)
        box.addWidget(self.laptops)
        box.addStretch(1)
        box.addWidget(self.actor)
        box.addWidget(keys)

    def _make_actor(self) -> None:
        self.actor = QLineEdit()
        theme.set_role(self.actor, "bare")
        self.actor.setStyleSheet("font-size: 12px; min-height: 16px;")
        self.actor.setMaximumWidth(180)
        self.actor.setPlaceholderText(self.tr("Who works here?"))
        self.actor.setToolTip(self.tr("The name that the history shows for your work"))
        self.actor.setAccessibleName(self.tr("Name of whoever works on this laptop"))
        self.actor.editingFinished.connect(self._name_actor)

    def _make_laptops(self) -> None:
        self.laptops = button("", "link", clicked=self.laptops_asked.emit)
        self.laptops.setStyleSheet("font-size: 12px;")
        self.laptops.setToolTip(
            self.tr("The laptops that share this workshop (Ctrl+Shift+L)")
        )
        self.laptops.hide()

    def say_saved(self, at: datetime) -> None:
        """Say that everything was on disk at `at` (in the workshop's zone)."""
        self.saved.setText(self.tr("Saved {0}").format(f"{at:%H:%M:%S}"))

    def say_laptops(self, text: str) -> None:
        """Say how things stand between the laptops; "" where there is one only."""
        self.laptops.setText(text)
        self.laptops.setVisible(bool(text))

    def _name_actor(self) -> None:
        self.actor_named.emit(self.actor.text().strip())
        self.actor.clearFocus()

"""What is planned so far: shown at the side while no session is selected."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nexus_desktop.core.programme import FORMS, SessionInfo
from nexus_desktop.core.workshop import Objective, WorkshopInfo
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import clear, label, panel, row


class Summary(QWidget):
    """Counts sessions by kind and by objective; says how the board is used."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)

    def show_sessions(
        self, sessions: Sequence[SessionInfo], workshop: WorkshopInfo
    ) -> None:
        """Show what these sessions come to."""
        clear(self._box)
        self._box.addWidget(self._kinds(sessions))
        if workshop.objectives:
            self._box.addWidget(self._coverage(sessions, workshop.objectives))
        self._box.addWidget(self._hints())
        self._box.addStretch(1)

    def _kinds(self, sessions: Sequence[SessionInfo]) -> QFrame:
        counted = Counter(session.form for session in sessions)
        lines = [
            row(
                label(form.label, "soft"),
                None,
                label(str(counted[form.name]), "strong"),
            )
            for form in FORMS
            if counted[form.name]
        ]
        title = self.tr("Sessions by kind ({0})").format(len(sessions))
        return panel(label(title, "head"), *lines, gap=6)

    def _coverage(
        self, sessions: Sequence[SessionInfo], objectives: Sequence[Objective]
    ) -> QFrame:
        counted = Counter(number for item in sessions for number in item.objectives)
        lines = []
        for objective in objectives:
            text = ElidedLabel("soft")
            text.setText(f"{objective.number}  {objective.text}")
            count = counted[objective.number]
            number = (
                label(str(count), "strong")
                if count
                else label(self.tr("none"), "chip_warn")
            )
            lines.append(row(text, None, number))
        return panel(label(self.tr("Sessions by objective"), "head"), *lines, gap=6)

    def _hints(self) -> QFrame:
        hints = (
            (self.tr("drag"), self.tr("move a session, or its lower edge")),
            (self.tr("double click"), self.tr("a new session at this time")),
            (self.tr("Alt+↑ ↓"), self.tr("five minutes earlier or later")),
        )
        lines = (
            row(label(keys, "key"), label(words, "small"), None)
            for keys, words in hints
        )
        return panel(*lines, gap=6)

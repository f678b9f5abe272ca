"""The side of the notes: what the session has, which objectives and cities it heard."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from nexus_desktop.core.notation import NoteKind
from nexus_desktop.core.note import NotesSummary
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import clear, label, panel, row

WIDTH = 300
_MOST_CITIES = 14
_COUNTED = (
    (NoteKind.KEY, "Key messages"),
    (NoteKind.DECISION, "Decisions"),
    (NoteKind.RECOMMENDATION, "Recommendations"),
    (NoteKind.ACTION, "Actions"),
    (NoteKind.QUESTION, "Questions"),
)


class Rail(QScrollArea):
    """Shows a summary."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        self.setWidget(inside)

    def show_summary(self, summary: NotesSummary) -> None:
        """Show what has been noted so far."""
        clear(self._box)
        self._box.addWidget(self._session(summary))
        if summary.objectives:
            self._box.addWidget(self._objectives(summary))
        if summary.heard or summary.to_hear:
            self._box.addWidget(self._cities(summary))
        self._box.addStretch(1)

    def _session(self, summary: NotesSummary) -> QWidget:
        counts = [
            self._count(self.tr(words), self._number(summary, kind))
            for kind, words in _COUNTED
            if summary.kinds.get(kind)
        ]
        lines = self._count(self.tr("Lines"), str(summary.lines))
        return panel(label(self.tr("This session"), "head"), *counts, lines)

    def _number(self, summary: NotesSummary, kind: NoteKind) -> str:
        number = str(summary.kinds[kind])
        if kind is not NoteKind.ACTION or not summary.without_owner:
            return number
        without = summary.without_owner
        return self.tr("{0}, {1} without owner").format(
            number, self.tr("one") if without == 1 else without
        )

    def _count(self, words: str, number: str) -> QWidget:
        return row(label(words, "soft"), None, label(number, "strong"))

    def _objectives(self, summary: NotesSummary) -> QWidget:
        lines = []
        for number, text, count in summary.objectives:
            words = ElidedLabel("")
            words.setText(f"{number}  {text}")
            spoken = label(str(count) if count else self.tr("none yet"), "small")
            lines.append(row(words, None, spoken))
        return panel(label(self.tr("Objectives spoken to"), "head"), *lines)

    def _cities(self, summary: NotesSummary) -> QWidget:
        heard, to_hear = summary.heard, summary.to_hear
        title = self.tr("Cities heard: {0} of {1}").format(
            len(heard), len(heard) + len(to_hear)
        )
        parts: list[QWidget] = [label(title, "head")]
        if heard:
            parts.append(self._names(self.tr("Heard: {0}"), heard))
        if to_hear:
            parts.append(self._names(self.tr("Still to hear: {0}"), to_hear))
        return panel(*parts)

    def _names(self, words: str, names: Sequence[str]) -> QWidget:
        shown = ", ".join(names[:_MOST_CITIES])
        more = len(names) - _MOST_CITIES
        if more > 0:
            shown = self.tr("{0} and {1} more").format(shown, more)
        made = label(words.format(shown), "soft", wrap=True)
        made.setToolTip(", ".join(names))
        return made

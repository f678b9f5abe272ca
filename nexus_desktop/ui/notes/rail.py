"""The side of the notes: what the session has, which objectives and cities it heard.

Its labels stay and change their words: it is told something new with every line.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from nexus_desktop.core.notation import NoteKind
from nexus_desktop.core.note import NotesSummary
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import clear, column, label, panel, row
from nexus_desktop.ui.notes.pictures_panel import PicturesPanel

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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._counts = {kind: _Count(self.tr(words)) for kind, words in _COUNTED}
        self._lines = _Count(self.tr("Lines"))
        self._spoken: list[tuple[tuple[int, str], QLabel]] = []
        self._objectives_box = QVBoxLayout()
        self._heard_of = label("", "head")
        self._heard = label("", "soft", wrap=True)
        self._to_hear = label("", "soft", wrap=True)
        self.pictures = PicturesPanel()
        self._cities = panel(self._heard_of, self._heard, self._to_hear)
        self._objectives = panel(label(self.tr("Objectives spoken to"), "head"))
        whole = column(
            panel(
                label(self.tr("This session"), "head"),
                *self._counts.values(),
                self._lines,
            ),
            self.pictures,
            self._objectives,
            self._cities,
            None,
            gap=12,
        )
        self._objectives_box.setSpacing(8)
        objectives = self._objectives.layout()
        if isinstance(objectives, QVBoxLayout):
            objectives.addLayout(self._objectives_box)
        self.setWidget(whole)
        self._objectives.hide()
        self._cities.hide()

    def show_summary(self, summary: NotesSummary) -> None:
        """Show what has been noted so far."""
        for kind, count in self._counts.items():
            count.say(self._number(summary, kind), is_shown=kind in summary.kinds)
        self._lines.say(str(summary.lines))
        self._show_objectives(summary)
        self._show_cities(summary.heard, summary.to_hear)

    def _number(self, summary: NotesSummary, kind: NoteKind) -> str:
        number = str(summary.kinds.get(kind, 0))
        without = summary.without_owner
        if kind is not NoteKind.ACTION or not without:
            return number
        words = self.tr("one") if without == 1 else str(without)
        return self.tr("{0}, {1} without owner").format(number, words)

    def _show_objectives(self, summary: NotesSummary) -> None:
        stated = [(number, text) for number, text, _ in summary.objectives]
        if stated != [objective for objective, _ in self._spoken]:
            self._make_objectives(stated)
        for (_, spoken), (_, _, count) in zip(
            self._spoken, summary.objectives, strict=True
        ):
            spoken.setText(str(count) if count else self.tr("none yet"))
        self._objectives.setVisible(bool(stated))

    def _make_objectives(self, stated: Sequence[tuple[int, str]]) -> None:
        clear(self._objectives_box)
        self._spoken = []
        for number, text in stated:
            words, spoken = ElidedLabel(""), label("", "small")
            words.setText(f"{number}  {text}")
            self._objectives_box.addWidget(row(words, None, spoken))
            self._spoken.append(((number, text), spoken))

    def _show_cities(self, heard: Sequence[str], to_hear: Sequence[str]) -> None:
        words = self.tr("Cities heard: {0} of {1}")
        self._heard_of.setText(words.format(len(heard), len(heard) + len(to_hear)))
        self._name(self._heard, self.tr("Heard: {0}"), heard)
        self._name(self._to_hear, self.tr("Still to hear: {0}"), to_hear)
        self._cities.setVisible(bool(heard or to_hear))

    def _name(self, where: QLabel, words: str, names: Sequence[str]) -> None:
        shown = ", ".join(names[:_MOST_CITIES])
        more = len(names) - _MOST_CITIES
        if more > 0:
            shown = self.tr("{0} and {1} more").format(shown, more)
        where.setText(words.format(shown))
        where.setToolTip(", ".join(names))
        where.setVisible(bool(names))


class _Count(QWidget):
    """Words at the left, a number at the right."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._number = label("", "strong")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(row(label(words, "soft"), None, self._number))

    def say(self, number: str, *, is_shown: bool = True) -> None:
        """Show `number`, or nothing at all."""
        self._number.setText(number)
        self.setVisible(is_shown)

"""Two people side by side: who stays, and whose value counts where they differ."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.participant import BY_NAME, Person, Status
from nexus_desktop.core.people_merging import Choice, Difference
from nexus_desktop.services.people_merging import PHOTO, Comparison
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, clear, column, label, row
from nexus_desktop.ui.people.columns import Manner

WIDTH = 480


class ChoiceLine(QWidget):
    """One field that differs: a button for each value, one of them pressed.

    Arrow keys go from value to value.
    """

    def __init__(self, caption: str, options: Sequence[tuple[Choice, str]]) -> None:
        super().__init__()
        self.buttons: dict[Choice, QPushButton] = {}
        self._group = QButtonGroup(self)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for choice, text in options:
            made = _ValueButton(text)
            made.setAccessibleName(f"{caption}: {text}")
            self._group.addButton(made)
            self.buttons[choice] = made
            line.addWidget(made, 0 if choice is Choice.BOTH else 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(label(caption, "head"))
        box.addLayout(line)

    @property
    def choice(self) -> Choice:
        """Return the value that is pressed."""
        return next(c for c, made in self.buttons.items() if made.isChecked())

    def choose(self, choice: Choice) -> None:
        """Press a value."""
        self.buttons[choice].setChecked(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        places = list(self.buttons)
        place = min(max(places.index(self.choice) + step, 0), len(places) - 1)
        self.choose(places[place])
        self.buttons[places[place]].setFocus()


class _ValueButton(QPushButton):
    """A value to choose, cut where it is longer than the button; the tip has it all."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = text
        self.setCheckable(True)
        self.setToolTip(text)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.set_role(self, "choice")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the line's, which has the other values
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: object) -> None:
        room = self.width() - 20
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))


class MergePanel(QFrame):
    """Asks how two people are made one.

    Signals:
        merge_asked: (id of who stays, id of the other, {field: Choice}).
        swap_asked: (id of who is to stay, id of the other).
        apart_asked: the two ids; they are two.
        closed: nothing is to be done.
    """

    merge_asked = Signal(str, str, object)
    swap_asked = Signal(str, str)
    apart_asked = Signal(str, str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.setFixedWidth(WIDTH)
        self.comparison: Comparison | None = None
        self.lines: dict[str, ChoiceLine] = {}
        self._heads = QHBoxLayout()
        self._heads.setSpacing(8)
        self._doubts = QVBoxLayout()
        self._fields = QVBoxLayout()
        self._fields.setSpacing(10)
        self.same = label("", "small", wrap=True)
        self.follows = label("", "soft", wrap=True)
        self.go = button(self.tr("Make them one"), "main", clicked=self._merge)
        self.go.setToolTip(self.tr("Ctrl+Enter"))
        self.swap = button(
            self.tr("Let the other stay"), clicked=self._swap, picture="refresh-cw"
        )
        self.swap.setToolTip(self.tr("Ctrl+R"))
        self.apart = button(self.tr("They are two"), clicked=self._tell_apart)
        self.apart.setToolTip(self.tr("Not shown as duplicates any more"))
        self._lay_out()
        self._bind("Ctrl+Return", self._merge)
        self._bind("Ctrl+Enter", self._merge)
        self._bind("Ctrl+R", self._swap)

    def _bind(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        close = button("", "quiet", clicked=self.closed.emit, picture="x")
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close (Escape)"))
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(12)
        body.addLayout(self._fields)
        body.addWidget(self.same)
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 8, 12)
        box.setSpacing(10)
        box.addWidget(
            row(label(self.tr("Are these one person?"), "title"), None, close)
        )
        box.addLayout(self._heads)
        box.addLayout(self._doubts)
        box.addWidget(scroll, 1)
        box.addWidget(self.follows)
        box.addWidget(row(self.go, self.apart, None, self.swap))

    # Showing

    def show_two(self, comparison: Comparison, manner: Manner) -> None:
        """Show two people and what is proposed."""
        self.comparison = comparison
        clear(self._heads)
        self._heads.addWidget(
            self._head(comparison.kept, manner, self.tr("Stays"), "chip_good"), 1
        )
        self._heads.addWidget(
            self._head(comparison.other, manner, self.tr("Is merged"), "chip"), 1
        )
        clear(self._doubts)
        for doubt in comparison.doubts:
            self._doubts.addWidget(label(f"⚠ {doubt}", "warning", wrap=True))
        clear(self._fields)
        self.lines = {}
        for found in comparison.differences:
            self._add(found.field, _label(found.field), _options(self, found, manner))
            self.lines[found.field].choose(found.choice)
        if all(comparison.has_photos):
            left, right = self.tr("Photo on the left"), self.tr("Photo on the right")
            options = ((Choice.KEPT, left), (Choice.OTHER, right))
            self._add(PHOTO, self.tr("Photo"), options)
            self.lines[PHOTO].choose(Choice.KEPT)
        self._tell_rest(comparison)
        first = next(iter(self.lines.values()), None)
        (first.buttons[first.choice] if first else self.go).setFocus()

    def _head(self, person: Person, manner: Manner, word: str, role: str) -> QFrame:
        card = QFrame()
        theme.set_role(card, "card")
        name, work = ElidedLabel("strong"), ElidedLabel("soft")
        name.setText(person.name)
        work.setText(person.fields.organisation or self.tr("No organisation"))
        rest = label(" · ".join(self._facts(person, manner)), "small", wrap=True)
        for part in (name, work):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.addWidget(column(row(label(word, role), None), name, work, rest, gap=2))
        return card

    def _facts(self, person: Person, manner: Manner) -> Iterable[str]:
        if person.is_cancelled:
            yield self.tr("cancelled")
        if person.arrived_at:
            yield self.tr("arrived {0}").format(manner.time(person.arrived_at))
        if person.badge_issue:
            yield self.tr("badge {0}").format(person.badge_issue)
        if person.places:
            yield self.tr("{0} seats").format(len(person.places))
        if person.source:
            yield self.tr("from {0}").format(person.source)

    def _add(
        self, field: str, caption: str, options: Sequence[tuple[Choice, str]]
    ) -> None:
        self.lines[field] = ChoiceLine(caption, options)
        self._fields.addWidget(self.lines[field])

    def _tell_rest(self, comparison: Comparison) -> None:
        values = comparison.kept.fields.as_dict()
        alike = [
            _label(name)
            for name, value in values.items()
            if value and name not in self.lines
        ]
        self.same.setText(self.tr("The same in both: {0}").format(", ".join(alike)))
        self.same.setVisible(bool(alike))
        self.follows.setText(
            self.tr(
                "Badges, scans, seats, notes and rules of {0} go over; both badges "
                "admit. It can be taken back."
            ).format(comparison.other.name)
        )

    # Acting

    def _merge(self) -> None:
        if self.comparison is not None:
            choices = {field: line.choice for field, line in self.lines.items()}
            two = self.comparison.kept.id, self.comparison.other.id
            self.merge_asked.emit(*two, choices)

    def _swap(self) -> None:
        if self.comparison is not None:
            self.swap_asked.emit(self.comparison.other.id, self.comparison.kept.id)

    def _tell_apart(self) -> None:
        if self.comparison is not None:
            self.apart_asked.emit(self.comparison.kept.id, self.comparison.other.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _label(field: str) -> str:
    text = BY_NAME[field].label
    return text[0].upper() + text[1:]


def _options(
    panel: MergePanel, found: Difference, manner: Manner
) -> list[tuple[Choice, str]]:
    read = partial(_read, panel.tr, found.field, manner)
    both = panel.tr("Both")
    return [
        (choice, both if choice is Choice.BOTH else read(found.value(choice)))
        for choice in found.choices
    ]


def _read(
    tr: Callable[[str], str], field: str, manner: Manner, value: str | tuple[str, ...]
) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "–"
    if field == "country":
        return manner.country(value) or "–"
    if field == "status":
        return tr("Expected") if value == Status.EXPECTED else tr("Cancelled")
    return value or "–"

"""Participants who may be listed twice: pairs to look at, one after another."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)
from typing_extensions import override

from nexus_desktop.core.participant import PersonRow
from nexus_desktop.core.people_duplicates import Likeness, Pair
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.people.person_panel import WIDTH

_MOST = 300
_PAIR = Qt.ItemDataRole.UserRole
_KEYS = (Qt.Key.Key_N, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class _Pairs(QListWidget):
    """A list that leaves the keys of the panel to the panel."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class DuplicatesPanel(QFrame):
    """Lists pairs, the surest first; the search is widened step by step.

    Signals:
        chosen: the two ids of the pair that is marked.
        compare_asked: the two ids; they are to be seen side by side.
        apart_asked: the two ids; they are two.
        closed: the panel was closed.
    """

    chosen = Signal(str, str)
    compare_asked = Signal(str, str)
    apart_asked = Signal(str, str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self.setFixedWidth(WIDTH)
        self._pairs: Sequence[Pair] = ()
        self._people: Mapping[str, PersonRow] = {}
        self.widths: dict[Likeness, QPushButton] = {}
        self.list = _Pairs()
        self.list.setAccessibleName(self.tr("Possible duplicates"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = label("", "soft", wrap=True)
        self.compare = button(self.tr("Compare"), "main", clicked=self._compare)
        self.compare.setToolTip(self.tr("Enter"))
        self.apart = button(self.tr("They are two"), clicked=self._tell_apart)
        self.apart.setToolTip(self.tr("N: not shown any more"))
        self._lay_out()
        self.list.currentItemChanged.connect(lambda *_: self._tell_chosen())
        self.list.itemActivated.connect(lambda _item: self._compare())

    def _lay_out(self) -> None:
        close = button("", "quiet", clicked=self.closed.emit, picture="x")
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close (Escape)"))
        words = {
            Likeness.SURE: self.tr("Sure"),
            Likeness.LIKELY: self.tr("Likely"),
            Likeness.PERHAPS: self.tr("Perhaps"),
        }
        for likeness, word in words.items():
            made = QPushButton(word)
            made.setCheckable(True)
            made.setAutoExclusive(True)
            theme.set_role(made, "filter")
            made.clicked.connect(self._fill)
            self.widths[likeness] = made
        self.widths[Likeness.LIKELY].setChecked(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(10)
        box.addWidget(row(label(self.tr("Possible duplicates"), "title"), None, close))
        box.addWidget(row(*self.widths.values(), None))
        box.addWidget(self.none)
        box.addWidget(self.list, 1)
        box.addWidget(row(self.compare, self.apart, None))

    @property
    def pair(self) -> tuple[str, str] | None:
        """Return the pair that is marked, None when there is none."""
        marked = self.list.selectedItems()
        return tuple(marked[0].data(_PAIR)) if marked else None

    def shown_ids(self) -> set[str]:
        """Return the ids of everybody in a pair that is shown."""
        items = (self.list.item(number) for number in range(self.list.count()))
        return {one for item in items for one in item.data(_PAIR)}

    def show_pairs(
        self, pairs: Sequence[Pair], people: Mapping[str, PersonRow]
    ) -> None:
        """Show other pairs; the place in the list stays."""
        self._pairs, self._people = pairs, people
        counts = Counter(pair.likeness for pair in pairs)
        so_far = 0
        for likeness, made in self.widths.items():
            so_far += counts[likeness]
            word = made.text().split("  ")[0]
            made.setText(f"{word}  {so_far:,}")
        self._fill()

    def begin(self) -> None:
        """Take the focus, at the narrowest search that finds anything."""
        found = (c for c in Likeness if any(p.likeness <= c for p in self._pairs))
        if not self._shown():
            self.widths[next(found, Likeness.LIKELY)].setChecked(True)
            self._fill()
        self.list.setFocus()

    def _shown(self) -> list[Pair]:
        checked = (c for c, made in self.widths.items() if made.isChecked())
        width = next(checked, Likeness.LIKELY)
        return [pair for pair in self._pairs if pair.likeness <= width][:_MOST]

    def _fill(self) -> None:
        place = max(self.list.currentRow(), 0)
        shown = [
            pair
            for pair in self._shown()
            if pair.one in self._people and pair.other in self._people
        ]
        self.list.blockSignals(True)  # noqa: FBT003 - Qt has no keyword for it
        self.list.clear()
        for pair in shown:
            item = QListWidgetItem(self._text(pair))
            item.setData(_PAIR, (pair.one, pair.other))
            self.list.addItem(item)
        self.list.setCurrentRow(min(place, self.list.count() - 1))
        self.list.blockSignals(False)  # noqa: FBT003 - Qt has no keyword for it
        for made in (self.compare, self.apart):
            made.setEnabled(bool(shown))
        self.none.setText(
            self.tr("No two people look like one. Widen the search above.")
        )
        self.none.setVisible(not shown)
        self.list.setVisible(bool(shown))
        self._tell_chosen()

    def _text(self, pair: Pair) -> str:
        lines = [
            " · ".join(filter(None, (person.printed_name, person.organisation)))
            for person in (self._people[pair.one], self._people[pair.other])
        ]
        return "\n".join((*lines, pair.why[0].upper() + pair.why[1:]))

    def _tell_chosen(self) -> None:
        if self.pair is not None and self.isVisible():
            self.chosen.emit(*self.pair)

    def _compare(self) -> None:
        if self.pair is not None:
            self.compare_asked.emit(*self.pair)

    def _tell_apart(self) -> None:
        if self.pair is not None:
            self.apart_asked.emit(*self.pair)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            Qt.Key.Key_Escape: self.closed.emit,
            Qt.Key.Key_N: self._tell_apart,
            Qt.Key.Key_Return: self._compare,
            Qt.Key.Key_Enter: self._compare,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

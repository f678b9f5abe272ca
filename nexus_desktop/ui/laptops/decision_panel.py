"""One decision, or several at once: both values, who wrote each, and two buttons."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from nexus_desktop.core.conflict import ConflictInWords, Version
from nexus_desktop.core.kinds import Kind
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.changes_label import Changes
from nexus_desktop.ui.kit.widgets import button, clear, column, label, panel, row

WIDTH = 400  # pixels
_MOST = 12  # fields named when several are chosen
_LONG = 24  # letters from which on two texts are compared word by word

# Where the window shows a record: the screen, and what stands before the id there.
_PLACES = {
    Kind.PARTICIPANT: ("people", ""),
    Kind.SESSION: ("programme", ""),
    Kind.ROUND: ("breakouts", ""),
    Kind.NOTE: ("notes", ""),
    Kind.CHECKPOINT: ("checkpoints", ""),
    Kind.LAYOUT: ("papers", "layouts/"),
    Kind.OBJECTIVE: ("register", "objectives/"),
}


def place_in_window(kind: Kind, row_id: str) -> tuple[str, str] | None:
    """Return the screen and what to ask it for; None where the window has none."""
    found = _PLACES.get(kind)
    return None if found is None else (found[0], f"{found[1]}{row_id}")


class DecisionPanel(QFrame):
    """Shows what is chosen in the list.

    Signals:
        decided: bool, whether the other value is taken.
        asked: (name of a screen, row id) to go to.
    """

    decided = Signal(bool)
    asked = Signal(str, str)

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._place: tuple[str, str] | None = None
        self.setFixedWidth(WIDTH)
        self._content = QVBoxLayout()
        self._content.setContentsMargins(0, 0, 0, 0)
        self._content.setSpacing(8)
        self.problem = label("", "note_warn", wrap=True)
        self.problem.hide()
        self.keep = button("", "main", clicked=lambda: self.decided.emit(False))  # noqa: FBT003 - a signal
        self.keep.setToolTip(self.tr("K"))
        self.take = button("", clicked=lambda: self.decided.emit(True))  # noqa: FBT003 - a signal
        self.take.setToolTip(self.tr("T"))
        self.go = button(self.tr("Show"), "link", clicked=self.show_record)
        self.go.setToolTip(self.tr("Go to the record (Enter)"))
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self._content)
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        framed = panel(
            scroll, self.problem, row(self.keep, self.take, None, self.go), gap=12
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(framed)

    def tell(self, problem: str) -> None:
        """Say in place why something could not be decided; "" takes it away."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def show_record(self) -> None:
        """Go to the record, where the window has a place for it."""
        if self._place is not None:
            self.asked.emit(*self._place)

    def show_chosen(self, chosen: Sequence[ConflictInWords]) -> None:
        """Show one conflict whole, or name several."""
        clear(self._content)
        one = chosen[0] if len(chosen) == 1 else None
        self._place = place_in_window(*one.place) if one else None
        for made in (self.keep, self.take):
            made.setEnabled(bool(chosen))
        self.go.setVisible(self._place is not None)
        if one is not None:
            self._show_one(one)
        elif chosen:
            self._show_several(chosen)

    def _show_one(self, one: ConflictInWords) -> None:
        self.keep.setText(self.tr("Keep what counts"))
        self.take.setText(self.tr("Take the other"))
        capital = one.field[:1].upper() + one.field[1:]
        self._content.addWidget(
            column(
                label(one.about, "strong", wrap=True),
                label(capital, "soft", wrap=True),
                gap=2,
            )
        )
        present = label(one.present.text, wrap=True)
        present.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._content.addWidget(
            self._card(self.tr("Counts now"), "chip_good", present, one.present)
        )
        self._content.addWidget(
            self._card(self.tr("The other"), "chip", self._other(one), one.other)
        )

    def _other(self, one: ConflictInWords) -> QWidget:
        texts = one.present.text, one.other.text
        is_gone = one.present.is_removal or one.other.is_removal
        if one.is_text and not is_gone and min(map(len, texts)) >= _LONG:
            return Changes(*texts)
        return label(one.other.text, wrap=True)

    def _card(self, word: str, role: str, value: QWidget, written: Version) -> QFrame:
        card = QFrame()
        theme.set_role(card, "card")
        who = " · ".join(filter(None, (written.actor, written.laptop)))
        if written.actor == written.laptop:
            who = written.laptop
        box = QVBoxLayout(card)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(6)
        box.addWidget(row(label(word, role), None))
        box.addWidget(value)
        box.addWidget(label(f"{who} · {self._when(written.at)}", "small", wrap=True))
        return card

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return f"{local.day} {local:%b %H:%M}"

    def _show_several(self, chosen: Sequence[ConflictInWords]) -> None:
        self.keep.setText(self.tr("Keep all that count"))
        self.take.setText(self.tr("Take all others"))
        title = self.tr("{0} chosen").format(len(chosen))
        self._content.addWidget(label(title, "strong"))
        for one in chosen[:_MOST]:
            text = self.tr("{0}: {1}").format(one.about, one.field)
            self._content.addWidget(label(text, "soft", wrap=True))
        if len(chosen) > _MOST:
            more = self.tr("and {0} more").format(len(chosen) - _MOST)
            self._content.addWidget(label(more, "small"))

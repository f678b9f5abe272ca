"""The panel in which a round is mended: from "move nobody" to "best plan"."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QSlider, QVBoxLayout, QWidget

from nexus_desktop.core.breakout_repair import (
    Change,
    Exchange,
    Someone,
    Step,
    Turnout,
)
from nexus_desktop.ui.breakouts.curve import CostCurve
from nexus_desktop.ui.breakouts.side import SidePanel, pair
from nexus_desktop.ui.kit.widgets import button, clear, column, label, row

_NAMED = 4
_LISTED = 60


class RepairPanel(SidePanel):
    """Shows what each number of moves buys, and who would move.

    Signals:
        chosen: `Step` that is to be looked at.
        adopted: `Step` that is to be taken over.
        stopped: what was found so far is enough.
    """

    chosen = Signal(object)
    adopted = Signal(object)
    stopped = Signal()

    def __init__(self, turnout: Turnout, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Repair round {}").format(turnout.number), parent)
        self._steps: tuple[Step, ...] = ()
        self._wanted = 0  # moves that the user chose
        self.who = label("", wrap=True)
        self.note = label("", "small", wrap=True)
        self.curve = CostCurve()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("From move nobody to best plan"))
        self.slider.setPageStep(1)
        self.figure = label("", "head", wrap=True)
        self.sizes = label("", "small", wrap=True)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setRange(0, 1000)
        self.stop = button(self.tr("Stop"), "link", clicked=self.stopped.emit)
        self.stop.setToolTip(self.tr("What was found so far is enough"))
        self.searching = row(self.progress, self.stop)
        self.adopt = button("", "main", clicked=self._adopt)
        self.leave = button(self.tr("Close"), clicked=self.closed.emit)
        self._fill()
        self._connect()
        self.show_turnout(turnout)
        self.show_steps(())

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._turn)
        self.curve.chosen.connect(self.slider.setValue)

    def _fill(self) -> None:
        self._moves = QVBoxLayout()
        self._moves.setSpacing(8)
        listed = QWidget()
        listed.setLayout(self._moves)
        self._moves.setContentsMargins(0, 0, 0, 0)
        self.add(
            column(self.who, self.note, gap=4),
            column(
                self.curve,
                self.slider,
                row(
                    label(self.tr("Move nobody"), "small"), None,
                    label(self.tr("Best plan"), "small"),
                ),
                gap=4,
            ),
            self.searching, column(self.figure, self.sizes, gap=2), listed,
        )  # fmt: skip
        self.finish(self.adopt, self.leave)

    def show_turnout(self, turnout: Turnout) -> None:
        """Say whom it is about, and what stays as it is."""
        lines = []
        if turnout.missing:
            text = self.tr("{} missing: {}")
            lines.append(text.format(len(turnout.missing), _names(turnout.missing)))
        if turnout.new:
            lines.append(
                self.tr("{} new: {}").format(len(turnout.new), _names(turnout.new))
            )
        self.who.setText("\n".join(lines))
        everybody = [*turnout.missing, *turnout.new]
        self.who.setToolTip("\n".join(one.name for one in everybody))
        self.note.setText(self._stays(turnout))

    def _stays(self, turnout: Turnout) -> str:
        said = []
        if turnout.begun:
            text = self.tr("Round {} has begun: all who sit keep their seat.")
            said.append(text.format(turnout.number))
        if turnout.frozen:
            numbers = ", ".join(map(str, turnout.frozen))
            text = self.tr("Begun and frozen: round {}.")
            said.append(text.format(numbers))
        said.append(self.tr("Other rounds stay as they are."))
        if turnout.published:
            said.append(self.tr("The round will be published anew."))
        return " ".join(said)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the ways found so far, the one with as many moves as were chosen."""
        self._steps = tuple(steps)
        wanted = [n for n, step in enumerate(steps) if step.moves <= self._wanted]
        current = wanted[-1] if wanted else 0
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, len(steps) - 1))
            self.slider.setValue(current)
        self.slider.setEnabled(len(steps) > 1)
        self._choose()

    def show_progress(self, fraction: float | None) -> None:
        """Show how far the search is, None when it has ended."""
        self.searching.setVisible(fraction is not None)
        self.progress.setValue(round(1000 * (fraction or 0)))

    def show_exchanges(
        self, exchanges: Sequence[Exchange], groups: Mapping[str, str]
    ) -> None:
        """List who moves and what that gains; `groups` gives their names."""
        clear(self._moves)
        for exchange in exchanges[:_LISTED]:
            self._moves.addWidget(self._line(exchange, groups))
        more = len(exchanges) - _LISTED
        if more > 0:
            text = self.tr("and {} more exchanges").format(more)
            self._moves.addWidget(label(text, "small"))

    @property
    def step(self) -> Step | None:
        """The step that is looked at."""
        number = self.slider.value()
        return self._steps[number] if number < len(self._steps) else None

    def _line(self, exchange: Exchange, groups: Mapping[str, str]) -> QWidget:
        text = "\n".join(_way(change, groups) for change in exchange.changes)
        if exchange.changes[0].origin:
            gain = label(self.tr("gains {:.1f}").format(exchange.gain), "chip_good")
        else:
            gain = label(self.tr("new"), "chip")
        return pair(label(text, wrap=True), gain)

    @Slot()
    def _turn(self) -> None:
        """Take what the user chose, and stay near it while more ways are found."""
        self._wanted = self.step.moves if self.step else 0
        self._choose()

    def _choose(self) -> None:
        step, number = self.step, self.slider.value()
        self.curve.show_steps(self._steps, number)
        self.adopt.setEnabled(step is not None)
        if step is None:
            self.figure.setText(self.tr("Looking for the first way…"))
            self.sizes.setText("")
            self.adopt.setText(self.tr("Use this"))
            return
        self.figure.setText(self._said(step))
        self.sizes.setText(self._sized(step))
        moves = self.tr("Move nobody") if not step.moves else _moves(step.moves)
        self.adopt.setText(self.tr("Use: {}").format(moves.lower()))
        self.slider.setAccessibleDescription(self.figure.text())
        self.chosen.emit(step)

    def _said(self, step: Step) -> str:
        saved = self._steps[0].cost - step.cost
        first = _moves(step.moves) if step.moves else self.tr("Nobody moves")
        cost = self.tr("cost {:.1f}").format(step.cost)
        if step is self._steps[0]:
            return f"{first} · {cost}"
        change = self.tr("{:.1f} less").format(saved)
        if saved < 0:
            change = self.tr("{:.1f} more, with even groups").format(-saved)
        return f"{first} · {cost}, {change}"

    def _sized(self, step: Step) -> str:
        if step.smallest == step.largest:
            return self.tr("Groups of {}").format(step.smallest)
        return self.tr("Groups of {} to {}").format(step.smallest, step.largest)

    def _adopt(self) -> None:
        step = self.step
        if step is not None:
            self.adopted.emit(step)


def _names(people: Sequence[Someone]) -> str:
    shown = people if len(people) <= _NAMED + 1 else people[:_NAMED]
    named = ", ".join(one.name for one in shown)
    more = len(people) - len(shown)
    return f"{named} and {more} more" if more else named


def _moves(count: int) -> str:
    return "1 move" if count == 1 else f"{count} moves"


def _way(change: Change, groups: Mapping[str, str]) -> str:
    origin, target = groups.get(change.origin, ""), groups.get(change.target, "")
    arrow = f"{origin} → {target}" if origin else f"→ {target}"
    return f"{change.person.name}  {arrow}"

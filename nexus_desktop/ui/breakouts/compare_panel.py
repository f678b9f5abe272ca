"""The panel in which the plan on the board stands beside one that was put aside."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from nexus_desktop.core.breakout_compare import Aside, Comparison, Elsewhere, Line
from nexus_desktop.ui.breakouts.side import SidePanel, pair
from nexus_desktop.ui.kit.widgets import button, clear, label, row

_LISTED = 60


class ComparePanel(SidePanel):
    """Shows two plans side by side.

    Signals:
        put_aside: the plan on the board is to be kept.
        chosen: `Aside` to compare with.
        adopted, forgotten: `Aside`.
    """

    put_aside = Signal()
    chosen = Signal(object)
    adopted = Signal(object)
    forgotten = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Compare plans"), parent)
        self._asides: tuple[Aside, ...] = ()
        self.hint = label("", "small", wrap=True)
        self.plans = QComboBox()
        self.plans.setAccessibleName(self.tr("Plan to compare with"))
        self.keep = button(self.tr("Put this plan aside"), clicked=self.put_aside.emit)
        self.adopt = button(self.tr("Use the other plan"), "main", clicked=self._adopt)
        self.forget = button(self.tr("Forget it"), "danger", clicked=self._forget)
        self._figures, self._people = QGridLayout(), QVBoxLayout()
        self._fill()
        self.plans.currentIndexChanged.connect(self._choose)
        self.show_asides(())

    def _fill(self) -> None:
        self._figures.setContentsMargins(0, 0, 0, 0)
        self._figures.setHorizontalSpacing(12)
        self._figures.setVerticalSpacing(8)
        for column_, stretch in enumerate((3, 4, 4)):
            self._figures.setColumnStretch(column_, stretch)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(6)
        figures, people = QWidget(), QWidget()
        figures.setLayout(self._figures)
        people.setLayout(self._people)
        self.add(self.hint, row(self.keep, None), self.plans, figures, people)
        self.finish(self.adopt, self.forget)

    @property
    def aside(self) -> Aside | None:
        """The plan that is compared with."""
        number = self.plans.currentIndex()
        return self._asides[number] if 0 <= number < len(self._asides) else None

    def show_asides(self, asides: Sequence[Aside]) -> None:
        """Offer plans to compare with; the one chosen stays so."""
        now = self.aside
        self._asides = tuple(asides)
        ids = [aside.id for aside in asides]
        with QSignalBlocker(self.plans):
            self.plans.clear()
            self.plans.addItems([aside.name for aside in asides])
            kept = now is not None and now.id in ids
            self.plans.setCurrentIndex(ids.index(now.id) if now and kept else 0)
        some = bool(asides)
        for widget in (self.plans, self.adopt, self.forget):
            widget.setVisible(some)
        self.hint.setText(
            self.tr("In brackets: the least that is possible. ✓ marks the better one.")
            if some
            else self.tr(
                "Put this plan aside, then try another one: solve again, or move "
                "people. Here you see which is better, and use either."
            )
        )
        if not some:
            self._clear()
        else:
            self._choose()

    def show_comparison(self, found: Comparison) -> None:
        """Show the figures of both, and who sits elsewhere."""
        self._clear()
        heads = (self.tr("On the board"), self.plans.currentText())
        for number, text in enumerate(heads, start=1):
            self._figures.addWidget(label(text, "head", wrap=True), 0, number)
        for number, line in enumerate(found.lines, start=1):
            self._add_line(number, line)
        self._list(found.elsewhere)

    def _add_line(self, number: int, line: Line) -> None:
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        name = label(line.label, "soft", wrap=True)
        name.setAlignment(top)
        self._figures.addWidget(name, number, 0)
        for side, text in (("now", line.now), ("other", line.other)):
            better = line.better == side
            value = label(f"✓ {text}" if better else text, wrap=True)
            if better:
                value.setStyleSheet("font-weight: 600")
                value.setAccessibleName(self.tr("{}, better").format(text))
            value.setAlignment(top)
            self._figures.addWidget(value, number, 1 if side == "now" else 2)

    def _list(self, elsewhere: Sequence[Elsewhere]) -> None:
        count = len(elsewhere)
        head = self.tr("Everybody sits in the same group in both.")
        if count:
            head = self.tr("Seats that differ: {}").format(count)
        self._people.addWidget(label(head, "head", wrap=True))
        for one in elsewhere[:_LISTED]:
            self._people.addWidget(self._line(one))
        if count > _LISTED:
            more = self.tr("and {} more").format(count - _LISTED)
            self._people.addWidget(label(more, "small"))

    def _line(self, one: Elsewhere) -> QWidget:
        none = self.tr("none")
        where = self.tr("round {}: {} | {}").format(
            one.round, one.now or none, one.other or none
        )
        return pair(label(one.name, wrap=True), label(where, "small"))

    def _clear(self) -> None:
        clear(self._people)
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QLabel):
                widget.hide()
                widget.deleteLater()

    def _choose(self) -> None:
        aside = self.aside
        if aside is not None:
            self.forget.setVisible(bool(aside.id))
            self.chosen.emit(aside)

    def _adopt(self) -> None:
        self.adopted.emit(self.aside)

    def _forget(self) -> None:
        self.forgotten.emit(self.aside)

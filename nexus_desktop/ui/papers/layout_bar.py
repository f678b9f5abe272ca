"""The bar above the badge: its side, adding, steps, whom it is shown for, zoom."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from nexus_desktop.services.badge_samples import PLACEHOLDER, Sample
from nexus_desktop.ui.kit.elided import ElidedBox
from nexus_desktop.ui.kit.widgets import button
from nexus_desktop.ui.papers.layout_canvas import LayoutCanvas
from nexus_desktop.ui.papers.layout_draft import LayoutDraft
from nexus_desktop.ui.papers.layout_fields import Choice


class LayoutBar(QWidget):
    """Works on a draft and the canvas that shows it.

    Signals:
        tried: `Sample` to show the badge for.
        asked: text that a person is looked for by.
    """

    tried = Signal(object)
    asked = Signal(str)

    def __init__(self, draft: LayoutDraft, canvas: LayoutCanvas) -> None:
        super().__init__()
        self._draft = draft
        self._samples: list[Sample] = []
        self.sides = Choice(
            self.tr("Side"), (("", self.tr("Front"), 0), ("", self.tr("Back"), 1))
        )
        self.sides.edited.connect(lambda side: draft.turn(int(side)))
        self.add = button(self.tr("Add"), picture="plus")
        self.back = self._tool("undo-2", self.tr("Undo (Ctrl+Z)"), draft.undo)
        self.again = self._tool("redo-2", self.tr("Redo (Ctrl+Shift+Z)"), draft.redo)
        self.people = ElidedBox()
        self.people.setEditable(True)
        self.people.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.people.setMinimumWidth(220)
        self.people.setAccessibleName(self.tr("Shown for"))
        self.people.setToolTip(
            self.tr("Whom the badge is shown for; type a name and press Enter")
        )
        edit = self.people.lineEdit()
        if edit is not None:
            edit.returnPressed.connect(self._ask)
        self.people.activated.connect(self._try)
        self._lay_out(canvas)
        draft.turned.connect(self.show_steps)
        self.show_steps()

    def _lay_out(self, canvas: LayoutCanvas) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for part in (self.sides, self.add, self.back, self.again):
            box.addWidget(part)
        box.addStretch(1)
        box.addWidget(self.people, 2)
        for picture, words, steps in (
            ("minus", self.tr("Smaller (Ctrl+-)"), -1),
            ("plus", self.tr("Larger (Ctrl++)"), 1),
            ("scan-line", self.tr("Fit (Alt+0)"), 0),
        ):
            box.addWidget(self._tool(picture, words, partial(canvas.zoom, steps)))

    def _tool(self, picture: str, words: str, act: Callable[[], object]) -> QPushButton:
        made = button("", "quiet", picture=picture, clicked=lambda: _do(act))
        made.setToolTip(words)
        made.setAccessibleName(words)
        return made

    def show_steps(self) -> None:
        """Show which sides and steps there are."""
        self.sides.settle(self._draft.side_number)
        self.sides.buttons[1].setEnabled(len(self._draft.layout.sides) > 1)
        self.back.setEnabled(self._draft.can_undo)
        self.again.setEnabled(self._draft.can_redo)

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Offer people to try the layout on; the first is shown unless one is already.

        Somebody who was asked for stays in the list.
        """
        if [one.face for one in self._samples[: len(samples)]] == [
            one.face for one in samples
        ]:
            return
        shown = self._samples[self.people.currentIndex()].why if self._samples else ""
        self._samples = list(samples) or [PLACEHOLDER]
        self.people.clear()
        for one in self._samples:
            self.people.addItem(f"{one.why}: {one.face.name}")
        whys = [one.why for one in self._samples]
        self._choose(whys.index(shown) if shown in whys else 0)

    def add_sample(self, sample: Sample) -> None:
        """Show somebody who was looked for."""
        self._samples.append(sample)
        self.people.addItem(sample.face.name)
        self._choose(len(self._samples) - 1)

    def _choose(self, place: int) -> None:
        self.people.setCurrentIndex(place)
        edit = self.people.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)
        self._try(place)

    def _try(self, place: int) -> None:
        if 0 <= place < len(self._samples):
            self.tried.emit(self._samples[place])

    def _ask(self) -> None:
        text = self.people.currentText().strip()
        if text and self.people.findText(text) < 0:
            self.asked.emit(text)


def _do(act: Callable[[], object]) -> None:
    act()

"""Boxes to choose from that know the value behind each text."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from nexus_desktop.documents.people_list_pdf import PAPERS
from nexus_desktop.ui.kit.elided import ElidedBox

_FRAME, _WIDEST = 36, 460  # pixels beside a text in the list, and for all of it


class Chooser(ElidedBox):
    """A combo box of (value, text).

    Signals:
        chosen: somebody chose another value.
    """

    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(3)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda _: self.chosen.emit())

    @property
    def value(self) -> str:
        """Return what is chosen."""
        return str(self.currentData() or "")

    def offer(self, values: Iterable[tuple[str, str]], chosen: str) -> None:
        """Offer (value, text); what is `chosen`, or else the first, stands there."""
        self.clear()
        for value, text in values:
            self.addItem(text, value)
        view = self.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + _FRAME, _WIDEST))
        self.setCurrentIndex(max(self.findData(chosen), 0))

    def choose(self, value: str) -> None:
        """Choose as a person would."""
        self.setCurrentIndex(max(self.findData(value), 0))
        self.chosen.emit()


class PaperChooser(QWidget):
    """The paper, and whether it stands upright or lies on its side.

    Signals:
        chosen: somebody chose another one.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.paper = Chooser(self.tr("Paper"))
        self.side = Chooser(self.tr("Upright or across"))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part, share in ((self.paper, 2), (self.side, 3)):
            box.addWidget(part, share)
            part.chosen.connect(self.chosen)

    @property
    def across(self) -> bool:
        """Tell whether the paper lies on its side."""
        return bool(self.side.value)

    def show_choice(self, paper: str, *, across: bool) -> None:
        """Show what is chosen."""
        self.paper.offer(((name, name) for name in PAPERS), paper)
        ways = (("", self.tr("Portrait")), ("across", self.tr("Landscape")))
        self.side.offer(ways, "across" if across else "")

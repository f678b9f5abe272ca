"""The line above the board: how good the plan is, what the cards are coloured by."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from nexus_desktop.core.breakout import TRAITS, RoundInfo
from nexus_desktop.core.breakout_words import Phrase, Standing, phrases
from nexus_desktop.ui.breakouts.fitting import LEAST, fit
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, label

_ROLES = {"good": "chip_good", "warn": "chip_warn", "plain": "chip"}


class SummaryLine(QWidget):
    """Says how good the plan is.

    Signals:
        coloured: field of a trait to colour the cards by.
        folded: whether only the heads are to be shown.
    """

    coloured = Signal(str)
    folded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quality = label("", "chip")
        self.rest = [ElidedLabel("soft"), ElidedLabel("soft")]
        self.published = label("", "chip_good")
        self.begun = label(self.tr("Begun: frozen"), "chip_warn")
        self.begun.setToolTip(self.tr("All who sit in this round keep their seat"))
        self.fold = button(self.tr("Groups only"), picture="list")
        self.fold.setCheckable(True)
        self.fold.setToolTip(self.tr("Show the groups without their people"))
        self.fold.toggled.connect(self.folded)
        self.colours = QComboBox()
        for trait in TRAITS:
            self.colours.addItem(self.tr(trait.label), trait.field)
        self.colours.setAccessibleName(self.tr("Colour by"))
        self.colours.currentIndexChanged.connect(self._choose)
        self._box = box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for said in (self.published, self.begun, self.quality, *self.rest):
            box.addWidget(said)
        box.addStretch(1)
        self._said = label(self.tr("Colour by"), "soft")
        for tool in (self.fold, self._said, self.colours):
            box.addWidget(tool)
        self.show_standing(None)
        self.show_round(None)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fit(self._box, self.width(), {self.fold: self.tr("Groups only")})

    def show_round(self, info: RoundInfo | None, *, begun: bool = False) -> None:
        """Say whether the round is published, and whether it has begun."""
        self.begun.setVisible(begun)
        at = info.published_at if info else None
        self.published.setVisible(at is not None)
        if info is not None and at is not None:
            when = at.astimezone(info.starts_at.tzinfo)
            self.published.setText(
                self.tr("Published {}").format(f"{when:%d %b %H:%M}")
            )

    def show_standing(self, standing: Standing | None) -> None:
        """Say how good the plan is; nothing while that is not known."""
        said = phrases(standing) if standing else ()
        labels: list[QLabel] = [self.quality, *self.rest]
        for number, widget in enumerate(labels):
            widget.setVisible(number < len(said))
            if number < len(said):
                self._say(widget, said[number], chip=number == 0)
        self._fit()

    def _say(self, widget: QLabel, phrase: Phrase, *, chip: bool) -> None:
        widget.setText(phrase.text)
        if chip:
            theme.set_role(widget, _ROLES[phrase.tone])

    def _choose(self) -> None:
        self.coloured.emit(self.colours.currentData())

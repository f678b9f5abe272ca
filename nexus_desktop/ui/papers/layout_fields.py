"""Small editors of a layout's values: millimetres, colours, choices."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QColorDialog,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.badge_layout import BY_CATEGORY, BY_ROLE, ON_CATEGORY, ON_ROLE
from nexus_desktop.core.badge_layout_file import is_colour
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedBox
from nexus_desktop.ui.kit.widgets import NUMBER_INDENT, button, label

_SWATCH = 14
_NARROW = 84  # pixels that an editor can do with
_SOME = ("#1B1F24", "#57606A", "#FFFFFF", "#0F6CBD", "#107C41", "#B25E00", "#A8285E",
         "#5B4BB5", "#8A1C1C")  # fmt: skip


class Length(QDoubleSpinBox):
    """A length or size; it tells only what a person changed.

    Signals:
        edited: float.
    """

    edited = Signal(float)

    def __init__(
        self,
        words: str,
        within: tuple[float, float],
        *,
        unit: str = "mm",
        step: float = 1.0,
    ) -> None:
        super().__init__()
        self.setRange(*within)
        self.setDecimals(2 if step < 1 or unit == "mm" else 1)
        self.setSingleStep(step)
        self.setSuffix(f" {unit}" if unit else "")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setKeyboardTracking(False)  # a number is taken when it is complete
        self.setStepType(QDoubleSpinBox.StepType.DefaultStepType)
        self.setMinimumWidth(_NARROW)
        self.lineEdit().setTextMargins(NUMBER_INDENT, 0, 0, 0)
        self.valueChanged.connect(self.edited)

    @override
    def textFromValue(self, value: float) -> str:
        """Return a number without zeros at its end."""
        text = self.locale().toString(value, "f", self.decimals())
        point = self.locale().decimalPoint()
        return text.rstrip("0").rstrip(point) if point in text else text

    def settle(self, value: float) -> None:
        """Show a value that nobody typed."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.setValue(value)
        self.blockSignals(False)  # noqa: FBT003 - Qt's way


class ColourButton(ElidedBox):
    """Picks a colour: fixed, by role or category, or none.

    Signals:
        edited: str, as `Element.colour` has it.
    """

    edited = Signal(str)

    def __init__(
        self, words: str, *, may_be_none: bool, is_fixed: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setIconSize(QSize(_SWATCH, _SWATCH))
        none = self.tr("Usual") if is_fixed else self.tr("None")
        nothing = [(none, "")] if may_be_none else []
        named = [
            (self.tr("Colour of the role"), BY_ROLE),
            (self.tr("Colour of the category"), BY_CATEGORY),
            (self.tr("Readable on the role's"), ON_ROLE),
            (self.tr("Readable on the category's"), ON_CATEGORY),
        ]
        many = 0 if is_fixed else 2 if may_be_none else 4
        for text, colour in nothing + named[:many]:
            self.addItem(_swatch(colour), text, colour)
        for colour in _SOME:
            self.addItem(_swatch(colour), colour, colour)
        self.addItem(self.tr("Another colour…"), None)
        self._shown = ""
        self.activated.connect(self._take)

    def settle(self, colour: str) -> None:
        """Show a colour that nobody picked."""
        place = self.findData(colour)
        if place < 0:
            place = self.count() - 1
            self.insertItem(place, _swatch(colour), colour, colour)
        self._shown = colour
        self.setCurrentIndex(place)

    def _take(self, place: int) -> None:
        colour = self.itemData(place)
        if colour is None:
            self._ask()
        elif colour != self._shown:
            self._shown = colour
            self.edited.emit(colour)

    def _ask(self) -> None:
        before = self._shown
        start = QColor(before if before.startswith("#") else "#0F6CBD")
        dialog = QColorDialog(start, self)
        dialog.colorSelected.connect(lambda found: self._put(found.name().upper()))
        dialog.rejected.connect(lambda: self.settle(before))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _put(self, colour: str) -> None:
        if is_colour(colour):
            self.settle(colour)
            self.edited.emit(colour)


class Choice(QWidget):
    """A few buttons of which one is down.

    Signals:
        edited: the value of the button that was pressed.
    """

    edited = Signal(object)

    def __init__(self, words: str, choices: Sequence[tuple[str, str, object]]) -> None:
        """Offer (icon or "", words, value) each; words alone are shown as they are."""
        super().__init__()
        self.setAccessibleName(words)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._group = QButtonGroup(self)
        self.buttons: dict[object, QPushButton] = {}
        for picture, text, value in choices:
            made = button("" if picture else text, "choice", picture=picture)
            made.setCheckable(True)
            made.setToolTip(text)
            made.setAccessibleName(f"{words}: {text}")
            made.clicked.connect(partial(self._tell, value))
            self._group.addButton(made)
            self.buttons[value] = made
            box.addWidget(made)
        box.addStretch(1)

    def settle(self, value: object) -> None:
        """Show a value that nobody chose; one that isn't offered leaves none down."""
        self._group.setExclusive(False)
        for known, made in self.buttons.items():
            made.setChecked(known == value)
        self._group.setExclusive(True)

    def _tell(self, value: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self.edited.emit(value)


class Form(QWidget):
    """Lines of a label and what is edited beside it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._captions: dict[QWidget, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, 72)
        self._grid.setColumnStretch(1, 1)
        if title:
            self._grid.addWidget(label(title, "head"), 0, 0, 1, 2)

    def add(self, words: str, *editors: QWidget) -> QWidget:
        """Add a line; return what holds its editors."""
        number = self._grid.rowCount()
        caption = label(words, "soft")
        if editors:
            caption.setBuddy(editors[0])
        held = QWidget()
        box = QHBoxLayout(held)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for editor in editors:
            box.addWidget(editor, 0 if isinstance(editor, QPushButton) else 1)
        self._grid.addWidget(caption, number, 0)
        self._grid.addWidget(held, number, 1)
        self._captions[held] = caption
        return held

    def show_line(self, held: QWidget, *, shown: bool) -> None:
        """Show or hide a line."""
        held.setVisible(shown)
        self._captions[held].setVisible(shown)


def _swatch(colour: str) -> QIcon:
    """Return a small square of a colour; of several where it depends on the person."""
    picture = QPixmap(2 * _SWATCH, 2 * _SWATCH)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colours()["faint"])
    parts = _PARTS.get(colour, (colour,))
    width = (2 * _SWATCH - 2) / len(parts)
    for number, part in enumerate(parts):
        if part:
            left = 1 + int(number * width)
            painter.fillRect(left, 1, int(width) + 1, 2 * _SWATCH - 2, QColor(part))
    painter.drawRect(0, 0, 2 * _SWATCH - 1, 2 * _SWATCH - 1)
    painter.end()
    picture.setDevicePixelRatio(2)
    return QIcon(picture)


_PARTS = {
    BY_ROLE: ("#0F6CBD", "#B25E00", "#107C41"),
    BY_CATEGORY: ("#0B6A6A", "#7A4B9E", "#4E6B2A"),
    ON_ROLE: ("#FFFFFF", "#1B1F24"),
    ON_CATEGORY: ("#FFFFFF", "#1B1F24"),
}

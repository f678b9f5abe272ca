"""Small widgets and boxes that every screen is made of."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon

NUMBER_INDENT = 6
"""Pixels before a number in a field."""

_ICON, _GAP = 16, 4  # pixels: an icon, and what lies between it and the text


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label that shows `text` as it is, never as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        theme.set_role(made, role)
    return made


def button(
    text: str,
    role: str = "plain",
    *,
    clicked: Callable[[], None] | None = None,
    picture: str = "",
    shortcut: str = "",
) -> QPushButton:
    """Return a push button; `picture` names an icon, the tooltip tells `shortcut`."""
    made = QPushButton(text)
    made.setAutoDefault(True)  # Enter presses it when it has the focus, as Space does
    theme.set_role(made, role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if picture:
        made.setIcon(icon(picture, "on_fill" if role == "main" else "soft"))
        made.setIconSize(QSize(_ICON + (_GAP if text else 0), _ICON))
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
        made.setToolTip(f"{text} ({QKeySequence(shortcut).toString()})")
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def number_box() -> QSpinBox:
    """Return a field for a whole number, as far from its edge as other texts."""
    made = QSpinBox()
    made.lineEdit().setTextMargins(NUMBER_INDENT, 0, 0, 0)
    return made


def row(*widgets: QWidget | None, gap: int = 8) -> QWidget:
    """Return `widgets` side by side; `None` takes the free space."""
    made = QWidget()
    _fill(QHBoxLayout(made), widgets, gap)
    return made


def column(*widgets: QWidget | None, gap: int = 8) -> QWidget:
    """Return `widgets` one below the other; `None` takes the free space."""
    made = QWidget()
    _fill(QVBoxLayout(made), widgets, gap)
    return made


def hold(widget: QWidget, content: QWidget) -> None:
    """Let `content` fill `widget`."""
    box = QVBoxLayout(widget)
    _fill(box, (content,), 0)


def panel(*widgets: QWidget | None, gap: int = 8) -> QFrame:
    """Return a framed column with the usual margins."""
    made = QFrame()
    theme.set_role(made, "panel")
    box = QVBoxLayout(made)
    _fill(box, widgets, gap)
    box.setContentsMargins(16, 12, 16, 12)
    return made


def _fill(
    box: QHBoxLayout | QVBoxLayout, widgets: tuple[QWidget | None, ...], gap: int
) -> None:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            box.addStretch(1)
        else:
            box.addWidget(widget)


class EmptyState(QWidget):
    """What an empty screen says: a picture, what is missing, what to do next."""

    def __init__(
        self, picture: str, headline: str, hint: str, *buttons: QPushButton
    ) -> None:
        super().__init__()
        drawing = QLabel()
        drawing.setPixmap(icon(picture, "faint").pixmap(48, 48))
        drawing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title, text = label(headline, "title"), label(hint, "soft", wrap=True)
        for part in (title, text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addStretch(1)
        for part in (drawing, title, text):
            box.addWidget(part)
        if buttons:
            box.addWidget(row(None, *buttons, None, gap=12))
        box.addStretch(2)


def clear(box: QHBoxLayout | QVBoxLayout) -> None:
    """Take everything out of a layout and dispose of it."""
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

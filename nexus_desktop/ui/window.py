"""The main window: places at the left, one screen, a quiet status line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.ui.keys_page import KeysPage
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.message_bar import MessageBar
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.status_line import StatusLine

_WIDE, _NARROW = 148, 56
_OWN_KEYS = {"laptops": "Ctrl+Shift+L", "settings": "Ctrl+,"}  # below, in this order
_LAST = "window/last_place"
_FOLDED = "window/rail_folded"


@dataclass(frozen=True, slots=True)
class Place:
    """A screen of the window, made when it is first gone to."""

    name: str
    words: str
    picture: str
    make: Callable[[], Screen]


class Window(QMainWindow):
    """Shows one place at a time. It knows no screen: `places` makes them.

    Signals:
        closing: before the window goes, while screens are still whole.
        elsewhere: a screen asked for a place that is not one of this window's.
        undo_asked: Ctrl+Z where neither a text field nor the screen took it.
    """

    closing = Signal()
    elsewhere = Signal(str, str)
    undo_asked = Signal()

    def __init__(self, places: Sequence[Place], title: str) -> None:
        super().__init__()
        self.setWindowTitle(f"{title} – Nexus Desktop")
        self.setMinimumSize(1024, 640)
        self._places = {place.name: place for place in places}
        self._screens: dict[str, Screen] = {}
        self.buttons: dict[str, QPushButton] = {}
        self.bar = MessageBar()
        self.status = StatusLine()
        self.stack = QStackedWidget()
        self._title = label("", "title")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self._keys = KeysPage(self)
        self.setCentralWidget(self._frame())
        self._bind_keys()
        if QSettings().value(_FOLDED, defaultValue=False, type=bool):
            self._fold(folded=True)

    @property
    def screens(self) -> dict[str, Screen]:
        """Return the screens made so far, by name."""
        return self._screens

    def go(self, name: str, row_id: str = "") -> None:
        """Bring the screen `name` to the front, at the record `row_id` if given."""
        if name not in self._places:
            self.elsewhere.emit(name, row_id)
            return
        screen = self._screen(name)
        if self.stack.currentWidget() is not screen:
            self.bar.leave()
        self.stack.setCurrentWidget(screen)
        for other, nav in self.buttons.items():
            nav.setChecked(other == name)
        self._title.setText(screen.title)
        self._show_actions(screen)
        QSettings().setValue(_LAST, name)
        screen.shown()
        if row_id:
            screen.go_to(row_id)

    def go_where_left(self) -> None:
        """Go to the place that was open last, else to the first."""
        name = str(QSettings().value(_LAST, ""))
        self.go(name if name in self._places else next(iter(self._places)))

    def tell(self, message: Message) -> None:
        """Show `message` above the screen."""
        self.bar.tell(message)

    def flush(self) -> None:
        """Let every screen hand over unsaved work."""
        for screen in self._screens.values():
            screen.flush()

    def _screen(self, name: str) -> Screen:
        if name not in self._screens:
            screen = self._places[name].make()
            self._screens[name] = screen
            self.stack.addWidget(screen)
            screen.messaged.connect(self.tell)
            screen.asked.connect(self.go)
            screen.titled.connect(lambda title: self._retitle(screen, title))
        return self._screens[name]

    def _retitle(self, screen: Screen, title: str) -> None:
        screen.title = title
        if self.stack.currentWidget() is screen:
            self._title.setText(title)

    def _show_actions(self, screen: Screen) -> None:
        while (item := self._actions.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
        for widget in screen.tools:
            self._actions.addWidget(widget)
            widget.show()

    def _frame(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addLayout(self._actions)
        main = QVBoxLayout()
        main.setContentsMargins(24, 16, 24, 16)
        main.setSpacing(12)
        main.addLayout(head)
        main.addWidget(self.bar)
        main.addWidget(self.stack, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(main, 1)
        right.addWidget(self.status)
        whole = QWidget()
        whole.setObjectName("window")
        box = QHBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._rail())
        box.addLayout(right, 1)
        return whole

    def _rail(self) -> QFrame:
        self._rail_frame = QFrame()
        theme.set_role(self._rail_frame, "rail")
        self._rail_frame.setFixedWidth(_WIDE)
        self._name = label("Nexus", "strong")
        self._folder = button("", "quiet", clicked=self._toggle_fold)
        self._folder.setIcon(icon("panel-left"))
        self._folder.setToolTip(self.tr("Fold the list of places (Ctrl+B)"))
        self._folder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self._rail_frame)
        box.setContentsMargins(8, 12, 8, 8)
        box.setSpacing(4)
        box.addWidget(row(self._name, None, self._folder))
        box.addSpacing(8)
        for number, place in enumerate(self._places.values(), 1):
            if place.name == next(iter(_OWN_KEYS)):
                box.addStretch(1)
            box.addWidget(self._nav(place, number))
        return self._rail_frame

    def _nav(self, place: Place, number: int) -> QPushButton:
        nav = button(place.words, "nav", clicked=lambda: self.go(place.name))
        nav.setIcon(icon(place.picture))
        nav.setCheckable(True)
        nav.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        nav.setAccessibleName(place.words)
        keys = _keys_of(place, number)
        nav.setToolTip(f"{place.words} ({keys})")
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(lambda: self.go(place.name))
        self.buttons[place.name] = nav
        return nav

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+B", self._toggle_fold),
            ("F1", self._show_keys),
            ("Ctrl+Z", self._undo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.status.keys_asked.connect(self._show_keys)
        self.status.laptops_asked.connect(lambda: self.go("laptops"))

    def _undo(self) -> None:
        screen = self.stack.currentWidget()
        if not (isinstance(screen, Screen) and screen.undo()):
            self.undo_asked.emit()

    def _show_keys(self) -> None:
        screen = self.stack.currentWidget()
        own = screen.keys if isinstance(screen, Screen) else ()
        places = [
            (_keys_of(place, n), place.words)
            for n, place in enumerate(self._places.values(), 1)
        ]
        self._keys.present(self._title.text(), own, places)

    def _toggle_fold(self) -> None:
        self._fold(folded=self._rail_frame.width() > _NARROW)

    def _fold(self, *, folded: bool) -> None:
        self._rail_frame.setFixedWidth(_NARROW if folded else _WIDE)
        self._name.setVisible(not folded)
        for name, nav in self.buttons.items():
            nav.setText("" if folded else self._places[name].words)
        QSettings().setValue(_FOLDED, folded)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keys.setGeometry(self.rect())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)


def _keys_of(place: Place, number: int) -> str:
    """Return the keys that go to the place that is `number`th in the rail."""
    return _OWN_KEYS.get(place.name, f"Ctrl+{number % 10}")

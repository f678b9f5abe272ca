"""Where the desk stands: a button that opens the list of checkpoints.

Today's stand in the list itself, those of other days one step further, so that the list
fits on a small screen with a hundred checkpoints. What is on now comes first.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget, QWidgetAction

from nexus_desktop.core import days, names
from nexus_desktop.core.checkin import CheckpointInfo

_MANY = 8  # checkpoints from which on they are searched for


class CheckpointMenu(QPushButton):
    """Shows the checkpoint; letters typed by a scanner can't change it.

    Signals:
        chosen: `CheckpointInfo`.
        set_up_asked: the checkpoints are to be changed.
    """

    chosen = Signal(object)
    set_up_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checkpoint")
        self.setToolTip(self.tr("Where badges are scanned here (Ctrl+L)"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._places: Sequence[CheckpointInfo] = ()
        self._chosen: CheckpointInfo | None = None
        self._group = QActionGroup(self)
        self._found: list[QAction] = []
        self._lasting: list[QAction] = []
        self._inner: list[QMenu] = []
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(self.tr("Find a checkpoint"))
        self.finder.setAccessibleName(self.tr("Find a checkpoint"))
        self.finder.setMinimumWidth(280)
        self.finder.textChanged.connect(self._find)
        self.finder.returnPressed.connect(self._take_first)
        self._finding = QWidgetAction(self)
        self._finding.setDefaultWidget(self.finder)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._begin)
        self.setMenu(menu)
        self.hide()

    def show_places(
        self,
        places: Sequence[CheckpointInfo],
        chosen: CheckpointInfo | None,
        on_now: Sequence[CheckpointInfo] = (),
        today: date | None = None,
    ) -> None:
        """Offer `places`, with `chosen` marked and those `on_now` first."""
        self._places, self._chosen = places, chosen
        menu = self.menu()
        menu.clear()
        self._group = QActionGroup(self)
        self._found, self._lasting = [], []
        while self._inner:
            self._inner.pop().deleteLater()
        if len(places) > _MANY:
            menu.addAction(self._finding)
        rest = [place for place in places if place not in on_now]
        here = [place for place in rest if place.day in (today, None)]
        others = [place for place in rest if place not in here]
        self._add_part(menu, self.tr("On now"), on_now)
        for day, some in _by_day(here):
            title = self.tr("Today, {0}").format(days.short(day)) if day else ""
            self._add_part(menu, title or self.tr("Every day"), some)
        for day, some in _by_day(others):
            self._add_day(menu, days.short(day) if day else "", some)
        menu.addSeparator()
        self.set_up = menu.addAction(self.tr("Set up checkpoints…"))
        self.set_up.triggered.connect(lambda _on: self.set_up_asked.emit())
        name = chosen.name if chosen else self.tr("No checkpoint")
        self.setText(name.replace("&", "&&"))
        self.setAccessibleName(self.tr("Checkpoint: {0}").format(name))

    def open(self) -> None:
        """Open the list, to be walked through with the arrows."""
        self.menu().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def action_of(self, name: str) -> QAction:
        """Return the action that goes to the checkpoint called `name`."""
        actions = self._group.actions()
        return next(action for action in actions if action.data() == name)

    def offered(self) -> list[str]:
        """Return the names of the checkpoints to choose from, in their order."""
        return list(dict.fromkeys(action.data() for action in self._group.actions()))

    def _add_part(
        self, menu: QMenu, title: str, places: Sequence[CheckpointInfo]
    ) -> None:
        if places:
            heading = menu.addAction(title.replace("&", "&&"))
            heading.setEnabled(False)
            self._lasting.append(heading)
            for place in places:
                self._lasting.append(self._add(menu, place))

    def _add_day(
        self, menu: QMenu, title: str, places: Sequence[CheckpointInfo]
    ) -> None:
        inner = menu.addMenu(title)
        self._inner.append(inner)
        self._lasting.append(inner.menuAction())
        for place in places:
            self._add(inner, place)

    def _add(self, menu: QMenu, place: CheckpointInfo) -> QAction:
        action = menu.addAction(place.name.replace("&", "&&"))
        action.setData(place.name)
        action.setCheckable(True)
        action.setChecked(place == self._chosen)
        action.triggered.connect(partial(self._choose, place))
        self._group.addAction(action)
        return action

    def _choose(self, place: CheckpointInfo, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's argument
        self.chosen.emit(place)

    # Searching

    def _begin(self) -> None:
        self.finder.clear()
        if len(self._places) > _MANY:
            QTimer.singleShot(0, self.finder, self.finder.setFocus)

    def _find(self, text: str) -> None:
        menu, asked = self.menu(), names.folded(text).split()
        for action in self._found:
            menu.removeAction(action)
            self._group.removeAction(action)
            action.deleteLater()
        self._found = []
        for action in self._lasting:
            action.setVisible(not asked)
        if asked:
            for place in self._places:
                if all(word in names.folded(_told(place)) for word in asked):
                    self._add_found(menu, place)

    def _add_found(self, menu: QMenu, place: CheckpointInfo) -> None:
        action = QAction(_told(place).replace("&", "&&"), menu)
        action.triggered.connect(partial(self._choose, place))
        menu.insertAction(self.set_up, action)
        self._found.append(action)

    def _take_first(self) -> None:
        menu = self.menu()
        if self._found and menu.activeAction() not in self._found:
            self._found[0].trigger()
            menu.close()


def _by_day(
    places: Iterable[CheckpointInfo],
) -> list[tuple[date | None, list[CheckpointInfo]]]:
    """Return places by their days, which follow each other; those of none last."""
    return [(day, list(some)) for day, some in groupby(places, lambda p: p.day)]


def _told(place: CheckpointInfo) -> str:
    return f"{place.name}   {days.short(place.day)}" if place.day else place.name

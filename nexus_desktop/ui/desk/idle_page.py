"""What stands in the card's place before the first scan: what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nexus_desktop.core import days
from nexus_desktop.core.desk import DeskSetting
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import EmptyState, button, clear

Tr = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Idle:
    """What the page says, and at most one place to go: (words, name of a screen)."""

    picture: str
    headline: str
    hint: str
    way: tuple[str, str] | None = None


def of_setting(setting: DeskSetting | None, today: date, tr: Tr) -> Idle:
    """Return what to say at a desk where nobody was scanned yet."""
    if setting is None:
        return Idle(
            "scan-line",
            tr("Scan a badge, or type part of a name"),
            tr(
                "A scan is taken wherever the cursor is. "
                "Press F2 for somebody who is not on the list."
            ),
        )
    if setting.chosen is None:
        return Idle(
            "map-pin",
            tr("No desk yet"),
            tr(
                "This workshop has no checkpoint where badges could be scanned. "
                "Add one with the button at the upper right."
            ),
        )
    if setting.people == 0:
        return Idle(
            "users",
            tr("Nobody is registered yet"),
            tr("Import the list of participants, or press F2 for who stands here."),
            (tr("Go to People"), "people"),
        )
    return _of_day(setting, today, tr)


def _of_day(setting: DeskSetting, today: date, tr: Tr) -> Idle:
    usual = of_setting(None, today, tr)
    if today < setting.first_day:
        text = tr(
            "The workshop begins on {0}. Who is scanned now counts as here today; "
            "undo it with Ctrl+Z if it was a rehearsal."
        )
        return Idle(
            "calendar-days", usual.headline, text.format(_day(setting, first=True))
        )
    if today > setting.last_day:
        text = tr(
            "The workshop ended on {0}. Scans still count, for today. "
            "All scans of its days: Shift+F9."
        )
        return Idle(
            "calendar-days", usual.headline, text.format(_day(setting, first=False))
        )
    return usual


def _day(setting: DeskSetting, *, first: bool) -> str:
    return days.short(setting.first_day if first else setting.last_day)


class IdlePage(QFrame):
    """Shows an `Idle`.

    Signals:
        way_asked: name of a screen.
    """

    way_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("idle_card")
        theme.set_role(self, "panel")
        self._box = QVBoxLayout(self)
        self.idle: Idle | None = None

    def show_idle(self, idle: Idle) -> None:
        """Say something else."""
        if idle == self.idle:
            return
        self.idle = idle
        clear(self._box)
        buttons = []
        if idle.way is not None:
            words, place = idle.way
            buttons.append(
                button(words, "main", clicked=lambda: self.way_asked.emit(place))
            )
        self._box.addWidget(
            EmptyState(idle.picture, idle.headline, idle.hint, *buttons)
        )
        self.setAccessibleName(f"{idle.headline}. {idle.hint}")

"""A list of people in the card's place: found by name, not here yet, or a party."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.desk import Match
from nexus_desktop.ui.desk.face import line_of, names
from nexus_desktop.ui.desk.match_filters import MatchFilters
from nexus_desktop.ui.desk.match_row import MatchDelegate
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label, row

_ROOT = QModelIndex()


class MatchRows(QAbstractListModel):
    """Shows matches; the delegate paints them from `MATCH`."""

    MATCH = Qt.ItemDataRole.UserRole
    STATE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, tr: Callable[[str], str]) -> None:
        super().__init__()
        self._tr = tr
        self.people: tuple[Match, ...] = ()
        self.zone = ZoneInfo("UTC")

    def replace(self, people: Sequence[Match], zone: ZoneInfo) -> None:
        """Show `people` instead, with times in `zone`."""
        self.beginResetModel()
        self.people, self.zone = tuple(people), zone
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.people)

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        match = self.people[index.row()]
        if role == self.MATCH:
            return match
        if role == self.STATE:
            return self._state(match)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (*names(match.guest), line_of(match.guest), self._state(match)[1])
            return ", ".join(part for part in parts if part)
        return None

    def _state(self, match: Match) -> tuple[str, str]:
        """Return (tone, words)."""
        if match.is_cancelled:
            return "bad", self._tr("cancelled")
        if match.arrived_at is None:
            return "soft", self._tr("not yet")
        local = match.arrived_at.astimezone(self.zone)
        return "good", self._tr("in {0}").format(f"{local:%H:%M}")


class MatchList(QFrame):
    """People to choose one of, or, for a party, to let in together.

    The scan field keeps the focus and steps through it.

    Signals:
        chosen: id of the participant.
        party_confirmed: everybody who is not in is to be let in.
    """

    chosen = Signal(str)
    party_confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("match_panel")
        theme.set_role(self, "panel")
        self._is_party = False
        self.filters = MatchFilters()
        self.rows = MatchRows(self.tr)
        self.heading = label("", "strong")
        self.hint = label("", "soft")
        self.nobody = label("", "soft")
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.party = button("", "main", clicked=self.party_confirmed.emit)
        self.party.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view = self._list()
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 12, 8, 8)
        box.setSpacing(8)
        head = row(self.heading, None, self.filters, self.party, gap=12)
        head.setContentsMargins(10, 0, 10, 0)
        head.setMinimumHeight(34)
        self.hint.setContentsMargins(10, 0, 10, 0)
        for widget, share in (
            (head, 0), (self.hint, 0), (self.view, 1), (self.nobody, 1),
        ):  # fmt: skip
            box.addWidget(widget, share)

    def _list(self) -> QListView:
        view = QListView()
        view.setObjectName("match_list")
        view.setModel(self.rows)
        view.setItemDelegate(MatchDelegate(view))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.clicked.connect(lambda _index: self.choose())
        theme.set_role(view, "bare_list")
        return view

    @property
    def is_party(self) -> bool:
        """Whether Enter lets in the whole list."""
        return self._is_party

    def show_people(
        self, heading: str, hint: str, people: Sequence[Match], zone: ZoneInfo
    ) -> None:
        """Show people to choose one of; the first is chosen to begin with."""
        self._is_party = False
        self._show(heading, hint, people, zone)
        self.party.hide()
        self.filters.show()
        self.view.setCurrentIndex(self.rows.index(0, 0))

    def show_party(self, heading: str, people: Sequence[Match], zone: ZoneInfo) -> None:
        """Show a party and the button that lets in those who are not in yet."""
        missing = sum(one.arrived_at is None and not one.is_cancelled for one in people)
        hint = (
            self.tr("Enter lets in everybody who is not in yet. Esc goes back.")
            if missing
            else self.tr("Everybody is in already. Esc goes back.")
        )
        self._is_party = True
        self.filters.hide()
        self._show(heading, hint, people, zone)
        self.party.setText(self.tr("Let in {0}").format(missing))
        self.party.setVisible(missing > 0)

    def _show(
        self, heading: str, hint: str, people: Sequence[Match], zone: ZoneInfo
    ) -> None:
        self.heading.setText(heading)
        self.hint.setText(hint)
        self.hint.setVisible(bool(people))
        self.nobody.setText(hint)
        self.rows.replace(people, zone)
        self.view.setVisible(bool(people))
        self.nobody.setVisible(not people)
        self.setAccessibleName(f"{heading}. {hint}")

    def choose_none(self) -> None:
        """Leave it to an arrow key to choose the first."""
        self.view.setCurrentIndex(_ROOT)

    def step(self, lines: int) -> None:
        """Choose the person so many lines further down."""
        last = self.rows.rowCount() - 1
        if last < 0 or self.is_party:
            return
        line = min(max(self.view.currentIndex().row() + lines, 0), last)
        self.view.setCurrentIndex(self.rows.index(line, 0))

    def choose(self) -> None:
        """Take the chosen person, or let in the party."""
        if self.is_party:
            if not self.party.isHidden():
                self.party_confirmed.emit()
            return
        index = self.view.currentIndex()
        if index.isValid():
            self.chosen.emit(self.rows.people[index.row()].guest.id)

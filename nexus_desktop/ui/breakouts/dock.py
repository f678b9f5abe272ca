"""The bar below the board: search, solve with progress, lists, publish."""

from enum import Enum

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.breakout import Board
from nexus_desktop.ui.breakouts.fitting import LEAST, fit
from nexus_desktop.ui.breakouts.outputs import lists_button
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, label

_TYPING = 120  # milliseconds without a key before the search begins


class State(Enum):
    """What the bar is about."""

    READY = "ready"
    SOLVING = "solving"
    OFFERING = "offering"


class Dock(QFrame):
    """What can be done with a round.

    Signals:
        searched: text to look for on the board, "" for none.
        chosen: go to the next person found.
        solve_asked, stop_asked, cancel_asked: the solver.
        adopt_asked, discard_asked: the plan that it found.
        weights_asked, rules_asked: what matters, rules.
        lists_asked: name of one of `outputs.OUTPUTS`, or `outputs.PROJECTOR`.
        compare_asked: the plan beside another one.
        publish_asked, unpublish_asked: lock the round, unlock it.
    """

    searched = Signal(str)
    chosen = Signal()
    solve_asked = Signal()
    stop_asked = Signal()
    cancel_asked = Signal()
    adopt_asked = Signal()
    discard_asked = Signal()
    weights_asked = Signal()
    rules_asked = Signal()
    lists_asked = Signal(str)
    compare_asked = Signal()
    publish_asked = Signal()
    unpublish_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State.READY
        self._board: Board | None = None
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Find a person (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Find a person on the board"))
        self.search.setMinimumWidth(80)
        self.search.setMaximumWidth(240)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._search)
        self.search.textChanged.connect(self._wait_for_more)
        self.search.returnPressed.connect(self.chosen)
        self.found = label("", "small")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setRange(0, 1000)
        self.progress.setMinimumWidth(60)
        self.progress.setMaximumWidth(200)
        self.words = ElidedLabel("soft")
        self._make_buttons()
        self._words: dict[QPushButton, str] = {}
        self._lay_out()
        self.show_board(None)
        self.show_state(State.READY)

    def _make_buttons(self) -> None:
        tr = self.tr
        self.solve = button(tr("Solve"), clicked=self.solve_asked.emit)
        self.solve.setIcon(icon("sparkles"))
        self.cancel = button(tr("Cancel"), clicked=self.cancel_asked.emit)
        self.stop = button(tr("Take it now"), "main", clicked=self.stop_asked.emit)
        self.adopt = button(tr("Use this plan"), "main", clicked=self.adopt_asked.emit)
        self.discard = button(tr("Discard"), clicked=self.discard_asked.emit)
        self.weights = button(tr("What matters"), clicked=self.weights_asked.emit)
        self.rules = button(tr("Rules"), clicked=self.rules_asked.emit)
        self.rules.setToolTip(tr("Who sits together, apart, or in one group"))
        self.lists = lists_button(self.lists_asked.emit)
        self.compare = button(
            tr("Compare"), clicked=self.compare_asked.emit, picture="columns-3"
        )
        self.compare.setToolTip(tr("Put this plan aside, or beside another one"))
        self.publish = button("", "main", clicked=self.publish_asked.emit)
        self.unpublish = button("", clicked=self.unpublish_asked.emit)
        self.unpublish.setIcon(icon("lock-open"))

    def _lay_out(self) -> None:
        theme.set_role(self, "panel")
        self._box = box = QHBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(8)
        box.addWidget(self.search, 3)
        box.addWidget(self.found)
        box.addStretch(1)
        for widget in (
            self.progress, self.words, self.discard, self.cancel, self.stop, self.adopt,
            self.weights, self.rules, self.compare, self.solve, self.lists,
            self.unpublish, self.publish,
        ):  # fmt: skip
            box.addWidget(widget)

    def show_board(self, board: Board | None) -> None:
        """Offer what can be done with this round now."""
        self._board = board
        about = board.round if board else None
        number = about.number if about else 0
        self.publish.setText(self.tr("Publish round {}").format(number))
        self.unpublish.setText(self.tr("Unpublish round {}").format(number))
        seated = about is not None and about.seated > 0
        self._words |= {
            self.solve: self.tr("Solve again") if seated else self.tr("Solve"),
            self.lists: self.tr("Lists"),
            self.compare: self.tr("Compare"),
        }
        theme.set_role(self.solve, "plain" if seated else "main")
        self.solve.setIcon(icon("sparkles", "soft" if seated else "on_fill"))
        self.solve.setEnabled(about is not None and about.expected > 0)
        self.lists.setEnabled(seated)
        self.compare.setEnabled(seated)
        self.publish.setEnabled(seated)
        self._show_buttons()

    @override
    def minimumSizeHint(self) -> QSize:
        """Leave the width to the board: what does not fit goes without its word."""
        return QSize(LEAST, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fit(self._box, self.width(), self._words)

    def show_state(self, state: State, words: str = "") -> None:
        """Show what is going on."""
        self.state = state
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self._show_buttons()

    def show_progress(self, fraction: float, words: str) -> None:
        """Show how far the solver is and what it has."""
        self.progress.setValue(round(1000 * fraction))
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def show_found(self, count: int | None) -> None:
        """Say how many people the search found, None when there is none."""
        self.found.setText("" if count is None else self.tr("{} found").format(count))

    def _show_buttons(self) -> None:
        state = self.state
        published = self._board is not None and self._board.round.published
        ready = state is State.READY
        for widget, wanted in (
            (self.progress, state is State.SOLVING),
            (self.cancel, state is State.SOLVING),
            (self.stop, state is State.SOLVING),
            (self.adopt, state is State.OFFERING),
            (self.discard, state is State.OFFERING),
            (self.solve, ready and not published),
            (self.weights, ready and not published),
            (self.rules, ready and not published),
            (self.compare, state is not State.SOLVING and not published),
            (self.lists, ready),
            (self.publish, ready and not published),
            (self.unpublish, ready and published),
        ):
            widget.setVisible(wanted)
        self._fit()

    def _wait_for_more(self) -> None:
        self._typing.start()

    def _search(self) -> None:
        self.searched.emit(self.search.text().strip())

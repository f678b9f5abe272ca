"""What the user does with cards: moved, pinned, weighed, looked at in all rounds."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from nexus_desktop.core.breakout import Moved, with_move
from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import breakout_judging, breakout_seats
from nexus_desktop.ui.breakouts.elsewhere import met_elsewhere, seats_of
from nexus_desktop.ui.breakouts.latest import Latest
from nexus_desktop.ui.breakouts.rounds import RoundButtons
from nexus_desktop.ui.breakouts.sight import Sight
from nexus_desktop.ui.breakouts.view import BoardView
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.runner import Runner


class Moving(QObject):
    """Does by services what the board asks for.

    Signals:
        told: a sentence about what was done, which can be undone.
        refused: `NexusError`; the board shows what is not so.
        settled: the cards lie again; what changed meanwhile can be shown.
    """

    told = Signal(str)
    refused = Signal(object)
    settled = Signal()

    def __init__(
        self, runner: Runner, jobs: Jobs, now: Callable[[], datetime], view: BoardView
    ) -> None:
        super().__init__(view)
        self._runner, self._now, self._view = runner, now, view
        self._sight: Sight | None = None
        self._costs: Latest[dict[str, float]] = Latest(jobs, self)
        view.moved.connect(self._move)
        view.pin_asked.connect(self._pin)
        view.carried.connect(self._weigh)

    def show(self, sight: Sight, rounds: RoundButtons) -> None:
        """Work on what is shown now; `rounds` tell where a person sits."""
        if self._sight is None:
            self._view.regarded.connect(lambda who: self._light_up(who, rounds))
        self._sight = sight
        self._light_up(self._view.current, rounds)

    @property
    def _round(self) -> str:
        board = self._sight.board if self._sight else None
        return board.round.id if board else ""

    @Slot(object, object)
    def _move(self, people: tuple[str, ...], group: str | None) -> None:
        round_id, at, board = self._round, self._now(), self._view.board
        if board is not None:  # shown at once; what is on disk follows
            for person in people:
                board = with_move(board, person, group)
            self._view.show_board(board)
        self._runner.submit(
            self,
            lambda session: breakout_seats.move_several(
                session, round_id, people, group, at=at
            ),
            done=self._moved,
            failed=self._refuse,
        )

    def _moved(self, moved: Moved) -> None:
        self.settled.emit()
        if not moved.moves and self._sight is not None:
            self._view.show_board(self._sight.board)
        if moved.moves > 1:
            where = moved.where or self.tr("not assigned")
            self.told.emit(
                self.tr("{} people were moved: {}.").format(moved.moves, where)
            )

    @Slot(object)
    def _pin(self, people: tuple[str, ...]) -> None:
        """Pin those who are not; when all are, take the pins off."""
        round_id, at, board = self._round, self._now(), self._view.board
        found = [board.where(person) for person in people] if board else []
        seated = [place[1] for place in found if place and place[0]]
        if not seated:
            return
        pinned = all(card.pinned for card in seated)
        change = breakout_seats.unpin_several if pinned else breakout_seats.pin_several
        self._runner.submit(
            self,
            lambda session: change(session, round_id, people, at=at),
            failed=self._refuse,
        )

    @Slot(object)
    def _weigh(self, people: tuple[str, ...]) -> None:
        """Work out what every column would cost while cards are carried."""
        position = self._sight.position if self._sight else None
        round_id = self._round
        if not people:
            self.settled.emit()
        elif position is not None:
            self._costs.ask(
                lambda: breakout_judging.costs(position, round_id, people),
                lambda costs: self._view.show_costs(people, costs),
            )

    def _light_up(self, participant: str, rounds: RoundButtons) -> None:
        """Show where somebody sits in all rounds, and whom the current one meets."""
        position = self._sight.position if self._sight else None
        current = self._view.current
        rounds.show_seats(seats_of(position, participant))
        if participant == current:
            self._view.mark_met(met_elsewhere(position, self._round, current))

    def _refuse(self, error: NexusError) -> None:
        self.refused.emit(error)

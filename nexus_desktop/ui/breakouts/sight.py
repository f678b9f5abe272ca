"""All that the Groups screen shows, read in one go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import Board, RoundChoices, RoundInfo
from nexus_desktop.core.breakout_repair import Turnout
from nexus_desktop.services import breakout_plans, breakouts
from nexus_desktop.services.breakout_problem import Position
from nexus_desktop.services.breakout_turnout import turnout


@dataclass(frozen=True, slots=True)
class Sight:
    """All that the screen shows, read in one go.

    Attributes:
        position: of all rounds; None while there is nothing to be solved.
        turnout: who is missing and new in the round that is shown.
    """

    choices: RoundChoices
    rounds: tuple[RoundInfo, ...]
    board: Board | None
    position: Position | None
    turnout: Turnout | None = None

    @property
    def taken(self) -> dict[str, str]:
        """Participant -> group, in the round that is shown."""
        return {
            card.id: group.id
            for group in (self.board.groups if self.board else ())
            for card in group.cards
        }


def look(session: Session, wanted: str, *, at: datetime) -> Sight:
    """Read the round `wanted`, or the first that is not published, else the last."""
    rounds, choices = breakouts.rounds(session), breakouts.choices(session)
    ids = [info.id for info in rounds]
    if wanted not in ids:
        ready = [info.id for info in rounds if not info.published]
        wanted = next(iter(ready or ids[-1:]), "")
    board = breakouts.board(session, wanted) if wanted else None
    position = None
    if choices.people and wanted:
        position = breakout_plans.position(session, at=at)
    live = turnout(session, wanted, at=at) if wanted else None
    return Sight(choices, rounds, board, position, live)

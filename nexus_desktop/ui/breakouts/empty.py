"""What the Groups screen says before there is a board."""

from collections.abc import Callable

from nexus_desktop.core.breakout import RoundChoices
from nexus_desktop.ui.kit.widgets import EmptyState, button

Ask = Callable[[str], None]


def empty_state(
    choices: RoundChoices, tr: Callable[[str], str], ask: Ask
) -> EmptyState:
    """Say what is missing and offer the next step; `ask` is given where to go.

    The places are "people", "programme" and "new" (a new round).
    """
    if not choices.people:
        return EmptyState(
            "users",
            tr("Nobody to put into groups yet"),
            tr("Import the list of participants, or add the first person."),
            button(tr("Go to People"), "main", clicked=lambda: ask("people")),
        )
    if not choices.sessions:
        return EmptyState(
            "calendar-days",
            tr("The programme has no breakout session yet"),
            tr("Give a session of the programme the type “breakout”; its groups are "
               "then made here."),
            button(tr("Go to Programme"), "main", clicked=lambda: ask("programme")),
        )  # fmt: skip
    return EmptyState(
        "users-round",
        tr("No breakout round yet"),
        tr("Say how many groups and what matters in them. The groups are then filled "
           "by the solver or by hand."),
        button(tr("New round…"), "main", clicked=lambda: ask("new")),
    )  # fmt: skip

"""Where a person sits in the other rounds, and whom they meet there."""

from collections.abc import Mapping

from nexus_desktop.services.breakout_problem import Position


def seats_of(position: Position | None, participant: str) -> dict[str, str]:
    """Return round id -> name of the person's group there."""
    if position is None or not participant:
        return {}
    return {
        round_id: position.names.get(seats[participant], "")
        for round_id, seats in position.seats.items()
        if participant in seats
    }


def met_elsewhere(
    position: Position | None, round_id: str, participant: str
) -> dict[str, str]:
    """Return person -> numbers of the other rounds in which they share a group."""
    found: dict[str, list[str]] = {}
    others = position.seats.items() if position else ()
    for other, seats in others:
        if other != round_id and participant in seats:
            for person in _with(seats, participant):
                found.setdefault(person, []).append(_number(position, other))
    return {person: ", ".join(numbers) for person, numbers in found.items()}


def _with(seats: Mapping[str, str], participant: str) -> list[str]:
    group = seats[participant]
    return [p for p, seat in seats.items() if seat == group and p != participant]


def _number(position: Position | None, round_id: str) -> str:
    return position.names.get(round_id, "") if position else ""

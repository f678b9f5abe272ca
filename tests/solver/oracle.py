"""A second, slow way to say what a plan costs and which rules it breaks.

Written from the formulae alone, on JSON documents and with whole sums, so that it
shares no code and no idea with the solver.
"""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product
from typing import Any

Document = dict[str, Any]
Seats = dict[str, dict[str, str]]


def total(problem: Document, seats: Seats) -> float:
    """The cost of a seating, full or not."""
    weights = problem["weights"]
    parts = [
        Fraction(weight) * balance(problem, seats, trait)
        for trait, weight in weights["traits"].items()
    ]
    parts.append(2 * Fraction(weights["repeat"]) * repeats(problem, seats))
    parts.append(Fraction(weights["wish"]) * wishes(problem, seats))
    parts.append(Fraction(weights["move"]) * moved(problem, seats))
    return float(sum(parts))


def balance(problem: Document, seats: Seats, trait: str) -> Fraction:
    value = {p["id"]: p["traits"].get(trait, "") for p in problem["people"]}
    cost = Fraction(0)
    for part in problem["rounds"]:
        placed = seats.get(part["id"], {})
        for kind in {value[person] for person in placed}:
            everywhere = sum(value[person] == kind for person in placed)
            for group in part["groups"]:
                here = [p for p, g in placed.items() if g == group["id"]]
                ideal = Fraction(everywhere * len(here), len(placed))
                cost += (sum(value[p] == kind for p in here) - ideal) ** 2
    return cost


def repeats(problem: Document, seats: Seats) -> int:
    meetings: Counter[tuple[str, str]] = Counter()
    for part in problem["rounds"]:
        placed = sorted(seats.get(part["id"], {}).items())
        for (one, at), (other, there) in combinations(placed, 2):
            meetings[one, other] += at == there
    return sum(times * (times - 1) // 2 for times in meetings.values())


def wishes(problem: Document, seats: Seats) -> int:
    cost = 0
    for person, by_round in problem.get("wishes", {}).items():
        for part, wanted in by_round.items():
            group = seats.get(part, {}).get(person)
            if wanted and group is not None:
                best = wanted[:3]
                cost += best.index(group) if group in best else 4
    return cost


def moved(problem: Document, seats: Seats) -> int:
    return sum(
        seats[part][person] != group
        for part, before in problem.get("previous", {}).items()
        for person, group in before.items()
        if person in seats.get(part, {})
    )


def faults(problem: Document, seats: Seats) -> list[str]:
    """What is wrong with a full seating."""
    return [
        fault for part in problem["rounds"] for fault in _faults(problem, seats, part)
    ]


def _faults(problem: Document, seats: Seats, part: Document) -> Iterator[str]:
    name, placed = part["id"], seats.get(part["id"], {})
    everybody = {person["id"] for person in problem["people"]}
    if set(placed) != everybody - set(part.get("absent", ())):
        yield f"{name}: not exactly those who are there have a seat"
    sizes = Counter(placed.values())
    known = {group["id"] for group in part["groups"]}
    if not set(sizes) <= known:
        yield f"{name}: a group that does not exist"
    for group in part["groups"]:
        if not group["min"] <= sizes[group["id"]] <= group["max"]:
            yield f"{name}: the size of {group['id']}"
    yield from _crowd_faults(problem, placed, name)
    yield from _seat_faults(problem, placed, name)


def _crowd_faults(
    problem: Document, placed: dict[str, str], name: str
) -> Iterator[str]:
    for crowd in problem.get("together", ()):
        if len({placed[person] for person in crowd if person in placed}) > 1:
            yield f"{name}: {crowd} not together"
    for crowd in problem.get("apart", ()):
        groups = [placed[person] for person in crowd if person in placed]
        if len(set(groups)) < len(groups):
            yield f"{name}: {crowd} not apart"


def _seat_faults(problem: Document, placed: dict[str, str], name: str) -> Iterator[str]:
    for rule in problem.get("fixed", ()):
        if (
            rule["round"] == name
            and placed.get(rule["person"], rule["group"]) != (rule["group"])
        ):
            yield f"{name}: {rule} not kept"
    for rule in problem.get("forbidden", ()):
        if rule["round"] == name and placed.get(rule["person"]) == rule["group"]:
            yield f"{name}: {rule} not kept"
    if name in problem.get("frozen", ()):
        for person, group in problem.get("previous", {}).get(name, {}).items():
            if placed.get(person, group) != group:
                yield f"{name}: {person} moved in a frozen round"


def plans(problem: Document) -> Iterator[Seats]:
    """Every seating that keeps all rules; for very small problems."""
    by_round = [list(_round_plans(problem, part)) for part in problem["rounds"]]
    for chosen in product(*by_round):
        yield {
            part["id"]: placed
            for part, placed in zip(problem["rounds"], chosen, strict=True)
        }


def _round_plans(problem: Document, part: Document) -> Iterator[dict[str, str]]:
    absent = part.get("absent", ())
    here = [p["id"] for p in problem["people"] if p["id"] not in absent]
    groups = [group["id"] for group in part["groups"]]
    for chosen in product(groups, repeat=len(here)):
        placed = dict(zip(here, chosen, strict=True))
        if not list(_faults(problem, {part["id"]: placed}, part)):
            yield placed

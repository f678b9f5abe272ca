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
        wanted = aims(problem, part, trait)
        for kind in sorted(set(value.values())):
            everywhere = sum(value[person] == kind for person in placed)
            for group in part["groups"]:
                here = [p for p, g in placed.items() if g == group["id"]]
                ideal = Fraction(everywhere * len(here), max(1, len(placed)))
                ideal = wanted.get((group["id"], kind), ideal)
                count = sum(value[p] == kind for p in here)
                if trait in problem.get("gather", ()):
                    cost += count * (len(here) - count)
                else:
                    cost += (count - ideal) ** 2
    return cost


def aims(
    problem: Document, part: Document, trait: str
) -> dict[tuple[str, str], Fraction]:
    """How many people of a value a group is to have, if shares of the trait are set."""
    shares = {
        group: traits[trait]
        for group, traits in problem.get("shares", {}).get(part["id"], {}).items()
        if trait in traits
    }
    if not shares:
        return {}
    absent = part.get("absent", ())
    kinds = sorted({p["traits"].get(trait, "") for p in problem["people"]})
    here = Counter(
        p["traits"].get(trait, "") for p in problem["people"] if p["id"] not in absent
    )
    size = seats_expected(part, sum(here.values()))
    found: dict[tuple[str, str], Fraction] = {}
    for group, asked in shares.items():
        rest = size[group] * (1 - sum(Fraction(asked.get(kind, 0)) for kind in kinds))
        others = sum(here[kind] for kind in kinds if kind not in asked)
        for kind in kinds:
            if kind in asked:
                found[group, kind] = size[group] * Fraction(asked[kind])
            else:
                found[group, kind] = rest * Fraction(here[kind], max(1, others))
    plain = [group for group in size if group not in shares]
    seats = sum(size[group] for group in plain)
    for kind in kinds:
        left = here[kind] - sum(found[group, kind] for group in shares)
        for group in plain:
            part_of_it = Fraction(size[group], max(1, seats))
            found[group, kind] = max(Fraction(0), left) * part_of_it
    return found


def seats_expected(part: Document, people: int) -> dict[str, int]:
    """The sizes of the groups when people come one by one and fill them evenly."""
    size = {group["id"]: group["min"] for group in part["groups"]}
    for _ in range(people - sum(size.values())):
        free = [g["id"] for g in part["groups"] if size[g["id"]] < g["max"]]
        if free:
            size[min(free, key=lambda name: size[name])] += 1
    return size


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

"""Problems for tests: random small ones, and the files of tests/data/breakout."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from nexus_desktop.solver.problem import Problem

DATA = Path(__file__).parents[1] / "data" / "breakout"

Document = dict[str, Any]


def case(name: str) -> Problem:
    """A problem of the data folder."""
    return Problem.read(DATA / f"{name}.json")


def plain(
    people: int, groups: tuple[tuple[int, int], ...], rounds: int = 1, **more: object
) -> Document:
    """A problem without traits: groups A, B, … of given sizes in rounds r1, r2, …."""
    return {
        "people": [{"id": f"p{i}", "traits": {}} for i in range(people)],
        "rounds": [
            {
                "id": f"r{r + 1}",
                "groups": [
                    {"id": "ABCDEFGHIJ"[g], "min": least, "max": most}
                    for g, (least, most) in enumerate(groups)
                ],
            }
            for r in range(rounds)
        ],
        "weights": {"traits": {}, "repeat": 1, "wish": 0, "move": 0},
        **more,
    }


@st.composite
def documents(
    draw: st.DrawFn, most_people: int = 12, most_rounds: int = 3, most_groups: int = 4
) -> Document:
    """A random problem with rules of all forms; often, but not always, possible."""
    ids = [f"p{i}" for i in range(draw(st.integers(1, most_people)))]
    person = st.sampled_from(ids)
    rounds = [
        draw(_rounds(f"r{r}", ids, most_groups))
        for r in range(draw(st.integers(1, most_rounds)))
    ]
    seats = [
        {"person": p, "round": part["id"], "group": group["id"]}
        for p in ids
        for part in rounds
        for group in part["groups"]
    ]
    pairs = st.lists(person, min_size=2, max_size=3, unique=True)
    few = st.lists(st.sampled_from(seats), max_size=2)
    values = st.sampled_from(["x", "y", "z"])
    weight = st.sampled_from([0, 0.5, 1, 3])
    traits = draw(st.dictionaries(st.sampled_from(["a", "b"]), weight, max_size=2))
    gather = draw(st.lists(st.sampled_from([*traits, "a"]), max_size=1))
    gather = [trait for trait in gather if trait in traits]
    return {
        "people": [
            {"id": p, "traits": {"a": draw(values), "b": draw(values)}} for p in ids
        ],
        "rounds": rounds,
        "weights": {
            "traits": traits,
            "repeat": draw(weight),
            "wish": draw(weight),
            "move": draw(weight),
        },
        "wishes": draw(_seated(rounds, ids, wishes=True)),
        "together": draw(st.lists(pairs, max_size=2)) if len(ids) > 2 else [],
        "apart": draw(st.lists(pairs, max_size=2)) if len(ids) > 2 else [],
        "fixed": draw(few),
        "forbidden": draw(few),
        "previous": draw(_seated(rounds, ids, wishes=False)),
        "frozen": draw(
            st.lists(st.sampled_from([p["id"] for p in rounds]), max_size=1)
        ),
        "gather": gather,
        "shares": draw(_shares(rounds, sorted(set(traits) - set(gather)))),
    }


@st.composite
def _shares(draw: st.DrawFn, rounds: list[Document], traits: list[str]) -> Document:
    """Shares that at most one group of a round asks for, as a rule none."""
    if not traits or draw(st.booleans()):
        return {}
    part = draw(st.sampled_from(rounds))
    group = draw(st.sampled_from(part["groups"]))["id"]
    share = st.sampled_from([0, 0.25, 0.5])
    wanted = draw(st.dictionaries(st.sampled_from(["x", "y"]), share, min_size=1))
    return {part["id"]: {group: {draw(st.sampled_from(traits)): wanted}}}


@st.composite
def _rounds(draw: st.DrawFn, name: str, ids: list[str], most_groups: int) -> Document:
    absent = draw(st.lists(st.sampled_from(ids), max_size=len(ids) // 3, unique=True))
    count = draw(st.integers(1, most_groups))
    share = (len(ids) - len(absent)) / count
    groups = []
    for g in range(count):
        least = max(0, int(share) - draw(st.integers(0, 2)))
        most = max(least, int(share + 0.999) + draw(st.integers(0, 2)))
        groups.append({"id": f"g{g}", "min": least, "max": most})
    return {"id": name, "groups": groups, "absent": absent}


@st.composite
def _seated(
    draw: st.DrawFn, rounds: list[Document], ids: list[str], *, wishes: bool
) -> Document:
    """Wishes (person -> round -> groups) or seats (round -> person -> group)."""
    table: Document = {}
    people = draw(st.lists(st.sampled_from(ids), max_size=4, unique=True))
    for part in rounds:
        groups = [group["id"] for group in part["groups"]]
        for person in people:
            if wishes:
                chosen = draw(
                    st.lists(st.sampled_from(groups), max_size=4, unique=True)
                )
                table.setdefault(person, {})[part["id"]] = chosen
            else:
                seat = draw(st.sampled_from(groups))
                table.setdefault(part["id"], {})[person] = seat
    return table

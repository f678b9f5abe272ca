"""Reading problems: what is taken, and how wrong ones are refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from nexus_desktop.solver.problem import Group, Place, Problem, ProblemError, Weights
from tests.solver.problems import DATA, Document, documents, plain


@given(documents())
@settings(max_examples=60, deadline=None)
def test_a_problem_written_and_read_again_is_the_same(document: Document) -> None:
    problem = Problem.from_json(document)
    assert Problem.from_json(json.loads(json.dumps(problem.to_json()))) == problem


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda p: p.stem)
def test_every_sample_is_read(path: Path) -> None:
    problem = Problem.read(path)
    assert problem.people
    assert problem.rounds


def test_all_entries_are_taken() -> None:
    problem = Problem.from_json(
        {
            "people": [
                {"id": "p1", "traits": {"country": "MN", "city": None}},
                {"id": "p2"},
                {"id": "p3", "traits": {"country": "TH"}},
            ],
            "rounds": [
                {
                    "id": "r1",
                    "groups": [
                        {"id": "A", "min": 1, "max": 2},
                        {"id": "B", "min": 0, "max": 3},
                    ],
                    "absent": ["p3"],
                }
            ],
            "weights": {"traits": {"country": 2}, "wish": 0.5},
            "wishes": {"p1": {"r1": ["B", "A"]}},
            "together": [["p1", "p2"]],
            "apart": [["p1", "p3"]],
            "fixed": [{"person": "p1", "round": "r1", "group": "A"}],
            "forbidden": [{"person": "p2", "round": "r1", "group": "B"}],
            "previous": {"r1": {"p2": "B"}},
            "frozen": ["r1"],
        }
    )
    assert dict(problem.people[0].traits) == {"country": "MN"}
    assert problem.rounds[0].groups == (Group("A", 1, 2), Group("B", 0, 3))
    assert problem.rounds[0].absent == {"p3"}
    assert problem.weights == Weights({"country": 2}, repeat=1, wish=0.5, move=0)
    assert problem.wishes == {"p1": {"r1": ("B", "A")}}
    assert problem.together == (("p1", "p2"),)
    assert problem.apart == (("p1", "p3"),)
    assert problem.fixed == (Place("p1", "r1", "A"),)
    assert problem.forbidden == (Place("p2", "r1", "B"),)
    assert problem.previous == {"r1": {"p2": "B"}}
    assert problem.frozen == {"r1"}


def broken(change: Callable[[Document], object]) -> str:
    """The sentence that refuses a good problem after a change."""
    document = plain(3, ((1, 2), (1, 2)))
    document["weights"]["traits"] = {}
    change(document)
    with pytest.raises(ProblemError) as refusal:
        Problem.from_json(document)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.pop("people"), "people is missing."),
        (lambda d: d.update(rounds={}), "rounds must be a list."),
        (
            lambda d: d.update(people=[7]),
            "people[0] must be an object with named entries.",
        ),
        (lambda d: d["people"][1].pop("id"), "people[1].id is missing."),
        (lambda d: d["people"][1].update(id=3), "people[1].id must be a text."),
        (
            lambda d: d["people"][2].update(traits={"country": 5}),
            "people[2].traits.country must be a text.",
        ),
        (
            lambda d: d["rounds"][0]["groups"][1].update(max="2"),
            "rounds[0].groups[1].max must be a whole number.",
        ),
        (
            lambda d: d["rounds"][0]["groups"][1].update(min=True),
            "rounds[0].groups[1].min must be a whole number.",
        ),
        (
            lambda d: d["rounds"][0].update(absent=[1]),
            "rounds[0].absent must be a list of texts.",
        ),
        (
            lambda d: d["weights"].update(repeat="much"),
            "weights.repeat must be a number.",
        ),
        (lambda d: d.update(together=[["p1"]]), "together[0] must name two different"),
        (lambda d: d.update(apart=[["p1", "p1"]]), "apart[0] must name two different"),
        (lambda d: d.update(fixed=[{"person": "p1"}]), "fixed[0].round is missing."),
        (lambda d: d.update(previous={"r1": ["p1"]}), "previous.r1 must be an object"),
        (
            lambda d: d.update(forbiden=[]),
            'The problem has an entry "forbiden"; known are',
        ),
        (lambda d: d["weights"].update(wishes=1), 'weights has an entry "wishes"'),
    ],
)
def test_a_wrong_shape_is_refused_with_its_place(
    change: Callable[[Document], object], sentence: str
) -> None:
    assert sentence in broken(change)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d["people"][1].update(id="p0"), "The person p0 is given twice."),
        (lambda d: d["rounds"].append(d["rounds"][0]), "The round r1 is given twice."),
        (
            lambda d: d["rounds"][0]["groups"][1].update(id="A"),
            "The group (round r1) A is given twice.",
        ),
        (
            lambda d: d["rounds"][0]["groups"][0].update(min=3),
            "Round r1: group A can't have at least 3 and at most 2 people.",
        ),
        (
            lambda d: d["rounds"][0]["groups"][0].update(min=-1),
            "Round r1: group A can't have at least -1 and at most 2 people.",
        ),
        (
            lambda d: d["rounds"][0].update(absent=["px"]),
            "Round r1 says absent: the person px",
        ),
        (
            lambda d: d.update(together=[["p1", "px"]]),
            "the person px, which is not in the",
        ),
        (
            lambda d: d.update(apart=[["px", "p1"]]),
            "the person px, which is not in the",
        ),
        (
            lambda d: d.update(fixed=[{"person": "p1", "round": "r9", "group": "A"}]),
            'The rule "fixed" speaks of the round r9, which is not in the problem.',
        ),
        (
            lambda d: d.update(
                forbidden=[{"person": "p1", "round": "r1", "group": "Z"}]
            ),
            'The rule "forbidden" speaks of the group (round r1) Z, which is not in',
        ),
        (
            lambda d: d.update(wishes={"p1": {"r1": ["Z"]}}),
            "A wish speaks of the group",
        ),
        (
            lambda d: d.update(previous={"r1": {"px": "A"}}),
            "The previous plan speaks of",
        ),
        (lambda d: d.update(frozen=["r9"]), "Frozen is the round r9, which is not in"),
        (
            lambda d: d["weights"].update(wish=-1),
            "The weight wish must be a number from 0",
        ),
        (
            lambda d: d["weights"].update(move=float("nan")),
            "The weight move must be a number from 0",
        ),
        (
            lambda d: d["weights"].update(traits={"shoe size": 1}),
            "The weights speak of the trait shoe size, but nobody has it.",
        ),
        (
            lambda d: d.update(gather=["hat"]),
            "To be gathered is the trait hat, which is not in the problem.",
        ),
        (
            lambda d: d.update(shares={"r9": {}}),
            "The shares speak of the round r9, which is not in the problem.",
        ),
        (
            lambda d: d.update(shares={"r1": {"Z": {}}}),
            "The shares (round r1) speak of the group Z, which is not in the problem.",
        ),
        (
            lambda d: d.update(shares={"r1": {"A": {"hat": {}}}}),
            "The shares of A speak of the spread trait hat",
        ),
        (
            lambda d: (
                d["people"][0].update(traits={"hat": "red"}),
                d["weights"].update(traits={"hat": 1}),
                d.update(shares={"r1": {"A": {"hat": {"red": 0.6, "blue": 0.6}}}}),
            ),
            "shares.r1.A.hat must be shares from 0 to 1, together at most 1.",
        ),
    ],
)
def test_an_inconsistent_problem_is_refused_by_name(
    change: Callable[[Document], object], sentence: str
) -> None:
    assert sentence in broken(change)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "problem.json is not a JSON file:"),
        (b"[1]", "The problem must be an object"),
        (b"\xff\xfe{", "problem.json is not a text file in UTF-8."),
        (b"[" * 100_000, "problem.json is nested too deeply."),
    ],
)
def test_a_file_that_is_no_problem_is_refused(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "problem.json"
    path.write_bytes(content)
    with pytest.raises(ProblemError, match=sentence.replace("(", r"\(")):
        Problem.read(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match=r"none\.json can't be read: No such file"):
        Problem.read(tmp_path / "none.json")

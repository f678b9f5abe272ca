"""Undo looks into lists of ids as well: rules, and who may pass a checkpoint."""

import pytest

from nexus_desktop.core.participant import Person, PersonFields
from nexus_desktop.services import history, people
from nexus_desktop.store import rows
from nexus_desktop.store.undo import NothingToUndo
from tests.conftest import NINE, Run


@pytest.fixture
def bat(run: Run) -> Person:
    return run(lambda s: people.add(s, PersonFields(printed_name="Bat"), at=NINE))


def put(run: Run, row: rows.Row, action: str) -> None:
    def work(session: object) -> None:
        session.info["action"] = action  # type: ignore[attr-defined]  # a session
        session.add(row)  # type: ignore[attr-defined]  # a session

    run(work)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (lambda one: rows.Rule(id="r", form="apart", participants=[one, "p"]), "rule"),
        (
            lambda one: rows.Checkpoint(
                id="c",
                name="Dinner",
                entitled={"role": ["Guest"], "participant": [one]},
            ),
            "checkpoint",
        ),
        (
            lambda one: rows.Note(
                id="n", session_id="s", order="a", line="l", speaker_id=one, at=NINE
            ),
            "note",
        ),
    ],
    ids=["rule", "entitled", "speaker"],
)
def test_somebody_whom_a_list_names_is_not_undone(
    run: Run, bat: Person, row: object, said: str
) -> None:
    made = row(bat.id)  # type: ignore[operator]  # makes a row
    put(run, made, "note.write")  # which itself is never taken back
    with pytest.raises(NothingToUndo, match=f"A {said} was made for this participant"):
        run(lambda s: history.undo_last(s, at=NINE))
    assert run(lambda s: people.person(s, bat.id)) == bat


def test_lists_of_others_do_not_matter(run: Run, bat: Person) -> None:
    rule = rows.Rule(id="r", form="apart", participants=["p", "q"])
    put(run, rule, "note.write")
    run(lambda s: history.undo_last(s, at=NINE))
    assert run(people.people) == []
    assert bat.name == "Bat"

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.actions import Action, ActionEdit, ActionError, State
from nexus_desktop.core.breakout import GroupDraft, RoundDraft
from nexus_desktop.core.errors import NexusError, NotFound
from nexus_desktop.core.note import NotesPlace, WrittenLine
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.core.programme import SessionDraft
from nexus_desktop.services import (
    actions,
    breakouts,
    history,
    notes,
    notes_reading,
    people,
    programme,
)
from nexus_desktop.store import rows
from tests.conftest import NINE, Run


def fill(session: Session) -> None:
    for number, name in enumerate(("Closing", "Plenary")):
        starts = NINE + timedelta(hours=2 - number)
        draft = SessionDraft(
            title=name, starts_at=starts, ends_at=starts + timedelta(hours=1),
            form="breakout" if name == "Closing" else "plenary",
        )  # fmt: skip
        item = programme.add(session, draft, at=NINE)
        lines = [f"[] Last thing of {name}"]
        if name == "Plenary":
            study = "[] Share the study #2 ^Naga >> City of Naga by 1 Dec"
            lines = ["- A point", study]
        notes.import_lines(session, NotesPlace(item.id), lines, at=NINE)
    for name, city, of in (
        ("Ada Naga", "Naga", ""),
        ("Bo", "Naga", ""),
        ("Cy", "", "UN"),
    ):
        fields = PersonFields(
            printed_name=name, city=city, organisation=of,
            email=f"{name[:2].lower()}@example.org",
        )  # fmt: skip
        people.add(session, fields, at=NINE)
    people.add(session, PersonFields(printed_name="Without address"), at=NINE)


@pytest.fixture
def filled(run: Run) -> Run:
    run(fill)
    return run


def all_of(run: Run) -> tuple[Action, ...]:
    found: tuple[Action, ...] = run(actions.actions)
    return found


def test_actions_of_all_sessions_come_in_the_order_of_the_programme(
    filled: Run,
) -> None:
    found = all_of(filled)
    assert [(one.source, one.text) for one in found] == [
        ("Plenary", "Share the study"), ("Closing", "Last thing of Closing"),
    ]  # fmt: skip
    assert found[0].due == date(2014, 12, 1)
    assert (found[0].objectives, found[0].places) == ((2,), ("Naga",))
    assert found[0].state is State.OPEN


def test_an_action_of_a_session_that_is_gone_comes_last(filled: Run) -> None:
    def hide(session: Session) -> None:
        item = programme.sessions(session)[0]
        session.get_one(rows.Session, item.id).removed_at = NINE

    filled(hide)
    assert [one.source for one in all_of(filled)] == ["Closing", ""]


def test_an_action_of_a_group_names_it(filled: Run) -> None:
    def make(session: Session) -> None:
        item = programme.sessions(session)[1]
        draft = RoundDraft((GroupDraft("A"), GroupDraft("B")))
        breakouts.new_round(session, item.id, draft, at=NINE)
        group = next(
            one.place for one in notes_reading.choices(session) if one.group == "B"
        )
        notes.import_lines(session, group, ["[] Meet again"], at=NINE)

    filled(make)
    assert all_of(filled)[-1].source == "Closing · Group B"


def test_an_edit_in_the_register_rewrites_the_line(filled: Run) -> None:
    action = all_of(filled)[0]
    wanted = ActionEdit("Share  all #2 studies", "Secretariat", date(2015, 1, 2))
    told = filled(lambda s: actions.edit(s, action.id, wanted, at=NINE))
    assert (told.text, told.owner, told.due) == (
        "Share all #2 studies", "Secretariat", date(2015, 1, 2),
    )  # fmt: skip
    (line,) = filled(
        lambda s: [
            one.line
            for one in notes.notes(s, NotesPlace(action.session_id))
            if one.note_id == action.id
        ]
    )
    assert line == "[] #2 ^Naga Share all \\#2 studies >> Secretariat by 2015-01-02"
    entries = filled(history.history)
    assert entries[0].words == "Action changed"


def test_an_edit_that_changes_nothing_writes_nothing(filled: Run) -> None:
    action = all_of(filled)[0]
    same = ActionEdit(action.text, action.owner, action.due)
    before = filled(history.history)
    filled(lambda s: actions.edit(s, action.id, same, at=NINE))
    assert filled(history.history) == before


def test_an_edit_can_be_taken_back(filled: Run) -> None:
    action = all_of(filled)[0]
    filled(lambda s: actions.edit(s, action.id, ActionEdit("Other"), at=NINE))
    filled(lambda s: history.undo_last(s, at=NINE))
    assert all_of(filled)[0] == action


def test_an_action_cannot_lose_its_words(filled: Run) -> None:
    action = all_of(filled)[0]
    with pytest.raises(ActionError, match="needs words"):
        filled(lambda s: actions.edit(s, action.id, ActionEdit(" "), at=NINE))


def test_a_line_that_is_being_written_is_left_to_its_writer(filled: Run) -> None:
    action = all_of(filled)[0]
    place = NotesPlace(action.session_id)
    draft = WrittenLine(action.id, "a", "[] Share the st", NINE)
    filled(lambda s: notes.save_draft(s, place, draft, at=NINE))
    with pytest.raises(ActionError, match="being written in Notes"):
        filled(lambda s: actions.edit(s, action.id, ActionEdit("Other"), at=NINE))
    told = filled(lambda s: actions.review(s, action.id, State.DONE, at=NINE))
    assert told.state is State.DONE


def test_a_review_keeps_state_and_remark_and_the_line(filled: Run) -> None:
    action = all_of(filled)[0]
    told = filled(
        lambda s: actions.review(s, action.id, State.DROPPED, "No  money", at=NINE)
    )
    assert (told.state, told.remark) == (State.DROPPED, "No money")
    again = filled(lambda s: actions.review(s, action.id, State.OPEN, at=NINE))
    assert again == replace(told, state=State.OPEN)
    other = filled(lambda s: actions.review(s, action.id, None, "Later", at=NINE))
    assert (other.state, other.remark) == (State.OPEN, "Later")
    filled(lambda s: actions.review(s, action.id, None, "No money", at=NINE))
    before = filled(history.history)
    filled(lambda s: actions.review(s, action.id, State.OPEN, "No money", at=NINE))
    assert filled(history.history) == before


def test_what_is_no_action_is_refused(filled: Run) -> None:
    def point(session: Session) -> str:
        query = select(rows.Note.id).where(rows.Note.note_kind == "point")
        return session.scalars(query).one()

    for ident in (filled(point), "nothing"):
        with pytest.raises(NotFound, match="not in the notes any more"):
            filled(lambda s: actions.one(s, ident))  # noqa: B023 - run now


def test_an_action_agreed_here_is_taken_away_in_notes(filled: Run) -> None:
    action = all_of(filled)[0]
    with pytest.raises(NexusError, match="Take its line away in Notes"):
        filled(lambda s: actions.take_away(s, action.id, at=NINE))


def test_the_register_knows_today_the_owners_and_their_addresses(filled: Run) -> None:
    late = datetime(2014, 11, 5, 23, 0, tzinfo=UTC)
    board = filled(lambda s: actions.board(s, at=late))
    assert board.today == date(2014, 11, 6)  # in Ulaanbaatar
    assert board.owners == ("Ada Naga", "Bo", "Cy", "UN", "Without address")
    assert board.addresses == {"City of Naga": ("ad@example.org", "bo@example.org")}


def test_a_person_is_written_to_before_those_of_a_place(filled: Run) -> None:
    action = all_of(filled)[0]
    edit = ActionEdit("Do it", "bo")
    filled(lambda s: actions.edit(s, action.id, edit, at=NINE))
    board = filled(lambda s: actions.board(s, at=NINE))
    assert board.addresses == {"bo": ("bo@example.org",)}
    edit = ActionEdit("Do it", "Atlantis")
    filled(lambda s: actions.edit(s, action.id, edit, at=NINE))
    assert filled(lambda s: actions.board(s, at=NINE)).addresses == {"Atlantis": ()}

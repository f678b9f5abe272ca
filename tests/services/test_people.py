from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.participant import BadField, BadgeState, Person, PersonFields
from nexus_desktop.services import people, people_details
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run


def added(run: Run, **fields: object) -> Person:
    values = PersonFields(**fields)  # type: ignore[arg-type]  # a test's own fields
    return run(lambda s: people.add(s, values, at=NINE))


def names_found(run: Run, text: str) -> list[str]:
    return [row.printed_name for row in run(lambda s: people.find(s, text))]


def test_a_person_is_added_with_cleaned_values(run: Run) -> None:
    person = added(
        run, printed_name=" Dewi\tSartika ", country="Indonesia",
        languages=("English", " "), email="d@example.org",
    )  # fmt: skip
    assert person.name == "Dewi Sartika"
    assert person.fields.country == "ID"
    assert person.fields.languages == ("English",)
    assert not person.is_cancelled
    assert run(lambda s: people.person(s, person.id)) == person


def test_a_printed_name_is_made_of_its_parts(run: Run) -> None:
    person = added(run, given_name="Văn Đức", family_name="Lê", country="VN")
    assert person.name == "Lê Văn Đức"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "A person needs a name."),
        ({"printed_name": "x" * 201}, "The name as printed has 201 letters; 200 fit."),
        ({"printed_name": "A", "country": "Asia"}, "“Asia” names no country."),
        ({"printed_name": "A", "email": "at"}, "“at” is not an e-mail address"),
        ({"printed_name": "A", "status": "ill"}, "“ill” is no status."),
    ],
)
def test_what_can_not_be_kept_is_refused(
    run: Run, fields: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BadField) as caught:
        added(run, **fields)
    assert sentence in str(caught.value)


def test_an_edit_says_what_it_replaced_and_can_be_taken_back(run: Run) -> None:
    person = added(run, printed_name="Dewi", city="Naga")
    edit = run(
        lambda s: people.edit(s, person.id, {"city": "Hue", "role": ""}, at=NINE)
    )
    assert edit.person.fields.city == "Hue"
    assert edit.replaced == {"city": "Naga"}
    back = run(lambda s: people.edit(s, person.id, edit.replaced, at=NINE))
    assert back.person == person


def test_an_edit_that_changes_nothing_is_no_change(
    run: Run, database: Database
) -> None:
    person = added(run, printed_name="Dewi", city="Naga")
    edit, touched = database.run(
        lambda s: people.edit(s, person.id, {"city": " Naga"}, at=NINE), at=NINE
    )
    assert edit.replaced == {}
    assert touched == frozenset()


def test_a_composed_printed_name_follows_its_parts(run: Run) -> None:
    person = added(run, given_name="Đức", family_name="Lê", country="VN")
    edit = run(lambda s: people.edit(s, person.id, {"given_name": "Văn Đức"}, at=NINE))
    assert edit.person.name == "Lê Văn Đức"
    assert set(edit.replaced) == {"given_name", "printed_name"}


def test_a_printed_name_of_its_own_stays(run: Run) -> None:
    person = added(run, printed_name="Đức Lê", given_name="Đức", family_name="Lê",
                   country="VN")  # fmt: skip
    edit = run(lambda s: people.edit(s, person.id, {"given_name": "Văn Đức"}, at=NINE))
    assert edit.person.name == "Đức Lê"
    gone = run(
        lambda s: people.edit(
            s, person.id, {"given_name": "", "family_name": ""}, at=NINE
        )
    )
    assert gone.person.name == "Đức Lê"


def test_an_unknown_field_is_refused(run: Run) -> None:
    person = added(run, printed_name="Dewi")
    with pytest.raises(BadField, match="no field “shoe_size”"):
        run(lambda s: people.edit(s, person.id, {"shoe_size": "40"}, at=NINE))
    with pytest.raises(BadField, match="needs a name"):
        run(lambda s: people.edit(s, person.id, {"printed_name": " "}, at=NINE))


def test_a_person_is_cancelled_and_restored_once(run: Run, database: Database) -> None:
    person = added(run, printed_name="Dewi")
    cancelled = run(lambda s: people.cancel(s, person.id, at=NINE))
    assert cancelled.is_cancelled
    _, touched = database.run(lambda s: people.cancel(s, person.id, at=NINE), at=NINE)
    assert touched == frozenset()
    assert run(lambda s: people.restore(s, person.id, at=NINE)) == person


def test_who_is_not_there_is_not_found(run: Run) -> None:
    with pytest.raises(NotFound):
        run(lambda s: people.person(s, "nobody"))
    person = added(run, printed_name="Dewi")

    def remove(session: Session) -> None:
        row = session.get(rows.Participant, person.id)
        assert row is not None
        row.removed_at = NINE

    run(remove)
    with pytest.raises(NotFound, match="not in the workshop any more"):
        run(lambda s: people.edit(s, person.id, {"city": "Hue"}, at=NINE))
    assert run(people.people) == []


def test_the_actions_are_named_in_the_journal(run: Run) -> None:
    person = added(run, printed_name="Dewi")
    run(lambda s: people.edit(s, person.id, {"city": "Hue"}, at=NINE))
    run(lambda s: people.cancel(s, person.id, at=NINE))
    run(lambda s: people.restore(s, person.id, at=NINE))
    actions = run(
        lambda s: list(s.scalars(select(rows.Entry.action).order_by(rows.Entry.seq)))
    )
    assert actions[-4:] == [
        "participant.add", "participant.edit", "participant.cancel",
        "participant.restore",
    ]  # fmt: skip


def test_people_are_found_by_any_words_in_any_order_and_script(run: Run) -> None:
    added(run, printed_name="Lê Văn Đức", organisation="Ministry of Housing")
    added(run, printed_name="Sarantuya Ganbold", native_name="Ганболдын Сарантуяа")
    added(run, printed_name="王小明", reading="Wang Xiaoming", email="ming@example.org")
    added(run, printed_name="Li Na", city="Rizhao")
    assert names_found(run, "duc le") == ["Lê Văn Đức"]
    assert names_found(run, "housing") == ["Lê Văn Đức"]
    assert names_found(run, "Саран") == ["Sarantuya Ganbold"]
    assert names_found(run, "ganb sar") == ["Sarantuya Ganbold"]
    assert names_found(run, "xiaoming") == ["王小明"]
    assert names_found(run, "ming@ex") == ["王小明"]
    assert names_found(run, "小明") == ["王小明"]
    assert "Li Na" in names_found(run, "Li")
    assert names_found(run, "") == []


def test_a_name_spelt_nearly_right_is_found(run: Run) -> None:
    added(run, printed_name="Sarantuya Ganbold")
    added(run, printed_name="Jürgen Müller")
    assert names_found(run, "Sarantuja Gambold") == ["Sarantuya Ganbold"]
    assert names_found(run, "Mueller") == ["Jürgen Müller"]
    assert names_found(run, "Zzzz") == []
    assert names_found(run, "qq") == []


def test_a_changed_name_is_found_by_the_new_one(run: Run) -> None:
    person = added(run, printed_name="Dewi")
    run(lambda s: people.edit(s, person.id, {"printed_name": "Ratna"}, at=NINE))
    assert names_found(run, "ratna") == ["Ratna"]
    assert names_found(run, "dewi") == []


def test_the_list_is_by_name_and_tells_cancelled_ones(run: Run) -> None:
    added(run, printed_name="Ratna")
    dewi = added(run, printed_name="Dewi", category="City government")
    run(lambda s: people.cancel(s, dewi.id, at=NINE))
    listed = run(people.people)
    assert [row.printed_name for row in listed] == ["Dewi", "Ratna"]
    assert listed[0].is_cancelled
    assert listed[0].category == "City government"
    assert listed[0].badge is BadgeState.NONE


def busy_person(run: Run) -> Person:
    """Return somebody with two badges, three scans, one undone, and two seats."""
    person = added(run, printed_name="Dewi")

    def fill(session: Session) -> None:
        old = badge(person.id, "a" * 16, issue=1)
        old.revoked_at = NINE
        new = badge(person.id, "b" * 16, issue=2)
        desk = rows.Checkpoint(id=new_id(NINE), name="Registration, day 1")
        first = scan(desk, minutes=1, badge_number=new.number, verdict="ADMITTED")
        session.add_all(
            (
                old, new, desk, first,
                rows.Printing(id=new_id(NINE), badge_id=new.id, at=NINE),
                scan(desk, minutes=0, badge_number=old.number, verdict="REVOKED"),
                scan(desk, minutes=2, way="undo", undoes_id=first.id),
                scan(desk, minutes=3, participant_id=person.id, way="search",
                     verdict="ADMITTED"),
            )
        )  # fmt: skip
        for number, name in ((2, "C"), (1, "A")):
            round_ = rows.Round(id=new_id(NINE), session_id="s", number=number)
            group = rows.Group(id=new_id(NINE), round_id=round_.id, name=name,
                               topic="Water", room="Room 3", table="7")  # fmt: skip
            seat = rows.Seat(id=new_id(NINE), round_id=round_.id, group_id=group.id,
                             participant_id=person.id)  # fmt: skip
            session.add_all((round_, group, seat))

    run(fill)
    return person


def badge(participant_id: str, number: str, *, issue: int) -> rows.Badge:
    return rows.Badge(id=new_id(NINE), participant_id=participant_id, number=number,
                      issue=issue, issued_at=NINE)  # fmt: skip


def scan(desk: rows.Checkpoint, *, minutes: int, **values: object) -> rows.Scan:
    at = NINE + timedelta(minutes=minutes)
    return rows.Scan(id=new_id(at), checkpoint_id=desk.id, at=at, device_id="d",
                     **values)  # type: ignore[arg-type]  # fmt: skip


def test_the_list_shows_badge_arrival_and_groups(run: Run) -> None:
    person = busy_person(run)
    added(run, printed_name="Zorig")
    first, second = run(people.people)
    assert first.id == person.id
    assert first.badge is BadgeState.PRINTED
    assert first.arrived_at == NINE + timedelta(minutes=3)
    assert first.groups == ("A", "C")
    assert (second.badge, second.arrived_at, second.groups) == (
        BadgeState.NONE,
        None,
        (),
    )


def test_a_person_is_told_whole(run: Run) -> None:
    person = run(lambda s: people.person(s, busy_person(run).id))
    assert (person.badge, person.badge_issue) == (BadgeState.PRINTED, 2)
    assert person.arrived_at == NINE + timedelta(minutes=3)
    assert [(p.verdict, p.is_undone) for p in person.passages] == [
        ("ADMITTED", False), ("ADMITTED", True), ("REVOKED", False),
    ]  # fmt: skip
    assert [(place.round, place.group, place.table) for place in person.places] == [
        (1, "A", "7"), (2, "C", "7"),
    ]  # fmt: skip


def test_badges_issued_and_revoked_are_told(run: Run) -> None:
    issued, revoked = added(run, printed_name="A"), added(run, printed_name="B")

    def fill(session: Session) -> None:
        gone = badge(revoked.id, "b" * 16, issue=1)
        gone.revoked_at = NINE
        session.add_all((badge(issued.id, "a" * 16, issue=1), gone))

    run(fill)
    states = [row.badge for row in run(people.people)]
    assert states == [BadgeState.ISSUED, BadgeState.REVOKED]


def test_adding_touches_participants_alone(database: Database) -> None:
    _, touched = database.run(
        lambda s: people.add(s, PersonFields(printed_name="Dewi"), at=NINE), at=NINE
    )
    assert touched == {Kind.PARTICIPANT}


def test_what_was_done_with_a_person_is_told_newest_first(run: Run) -> None:
    person = added(run, printed_name="Dewi")
    added(run, printed_name="Ratna")
    later = NINE + timedelta(minutes=5)
    run(lambda s: people.cancel(s, person.id, at=later), at=later)
    trail = run(lambda s: people_details.trail(s, person.id, 5))
    assert [(step.action, step.actor) for step in trail] == [
        ("participant.cancel", "Desk 1"), ("participant.add", "Desk 1"),
    ]  # fmt: skip
    assert trail[0].at == later
    assert len(run(lambda s: people_details.trail(s, person.id, 1))) == 1


def test_why_somebody_does_not_come_is_kept_until_they_do(run: Run) -> None:
    one = added(run, printed_name="Bat")

    def cancelled(reason: str) -> str:
        return run(lambda s: people.cancel(s, one.id, reason, at=NINE)).cancel_reason

    assert [cancelled(said) for said in (" fell ill ", "", "travels")] == [
        "fell ill", "fell ill", "travels",
    ]  # fmt: skip
    with pytest.raises(BadField, match="The reason has 301 letters; 300 fit"):
        cancelled("x" * 301)
    back = run(lambda s: people.restore(s, one.id, at=NINE))
    assert (back.cancel_reason, back.extra) == ("", {})

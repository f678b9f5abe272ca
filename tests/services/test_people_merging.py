from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.desk import WalkIn
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.participant import CANCEL_REASON, Person, Status
from nexus_desktop.core.people_merging import Choice, MergeError
from nexus_desktop.services import (
    attendance,
    badges,
    checkin,
    history,
    merged,
    people,
    pictures,
)
from nexus_desktop.services.people_merging import (
    PHOTO,
    Merged,
    compare,
    merge,
    separate,
    who_stays,
)
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.store.undo import NothingToUndo
from tests.conftest import NINE, Run, fill
from tests.core.test_picture import PNG, jpeg
from tests.services.desk_world import World, build, seat

TEN = NINE + timedelta(hours=1)
BAT, TUYA, DUC = "Bat Dorj", "Sarantuya Ganbold", "Lê Văn Đức"


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def made_one(run: Run, keep: str, other: str, **choices: Choice) -> Merged:
    return run(lambda s: merge(s, keep, other, choices, at=NINE))


def person(run: Run, which: str) -> Person:
    return run(lambda s: people.person(s, which))


def give_photo(run: Run, whose: str, data: bytes) -> None:
    run(lambda s: pictures.set_photo(s, whose, data, at=NINE))


def verdict(run: Run, code: str, where: str, *, minutes: int) -> str:
    at = NINE + timedelta(minutes=minutes)
    return run(lambda s: checkin.scan(s, code, where, at=at)).verdict


def test_both_badges_admit_the_one_person_once(run: Run, world: World) -> None:
    keep, other = world.people[TUYA], world.people[BAT]
    result = made_one(run, keep, other)
    assert (result.gone, result.followed) == (BAT, {"badge": 1})
    first = run(lambda s: checkin.scan(s, world.codes[BAT], world.desk, at=NINE))
    assert first.verdict == "ADMITTED"
    assert first.participant is not None
    assert first.participant.name == TUYA
    assert verdict(run, world.codes[TUYA], world.desk, minutes=5) == "ALREADY_IN"
    counts = run(lambda s: checkin.arrivals(s, world.desk, at=TEN))
    assert (counts.arrived, counts.expected, counts.unexpected) == (1, 3, 0)
    assert len(run(badges.codes)) == 3  # one is printed for each person


def test_only_a_badge_that_was_replaced_is_an_old_one(run: Run, world: World) -> None:
    keep, other = world.people[TUYA], world.people[BAT]
    new = run(lambda s: badges.reissue(s, keep, "lost", at=TEN))
    made_one(run, keep, other)
    assert verdict(run, world.codes[TUYA], world.desk, minutes=1) == "REISSUED"
    assert verdict(run, world.codes[BAT], world.desk, minutes=2) == "ADMITTED"
    assert verdict(run, new.code, world.desk, minutes=3) == "ALREADY_IN"
    last = run(lambda s: badges.reissue(s, keep, "lost both", at=TEN))
    assert last.issue == 3
    for code in (new.code, world.codes[BAT]):
        assert verdict(run, code, world.door, minutes=4) == "REISSUED"
    assert verdict(run, last.code, world.door, minutes=5) == "ADMITTED"


def test_scans_by_name_and_by_badge_are_looked_up(run: Run, world: World) -> None:
    keep, other = world.people[TUYA], world.people[BAT]
    run(lambda s: checkin.check_in_person(s, other, world.desk, at=NINE))
    run(lambda s: checkin.scan(s, world.codes[BAT], world.door, at=TEN))
    result = made_one(run, keep, other)
    assert result.followed == {"scan": 2, "badge": 1}
    assert person(run, keep).arrived_at == NINE
    assert len(person(run, keep).passages) == 2
    assert verdict(run, world.codes[TUYA], world.desk, minutes=9) == "ALREADY_IN"
    (line, *_) = run(lambda s: checkin.recent(s, world.desk))[-1:]
    assert line.name == TUYA
    card = run(lambda s: checkin.card(s, line.scan_id))
    assert card.participant
    assert card.participant.name == TUYA
    # somebody still looks at the one who is gone
    again = run(lambda s: checkin.check_in_person(s, other, world.door, at=TEN))
    assert again.participant
    assert again.participant.id == keep
    assert run(lambda s: merged.final_id(s, other)) == keep
    assert run(merged.finals) == {other: keep}
    assert len({p.participant_id for p in run(attendance.presences)}) == 1


def furnish(session: Session, keep: str, other: str) -> None:
    """Give both seats, photos, notes, rules and a place on lists."""
    session.info["action"] = "test"
    seat(session, keep, starts_at=NINE)
    seat(session, other, starts_at=NINE)
    first = session.scalars(
        select(rows.Seat).where(rows.Seat.participant_id == keep)
    ).one()
    session.add_all(
        (
            rows.Seat(
                id="spare", round_id=first.round_id, group_id=first.group_id,
                participant_id=other,
            ),
            rows.Rule(id="r1", form="apart", participants=[keep, other]),
            rows.Rule(id="r2", form="together", participants=[other, "p", "q"]),
            rows.Rule(id="r3", form="apart", participants=["p", "q"]),
            rows.Note(
                id="n", session_id="s", order="a", line="l", speaker_id=other, at=NINE
            ),
            rows.Plan(
                id="plan", name="A", at=NINE, seats={"r": {other: "g"}, "t": {"p": "g"}}
            ),
            rows.Plan(id="plan2", name="B", at=NINE, seats={"r": {"p": "g"}}),
        )
    )  # fmt: skip
    group = session.get_one(rows.Group, first.group_id)
    group.rapporteur_id = other
    place = session.scalars(select(rows.Checkpoint)).first()
    assert place is not None
    place.entitled = {"participant": [keep, other]}
    pictures.set_photo(session, other, PNG, at=NINE)


def test_seats_notes_rules_lists_and_photos_follow(run: Run, world: World) -> None:
    keep, other = world.people[TUYA], world.people[BAT]
    run(lambda s: furnish(s, keep, other))
    result = made_one(run, keep, other)
    assert result.followed == {"badge": 1, "seat": 1, "note": 1}
    assert result.person.merged[0].name == BAT
    assert len(result.person.places) == 2  # one of the first round goes

    def there(session: Session) -> tuple[object, ...]:
        rules = {
            rule.id: rule.participants
            for rule in session.query(rows.Rule)
            if rule.removed_at is None
        }
        place = session.query(rows.Checkpoint).filter(
            rows.Checkpoint.entitled["participant"].is_not(None)
        )
        return (
            rules,
            place.all()[0].entitled["participant"],
            session.get_one(rows.Plan, "plan").seats["r"],
            session.get_one(rows.Note, "n").speaker_id,
        )

    assert run(there) == (
        {"r2": [keep, "p", "q"], "r3": ["p", "q"]}, [keep], {keep: "g"}, keep
    )  # fmt: skip
    assert run(lambda s: pictures.photo_of(s, keep)) == PNG


def test_each_field_is_kept_taken_or_joined(run: Run, world: World) -> None:
    keep, other = world.people[TUYA], world.people[BAT]

    def prepare(session: Session) -> None:
        session.info["action"] = "test"
        one, two = (session.get_one(rows.Participant, i) for i in (keep, other))
        one.extra, two.extra = {"Hotel": "A"}, {"Hotel": "B", "Flight": "OM1"}
        one.external_id, two.external_id, two.source = "", "17", "indico"
        two.attention, two.languages = "Needs a chair", ["Russian"]
        one.languages = ["English"]
        one.status, one.extra = "cancelled", {"Hotel": "A", CANCEL_REASON: "ill"}

    run(prepare)
    for whose, data in ((keep, jpeg(9, 9)), (other, PNG)):
        give_photo(run, whose, data)
    kept = made_one(
        run, keep, other, role=Choice.OTHER, **{PHOTO: Choice.OTHER}
    ).person.fields
    assert kept.printed_name == TUYA
    assert kept.role == "Participant"
    assert kept.attention == "Give her the speaker's folder; Needs a chair"
    assert kept.languages == ("English", "Russian")
    assert (kept.status, kept.external_id) == (Status.EXPECTED, "17")
    assert person(run, keep).source == "indico"
    assert person(run, keep).extra == {"Hotel": "A", "Flight": "OM1"}
    assert run(lambda s: pictures.photo_of(s, keep)) == PNG


def test_a_photo_stays_unless_the_other_is_chosen(run: Run, world: World) -> None:
    keep, other = world.people[TUYA], world.people[BAT]
    for whose, data in ((keep, jpeg(9, 9)), (other, PNG)):
        give_photo(run, whose, data)
    made_one(run, keep, other)
    assert run(lambda s: pictures.photo_of(s, keep)) == jpeg(9, 9)


def test_what_can_not_be_merged_is_refused(run: Run, world: World) -> None:
    keep, other = world.people[TUYA], world.people[BAT]
    with pytest.raises(MergeError, match="this is one"):
        made_one(run, keep, keep)
    with pytest.raises(MergeError, match="Only one of the two values of role"):
        made_one(run, keep, other, role=Choice.BOTH)
    with pytest.raises(NotFound):
        made_one(run, keep, "nobody")
    with pytest.raises(NotFound, match="not merged into another"):
        run(lambda s: separate(s, other, at=NINE))
    made_one(run, keep, other)
    assert made_one(run, keep, other).followed == {}
    with pytest.raises(NotFound):
        made_one(run, other, keep)


def test_two_are_compared_before_they_are_merged(run: Run, world: World) -> None:
    tuya, bat = world.people[TUYA], world.people[BAT]
    assert set(run(lambda s: who_stays(s, tuya, bat))) == {tuya, bat}
    run(lambda s: checkin.check_in_person(s, bat, world.desk, at=NINE))
    assert run(lambda s: who_stays(s, tuya, bat)) == (bat, tuya)
    found = run(lambda s: compare(s, bat, tuya))
    assert (found.kept.name, found.other.name) == (BAT, TUYA)
    assert found.doubts == ()
    assert found.has_photos == (False, False)
    proposed = {one.field: one.choice for one in found.differences}
    assert proposed["organisation"] is Choice.OTHER
    assert proposed["printed_name"] is Choice.KEPT
    duc = world.people[DUC]
    run(lambda s: checkin.check_in_person(s, duc, world.desk, at=TEN))

    def number(session: Session) -> None:
        session.info["action"] = "test"
        for which, said in ((bat, "12"), (duc, "57")):
            session.get_one(rows.Participant, which).external_id = said

    run(number)
    assert run(lambda s: compare(s, bat, duc)).doubts == (
        "Both were let in: 5 Nov, 09:00, and 5 Nov, 10:00.",
        "Their list has them as two: 12 and 57.",
        "They come from two countries.",
    )


def test_somebody_who_replaced_another_is_merged_with_them(
    run: Run, world: World
) -> None:
    tuya, bat = world.people[TUYA], world.people[BAT]

    def replaced(session: Session) -> None:
        session.info["action"] = "test"
        session.get_one(rows.Participant, tuya).replaces_id = bat

    run(replaced)
    assert made_one(run, tuya, bat).person.replaces is None


def test_a_walk_in_into_whom_somebody_was_merged_stays(run: Run, world: World) -> None:
    fields = WalkIn(given_name="Dewi", family_name="Sartika")
    answer = run(lambda s: checkin.walk_in(s, fields, world.desk, at=NINE))
    assert answer.result
    assert answer.result.participant
    walk_in, scan_id = answer.result.participant.id, answer.result.scan_id
    made_one(run, walk_in, world.people[BAT])
    undone = run(lambda s: checkin.undo_scan(s, scan_id, at=TEN))
    assert not undone.took_registration
    assert person(run, walk_in).name == "Dewi Sartika"


def test_a_merge_long_ago_is_taken_back(run: Run, world: World) -> None:
    tuya, bat = world.people[TUYA], world.people[BAT]
    made_one(run, tuya, bat)
    run(lambda s: checkin.scan(s, world.codes[BAT], world.desk, at=NINE))
    run(lambda s: checkin.scan(s, world.codes[DUC], world.desk, at=NINE))
    again = run(lambda s: separate(s, bat, at=TEN))
    assert again.arrived_at == NINE
    assert again.badge_issue == 1
    assert person(run, tuya).arrived_at is None
    made_one(run, tuya, bat)
    run(lambda s: people.edit(s, tuya, {"phone": "+976"}, at=TEN))
    run(lambda s: separate(s, bat, at=TEN))
    made_one(run, tuya, bat, role=Choice.OTHER)
    run(lambda s: people.edit(s, tuya, {"role": "Chair"}, at=TEN))
    with pytest.raises(NothingToUndo, match="changed again since"):
        run(lambda s: separate(s, bat, at=TEN))


def merge_by_name(session: Session, world: World, keep: str, other: str) -> Merged:
    return merge(session, world.people[keep], world.people[other], at=TEN)


def what_happened(session: Session, who: str) -> list[tuple[bool, datetime, str]]:
    found = attendance.presences(session)
    return [(one.participant_id == who, one.at, one.direction) for one in found]


def test_somebody_admitted_anyway_is_so_once_before_and_after_a_merge(
    run: Run, world: World
) -> None:
    tuya, bat = world.people[TUYA], world.people[BAT]
    run(lambda s: people.cancel(s, bat, "ill", at=NINE))
    refused = run(lambda s: checkin.check_in_person(s, bat, world.desk, at=NINE))
    assert refused.verdict == "CANCELLED"
    made_one(run, tuya, bat)
    for is_repeat in (False, True):
        told = run(
            lambda s: checkin.admit_anyway(s, refused.scan_id, "minister", at=TEN)
        )
        assert told.is_repeat is is_repeat


STEPS = some.lists(
    some.tuples(
        some.sampled_from(["scan", "name", "reissue", "seat", "note", "rule"]),
        some.integers(0, 2),
    ),
    max_size=8,
)


def live(session: Session, steps: Sequence[tuple[str, int]], world: World) -> None:
    """Let things happen to three people."""
    three = [world.people[name] for name in (TUYA, BAT, DUC)]
    codes = [world.codes[name] for name in (TUYA, BAT, DUC)]
    for number, (what, which) in enumerate(steps):
        at = NINE + timedelta(minutes=number)
        if what == "scan":
            checkin.scan(session, codes[which], world.door, at=at)
        elif what == "name":
            checkin.check_in_person(session, three[which], world.desk, at=at)
        elif what == "reissue":
            badges.reissue(session, three[which], "lost", at=at)
        elif what == "seat":
            seat(session, three[which], starts_at=NINE)
        elif what == "note":
            session.add(
                rows.Note(
                    id=new_id(at), session_id="s", order="a", line="l",
                    speaker_id=three[which], at=at,
                )
            )  # fmt: skip
        else:
            pair = [three[which], three[which - 1]]
            session.add(rows.Rule(id=new_id(at), form="apart", participants=pair))
        session.flush()
    session.info["action"] = "test"


def file_of(tmp: str, steps: Sequence[tuple[str, int]]) -> tuple[Database, World]:
    path = Path(tmp) / f"{new_id(NINE)}.nexus"
    database, _ = Database.create(path, fill, at=NINE, actor="Desk 1")
    world = database.run(build, at=NINE)[0]
    database.run(lambda s: live(s, steps, world), at=NINE)
    return database, world


@pytest.mark.slow
@settings(
    max_examples=8, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(steps=STEPS)
def test_a_merge_taken_back_leaves_no_trace_but_in_the_journal(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    database, world = file_of(str(tmp_path_factory.mktemp("merge")), steps)
    keep, other = world.people[TUYA], world.people[BAT]
    before = check(database)
    database.run(lambda s: merge(s, keep, other, at=TEN), at=TEN)
    assert check(database).state != before.state
    database.run(lambda s: history.undo_last(s, at=TEN), at=TEN)
    after = check(database)
    assert (after.state, after.problems) == (before.state, ())
    database.close()


@pytest.mark.slow
@settings(
    max_examples=5, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(steps=STEPS)
def test_the_order_of_merges_does_not_matter_for_what_happened(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    found = []
    folder = str(tmp_path_factory.mktemp("orders"))
    orders = [((TUYA, BAT), (TUYA, DUC)), ((TUYA, DUC), (TUYA, BAT)),
              ((BAT, DUC), (TUYA, BAT))]  # fmt: skip
    for order in orders:
        database, world = file_of(folder, steps)
        for keep, other in order:
            made = partial(merge_by_name, world=world, keep=keep, other=other)
            database.run(made, at=TEN)
        them = database.run(partial(what_happened, who=world.people[TUYA]), at=TEN)[0]
        assert check(database).problems == ()
        found.append(them)
        database.close()
    assert found[0] == found[1] == found[2]
    assert all(is_tuya for is_tuya, _at, _way in found[0])


def test_two_who_do_not_come_are_one_who_does_not(run: Run, world: World) -> None:
    tuya, bat, duc = (world.people[name] for name in (TUYA, BAT, DUC))
    for who, why in ((tuya, "ill"), (bat, "travels")):
        run(lambda s, who=who, why=why: people.cancel(s, who, why, at=NINE))  # type: ignore[misc]  # bound early

    def replace_them(session: Session) -> None:
        session.info["action"] = "test"
        for new, old in ((tuya, duc), (bat, "somebody")):
            session.get_one(rows.Participant, new).replaces_id = old

    run(replace_them)
    kept = made_one(run, tuya, bat).person
    assert kept.cancel_reason == "ill"
    assert kept.replaces
    assert kept.replaces.id == duc

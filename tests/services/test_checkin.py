from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core import badge
from nexus_desktop.core.badge import BadgeCode
from nexus_desktop.core.checkin import CheckInError, ScanResult, Verdict
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.kinds import Kind
from nexus_desktop.services import attendance, badges, checkin, people
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.services.desk_world import KEY, World, build, seat

GANBOLD, LE, PENA = "Sarantuya Ganbold", "Lê Văn Đức", "Juan Miguel Peña"
LATER = NINE + timedelta(minutes=10)
TOMORROW = NINE + timedelta(days=1)


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def scan(
    run: Run, world: World, text: str, at: datetime = NINE, place: str = ""
) -> ScanResult:
    text = world.codes.get(text, text)
    place = place or world.desk
    return run(lambda s: checkin.scan(s, text, place, at=at), at)


def scans(run: Run) -> list[rows.Scan]:
    return run(lambda s: s.query(rows.Scan).order_by(rows.Scan.at, rows.Scan.id).all())


def a_code(
    number: str = "00" * 8, *, workshop: str = "0badcafe", epoch: int = 1
) -> str:
    return badge.encode(BadgeCode(epoch, workshop, number, 1), KEY)


def forged(code: str) -> str:
    """Return `code` with another letter in its signature."""
    return code[:-3] + ("B" if code[-3] == "A" else "A") + code[-2:]


def test_a_badge_lets_its_person_in(world: World, run: Run) -> None:
    result = scan(run, world, GANBOLD)
    assert result.verdict is Verdict.ADMITTED
    assert result.participant is not None
    assert result.participant.id == world.people[GANBOLD]
    assert result.participant.native_name == "Ганболдын Сарантуяа"
    assert result.participant.country == "Mongolia"
    assert result.participant.attention == "Give her the speaker's folder"
    assert (result.first_at, result.at, result.group) == (NINE, NINE, None)
    assert result.telling.word == "Welcome"
    (fact,) = scans(run)
    assert fact.id == result.scan_id
    assert (fact.verdict, fact.way, fact.direction) == ("ADMITTED", "scan", "in")
    assert (fact.participant_id, fact.code) == (None, world.codes[GANBOLD])


def test_the_second_time_tells_when_and_where_the_first_was(
    world: World, run: Run
) -> None:
    scan(run, world, LE)
    result = scan(run, world, world.codes[LE].lower() + "\r", LATER)
    assert result.verdict is Verdict.ALREADY_IN
    assert (result.first_at, result.first_desk) == (NINE, "Desk 1")
    assert result.message == "Came in at 09:00, Desk 1."
    assert len(scans(run)) == 2


def test_the_same_badge_within_three_seconds_changes_nothing(
    world: World, database: Database, run: Run
) -> None:
    first = scan(run, world, LE)
    soon = NINE + timedelta(seconds=2)
    again, touched = database.run(
        lambda s: checkin.scan(s, world.codes[LE], world.desk, at=soon), at=soon
    )
    assert again.is_repeat
    assert (again.scan_id, again.verdict, again.at) == (
        first.scan_id, first.verdict, first.at,
    )  # fmt: skip
    assert touched == frozenset()
    elsewhere = scan(run, world, LE, soon, world.door)
    assert (elsewhere.verdict, elsewhere.is_repeat) == (Verdict.ADMITTED, False)
    refused = scan(run, world, "hotel key", soon)
    assert scan(run, world, "hotel key", soon).scan_id == refused.scan_id


def test_after_three_seconds_it_is_another_scan(world: World, run: Run) -> None:
    scan(run, world, LE)
    result = scan(run, world, LE, NINE + timedelta(seconds=4))
    assert (result.verdict, result.is_repeat) == (Verdict.ALREADY_IN, False)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("9783161484100", Verdict.MALFORMED),
        ("", Verdict.MALFORMED),
        (a_code(workshop="0badf00d"), Verdict.WRONG_WORKSHOP),
        (a_code(epoch=9), Verdict.UNKNOWN_KEY),
        (forged(a_code()), Verdict.FORGED),
        (a_code(), Verdict.ADMITTED_UNSYNCED),
    ],
)
def test_codes_that_name_nobody(
    world: World, run: Run, text: str, verdict: Verdict
) -> None:
    result = scan(run, world, text)
    assert (result.verdict, result.participant) == (verdict, None)
    assert [fact.verdict for fact in scans(run)] == [verdict]


def test_a_forged_code_of_a_known_badge_does_not_name_its_person(
    world: World, run: Run
) -> None:
    result = scan(run, world, forged(world.codes[GANBOLD]))
    assert (result.verdict, result.participant) == (Verdict.FORGED, None)
    assert scan(run, world, GANBOLD, LATER).verdict is Verdict.ADMITTED
    _, listed = run(lambda s: checkin.recent(s, world.desk))
    assert (listed.verdict, listed.name) == (Verdict.FORGED, "")


def test_an_unknown_badge_is_in_the_second_time(world: World, run: Run) -> None:
    scan(run, world, a_code())
    assert scan(run, world, a_code(), LATER).verdict is Verdict.ALREADY_IN
    assert scan(run, world, a_code("11" * 8), LATER).verdict.lets_in


def test_an_unknown_badge_is_not_for_a_place_for_some(world: World, run: Run) -> None:
    assert scan(run, world, a_code(), NINE, world.meal).verdict is Verdict.NOT_ENTITLED


def test_an_unknown_badge_of_an_ended_key_is_refused(world: World, run: Run) -> None:
    def end(session: Session) -> None:
        workshop = session.query(rows.Workshop).one()
        workshop.badge_keys = {**workshop.badge_keys, "2": "08" * 32}
        workshop.badge_epoch = 2

    run(end)
    refused = scan(run, world, a_code())
    assert refused.verdict is Verdict.REVOKED
    assert "given up with a lost laptop" in refused.message
    assert "Type the name" in refused.telling.advice
    assert scan(run, world, GANBOLD).verdict is Verdict.ADMITTED


def test_a_badge_that_was_switched_off_is_refused(world: World, run: Run) -> None:
    run(lambda s: badges.revoke(s, world.people[LE], "lost", at=NINE))
    result = scan(run, world, LE)
    assert result.verdict is Verdict.REVOKED
    assert result.participant is not None
    assert result.participant.name == LE


def test_an_older_badge_is_refused_and_the_new_one_good(world: World, run: Run) -> None:
    new = run(lambda s: badges.reissue(s, world.people[LE], "left at home", at=NINE))
    assert scan(run, world, LE).verdict is Verdict.REISSUED
    assert scan(run, world, new.code).verdict is Verdict.ADMITTED
    assert scan(run, world, new.code, LATER).verdict is Verdict.ALREADY_IN


def test_somebody_who_cancelled_is_refused(world: World, run: Run) -> None:
    run(lambda s: people.cancel(s, world.people[LE], at=NINE))
    assert scan(run, world, LE).verdict is Verdict.CANCELLED


def test_a_badge_that_was_taken_away_is_no_unknown_one(world: World, run: Run) -> None:
    def take_away(session: Session) -> None:
        for row in session.query(rows.Badge):
            row.removed_at = NINE

    run(take_away)
    assert scan(run, world, LE).verdict is Verdict.REVOKED


def test_a_checkpoint_for_speakers_is_for_speakers(world: World, run: Run) -> None:
    assert scan(run, world, LE, NINE, world.meal).verdict is Verdict.NOT_ENTITLED
    assert scan(run, world, GANBOLD, NINE, world.meal).verdict is Verdict.ADMITTED
    again = scan(run, world, GANBOLD, TOMORROW, world.meal)
    assert again.verdict is Verdict.ALREADY_IN
    assert again.message == "Came in on Wed 5 Nov at 09:00, Desk 1."


def test_a_day_ends_at_midnight_where_the_workshop_is(world: World, run: Run) -> None:
    scan(run, world, LE, datetime(2014, 11, 5, 15, 59, tzinfo=UTC))  # 23:59 there
    midnight = datetime(2014, 11, 5, 16, 1, tzinfo=UTC)
    assert scan(run, world, LE, midnight).verdict is Verdict.ADMITTED
    assert scan(run, world, LE, TOMORROW).verdict is Verdict.ALREADY_IN


def test_a_door_counts_in_and_out(world: World, run: Run) -> None:
    at, verdicts = NINE, []
    for _ in range(3):
        verdicts.append(scan(run, world, LE, at, world.door).verdict)
        scan(run, world, LE, at + timedelta(seconds=1), world.door)  # never toggles
        at += timedelta(minutes=5)
    assert verdicts == [Verdict.ADMITTED, Verdict.CHECKED_OUT, Verdict.ADMITTED]
    assert [fact.direction for fact in scans(run)] == ["in", "out", "in"]
    out = run(lambda s: checkin.card(s, scans(run)[1].id))
    assert (out.message, out.first_at) == ("Came in at 09:00.", NINE)
    assert scan(run, world, LE, TOMORROW, world.door).verdict is Verdict.ADMITTED


def test_scans_belong_to_their_checkpoint(world: World, run: Run) -> None:
    scan(run, world, LE)
    assert scan(run, world, LE, LATER, world.door).verdict is Verdict.ADMITTED


def test_a_checkpoint_must_be_there(world: World, run: Run) -> None:
    with pytest.raises(NotFound, match="checkpoint"):
        scan(run, world, LE, place="elsewhere")


def test_the_card_shows_todays_group_until_it_is_over(world: World, run: Run) -> None:
    afternoon = NINE + timedelta(hours=5)
    person = world.people[GANBOLD]
    run(lambda s: seat(s, person, starts_at=afternoon))
    run(lambda s: seat(s, person, starts_at=TOMORROW, name="A"))
    group = scan(run, world, GANBOLD).group
    assert group is not None
    assert (group.title, group.room, group.table) == ("C · Water", "Room 3", "7")
    assert group.starts == afternoon
    again = scan(run, world, GANBOLD, LATER)
    assert (again.verdict, again.group) == (Verdict.ALREADY_IN, group)
    evening = NINE + timedelta(hours=8)
    assert scan(run, world, GANBOLD, evening).group is None
    assert scan(run, world, LE).group is None


def test_a_group_has_its_own_room_and_must_be_published(world: World, run: Run) -> None:
    def unpublish(session: Session) -> None:
        made = session.query(rows.Round).one()
        made.published_at = None

    afternoon = NINE + timedelta(hours=5)
    run(lambda s: seat(s, world.people[LE], starts_at=afternoon, room="2b"))
    group = scan(run, world, LE).group
    assert group is not None
    assert group.room == "2b"
    run(unpublish)
    assert scan(run, world, LE, LATER).group is None


def test_somebody_found_by_name_is_let_in_once(world: World, run: Run) -> None:
    person = world.people[LE]
    check_in = partial(
        checkin.check_in_person, participant_id=person, checkpoint_id=world.desk
    )
    first = run(lambda s: check_in(s, at=NINE))
    assert (first.verdict, first.way) == (Verdict.ADMITTED, "search")
    (fact,) = scans(run)
    assert (fact.participant_id, fact.badge_number) == (person, "")
    assert run(lambda s: check_in(s, at=NINE)).is_repeat
    assert run(lambda s: check_in(s, at=LATER)).verdict is Verdict.ALREADY_IN
    assert scan(run, world, LE, LATER).verdict is Verdict.ALREADY_IN


def test_nobody_is_found_who_is_not_there(world: World, run: Run) -> None:
    with pytest.raises(NotFound, match="person"):
        run(lambda s: checkin.check_in_person(s, "nobody", world.desk, at=NINE))


def test_a_whole_party_is_let_in_but_those_who_are_in_already(
    world: World, run: Run
) -> None:
    scan(run, world, GANBOLD)
    person = world.people["Bat Dorj"]
    let_in = run(lambda s: checkin.check_in_party(s, person, world.desk, at=LATER))
    assert {r.participant.name for r in let_in if r.participant} == {"Bat Dorj", PENA}
    assert len(scans(run)) == 3
    assert run(lambda s: checkin.check_in_party(s, person, world.desk, at=LATER)) == ()
    party = run(lambda s: checkin.party(s, person, world.desk, at=LATER))
    undone = run(lambda s: checkin.undo_latest(s, world.desk, at=LATER), LATER)
    assert undone.people == 2
    (left,) = run(attendance.presences)
    assert left.participant_id == world.people[GANBOLD]
    assert [match.arrived_at for match in party] == [LATER, LATER, NINE]
    alone = run(lambda s: checkin.party(s, world.people[LE], world.desk, at=LATER))
    assert [match.guest.name for match in alone] == [LE]


def test_an_undone_scan_no_longer_counts(world: World, run: Run) -> None:
    first = scan(run, world, LE)
    soon = NINE + timedelta(seconds=1)
    undone = run(lambda s: checkin.undo_scan(s, first.scan_id, "mistake", at=soon))
    assert (undone.line.name, undone.line.is_undone) == (LE, True)
    assert not undone.took_registration
    assert run(attendance.presences) == ()
    soon = NINE + timedelta(seconds=2)
    assert scan(run, world, LE, soon).verdict is Verdict.ADMITTED
    assert scans(run)[1].reason == "mistake"


def test_undoing_twice_changes_nothing(
    world: World, run: Run, database: Database
) -> None:
    first = scan(run, world, LE)
    run(lambda s: checkin.undo_scan(s, first.scan_id, at=NINE))
    again, touched = database.run(
        lambda s: checkin.undo_scan(s, first.scan_id, at=LATER), at=LATER
    )
    assert again.line.is_undone
    assert touched == frozenset()


def test_a_refusal_is_not_undone(world: World, run: Run) -> None:
    refused = scan(run, world, "hotel key")
    with pytest.raises(CheckInError, match="nothing to undo"):
        run(lambda s: checkin.undo_scan(s, refused.scan_id, at=NINE))
    with pytest.raises(NotFound):
        run(lambda s: checkin.undo_scan(s, "no such scan", at=NINE))


def test_the_latest_scan_is_undone_first(world: World, run: Run) -> None:
    scan(run, world, LE)
    scan(run, world, GANBOLD, LATER)
    scan(run, world, "hotel key", LATER)

    def undo() -> str:
        return run(lambda s: checkin.undo_latest(s, world.desk, at=LATER)).line.name

    assert [undo(), undo()] == [GANBOLD, LE]
    with pytest.raises(CheckInError, match="nothing to undo"):
        undo()


def test_a_minister_is_not_sent_away(world: World, run: Run) -> None:
    refused = scan(run, world, LE, NINE, world.meal)
    admit = partial(checkin.admit_anyway, scan_id=refused.scan_id)
    admitted = run(lambda s: admit(s, reason=" guest of honour ", at=LATER), LATER)
    assert (admitted.verdict, admitted.way) == (Verdict.ADMITTED, "admitted anyway")
    assert admitted.participant is not None
    assert admitted.participant.name == LE
    assert scans(run)[-1].reason == "guest of honour"
    again = run(lambda s: admit(s, reason="guest of honour", at=LATER))
    assert (again.is_repeat, again.scan_id) == (True, admitted.scan_id)
    (presence,) = run(attendance.presences)
    assert presence.participant_id == world.people[LE]


def test_somebody_refused_by_name_is_admitted_anyway(world: World, run: Run) -> None:
    person = world.people[LE]
    run(lambda s: people.cancel(s, person, at=NINE))
    refused = run(lambda s: checkin.check_in_person(s, person, world.desk, at=NINE))
    assert refused.verdict is Verdict.CANCELLED
    admit = partial(checkin.admit_anyway, scan_id=refused.scan_id, reason="came")
    run(lambda s: admit(s, at=LATER))
    assert run(lambda s: admit(s, at=LATER)).is_repeat
    (presence,) = run(attendance.presences)
    assert presence.participant_id == person


def test_admitting_an_unreadable_badge_names_nobody(world: World, run: Run) -> None:
    for text in ("hotel key", a_code(epoch=9)):
        refused = scan(run, world, text)
        admit = partial(checkin.admit_anyway, scan_id=refused.scan_id, reason="known")
        admitted = run(partial(admit, at=LATER))
        assert (admitted.verdict, admitted.participant) == (Verdict.ADMITTED, None)
        assert scans(run)[-1].badge_number == ""


def test_a_forged_badge_lets_nobody_in(world: World, run: Run) -> None:
    refused = scan(run, world, forged(a_code()))
    with pytest.raises(CheckInError, match="forged"):
        run(lambda s: checkin.admit_anyway(s, refused.scan_id, "please", at=NINE))


def test_admitting_needs_a_refusal_and_a_reason(world: World, run: Run) -> None:
    entered = scan(run, world, GANBOLD)
    with pytest.raises(CheckInError, match="already"):
        run(lambda s: checkin.admit_anyway(s, entered.scan_id, "please", at=NINE))
    refused = scan(run, world, LE, NINE, world.meal)
    with pytest.raises(CheckInError, match="few words"):
        run(lambda s: checkin.admit_anyway(s, refused.scan_id, "  ", at=NINE))


def test_a_scan_touches_scans_alone(world: World, database: Database) -> None:
    code = world.codes[LE]
    _, touched = database.run(
        lambda s: checkin.scan(s, code, world.desk, at=NINE), at=NINE
    )
    assert touched == {Kind.SCAN}


def test_a_card_can_be_shown_again(world: World, run: Run) -> None:
    scan(run, world, LE)
    second = scan(run, world, LE, LATER)
    assert run(lambda s: checkin.card(s, second.scan_id)) == second
    unknown = scan(run, world, a_code(), LATER)
    assert run(lambda s: checkin.card(s, unknown.scan_id)) == unknown

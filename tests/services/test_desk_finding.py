from collections.abc import Callable
from datetime import timedelta

import pytest

from nexus_desktop.core.desk import ArrivalCounts, Matches
from nexus_desktop.core.finding import Wanted
from nexus_desktop.services import badges, checkin, desk_crowd, desk_news, people
from nexus_desktop.services import desk_finding as finding
from nexus_desktop.services import desk_picture as pictures
from nexus_desktop.services.desk_crowd import Crowd
from nexus_desktop.services.desk_picture import Picture
from nexus_desktop.services.near_misses import NearMisses
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.services.desk_world import World, add_checkpoint, add_person, build

GANBOLD, LE, BAT = "Sarantuya Ganbold", "Lê Văn Đức", "Bat Dorj"
PENA = "Juan Miguel Peña"
TOMORROW = NINE + timedelta(days=1)


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


@pytest.fixture
def picture(world: World) -> Picture:
    return Picture(world.desk, Crowd())


@pytest.fixture
def find(run: Run, picture: Picture) -> Callable[..., list[str]]:
    def look(text: str = "", **filters: object) -> list[str]:
        wanted = Wanted(text, **filters)  # type: ignore[arg-type]  # as a test gives them
        found = run(lambda s: finding.fitting(s, picture, wanted, at=NINE))
        return [match.guest.name for match in found.people]

    return look


def scan(run: Run, world: World, name: str, place: str = "") -> str:
    code = world.codes[name]
    return run(lambda s: checkin.scan(s, code, place or world.desk, at=NINE)).scan_id


def counts(run: Run, picture: Picture) -> ArrivalCounts:
    run(lambda s: picture.complete(s, at=NINE))
    counted = run(picture.counts)
    place = picture.checkpoint_id
    assert counted == run(lambda s: checkin.arrivals(s, place, at=NINE))
    return counted


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("gan", [GANBOLD]),
        ("сарант", [GANBOLD]),
        ("bold sara", []),
        ("ganb sara", [GANBOLD]),
        ("duc", [LE]),
        ("Le", [LE]),
        ("da nang", [LE]),
        ("mongolia", [BAT, GANBOLD]),
        ("sara mong", [GANBOLD]),
        ("mi", [PENA]),
        ("vie da", [LE]),
        ("phi xy", []),
        ("xy mo", []),
        ("mike", [PENA]),
        ("atlantis", []),
        ("", []),
    ],
)
def test_a_name_is_found_as_it_is_typed(
    find: Callable[..., list[str]], typed: str, names: list[str]
) -> None:
    assert find(typed) == names


def test_two_letters_find_the_one_who_is_called_so_first(
    run: Run, find: Callable[..., list[str]]
) -> None:
    called = ("Lina Bat", "Chen Li", "O Kim", "Olga Kimura", "Li Ming")
    run(lambda s: [add_person(s, name) for name in called])
    assert find("li")[:3] == ["Li Ming", "Chen Li", "Lina Bat"]
    assert find("o")[0] == "O Kim"
    assert find("kim") == ["O Kim", "Olga Kimura"]


def test_signs_in_names_and_numbers_may_be_left_out(
    run: Run, find: Callable[..., list[str]]
) -> None:
    run(lambda s: add_person(s, "Ann O'Brien-Smith", external_id="R-017",
                             email="ann.b@example.org"))  # fmt: skip
    for typed in ("obrien", "o'brien", "obriensmith", "o brien smith", "r017", "r-017",
                  "017", "ann.b@example.org", "ann.b@ex"):  # fmt: skip
        assert find(typed) == ["Ann O'Brien-Smith"], typed


def test_filters_narrow_what_is_typed_and_what_is_not(
    world: World, run: Run, find: Callable[..., list[str]]
) -> None:
    assert find(country="MN") == [BAT, GANBOLD]
    assert find("s", country="MN") == [GANBOLD]
    assert find("mike", country="PH") == [PENA]
    assert find(category="City government") == [GANBOLD]
    assert find(country="MN", category="Expert") == []
    scan(run, world, GANBOLD)
    assert find(is_awaited=True) == [BAT, PENA, LE]
    assert find(is_awaited=True, country="MN") == [BAT]
    assert find("xavier", is_awaited=True) == []


def test_the_list_says_how_many_there_are_in_all(
    world: World, run: Run, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_MOST_LISTED", 2)

    def look(wanted: Wanted) -> Matches:
        return run(lambda s: finding.fitting(s, picture, wanted, at=NINE))

    found = look(Wanted(is_awaited=True))
    assert (len(found.people), found.in_all) == (2, 4)
    assert look(Wanted("mun")).in_all == 2


def test_there_is_a_choice_of_countries_and_categories(
    world: World, run: Run, picture: Picture
) -> None:
    run(lambda s: picture.complete(s, at=NINE))
    choices = run(picture.choices)
    assert choices.countries == (
        ("MN", "Mongolia", 2), ("PH", "Philippines", 1), ("VN", "Viet Nam", 1),
    )  # fmt: skip
    assert choices.categories == (("City government", 1),)


def test_near_misses_are_compared_with_everybody(
    world: World, run: Run, picture: Picture
) -> None:
    run(lambda s: picture.complete(s, at=NINE))
    near = NearMisses(run(lambda _: picture.crowd.keys()))
    ids = near.find("Ganbolt Sarantuja")
    assert ids == [world.people[GANBOLD]]
    found = run(lambda s: finding.alike(s, picture, "Ganbolt", ids, at=NINE))
    assert (found.are_near, found.people[0].guest.name) == (True, GANBOLD)
    assert near.find("zzzz") == []
    assert near.find("gz") == []
    assert near.find("Ganbolt", lambda: True) == []


def test_equal_people_have_equal_versions_of_their_keys(
    world: World, run: Run, picture: Picture
) -> None:
    run(lambda s: picture.complete(s, at=NINE))
    before = picture.crowd.keys()
    run(lambda s: picture.complete(s, at=NINE))
    assert picture.crowd.keys().version == before.version
    run(lambda s: add_person(s, "Ana Reyes"))
    run(lambda s: picture.complete(s, at=NINE))
    assert picture.crowd.keys().version != before.version
    assert "ana reyes" in dict(picture.crowd.keys()).values()


def test_counting_goes_on_as_people_and_scans_come(
    world: World, run: Run, picture: Picture
) -> None:
    assert counts(run, picture).expected == 4
    first = scan(run, world, GANBOLD)
    assert counts(run, picture).arrived == 1
    run(lambda s: checkin.undo_scan(s, first, at=NINE))
    assert counts(run, picture).arrived == 0
    run(lambda s: people.cancel(s, world.people[LE], at=NINE))
    assert counts(run, picture).expected == 3
    run(lambda s: people.restore(s, world.people[LE], at=NINE))
    scan(run, world, LE)
    scan(run, world, LE, world.door)
    assert counts(run, picture).arrived == 1

    def remove(session: object) -> None:
        row = session.get_one(rows.Participant, world.people[BAT])  # type: ignore[attr-defined]  # a Session
        row.removed_at = NINE

    run(remove)
    assert counts(run, picture).expected == 3


def test_what_was_counted_may_change_and_is_counted_anew(
    world: World, run: Run, picture: Picture
) -> None:
    first = scan(run, world, GANBOLD)
    assert counts(run, picture).arrived == 1

    def take_away(session: object) -> None:
        session.get_one(rows.Scan, first).removed_at = NINE  # type: ignore[attr-defined]  # a Session

    run(take_away)
    assert counts(run, picture).arrived == 0

    def narrow(session: object) -> None:
        row = session.get_one(rows.Checkpoint, world.desk)  # type: ignore[attr-defined]  # a Session
        row.entitled = {"role": ["Speaker"]}

    run(narrow)
    assert counts(run, picture).expected == 1


def test_a_badge_that_is_known_later_counts_then(
    world: World, run: Run, picture: Picture
) -> None:
    made = run(lambda s: badges.issue(s, world.people[LE], at=NINE))

    def hide(session: object) -> None:
        session.get_one(rows.Badge, made.id).removed_at = NINE  # type: ignore[attr-defined]  # a Session

    def show(session: object) -> None:
        session.get_one(rows.Badge, made.id).removed_at = None  # type: ignore[attr-defined]  # a Session

    run(hide)
    scanned = rows.Scan(
        id="x",
        checkpoint_id=world.desk,
        at=NINE,
        device_id="",
        code=world.codes[LE],
        badge_number=made.number,
        verdict="ADMITTED_UNSYNCED",
    )
    run(lambda s: s.add(scanned))
    assert counts(run, picture).arrived == 0
    run(show)
    assert counts(run, picture).arrived == 1


def test_who_was_merged_counts_once(world: World, run: Run, picture: Picture) -> None:
    scan(run, world, GANBOLD)
    scan(run, world, LE)
    assert counts(run, picture).arrived == 2

    def merge(session: object) -> None:
        row = session.get_one(rows.Participant, world.people[LE])  # type: ignore[attr-defined]  # a Session
        row.merged_into_id, row.removed_at = world.people[GANBOLD], NINE

    run(merge)
    counted = counts(run, picture)
    assert (counted.expected, counted.arrived, counted.unexpected) == (3, 1, 0)


def test_a_desk_without_a_day_counts_the_day_it_is(world: World, run: Run) -> None:
    place = run(lambda s: add_checkpoint(s, "Every day"))
    picture = Picture(place, Crowd())
    scan(run, world, GANBOLD, place)
    assert counts(run, picture).arrived == 1
    run(lambda s: picture.complete(s, at=TOMORROW))
    assert run(picture.counts).arrived == 0


def test_a_meal_is_counted_whenever_it_was(world: World, run: Run) -> None:
    picture = Picture(world.meal, Crowd())
    scan(run, world, GANBOLD, world.meal)
    run(lambda s: picture.complete(s, at=TOMORROW))
    assert run(picture.counts).arrived == 1


def test_thousands_are_read_in_slices(
    world: World, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(run, world, GANBOLD)
    scan(run, world, LE)
    monkeypatch.setattr(pictures, "_AT_ONCE", 1)
    picture, slices = Picture(world.desk, Crowd()), 1
    while not run(lambda s: picture.crowd.advance(s, 1)):
        pass
    while not run(lambda s: picture.advance(s, at=NINE)):
        slices += 1
    assert slices == 3
    assert counts(run, Picture(world.desk, Crowd())).arrived == 2


@pytest.mark.parametrize(("letters", "touched"), [(3_000, 400), (200_000, 10)])
def test_an_import_is_read_as_a_whole(
    run: Run,
    picture: Picture,
    monkeypatch: pytest.MonkeyPatch,
    letters: int,
    touched: int,
) -> None:
    monkeypatch.setattr(desk_news, "_MOST", letters)
    monkeypatch.setattr(desk_crowd, "_MOST_TOUCHED", touched)
    assert counts(run, picture).expected == 4
    run(lambda s: [add_person(s, f"Person {n}") for n in range(20)])
    run(lambda s: add_person(s, "Another"))
    assert counts(run, picture).expected == 25


def test_a_refused_scan_counts_nobody(world: World, run: Run, picture: Picture) -> None:
    run(lambda s: checkin.scan(s, "hotel key", world.desk, at=NINE))
    assert counts(run, picture).arrived == 0

"""What somebody on the network, with a stolen stick or with a stolen laptop can do.

Each test holds a claim that the README makes under "Several laptops", in its order.
"""

import json
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import badge
from nexus_desktop.core.badge import BadgeCode
from nexus_desktop.core.checkin import ScanResult, Verdict
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import invitation_file
from nexus_desktop.exchange.bundle import BadBundle
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_address import HubProblem, checked
from nexus_desktop.exchange.invitation_file import WrongPassphrase
from nexus_desktop.exchange.signing import new_secret
from nexus_desktop.services import badges, checkin, losing, meeting, sharing
from nexus_desktop.services.identity import Member, SharingProblem
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.exchange.test_keys_on_the_way import at_hub
from tests.exchange.test_sharing import Workshop, add, names, pieces, workshop
from tests.services.test_keys import badge_keys, copy, heard, join

__all__ = ["workshop"]

WORDS = "three plain words"
LATER = NINE + timedelta(minutes=10)


@pytest.fixture
def desk(workshop: Workshop) -> Database:
    """A laptop that stays."""
    return heard(workshop, "Desk")


@pytest.fixture
def stolen(workshop: Workshop, desk: Database) -> Database:
    """A laptop that is stolen, with a badge and a desk in the workshop."""

    def prepare(session: Session) -> None:
        session.add(rows.Checkpoint(id="desk", name="Desk", rule="once"))
        session.add(rows.Participant(id="ada", printed_name="Ada Sarnai"))
        session.flush()
        badges.issue_all(session, at=NINE)

    workshop.root.run(prepare, at=NINE)
    taken = heard(workshop, "Stolen")
    workshop.carry(workshop.root, desk)
    return taken


@pytest.fixture
def report(workshop: Workshop, stolen: Database) -> Iterator[None]:
    """The coordinator says that it is lost, and the desk hears of it."""
    losing.lose(pieces(workshop.root), stolen.device, at=NINE)
    workshop.carry(workshop.root, workshop.laptops[1])
    yield
    assert check(workshop.root).problems == ()


# On the network, or at the hub.


def test_beyond_this_laptop_only_a_hub_that_proves_its_name_is_talked_to() -> None:
    parts = conninfo_to_dict(checked("postgresql://desk@hub.example/nexus"))
    assert parts["sslmode"] == "verify-full"
    for weaker in ("disable", "allow", "prefer", "require", "verify-ca"):
        with pytest.raises(HubProblem, match="nobody can pose as the hub"):
            checked(f"postgresql://desk@hub.example/nexus?sslmode={weaker}")


def test_who_owns_the_hub_sees_ids_and_numbers_and_no_word(
    workshop: Workshop, stolen: Database, hub_url: str
) -> None:
    add(workshop.root, "Bat Dorj")
    at_hub(hub_url, workshop.root)
    with psycopg.connect(hub_url) as raw:
        tables = ("nexus_entry", "nexus_key", "nexus_hub")
        held = [raw.execute(f"SELECT * FROM {one}").fetchall() for one in tables]  # noqa: S608
    assert held[0]
    for word in ("Sarnai", "Bat Dorj", "Test workshop", "Objective", "07" * 32):
        assert word not in repr(held)
    assert workshop.root.device in repr(held)


def test_who_owns_the_hub_can_put_nothing_into_the_workshop(
    workshop: Workshop, desk: Database, hub_url: str
) -> None:
    add(workshop.root, "Ada")
    at_hub(hub_url, workshop.root)
    with psycopg.connect(hub_url) as raw:
        raw.execute("UPDATE nexus_entry SET body = body || 'x'")
    at_hub(hub_url, desk)
    with psycopg.connect(hub_url) as raw:
        raw.execute("DELETE FROM nexus_entry")
    at_hub(hub_url, workshop.root)
    with psycopg.connect(hub_url) as raw:
        raw.execute("UPDATE nexus_entry SET seq = seq + 1000")
    at_hub(hub_url, desk)
    assert names(desk) == []
    assert check(desk).problems == ()


def test_what_the_hub_s_owner_takes_away_the_laptops_put_back(
    workshop: Workshop, desk: Database, hub_url: str
) -> None:
    add(workshop.root, "Ada")
    at_hub(hub_url, workshop.root)
    with psycopg.connect(hub_url) as raw:
        raw.execute("DELETE FROM nexus_entry WHERE seq > 1")
    at_hub(hub_url, workshop.root)
    at_hub(hub_url, desk)
    assert names(desk) == ["Ada"]


# With a stolen stick, or an invitation that was found.


def test_who_finds_the_stick_reads_no_word_of_it(
    workshop: Workshop, stolen: Database, tmp_path: Path
) -> None:
    path = tmp_path / "stick.nexus-bundle"
    meeting.give_bundle(pieces(workshop.root), path, everything=True)
    data = path.read_bytes()
    for word in ("Sarnai", "Test workshop", "Objective", "07" * 32):
        assert word.encode() not in data
    length = int.from_bytes(data[10:14])
    head = json.loads(data[14 : 14 + length])
    assert set(head) == {
        "workshop", "sender", "vector", "entries", "size", "epoch", "boxes"
    }  # fmt: skip


def test_who_changes_a_stick_is_found_out(
    workshop: Workshop, desk: Database, tmp_path: Path
) -> None:
    add(workshop.root, "Ada")
    path = tmp_path / "stick.nexus-bundle"
    meeting.give_bundle(pieces(workshop.root), path)
    data = bytearray(path.read_bytes())
    for place in (12, 40, len(data) // 2, len(data) - 1):
        data[place] ^= 1
        path.write_bytes(data)
        data[place] ^= 1
        with pytest.raises(BadBundle, match="Nothing was taken"):
            meeting.take_bundle(pieces(desk), path)
    assert names(desk) == []


def test_an_invitation_that_is_found_opens_with_its_passphrase_only(
    workshop: Workshop,
) -> None:
    text = invitation_file.closed(workshop.invite(), WORDS)
    with pytest.raises(WrongPassphrase):
        invitation_file.opened(text, "other plain words")


def test_who_uses_an_invitation_again_can_be_shut_out(
    workshop: Workshop, desk: Database
) -> None:
    used = workshop.invite()
    join(workshop, "Hall", used)
    thief = join(workshop, "Thief", used)
    for laptop in workshop.laptops[2:]:
        workshop.carry(laptop, workshop.root)
    add(thief, "Mallory")
    workshop.carry(thief, workshop.root)
    assert names(workshop.root) == []
    workshop.carry(workshop.root, thief)  # it reads, with the invitation's key
    losing.lose(pieces(workshop.root), thief.device, at=NINE)
    workshop.carry(workshop.root, desk)
    for laptop in (workshop.root, desk):
        with pytest.raises(BadBundle, match="not given yet"):
            workshop.carry(laptop, thief)


# With a stolen laptop.


def test_a_stolen_laptop_shows_all_that_is_in_its_file(stolen: Database) -> None:
    """The file's protection is the encryption of the laptop's disk."""
    assert names(stolen) == ["Ada Sarnai"]
    assert b"Ada Sarnai" in copy(stolen).read_bytes()


def test_a_stolen_coordinator_s_laptop_can_not_change_the_badges_keys(
    workshop: Workshop, desk: Database
) -> None:
    office = workshop.join("Office", Role.COORDINATOR)

    def seize(session: Session) -> None:
        row = session.scalars(select(rows.Workshop)).one()
        row.badge_keys, row.badge_epoch = {"255": "66" * 32}, 255

    office.run(seize, at=NINE)
    before = badge_keys(desk)
    for laptop in (workshop.root, desk):
        workshop.carry(office, laptop)
        assert badge_keys(laptop) == before
    assert losing.lose(pieces(workshop.root), office.device, at=NINE).is_done


def test_what_it_wrote_before_it_was_reported_counts(
    workshop: Workshop, desk: Database, stolen: Database
) -> None:
    add(stolen, "Mallory")
    workshop.carry(stolen, workshop.root)
    losing.lose(pieces(workshop.root), stolen.device, at=NINE)
    workshop.carry(workshop.root, desk)
    assert names(desk) == names(workshop.root) == ["Ada Sarnai", "Mallory"]


@pytest.mark.usefixtures("report")
def test_what_a_lost_laptop_writes_later_takes_no_effect_anywhere(
    workshop: Workshop, desk: Database, stolen: Database
) -> None:
    add(stolen, "Mallory")
    for laptop in (workshop.root, desk):
        workshop.carry(stolen, laptop)
        assert names(laptop) == ["Ada Sarnai"]
    workshop.carry(desk, workshop.root)
    assert check(desk).state == check(workshop.root).state


@pytest.mark.usefixtures("report")
def test_a_lost_laptop_reads_nothing_that_is_written_later(
    workshop: Workshop, desk: Database, stolen: Database, hub_url: str
) -> None:
    add(desk, "Bat Dorj")
    for laptop in (desk, workshop.root):
        with pytest.raises(BadBundle, match="not given yet"):
            workshop.carry(laptop, stolen)
        at_hub(hub_url, laptop)
    assert at_hub(hub_url, stolen).lacking
    assert names(stolen) == ["Ada Sarnai"]


def test_the_hub_does_not_let_in_a_lost_laptop(
    workshop: Workshop, hub_url: str
) -> None:
    made = workshop.invite(hub=hub_url)
    stolen = join(workshop, "Stolen", made)
    workshop.carry(stolen, workshop.root)
    with closing(Hub.connect(made.hub, "w")) as connected:
        losing.lose(pieces(workshop.root), stolen.device, at=NINE)
        with pytest.raises(HubProblem):
            connected.vector()
    with pytest.raises(HubProblem, match="was closed"):
        Hub.connect(made.hub, "w")


@pytest.mark.usefixtures("report")
def test_a_lost_laptop_can_let_nobody_in(
    workshop: Workshop, desk: Database, stolen: Database
) -> None:
    """Neither by an invitation nor by speaking for another identity."""
    with suppress(NexusError):
        offer = sharing.Offer(Role.COORDINATOR)
        sharing.invite(stolen, offer, at=NINE, profile=workshop.profile("Stolen"))
        pytest.fail("it could invite")
    assert isinstance(stolen.identity, Member)
    profile, role = workshop.profile("Stolen"), stolen.identity.role
    fresh = Member(profile, new_secret(), role, before=stolen.device)
    stolen.renew(fresh, at=NINE)
    add(stolen, "Mallory")
    for laptop in (workshop.root, desk):
        workshop.carry(stolen, laptop)
        assert names(laptop) == ["Ada Sarnai"]
    with pytest.raises(BadBundle, match="not given yet"):
        workshop.carry(workshop.root, stolen)


@pytest.mark.usefixtures("report")
def test_a_badge_that_a_lost_laptop_forges_is_refused_everywhere(
    workshop: Workshop, desk: Database, stolen: Database
) -> None:
    keys, _ = badge_keys(stolen)
    old = bytes.fromhex(keys["1"])
    for laptop in (workshop.root, desk):
        for epoch, verdict in (
            (1, Verdict.REVOKED), (2, Verdict.FORGED), (3, Verdict.UNKNOWN_KEY)
        ):  # fmt: skip
            code = badge.encode(BadgeCode(epoch, "0badcafe", "ab" * 8, 1), old)
            assert scan(laptop, code).verdict is verdict
        assert not badges_in(laptop) & {"ab" * 8}


@pytest.mark.usefixtures("report")
def test_a_copy_that_a_lost_laptop_makes_of_a_badge_is_as_good_as_the_badge(
    desk: Database, stolen: Database
) -> None:
    keys, _ = badge_keys(stolen)
    (number,) = badges_in(stolen)
    code = BadgeCode(1, "0badcafe", number, 1)
    copied = badge.encode(code, bytes.fromhex(keys["1"]))
    result = scan(desk, copied)
    assert result.verdict is Verdict.ADMITTED
    assert result.participant is not None
    assert result.participant.name == "Ada Sarnai"
    assert scan(desk, copied, LATER).verdict is Verdict.ALREADY_IN


def test_until_a_desk_has_heard_of_it_a_forged_badge_is_let_in_without_a_name(
    workshop: Workshop, desk: Database, stolen: Database
) -> None:
    keys, _ = badge_keys(stolen)
    old = bytes.fromhex(keys["1"])
    code = badge.encode(BadgeCode(1, "0badcafe", "ab" * 8, 1), old)
    losing.lose(pieces(workshop.root), stolen.device, at=NINE)
    assert scan(desk, code).verdict is Verdict.ADMITTED_UNSYNCED
    workshop.carry(workshop.root, desk)
    assert scan(desk, code, LATER).verdict is Verdict.REVOKED


def scan(laptop: Database, code: str, at: datetime = NINE) -> ScanResult:
    return laptop.run(lambda s: checkin.scan(s, code, "desk", at=at), at=at)[0]


def badges_in(laptop: Database) -> set[str]:
    return set(laptop.run(lambda s: s.scalars(select(rows.Badge.number)), at=NINE)[0])


# With a copy of a file.


def test_a_copy_of_a_file_is_read_and_not_written(
    workshop: Workshop, stolen: Database
) -> None:
    copied = workshop.folder / "copied.nexus"
    copied.write_bytes(copy(stolen).read_bytes())
    stranger = sharing.open_file(copied, at=NINE, profile=workshop.profile("nobody"))
    with closing(stranger):
        assert names(stranger) == ["Ada Sarnai"]
        with pytest.raises(SharingProblem, match="was not invited"):
            add(stranger, "Mallory")

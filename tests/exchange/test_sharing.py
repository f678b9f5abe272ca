"""Inviting, joining and meeting, with all that may go wrong between people."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import bundle, membership
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_link import meet
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.profile import Profile
from nexus_desktop.exchange.sealing import KeyRing
from nexus_desktop.exchange.signing import new_secret
from nexus_desktop.services import exchanging, identity, meeting, sharing
from nexus_desktop.services.hub_entries import HubEntries
from nexus_desktop.services.identity import SharingProblem
from nexus_desktop.services.slices import Take
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database, store
from tests.conftest import NINE, fill
from tests.store.test_database import person

T = TypeVar("T")


def pieces(database: Database) -> Take:
    """Return what runs each piece in a transaction of its own."""

    def take(work: Callable[[Session], T], /) -> T:
        return database.run(work, at=NINE)[0]

    return take


class Workshop:
    """The coordinator's laptop and those that joined, each with a user's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = self._made("root", fill)
        self.laptops = [self.root]

    def profile(self, name: str) -> Profile:
        return Profile(self.folder / f"user of {name}")

    def _made(self, name: str, first: Any) -> Database:  # noqa: ANN401 - work
        path = self.folder / f"{name}.nexus"
        return Database.create(path, first, at=NINE, actor=name)[0]

    def invite(self, role: Role = Role.DESK, **more: Any) -> membership.Invitation:  # noqa: ANN401
        offer = sharing.Offer(role, **more)
        profile = self.profile("root")
        return sharing.invite(self.root, offer, at=NINE, profile=profile)

    def join(self, name: str, role: Role = Role.DESK) -> Database:
        """Let a laptop join that starts with all that there is."""
        joined = sharing.join(
            self.folder / f"{name}.nexus", self.invite(role), name=name, at=NINE,
            profile=self.profile(name),
        )  # fmt: skip
        self.laptops.append(joined)
        self.carry(self.root, joined)
        return joined

    def carry(self, one: Database, other: Database, *, everything: bool = True) -> Any:  # noqa: ANN401
        """Carry a bundle from one laptop to another; return what came of it."""
        path = self.folder / "stick.nexus-bundle"
        meeting.give_bundle(pieces(one), path, everything=everything)
        return meeting.take_bundle(pieces(other), path)

    def settle(self) -> None:
        for _ in range(2):
            for one in self.laptops:
                for other in self.laptops:
                    if one is not other:
                        self.carry(one, other)

    def agree(self) -> None:
        reports = [check(one) for one in self.laptops]
        assert [one.problems for one in reports] == [()] * len(reports)
        assert len({one.state for one in reports}) == 1


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    made = Workshop(tmp_path)
    yield made
    for laptop in made.laptops:
        laptop.close()


def add(database: Database, name: str) -> str:
    ada = person(name)
    database.run(lambda s: s.add(ada), at=NINE)
    return ada.id


def names(database: Database) -> list[str]:
    query = select(rows.Participant.printed_name).order_by("printed_name")
    return list(database.run(lambda s: s.scalars(query).all(), at=NINE)[0])


def test_who_joins_has_the_workshop_and_is_known_to_the_others(
    workshop: Workshop,
) -> None:
    add(workshop.root, "Ada")
    desk = workshop.join("Desk 2")
    assert names(desk) == ["Ada"]
    add(desk, "Bat")
    workshop.settle()
    workshop.agree()
    assert names(workshop.root) == ["Ada", "Bat"]
    laptops = select(rows.Device.name, rows.Device.role)
    known = workshop.root.run(lambda s: s.execute(laptops).all(), at=NINE)[0]
    assert {tuple(one) for one in known} == {
        ("root", "coordinator"),
        ("Desk 2", "desk"),
    }


def test_a_bundle_holds_only_what_the_others_lack(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    workshop.carry(desk, workshop.root)
    for number in range(5):
        add(workshop.root, f"P{number}")
    path = workshop.folder / "next.nexus-bundle"
    lets_in = 1  # entry of the root, by which the desk counts for good
    assert meeting.give_bundle(pieces(workshop.root), path) == 5 + lets_in
    received = meeting.take_bundle(pieces(desk), path)
    assert (received.applied, received.known) == (5 + lets_in, 0)
    again = meeting.take_bundle(pieces(desk), path)
    assert (again.applied, again.known) == (0, 5 + lets_in)


def test_an_expired_invitation_is_refused(workshop: Workshop, tmp_path: Path) -> None:
    late = NINE + timedelta(days=8)
    with pytest.raises(SharingProblem, match="expired"):
        sharing.join(tmp_path / "late.nexus", workshop.invite(), name="Late", at=late)
    assert not (tmp_path / "late.nexus").exists()


def test_only_the_root_invites(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    offer = sharing.Offer(Role.DESK)
    with pytest.raises(SharingProblem, match="sharing began"):
        sharing.invite(desk, offer, at=NINE, profile=workshop.profile("Desk 2"))


def test_a_workshop_that_is_not_shared_says_so(workshop: Workshop) -> None:
    for meets in (meeting.give_bundle, meeting.take_bundle):
        with pytest.raises(SharingProblem, match="not shared yet"):
            meets(pieces(workshop.root), workshop.folder / "b")


def test_what_a_role_may_not_write_is_kept_named_and_takes_no_effect(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    ada = add(desk, "Ada")

    def overstep(session: Session) -> None:
        session.scalars(select(rows.Workshop)).one().title = "Taken over"

    with pytest.raises(SharingProblem, match="registration desk"):
        desk.run(overstep, at=NINE)
    assert isinstance(desk.identity, identity.Member)
    desk.identity = replace(desk.identity, role=Role.COORDINATOR)  # as a thief would
    desk.run(overstep, at=NINE)
    add(desk, "Bat")
    received = workshop.carry(desk, workshop.root)
    (told,) = received.refused
    assert "a desk may not write “title” of a workshop" in told
    title = select(rows.Workshop.title)
    assert workshop.root.run(lambda s: s.scalar(title), at=NINE)[0] == "Test workshop"
    assert names(workshop.root) == ["Ada", "Bat"]
    assert check(workshop.root).problems == ()
    assert ada


def test_a_desk_can_not_make_itself_a_coordinator(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")

    def promote(session: Session) -> None:
        session.get_one(rows.Device, desk.device).role = "coordinator"

    desk.run(promote, at=NINE)
    (told,) = workshop.carry(desk, workshop.root).refused
    assert "change what a laptop may do" in told
    role = select(rows.Device.role).where(rows.Device.id == desk.device)
    assert workshop.root.run(lambda s: s.scalar(role), at=NINE)[0] == "desk"


def packets(database: Database, device: str = "") -> list[Packet]:
    read = partial(exchanging.packets_since, known={}, limit=10**6)
    found = database.run(read, at=NINE)[0]
    return [one for one in found if one.device == (device or database.device)]


def receive(database: Database, some: list[Packet]) -> Any:  # noqa: ANN401
    return database.run(partial(sharing.receive, packets=some), at=NINE)[0]


def test_an_entry_that_its_laptop_did_not_sign_is_left_out(workshop: Workshop) -> None:
    desk, other = workshop.join("Desk 2"), workshop.join("Desk 3")
    add(desk, "Ada")
    last = packets(desk)[-1]
    for signature, sentence in (
        (b"", "is not signed"),
        (bytes(64), "signature"),
        (packets(other)[-1].signature, "signature"),
    ):
        forged = replace(last, signature=signature)
        received = receive(workshop.root, [*packets(desk)[:-1], forged])
        assert any(sentence in one for one in received.refused)
    assert names(workshop.root) == []
    assert receive(workshop.root, [last]).applied == 1


def test_a_laptop_that_nobody_invited_is_left_out(workshop: Workshop) -> None:
    workshop.join("Desk 2")
    share = workshop.root.run(sharing.shared, at=NINE)[0]
    forged = membership.invitation(
        share,
        membership.Issuer(share.root_device, new_secret()),
        Role.COORDINATOR,
        NINE + timedelta(days=9),
    )
    thief = sharing.join(
        workshop.folder / "thief.nexus", forged, name="Thief", at=NINE,
        profile=workshop.profile("thief"),
    )  # fmt: skip
    with closing(thief):
        add(thief, "Mallory")
        received = receive(workshop.root, packets(thief))
    assert any("nobody invited" in one for one in received.refused)
    assert names(workshop.root) == []


def test_an_invitation_for_a_desk_makes_no_coordinator(workshop: Workshop) -> None:
    made = workshop.invite(Role.DESK)
    forged = replace(made, certificate={**made.certificate, "role": "coordinator"})
    thief = sharing.join(
        workshop.folder / "thief.nexus", forged, name="Thief", at=NINE,
        profile=workshop.profile("thief"),
    )  # fmt: skip
    with closing(thief):
        received = receive(workshop.root, packets(thief))
    assert any("nobody invited" in one for one in received.refused)


def reopened(workshop: Workshop, path: Path, name: str) -> Database:
    return sharing.open_file(path, at=NINE, actor=name, profile=workshop.profile(name))


def test_a_file_put_back_from_a_backup_goes_on_under_a_new_identity(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    add(desk, "Ada")
    path, copy = desk.path, workshop.folder / "copy.nexus"
    desk.close()
    copy.write_bytes(path.read_bytes())
    again = reopened(workshop, path, "Desk 2")
    assert again.device == desk.device
    add(again, "Bat")
    workshop.carry(again, workshop.root)
    again.close()
    path.write_bytes(copy.read_bytes())
    restored = reopened(workshop, path, "Desk 2")
    assert restored.device != desk.device
    add(restored, "Chimeg")
    workshop.laptops[1] = restored
    workshop.settle()
    workshop.agree()
    assert sorted(names(workshop.root)) == ["Ada", "Bat", "Chimeg"]


def told_of_an_entry(laptop: Database) -> Callable[[Session], None]:
    def tell(session: Session) -> None:
        assert laptop.identity is not None
        laptop.identity.entered(session, ())

    return tell


def test_a_copy_on_a_strangers_laptop_can_be_read_and_not_written(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    add(desk, "Ada")
    desk.close()
    workshop.laptops.remove(desk)
    stranger = reopened(workshop, desk.path, "stranger")
    with closing(stranger):
        assert names(stranger) == ["Ada"]
        assert isinstance(stranger.identity, identity.Stranger)
        for refuse in (
            partial(stranger.identity.sign, "d", 1, bytes(32)),
            partial(stranger.identity.introduce, "d"),
            partial(stranger.identity.wrote, "d", 1),
            partial(stranger.run, told_of_an_entry(stranger), at=NINE),
        ):
            with pytest.raises(SharingProblem, match="was not invited"):
                refuse()
        with pytest.raises(SharingProblem, match="was not invited"):
            add(stranger, "Bat")
        assert names(stranger) == ["Ada"]


def test_a_file_that_can_not_be_opened_is_let_go_of(workshop: Workshop) -> None:
    workshop.root.run(lambda s: store(s, "share", {"nonsense": 1}), at=NINE)
    workshop.root.close()
    for _ in range(2):
        with pytest.raises(TypeError):
            reopened(workshop, workshop.root.path, "root")
    workshop.laptops.remove(workshop.root)


def test_the_first_bundle_holds_everything(workshop: Workshop) -> None:
    workshop.invite()
    add(workshop.root, "Ada")
    path = workshop.folder / "first.nexus-bundle"
    count = meeting.give_bundle(pieces(workshop.root), path)
    assert count == len(packets(workshop.root))


def entries(laptop: Database) -> HubEntries:
    return HubEntries(pieces(laptop))


def test_laptops_meet_at_a_hub_that_can_read_nothing(
    workshop: Workshop, hub_url: str
) -> None:
    made = workshop.invite(hub=hub_url)
    assert made.hub.startswith(("postgresql", "host", "user"))
    desk = sharing.join(
        workshop.folder / "d.nexus", made, name="Desk 2", at=NINE,
        profile=workshop.profile("Desk 2"),
    )  # fmt: skip
    workshop.laptops.append(desk)
    assert workshop.profile("Desk 2").hub(desk.device).url == made.hub
    add(workshop.root, "Ada Sarnai")
    add(desk, "Bat Dorj")
    share = desk.run(sharing.shared, at=NINE)[0]
    for laptop, url in ((desk, made.hub), (workshop.root, hub_url), (desk, made.hub)):
        with closing(Hub.connect(url, share.workshop)) as hub:
            meet(hub, entries(laptop))
            assert all(b"Sarnai" not in one.body for one in hub.pull({}, 1000))
    workshop.agree()
    assert sorted(names(desk)) == ["Ada Sarnai", "Bat Dorj"]


def test_what_somebody_else_put_at_the_hub_is_passed_over(
    workshop: Workshop, hub_url: str
) -> None:
    desk = workshop.join("Desk 2")
    share = desk.run(sharing.shared, at=NINE)[0]
    with closing(Hub.connect(hub_url, share.workshop)) as hub:
        hub.push([Packet("x", 1, bytes(32), b"rubbish" * 9, b"")])
        meet(hub, entries(desk))
    assert check(desk).problems == ()


RING = KeyRing({1: bytes(32)})
HEAD = bundle.Head("w", "d", {"d": 2})
SOME = [Packet("d", n, bytes([n]) * 32, b"body" * n, b"s" * 64) for n in (1, 2)]


def with_keys(ring: KeyRing) -> Callable[[bundle.Head], KeyRing]:
    return lambda _head: ring


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "b.nexus-bundle"
    bundle.write(path, SOME, HEAD, RING)
    return path


def test_a_bundle_gives_what_was_put_in(written: Path) -> None:
    head, found = bundle.read(written, "w", with_keys(RING))
    assert found == SOME
    assert (head.sender, head.entries, head.vector) == ("d", 2, {"d": 2})
    assert [one.name for one in written.parent.iterdir()] == [written.name]


def test_a_bundle_cut_or_changed_anywhere_is_refused_whole(written: Path) -> None:
    data = written.read_bytes()
    for place in range(len(data)):
        for wrong in (data[:place], data[:place] + bytes([data[place] ^ 1])
                      + data[place + 1 :]):  # fmt: skip
            written.write_bytes(wrong)
            with pytest.raises(bundle.BadBundle, match=r"\.nexus-bundle"):
                bundle.read(written, "w", with_keys(RING))


def test_a_bundle_of_another_workshop_or_key_is_refused(written: Path) -> None:
    with pytest.raises(bundle.BadBundle, match="another workshop"):
        bundle.read(written, "other", with_keys(RING))
    with pytest.raises(bundle.BadBundle, match="was not written by a laptop"):
        bundle.read(written, "w", with_keys(KeyRing({1: b"x" * 32})))
    with pytest.raises(bundle.BadBundle, match="can't be read"):
        bundle.read(written.with_name("none"), "w", with_keys(RING))
    with pytest.raises(bundle.BadBundle, match="not given yet"):
        bundle.read(written, "w", with_keys(KeyRing({2: bytes(32)})))


def test_a_bundle_that_can_not_be_written_leaves_what_was_there(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = written.read_bytes()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(bundle.BadBundle, match="No space left"):
        bundle.write(written, SOME, HEAD, RING)
    assert written.read_bytes() == before
    assert len(list(written.parent.iterdir())) == 1


@pytest.mark.parametrize(
    "head", [b"[]", b"{}", b"{", b'{"workshop": 1}', b"[" * 5000], ids=repr
)
def test_a_head_that_says_nonsense_is_refused(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "b.nexus-bundle"
    path.write_bytes(b"NXBUNDLE1\n" + len(head).to_bytes(4, "big") + head)
    with pytest.raises(bundle.BadBundle, match="cut off or damaged"):
        bundle.read(path, "w", with_keys(RING))


def test_what_is_refused_is_one_sentence(workshop: Workshop) -> None:
    with pytest.raises(NexusError) as problem:
        workshop.root.run(sharing.shared, at=NINE)
    assert str(problem.value).endswith(".")

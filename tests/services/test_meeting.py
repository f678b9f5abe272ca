from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session
from typing_extensions import override

from nexus_desktop.core.errors import NexusError
from nexus_desktop.exchange import bundle
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.services import meeting, sharing
from nexus_desktop.services.meeting import Met
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop, add, names, packets

T = TypeVar("T")


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    made = Workshop(tmp_path)
    yield made
    for laptop in made.laptops:
        laptop.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


class Slices:
    """Runs each piece in a transaction of its own, and counts them."""

    def __init__(self, database: Database) -> None:
        self.database, self.count = database, 0

    def __call__(self, work: Callable[[Session], T], /) -> T:
        self.count += 1
        return self.database.run(work, at=NINE)[0]


def meet(database: Database, stick: Path) -> Met:
    return meeting.meet_in_folder(Slices(database), stick)


def test_laptops_that_meet_on_a_stick_know_the_same(
    workshop: Workshop, stick: Path
) -> None:
    desk, hall = workshop.join("Desk 2"), workshop.join("Hall")
    add(workshop.root, "Ada")
    add(desk, "Bo")
    add(hall, "Chi")
    for _ in range(2):
        for laptop in workshop.laptops:
            assert meet(laptop, stick).problems == ()
    workshop.agree()
    assert names(hall) == ["Ada", "Bo", "Chi"]
    for laptop in (*workshop.laptops, *workshop.laptops):
        meet(laptop, stick)
    for laptop in workshop.laptops:
        met = meet(laptop, stick)
        assert (met.read, met.left, met.received.applied) == ((), None, 0)
    assert len(list(stick.iterdir())) == 3


def test_only_what_somebody_lacks_is_left_on_the_stick(
    workshop: Workshop, stick: Path
) -> None:
    desk = workshop.join("Desk 2")
    for _ in range(3):
        meet(desk, stick)
        meet(workshop.root, stick)
    add(desk, "Ada")
    assert meet(desk, stick).left == 1
    met = meet(workshop.root, stick)
    assert met.received.applied == 1
    (name,) = met.read
    assert name.startswith("Desk 2 ")


def test_a_damaged_bundle_on_the_stick_stops_nobody_and_is_tried_again(
    workshop: Workshop, stick: Path
) -> None:
    desk, hall = workshop.join("Desk 2"), workshop.join("Hall")
    add(desk, "Ada")
    add(hall, "Bo")
    meet(desk, stick)
    (path,) = stick.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    meet(hall, stick)
    met = meet(workshop.root, stick)
    (problem,) = met.problems
    assert path.name in problem
    assert names(workshop.root) == ["Bo"]
    path.write_bytes(whole)
    assert meet(workshop.root, stick).read == (path.name,)
    assert names(workshop.root) == ["Ada", "Bo"]


def test_a_bundle_that_goes_while_it_is_looked_at_is_a_problem_in_words(
    workshop: Workshop, stick: Path
) -> None:
    (stick / "gone.nexus-bundle").symlink_to(stick / "nowhere")
    workshop.join("Desk 2")
    (problem,) = meet(workshop.root, stick).problems
    assert "can't be read" in problem


def test_a_stick_that_is_not_in_is_named(workshop: Workshop, stick: Path) -> None:
    workshop.join("Desk 2")
    with pytest.raises(NexusError, match="Is the stick in"):
        meet(workshop.root, stick / "not there")


def test_a_long_bundle_is_taken_in_short_pieces(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    for number in range(100):
        add(desk if number % 2 else workshop.root, f"Person {number}")
    path = workshop.folder / "all.nexus-bundle"
    meeting.give_bundle(Slices(desk), path, everything=True)
    slices = Slices(workshop.root)
    received = meeting.take_bundle(slices, path)
    assert (received.applied, received.waiting) == (51, ())
    assert slices.count > 3
    assert meeting.take_bundle(slices, path).applied == 0
    assert check(workshop.root).problems == ()


class Lengths(Slices):
    """Notes how many entries of the journal each piece wrote."""

    @override
    def __call__(self, work: Callable[[Session], T], /) -> T:
        before = self._entries()
        result = super().__call__(work)
        self.written = [*getattr(self, "written", ()), self._entries() - before]
        return result

    def _entries(self) -> int:
        query = "SELECT count(*) FROM journal"
        return int(self.database.raw.execute(query).fetchone()[0])


def test_what_waited_for_one_entry_is_taken_in_short_pieces_too(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    for number in range(170):
        add(desk, f"Person {number}")
    first, *others = packets(desk)
    waiting = meeting.take_in(Slices(workshop.root), others).waiting
    assert [(one.count, one.lacks) for one in waiting] == [
        (170, f"{desk.device}:{first.seq}")
    ]
    pieces = Lengths(workshop.root)
    received = meeting.take_in(pieces, [first])
    assert (received.applied, received.waiting) == (171, ())
    lets_in = 1  # entry of the root, by which the desk counts for good
    assert sum(pieces.written) == 171 + lets_in
    assert max(pieces.written) <= 100
    workshop.carry(workshop.root, desk)
    workshop.agree()


def test_long_entries_are_taken_in_few_at_a_time(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    for number in range(4):
        add(desk, f"Person {number} {'of a long name ' * 3000}")
    pieces = Lengths(workshop.root)
    assert meeting.take_in(pieces, packets(desk)).applied == 5
    lets_in = 1  # entry of the root, by which the desk counts for good
    assert [one for one in pieces.written if one] == [3 + lets_in, 2]


class Ends(Slices):
    """Ends, as a program does that is killed, before its piece of this number."""

    last = 0

    @override
    def __call__(self, work: Callable[[Session], T], /) -> T:
        if self.count == self.last:
            raise KeyboardInterrupt
        return super().__call__(work)


def test_reading_goes_on_where_the_program_ended(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    for number in range(100):
        add(desk, f"Person {number}")
    path = workshop.folder / "all.nexus-bundle"
    meeting.give_bundle(Slices(desk), path)
    for last in range(6):
        ending = Ends(workshop.root)
        ending.last = last
        with pytest.raises(KeyboardInterrupt):
            meeting.take_bundle(ending, path)
        assert check(workshop.root).problems == ()
    meeting.take_bundle(Slices(workshop.root), path)
    workshop.settle()
    workshop.agree()


def test_bundles_written_and_read_ten_times_leave_the_same_state(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    add(desk, "Ada")
    path, states = workshop.folder / "all.nexus-bundle", set()
    for _ in range(10):
        meeting.give_bundle(Slices(desk), path, everything=True)
        for _ in range(10):
            meeting.take_bundle(Slices(workshop.root), path)
        states.add(check(workshop.root).state)
    workshop.carry(workshop.root, desk)  # the root's word that the desk counts
    assert states == {check(desk).state}


def test_a_bundle_with_a_packet_that_is_none_gives_the_rest(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    add(desk, "Ada")
    share = desk.run(sharing.shared, at=NINE + timedelta(0))[0]
    everything = packets(desk)
    path = workshop.folder / "odd.nexus-bundle"
    head = bundle.Head(share.workshop, desk.device, {})
    bad = Packet("x", 1, bytes(32), b"{}")
    bundle.write(path, [bad, *everything], head, share.ring)
    received = meeting.take_bundle(Slices(workshop.root), path)
    assert len(received.refused) == 1
    assert names(workshop.root) == ["Ada"]


def test_a_laptop_whose_file_was_put_back_gets_again_what_it_had(
    workshop: Workshop, stick: Path
) -> None:
    desk = workshop.join("Desk 2")
    for _ in range(2):
        meet(desk, stick)
        meet(workshop.root, stick)
    kept = workshop.folder / "kept.nexus"
    desk.raw.execute("VACUUM INTO ?", (str(kept),))
    add(workshop.root, "Ada")
    for _ in range(2):
        meet(workshop.root, stick)
        meet(desk, stick)
    desk.close()
    desk.path.write_bytes(kept.read_bytes())
    again = sharing.open_file(
        desk.path, at=NINE, profile=workshop.profile("Desk 2")
    )  # fmt: skip
    workshop.laptops[1] = again
    assert again.device == desk.device
    for path in stick.glob("root*"):
        path.unlink()  # so that it has nothing to read before it leaves its own
    assert meet(again, stick).left is not None
    add(workshop.root, "Bo")
    for _ in range(2):
        for laptop in workshop.laptops:
            meet(laptop, stick)
    workshop.agree()
    assert names(again) == ["Ada", "Bo"]

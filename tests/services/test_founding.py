"""A workshop goes on when the laptop on which sharing began is no more."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from nexus_desktop.core.roles import Role
from nexus_desktop.exchange.membership import Invitation, share_of
from nexus_desktop.services import exchanging, founding, laptops, revoking, sharing
from nexus_desktop.services.identity import SharingProblem
from nexus_desktop.store import merging
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.exchange.haste import hastened, memory
from tests.exchange.test_sharing import Workshop, add, names, packets, receive


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    with TemporaryDirectory(dir=memory()) as folder, hastened():
        made = Workshop(Path(folder))
        yield made
        for laptop in made.laptops:
            laptop.close()


def copied(workshop: Workshop, source: Database) -> Database:
    """Return a copy of a laptop's file on another laptop, which nobody invited."""
    path = workshop.folder / "copy.nexus"
    source.raw.execute("VACUUM INTO ?", (str(path),))
    profile = workshop.profile("another")
    return sharing.open_file(path, at=NINE, actor="New", profile=profile)


def begun_anew(workshop: Workshop, source: Database) -> Database:
    copy = copied(workshop, source)
    founding.begin_anew(copy, at=NINE, profile=workshop.profile("another"))
    return copy


def invitation_to(workshop: Workshop, anew: Database) -> Invitation:
    offer, profile = sharing.Offer(Role.DESK), workshop.profile("another")
    return sharing.invite(anew, offer, at=NINE, profile=profile)


def joined_to(workshop: Workshop, made: Invitation, name: str) -> Database:
    """Return a laptop that joined the new sharing."""
    return sharing.join(
        workshop.folder / f"new {name}.nexus", made, name=name, at=NINE,
        profile=workshop.profile(f"new {name}"),
    )  # fmt: skip


def lose_desk(workshop: Workshop) -> None:
    """End a laptop, and hear what it wrote after that."""
    desk = workshop.join("Desk 2")
    workshop.carry(desk, workshop.root)
    workshop.root.run(partial(revoking.end, device=desk.device, at=NINE), at=NINE)
    add(desk, "Mallory")
    workshop.carry(desk, workshop.root)


def test_a_copy_becomes_the_first_of_a_new_sharing_with_all_that_counted(
    workshop: Workshop,
) -> None:
    add(workshop.root, "Ada")
    lose_desk(workshop)
    before = check(workshop.root)
    with closing(begun_anew(workshop, workshop.root)) as anew:
        assert names(anew) == ["Ada"]
        company = anew.run(laptops.company, at=NINE)[0]
        assert [one.name for one in company.laptops] == ["New"]
        assert (company.is_root, company.may_invite) == (True, True)
        joined = joined_to(workshop, invitation_to(workshop, anew), "Hall")
        with closing(joined):
            workshop.carry(anew, joined)
            assert names(joined) == ["Ada"]  # what took no effect takes none there
            refused = merging.refused
            assert joined.run(refused, at=NINE)[0] == anew.run(refused, at=NINE)[0]
            add(joined, "Bo")
            workshop.carry(joined, anew)
            workshop.carry(anew, joined)
            reports = [check(one) for one in (anew, joined)]
            assert [one.problems for one in reports] == [(), ()]
            assert reports[0].state == reports[1].state != before.state
        assert names(anew) == ["Ada", "Bo"]


def test_what_took_no_effect_before_takes_none_when_another_is_let_in(
    workshop: Workshop,
) -> None:
    lose_desk(workshop)
    with closing(begun_anew(workshop, workshop.root)) as anew:
        made = invitation_to(workshop, anew)
        one, two = (joined_to(workshop, made, name) for name in ("Hall", "Door"))
        for laptop, name in ((one, "Ada"), (two, "Bo")):
            add(laptop, name)
            receive(anew, packets(laptop))
            laptop.close()
        assert names(anew) == ["Ada"]
        let_in = partial(revoking.let_in, device=two.device, at=NINE)
        assert anew.run(let_in, at=NINE)[0] == "Door"
        assert names(anew) == ["Ada", "Bo"]
        (told,) = anew.run(revoking.written_after, at=NINE)[0]
        assert (told.laptop, told.words) == ("Desk 2", "Changed")
        assert check(anew).problems == ()


def test_laptops_of_before_belong_no_more_until_invited_anew(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    workshop.carry(desk, workshop.root)
    with closing(begun_anew(workshop, workshop.root)) as anew:
        add(desk, "Mallory")
        received = receive(anew, packets(desk))
        assert any("nobody invited" in one for one in received.refused)
        assert names(anew) == []
        path = workshop.folder / "old.nexus-bundle"
        with pytest.raises(Exception, match="of another workshop"):
            workshop.carry(desk, anew)
        assert not path.exists()


def test_what_waited_for_others_is_left_out_of_a_new_sharing(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    add(desk, "Ada")
    receive(workshop.root, packets(desk)[1:])
    with closing(begun_anew(workshop, workshop.root)) as anew:
        parked = "SELECT count(*) FROM parked"
        assert anew.raw.execute(parked).fetchone() == (0,)
        assert desk.device not in anew.run(exchanging.vector, at=NINE)[0]


def test_what_is_not_shared_needs_no_new_beginning(workshop: Workshop) -> None:
    with pytest.raises(SharingProblem, match="needs no new beginning"):
        founding.begin_anew(workshop.root, at=NINE)
    assert workshop.root.run(share_of, at=NINE)[0] is None

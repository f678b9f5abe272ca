"""Which laptops count, and what becomes of what was written by those that do not."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.exchanging import Why
from nexus_desktop.core.history import HistoryEntry
from nexus_desktop.core.laptops import Ended, Laptop, Unheeded
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import membership
from nexus_desktop.exchange.membership import Invitation
from nexus_desktop.services import (
    exchanging,
    history,
    laptops,
    people,
    revoking,
    sharing,
)
from nexus_desktop.services.identity import Member, SharingProblem
from nexus_desktop.services.revoking import RevokingProblem
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.store.search import find
from tests.conftest import NINE
from tests.exchange.haste import hastened, memory
from tests.exchange.test_odd_entries import field, forged
from tests.exchange.test_sharing import Workshop, add, names, packets, receive
from tests.exchange.world import refused_of


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    with TemporaryDirectory(dir=memory()) as folder, hastened():
        made = Workshop(Path(folder))
        yield made
        for laptop in made.laptops:
            laptop.close()


def end(workshop: Workshop, laptop: Database, by: Database | None = None) -> Ended:
    work = partial(revoking.end, device=laptop.device, at=NINE)
    return (by or workshop.root).run(work, at=NINE)[0]


def let_in(workshop: Workshop, laptop: Database) -> str:
    work = partial(revoking.let_in, device=laptop.device, at=NINE)
    return workshop.root.run(work, at=NINE)[0]


desk_2 = partial(revoking.named, name="Desk 2")


def unheeded(laptop: Database) -> list[Unheeded]:
    return list(laptop.run(revoking.written_after, at=NINE)[0])


def known_at(laptop: Database) -> dict[str, Laptop]:
    company = laptop.run(laptops.company, at=NINE)[0]
    return {one.name: one for one in company.laptops}


def rename(laptop: Database, who: str, name: str) -> None:
    def edit(session: Session) -> None:
        people.edit(session, who, {"printed_name": name}, at=NINE)

    laptop.run(edit, at=NINE)


def join_with(
    workshop: Workshop, made: Invitation, name: str, minutes: int = 0
) -> Database:
    number = len(workshop.laptops)
    joined = sharing.join(
        workshop.folder / f"joined {number}.nexus", made, name=name,
        at=NINE + timedelta(minutes=minutes), profile=workshop.profile(str(number)),
    )  # fmt: skip
    workshop.laptops.append(joined)
    return joined


def settle(workshop: Workshop) -> None:
    """Let all know what each knows."""
    root = workshop.root
    for one in (*workshop.laptops[1:], *workshop.laptops[1:]):
        for giver, taker in ((one, root), (root, one)):
            known = taker.run(exchanging.vector, at=NINE)[0]
            read = partial(exchanging.packets_since, known=known, limit=10**6)
            receive(taker, giver.run(read, at=NINE)[0])


def agree(workshop: Workshop) -> None:
    settle(workshop)
    workshop.agree()
    first, *others = (refused_of(one) for one in workshop.laptops)
    assert all(one == first for one in others)


def undone(laptop: Database) -> HistoryEntry:
    return laptop.run(partial(history.undo_last, at=NINE), at=NINE)[0]


def test_what_a_lost_laptop_writes_after_its_end_takes_no_effect_anywhere(
    workshop: Workshop,
) -> None:
    desk, hall = workshop.join("Desk 2"), workshop.join("Hall")
    ada = add(desk, "Ada")
    settle(workshop)
    rename(desk, ada, "Adaa")
    add(desk, "Mallory")
    workshop.carry(desk, hall)  # heard at the hall before the end is
    assert names(hall) == ["Adaa", "Mallory"]
    ended = end(workshop, desk)
    assert (ended.name, ended.last, ended.brought) == ("Desk 2", 2, ())
    agree(workshop)
    for laptop in workshop.laptops:
        assert names(laptop) == ["Ada"]
        assert laptop.run(lambda s: find(s, "mallory"), at=NINE)[0] == []
        assert laptop.run(lambda s: find(s, "ada"), at=NINE)[0] == [ada]
    told = unheeded(workshop.root)
    assert {one.laptop for one in told} == {"Desk 2"}
    assert [one.words for one in told] == ["Changed", "Person changed"]
    assert "after Desk 2 was ended" in told[0].why
    assert known_at(hall)["Desk 2"].is_ended
    assert "was ended" in known_at(hall)["Desk 2"].problem
    assert not known_at(hall)["root"].is_ended


def test_what_was_written_before_the_loss_and_heard_late_can_count(
    workshop: Workshop,
) -> None:
    desk, hall = workshop.join("Desk 2"), workshop.join("Hall")
    settle(workshop)

    def until(laptop: Database, last: int) -> str:
        work = partial(revoking.count_until, last=last, at=NINE)
        return workshop.root.run(lambda s: work(s, laptop.device), at=NINE)[0]

    with pytest.raises(RevokingProblem, match="was not ended"):
        until(desk, 1)
    end(workshop, desk)
    for name in ("Ada", "Bo", "Mallory"):
        add(desk, name)
    workshop.carry(desk, hall)
    agree(workshop)
    assert names(hall) == []
    for wrong in (1, 5):
        with pytest.raises(RevokingProblem, match="up to its entry 1, and 4 are here"):
            until(desk, wrong)
    assert until(desk, 3) == "Desk 2"
    agree(workshop)
    assert names(hall) == names(desk) == ["Ada", "Bo"]
    (told,) = unheeded(workshop.root)
    assert told.name == f"{desk.device}:4"


def test_a_lost_laptop_that_hears_of_its_end_writes_no_more(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    settle(workshop)
    end(workshop, desk)
    settle(workshop)
    with pytest.raises(SharingProblem, match=r"Desk 2 was ended.*Ask the coord"):
        add(desk, "Ada")


def test_what_others_built_on_what_takes_no_effect_takes_none_and_is_listed(
    workshop: Workshop,
) -> None:
    desk, hall = workshop.join("Desk 2"), workshop.join("Hall")
    settle(workshop)
    bo = add(workshop.root, "Bo")
    late = add(desk, "Late")
    workshop.carry(desk, hall)
    workshop.carry(workshop.root, hall)
    rename(hall, late, "Later")
    rename(hall, bo, "Bob")
    end(workshop, desk)
    agree(workshop)
    assert names(hall) == names(workshop.root) == ["Bob"]
    assert [one.laptop for one in unheeded(hall)] == ["Hall", "Desk 2"]
    assert "builds on" in unheeded(hall)[0].why


def test_nobody_undoes_what_takes_no_effect_nor_the_end_of_a_laptop(
    workshop: Workshop,
) -> None:
    desk, hall = workshop.join("Desk 2"), workshop.join("Hall")
    settle(workshop)
    late = add(desk, "Late")
    workshop.carry(desk, hall)
    rename(hall, late, "Later")
    end(workshop, desk)
    agree(workshop)
    with pytest.raises(NexusError, match="nothing of yours"):
        undone(hall)
    ada = add(workshop.root, "Ada")
    rename(workshop.root, ada, "Adaa")
    assert undone(workshop.root).words == "Person changed"
    assert unheeded(hall) != []


def test_only_the_root_ends_and_only_others_once(workshop: Workshop) -> None:
    desk, hall = workshop.join("Desk 2"), workshop.join("Hall", Role.COORDINATOR)
    settle(workshop)
    with pytest.raises(RevokingProblem, match="Only the laptop on which sharing"):
        end(workshop, desk, by=hall)
    with pytest.raises(RevokingProblem, match="begin to share anew"):
        end(workshop, workshop.root)
    with pytest.raises(RevokingProblem, match="counts already"):
        let_in(workshop, workshop.root)
    with pytest.raises(RevokingProblem, match="Desk 2 counts already"):
        let_in(workshop, desk)
    end(workshop, desk)
    with pytest.raises(RevokingProblem, match="Desk 2 was ended already"):
        end(workshop, desk)
    with pytest.raises(RevokingProblem, match="Invite it anew"):
        let_in(workshop, desk)
    none = partial(revoking.end, device="none", at=NINE)
    with pytest.raises(RevokingProblem, match="does not share"):
        workshop.root.run(none, at=NINE)


def test_a_workshop_that_is_not_shared_has_nobody_to_end(workshop: Workshop) -> None:
    with pytest.raises(RevokingProblem, match="not shared yet"):
        end(workshop, workshop.root)


def test_an_end_that_a_coordinators_laptop_writes_takes_no_effect(
    workshop: Workshop,
) -> None:
    desk, hall = workshop.join("Desk 2"), workshop.join("Hall", Role.COORDINATOR)
    settle(workshop)

    def usurp(session: Session) -> None:
        session.get_one(rows.Device, desk.device).ended = 1

    hall.run(usurp, at=NINE)
    add(desk, "Ada")
    received = workshop.carry(hall, workshop.root)
    assert any("sharing began may write that" in one for one in received.refused)
    workshop.carry(desk, workshop.root)
    assert names(workshop.root) == ["Ada"]


def put_back(workshop: Workshop, laptop: Database, kept: Path) -> Database:
    """Put a copy in the place of Desk 2's file, and open it."""
    laptop.close()
    laptop.path.write_bytes(kept.read_bytes())
    workshop.laptops[1] = sharing.open_file(
        laptop.path, at=NINE, actor="Desk 2", profile=workshop.profile("Desk 2")
    )
    return workshop.laptops[1]


def test_all_ids_of_a_lost_laptop_are_ended_and_a_later_one_counts_not(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    settle(workshop)
    kept = desk.path.with_suffix(".kept")
    desk.raw.execute("VACUUM INTO ?", (str(kept),))
    add(desk, "Ada")
    settle(workshop)
    first = desk.device

    second = put_back(workshop, desk, kept)
    add(second, "Bo")
    settle(workshop)
    assert first != second.device
    end(workshop, second)
    third = put_back(workshop, second, kept)  # it has not heard of its end
    add(third, "Mallory")
    agree(workshop)
    assert names(workshop.root) == ["Ada", "Bo"]
    assert "word of Desk 2" in unheeded(workshop.root)[0].why
    with pytest.raises(RevokingProblem, match="Invite it anew"):
        let_in(workshop, third)
    assert end(workshop, third).last == 2
    assert workshop.root.run(desk_2, at=NINE)[0] == third.device
    agree(workshop)


def test_of_two_that_used_one_invitation_the_first_that_the_root_hears_counts(
    workshop: Workshop,
) -> None:
    made = workshop.invite()
    early, late = (
        join_with(workshop, made, "Desk 2"),
        join_with(workshop, made, "Desk 3", 1),
    )
    hall = workshop.join("Hall")
    for laptop, name in ((early, "Ada"), (late, "Bo")):
        workshop.carry(workshop.root, laptop)
        add(laptop, name)
        workshop.carry(laptop, hall)
    assert names(hall) == ["Ada"]  # as long as the root has heard of none
    workshop.carry(late, workshop.root)
    agree(workshop)
    for laptop in workshop.laptops:
        assert names(laptop) == ["Bo"]
    assert "Desk 2 used the invitation of Desk 3 again" in unheeded(hall)[0].why
    with pytest.raises(SharingProblem, match="invite it anew"):
        add(early, "Chi")
    assert let_in(workshop, early) == "Desk 2"
    agree(workshop)
    assert names(hall) == ["Ada", "Bo"]
    add(early, "Chi")
    agree(workshop)
    assert names(hall) == ["Ada", "Bo", "Chi"]


def test_what_builds_on_a_laptop_that_is_let_in_counts_with_it(
    workshop: Workshop,
) -> None:
    made = workshop.invite()
    early, late = (
        join_with(workshop, made, "Desk 2"),
        join_with(workshop, made, "Desk 3", 1),
    )
    hall = workshop.join("Hall")
    bo = add(late, "Bo")
    workshop.carry(late, hall)
    rename(hall, bo, "Bob")  # the hall has not heard of the other yet
    workshop.carry(early, workshop.root)
    agree(workshop)
    assert names(hall) == []
    assert [one.laptop for one in unheeded(workshop.root)] == ["Hall", "Desk 3"]
    let_in(workshop, late)
    agree(workshop)
    assert names(hall) == ["Bob"]
    assert hall.run(lambda s: find(s, "bob"), at=NINE)[0] == [bo]
    assert unheeded(hall) == []


def test_a_copy_of_the_roots_file_on_another_laptop_lets_nobody_in(
    workshop: Workshop,
) -> None:
    path = workshop.folder / "copy.nexus"
    desk = workshop.join("Desk 2")
    workshop.root.raw.execute("VACUUM INTO ?", (str(path),))
    copy = sharing.open_file(path, at=NINE, profile=workshop.profile("another"))
    with closing(copy):
        assert receive(copy, packets(desk)).applied == 1
        query = "SELECT count(*) FROM device WHERE confirmed"
        assert copy.raw.execute(query).fetchone() == (0,)


def test_a_newcomer_that_says_nonsense_of_itself_stops_nobody(
    workshop: Workshop,
) -> None:
    desk, hall = workshop.join("Desk 2"), workshop.join("Hall")
    settle(workshop)
    first = packets(desk)[0]
    for change in (field("name", 7), field("ended", 3), field("voucher", [])):
        odd = forged(workshop, desk, change)
        assert odd.seq == first.seq
        fresh = join_with(workshop, workshop.invite(), "Fresh")
        received = receive(fresh, [odd])
        assert any("nobody invited" in one for one in received.refused)
    assert names(hall) == []


def test_a_coordinators_laptop_invites_and_keeps_the_workshop_going(
    workshop: Workshop,
) -> None:
    spare = workshop.join("Spare", Role.COORDINATOR)
    offer = sharing.Offer(Role.DESK)
    made = sharing.invite(spare, offer, at=NINE, profile=workshop.profile("Spare"))
    desk = join_with(workshop, made, "Desk 2")
    workshop.carry(spare, desk)
    add(desk, "Ada")
    hall = workshop.join("Hall")
    received = receive(hall, packets(desk))
    assert [one.why for one in received.waiting] == [Why.CAUSE, Why.GAP]
    workshop.carry(spare, hall)
    assert names(hall) == ["Ada"]
    agree(workshop)
    assert hall.run(laptops.company, at=NINE)[0].may_invite is False
    assert spare.run(laptops.company, at=NINE)[0].may_invite is True


def test_a_desk_invites_nobody_whatever_it_signs(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    assert isinstance(desk.identity, Member)
    forged = membership.invitation(
        desk.run(sharing.shared, at=NINE)[0],
        membership.Issuer(desk.device, desk.identity.secret),
        Role.DESK,
        NINE + timedelta(days=7),
    )
    thief = join_with(workshop, forged, "Thief")
    workshop.laptops.remove(thief)
    workshop.carry(desk, workshop.root)
    received = receive(workshop.root, packets(thief))
    assert any("nobody invited" in one for one in received.refused)
    thief.close()


def test_newcomers_of_an_ended_coordinator_count_if_the_root_had_heard_them(
    workshop: Workshop,
) -> None:
    spare = workshop.join("Spare", Role.COORDINATOR)
    invite = partial(
        sharing.invite, spare, sharing.Offer(Role.DESK), at=NINE,
        profile=workshop.profile("Spare"),
    )  # fmt: skip
    known = join_with(workshop, invite(), "Known")
    workshop.carry(spare, known)
    settle(workshop)
    assert end(workshop, spare).brought == ("Known",)
    late = join_with(workshop, invite(), "Late")
    workshop.carry(spare, late)
    add(known, "Ada")
    add(late, "Bo")
    agree(workshop)
    assert names(workshop.root) == ["Ada"]
    assert "Late came in by the word of Spare" in known_at(known)["Late"].problem
    with pytest.raises(SharingProblem, match="can invite others"):
        invite()
    assert let_in(workshop, late) == "Late"
    agree(workshop)
    assert names(workshop.root) == ["Ada", "Bo"]


def test_laptops_are_found_by_name_or_id(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    join_with(workshop, workshop.invite(), "root")
    settle(workshop)

    def named(name: str) -> str:
        return workshop.root.run(partial(revoking.named, name=name), at=NINE)[0]

    assert named("Desk 2") == named(desk.device) == desk.device
    with pytest.raises(RevokingProblem, match="There are: Desk 2, root"):
        named("Desk 9")
    with pytest.raises(RevokingProblem, match="2 laptops are called"):
        named("root")


def test_entries_of_unknown_kinds_are_listed_too(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    add(desk, "Ada")
    settle(workshop)
    query = "UPDATE journal SET changes = replace(changes, 'participant', 'weather')"
    workshop.root.raw.execute(f"{query} WHERE device = ? AND seq = 2", (desk.device,))
    workshop.root.raw.execute(
        "INSERT INTO refusal VALUES (?, 2, 'it is odd')", (desk.device,)
    )
    (told,) = unheeded(workshop.root)
    assert (told.laptop, told.why) == ("Desk 2", "it is odd")
    assert check(workshop.root).problems != ()


def test_an_odd_entry_stays_without_effect_when_another_laptop_counts_longer(
    workshop: Workshop,
) -> None:
    odd, desk = workshop.join("Odd"), workshop.join("Desk 2")
    add(odd, "Ada")
    strange = forged(workshop, odd, lambda said: said.update(kind="weather"))
    receive(workshop.root, [*packets(odd)[:-1], strange, *packets(desk)])
    end(workshop, desk)
    add(desk, "Bo")
    receive(workshop.root, packets(desk))
    longer = partial(revoking.count_until, device=desk.device, last=2, at=NINE)
    workshop.root.run(longer, at=NINE)
    assert names(workshop.root) == ["Bo"]
    (told,) = unheeded(workshop.root)
    assert "kind of record" in told.why
    assert check(workshop.root).problems == ()

"""How the workshop's keys come to each laptop that remains, and to no other."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.badge import MOST_EPOCHS
from nexus_desktop.core.roles import Role
from nexus_desktop.exchange import bundle
from nexus_desktop.exchange.boxes import Box
from nexus_desktop.exchange.bundle import BadBundle
from nexus_desktop.exchange.membership import Invitation, share_of
from nexus_desktop.exchange.sealing import KeyRing
from nexus_desktop.services import exchanging, history, keys, meeting, sharing
from nexus_desktop.services.keys import KeyProblem
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from nexus_desktop.store.undo import NothingToUndo
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop, add, names, pieces, receive, workshop

__all__ = ["workshop"]


def ring(laptop: Database) -> KeyRing:
    return laptop.run(sharing.shared, at=NINE)[0].ring


def change(laptop: Database) -> int:
    return laptop.run(lambda s: keys.change(s, sharing.shared(s)), at=NINE)[0]


def end(root: Database, lost: Database) -> None:
    """End a laptop at what is known of it here, and change the keys."""

    def work(session: Session) -> None:
        last = exchanging.vector(session).get(lost.device, 0)
        session.get_one(rows.Device, lost.device).ended = last
        keys.change(session, sharing.shared(session))

    root.run(work, at=NINE)


def badge_keys(laptop: Database) -> tuple[dict[str, Any], int]:
    def read(session: Session) -> tuple[dict[str, Any], int]:
        workshop = session.scalars(select(rows.Workshop)).one()
        return workshop.badge_keys, workshop.badge_epoch

    return laptop.run(read, at=NINE)[0]


def join(workshop: Workshop, name: str, invitation: Invitation) -> Database:
    joined = sharing.join(
        workshop.folder / f"{name}.nexus", invitation, name=name, at=NINE,
        profile=workshop.profile(name),
    )  # fmt: skip
    workshop.laptops.append(joined)
    return joined


def heard(workshop: Workshop, name: str) -> Database:
    """Let a laptop join, and the root hear of it."""
    joined = workshop.join(name)
    workshop.carry(joined, workshop.root)
    return joined


def put_back(workshop: Workshop, laptop: Database, kept: Path) -> Database:
    """Put a copy of a laptop's file in its place, and open it."""
    place = workshop.laptops.index(laptop)
    laptop.close()
    laptop.path.write_bytes(kept.read_bytes())
    again = sharing.open_file(
        laptop.path, at=NINE, profile=workshop.profile(laptop.path.stem)
    )
    workshop.laptops[place] = again
    return again


def copy(laptop: Database) -> Path:
    kept = laptop.path.with_suffix(".kept")
    kept.unlink(missing_ok=True)
    laptop.raw.execute("VACUUM INTO ?", (str(kept),))
    return kept


def test_all_laptops_but_the_lost_one_get_the_new_keys_with_the_next_bundle(
    workshop: Workshop,
) -> None:
    desk, hall, lost = (heard(workshop, name) for name in ("Desk", "Hall", "Lost"))
    end(workshop.root, lost)
    assert ring(workshop.root).epoch == 2
    workshop.carry(workshop.root, desk)
    add(desk, "Ada")
    workshop.carry(desk, hall)  # never met the root since, and can read it all the same
    assert ring(desk) == ring(hall) == ring(workshop.root)
    assert badge_keys(hall) == badge_keys(workshop.root)
    assert names(hall) == ["Ada"]
    with pytest.raises(BadBundle, match=r"not given yet.*Meet the coordinator"):
        workshop.carry(hall, lost)
    assert ring(lost).epoch == 1
    assert names(lost) == []


def test_what_was_closed_before_the_change_is_still_read(workshop: Workshop) -> None:
    desk, hall = heard(workshop, "Desk"), heard(workshop, "Hall")
    add(desk, "Ada")
    path = workshop.folder / "old.nexus-bundle"
    meeting.give_bundle(pieces(desk), path, everything=True)
    change(workshop.root)
    workshop.carry(workshop.root, hall)
    for laptop in (workshop.root, hall):
        meeting.take_bundle(pieces(laptop), path)
        assert names(laptop) == ["Ada"]


def test_badges_are_signed_with_a_new_key_that_the_lost_laptop_can_not_tell(
    workshop: Workshop,
) -> None:
    before, _ = badge_keys(workshop.root)
    workshop.join("Desk")
    assert change(workshop.root) == 2
    with pytest.raises(NothingToUndo):
        workshop.root.run(lambda s: history.undo_last(s, at=NINE), at=NINE)
    after, epoch = badge_keys(workshop.root)
    assert epoch == 2
    assert after == {**before, "2": after["2"]}
    assert after["2"] not in {*before.values(), ring(workshop.root).keys[2].hex()}


def test_who_joins_with_an_invitation_from_before_the_change_gets_the_keys_later(
    workshop: Workshop,
) -> None:
    early = workshop.invite()
    change(workshop.root)
    late = join(workshop, "Late", early)
    with pytest.raises(BadBundle, match="not given yet"):
        workshop.carry(workshop.root, late)
    add(late, "Ada")
    workshop.carry(late, workshop.root)
    workshop.carry(workshop.root, late)
    assert ring(late) == ring(workshop.root)
    workshop.settle()
    workshop.agree()
    assert names(workshop.root) == ["Ada"]


def test_keys_for_a_laptop_whose_clock_is_ahead_come_after_it_joined(
    workshop: Workshop,
) -> None:
    early = workshop.invite()
    change(workshop.root)
    path, profile = workshop.folder / "ahead.nexus", workshop.profile("ahead")
    later = NINE + timedelta(days=5)
    ahead = sharing.join(path, early, name="ahead", at=later, profile=profile)
    workshop.laptops.append(ahead)
    workshop.carry(ahead, workshop.root)
    workshop.carry(workshop.root, ahead)
    assert ring(ahead) == ring(workshop.root)
    workshop.agree()


def test_an_invitation_from_after_the_change_brings_all_keys(
    workshop: Workshop,
) -> None:
    desk = heard(workshop, "Desk")
    change(workshop.root)
    workshop.carry(workshop.root, desk)
    late = join(workshop, "Late", workshop.invite())
    assert ring(late) == ring(workshop.root)
    workshop.carry(desk, late)


def test_a_file_put_back_from_before_the_change_gets_the_keys_again(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk")
    add(desk, "Ada")
    kept = copy(desk)
    workshop.carry(desk, workshop.root)
    change(workshop.root)
    workshop.carry(workshop.root, desk)
    add(desk, "Bo")
    workshop.carry(desk, workshop.root)
    workshop.profile("Desk").keep_hub(desk.device, "postgresql://hub/nexus")
    again = put_back(workshop, desk, kept)
    assert workshop.profile("Desk").hub(again.device).url == "postgresql://hub/nexus"
    assert ring(again).epoch == 1
    assert again.device != desk.device
    workshop.carry(workshop.root, again)  # its box is the one of its former identity
    assert ring(again) == ring(workshop.root)
    workshop.settle()
    workshop.agree()
    assert keys_of(workshop.root)[again.device] == 2


def keys_of(laptop: Database) -> dict[str, int]:
    found = laptop.run(keys.boxes, at=NINE)[0]
    return {box.device: box.epoch for box in found}


def test_a_root_put_back_from_before_the_change_never_makes_its_keys_anew(
    workshop: Workshop,
) -> None:
    heard(workshop, "Desk")
    kept = copy(workshop.root)
    change(workshop.root)
    before = ring(workshop.root)
    workshop.root = put_back(workshop, workshop.root, kept)
    assert ring(workshop.root).epoch == 1  # nobody may have heard of the change
    assert change(workshop.root) == 3
    assert before.keys.items() < ring(workshop.root).keys.items()
    assert set(badge_keys(workshop.root)[0]) == {"1", "2", "3"}


def test_a_root_put_back_from_before_a_laptop_was_lost_gives_it_no_keys(
    workshop: Workshop,
) -> None:
    desk, lost = heard(workshop, "Desk"), heard(workshop, "Lost")
    kept = copy(workshop.root)
    end(workshop.root, lost)
    before = ring(workshop.root)
    path = workshop.folder / "desk.nexus-bundle"
    workshop.carry(workshop.root, desk)
    meeting.give_bundle(pieces(desk), path, everything=True)
    workshop.root = put_back(workshop, workshop.root, kept)
    share = workshop.root.run(sharing.shared, at=NINE)[0]
    _, found = bundle.read(
        path, share.workshop, lambda head: taken(workshop.root, head.boxes)
    )
    assert ring(workshop.root) == before  # from the head, before the entries
    receive(workshop.root, [one for one in found if one.device == desk.device])
    assert lost.device not in keys_of(workshop.root)
    workshop.carry(desk, workshop.root)
    assert lost.device not in keys_of(workshop.root)
    assert ring(workshop.root) == before


def taken(laptop: Database, boxes: Sequence[Box]) -> KeyRing:
    def take(session: Session) -> KeyRing:
        return keys.taken(session, sharing.shared(session), boxes).ring

    return laptop.run(take, at=NINE)[0]


def test_when_copies_of_the_root_did_not_know_that_a_laptop_was_lost_keys_change_again(
    workshop: Workshop,
) -> None:
    desk, lost = heard(workshop, "Desk"), heard(workshop, "Lost")
    twin = workshop.folder / "root.twin.nexus"
    twin.write_bytes(copy(workshop.root).read_bytes())
    end(workshop.root, lost)
    other = sharing.open_file(twin, at=NINE, profile=workshop.profile("root"))
    workshop.laptops.append(other)
    assert change(other) == 3  # as it does not know, the lost laptop is given this one
    assert keys_of(other)[lost.device] == 3
    for _ in range(2):
        workshop.carry(workshop.root, other)
        workshop.carry(other, workshop.root)
        for root in (workshop.root, other):
            workshop.carry(root, desk)
    newest = ring(workshop.root)
    assert newest.epoch > 3
    assert ring(other) == ring(desk) == newest
    assert keys_of(desk)[lost.device] < newest.epoch
    with pytest.raises(BadBundle, match="not given yet"):
        workshop.carry(desk, lost)


def test_only_the_root_changes_the_keys(workshop: Workshop) -> None:
    other = workshop.join("Office", Role.COORDINATOR)
    with pytest.raises(KeyProblem, match="on which sharing began"):
        change(other)
    copied = workshop.folder / "copied.nexus"
    copied.write_bytes(copy(workshop.root).read_bytes())
    stranger = sharing.open_file(copied, at=NINE, profile=workshop.profile("nobody"))
    workshop.laptops.append(stranger)
    with pytest.raises(KeyProblem, match="on which sharing began"):
        change(stranger)
    assert change(workshop.root) == 2


def test_a_copy_on_a_laptop_that_nobody_invited_reads_nothing_new(
    workshop: Workshop,
) -> None:
    copied = workshop.folder / "copied.nexus"
    workshop.join("Desk")
    copied.write_bytes(copy(workshop.root).read_bytes())
    stranger = sharing.open_file(copied, at=NINE, profile=workshop.profile("nobody"))
    workshop.laptops.append(stranger)
    change(workshop.root)
    with pytest.raises(BadBundle, match="not given yet"):
        workshop.carry(workshop.root, stranger)


def test_all_identities_of_a_lost_laptop_go_without(workshop: Workshop) -> None:
    lost = workshop.join("Lost")
    kept = copy(lost)
    add(lost, "Ada")
    again = put_back(workshop, lost, kept)
    twin = workshop.folder / "Lost.twin.nexus"
    twin.write_bytes(copy(again).read_bytes())
    add(again, "Bo")
    profile = workshop.profile("Lost")
    other = sharing.open_file(twin, at=NINE, profile=profile)
    workshop.laptops.append(other)
    assert len({lost.device, again.device, other.device}) == 3
    for laptop in (again, other):
        workshop.carry(laptop, workshop.root)
    end(workshop.root, again)
    assert set(keys_of(workshop.root)) == {workshop.root.device}


def test_a_laptop_whose_sealing_key_is_none_is_passed_over(workshop: Workshop) -> None:
    desk = workshop.join("Desk")
    workshop.carry(desk, workshop.root)

    def spoil(session: Session) -> None:
        session.get_one(rows.Device, desk.device).sealing_key = "none"

    workshop.root.run(spoil, at=NINE)
    change(workshop.root)
    assert set(keys_of(workshop.root)) == {workshop.root.device}


def test_keys_that_somebody_else_made_are_not_taken(workshop: Workshop) -> None:
    desk = workshop.join("Desk")
    share = desk.run(sharing.shared, at=NINE)[0]
    change(workshop.root)
    (true,) = [
        one for one in workshop.root.run(keys.boxes, at=NINE)[0]
        if one.device == workshop.root.device
    ]  # fmt: skip
    forged = Box(desk.device, true.epoch, true.closed, true.signature)
    for box in (forged, true):  # another name on it; genuine, but not for this laptop
        found = desk.run(partial(keys.taken, share=share, found=[box]), at=NINE)[0]
        assert found == share
    assert desk.run(share_of, at=NINE)[0] == share


def test_keys_can_not_be_changed_for_ever(workshop: Workshop) -> None:
    workshop.join("Desk")

    def wear_out(session: Session) -> None:
        row = session.scalars(select(rows.Workshop)).one()
        row.badge_keys = {**row.badge_keys, str(MOST_EPOCHS): "07" * 32}

    workshop.root.run(wear_out, at=NINE)
    with pytest.raises(KeyProblem, match="too often"):
        change(workshop.root)

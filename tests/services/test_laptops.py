"""Who shares the workshop, and bundles a piece at a time."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from nexus_desktop.core.exchanging import Why
from nexus_desktop.core.freshness import Freshness
from nexus_desktop.core.laptops import Company
from nexus_desktop.core.roles import Role
from nexus_desktop.services import exchanging, laptops, meeting, sharing
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop, add, names, pieces, workshop

__all__ = ["workshop"]


def company(database: Database) -> Company:
    return database.run(laptops.company, at=NINE)[0]


def test_a_workshop_on_one_laptop_is_not_shared(database: Database) -> None:
    assert company(database) == Company()


def test_each_laptop_is_told_with_its_role_and_latest_entry(workshop: Workshop) -> None:
    desk = workshop.join("desk", Role.DESK)
    workshop.carry(desk, workshop.root)
    at_root, at_desk = company(workshop.root), company(desk)
    assert [(one.name, one.role, one.is_this) for one in at_root.laptops] == [
        ("root", Role.COORDINATOR, True),
        ("desk", Role.DESK, False),
    ]
    assert [one.name for one in at_desk.laptops] == ["desk", "root"]
    assert at_root.is_root
    assert not at_desk.is_root
    assert all(one.latest >= NINE for one in at_root.laptops)


def test_a_laptop_that_has_just_joined_knows_of_itself_only(workshop: Workshop) -> None:
    lone = sharing.join(
        workshop.folder / "new.nexus", workshop.invite(), name="new", at=NINE,
        profile=workshop.profile("new"),
    )  # fmt: skip
    workshop.laptops.append(lone)
    assert [one.name for one in company(lone).laptops] == ["new"]


def test_what_waits_is_told_for_each_laptop_and_reason(workshop: Workshop) -> None:
    desk = workshop.join("desk")
    workshop.carry(desk, workshop.root)
    for name in ("Ada", "Bo", "Cy"):
        add(desk, name)
    known = company(workshop.root)
    packets = desk.run(lambda s: exchanging.packets_since(s, {}, 10**6), at=NINE)[0]
    late = [one for one in packets if one.device == desk.device][-2:]
    workshop.root.run(partial(sharing.receive, packets=late), at=NINE)
    (found,) = company(workshop.root).laptops[1].waiting
    assert known.laptops[1].waiting == ()
    assert (found.count, found.why) == (2, Why.GAP)


def test_a_bundle_in_pieces_brings_everybody_across_once(
    workshop: Workshop, tmp_path: Path
) -> None:
    desk = workshop.join("desk")
    for number in range(130):
        add(desk, f"Guest {number}")
    path, parts = tmp_path / "a.nexus-bundle", list[float]()
    count = meeting.give_bundle(pieces(desk), path)
    take = pieces(workshop.root)
    first = meeting.take_bundle(take, path, parts.append)
    second = meeting.take_bundle(take, path)
    assert first.applied + first.known == count
    assert first.applied >= 130
    assert (second.applied, second.known) == (0, count)
    assert parts == sorted(parts)
    assert len(parts) >= 2
    assert names(workshop.root) == names(desk)


def test_the_next_bundle_takes_what_others_are_not_known_to_have(
    workshop: Workshop, tmp_path: Path
) -> None:
    desk = workshop.join("desk")
    workshop.carry(desk, workshop.root)
    before = company(workshop.root).unsent
    add(workshop.root, "Ada")
    assert company(workshop.root).unsent == before + 1


def freshness(database: Database, at: datetime = NINE) -> Freshness | None:
    return database.run(lambda s: laptops.freshness(s, at=at), at=at)[0]


def test_the_list_of_a_desk_is_as_old_as_what_it_heard_last(workshop: Workshop) -> None:
    desk = workshop.join("desk", Role.DESK)
    workshop.join("pen", Role.RAPPORTEUR)
    workshop.carry(workshop.root, desk)
    found, later = freshness(desk), NINE + timedelta(hours=2)
    assert found is not None
    assert [name for name, _ in found.heard] == ["root"]
    assert found.as_of == NINE
    assert freshness(desk, later) == found
    desk.run(lambda s: laptops.met(s, at=later), at=later)
    met = freshness(desk, later)
    assert met == replace(found, as_of=later)
    assert freshness(desk, NINE) == found  # its clock was ahead


def test_a_desk_that_heard_nobody_knows_no_list(workshop: Workshop) -> None:
    lone = sharing.join(
        workshop.folder / "lone.nexus", workshop.invite(), name="lone", at=NINE,
        profile=workshop.profile("lone"),
    )  # fmt: skip
    workshop.laptops.append(lone)
    assert freshness(lone) == Freshness(None)
    assert freshness(workshop.root) is None


def test_a_workshop_on_one_laptop_has_no_list_of_others(database: Database) -> None:
    assert freshness(database) is None

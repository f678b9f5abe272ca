"""New keys reach every laptop that remains: over the hub, and in a shared folder."""

from contextlib import closing
from pathlib import Path

from nexus_desktop.exchange.boxes import Box
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_link import meet
from nexus_desktop.services import keys, meeting, sharing
from nexus_desktop.services.hub_entries import HubEntries
from nexus_desktop.store.database import Database
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop, add, entries, names, workshop
from tests.services.test_keys import change, end, heard, ring
from tests.services.test_meeting import Slices

__all__ = ["workshop"]


def at_hub(url: str, laptop: Database) -> HubEntries:
    """Let a laptop meet the hub."""
    found = entries(laptop)
    share = laptop.run(sharing.shared, at=NINE)[0]
    with closing(Hub.connect(url, share.workshop)) as hub:
        meet(hub, found)
    return found


def test_all_but_the_lost_laptop_find_the_new_keys_at_the_hub(
    workshop: Workshop, hub_url: str
) -> None:
    desk, hall, lost = (heard(workshop, name) for name in ("Desk", "Hall", "Lost"))
    for laptop in (workshop.root, desk, lost):
        at_hub(hub_url, laptop)
    end(workshop.root, lost)
    add(workshop.root, "Ada")
    at_hub(hub_url, workshop.root)
    for laptop in (desk, hall):
        assert at_hub(hub_url, laptop).lacking == ""
        assert names(laptop) == ["Ada"]
        assert ring(laptop) == ring(workshop.root)
    assert "not given yet" in at_hub(hub_url, lost).lacking
    assert names(lost) == []
    add(hall, "Bo")
    at_hub(hub_url, hall)
    at_hub(hub_url, lost)
    assert names(lost) == []


def test_who_has_no_key_yet_says_so_and_is_given_it_over_the_hub(
    workshop: Workshop, hub_url: str
) -> None:
    desk = workshop.join("Desk")  # the root has not heard of it when the keys change
    change(workshop.root)
    add(workshop.root, "Ada")
    at_hub(hub_url, workshop.root)
    add(desk, "Bo")
    assert "not given yet" in at_hub(hub_url, desk).lacking
    at_hub(hub_url, workshop.root)
    assert at_hub(hub_url, desk).lacking == ""
    assert names(desk) == names(workshop.root) == ["Ada", "Bo"]


def test_keys_at_the_hub_are_kept_once_and_nobody_can_change_or_spoil_them(
    workshop: Workshop, hub_url: str
) -> None:
    desk = heard(workshop, "Desk")
    share = workshop.root.run(sharing.shared, at=NINE)[0]
    junk = Box(desk.device, 2, "00", "00")
    with closing(Hub.connect(hub_url, share.workshop)) as hub:
        hub.put_boxes([junk])
        change(workshop.root)
        for _ in range(2):
            at_hub(hub_url, workshop.root)
        kept = hub.boxes()
    true = workshop.root.run(keys.boxes, at=NINE)[0]
    assert set(kept) == {junk, *true}
    assert len(kept) == 3
    at_hub(hub_url, desk)
    assert ring(desk) == ring(workshop.root)


def test_laptops_that_meet_in_a_folder_hand_the_new_keys_on(
    workshop: Workshop, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    def all_meet() -> None:
        for laptop in workshop.laptops:
            meeting.meet_in_folder(Slices(laptop), stick)

    desk, late = heard(workshop, "Desk"), workshop.join("Late")
    change(workshop.root)
    add(workshop.root, "Ada")
    for _ in range(3):  # the root hears of the late one, then leaves its box, then …
        all_meet()
    assert ring(desk) == ring(late) == ring(workshop.root)
    assert names(desk) == names(late) == ["Ada"]
    workshop.agree()


def test_a_bundle_given_in_pieces_carries_the_keys(
    workshop: Workshop, tmp_path: Path
) -> None:
    desk = heard(workshop, "Desk")
    change(workshop.root)
    path = tmp_path / "one.nexus-bundle"
    assert meeting.give_bundle(Slices(workshop.root), path) > 0
    meeting.take_bundle(Slices(desk), path)
    assert ring(desk) == ring(workshop.root)

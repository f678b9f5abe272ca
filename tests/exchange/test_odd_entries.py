"""Entries that no honest program writes, and values that are easily lost."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.exchanging import Received, Why
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.exchange import membership
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.packing import packed, unpacked
from nexus_desktop.services import people, people_merging, sharing
from nexus_desktop.store import journal, rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from nexus_desktop.store.encoding import dumps
from nexus_desktop.store.file import SCHEMA
from tests.conftest import NINE
from tests.exchange.test_sharing import Workshop, add, names, packets, receive

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    made = Workshop(tmp_path)
    yield made
    for laptop in made.laptops:
        laptop.close()


def forged(
    workshop: Workshop,
    laptop: Database,
    change: Change,
    schema: int = SCHEMA,
    hlc: int | None = None,
) -> Packet:
    """Return a laptop's last entry as a program would write it that heeds nothing."""
    entry = unpacked([p for p in packets(laptop) if p.device == laptop.device][-1])
    said = json.loads(entry.changes)
    change(said[0])
    entry.changes, entry.schema = dumps(said), schema
    entry.hlc = entry.hlc if hlc is None else hlc
    entry.hash = journal.digest_of(entry)
    secret = workshop.profile(laptop.path.stem).secret(laptop.device)
    assert secret is not None
    entry.signature = membership.signature(
        secret, entry.device, entry.seq, entry.hash
    )  # fmt: skip
    return packed(entry)


def give_forged(workshop: Workshop, laptop: Database, packet: Packet) -> Received:
    """Give what a laptop wrote to the root, its last entry exchanged for another."""
    rest = [
        one for one in packets(laptop)
        if (one.device, one.seq) != (packet.device, packet.seq)
    ]  # fmt: skip
    received: Received = receive(workshop.root, [*rest, packet])
    return received


def _parked(session: Session) -> str:
    return "".join(one.changes for one in session.query(rows.Parked))


def field(name: str, value: object) -> Change:
    def change(said: dict[str, Any]) -> None:
        said["fields"][name] = {"value": value, "salt": "00"}

    return change


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (field("printed_name", None), "can't be there"),
        (field("printed_name", 7), "can't be there"),
        (field("languages", "en"), "can't be there"),
        (field("removed_at", "yesterday"), "can't be there"),
        (field("removed_at", "2014-11-05T09:00:00.000000+08:00"), "can't be there"),
        (field("removed_at", 5), "can't be there"),
        (field("weather", "fine"), "field that this program does not know"),
        (lambda said: said.update(id="x" * 99), "as no program does"),
        (lambda said: said.update(kind="weather"), "kind of record"),
        (lambda said: said.update(kind="scan"), "field that this program"),
        (lambda said: said.update(kind="scan", fields={}), "says nothing"),
    ],
)
def test_what_can_not_stand_in_the_tables_takes_no_effect_and_stops_nobody(
    workshop: Workshop, change: Change, sentence: str
) -> None:
    desk, other = workshop.join("Desk 2"), workshop.join("Desk 3")
    add(desk, "Ada")
    add(other, "Bo")
    received = give_forged(workshop, desk, forged(workshop, desk, change))
    assert any(sentence in one for one in received.refused)
    receive(workshop.root, packets(other))
    assert names(workshop.root) == ["Bo"]
    assert check(workshop.root).problems == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said.pop("kind"),
        lambda said: said.update(fields=[]),
        lambda said: said["fields"].update(city=7),
        lambda said: said["fields"].update(city={"value": "Hue"}),
        field("city", float("nan")),
        lambda said: said["fields"].update(
            city={"value": "Hue", "salt": "", "replaces": ["a:b"]}
        ),
    ],
)
def test_what_has_not_the_form_of_an_entry_is_left_out(
    workshop: Workshop, change: Change
) -> None:
    desk = workshop.join("Desk 2")
    add(desk, "Ada")
    entry = unpacked(packets(desk)[-1])
    said = json.loads(entry.changes)
    change(said[0])
    entry.changes = dumps(said)
    received = receive(workshop.root, [packed(entry)])
    assert any("left out" in one for one in received.refused)
    assert names(workshop.root) == []


def test_a_fact_never_changes(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")

    def scan(session: Session) -> None:
        session.add(rows.Scan(id="x", checkpoint_id="c", at=NINE, device_id="d"))

    def doubt(session: Session) -> None:
        session.get_one(rows.Scan, "x").reason = "no"

    desk.run(scan, at=NINE)
    desk.run(doubt, at=NINE)
    received = receive(workshop.root, packets(desk))
    (sentence,) = received.refused
    assert "which is a fact" in sentence


def test_a_kind_that_only_a_newer_program_knows_is_kept_and_passed_on(
    workshop: Workshop,
) -> None:
    desk, other = workshop.join("Desk 2"), workshop.join("Desk 3")
    add(desk, "Ada")
    late = forged(
        workshop, desk, lambda said: said.update(kind="weather"), SCHEMA + 1
    )  # fmt: skip
    received = give_forged(workshop, desk, late)
    assert [one.why for one in received.waiting] == [Why.NEWER]
    workshop.carry(workshop.root, other)
    assert "weather" in other.run(_parked, at=NINE)[0]


def test_a_field_that_is_emptied_at_one_desk_is_empty_at_the_other(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    ada, other = add(desk, "Ada"), add(desk, "Ada B")
    desk.run(lambda s: people_merging.merge(s, ada, other, at=NINE), at=NINE)
    workshop.settle()
    desk.run(lambda s: people_merging.separate(s, other, at=NINE), at=NINE)
    workshop.settle()
    workshop.agree()
    assert names(workshop.root) == ["Ada", "Ada B"]
    again = workshop.root.run(lambda s: people.person(s, other), at=NINE)[0]
    assert again.fields.printed_name == "Ada B"


def test_two_windows_on_copies_of_one_file_never_use_a_number_twice(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    path = workshop.folder / "copy of Desk 2.nexus"
    desk.raw.execute("VACUUM INTO ?", (str(path),))
    profile = workshop.profile("Desk 2")
    copy = sharing.open_file(path, at=NINE, profile=profile)
    add(copy, "Ada")
    with pytest.raises(NexusError, match="in use on this laptop"):
        add(desk, "Bo")
    workshop.carry(copy, desk)
    with pytest.raises(NexusError, match="written to elsewhere"):
        add(desk, "Bo")
    desk.close()
    workshop.laptops[1] = sharing.open_file(desk.path, at=NINE, profile=profile)
    workshop.laptops.append(copy)
    add(copy, "Chi")
    workshop.settle()
    workshop.agree()
    assert names(workshop.root) == ["Ada", "Chi"]


def test_a_copy_whose_key_was_copied_too_goes_on_as_another_laptop(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    path = workshop.folder / "copy.nexus"
    desk.raw.execute("VACUUM INTO ?", (str(path),))
    secret = workshop.profile("Desk 2").secret(desk.device)
    assert secret is not None
    elsewhere = workshop.profile("elsewhere")
    elsewhere.keep(desk.device, secret)
    elsewhere.wrote(desk.device, 1)
    copy = sharing.open_file(path, at=NINE, profile=elsewhere)
    workshop.laptops.append(copy)
    add(desk, "Ada")
    workshop.carry(desk, copy)
    with pytest.raises(NexusError, match="written to elsewhere"):
        add(copy, "Bo")
    copy.close()
    again = sharing.open_file(path, at=NINE, profile=elsewhere)
    workshop.laptops[-1] = again
    assert again.device != desk.device
    add(again, "Bo")
    workshop.settle()
    workshop.agree()
    assert names(workshop.root) == ["Ada", "Bo"]


def test_the_second_use_of_an_invitation_is_refused_and_named(
    workshop: Workshop,
) -> None:
    made, received = workshop.invite(), Received()
    for name in ("Desk 2", "Desk 3"):
        joined = sharing.join(
            workshop.folder / f"{name}.nexus", made, name=name, at=NINE,
            profile=workshop.profile(name),
        )  # fmt: skip
        workshop.laptops.append(joined)
        received = receive(workshop.root, packets(joined))
    (sentence,) = received.refused
    assert "invitation of Desk 2" in sentence
    assert "Desk 3" in sentence


def test_an_entry_from_far_in_the_future_still_counts(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    far = NINE + timedelta(days=365)
    fields = PersonFields(printed_name="Ada")
    desk.run(lambda s: people.add(s, fields, at=far), at=far)
    workshop.settle()
    add(workshop.root, "Bo")
    workshop.settle()
    workshop.agree()
    assert names(desk) == names(workshop.root) == ["Ada", "Bo"]


def test_a_signature_of_another_entry_is_no_signature(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    add(desk, "Ada")
    last = packets(desk)[-1]
    bad = replace(last, signature=last.signature[:-1])
    assert receive(workshop.root, [bad]).applied == 0


def test_nobody_can_put_words_into_the_time_before_sharing_began(
    workshop: Workshop,
) -> None:
    desk = workshop.join("Desk 2")
    fresh = sharing.join(
        workshop.folder / "Hall.nexus", workshop.invite(), name="Hall", at=NINE,
        profile=workshop.profile("Hall"),
    )  # fmt: skip
    workshop.laptops.append(fresh)
    first = packets(desk, workshop.root.device)[0]
    entry = unpacked(first)
    said = json.loads(entry.changes)
    said[0]["fields"]["name"]["value"] = "Mallory"
    entry.changes = dumps(said)
    entry.hash = journal.digest_of(entry)
    for signature, sentence in ((b"", "not signed"), (first.signature, "is wrong")):
        entry.signature = signature
        received = receive(fresh, [packed(entry)])
        assert any(sentence in one for one in received.refused)
    assert receive(fresh, packets(desk, workshop.root.device)).refused == ()
    workshop.settle()
    workshop.agree()


def test_the_coordinator_invites_also_after_the_file_was_put_back(
    workshop: Workshop,
) -> None:
    workshop.join("Desk 2")
    kept = workshop.folder / "kept.nexus"
    workshop.root.raw.execute("VACUUM INTO ?", (str(kept),))
    add(workshop.root, "Ada")
    was, path = workshop.root.device, workshop.root.path
    workshop.root.close()
    path.write_bytes(kept.read_bytes())
    profile = workshop.profile("root")
    workshop.root = sharing.open_file(path, at=NINE, profile=profile)
    workshop.laptops[0] = workshop.root
    assert workshop.root.device != was
    workshop.join("Desk 3")
    workshop.settle()
    workshop.agree()


def test_an_entry_older_than_what_it_builds_on_is_left_out(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    add(desk, "Ada")
    received = give_forged(
        workshop, desk, forged(workshop, desk, lambda _: None, hlc=1)
    )
    (told,) = received.refused
    assert "older than what it builds on" in told
    assert names(workshop.root) == []
    assert check(workshop.root).problems == ()
    receive(workshop.root, packets(desk))
    assert names(workshop.root) == ["Ada"]


def test_a_number_that_no_file_can_hold_is_left_out(workshop: Workshop) -> None:
    desk = workshop.join("Desk 2")
    *rest, last = packets(desk)
    received = receive(workshop.root, [*rest, replace(last, seq=1 << 63)])
    assert "can't be read" in received.refused[0]

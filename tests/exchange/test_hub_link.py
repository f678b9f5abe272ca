"""Laptops that meet at the hub, also when the wire breaks at any byte."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from threading import Lock
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from typing_extensions import override

from nexus_desktop.exchange import hub_link
from nexus_desktop.exchange.boxes import Box
from nexus_desktop.exchange.hub import Hub
from nexus_desktop.exchange.hub_address import HubProblem
from nexus_desktop.exchange.hub_link import HubLink, LinkState, meet
from nexus_desktop.exchange.packet import Packet
from tests.exchange.proxy import Wire

WORKSHOP = "w1"
PATIENCE = 60.0  # seconds


class Laptop:
    """Entries as a file holds them: a set, in order for each device.

    Attributes:
        told: what came in, in that order, with what came twice.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.held: dict[tuple[str, int], Packet] = {}
        self.told: list[Packet] = []
        self._lock = Lock()
        self.lacking = ""

    def boxes(self) -> list[Box]:
        return []

    def take_boxes(self, boxes: Sequence[Box]) -> None:
        assert list(boxes) == []

    def write(self, count: int = 1) -> None:
        with self._lock:
            for _ in range(count):
                seq = sum(device == self.name for device, _ in self.held) + 1
                body = f"{self.name} {seq} ".encode() * 20
                digest = sha256(body).digest()
                self.held[self.name, seq] = Packet(self.name, seq, digest, body, b"s")

    def vector(self) -> dict[str, int]:
        with self._lock:
            found: dict[str, int] = {}
            for device, seq in sorted(self.held):
                if seq == found.get(device, 0) + 1:
                    found[device] = seq
            return found

    def packets_since(self, known: Mapping[str, int], limit: int) -> list[Packet]:
        with self._lock:
            found = [
                packet
                for (device, seq), packet in sorted(self.held.items())
                if seq > known.get(device, 0)
            ]
            return found[:limit]

    def receive(self, packets: Sequence[Packet]) -> None:
        with self._lock:
            for packet in packets:
                self.told.append(packet)
                before = self.held.setdefault((packet.device, packet.seq), packet)
                assert before == packet


@pytest.fixture
def wire(hub_url: str) -> Iterator[Wire]:
    one = Wire(int(str(conninfo_to_dict(hub_url)["port"])))
    yield one
    one.close()


def over(wire: Wire, hub_url: str) -> str:
    """Return the hub's address at the near end of the wire."""
    return make_conninfo(hub_url, port=wire.port)


def met(url: str, laptop: Laptop) -> dict[str, int]:
    """Let a laptop meet the hub once."""
    with closing(Hub.connect(url, WORKSHOP)) as hub:
        return meet(hub, laptop)


def wait_for(seen: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def test_all_laptops_hold_the_same_after_they_met(hub_url: str) -> None:
    laptops = [Laptop(name) for name in "abc"]
    for laptop in laptops:
        laptop.write(30)
    for laptop in (*laptops, *laptops):
        assert met(hub_url, laptop) == laptop.vector()
    assert laptops[0].held == laptops[1].held == laptops[2].held
    assert len(laptops[0].held) == 90
    assert len(laptops[1].told) == 60


def test_a_hub_from_yesterdays_backup_is_filled_up_again(hub_url: str) -> None:
    laptop, other = Laptop("a"), Laptop("b")
    laptop.write(40)
    met(hub_url, laptop)
    met(hub_url, other)
    with psycopg.connect(hub_url, autocommit=True) as raw:
        raw.execute("DELETE FROM nexus_entry WHERE seq > 10")
    third = Laptop("c")
    met(hub_url, other)
    met(hub_url, third)
    assert third.held == laptop.held


@pytest.mark.slow
def test_the_wire_may_break_at_any_byte(hub_url: str, wire: Wire) -> None:
    chance = random.Random(7)  # noqa: S311 - to be the same each time
    laptops = [Laptop("a"), Laptop("b")]
    watcher, answers_lost = psycopg.connect(hub_url, autocommit=True), 0
    for number in range(200):
        laptop = laptops[number % 2]
        laptop.write(chance.randrange(4))
        is_last_word = number % 4 == 0  # every fourth falls after COMMIT is heard
        wire.left = None if is_last_word else chance.randrange(12_000)
        wire.last_word = b"COMMIT" if is_last_word else None
        before = held_by(watcher)
        with suppress(HubProblem):
            met(over(wire, hub_url), laptop)
            before = held_by(watcher)
        answers_lost += held_by(watcher) > before
        wire.cut()
    for laptop in (*laptops, laptops[0]):
        met(hub_url, laptop)
    assert laptops[0].held == laptops[1].held
    assert len(laptops[0].held) == sum(laptops[0].vector().values())
    assert held_by(watcher) == len(laptops[0].held)
    watcher.close()
    assert answers_lost > 25


def test_what_the_hub_took_in_is_not_lost_nor_doubled_when_its_answer_is(
    hub_url: str, wire: Wire
) -> None:
    laptop = Laptop("a")
    laptop.write(3)
    wire.last_word = b"COMMIT"
    with pytest.raises(HubProblem, match="out of reach"):
        met(over(wire, hub_url), laptop)
    with psycopg.connect(hub_url, autocommit=True) as watcher:
        assert held_by(watcher) == 3
        assert met(hub_url, laptop) == {"a": 3}
        assert held_by(watcher) == 3


def held_by(hub: psycopg.Connection[Any]) -> int:
    (count,) = hub.execute("SELECT count(*) FROM nexus_entry").fetchone() or (0,)
    return int(count)


def test_what_is_written_here_appears_there_by_itself(hub_url: str) -> None:
    one, other = Laptop("a"), Laptop("b")
    states: list[LinkState] = []
    links = [
        HubLink(hub_url, WORKSHOP, one, states.append),
        HubLink(hub_url, WORKSHOP, other, lambda _: None),
    ]
    for link in links:
        link.start()
    try:
        wait_for(lambda: bool(states))
        one.write()
        links[0].wake()
        wait_for(lambda: len(other.held) == 1)
        other.write(3)
        links[1].wake()
        wait_for(lambda: len(one.held) == 4)
    finally:
        for link in links:
            link.close()
    assert states[-1] == LinkState(is_met=True, waiting=0)


def test_work_goes_on_when_the_network_goes_and_is_sent_when_it_is_back(
    hub_url: str, wire: Wire
) -> None:
    laptop, states = Laptop("a"), list[LinkState]()
    laptop.write(2)
    link = HubLink(over(wire, hub_url), WORKSHOP, laptop, states.append)
    link.start()
    try:
        wait_for(lambda: bool(states) and states[-1].is_met)
        wire.left = 0
        wire.cut()
        laptop.write(5)
        link.wake()
        wait_for(lambda: states[-1].waiting == 5)
        assert not states[-1].is_met
        assert "out of reach" in states[-1].problem
        wire.left = None
        wait_for(lambda: states[-1].is_met)
    finally:
        link.close()
    with closing(Hub.connect(hub_url, WORKSHOP)) as hub:
        assert hub.vector() == {"a": 7}


def test_before_the_hub_was_ever_reached_nothing_is_known_of_it() -> None:
    states: list[LinkState] = []
    url = "postgresql://a@127.0.0.1:1/w"
    link = HubLink(url, WORKSHOP, Laptop("a"), states.append)
    link.start()
    wait_for(lambda: bool(states))
    link.close()
    assert states[0].waiting is None
    assert "out of reach" in states[0].problem


def test_after_a_bug_the_link_goes_on_and_says_so(
    hub_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_link, "_LOOK", 0.05)
    laptop, states = Laptop("a"), list[LinkState]()
    laptop.write()
    faults = [ValueError("a bug"), ValueError("again")]

    def vector() -> dict[str, int]:
        if faults:
            raise faults.pop()
        return Laptop.vector(laptop)

    monkeypatch.setattr(laptop, "vector", vector)
    link = HubLink(hub_url, WORKSHOP, laptop, states.append)
    link.start()
    wait_for(lambda: bool(states) and states[-1].is_met)
    link.close()
    assert "went wrong in the program" in states[0].problem


def test_each_meeting_is_told_so_that_its_time_is_known(hub_url: str) -> None:
    laptop, states = Laptop("a"), list[LinkState]()
    link = HubLink(hub_url, WORKSHOP, laptop, states.append)
    link.start()
    wait_for(lambda: bool(states))
    laptop.write()
    link.wake()
    wait_for(lambda: len(states) >= 2)
    link.close()
    assert {one.is_met for one in states} == {True}


def test_what_is_known_of_the_hub_is_not_asked_again_and_gaps_are_filled(
    hub_url: str,
) -> None:
    laptop, ahead = Laptop("a"), Laptop("a")
    ahead.write(9)
    for seq in (1, 2, 7):
        laptop.held["a", seq] = ahead.held["a", seq]
    with closing(Hub.connect(hub_url, WORKSHOP)) as hub:
        has = meet(hub, laptop)
        assert has == {"a": 2}
        laptop.held = dict(ahead.held)
        assert meet(hub, laptop, has) == hub.vector() == {"a": 9}
        assert meet(hub, laptop, {"a": 9}) == {"a": 9}


class Rooted(Laptop):
    """The first laptop, where the keys change in the moment its entries are read."""

    kept: tuple[Box, ...] = ()

    @override
    def boxes(self) -> list[Box]:
        return list(self.kept)

    @override
    def packets_since(self, known: Mapping[str, int], limit: int) -> list[Packet]:
        self.kept = (Box("b", 2, "aa", "bb"),)
        return super().packets_since(known, limit)


def test_keys_are_at_the_hub_before_what_they_close(
    hub_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, there = Rooted("a"), list[list[Box]]()
    laptop.write()
    push = Hub.push

    def pushed(hub: Hub, packets: Sequence[Packet]) -> None:
        there.append(hub.boxes())
        push(hub, packets)

    monkeypatch.setattr(Hub, "push", pushed)
    met(hub_url, laptop)
    assert there == [list(laptop.kept)]


def test_a_hub_whose_tables_were_put_back_meanwhile_is_filled_up(
    hub_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_link, "_LOOK", 0.2)
    laptop, states = Laptop("a"), list[LinkState]()
    laptop.write(5)
    link = HubLink(hub_url, WORKSHOP, laptop, states.append)
    link.start()
    wait_for(lambda: bool(states) and states[-1].is_met)
    with psycopg.connect(hub_url, autocommit=True) as raw:
        raw.execute("DELETE FROM nexus_entry WHERE seq > 2")
        wait_for(lambda: held_by(raw) == 5)
    link.close()

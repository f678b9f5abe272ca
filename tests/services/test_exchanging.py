"""What a laptop knows, has for others, and takes from them."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.packing import BadPacket, packed, unpacked
from nexus_desktop.services import exchanging
from nexus_desktop.store.database import Database
from nexus_desktop.store.rows import Entry
from tests.conftest import NINE, Run
from tests.store.test_database import person


def add(run: Run, count: int) -> None:
    for number in range(count):
        run(lambda s, n=number: s.add(person(f"P{n}")))  # type: ignore[misc]  # bound here


def test_much_is_given_in_pieces_that_go_on_where_the_last_ended(
    run: Run, database: Database
) -> None:
    add(run, 230)
    known: dict[str, int] = {}
    got: list[Packet] = []
    while found := run(partial(exchanging.packets_since, known=known, limit=100)):
        got += found
        known |= {one.device: one.seq for one in found}
    assert [one.seq for one in got] == list(range(1, len(got) + 1))
    assert known == run(exchanging.vector) == {database.device: len(got)}


def test_what_is_no_entry_is_named_and_the_rest_is_taken(
    run: Run, database: Database, tmp_path: Path
) -> None:
    add(run, 1)
    packets = run(lambda s: exchanging.packets_since(s, {}, 100))
    other, _ = Database.create(tmp_path / "o.nexus", lambda _: None, at=NINE)
    broken = [*packets[:-1], replace(packets[-1], body=b"{}")]
    received = other.run(lambda s: exchanging.receive(s, broken), at=NINE)[0]
    other.close()
    assert received.applied == len(packets) - 1
    assert received.refused == (
        f"Entry {database.device}:{packets[-1].seq} can't be read. It was left out.",
    )


GOOD = Packet("d", 1, bytes(32), b"", b"")


@given(st.binary(max_size=80))
def test_any_bytes_are_an_entry_or_refused(body: bytes) -> None:
    with pytest.raises(BadPacket):
        unpacked(replace(GOOD, body=body))


@pytest.mark.parametrize(
    "changes",
    [{"seq": 0}, {"device": ""}, {"device": "x" * 37}, {"hash": b"short"}],
    ids=str,
)
def test_a_packet_without_a_proper_name_is_refused(changes: dict[str, object]) -> None:
    entry = Entry(
        device="d", seq=1, hlc=1, actor="", action="", schema=1, changes="[]",
        previous_hash=bytes(32), hash=bytes(32),
    )  # fmt: skip
    packet = packed(entry)
    assert packed(unpacked(packet)) == packet
    with pytest.raises(BadPacket):
        unpacked(replace(packet, **changes))  # type: ignore[arg-type]  # by field name

"""A bundle that was changed anywhere, by chance or by hand, is refused whole."""

import os
import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from nexus_desktop.exchange import bundle
from nexus_desktop.exchange.bundle import BadBundle
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.sealing import KeyRing
from tests.exchange.haste import hastened
from tests.exchange.mutations import Target, mutate, mutated

RING = KeyRing({1: bytes(range(32))})
SHARP = 4096


def written(path: Path, count: int, size: int) -> bytes:
    dice = random.Random(1)  # noqa: S311
    packets = [
        Packet("laptop", number, bytes(32), dice.randbytes(size), bytes(64))
        for number in range(1, count + 1)
    ]
    bundle.write(path, packets, bundle.Head("w", "laptop", {"laptop": count}), RING)
    return path.read_bytes()


def refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(BadBundle, match=r"(Nothing was taken|not a bundle)"):
        bundle.read(path, "w", lambda _: RING)


def test_a_bundle_cut_at_every_4_kib_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.nexus-bundle"
    data = written(path, 60, 3000)
    for end in range(0, len(data), SHARP):
        refused(path, data[:end])


def test_every_byte_of_a_bundle_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.nexus-bundle"
    data = written(path, 1, 10)
    for place in range(len(data)):
        for flipped in (data[place] ^ 1, data[place] ^ 0x80):
            refused(path, data[:place] + bytes([flipped]) + data[place + 1 :])


@pytest.mark.slow
def test_a_hundred_thousand_changed_bundles_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.nexus-bundle"
    data, dice = written(path, 3, 100), random.Random(2)  # noqa: S311
    for _ in range(100_000):
        other = mutated(data, dice)
        if other != data:
            refused(path, other)


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    with hastened():
        made = Target(tmp_path)
        yield made
        made.look_through()
        made.close()


@pytest.mark.slow
def test_bundles_changed_in_every_way_do_a_laptop_no_harm(target: Target) -> None:
    said = {mutate(target, number) for number in range(300)}
    assert any("cut off or damaged" in one for one in said)
    assert any("does not hold what it says" in one for one in said)
    assert any("not what its hash says" in one for one in said)
    assert any("takes no effect" in one for one in said)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 5000, 1000))
def test_many_more_do_a_laptop_no_harm(first: int, target: Target) -> None:
    for number in range(first, first + 1000):
        mutate(target, number)


def test_what_would_fill_the_memory_is_refused(target: Target) -> None:
    plain = bytes(70_000_000)
    bomb = target.closed(plain, target.head_for(plain, 1))
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    said = target.try_one(bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "does not hold what it says" in str(said)
    assert most < 20_000_000


def test_a_file_larger_than_any_bundle_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.nexus-bundle"
    with path.open("wb") as file:
        file.truncate(600_000_000)  # a hole: nothing of it is on disk
    with pytest.raises(BadBundle, match="larger than any bundle"):
        bundle.read(path, "w", lambda _: RING)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.nexus-bundle"
    os.mkfifo(path)
    with pytest.raises(BadBundle, match="not a bundle"):
        bundle.read(path, "w", lambda _: RING)


def test_written_ten_times_and_read_ten_times_it_says_the_same(tmp_path: Path) -> None:
    said = set()
    for number in range(10):
        path = tmp_path / f"{number}.nexus-bundle"
        written(path, 5, 100)
        for _ in range(10):
            said.add(tuple(bundle.read(path, "w", lambda _: RING)[1]))
    assert len(said) == 1

"""A bundle that was changed anywhere, by chance or by hand, is refused whole."""

import random
from pathlib import Path

import pytest

from nexus_desktop.exchange import bundle
from nexus_desktop.exchange.bundle import BadBundle
from nexus_desktop.exchange.packet import Packet
from nexus_desktop.exchange.sealing import KeyRing

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


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Return `data` with bytes changed, taken out, put in, doubled or moved."""
    start, end = sorted(dice.sample(range(len(data) + 1), 2))
    end = min(end, start + dice.choice((1, 8, 200)))
    some, noise = data[start:end], dice.randbytes(end - start)
    kept = dice.choice((noise, b"", some + noise, some + some, some[::-1]))
    return data[:start] + kept + data[end:]


def test_a_bundle_cut_at_every_4_kib_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.nexus-bundle"
    data = written(path, 60, 3000)
    for end in range(0, len(data), SHARP):
        refused(path, data[:end])


def check_mutations(path: Path, count: int) -> None:
    data, dice = written(path, 3, 100), random.Random(2)  # noqa: S311
    for _ in range(count):
        other = mutated(data, dice)
        if other != data:
            refused(path, other)


def test_a_thousand_mutations_of_a_bundle_are_refused(tmp_path: Path) -> None:
    check_mutations(tmp_path / "a.nexus-bundle", 1000)


@pytest.mark.slow
def test_twenty_thousand_mutations_of_a_bundle_are_refused(tmp_path: Path) -> None:
    check_mutations(tmp_path / "a.nexus-bundle", 20_000)


def test_written_ten_times_and_read_ten_times_it_says_the_same(tmp_path: Path) -> None:
    said = set()
    for number in range(10):
        path = tmp_path / f"{number}.nexus-bundle"
        written(path, 5, 100)
        for _ in range(10):
            said.add(tuple(bundle.read(path, "w", lambda _: RING)[1]))
    assert len(said) == 1

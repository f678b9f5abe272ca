"""The workshop's keys closed for one laptop."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.exchange.boxes import (
    Box,
    Issuer,
    NoKey,
    Receiver,
    as_kept,
    sealing_key,
)
from nexus_desktop.exchange.sealing import KeyRing
from nexus_desktop.exchange.signing import new_secret, public_of

ROOT, LAPTOP = new_secret(), new_secret()
ISSUER = Issuer("w", ROOT)
RECEIVER = Receiver("w", public_of(ROOT))
RING = KeyRing({1: b"a" * 32, 2: b"b" * 32})


def box() -> Box:
    return ISSUER.box("laptop", sealing_key(LAPTOP), RING)


@settings(max_examples=20)
@given(
    st.dictionaries(
        st.integers(1, 255), st.binary(min_size=32, max_size=32), min_size=1
    )
)
def test_a_laptop_gets_all_the_keys_that_were_put_in(keys: dict[int, bytes]) -> None:
    ring = KeyRing(keys)
    made = ISSUER.box("laptop", sealing_key(LAPTOP), ring)
    assert made.epoch == max(keys)
    assert RECEIVER.is_genuine(made)
    assert RECEIVER.opened(made, LAPTOP) == ring


def test_nobody_else_can_open_a_box() -> None:
    assert RECEIVER.opened(box(), new_secret()) is None
    assert RECEIVER.opened(box(), ROOT) is None
    assert RING.keys[2].hex() not in str(as_kept(box()))


def test_two_boxes_with_the_same_keys_have_nothing_in_common() -> None:
    assert box().closed != box().closed


def test_a_box_is_the_roots_alone_for_this_laptop_workshop_and_epoch() -> None:
    made = box()
    flipped = format(int(made.closed[-1], 16) ^ 1, "x")
    for other in (
        replace(made, device="another"),
        replace(made, epoch=3),
        replace(made, closed=made.closed[:-1] + flipped),
        replace(made, closed="no hexadecimal"),
        replace(made, signature=""),
        Issuer("w", new_secret()).box("laptop", sealing_key(LAPTOP), RING),
        Issuer("other", ROOT).box("laptop", sealing_key(LAPTOP), RING),
    ):
        assert not RECEIVER.is_genuine(other)
    assert RECEIVER.opened(replace(made, epoch=3), LAPTOP) is None
    assert RECEIVER.opened(replace(made, closed="00"), LAPTOP) is None


@pytest.mark.parametrize("said", ["", "zz", "00", "00" * 32])
def test_what_is_no_key_gets_no_box(said: str) -> None:
    with pytest.raises(NoKey):
        ISSUER.box("laptop", said, RING)


def test_what_is_no_box_is_not_taken_for_one() -> None:
    with pytest.raises(TypeError):
        Box("laptop", "2", "00", "00")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Box("laptop", 2, None, "00")  # type: ignore[arg-type]

"""Fractional keys: a line gets a place between two others without moving them.

A key is a whole number with its length in front, then a fraction, in digits whose order
as characters is their order as digits: "Zz" < "a0" < "a1" < "a1V" < "az" < "b00".
Appending counts up, so keys stay short. Two laptops may make the same key; ties go by
row id. Source of the scheme: Greenspan, Implementing Fractional Indexing (2020).
"""

from collections.abc import Sequence

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FIRST = "a0"
_BASE = len(DIGITS)


def between(before: str | None, after: str | None) -> str:
    """Return a key greater than `before` and less than `after`; None is no limit.

    Raises:
        ValueError: `before` is not less than `after`.
    """
    if before is None:
        return FIRST if after is None else _below(after)
    if after is not None and before >= after:
        raise ValueError(f"no key between {before!r} and {after!r}")
    whole, fraction = _parts(before)
    following = _shifted(whole, 1)
    if after is None or following < after:
        return following
    above, limit = _parts(after)
    return whole + _middle(fraction, limit if above == whole else None)


def n_between(before: str | None, after: str | None, count: int) -> list[str]:
    """Return `count` ascending keys between two; see `between`."""
    keys: list[str] = []
    for _ in range(count):
        keys.append(between(keys[-1] if keys else before, after))
    return keys


def fitted(
    before: str | None, keys: Sequence[str | None], after: str | None
) -> list[str]:
    """Return ascending keys between two: those of `keys` that fit, others made anew."""
    found: list[str] = []
    for index, key in enumerate(keys):
        floor = found[-1] if found else before
        if key is not None and _fits(floor, key, after):
            found.append(key)
        else:
            later = (one for one in keys[index + 1 :] if one is not None)
            coming = (one for one in later if _fits(floor, one, after))
            found.append(between(floor, next(coming, after)))
    return found


def _fits(low: str | None, key: str, high: str | None) -> bool:
    return (low is None or low < key) and (high is None or key < high)


def _below(after: str) -> str:
    whole, fraction = _parts(after)
    return whole if fraction else _shifted(whole, -1)


def _parts(key: str) -> tuple[str, str]:
    """Return the whole number with its head, and the fraction."""
    end = 1 + _size(key[0])
    return key[:end], key[end:]


def _size(head: str) -> int:
    """Return how many digits follow `head`: one after Z and a, two after Y and b."""
    return ord(head) - ord("a") + 1 if head >= "a" else ord("Z") - ord(head) + 1


def _shifted(whole: str, step: int) -> str:
    """Return the whole number one up or down."""
    head, digits = whole[0], whole[1:]
    value = 0
    for digit in digits:
        value = value * _BASE + DIGITS.index(digit)
    value += step
    if 0 <= value < _BASE ** len(digits):
        return head + _written(value, len(digits))
    head = {"Z1": "a", "a-1": "Z"}.get(f"{head}{step}", chr(ord(head) + step))
    return head + (DIGITS[0] if step > 0 else DIGITS[-1]) * _size(head)


def _written(value: int, size: int) -> str:
    digits = ""
    for _ in range(size):
        value, digit = divmod(value, _BASE)
        digits = DIGITS[digit] + digits
    return digits


def _middle(low: str, high: str | None) -> str:
    """Return a fraction between two; no high end counts up by one digit."""
    shared = ""
    while True:
        at = len(shared)
        bottom = DIGITS.index(low[at]) if at < len(low) else 0
        top = _BASE if high is None else DIGITS.index(high[at])
        if top - bottom > 1:
            digit = bottom + 1 if high is None else (bottom + top) // 2
            return shared + DIGITS[digit]
        if top > bottom:
            high = None
        shared += DIGITS[bottom]

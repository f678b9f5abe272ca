"""Taking values out of a JSON document, or saying in a sentence where it is wrong.

`at` is the way from the top of the document to the mapping that is looked into
("rounds[0].groups[1]"); "" is the top.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from nexus_desktop.core.errors import NexusError

T = TypeVar("T")


class ProblemError(NexusError):
    """A problem is not well formed; the message says what and where."""


def mapping(value: object, at: str) -> Mapping[str, Any]:
    """Return `value` if it is a mapping."""
    if isinstance(value, dict):
        return value
    raise ProblemError(f"{at} must be an object with named entries.")


def known_keys(value: object, keys: Collection[str], at: str) -> None:
    """Refuse entries that nobody reads: a misspelt rule would silently not hold."""
    for key in mapping(value, at):
        if key not in keys:
            raise ProblemError(
                f'{at} has an entry "{key}"; known are {", ".join(sorted(keys))}.'
            )


def items(
    entry: Mapping[str, Any], key: str, at: str, *, needed: bool = False
) -> list[Any]:
    """Return the list `entry[key]`, an empty one when it is missing and not needed."""
    if key not in entry and needed:
        raise ProblemError(f"{way(at, key)} is missing.")
    value = entry.get(key, [])
    if isinstance(value, list):
        return value
    raise ProblemError(f"{way(at, key)} must be a list.")


def texts(entry: Mapping[str, Any], key: str, at: str) -> tuple[str, ...]:
    """Return the list of texts `entry[key]`, empty when it is missing."""
    found = items(entry, key, at)
    if all(isinstance(value, str) for value in found):
        return tuple(found)
    raise ProblemError(f"{way(at, key)} must be a list of texts.")


def text(entry: Mapping[str, Any], key: str, at: str) -> str:
    """Return the text `entry[key]`."""
    value = _present(entry, key, at)
    if isinstance(value, str):
        return value
    raise ProblemError(f"{way(at, key)} must be a text.")


def count(entry: Mapping[str, Any], key: str, at: str) -> int:
    """Return the whole number `entry[key]`."""
    value = _present(entry, key, at)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ProblemError(f"{way(at, key)} must be a whole number.")


def number(
    entry: Mapping[str, Any], key: str, at: str, otherwise: float | None = None
) -> float:
    """Return the number `entry[key]`, `otherwise` when it is missing."""
    if key not in entry and otherwise is not None:
        return otherwise
    value = _present(entry, key, at)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ProblemError(f"{way(at, key)} must be a number.")


def numbers(value: object, at: str) -> dict[str, float]:
    """Return a mapping of numbers."""
    entry = mapping(value, at)
    return {key: number(entry, key, at) for key in entry}


def nested(
    value: object, at: str, depth: int, leaf: Callable[[object, str], T]
) -> dict[str, Any]:
    """Return mappings in `depth` mappings, with `leaf` of what is innermost."""
    found: dict[str, Any] = {}
    for key, inner in mapping(value, at).items():
        here = way(at, key)
        found[key] = (
            nested(inner, here, depth - 1, leaf) if depth else leaf(inner, here)
        )
    return found


def way(at: str, key: str) -> str:
    """Return the way to the entry `key` of what `at` leads to."""
    return f"{at}.{key}" if at else key


def _present(entry: Mapping[str, Any], key: str, at: str) -> Any:  # noqa: ANN401 any JSON value
    if key not in entry:
        raise ProblemError(f"{way(at, key)} is missing.")
    return entry[key]

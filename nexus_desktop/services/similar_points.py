"""Points that several groups made in nearly the same words. Works on values, anywhere.

Texts are compared romanised and folded, so that case, accents and script don't matter.
Two are similar when most of their words agree, in whatever order, or when one, not much
shorter, says nothing that the other does not say.
"""

from collections.abc import Callable, Sequence

from nexus_desktop.core.parallel_notes import Point
from nexus_desktop.store import search

_ALIKE, _CONTAINED = 74, 92  # of 100
_NOT_MUCH_SHORTER = 0.5
_FEWEST = 2  # words that can be compared at all


def similar(
    points: Sequence[Point], is_cancelled: Callable[[], bool] = lambda: False
) -> tuple[tuple[Point, ...], ...]:
    """Return the points that belong together, each lot from two groups at least.

    The lots, and the points in each, come in the order of `points`. Nothing when it was
    cancelled. 400 points take about 0.1 s.
    """
    keys = [search.typed_words(point.text) for point in points]
    waiting = [number for number, key in enumerate(keys) if len(key) >= _FEWEST]
    texts = {number: " ".join(keys[number]) for number in waiting}
    lots = []
    while waiting:
        if is_cancelled():
            return ()
        first, *others = waiting
        alike = _alike(texts[first], {number: texts[number] for number in others})
        lot = tuple(points[number] for number in (first, *alike))
        if len({point.group_id for point in lot}) > 1:
            lots.append(lot)
            waiting = [number for number in others if number not in alike]
        else:
            waiting = others
    return tuple(lots)


def _alike(text: str, others: dict[int, str]) -> list[int]:
    """Return the numbers of the texts that say nearly the same, in their order."""
    # Imported when groups are compared, so that notes open without it.
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    same = process.extract(
        text, others, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=None
    )
    contained = process.extract(
        text, others, scorer=fuzz.token_set_ratio, score_cutoff=_CONTAINED, limit=None
    )
    found = {number for _, _, number in same}
    for other, _, number in contained:
        shorter, longer = sorted((len(text), len(other)))
        if shorter >= longer * _NOT_MUCH_SHORTER:
            found.add(number)
    return sorted(found)

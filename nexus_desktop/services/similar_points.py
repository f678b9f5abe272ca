"""Points that several groups made in nearly the same words. Works on values, anywhere.

Texts are compared romanised and folded, so that case, accents and script don't matter.
Two are similar when most of their words agree, in whatever order, or when one, not much
shorter, says nothing that the other does not say.
"""

from collections.abc import Callable, Sequence

from nexus_desktop.core.parallel_notes import Point
from nexus_desktop.store import search

_ALIKE, _CONTAINED = 74, 92  # of 100
_NEAR = 60  # a text with something else left out is, if it is not much shorter
_FEWEST = 2  # words that can be compared at all


def similar(
    points: Sequence[Point], is_cancelled: Callable[[], bool] = lambda: False
) -> tuple[tuple[Point, ...], ...]:
    """Return the points that belong together, each lot from two groups at least.

    The lots, and the points in each, come in the order of `points`. Nothing when it was
    cancelled. 2,000 points take about a second.
    """
    keys = [sorted(search.typed_words(point.text)) for point in points]
    waiting = [number for number, key in enumerate(keys) if len(key) >= _FEWEST]
    texts = {number: " ".join(keys[number]) for number in waiting}
    lots = []
    while waiting:
        if is_cancelled():
            return ()
        first = waiting.pop(0)
        alike = _alike(texts.pop(first), texts)
        lot = tuple(points[number] for number in (first, *alike))
        if len({point.group_id for point in lot}) > 1:
            lots.append(lot)
            for number in alike:
                waiting.remove(number)
                del texts[number]
    return tuple(lots)


def _alike(text: str, others: dict[int, str]) -> list[int]:
    """Return the numbers of the texts that say nearly the same, in their order.

    The words of all texts are in the order of the alphabet.
    """
    # Imported when groups are compared, so that notes open without it.
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    near = process.extract(
        text, others, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None
    )
    return sorted(
        number
        for other, score, number in near
        if score >= _ALIKE or fuzz.token_set_ratio(text, other, score_cutoff=_CONTAINED)
    )

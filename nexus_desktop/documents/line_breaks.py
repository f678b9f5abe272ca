"""Where lines end: as many words on each as it holds."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

_CLOSE = 0.5  # thousandths of the type size that sums may be off


def cuts(
    words: Iterable[tuple[int, int, int]], sums: Sequence[float], room: float
) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end of ink, end) of each line; there is always one.

    Args:
        words: (start, end without spaces, end) of each, in order; a line may end with
            any of them.
        sums: how long the text is up to each place; the same within a letter.
        room: of a line. A word that is longer is broken between letters.
    """
    room += _CLOSE
    start = best = ink = end = 0
    for _, word_ink, end in words:
        while sums[word_ink] - sums[start] > room:
            if best == start:
                best = ink = _broken(sums, start, word_ink, room)
            if best == word_ink:
                break
            yield start, ink, best
            start = best
        best, ink = end, word_ink
    yield start, ink, end


def _broken(sums: Sequence[float], start: int, end: int, room: float) -> int:
    """Return where a word is broken, not within a letter and after one at least."""
    fits = bisect_right(sums, sums[start] + room) - 1
    longer = bisect_right(sums, sums[start], lo=start)
    one = bisect_right(sums, sums[min(longer, end)]) - 1
    return min(max(fits, one), end)

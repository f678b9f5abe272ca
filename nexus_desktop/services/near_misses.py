"""Names that are spelt nearly as typed. Works on values, in any thread."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from nexus_desktop.store import search

_ALIKE = 0.84
_AT_ONCE = 4_000  # words compared before other threads have their turn


def comparable(text: str) -> list[str]:
    """Return the words of `text` that are long enough to be nearly another one."""
    return [word for word in search.search_key(text).split() if len(word) > 2]


class NearMisses:
    """Compares what is typed with every word of everybody's key."""

    def __init__(self, keys: Iterable[tuple[str, str]]) -> None:
        """Take (id, search key) of everybody; 100,000 people take about 0.4 s."""
        self._whose: defaultdict[str, list[str]] = defaultdict(list)
        for participant_id, key in keys:
            for word in key.split():
                self._whose[word].append(participant_id)
        self._words = list(self._whose)

    def find(
        self, text: str, is_cancelled: Callable[[], bool] = lambda: False
    ) -> list[str]:
        """Return ids of people whose words are all nearly those typed, best first.

        Nothing when it was cancelled.
        """
        typed = comparable(text)
        if not typed:
            return []
        scores = [self._scores(word, is_cancelled) for word in typed]
        everywhere = set(scores[0]).intersection(*scores)
        ranked = sorted(
            everywhere, key=lambda one: (-sum(score[one] for score in scores), one)
        )
        return [] if is_cancelled() else ranked

    def _scores(self, word: str, is_cancelled: Callable[[], bool]) -> dict[str, float]:
        scores: dict[str, float] = {}
        for begin in range(0, len(self._words), _AT_ONCE):
            if is_cancelled():
                break
            some = self._words[begin : begin + _AT_ONCE]
            for near, score in _near(word, some):
                for one in self._whose[near]:
                    scores[one] = max(score, scores.get(one, 0.0))
        return scores


def _near(word: str, words: Sequence[str]) -> Iterable[tuple[str, float]]:
    # Imported when nothing fits, so that the desk is ready without it.
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415

    found = process.extract(
        word,
        words,
        scorer=JaroWinkler.normalized_similarity,
        score_cutoff=_ALIKE,
        limit=None,
    )
    return ((near, score) for near, score, _place in found)

"""Passphrases that are said aloud: what is proposed, and what counts as the same."""

import secrets
import unicodedata

SHORTEST = 8
"""Letters and digits that a passphrase has at least."""

_GROUPS, _DIGITS = 3, 4
_BETWEEN = frozenset("-‐‑‒–—.,_")


def suggested() -> str:
    """Return three groups of four digits: said and typed alike in every language.

    There are a million million: with a key derivation of 0.1 s, half of them take one
    processor more than a thousand years.
    """
    groups = (secrets.randbelow(10**_DIGITS) for _ in range(_GROUPS))
    return " ".join(f"{group:0{_DIGITS}}" for group in groups)


def plain(words: str) -> str:
    """Return what counts of a passphrase: no spaces, hyphens, capitals; digits as 0-9.

    So it does not matter how somebody groups it, nor with which keyboard it is typed.
    """
    told = unicodedata.normalize("NFKC", words).casefold()
    kept = (mark for mark in told if not mark.isspace() and mark not in _BETWEEN)
    return "".join(str(unicodedata.decimal(mark, mark)) for mark in kept)


def is_long_enough(words: str) -> bool:
    """Tell whether a passphrase is not guessed at once."""
    return len(plain(words)) >= SHORTEST

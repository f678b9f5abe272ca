"""The PIN that ends the self check-in: its form, its hash, and waits for guessers."""

import hashlib
import hmac

_ROUNDS = 200_000  # a tenth of a second; a PIN is short, so guesses must cost
_SCHEME = "pbkdf2-sha256"
_FEWEST, _MOST = 4, 8  # digits
_WAITS = (0, 1, 2, 5, 10, 30)  # seconds after so many wrong ones; then always the last


def problem(pin: str, again: str) -> str:
    """Return what is wrong with a new PIN in a sentence, "" when it is good."""
    if not is_pin(pin):
        return f"A PIN has {_FEWEST} to {_MOST} digits."
    if len(set(pin)) == 1:
        return "A PIN of one digit only is the first that anybody tries."
    if pin != again:
        return "The two PINs differ. Type the same digits twice."
    return ""


def is_pin(text: str) -> bool:
    """Tell whether `text` has the form of a PIN."""
    return text.isascii() and text.isdigit() and _FEWEST <= len(text) <= _MOST


def hashed(pin: str, salt: bytes) -> str:
    """Return what is kept of a PIN; takes a while."""
    digest = _digest(pin, salt, _ROUNDS)
    return f"{_SCHEME}:{_ROUNDS}:{salt.hex()}:{digest.hex()}"


def fits(pin: str, kept: str) -> bool:
    """Tell whether `pin` is the one that `hashed` made `kept` of; takes a while."""
    try:
        scheme, rounds, salt, digest = kept.split(":")
        wanted = bytes.fromhex(digest)
        found = _digest(pin, bytes.fromhex(salt), int(rounds))
    except ValueError:  # somebody edited it
        return False
    return scheme == _SCHEME and hmac.compare_digest(wanted, found)


def wait(wrong: int) -> int:
    """Return how many seconds nobody may try after `wrong` wrong PINs in a row."""
    return _WAITS[min(wrong, len(_WAITS) - 1)]


def _digest(pin: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, rounds)

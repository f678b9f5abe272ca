"""Where a letter is in a line: Qt counts UTF-16 units, Python letters.

They differ behind emoji and rare ideographs, which take two units.
"""


def units(text: str) -> int:
    """Return how many units `text` takes."""
    return len(text) if text.isascii() else len(_encoded(text)) // 2


def letters(text: str, count: int) -> int:
    """Return how many letters the first `count` units of `text` are."""
    encoded = b"" if text.isascii() else _encoded(text)
    if len(encoded) <= 2 * len(text):
        return min(count, len(text))
    return len(encoded[: 2 * count].decode("utf-16-le", "replace"))


def _encoded(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")

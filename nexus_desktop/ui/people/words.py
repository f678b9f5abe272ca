"""Numbers of people and rows in words."""

from collections.abc import Callable


def people(tr: Callable[[str], str], count: int) -> str:
    """Return "1 person" or "130 people"."""
    return tr("1 person") if count == 1 else tr("{0} people").format(f"{count:,}")


def rows(tr: Callable[[str], str], count: int) -> str:
    """Return "1 row" or "131 rows"."""
    return tr("1 row") if count == 1 else tr("{0} rows").format(f"{count:,}")

"""What was chosen of each list, kept on this laptop."""

import json
from contextlib import suppress
from dataclasses import asdict

from PySide6.QtCore import QSettings

from nexus_desktop.core.lists.choices import ListChoices, Who

_LIST = "papers/list/{}"
_LAST = "papers/last_list"


def keep(choices: ListChoices) -> None:
    """Keep what is chosen of a list."""
    QSettings().setValue(_LIST.format(choices.kind), json.dumps(asdict(choices)))


def kept(kind: str) -> ListChoices:
    """Return what was chosen of a list last; the usual when that can't be read."""
    with suppress(ValueError, KeyError, TypeError):
        found = json.loads(str(QSettings().value(_LIST.format(kind), "")))
        only = found["only"]
        return ListChoices(
            kind=kind,
            scope=str(found["scope"]),
            columns=tuple(map(str, found["columns"])),
            who=Who(found["who"]) if found["who"] else None,
            grouping=str(found["grouping"]),
            sort=str(found["sort"]),
            only=(str(only[0]), str(only[1])) if only else None,
            paper=str(found["paper"]),
            across=bool(found["across"]),
        )
    return ListChoices(kind)


def keep_last(name: str) -> None:
    """Keep which paper was looked at."""
    QSettings().setValue(_LAST, name)


def kept_last() -> str:
    """Return which paper was looked at last, "" for none."""
    return str(QSettings().value(_LAST, ""))

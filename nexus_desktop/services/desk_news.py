"""What changed in the file since one looked last, as its journal tells."""

import json
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.orm import Session

from nexus_desktop.core.kinds import Kind

_LAST = text("SELECT max(rowid) FROM journal")
_SINCE = text(
    "SELECT rowid, CASE WHEN length(changes) <= :most THEN changes END FROM journal "
    "WHERE rowid > :since ORDER BY rowid"
)
_MOST = 200_000  # letters of an entry; a longer one is an import


@dataclass(frozen=True, slots=True)
class News:
    """What was touched.

    Attributes:
        is_everything: too much to tell.
        fields: by kind, record id -> names of the fields that were set.
    """

    is_everything: bool = False
    fields: dict[Kind, dict[str, set[str]]] = field(default_factory=dict)

    def of(self, kind: Kind) -> dict[str, set[str]]:
        """Return record id -> fields of one kind."""
        return self.fields.get(kind, {})


class NewsReader:
    """Reads the journal on from where it was."""

    def __init__(self) -> None:
        self._at: int | None = None

    def read(self, session: Session) -> News:
        """Return what was touched since the last reading; the first time nothing."""
        if self._at is None:
            self._at = session.scalar(_LAST) or 0
            return News()
        news = News()
        found = session.execute(_SINCE, {"since": self._at, "most": _MOST}).all()
        for place, changes in found:
            self._at = place
            if changes is None:
                news = News(is_everything=True)
            elif not news.is_everything:
                _add(news, changes)
        return news


def _add(news: News, changes: str) -> None:
    for change in json.loads(changes):
        kind = Kind(change["kind"])
        of_kind = news.fields.setdefault(kind, {})
        of_kind.setdefault(change["id"], set()).update(change["fields"])

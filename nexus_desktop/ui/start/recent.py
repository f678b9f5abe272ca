"""The workshops that were open on this laptop, the latest first."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from nexus_desktop.core.workshop import WorkshopInfo

_KEY = "recent/workshops"
_MOST = 12


@dataclass(frozen=True, slots=True)
class RecentWorkshop:
    """A workshop file as the start page shows it.

    Attributes:
        first_day, last_day: ISO 8601 dates.
    """

    path: str
    title: str
    place: str
    first_day: str
    last_day: str

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return date.fromisoformat(self.first_day), date.fromisoformat(self.last_day)

    def exists(self) -> bool:
        """Say whether the file is where it was."""
        return Path(self.path).is_file()

    def last_used(self) -> date | None:
        """Return the day on which the file was written last, None if it is gone."""
        try:
            return date.fromtimestamp(Path(self.path).stat().st_mtime)  # noqa: DTZ012 - a day as this laptop counts them
        except OSError:
            return None


class RecentFiles:
    """The list, kept in this laptop's settings."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings()

    @property
    def workshops(self) -> tuple[RecentWorkshop, ...]:
        """Return the workshops, the latest first; what can't be read is left out."""
        try:
            kept = json.loads(str(self._settings.value(_KEY, "[]")))
            found = tuple(RecentWorkshop(**values) for values in kept)
            for recent in found:
                recent.days  # noqa: B018 - raises if they are no dates
        except (ValueError, TypeError):
            return ()
        return found

    def add(self, path: Path, info: "WorkshopInfo") -> None:
        """Put the workshop at `path` first."""
        draft = info.draft
        town = (draft.city, info.country_name)
        new = RecentWorkshop(
            path=str(path.absolute()),
            title=info.title,
            place=", ".join(part for part in town if part) or draft.venue,
            first_day=draft.first_day.isoformat(),
            last_day=draft.last_day.isoformat(),
        )
        self._store((new, *self._without(new.path))[:_MOST])

    def remove(self, path: str) -> None:
        """Forget the workshop at `path`; the file stays."""
        self._store(self._without(path))

    def put_back(self, recents: Sequence[RecentWorkshop]) -> None:
        """Make the list what it was."""
        self._store(recents)

    def _without(self, path: str) -> tuple[RecentWorkshop, ...]:
        return tuple(recent for recent in self.workshops if recent.path != path)

    def _store(self, recents: Sequence[RecentWorkshop]) -> None:
        kept = json.dumps([asdict(recent) for recent in recents], ensure_ascii=False)
        self._settings.setValue(_KEY, kept)

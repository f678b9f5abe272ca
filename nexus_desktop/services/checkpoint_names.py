"""Finding the people whom a pasted or imported list of names speaks of. Reads only."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core import names
from nexus_desktop.core.participant import Status
from nexus_desktop.services import people
from nexus_desktop.store import rows

_PERSON = (
    rows.Participant.id, rows.Participant.printed_name, rows.Participant.native_name,
    rows.Participant.given_name, rows.Participant.family_name,
    rows.Participant.email, rows.Participant.external_id, rows.Participant.status,
)  # fmt: skip
_EMAIL = re.compile(r"[^\s<>,;\"']+@[^\s<>,;\"']+")
_CELLS = re.compile(r"[\t;|]")
_BRACKETS = re.compile(r"[<>\[\]\"“”]")
_NUMBER = re.compile(r"^\s*(?:\d{1,4}[.)]|[-*•])\s+")
_MOST = 5_000
_HELPED = 20


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a list speaks of.

    Attributes:
        people: (id, printed name), in the order of the list, each once.
        problems: a sentence for each line that is not clear.
    """

    people: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


class _Register:
    """The people of the workshop by everything that tells one from others."""

    def __init__(self, session: Session) -> None:
        self.printed: dict[str, str] = {}
        self.cancelled: set[str] = set()
        self._by: defaultdict[object, dict[str, None]] = defaultdict(dict)
        query = select(*_PERSON).where(rows.Participant.removed_at.is_(None))
        for row in session.execute(query):
            self.printed[row.id] = row.printed_name
            if row.status == Status.CANCELLED:
                self.cancelled.add(row.id)
            whole = f"{row.given_name} {row.family_name}"
            keys: list[object] = [row.id, row.email.casefold(), row.external_id]
            keys += [names.words(text) for text in (row.printed_name, whole)]
            keys.append(names.words(row.native_name))
            for key in filter(None, keys):
                self._by[key][row.id] = None

    def find(self, text: str) -> list[str]:
        """Return the ids of those whom a cell may mean."""
        for key in (text, text.casefold(), names.words(text)):
            found = self._by.get(key) if key else None
            if found:
                return list(found)
        return []


def read(session: Session, text: str) -> Named:
    """Return whom a list names: one person a line, or several addresses in a line.

    A person is named by e-mail address, by their number in the list they came from, or
    by name in any order of words; cells may be parted by tabs.
    """
    register = _Register(session)
    found: dict[str, str] = {}
    problems: list[str] = []
    for said, cells in _entries(text):
        ids = next(filter(None, map(register.find, cells)), [])
        if len(ids) == 1:
            found[ids[0]] = register.printed[ids[0]]
            if ids[0] in register.cancelled:
                problems.append(f"{register.printed[ids[0]]} has cancelled.")
        elif ids:
            problems.append(
                f"{len(ids)} people are called “{said}”: name them by e-mail address."
            )
        else:
            problems.append(_not_there(session, register, said, len(problems)))
    return Named(tuple(found.items()), tuple(problems))


def read_file(session: Session, path: Path) -> Named:
    """Return whom the list in a CSV, text or Excel file names.

    Raises:
        BadFile: it can't be read.
    """
    # Imported when a list is read, which few are: it takes longer than the screen.
    from nexus_desktop.intake import csv_file  # noqa: PLC0415
    from nexus_desktop.intake import people as people_file  # noqa: PLC0415
    from nexus_desktop.intake.columns import known_headings  # noqa: PLC0415
    from nexus_desktop.intake.problems import BadFile  # noqa: PLC0415

    if path.suffix.lower() == ".txt":  # lines as somebody wrote them, not a table
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BadFile(f"{path} can't be read: {error.strerror}.") from error
        return read(session, csv_file.decode(data, path.name)[0])
    table = people_file.read(path)
    lines = ["\t".join(row.cells) for row in table.rows]
    if not known_headings(table.headers):
        lines.insert(0, "\t".join(table.headers))
    return read(session, "\n".join(lines))


def _entries(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what stands for one person, and by which parts to look for them."""
    for line in text.splitlines()[:_MOST]:
        addresses = _EMAIL.findall(line)
        if len(addresses) > 1:
            yield from ((address, [address]) for address in addresses)
        elif line.strip():
            rest = _BRACKETS.sub(" ", line)
            for address in addresses:
                rest = rest.replace(address, " ")
            whole = _NUMBER.sub("", " ".join(_CELLS.sub(" ", rest).split()))
            cells = [" ".join(cell.split()) for cell in _CELLS.split(rest)]
            cells.sort(key=str.isdecimal)  # a running number is the last to try
            said = whole or addresses[0]
            yield said, [*addresses, whole, *filter(None, cells), said]


def _not_there(session: Session, register: _Register, said: str, problems: int) -> str:
    told = f"“{said}” is not on the list of people."
    if problems >= _HELPED or "@" in said:  # to look for near misses takes its time
        return told
    near = [register.printed[one] for one in people.find_ids(session, said, 2)]
    return f"{told} Did you mean {' or '.join(near)}?" if near else told

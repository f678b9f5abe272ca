"""Who came to which session, counted by country, category, gender or role."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nexus_desktop.core.programme import SessionInfo

TRAITS = ("category", "country", "gender", "role")


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One session.

    Attributes:
        expected: of those for whom it is.
        counts: who came, by the columns of the table.
    """

    session: SessionInfo
    expected: int
    came: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AttendanceTable:
    """The sessions at which badges were scanned.

    Attributes:
        trait: one of `TRAITS`.
        columns: values of the trait that came, the most frequent first; "" (not known)
            stands last.
        people: by the same columns, how many different people came to any session.
        without: sessions with no checkpoint, which are not counted.
    """

    trait: str
    columns: tuple[str, ...]
    rows: tuple[AttendanceRow, ...]
    people: tuple[int, ...]
    without: int


def table(
    trait: str,
    sessions: Iterable[SessionInfo],
    came: Mapping[str, Collection[str]],
    expected: Mapping[str, int],
    values: Mapping[str, str],
) -> AttendanceTable:
    """Count who came to the sessions.

    Args:
        trait: one of `TRAITS`.
        sessions: that could be attended, in their order.
        came: session -> ids of who came; no key for a session without a checkpoint.
        expected: session -> for how many it is.
        values: participant -> the value as it is printed.
    """
    everybody = {one for people in came.values() for one in people if one in values}
    total = Counter(values[one] for one in everybody)
    columns = tuple(sorted(total, key=lambda value: (not value, -total[value], value)))
    rows, without = [], 0
    for session in sessions:
        if session.id not in came:
            without += 1
            continue
        counts = Counter(values[one] for one in came[session.id] if one in values)
        rows.append(
            AttendanceRow(
                session,
                expected.get(session.id, 0),
                counts.total(),
                tuple(counts[value] for value in columns),
            )
        )
    people = tuple(total[value] for value in columns)
    return AttendanceTable(trait, columns, tuple(rows), people, without)


def as_text(headings: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """Return lines of cells between tabs, as spreadsheets take them."""
    return "\n".join(
        "\t".join(" ".join(str(cell).split()) for cell in line)
        for line in (headings, *lines)
    )

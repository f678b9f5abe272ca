"""Notes out of the program in the notation, and in again: the same notes."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from nexus_desktop.core.note import LineChanges, NotesPlace, WrittenLine
from nexus_desktop.core.ordering import n_between
from nexus_desktop.services import notes, notes_reading
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE

NUMBERS = count()
LOOKALIKES = (
    "-5 °C", "- so", "* so", "room #2", "#2", "#7", "^", "^Naga", '^"Da Nang" so', ">>",
    "[] so >> Naga by May", "[] so by 12 Dec", "by May", "= so >> A by 2014-12-12",
    "!! so", "! so", "? so", "/key so", "//key so", "/point ! so", "@", "@Naga: so",
    "~~@Naga: so", "@Naga", "\\#2", "\\\\#2 \\^Naga", '"so"', "“so”", "<b>&amp;</b>",
    "  so  ", "so\tso", "so\u2028so", "so\x0bso\x1eso\x85so", "\u202eso", "\ue000",
    "👩‍👩‍👧 so",
)  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(LOOKALIKES),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\ufeff"),
        max_size=6,
    ),
)
LINES = st.lists(PIECES, min_size=1, max_size=4).map(" ".join)


def session_of(session: Session) -> NotesPlace:
    """Add an empty session."""
    key = f"s{next(NUMBERS)}"
    session.add(
        rows.Session(
            id=key, title=key, starts_at=NINE, ends_at=NINE + timedelta(hours=1)
        )
    )
    session.flush()
    return NotesPlace(key)


def said(session: Session, place: NotesPlace) -> list[tuple[object, ...]]:
    """Return what the notes of a place say, field by field."""
    return [
        (
            row.line, row.note_kind, row.text, row.speaker, row.attributed,
            row.objectives, row.places, row.owner, row.due, row.state,
        )
        for row in sorted(
            notes_reading.rows_of(session, place), key=lambda row: (row.order, row.id)
        )
    ]  # fmt: skip


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(LINES, min_size=1, max_size=6))
@example(list(LOOKALIKES))
def test_exported_notes_are_imported_as_equal_ones(
    database: Database, lines: list[str]
) -> None:
    def there_and_back(session: Session) -> tuple[object, object]:
        place, other = session_of(session), session_of(session)
        orders = n_between(None, None, len(lines))
        written = tuple(
            WrittenLine(f"{place.session_id}-{number}", order, line, NINE)
            for number, (order, line) in enumerate(zip(orders, lines, strict=True))
        )
        notes.save_lines(session, place, LineChanges(written=written), at=NINE)
        text = "\n".join(notes.export_lines(session, place))
        notes.import_lines(session, other, text.split("\n"), at=NINE)
        return said(session, place), said(session, other)

    before, after = database.run(there_and_back, at=NINE)[0]
    assert before == after


@pytest.mark.parametrize("text", ["half \ud83d of", "\udc00", "of \ud83d\ude00 two"])
def test_half_a_letter_does_not_keep_a_line_from_being_saved(
    database: Database, text: str
) -> None:
    def write(session: Session) -> list[str]:
        place = session_of(session)
        line = WrittenLine(f"{place.session_id}-x", "a0", f"{text} so", NINE)
        draft = WrittenLine(f"{place.session_id}-y", "a1", f"{text} so", NINE)
        changes = LineChanges(written=(line,), drafts=(draft,))
        notes.save_lines(session, place, changes, at=NINE)
        return notes.export_lines(session, place)

    first, second = database.run(write, at=NINE)[0]
    assert first == second
    assert first.endswith(" so")
    assert "\ud83d" not in first

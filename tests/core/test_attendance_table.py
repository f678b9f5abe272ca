from datetime import UTC, datetime, timedelta

from nexus_desktop.core.attendance_table import as_text, table
from nexus_desktop.core.programme import SessionInfo

NINE = datetime(2014, 11, 5, 1, tzinfo=UTC)


def session(ident: str) -> SessionInfo:
    return SessionInfo(
        id=ident, title=ident, starts_at=NINE, ends_at=NINE + timedelta(hours=1)
    )


def test_everybody_is_counted_once_in_each_session_and_once_over_all() -> None:
    made = table(
        "country",
        [session("a"), session("b"), session("c")],
        {"a": {"p", "q", "r", "gone"}, "c": {"p", "s"}},
        {"a": 9},
        {"p": "Mongolia", "q": "Mongolia", "r": "", "s": "Fiji"},
    )
    assert made.columns == ("Mongolia", "Fiji", "")
    assert [(r.session.id, r.expected, r.came, r.counts) for r in made.rows] == [
        ("a", 9, 3, (2, 0, 1)),
        ("c", 0, 2, (1, 1, 0)),
    ]
    assert (made.people, made.without) == ((2, 1, 1), 1)


def test_a_table_is_copied_as_spreadsheets_take_it() -> None:
    assert as_text(["A", "B"], [["x\ty", 1], ["z\n", 2]]) == "A\tB\nx y\t1\nz\t2"

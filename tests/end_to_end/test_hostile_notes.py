"""Text meant to break things: kept in the notes letter by letter, in every paper."""

from datetime import timedelta

from nexus_desktop.core.minutes.compiling import compile_material
from nexus_desktop.core.minutes.material import Choices
from nexus_desktop.core.minutes.words import words
from nexus_desktop.core.note import LineChanges, NotesPlace, WrittenLine
from nexus_desktop.core.ordering import n_between
from nexus_desktop.documents import minutes_docx, minutes_markdown, minutes_pdf
from nexus_desktop.services import minutes, notes
from nexus_desktop.store import rows
from nexus_desktop.store.check import check
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run

HOSTILE = (
    "<b>bold</b> & &amp; <para> </p> ]]> <!-- so",
    "nul \x00 bell \x07 escape \x1b[31m delete \x7f so",
    "turned \u202e around and \u2067 never closed",
    "👩‍👩‍👧‍👦 🇲🇳 e\u0301 so \U0010fffd",
    "private \ue000 \uf8ff \U00100001 and no letter \ufffe \uffff \ufdd0",
    "= decided %s {0} $x \\n C:\\new >> <i>Owner</i> by 12 Dec",
    "@<b>Nobody\x07</b>: [] so ^\"<i>place\u202e</i>\" #1 >> 😀",
    "~~@\u202eHidden: word " + "x" * 100_000,
    "“never closed " * 2000,
)  # fmt: skip


def test_hostile_notes_are_kept_and_break_no_paper(
    database: Database, run: Run
) -> None:
    place = NotesPlace("s1")
    orders = n_between(None, None, len(HOSTILE))
    lines = [
        WrittenLine(f"n{number}", order, text, NINE)
        for number, (order, text) in enumerate(zip(orders, HOSTILE, strict=True))
    ]
    held = rows.Session(
        id="s1", title="<S>\x00", starts_at=NINE, ends_at=NINE + timedelta(hours=1)
    )
    run(lambda s: s.add(held))
    drafts = LineChanges(drafts=tuple(lines))
    run(lambda s: notes.save_lines(s, place, drafts, at=NINE))
    assert run(lambda s: notes.export_lines(s, place)) == list(HOSTILE)
    written = LineChanges(written=tuple(lines))
    run(lambda s: notes.save_lines(s, place, written, at=NINE))
    assert run(lambda s: notes.export_lines(s, place)) == list(HOSTILE)
    assert check(database).problems == ()
    made = compile_material(run(minutes.material), Choices(), words())
    assert minutes_pdf.render(made).startswith(b"%PDF")
    assert minutes_docx.render(made).startswith(b"PK")
    text = minutes_markdown.render(made)
    assert text.count("x" * 1000) >= 100

"""Pictures of notes: added, described, removed, and gone with their note."""

from datetime import timedelta
from struct import pack

import pytest

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.note import NotesPlace, WrittenLine
from nexus_desktop.core.picture import BadPicture
from nexus_desktop.services import history, minutes, note_pictures, notes
from nexus_desktop.store import rows
from tests.conftest import NINE, Run

PLACE = NotesPlace("s1")


def png(width: int = 40, height: int = 30, size: int = 100) -> bytes:
    """Return the beginning of a PNG file, which is all that is looked at here."""
    head = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + pack(">II", width, height)
    return head.ljust(size, b"\0")


@pytest.fixture
def noted(run: Run) -> Run:
    session = rows.Session(
        id="s1", title="P", starts_at=NINE, ends_at=NINE + timedelta(hours=1)
    )
    run(lambda s: s.add(session))
    for number in (1, 2):
        line = WrittenLine(f"n{number}", f"a{number}", f"line {number}", NINE)
        run(lambda s, line=line: notes.commit_line(s, PLACE, line, at=NINE))  # type: ignore[misc]
    return run


def test_pictures_stand_with_their_note_in_order(noted: Run) -> None:
    for note_id, caption in (("n1", "chart"), ("n2", ""), ("n1", "board")):
        noted(
            lambda s, n=note_id, c=caption: note_pictures.add(  # type: ignore[misc]
                s, n, png(), caption=c, at=NINE
            )
        )
    found = noted(lambda s: note_pictures.of_place(s, PLACE))
    mine = [one.caption for one in found if one.note_id == "n1"]
    assert mine == ["chart", "board"]
    assert (found[0].width, found[0].height) == (40, 30)
    assert noted(lambda s: note_pictures.data(s, found[0].id)) == png()
    assert noted(lambda s: note_pictures.of_place(s, NotesPlace("s1", "g"))) == ()
    told = noted(minutes.material).pictures
    assert [one.caption for one in told["n1"]] == ["chart", "board"]


def test_a_draft_can_have_a_picture(noted: Run) -> None:
    draft = WrittenLine("n3", "a3", "half", NINE)
    noted(lambda s: notes.save_draft(s, PLACE, draft, at=NINE))
    noted(lambda s: note_pictures.add(s, "n3", png(), at=NINE))
    assert len(noted(lambda s: note_pictures.of_place(s, PLACE))) == 1


def test_a_caption_is_put_below_and_who_did_it_is_known(noted: Run) -> None:
    one = noted(lambda s: note_pictures.add(s, "n1", png(), at=NINE))
    noted(lambda s: note_pictures.describe(s, one.id, " A chart "))
    (found,) = noted(lambda s: note_pictures.of_place(s, PLACE))
    assert found.caption == "A chart"
    actions = [entry.action for entry in noted(history.history)]
    assert "note.picture.caption" in actions


def test_a_removed_picture_comes_back(noted: Run) -> None:
    one = noted(lambda s: note_pictures.add(s, "n1", png(), at=NINE))
    for _ in range(2):
        noted(lambda s: note_pictures.remove(s, one.id, at=NINE))
    assert noted(lambda s: note_pictures.of_place(s, PLACE)) == ()
    with pytest.raises(NotFound, match="removed"):
        noted(lambda s: note_pictures.data(s, one.id))
    noted(lambda s: note_pictures.restore(s, one.id))
    assert noted(lambda s: note_pictures.of_place(s, PLACE)) == (one,)
    noted(lambda s: note_pictures.remove(s, "none", at=NINE))
    noted(lambda s: note_pictures.restore(s, "none"))
    with pytest.raises(NotFound):
        noted(lambda s: note_pictures.describe(s, "none", "x"))


def test_a_picture_counts_as_long_as_its_note(noted: Run) -> None:
    noted(lambda s: note_pictures.add(s, "n1", png(), at=NINE))
    noted(lambda s: notes.remove(s, PLACE, ["n1"], at=NINE))
    assert noted(lambda s: note_pictures.of_place(s, PLACE)) == ()
    again = WrittenLine("n1", "a1", "line 1", NINE)
    noted(lambda s: notes.commit_line(s, PLACE, again, at=NINE))
    assert len(noted(lambda s: note_pictures.of_place(s, PLACE))) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"GIF89a", "neither a JPEG nor a PNG"),
        (png(5000, 10), "5000 × 10 pixels"),
        (png(size=2_000_001), "2,000 kB"),
    ],
)
def test_what_can_not_be_kept_is_refused(noted: Run, data: bytes, reason: str) -> None:
    with pytest.raises(BadPicture, match=reason):
        noted(lambda s: note_pictures.add(s, "n1", data, at=NINE))

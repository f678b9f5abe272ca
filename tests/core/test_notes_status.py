from datetime import date

from nexus_desktop.core.minutes.gaps import Lack
from nexus_desktop.core.note import NotesStatus
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.notes_status import GroupState, Noted, Said, missing

ACTION = NoteKind.ACTION
DUE = date(2014, 12, 12)


def lacks(noted: Noted) -> dict[Lack, tuple[tuple[str, ...], str, str]]:
    return {gap.lack: (gap.names, gap.screen, gap.row_id) for gap in missing(noted)}


def test_nothing_is_missing_where_all_was_done() -> None:
    noted = Noted(
        "Progress",
        is_anybody_present=True,
        said=(
            Said("n1", ACTION, "Share the study", (1,), "City of Naga", DUE),
            Said("n2", NoteKind.POINT, "It rains", (2,)),
        ),
        objectives=((1, "Progress"), (2, "Policies")),
        groups=(GroupState("g1", "A Water", 3, NotesStatus.FINAL),),
    )
    assert missing(noted) == ()


def test_a_session_without_anything_says_so() -> None:
    noted = Noted("Progress", is_anybody_present=False, said=())
    assert lacks(noted) == {
        Lack.NOBODY_PRESENT: (("Progress",), "desk", ""),
        Lack.SESSIONS_WITHOUT_NOTES: (("Progress",), "notes", ""),
    }


def test_actions_lead_to_the_first_that_is_loose() -> None:
    noted = Noted(
        "Progress",
        is_anybody_present=True,
        said=(
            Said("n1", ACTION, "Done right", owner="Ana", due=DUE),
            Said("n2", ACTION, "No date", owner="Ana"),
            Said("n3", ACTION, "No owner", due=DUE),
            Said("n4", ACTION, "Neither"),
        ),
    )
    assert lacks(noted) == {
        Lack.ACTIONS_WITHOUT_OWNER: (("No owner", "Neither"), "notes", "n3"),
        Lack.ACTIONS_WITHOUT_DATE: (("No date", "Neither"), "notes", "n2"),
    }


def test_objectives_that_nobody_spoke_to_are_named() -> None:
    noted = Noted(
        "Progress",
        is_anybody_present=True,
        said=(Said("n1", NoteKind.POINT, "It rains", (2,)),),
        objectives=((1, "Progress"), (2, "Policies")),
    )
    assert lacks(noted) == {Lack.OBJECTIVES_UNTOUCHED: (("Progress",), "notes", "")}


def test_groups_that_are_silent_or_not_final_are_named() -> None:
    noted = Noted(
        "Breakout",
        is_anybody_present=True,
        said=(Said("n1", NoteKind.POINT, "It rains"),),
        groups=(
            GroupState("g1", "A Water", 0, NotesStatus.FINAL),
            GroupState("g2", "B Energy", 4, NotesStatus.REVIEW),
            GroupState("g3", "C Waste", 4, NotesStatus.FINAL),
        ),
    )
    assert lacks(noted) == {
        Lack.GROUPS_WITHOUT_NOTES: (("A Water",), "notes", "g1"),
        Lack.GROUPS_NOT_FINAL: (("B Energy",), "notes", "g2"),
    }

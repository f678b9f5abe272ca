from dataclasses import replace
from datetime import UTC, datetime

import pytest

from nexus_desktop.core.actions import Action, State
from nexus_desktop.core.minutes.gaps import Gap, Lack, gaps
from nexus_desktop.core.minutes.material import Material, Remark
from nexus_desktop.core.note_kinds import NoteKind
from tests.core.minutes.samples import at, breakouts, items, people, presence, workshop

AFTER = at(4, "12:00")
BARE = Material(workshop())
HELD = Material(workshop(), items(), people(10), (presence("p1", 0),))


def note(session: str, kind: NoteKind = NoteKind.POINT, **values: object) -> Remark:
    made = Remark(f"{session}{kind}", session, kind, f"{kind} text")
    return replace(made, **values)  # type: ignore[arg-type]  # fields by name


def found(material: Material, when: datetime = AFTER) -> dict[Lack, Gap]:
    return {gap.lack: gap for gap in gaps(material, when)}


def test_nothing_is_missing_before_anything_began() -> None:
    before = replace(HELD, arrivals=())
    assert gaps(before, datetime(2014, 11, 1, tzinfo=UTC)) == ()
    assert gaps(BARE, AFTER) == ()


def test_nobody_present_leads_to_the_desk() -> None:
    nobody = found(replace(HELD, arrivals=()))[Lack.NOBODY_PRESENT]
    assert nobody.screen == "desk"
    assert Lack.NOBODY_PRESENT not in found(HELD)


def test_sessions_that_are_over_and_silent_are_named() -> None:
    silent = found(HELD, at(0, "12:30"))[Lack.SESSIONS_WITHOUT_NOTES]
    assert silent.names == ("Opening of the workshop", "Progress of the initiatives")
    assert (silent.screen, silent.row_id, silent.count) == ("notes", "s2", 2)


def test_a_pause_and_a_session_with_notes_are_not_silent() -> None:
    noted = replace(HELD, remarks=(note("s2"), note("s3")))
    assert Lack.SESSIONS_WITHOUT_NOTES not in found(noted, at(0, "13:00"))


def test_groups_are_silent_only_where_others_reported() -> None:
    groups = breakouts(people(10))
    none = replace(HELD, breakouts=groups)
    assert Lack.GROUPS_WITHOUT_NOTES not in found(none)
    some = replace(none, remarks=(note("s5", group_id="g10"),))
    silent = found(some)[Lack.GROUPS_WITHOUT_NOTES]
    assert silent.names == ("B Energy", "C Food", "D Governance", "E Participation")
    assert silent.row_id == "s5"


@pytest.mark.parametrize(
    ("lack", "values"),
    [
        (Lack.ACTIONS_WITHOUT_OWNER, {"due": at(4, "00:00").date()}),
        (Lack.ACTIONS_WITHOUT_DATE, {"owner": "Secretariat"}),
    ],
)
def test_a_loose_action_is_named(lack: Lack, values: dict[str, object]) -> None:
    action = note("s3", NoteKind.ACTION, **values)
    loose = found(replace(HELD, remarks=(note("s2"), action)))
    assert loose[lack].names == ("action text",)
    assert loose[lack].screen == "register"
    assert loose[lack].row_id.startswith("actions/without ")
    both = {Lack.ACTIONS_WITHOUT_OWNER, Lack.ACTIONS_WITHOUT_DATE}
    assert both & set(loose) == {lack}


def test_a_carried_action_is_loose_while_somebody_owes_it() -> None:
    owed = Action("c1", "old promise", continues="x")
    closed = replace(owed, id="c2", state=State.DROPPED)
    done = note("s3", NoteKind.ACTION, state="done")
    loose = found(replace(HELD, remarks=(note("s2"), done), carried=(owed, closed)))
    assert loose[Lack.ACTIONS_WITHOUT_OWNER].names == ("old promise",)
    assert loose[Lack.ACTIONS_WITHOUT_DATE].names == ("old promise",)


def test_objectives_are_untouched_once_there_are_notes() -> None:
    assert Lack.OBJECTIVES_UNTOUCHED not in found(HELD)
    noted = replace(HELD, remarks=(note("s2", objectives=(1, 2, 3)),))
    assert found(noted)[Lack.OBJECTIVES_UNTOUCHED].count == 2
    touched = replace(HELD, remarks=(note("s2", objectives=(1, 2, 3, 4, 5)),))
    assert Lack.OBJECTIVES_UNTOUCHED not in found(touched)


def test_a_final_version_misses_notes_that_are_not_final() -> None:
    sessions = tuple(
        replace(one, notes_status="final") if one.id == "s2" else one for one in items()
    )
    noted = replace(HELD, items=sessions, remarks=(note("s2"), note("s3"), note("s6")))
    when = at(0, "12:30")
    assert Lack.SESSIONS_NOT_FINAL not in {gap.lack for gap in gaps(noted, when)}
    (gap,) = (
        gap
        for gap in gaps(noted, when, is_draft=False)
        if gap.lack is Lack.SESSIONS_NOT_FINAL
    )
    assert (gap.names, gap.screen, gap.row_id) == (
        ("Progress of the initiatives",), "notes", "s3",
    )  # fmt: skip
    all_final = replace(noted, remarks=(note("s2"),))
    assert Lack.SESSIONS_NOT_FINAL not in {
        gap.lack for gap in gaps(all_final, when, is_draft=False)
    }

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core import workshop
from nexus_desktop.core.people_import import Change, Outcome, RowNote
from nexus_desktop.core.programme import SessionDraft, SessionInfo, order
from nexus_desktop.core.programme_import import (
    ListedSession,
    ProgrammeList,
    ProgrammeReport,
    plan,
)

NINE = datetime(2014, 11, 5, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
INFO = workshop.WorkshopInfo(
    "w",
    workshop.NewWorkshop(
        title="Workshop",
        first_day=date(2014, 11, 5),
        last_day=date(2014, 11, 7),
        time_zone="Asia/Ulaanbaatar",
    ),
    (workshop.Objective(1, "Review"), workshop.Objective(2, "Policies")),
    {},
)
TIMES = frozenset({"title", "starts_at", "ends_at"})


def listed(
    row: int, title: str, hour: float = 0, *, uid: str = "", **values: object
) -> ListedSession:
    start = NINE + timedelta(hours=hour)
    draft = SessionDraft(title=title, starts_at=start, ends_at=start + HOUR)
    return ListedSession(
        row,
        replace(draft, **values),  # type: ignore[arg-type]  # fields of the draft
        TIMES | values.keys(),
        uid,
    )


def a_list(*sessions: ListedSession) -> ProgrammeList:
    return ProgrammeList("programme.csv", sessions)


def carried_out(
    report: ProgrammeReport, known: Sequence[SessionInfo]
) -> tuple[SessionInfo, ...]:
    """Do in memory what the service does with rows."""
    sessions = {session.id: session for session in known}
    for row in report.rows:
        if row.listed is None:
            continue
        if row.outcome is Outcome.ADDED:
            new = len(sessions)
            sessions[f"s{new}"] = SessionInfo(
                id=f"s{new}",
                external_id=row.listed.external_id,
                **{
                    name: getattr(row.listed.draft, name)
                    for name in SessionDraft.__dataclass_fields__
                },
            )
        elif row.session_id:
            changed = {change.field: change.new for change in row.changes}
            sessions[row.session_id] = replace(sessions[row.session_id], **changed)
    return tuple(sorted(sessions.values(), key=order))


def outcomes(report: ProgrammeReport) -> list[Outcome]:
    return [row.outcome for row in report.rows]


def known(*items: ListedSession) -> tuple[SessionInfo, ...]:
    return carried_out(plan(a_list(*items), (), INFO), ())


def test_everything_is_added_to_an_empty_programme() -> None:
    report = plan(a_list(listed(2, "Opening"), listed(3, "Panel", 1)), (), INFO)
    assert outcomes(report) == [Outcome.ADDED, Outcome.ADDED]


def test_a_moved_event_is_found_by_its_number() -> None:
    before = known(listed(1, "Opening", uid="a"))
    report = plan(a_list(listed(1, "Grand opening", 2, uid="a")), before, INFO)
    assert outcomes(report) == [Outcome.UPDATED]
    assert [change.field for change in report.rows[0].changes] == [
        "title",
        "starts_at",
        "ends_at",
    ]


def test_a_moved_row_is_found_by_title_and_day() -> None:
    before = known(listed(2, "Policies", 1), listed(3, "Lunch", 3, form="break"))
    report = plan(a_list(listed(2, "POLICIES", 1.5)), before, INFO)
    assert outcomes(report) == [Outcome.UPDATED]
    assert report.rows[0].session_id == before[0].id


def test_a_second_coffee_break_is_not_the_first_one_moved() -> None:
    before = known(listed(2, "Tea", 1, form="break"))
    report = plan(a_list(listed(2, "Tea", 5, form="break")), before, INFO)
    assert outcomes(report) == [Outcome.ADDED]


def test_a_title_that_occurs_twice_a_day_is_matched_by_time_alone() -> None:
    before = known(listed(2, "Group work", 1), listed(3, "Group work", 4))
    report = plan(a_list(listed(2, "Group work", 5)), before, INFO)
    assert outcomes(report) == [Outcome.ADDED]


def test_parallel_sessions_of_one_title_are_told_apart_by_room() -> None:
    rooms = [listed(n, "Group work", room=f"Room {n}") for n in range(3)]
    before = known(*rooms)
    assert len(before) == 3
    report = plan(a_list(*reversed(rooms)), before, INFO)
    assert outcomes(report) == [Outcome.UNCHANGED] * 3


def test_what_the_list_leaves_empty_stays() -> None:
    before = known(listed(2, "Opening", chair="S. Tripathi", room="Hall A"))
    report = plan(a_list(listed(2, "Opening", room="Hall B")), before, INFO)
    assert report.rows[0].changes == (Change("room", "Hall A", "Hall B"),)


def test_a_calendar_gives_its_number_to_a_session_typed_by_hand() -> None:
    before = known(listed(2, "Opening"))
    report = plan(a_list(listed(1, "Opening", uid="a")), before, INFO)
    assert outcomes(report) == [Outcome.UNCHANGED]
    assert report.rows[0].changes == (Change("external_id", "", "a"),)
    after = carried_out(report, before)
    moved = plan(a_list(listed(1, "Grand opening", 2, uid="a")), after, INFO)
    assert outcomes(moved) == [Outcome.UPDATED]


def test_a_row_that_stands_twice_is_taken_once() -> None:
    report = plan(
        a_list(
            listed(2, "Opening"),
            listed(3, "Opening"),
            listed(4, "Talk", 2, uid="x"),
            listed(5, "Other talk", 3, uid="x"),
        ),
        (),
        INFO,
    )
    assert [(row.row, row.outcome, row.reason) for row in report.rows] == [
        (2, Outcome.ADDED, ""),
        (3, Outcome.SKIPPED, "It says the same as row 2."),
        (4, Outcome.ADDED, ""),
        (5, Outcome.SKIPPED, "It has the same number as row 4."),
    ]


def test_days_and_objectives_of_another_workshop_are_doubted() -> None:
    report = plan(
        a_list(listed(2, "Late", 24 * 4), listed(3, "Odd", 1, objectives=(1, 7, 9))),
        (),
        INFO,
    )
    assert report.rows[0].notes == (
        "It is on 2014-11-09, which is not a day of the workshop.",
    )
    assert report.rows[1].notes == ("The workshop has no objectives 7, 9.",)


def test_the_answer_as_json_counts_and_names() -> None:
    source = ProgrammeList(
        "p.csv",
        (listed(2, "Opening", room="B"), listed(4, "Late", 24 * 4)),
        faults=(RowNote(3, "It has no title."),),
        columns={"Title": "title", "Remarks": None},
        encoding="cp1251",
    )
    report = plan(source, known(listed(2, "Opening", room="A")), INFO)
    assert report.as_json() == {
        "rows": 3,
        "added": 1,
        "updated": 1,
        "unchanged": 0,
        "skipped": [{"row": 3, "reason": "It has no title."}],
        "changes": [{"row": 2, "fields": ["room"]}],
        "notes": [
            {
                "row": 4,
                "reason": "It is on 2014-11-09, which is not a day of the workshop.",
            }
        ],
        "columns": {"Title": "title", "Remarks": None},
        "encoding": "cp1251",
    }


@st.composite
def lists(draw: st.DrawFn) -> ProgrammeList:
    items = []
    for row in range(draw(st.integers(0, 8))):
        values: dict[str, object] = {}
        for name, choices in (("room", "AB"), ("chair", "CD"), ("speakers", "EF")):
            value = draw(st.sampled_from(["", *choices]))
            if value:
                values[name] = value
        if draw(st.booleans()):
            values["form"] = draw(st.sampled_from(["break", "panel"]))
        item = listed(
            row,
            draw(st.sampled_from(["Talk", "talk", "Tea"])),
            draw(st.integers(0, 2)),
            uid=draw(st.sampled_from(["", "", "u1", "u2"])),
            **values,
        )
        longer = timedelta(minutes=30 * draw(st.integers(0, 1)))
        items.append(
            replace(
                item, draft=replace(item.draft, ends_at=item.draft.ends_at + longer)
            )
        )
    return a_list(*items)


@settings(max_examples=150)
@given(lists())
def test_the_same_list_twice_changes_nothing(source: ProgrammeList) -> None:
    first = plan(source, (), INFO)
    after = carried_out(first, ())
    again = plan(source, after, INFO)
    assert again.totals[Outcome.ADDED] == 0
    assert again.totals[Outcome.UPDATED] == 0
    assert again.totals[Outcome.UNCHANGED] == first.totals[Outcome.ADDED] == len(after)


@settings(max_examples=150)
@given(lists(), lists())
def test_every_row_is_accounted_for_and_no_session_is_taken_twice(
    first: ProgrammeList, second: ProgrammeList
) -> None:
    before = carried_out(plan(first, (), INFO), ())
    report = plan(second, before, INFO)
    assert [row.row for row in report.rows] == [item.row for item in second.sessions]
    taken = [row.session_id for row in report.rows if row.session_id]
    assert len(taken) == len(set(taken))
    assert set(taken) <= {session.id for session in before}

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.actions import Action
from nexus_desktop.core.minutes.material import Material, Remark
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.core.series import (
    Compared,
    Figures,
    Turnout,
    compared,
    following,
    in_order,
)
from nexus_desktop.core.series_figures import figures
from nexus_desktop.core.workshop import NewWorkshop
from tests.core.minutes.samples import arrivals, items, people, workshop

COUNTS = st.integers(0, 9999)
FIGURES = st.builds(
    Figures,
    id=st.uuids().map(str),
    title=st.text(),
    number=st.none() | COUNTS,
    place=st.text(),
    first_day=st.dates(),
    last_day=st.dates(),
    present=COUNTS,
    done=COUNTS,
    turnout=st.lists(st.builds(Turnout, st.text(), COUNTS, COUNTS), max_size=3).map(
        tuple
    ),
)


@given(FIGURES)
def test_figures_are_read_as_they_were_kept(kept: Figures) -> None:
    assert Figures.read(kept.as_json()) == kept


def test_figures_of_a_later_program_are_read_as_far_as_they_are_known() -> None:
    kept = third().as_json() | {"applause": 12}
    assert Figures.read(kept) == third()


def third(**changes: object) -> Figures:
    made = Figures(
        id="w3", title="Third workshop", number=3, place="Bangkok",
        first_day=date(2014, 8, 20), last_day=date(2014, 8, 22), expected=80,
        present=60, decisions=4,
        turnout=(Turnout("TH", 50, 40), Turnout("VN", 20, 20), Turnout("", 10, 0)),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def remark(number: int, kind: NoteKind, state: str = "") -> Remark:
    return Remark(f"n{number}", "s3", kind, "text", state=state)


def test_the_figures_of_a_workshop_are_counted() -> None:
    everybody = people(26)
    notes = (
        remark(1, NoteKind.DECISION), remark(2, NoteKind.ACTION, "open"),
        remark(3, NoteKind.ACTION, "done"), remark(4, NoteKind.ACTION, "dropped"),
        remark(5, NoteKind.ACTION, "going on"), remark(6, NoteKind.RECOMMENDATION),
    )  # fmt: skip
    material = Material(
        workshop(), items(), everybody, arrivals(everybody), remarks=notes,
        carried=(Action("a", "Old", continues="x"),),
    )  # fmt: skip
    found = figures(material)
    came = {arrival.participant_id for arrival in material.arrivals}
    assert (found.expected, found.present) == (25, len(came))
    women = sum(one.gender == "F" for one in everybody if one.id in came)
    assert found.women == women > 0
    assert found.cities == 11
    assert found.countries == 7
    assert (found.sessions, found.notes) == (11, 6)
    assert (found.decisions, found.recommendations, found.actions) == (1, 1, 4)
    assert (found.done, found.going_on, found.dropped, found.still_open) == (1,) * 4
    assert found.carried == 1
    assert sum(one.present for one in found.turnout) == found.present
    assert found.name == "No. 4, Ulaanbaatar 2014"


def test_workshops_stand_side_by_side_with_the_change_to_the_last() -> None:
    fourth = third(id="w4", number=4, present=90, expected=100, decisions=4,
                   turnout=(Turnout("TH", 20, 10), Turnout("MN", 80, 80)))  # fmt: skip
    lines = {line.label: line for line in compared((third(), fourth), str.lower)}
    came = lines["People who came"]
    assert (came.values, came.change_told) == ((60, 90), "+30")
    share = lines["Came, of those expected"]
    assert [share.told(0), share.told(1)] == ["75%", "90%"]
    assert lines["Decisions"].change_told == "±0"
    assert [line.label for line in lines.values() if line.is_country] == [
        "mn", "th", "vn",
    ]  # fmt: skip
    assert lines["th"].values == (40, 10)
    assert lines["th"].change_told == "−30"
    assert lines["vn"].values == (20, 0)


def test_a_workshop_alone_has_changed_by_nothing() -> None:
    assert Compared("x", "X", (7,)).change == 0
    empty = third(expected=0, number=None, place="", turnout=())
    assert empty.share == 0
    assert empty.name == "2014"


def test_each_workshop_comes_once_in_the_order_of_time() -> None:
    second = third(id="w2", first_day=date(2013, 1, 1))
    again = third(present=61)
    assert in_order((third(), second, again)) == (second, again)


def test_the_next_workshop_of_a_series_takes_what_is_left_empty() -> None:
    empty = NewWorkshop(title="Fifth", first_day=date(2015, 1, 1),
                        last_day=date(2015, 1, 2))  # fmt: skip
    made = following(empty, workshop(language="fr"))
    assert (made.number, made.language) == (5, "fr")
    assert made.series.startswith("Integrated Resource")
    assert len(made.objectives) == 5
    own = following(
        replace(empty, number=9, objectives=("Mine",), language="de"),
        workshop(number=None),
    )
    assert (own.number, own.objectives, own.language) == (9, ("Mine",), "de")
    assert following(empty, workshop(number=None)).number is None

"""Text in and out of the clipboard, and what is offered while one types."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from nexus_desktop.core.notation import NotationContext, NoteKind
from nexus_desktop.core.note import (
    Attendee,
    KnownPlaces,
    NotesChoice,
    NotesContext,
    NotesPlace,
)
from nexus_desktop.core.programme import SessionInfo
from nexus_desktop.ui.notes.clipboard import lines_in, pasted, text_of
from nexus_desktop.ui.notes.completing import MOST, Asked, Completer, asked
from nexus_desktop.ui.notes.lines import Record
from tests.conftest import NINE

SESSION = SessionInfo(
    id="s1",
    title="Progress",
    starts_at=NINE,
    ends_at=datetime(2014, 11, 5, 3, tzinfo=UTC),
)
CONTEXT = NotesContext(
    choice=NotesChoice(NotesPlace("s1"), SESSION),
    notation=NotationContext(frozenset({1, 2, 3}), date(2014, 11, 5)),
    time_zone="Asia/Ulaanbaatar",
    objectives=((1, "Review progress"), (2, "National policies"), (3, "Governance")),
    people=(
        Attendee("Ana Cruz", "City of Naga", is_here=True),
        Attendee("Lê Văn Đức", "Municipality of Da Nang", is_here=False),
        *(Attendee(f"Zoe {n}", "Nowhere", is_here=False) for n in range(20)),
    ),
    organisations=("City of Naga", "Group: Water"),
    places=KnownPlaces(("Da Nang", "Naga"), ("Viet Nam",), ("Geneva",)),
)


def test_text_from_word_becomes_lines_without_its_bullets() -> None:
    text = "•\tfirst\r\n·  second\n\n\u2028o\tthird\v– fourth\u00a0so\r\uf0b7 fifth\n  "
    assert lines_in(text) == ["first", "second", "third", "fourth so", "fifth"]


def test_part_of_a_line_is_pasted_as_it_is() -> None:
    assert pasted(" two\tthree ") == [" two three "]
    assert pasted(" • two ") == ["two"]
    assert pasted("one\n") == ["one"]
    assert pasted("") == []


def test_marks_in_pasted_text_stay() -> None:
    assert lines_in("! key\n- point\n[] act") == ["! key", "- point", "[] act"]


def test_copied_lines_bring_their_marks_along() -> None:
    records = [
        Record("a", "a0", NoteKind.KEY, "one two", NINE),
        Record("b", "a1", NoteKind.ACTION, "three four", NINE),
    ]
    assert text_of(records, 0, 5) == "! one two\n[] three"
    assert text_of(records, 4, 10) == "two\n[] three four"
    assert text_of(records[:1], 0, 3) == "one"


@pytest.mark.parametrize(
    ("body", "sign", "typed"),
    [
        ("/", "/", ""),
        ("/ch", "/", "ch"),
        ("@Naga: /pro", "/", "pro"),
        ("@", "@", ""),
        ("~~@City of", "@", "City of"),
        ("so #", "#", ""),
        ("so #gov", "#", "gov"),
        ("so ^Da Na", "^", "Da Na"),
        ('so ^"Da', "^", "Da"),
        ("so >> City", ">>", "City"),
        ("so by ", "by", ""),
    ],
)
def test_a_token_is_seen_while_it_is_typed(body: str, sign: str, typed: str) -> None:
    found = asked(body, len(body), NoteKind.ACTION)
    assert found is not None
    assert (found.sign, found.typed) == (sign, typed)
    assert body[found.start :].startswith(sign)


@pytest.mark.parametrize(
    "body", ["so", "so / ", "so @", "C#", "10^", "@Naga: so", "^Naga.", "by the way, "]
)
def test_nothing_is_seen_where_nothing_is_begun(body: str) -> None:
    assert asked(body, len(body), NoteKind.ACTION) is None


def test_owners_belong_to_actions() -> None:
    assert asked("so >> A", 7, NoteKind.POINT) is None


def offered(sign: str, typed: str) -> list[str]:
    found = Completer(CONTEXT).candidates(Asked(sign, 0, typed))
    return [candidate.text or str(candidate.kind) for candidate in found]


def test_kinds_are_narrowed_as_one_types() -> None:
    assert offered("/", "c") == ["challenge"]
    assert len(offered("/", "")) == len(NoteKind)
    assert offered("/", "x") == []


def test_names_are_found_by_any_of_their_words() -> None:
    assert offered("@", "naga") == ["@Ana Cruz:", "@City of Naga:"]
    assert offered("@", "duc le") == ["@Lê Văn Đức:"]
    assert offered("@", "group") == ['@"Group: Water":']
    assert len(offered("@", "zoe")) == MOST
    assert offered("@", "…") == []


def test_native_and_accented_names_are_found_by_plain_letters() -> None:
    native = replace(
        CONTEXT,
        people=(Attendee("Ганболдын Сарантуяа", "Улаанбаатар хот", is_here=True),),
        organisations=("Улаанбаатар хот",),
        keys={
            "Ганболдын Сарантуяа": "ganboldyn sarantuiaa",
            "Улаанбаатар хот": "ulaanbaatar khot",
        },
    )
    completer = Completer(native)

    def offered(sign: str, typed: str) -> list[str]:
        found = completer.candidates(Asked(sign, 0, typed))
        return [candidate.name for candidate in found]

    assert offered("@", "saran") == ["Ганболдын Сарантуяа"]
    assert offered("@", "саран") == ["Ганболдын Сарантуяа"]
    assert offered(">>", "ulaan") == ["Улаанбаатар хот"]


def test_who_spoke_last_is_offered_before_anybody_is_typed() -> None:
    completer = Completer(CONTEXT)
    completer.recent = ("Zoe 7", "Somebody else", "Group: Water")
    found = completer.candidates(Asked("@", 0, ""))
    assert [one.name for one in found[:3]] == ["Zoe 7", "Group: Water", "Ana Cruz"]
    assert len(found) == MOST
    assert completer.candidates(Asked("@", 0, "zoe"))[0].name == "Zoe 0"


def test_organisations_come_first_among_owners() -> None:
    assert offered(">>", "c")[0] == ">> City of Naga"
    assert offered(">>", "City of Naga") == []


def test_places_are_quoted_where_they_must_be() -> None:
    assert offered("^", "") == ['^"Da Nang"', "^Naga", '^"Viet Nam"', "^Geneva"]
    assert offered("^", "Naga") == []
    assert offered("^", "Naga reports") == []


def test_objectives_are_found_by_number_and_words() -> None:
    assert offered("#", "") == ["#1", "#2", "#3"]
    assert offered("#", "gov") == ["#3"]
    assert offered("#", "2") == []


def test_due_dates_are_counted_from_the_session() -> None:
    assert offered("by", "") == [
        "by 2014-11-12",
        "by 2014-11-19",
        "by 2014-11-30",
        "by 2014-12-31",
    ]
    assert offered("by", "19") == ["by 2014-11-19"]

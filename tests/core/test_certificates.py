"""Who gets a certificate, and what it says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core.certificates import (
    Certificate,
    CertificateChoices,
    CertificateError,
    Signatory,
    asked,
    certificates,
    checked,
    entitled,
    from_json,
    sentences,
)
from nexus_desktop.core.lists.material import Listed, Material
from tests.core.lists.samples import (
    ANA,
    BAT,
    CHI,
    DAYS,
    DESK,
    HALL,
    MATERIAL,
    came,
    person,
)


def names(choices: CertificateChoices) -> list[str]:
    return [one.name for one in entitled(MATERIAL, choices)]


def one(
    somebody: Listed = ANA,
    choices: CertificateChoices = CertificateChoices(),  # noqa: B008 - frozen
    material: Material = MATERIAL,
) -> Certificate:
    (made,) = certificates(material, choices, [somebody])
    return made


def test_those_who_attended_enough_get_one_in_the_order_of_family_names() -> None:
    assert names(CertificateChoices()) == ["Ana Berg", "Chí Đức", "Ela"]
    assert names(CertificateChoices(least_days=2)) == ["Ana Berg"]
    assert names(CertificateChoices(least_days=3)) == []
    assert names(CertificateChoices(least_sessions=1)) == ["Ana Berg"]
    assert len(names(CertificateChoices(least_days=0))) == len(MATERIAL.people)


def test_days_before_and_after_the_workshop_are_not_counted() -> None:
    early = person("Early", came((date(2014, 11, 4), 9, DESK)))
    material = replace(MATERIAL, people=(early,))
    assert entitled(material, CertificateChoices()) == ()


def test_a_certificate_says_who_where_when_and_what_was_attended() -> None:
    made = one()
    assert (made.name, made.native_name) == ("Ana Berg", "")
    assert made.work == "City of Example, Mongolia"
    assert made.workshop == "Test workshop"
    assert (
        made.held == "held in Congress Centre, Ulaanbaatar, Mongolia, 5–7 November 2014"
    )
    assert made.days == "and attended 2 of its 3 days: 5 and 6 November 2014"
    assert made.issued == "Ulaanbaatar, 7 November 2014"
    assert (made.sessions_title, made.sessions) == ("Sessions attended", ("Progress",))
    assert made.number == ""


def test_pauses_are_no_sessions_that_one_attends() -> None:
    doors = (
        *MATERIAL.doors,
        replace(MATERIAL.doors[2], id="coffee-door", session_id="coffee"),
    )
    fond = person("Fond", came((DAYS[0], 12, "coffee-door")))
    assert one(fond, material=replace(MATERIAL, doors=doors)).sessions == ()
    assert one(ANA, CertificateChoices(sessions=False)).sessions == ()


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((), ""),
        ((0,), "and attended 1 of its 3 days: 5 November 2014"),
        ((0, 1, 2), "and attended all of its 3 days"),
    ],
)
def test_days_are_told_in_words(days: tuple[int, ...], told: str) -> None:
    somebody = person("P", came(*((DAYS[day], 9, HALL) for day in days)))
    assert one(somebody).days == told


def test_days_of_two_months_are_told_in_full() -> None:
    first = date(2014, 10, 30)
    draft = replace(
        MATERIAL.workshop.draft, first_day=first, last_day=date(2014, 11, 1)
    )
    material = replace(MATERIAL, workshop=replace(MATERIAL.workshop, draft=draft))
    somebody = person("P", came((first, 9, DESK), (date(2014, 11, 1), 9, DESK)))
    assert one(somebody, material=material).days.endswith(
        ": 30 October 2014 and 1 November 2014"
    )


def test_a_workshop_of_one_day_somewhere_needs_few_words() -> None:
    draft = replace(
        MATERIAL.workshop.draft, last_day=DAYS[0], venue="", city="", country=""
    )
    material = replace(MATERIAL, workshop=replace(MATERIAL.workshop, draft=draft))
    made = one(ANA, material=material)
    assert made.held == "held 5 November 2014"
    assert made.days == "and attended it"
    assert made.issued == "5 November 2014"
    own = CertificateChoices(texts={"held": "on {dates}{place}"})
    assert one(ANA, own, material).held == "on 5 November 2014"


@pytest.mark.parametrize(
    ("honorific", "printed", "told"),
    [
        ("Dr", "Ana Berg", "Dr Ana Berg"),
        ("Dr", "Dr Ana Berg", "Dr Ana Berg"),
        ("", "Ana Berg", "Ana Berg"),
    ],
)
def test_a_title_stands_once_before_a_name(
    honorific: str, printed: str, told: str
) -> None:
    assert one(person(printed, honorific=honorific)).name == told


def test_numbers_are_those_among_all_who_are_entitled() -> None:
    numbered = CertificateChoices(numbered=True)
    made = certificates(MATERIAL, numbered, entitled(MATERIAL, numbered))
    assert [one.number for one in made] == [
        "No. 2014-0001", "No. 2014-0002", "No. 2014-0003",
    ]  # fmt: skip
    assert one(CHI, numbered).number == "No. 2014-0002"
    assert one(BAT, numbered).number == ""


def test_a_language_without_texts_of_its_own_gets_the_english_ones() -> None:
    draft = replace(MATERIAL.workshop.draft, language="mn-Cyrl")
    material = replace(MATERIAL, workshop=replace(MATERIAL.workshop, draft=draft))
    assert one(ANA, material=material).title == "Certificate of Participation"


def test_sentences_can_be_replaced() -> None:
    choices = checked(CertificateChoices(texts={"title": " Thank  you ", "gone": "x"}))
    assert choices.texts == {"title": "Thank you"}
    assert one(ANA, choices).title == "Thank you"
    assert set(sentences()) == {"title", "opening", "did", "held"}


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("held", "in {planet}", "“{planet}” can't be filled in here; {dates}, {place}"),
        ("title", "For {name}", "nothing can"),
        ("held", "in {place", "a brace is open or closed alone"),
        ("held", "in {}", "can't be filled in"),
        ("held", "in {place.x}", "can't be filled in"),
    ],
)
def test_a_sentence_that_could_not_be_filled_in_is_refused(
    key: str, text: str, told: str
) -> None:
    with pytest.raises(CertificateError, match=told):
        checked(CertificateChoices(texts={key: text}))


def test_up_to_three_sign() -> None:
    people = tuple(Signatory(f" Name {n} ", "Office") for n in range(4))
    with pytest.raises(CertificateError, match="Up to 3"):
        checked(CertificateChoices(signatories=people))
    some = checked(CertificateChoices(signatories=(*people[:2], Signatory(" ", ""))))
    assert some.signatories == (
        Signatory("Name 0", "Office"), Signatory("Name 1", "Office"),
    )  # fmt: skip
    assert one(ANA, some).signatories == some.signatories


def test_what_is_asked_for_once_does_not_change_the_rest() -> None:
    choices = CertificateChoices(least_days=1, least_sessions=2, numbered=True)
    assert asked(choices, days=3, sessions=None) == replace(choices, least_days=3)
    assert asked(choices, days=None, sessions=0) == replace(choices, least_sessions=0)


@given(
    days=st.integers(0, 9),
    numbered=st.booleans(),
    people=st.lists(st.tuples(st.text(), st.text()), max_size=3),
    title=st.text(alphabet="abc é", max_size=9),
)
def test_choices_come_back_from_the_file_as_they_were(
    days: int, numbered: bool, people: list[tuple[str, str]], title: str
) -> None:
    choices = checked(
        CertificateChoices(
            least_days=days,
            numbered=numbered,
            signatories=tuple(Signatory(*one) for one in people),
            texts={"title": title},
        )
    )
    assert from_json(choices.as_json()) == choices


def test_choices_that_cannot_be_read_are_the_usual_ones() -> None:
    assert from_json({}) == CertificateChoices()
    damaged = {"least_days": "three", "paper": 4, "signatories": "x", "texts": [1]}
    assert from_json(damaged) == CertificateChoices()
    assert from_json({"signatories": ["x", {"name": "A"}]}).signatories == (
        Signatory("A", ""),
    )

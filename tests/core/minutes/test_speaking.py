from dataclasses import replace

from nexus_desktop.core.minutes.material import Material, Person, Remark
from nexus_desktop.core.minutes.value import Pair, PairChart
from nexus_desktop.core.note_kinds import NoteKind
from tests.core.minutes.reading import compiled, section, text, titles
from tests.core.minutes.samples import items, presence, workshop

PEOPLE = (
    Person("p1", "Ada", organisation="City of Naga", country="PH", city="Naga",
           category="City", gender="F"),
    Person("p2", "Ben", organisation="City of Naga", country="PH", city="Naga",
           category="City", gender="m"),
    Person("p3", "Cho", organisation="Bank", country="CN", city="Rizhao",
           category="Private", gender="F"),
    Person("p4", "Dee", country="MN", category="", gender=""),
)  # fmt: skip
HERE = tuple(presence(person.id, 0) for person in PEOPLE)
HELD = Material(workshop(), items(), PEOPLE, HERE)


def said(*speakers: tuple[str, str | None]) -> Material:
    remarks = tuple(
        Remark(f"n{n}", "s3", NoteKind.POINT, "x", speaker=name, speaker_id=key)
        for n, (name, key) in enumerate(speakers)
    )
    return replace(HELD, remarks=remarks)


def charts(material: Material) -> list[PairChart]:
    blocks = section(compiled(material), "Who took the floor")
    return [block for block in blocks if isinstance(block, PairChart)]


def test_the_share_of_statements_stands_beside_the_share_of_people() -> None:
    material = said(("Ada", "p1"), ("Ada", "p1"), ("Cho", "p3"), ("Ben", "p2"))
    country, category, gender = charts(material)
    assert country.pairs == (
        Pair("Philippines", 50, 75), Pair("China", 25, 25), Pair("Mongolia", 25, 0)
    )  # fmt: skip
    assert category.pairs == (Pair("City", 67, 75), Pair("Private", 33, 25))
    assert gender.pairs == (Pair("Women", 67, 75), Pair("Men", 33, 25))
    assert (country.first_name, country.unit) == ("of the people present", "%")
    told = text(section(compiled(material), "Who took the floor"))
    assert "4 statements are noted with their speakers; 3 of 4 people" in told


def test_a_city_or_an_organisation_speaks_for_its_country() -> None:
    material = said(("city of naga", None), ("Rizhao", None), ("Mongolia", None))
    country, category = charts(material)
    assert {(it.label, it.second) for it in country.pairs} == {
        ("Philippines", 33), ("China", 33), ("Mongolia", 33)
    }  # fmt: skip
    assert category.pairs == (Pair("City", 67, 100), Pair("Private", 33, 0))


def test_what_is_not_for_attribution_is_not_counted() -> None:
    material = said(("Ada", "p1"), ("Cho", "p3"))
    hidden = replace(material.remarks[1], attributed=False)
    shown = replace(material, remarks=(material.remarks[0], hidden))
    assert charts(shown)[0].pairs[0] == Pair("Philippines", 50, 100)
    silent = replace(material, remarks=(hidden,))
    assert not any("floor" in title for title in titles(compiled(silent)))


def test_before_anybody_is_marked_present_those_expected_are_the_room() -> None:
    material = replace(said(("Ada", "p1")), arrivals=())
    assert charts(material)[0].pairs[0] == Pair("Philippines", 50, 100)


def test_the_smallest_are_counted_together_when_there_are_many() -> None:
    codes = ("AF", "AM", "AZ", "BD", "BH", "BN", "BT", "CN", "CY", "GE", "HK", "ID",
             "IL", "IN", "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ",
             "LA", "LB", "LK")  # fmt: skip
    crowd = tuple(
        Person(f"c{n}", f"Name {n}", country=code) for n, code in enumerate(codes)
    )
    material = replace(
        said(("Name 1", "c1")),
        people=crowd,
        arrivals=tuple(presence(person.id, 0) for person in crowd),
    )
    (country,) = charts(material)
    assert len(country.pairs) == 24
    assert country.pairs[-1].label == "Others"
    assert country.pairs[-1].first == 15

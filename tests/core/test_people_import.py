from nexus_desktop.core.participant import (
    BadgeState,
    Person,
    PersonFields,
    PersonRow,
    Status,
)
from nexus_desktop.core.people_import import SourceRow, Table


def test_samples_are_different_values_that_say_something() -> None:
    cells = ["Naga", "", "Naga", " Hue ", "Da Nang", "Weifang"]
    rows = tuple(SourceRow(n, ("x", cell)) for n, cell in enumerate(cells, 2))
    table = Table("list.csv", ("Name", "City"), rows)
    assert table.samples(1) == ("Naga", "Hue", "Da Nang")
    assert table.samples(0) == ("x",)


def test_a_cancelled_person_says_so() -> None:
    fields = PersonFields(printed_name="Dewi", status=Status.CANCELLED)
    person = Person("p1", fields, BadgeState.NONE, 0, None, (), (), "", {})
    assert person.is_cancelled
    assert person.name == "Dewi"
    row = PersonRow("p1", "Dewi", "", "", "ID", "", "", "", "", Status.EXPECTED)
    assert not row.is_cancelled


def test_fields_are_given_out_by_name() -> None:
    values = PersonFields(printed_name="Dewi", wishes=("Water",)).as_dict()
    assert values["printed_name"] == "Dewi"
    assert values["wishes"] == ("Water",)
    assert values["status"] == "expected"

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.services import checkpoint_names, people
from nexus_desktop.services.checkpoint_names import Named
from tests.conftest import NINE, Run

LI, KIM = "Li Wei", "Kim Min-ji"


@pytest.fixture
def _people(run: Run) -> None:
    def add(session: Session) -> None:
        for fields in (
            PersonFields(
                printed_name="Sarantuya Ganbold",
                given_name="Sarantuya",
                family_name="Ganbold",
                native_name="Ганболдын Сарантуяа",
                email="Saraa@example.org",
            ),
            PersonFields(printed_name="Lê Văn Đức", email="duc@example.org"),
            PersonFields(printed_name=LI, email="li1@example.org"),
            PersonFields(printed_name=LI, email="li2@example.org"),
            PersonFields(printed_name=KIM, status="cancelled"),
        ):
            people.add(session, fields, at=NINE)

    run(add)


def read(run: Run, text: str) -> Named:
    return run(lambda s: checkpoint_names.read(s, text))


def names(found: Named) -> list[str]:
    return [name for _ident, name in found.people]


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize(
    "line",
    [
        "saraa@EXAMPLE.org",
        "Ganbold, Sarantuya",
        "  sarantuya   GANBOLD ",
        "Ганболдын Сарантуяа",
        "1. Sarantuya Ganbold",
        "• Sarantuya Ganbold",
        "7\tSarantuya Ganbold\tMunicipality of Ulaanbaatar",
        "Sarantuya\tGanbold",
        '"S. Ganbold" <saraa@example.org>',
        "Sarantuya Ganbold <old@example.org>",
        "Ulaanbaatar; Sarantuya Ganbold",
    ],
)
def test_a_person_is_known_however_a_list_writes_them(run: Run, line: str) -> None:
    assert read(run, line) == Named(read(run, "saraa@example.org").people, ())
    assert names(read(run, line)) == ["Sarantuya Ganbold"]


@pytest.mark.usefixtures("_people")
def test_a_list_from_a_mail_names_many_in_a_line(run: Run) -> None:
    found = read(run, "Le <duc@example.org>, Li <li2@example.org>\n\nduc@example.org\n")
    assert names(found) == ["Lê Văn Đức", LI]
    assert found.problems == ()


@pytest.mark.usefixtures("_people")
def test_what_is_not_clear_is_told_in_sentences(run: Run) -> None:
    found = read(run, f"Duc Van Leh\n{LI}\n{KIM}\nzz@example.org\nQqqqq")
    assert names(found) == [KIM]
    assert found.problems == (
        "“Duc Van Leh” is not on the list of people. Did you mean Lê Văn Đức?",
        "2 people are called “Li Wei”: name them by e-mail address.",
        "Kim Min-ji has cancelled.",
        "“zz@example.org” is not on the list of people.",
        "“Qqqqq” is not on the list of people.",
    )


@pytest.mark.usefixtures("_people")
def test_a_long_list_of_strangers_is_read_all_the_same(run: Run) -> None:
    found = read(run, "\n".join(f"Sarantuya Ganbolt {n}" for n in range(40)))
    assert len(found.problems) == 40
    assert found.problems[-1] == (
        "“Sarantuya Ganbolt 39” is not on the list of people."
    )


def test_a_number_of_the_list_names_its_person(run: Run) -> None:
    def add(session: Session) -> None:
        fields = PersonFields(printed_name="Ana Silva", external_id="D00007")
        people.add(session, fields, at=NINE)

    run(add)
    assert names(read(run, "D00007")) == ["Ana Silva"]
    assert names(read(run, "3\tD00007")) == ["Ana Silva"]


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.txt", "\ufeffLê Văn Đức\n"),
        ("list.csv", "Name,Organisation\nLê Văn Đức,Da Nang\n"),
        ("bare.csv", "Lê Văn Đức,Da Nang\nLi Nobody,x\n"),
    ],
)
def test_a_list_is_read_from_a_file(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found = run(lambda s: checkpoint_names.read_file(s, path))
    assert names(found) == ["Lê Văn Đức"]


def test_a_file_that_is_no_list_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    path.write_bytes(b"%PDF")
    with pytest.raises(NexusError, match="neither CSV"):
        run(lambda s: checkpoint_names.read_file(s, path))
    with pytest.raises(NexusError, match="can't be read"):
        run(lambda s: checkpoint_names.read_file(s, tmp_path / "none.txt"))


@pytest.mark.usefixtures("_people")
def test_a_table_without_headings_loses_nobody(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("Lê Văn Đức,1\nSarantuya Ganbold,2\n", "utf-8")
    found = run(lambda s: checkpoint_names.read_file(s, path))
    assert names(found) == ["Lê Văn Đức", "Sarantuya Ganbold"]

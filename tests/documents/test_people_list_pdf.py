"""Lists of people on paper: everybody is there, whole, on numbered pages."""

from dataclasses import replace
from math import ceil

import numpy as np
import pytest

from nexus_desktop.core.lists.choices import KINDS, ListChoices
from nexus_desktop.core.lists.compiling import compile_list
from nexus_desktop.core.lists.material import Material
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.documents.missing_letters import touched, touched_on
from nexus_desktop.documents.people_list_pdf import ListPages, frame_of, render
from nexus_desktop.documents.watch import RenderingStopped, Watch
from tests.core.lists.samples import ANA, MATERIAL, crowd
from tests.documents.badges import LONG_NAME, LONG_WORK
from tests.documents.reading import (
    images_of,
    needs_poppler,
    pages_of,
    reader_of,
    text_of,
)
from tests.documents.scripts import ALL


def printed(
    material: Material, choices: ListChoices, watch: Watch | None = None
) -> ListPages:
    frame = frame_of(choices.paper, across=choices.across)
    table = compile_list(material, choices)
    return render(table, frame, watch or Watch())


@needs_poppler
def test_everybody_is_on_the_list_of_participants_numbered_through() -> None:
    pdf = printed(crowd(130), ListChoices("participants")).pdf
    pages = pages_of(pdf)
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Test workshop" in page
        assert "Organisation and position" in page
    text = text_of(pdf, "-layout")
    assert "Mongolia (continued)" in text
    first = [line.split()[0] for line in text.splitlines() if line.strip()]
    numbers = [int(word) for word in first if word.isdecimal()]
    assert numbers == [130, *range(1, 131)]  # "130 people" comes first


@needs_poppler
def test_names_in_all_scripts_are_copied_back_from_a_list() -> None:
    # On a line with Latin text, poppler moves a vowel mark from the end to the front.
    names = {script: name for script, name in ALL.items() if "marks" not in script}
    people = tuple(
        replace(ANA, id=script, fields=PersonFields(printed_name=name))
        for script, name in names.items()
    )
    choices = ListChoices("participants", columns=("printed_name",))
    pdf = printed(replace(MATERIAL, people=people), choices).pdf
    text = " ".join(text_of(pdf).split())
    for script, name in names.items():
        assert " ".join(name.split()) in text, script


@needs_poppler
def test_each_day_begins_a_page_and_counts_its_own() -> None:
    pages = pages_of(printed(crowd(40), ListChoices("signatures")).pdf)
    assert len(pages) == 6
    for day, first in enumerate(pages[::2], 1):
        assert "Page 1 of 2" in first
        assert f"Day {day} ·" in first
        assert "Signature" in first
    assert all("Page 2 of 2" in page for page in pages[1::2])


def test_days_and_titles_are_in_the_outline() -> None:
    def titles(choices: ListChoices) -> list[object]:
        outline = reader_of(printed(MATERIAL, choices).pdf).outline
        return [
            [one["/Title"] for one in entry]  # type: ignore[call-overload]  # no deeper
            if isinstance(entry, list)
            else entry["/Title"]
            for entry in outline
        ]

    assert titles(ListChoices("participants")) == ["Mongolia", "Viet Nam", "Not stated"]
    assert titles(ListChoices("door", "round:r1", grouping="country")) == [
        "Group A · Water", ["Mongolia"], "Mayors", ["Mongolia"],
    ]  # fmt: skip


@needs_poppler
def test_what_is_counted_stands_above_the_names() -> None:
    text = text_of(printed(MATERIAL, ListChoices("dietary")).pdf)
    assert text.index("Nothing stated") < text.index("Ana Berg")
    assert "as of 6 November 2014, 11:30" in text


@needs_poppler
def test_a_list_of_nobody_says_so() -> None:
    choices = ListChoices("participants", only=("role", "King"))
    text = text_of(printed(MATERIAL, choices).pdf)
    assert "Nobody is on this list." in text
    assert "0 people" in text


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_the_same_list_gives_the_same_bytes(kind: str) -> None:
    choices = ListChoices(kind)
    assert printed(MATERIAL, choices) == printed(MATERIAL, choices)


@needs_poppler
@pytest.mark.parametrize(
    ("paper", "across", "columns"),
    [
        ("A4", False, ()),
        ("Letter", True, ()),
        ("A4", False, ("tick", "printed_name", "native_name", "email", "signature")),
    ],
)
def test_nothing_is_printed_in_the_margins(
    paper: str, across: bool, columns: tuple[str, ...]
) -> None:
    crowded = PersonFields(
        printed_name=LONG_NAME,
        native_name="ကြည်" * 40,
        organisation=LONG_WORK,
        position="P" * 90,
        city="W" * 60,
        email="x" * 120,
        role="R" * 70,
    )
    people = tuple(
        replace(person, fields=crowded) if number % 3 else person
        for number, person in enumerate(crowd(30).people)
    )
    choices = ListChoices(
        "participants", columns=columns, grouping="role", paper=paper, across=across
    )
    frame = frame_of(paper, across=across)
    pdf = printed(replace(MATERIAL, people=people), choices).pdf
    side = int(frame.side / 72 * 75) - 1
    for image in images_of(pdf, dpi=75):
        assert image.width == ceil(frame.width / 72 * 75)
        dark = np.asarray(image) < 128
        assert not dark[:, :side].any()
        assert not dark[:, -side:].any()
        assert not dark[:15].any()
        assert not dark[-15:].any()


@needs_poppler
def test_a_long_name_is_wrapped_and_not_cut() -> None:
    fields = replace(ANA.fields, printed_name=LONG_NAME)
    people = (replace(ANA, fields=fields),)
    for kind in ("signatures", "door", "attendance", "emails"):
        pdf = printed(replace(MATERIAL, people=people), ListChoices(kind)).pdf
        text = text_of(pdf)
        parts = LONG_NAME.replace("-", " ").split()
        assert [part for part in parts if part not in text] == [], kind


def test_an_unknown_paper_is_a4() -> None:
    assert frame_of("Napkin") == frame_of("A4")


def test_too_many_columns_are_told() -> None:
    every = tuple(name for name in ANA.fields.as_dict() if name != "status")
    assert printed(MATERIAL, ListChoices(columns=(*every, "signature"))).crowded
    assert not printed(MATERIAL, ListChoices("emails")).crowded


def test_a_list_tells_how_far_it_is_and_stops_when_asked() -> None:
    told: list[float] = []
    printed(crowd(400), ListChoices(), Watch(lambda part, _: told.append(part)))
    assert told == sorted(told)
    assert told[0] == 0
    assert 0.6 <= told[-1] <= 1
    with pytest.raises(RenderingStopped):
        printed(crowd(400), ListChoices(), Watch(cancelled=lambda: len(told) > 0))


def test_those_whose_letters_no_font_has_are_named_before_printing() -> None:
    rare = replace(ANA, id="rare", fields=PersonFields(printed_name="𡃁 Rare"))
    work = replace(
        ANA, id="w", fields=PersonFields(printed_name="Work", organisation="𒀀")
    )
    table = compile_list(
        replace(MATERIAL, people=(rare, ANA, work)),
        ListChoices("emails", who=None, columns=("printed_name", "organisation")),
    )
    assert touched_on(table) == ()  # who has no address is not on this list
    table = compile_list(
        replace(MATERIAL, people=(rare, ANA, work)), ListChoices("participants")
    )
    assert set(touched_on(table)) == {"𡃁 Rare", "Work"}
    assert touched([("A", ["x"]), ("B", ["𒀀"]), ("B", ["𒀀"])]) == ("B",)

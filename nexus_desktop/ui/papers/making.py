"""Papers made from a source and choices: previews, and whole files in each format."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from nexus_desktop.core.certificates import (
    CertificateChoices,
    certificates,
    entitled,
)
from nexus_desktop.core.lists.choices import ListChoices
from nexus_desktop.core.lists.compiling import compile_list
from nexus_desktop.core.lists.material import Listed, Material
from nexus_desktop.core.lists.table import PeopleTable, count_sheets, sheets
from nexus_desktop.documents import certificates_pdf, people_list_pdf, tables_file
from nexus_desktop.documents.list_pages import Frame
from nexus_desktop.documents.missing_letters import touched, touched_on
from nexus_desktop.documents.people_list_pdf import frame_of
from nexus_desktop.documents.watch import Watch
from nexus_desktop.ui.papers.rendering import Make, Shown, Source

MOST_ROWS = 1_000
"""Rows that a preview shows; a file has all of them."""

MOST_CERTIFICATES = 40
"""Certificates that a preview shows."""

FORMATS = ("pdf", "xlsx", "csv")

_CERTIFICATES = "Certificates"


def list_preview(choices: ListChoices) -> Make:
    """Return what makes the first pages of a list."""

    def make(source: Source, watch: Watch) -> Shown:
        table = compile_list(source.material, choices)
        first = _first_rows(table, MOST_ROWS)
        pages = people_list_pdf.render(first, _frame(choices), watch)
        return Shown(
            pages.pdf, table.title, table.count, first.count, touched_on(table),
            pages.crowded,
        )  # fmt: skip

    return make


def list_file(
    source: Source, choices: ListChoices, suffix: str
) -> Callable[[Watch], bytes]:
    """Return what makes a list as a "pdf", "xlsx" or "csv" file."""

    def make(watch: Watch) -> bytes:
        table = compile_list(source.material, choices)
        if suffix == "csv":
            return tables_file.csv_file(sheets(table), watch)
        if suffix == "xlsx":
            return tables_file.xlsx_file((*sheets(table), *count_sheets(table)), watch)
        return people_list_pdf.render(table, _frame(choices), watch).pdf

    return make


def addresses(source: Source, choices: ListChoices) -> tuple[str, ...]:
    """Return the e-mail addresses of a list, each once, in its order."""
    table = compile_list(source.material, replace(choices, columns=("email",)))
    rows = (row for part in table.parts for ch in part.chapters for row in ch.rows)
    return tuple(dict.fromkeys(row[0].strip() for row in rows))


def receivers(
    material: Material, choices: CertificateChoices, chosen: Iterable[str] | None
) -> Sequence[Listed]:
    """Return who gets a certificate: all who are entitled, or the `chosen` ones."""
    if chosen is None:
        return entitled(material, choices)
    wanted = set(chosen)
    return [person for person in material.people if person.id in wanted]


def certificate_preview(
    choices: CertificateChoices, chosen: Iterable[str] | None
) -> Make:
    """Return what makes the first certificates."""

    def make(source: Source, watch: Watch) -> Shown:
        people = receivers(source.material, choices, chosen)
        first = people[:MOST_CERTIFICATES]
        names = touched((one.name, _printed(one)) for one in people)
        pdf = _certificates(source, choices, first)(watch)
        return Shown(pdf, _CERTIFICATES, len(people), len(first), names)

    return make


def certificate_file(
    source: Source, choices: CertificateChoices, chosen: Iterable[str] | None
) -> Callable[[Watch], bytes]:
    """Return what makes all certificates as one PDF."""
    return _certificates(source, choices, receivers(source.material, choices, chosen))


def _printed(person: Listed) -> tuple[str, ...]:
    fields = person.fields
    return fields.printed_name, fields.native_name, fields.organisation


def _certificates(
    source: Source, choices: CertificateChoices, people: Sequence[Listed]
) -> Callable[[Watch], bytes]:
    found = certificates(source.material, choices, people)
    logo = source.design.logo if choices.logo else None

    def make(watch: Watch) -> bytes:
        return certificates_pdf.render(
            found, size=choices.paper, across=choices.across, logo=logo, watch=watch
        )

    return make


def _frame(choices: ListChoices) -> Frame:
    return frame_of(choices.paper, across=choices.across)


def _first_rows(table: PeopleTable, most: int) -> PeopleTable:
    """Return `table` with its first rows only, without parts of which none is left."""
    parts, left = [], most
    for part in table.parts:
        chapters = []
        for chapter in part.chapters:
            rows = chapter.rows[:left]
            left -= len(rows)
            if rows:
                chapters.append(replace(chapter, rows=rows))
        if chapters or not part.chapters:
            parts.append(replace(part, chapters=tuple(chapters)))
    return replace(table, parts=tuple(parts))

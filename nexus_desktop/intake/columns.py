"""Says which field each column of a list of people goes to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.participant import BY_NAME
from nexus_desktop.core.people_import import Mapping as Columns
from nexus_desktop.core.people_import import Table
from nexus_desktop.core.people_rows import LEFT_OUT, QUANTITY
from nexus_desktop.intake import headings, profiles

_NAMES = ("printed_name", "given_name", "family_name", "native_name")
_HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "he", "hon", "sir", "eng", "ir",
     "amb", "ts", "gs", "pgs", "ong", "ba", "先生", "女士", "博士", "教授", "ноен"}
)  # fmt: skip
_RANKS: dict[str, tuple[str, int]] = {
    headings.fold(heading): (field, rank)
    for field, known in headings.FIELDS.items()
    for rank, heading in enumerate(known)
}


_NAME_OR_PART, _TITLE, _COUNTS_ROWS, _FAMILY_FIRST = (
    frozenset(map(headings.fold, known))
    for known in (
        headings.NAME_OR_PART,
        headings.TITLE,
        headings.COUNTS_ROWS,
        headings.FAMILY_FIRST_LANGUAGES,
    )
)
_KNOWN = _NAME_OR_PART | _TITLE | _RANKS.keys()


class BadMapping(NexusError):  # noqa: N818
    """A column or a field that is not there, or no column with names."""


def known_headings(cells: Iterable[str]) -> int:
    """Count the cells that are headings we know: a heading row has several."""
    return sum(_is_known(cell) for cell in cells)


def propose(table: Table) -> Columns:
    """Return the mapping that the headings, and where needed the values, suggest."""
    if not table.has_heading:
        return _without_heading(table)
    profile = _profile(table.headers)
    chosen = _by_profile(table.headers, profile)
    _choose_by_heading(table, chosen)
    _settle_name(table, chosen)
    _settle_title(table, chosen)
    return Columns(
        fields=tuple(chosen.get(column) for column in range(len(table.headers))),
        source=profile.source if profile else "list",
        family_first=_writes_family_first(table.headers, chosen),
        running=frozenset(
            column
            for column, header in enumerate(table.headers)
            if chosen.get(column) is None and _counts_rows(header)
        ),
        recognised=profile.name if profile else "",
        checked_in=_saying_who_came(table.headers, profile),
    )


def override(table: Table, mapping: Columns, wanted: Mapping[str, str]) -> Columns:
    """Return `mapping` with the columns in `wanted` going to other fields.

    Args:
        table: the list.
        mapping: what was proposed.
        wanted: heading -> field name, "" to keep the column unmapped.

    Raises:
        BadMapping: there is no such column or field.
    """
    fields = list(mapping.fields)
    for heading, field in wanted.items():
        column = _column(table.headers, heading)
        if field and field not in BY_NAME and field not in (QUANTITY, LEFT_OUT):
            known = ", ".join(BY_NAME)
            raise BadMapping(f"There is no field “{field}”. The fields are: {known}.")
        fields[column] = field or None
    return replace(
        mapping,
        fields=tuple(fields),
        running=frozenset(n for n in mapping.running if fields[n] is None),
    )


def parse_overrides(texts: Iterable[str]) -> dict[str, str]:
    """Read "COLUMN=FIELD" texts of a command line.

    Raises:
        BadMapping: one has no equals sign.
    """
    wanted = {}
    for text in texts:
        heading, sign, field = text.rpartition("=")
        if not sign:
            raise BadMapping(f"“{text}” is not of the form COLUMN=FIELD.")
        wanted[heading.strip()] = field.strip()
    return wanted


def require_names(table: Table, mapping: Columns) -> None:
    """See to it that some column holds names.

    Raises:
        BadMapping: none does.
    """
    if not set(_NAMES) & set(mapping.fields):
        columns = ", ".join(table.headers[:12])
        raise BadMapping(
            f"No column of {table.name} seems to hold names. Say which one does; "
            f"the columns are: {columns}."
        )


def _column(headers: Sequence[str], heading: str) -> int:
    for same in (str, headings.fold):
        for column, header in enumerate(headers):
            if same(header) == same(heading):
                return column
    raise BadMapping(
        f"The list has no column “{heading}”. It has: {', '.join(headers)}."
    )


def _is_known(cell: str) -> bool:
    return any(reading in _KNOWN for reading in headings.readings(cell))


def _profile(headers: Sequence[str]) -> profiles.Profile | None:
    folded = {headings.fold(header) for header in headers}
    for profile in profiles.PROFILES:
        if all(folded & set(map(headings.fold, some)) for some in profile.signature):
            return profile
    return None


def _saying_who_came(
    headers: Sequence[str], profile: profiles.Profile | None
) -> frozenset[int]:
    known = set(map(headings.fold, profile.checked_in)) if profile else set()
    folded = map(headings.fold, headers)
    return frozenset(column for column, text in enumerate(folded) if text in known)


def _by_profile(
    headers: Sequence[str], profile: profiles.Profile | None
) -> dict[int, str | None]:
    if profile is None:
        return {}
    fields = {headings.fold(name): field for name, field in profile.fields.items()}
    return {
        column: fields[headings.fold(header)]
        for column, header in enumerate(headers)
        if headings.fold(header) in fields
    }


def _choose_by_heading(table: Table, chosen: dict[int, str | None]) -> None:
    """Give each field the column whose heading names it best, the first of equals."""
    claims = []
    for column, header in enumerate(table.headers):
        if column in chosen:
            continue
        for place, reading in enumerate(headings.readings(header)):
            if _numbered_wish(reading):
                chosen[column] = "wishes"
            elif reading in _RANKS:
                field, rank = _RANKS[reading]
                claims.append((place, rank, column, field))
    taken = set(chosen.values())
    for _place, _rank, column, field in sorted(claims):
        if field not in taken and column not in chosen:
            chosen[column] = field
            taken.add(field)


def _numbered_wish(reading: str) -> bool:
    return bool(
        headings.NUMBERED_WISH.fullmatch(reading)
        or headings.ORDINAL_WISH.fullmatch(reading)
    )


def _settle_name(table: Table, chosen: dict[int, str | None]) -> None:
    """Find out whether "Name" is the whole name, or one part beside the other."""
    column = _first(table.headers, _NAME_OR_PART, chosen)
    if column is None:
        return
    taken = set(chosen.values())
    if "family_name" in taken and "given_name" not in taken:
        chosen[column] = "given_name"
    elif "given_name" in taken and "family_name" not in taken:
        chosen[column] = "family_name"
    elif "printed_name" not in taken:
        chosen[column] = "printed_name"


def _settle_title(table: Table, chosen: dict[int, str | None]) -> None:
    """Find out whether "Title" is "Mr." or "Mayor"; its values tell."""
    column = _first(table.headers, _TITLE, chosen)
    if column is None:
        return
    values = [
        row.cells[column] for row in table.rows[:200] if row.cells[column].strip()
    ]
    short = sum(headings.fold(value) in _HONORIFICS for value in values)
    field = "honorific" if short * 2 >= len(values) else "position"
    if field not in chosen.values():
        chosen[column] = field


def _first(
    headers: Sequence[str], known: frozenset[str], chosen: Mapping[int, str | None]
) -> int | None:
    for column, header in enumerate(headers):
        if column not in chosen and known.intersection(headings.readings(header)):
            return column
    return None


def _writes_family_first(
    headers: Sequence[str], chosen: Mapping[int, str | None]
) -> bool:
    return any(
        field in _NAMES
        and _FAMILY_FIRST.intersection(headings.readings(headers[column]))
        for column, field in chosen.items()
    )


def _counts_rows(header: str) -> bool:
    return bool(_COUNTS_ROWS.intersection(headings.readings(header)))


def _without_heading(table: Table) -> Columns:
    """Name the columns of a list without headings by what they hold."""
    mail = [
        column
        for column in range(len(table.headers))
        if all("@" in value for value in table.samples(column, 20) or ("",))
    ]
    if len(table.headers) == len(profiles.INDICO_IMPORT) and mail == [5]:
        return Columns(
            fields=profiles.INDICO_IMPORT,
            source="indico",
            recognised=profiles.INDICO_IMPORT_NAME,
        )
    return Columns(
        fields=tuple(
            "email" if [column] == mail[:1] else None
            for column in range(len(table.headers))
        )
    )

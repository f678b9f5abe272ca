"""Every paper of a breakout round, by its name. Same groups in, same bytes out."""

from collections.abc import Callable, Mapping

from nexus_desktop.core.group_list import GroupLists
from nexus_desktop.core.group_tables import sheets
from nexus_desktop.documents import door_signs_pdf, lists_pdf, tables_file


def _signs(lists: GroupLists) -> bytes:
    signs = lists.signs(group_word=lists_pdf.GROUP)
    return door_signs_pdf.render(signs, title=lists.heading.title)


_PAPERS: Mapping[str, Callable[[GroupLists], bytes]] = {
    "lists": lists_pdf.render_group_lists,
    "rooms": lists_pdf.render_room_lists,
    "signs": _signs,
    "xlsx": lambda lists: tables_file.xlsx_file(sheets(lists)),
    "csv": lambda lists: tables_file.csv_file(sheets(lists)[:1]),
}


def render(lists: GroupLists, name: str) -> bytes:
    """Return the paper called `name`.

    "lists" by group, then by name; "rooms" a sheet for each room; "signs" for the
    doors; "xlsx" a workbook by group, name and room; "csv" the table by group.
    """
    return _PAPERS[name](lists)

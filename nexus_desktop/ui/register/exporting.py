"""Files of the register: a button that offers formats, and what makes each file."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton

from nexus_desktop.core.coverage import Grid, grid_sheets
from nexus_desktop.core.lists.table import PeopleTable, Sheet, sheets
from nexus_desktop.ui.kit.widgets import button

_WORDS = {"pdf": "PDF…", "xlsx": "Excel…", "csv": "CSV…"}


def export_button(
    words: str, suffixes: Sequence[str], export: Callable[[str], None]
) -> QPushButton:
    """Return a button with a menu of formats; `export` gets the suffix chosen."""
    made = button(words, "main")
    menu = QMenu(made)
    for suffix in suffixes:
        action = menu.addAction(_WORDS[suffix])
        action.triggered.connect(partial(_choose, export, suffix))
    made.setMenu(menu)
    return made


def _choose(
    export: Callable[[str], None], suffix: str, _checked: object = None
) -> None:
    export(suffix)


def action_file(table: PeopleTable, suffix: str) -> bytes:
    """Return a list of actions as a file; run in a worker."""
    if suffix != "pdf":
        return _tables(sheets(table), suffix)
    # imported when first wanted: the page shows without it
    from nexus_desktop.documents import people_list_pdf  # noqa: PLC0415

    frame = people_list_pdf.frame_of("A4", across=True)
    return people_list_pdf.render(table, frame).pdf


def grid_file(grid: Grid, suffix: str) -> bytes:
    """Return a grid as a file; run in a worker."""
    return _tables(grid_sheets(grid), suffix)


def _tables(found: Sequence[Sheet], suffix: str) -> bytes:
    from nexus_desktop.documents import tables_file  # noqa: PLC0415 - as above

    if suffix == "csv":
        return tables_file.csv_file(found[:1])
    return tables_file.xlsx_file(found)

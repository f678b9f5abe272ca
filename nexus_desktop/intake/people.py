"""Reads a list of people from a file of whatever kind."""

from pathlib import Path

from nexus_desktop.core.people_import import Table
from nexus_desktop.intake import csv_file
from nexus_desktop.intake.problems import BadFile
from nexus_desktop.intake.tables import to_table

_SIZE_LIMIT = 60_000_000
_WORKBOOKS = (".xlsx", ".xlsm", ".xls")
_OTHERS = (".ods", ".numbers", ".pdf", ".docx", ".doc", ".pptx", ".zip")
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


def read(path: Path) -> Table:
    """Return the list in the file at `path`: CSV or an Excel workbook.

    Raises:
        BadFile: it can't be read, or nobody is listed in it.
    """
    name = path.name
    if path.suffix.lower() in _OTHERS:
        raise BadFile(f"{name} is neither CSV nor an Excel workbook (.xlsx).")
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _SIZE_LIMIT else b""
    except OSError as error:
        raise BadFile(f"{path} can't be read: {error.strerror}.") from error
    if size > _SIZE_LIMIT:
        raise BadFile(f"{name} is larger than {_SIZE_LIMIT // 1_000_000} MB.")
    if path.suffix.lower() in _WORKBOOKS or data.startswith(b"PK\x03\x04"):
        from nexus_desktop.intake import xlsx_file  # noqa: PLC0415 - slow to import

        return to_table(xlsx_file.read(data, name))
    return to_table(csv_file.read(data, name))

"""What the program asks of a printer, and the one chosen on this laptop.

Every method may wait for the printing system, so none is called on the window's thread.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.print_queue import Mode

_PRINTER = "printing/printer"
_MODE = "printing/mode"
_LAYOUT = "printing/layout"
_TURNED = "printing/turned"

_FOLDER, _LP, _SYSTEM = "folder", "lp", "system"


class PrinterProblem(NexusError):  # noqa: N818
    """A printer did not take something; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What pages are printed on.

    Attributes:
        width, height: of a page in millimetres.
        is_two_sided: backs are on the other side of the paper.
        is_turned: the page is turned by a quarter, for rolls fed the other way.
    """

    width: float
    height: float
    is_two_sided: bool = False
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of something that a printer took.

    Attributes:
        is_done: it was printed.
        is_lost: it never will be; `note` says why.
        note: also what a printer waits for, "" for nothing.
    """

    is_done: bool = False
    is_lost: bool = False
    note: str = ""


class Printer(Protocol):
    """A printer, or what stands for one.

    Attributes:
        words: what people call it.
    """

    @property
    def words(self) -> str:
        """What people call it."""
        ...

    def send(self, pdf: bytes, title: str, paper: Paper) -> str:
        """Print `pdf`; return a ticket to ask about, "" when it is printed already.

        Raises:
            PrinterProblem: it was not taken.
        """
        ...

    def look(self, ticket: str) -> Progress:
        """Tell what became of something sent.

        Raises:
            PrinterProblem: nobody can say.
        """
        ...

    def cancel(self, ticket: str) -> None:
        """Take something back that is not printed yet; too late is no error."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """A printer to choose: the key it is kept under and what people call it."""

    key: str
    words: str


def folder_key(folder: str) -> str:
    """Return the key of the printer that writes files into `folder`."""
    return f"{_FOLDER}:{folder}"


def printer_of(key: str) -> Printer | None:
    """Return the printer with a key, None for none."""
    kind, _, name = key.partition(":")
    if not name:
        return None
    if kind == _FOLDER:
        from nexus_desktop.ui.kit.printing.folder import (  # noqa: PLC0415 - few need it
            FolderPrinter,
        )

        return FolderPrinter(Path(name))
    if kind == _LP:
        from nexus_desktop.ui.kit.printing.lp import LpPrinter  # noqa: PLC0415 - as above

        return LpPrinter(name)
    from nexus_desktop.ui.kit.printing.qt_printer import (  # noqa: PLC0415 - as above
        SystemPrinter,
    )

    return SystemPrinter(name)


def printers() -> tuple[Choice, ...]:
    """Return the printers that the system knows, the usual one first.

    CUPS' own commands where they are: they take a PDF as it is and say what becomes of
    it. Elsewhere Qt paints the pages.

    Raises:
        PrinterProblem: the printing system does not answer.
    """
    if uses_lp():
        from nexus_desktop.ui.kit.printing import lp  # noqa: PLC0415 - as above

        return tuple(Choice(f"{_LP}:{name}", name) for name in lp.names())
    from nexus_desktop.ui.kit.printing import qt_printer  # noqa: PLC0415 - as above

    return tuple(Choice(f"{_SYSTEM}:{name}", name) for name in qt_printer.names())


def uses_lp() -> bool:
    """Tell whether the system prints through CUPS' commands."""
    return sys.platform != "win32" and all(map(shutil.which, ("lp", "lpstat")))


@dataclass(frozen=True, slots=True)
class Chosen:
    """How badges are printed at this laptop.

    Attributes:
        key: of the printer, "" for none.
        layout: id of the badge layout, "" for the first.
    """

    key: str = ""
    mode: Mode = Mode.OFF
    layout: str = ""
    is_turned: bool = False

    def keep(self) -> None:
        """Keep the choice on this laptop."""
        for name, value in (
            (_PRINTER, self.key),
            (_MODE, str(self.mode)),
            (_LAYOUT, self.layout),
            (_TURNED, self.is_turned),
        ):
            QSettings().setValue(name, value)


def chosen() -> Chosen:
    """Return the choice made on this laptop."""
    kept = QSettings()
    mode = str(kept.value(_MODE, ""))
    return Chosen(
        str(kept.value(_PRINTER, "")),
        Mode(mode) if mode in set(Mode) else Mode.OFF,
        str(kept.value(_LAYOUT, "")),
        bool(kept.value(_TURNED, defaultValue=False, type=bool)),
    )

"""The printer that is none: it writes each paper as a PDF file into a folder."""

from pathlib import Path

from nexus_desktop.core.saving import NotSaved, save
from nexus_desktop.ui.kit.printing.printer import Paper, PrinterProblem, Progress
from nexus_desktop.ui.kit.saving import file_name


class FolderPrinter:
    """Writes PDF files that another program prints, or nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def words(self) -> str:
        """What people call it."""
        return self.folder.name

    def send(self, pdf: bytes, title: str, paper: Paper) -> str:
        """Write `pdf` under a name that is free."""
        del paper  # the pages have their size
        if not self.folder.is_dir():
            raise PrinterProblem(
                f"The folder “{self.folder.name}” is not there. Choose another one."
            )
        try:
            save(self._free(title), pdf)
        except NotSaved as error:
            raise PrinterProblem(str(error)) from error
        return ""

    def look(self, ticket: str) -> Progress:
        """Tell that what was written is done."""
        del ticket
        return Progress(is_done=True)

    def cancel(self, ticket: str) -> None:
        """Do nothing: a file that is written stays."""

    def _free(self, title: str) -> Path:
        path = self.folder / file_name(title, "pdf")
        number = 2
        while path.exists():
            path = self.folder / file_name(f"{title[:70]} {number}", "pdf")
            number += 1
        return path

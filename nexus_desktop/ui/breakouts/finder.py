"""Finding a person on the board."""

from PySide6.QtCore import QObject, Slot

from nexus_desktop.services import breakouts
from nexus_desktop.ui.breakouts.dock import Dock
from nexus_desktop.ui.breakouts.view import BoardView
from nexus_desktop.ui.kit.runner import Runner


class Finder(QObject):
    """Marks the cards that what was typed finds; Enter goes from one to the next."""

    def __init__(
        self, runner: Runner, dock: Dock, view: BoardView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner, self._dock, self._view = runner, dock, view
        self._found: list[str] = []
        dock.searched.connect(self._search)
        dock.chosen.connect(self._next)

    @Slot(str)
    def _search(self, typed: str) -> None:
        if not typed:
            self._show(None)
            return
        self._runner.submit(
            self, lambda session: breakouts.matches(session, typed), done=self._show
        )

    def _show(self, found: tuple[str, ...] | None) -> None:
        self._found = [person for person in found or () if self._view.place(person)]
        self._view.mark_found(frozenset(self._found))
        self._dock.show_found(None if found is None else len(self._found))
        if self._found:
            self._view.choose(self._found[0])

    @Slot()
    def _next(self) -> None:
        if self._found:
            self._found.append(self._found.pop(0))
            self._view.choose(self._found[0])

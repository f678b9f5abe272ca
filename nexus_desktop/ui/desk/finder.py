"""Finds people while a name is typed in the scan field, or a filter is chosen."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from nexus_desktop.core.desk import Choices, Matches
from nexus_desktop.core.finding import Wanted
from nexus_desktop.ui.desk.match_list import MatchList
from nexus_desktop.ui.desk.people_search import PeopleSearch


class Finder(QObject):
    """Fills the list of matches for what is wanted now.

    Signals:
        shown: the list stands for what is wanted now.
        emptied: nothing is wanted any more.
        failed: NexusError.

    Attributes:
        answered: the text that the list stands for.
        found_nobody: nobody is called so, as far as is known by now.
    """

    shown = Signal()
    emptied = Signal()
    failed = Signal(object)

    def __init__(
        self, search: PeopleSearch, matches: MatchList, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.search, self._list = search, matches
        self._wanted = Wanted()
        self._shown: Wanted | None = None
        self._is_entered = False
        self._lands: dict[str, str] = {}
        self._asked_menu = ""
        self._zone = ZoneInfo("UTC")
        self.answered = ""
        self.found_nobody = False
        search.found.connect(self._show)
        search.offered.connect(self._offer)
        search.failed.connect(self.failed)
        filters = matches.filters
        filters.awaited_turned.connect(self.turn_awaited)
        filters.menu_asked.connect(self.open_menu)
        filters.country_chosen.connect(self._narrow_country)
        filters.category_chosen.connect(self._narrow_category)
        filters.menu_closed.connect(self._leave_menu)

    @property
    def is_looking(self) -> bool:
        """Whether a text or a filter is wanted."""
        return bool(self._wanted.text) or self._wanted.is_filtered

    def show_place(self, checkpoint_id: str, zone: ZoneInfo) -> None:
        """Look up who is in at this checkpoint from now on."""
        self._zone = zone
        self.search.show_place(checkpoint_id)

    def look_for(self, text: str) -> None:
        """Look for `text` among those whom the filters leave."""
        self._want(replace(self._wanted, text=text.strip()))

    def stop(self) -> None:
        """Look for nobody, and forget the filters."""
        self._wanted = Wanted()
        self._forget()

    def turn_awaited(self) -> None:
        """Show only who is not in yet, or everybody again."""
        self._want(replace(self._wanted, is_awaited=not self._wanted.is_awaited))

    def open_menu(self, what: str) -> None:
        """Let a "country" or a "category" be chosen, whatever is in front."""
        self._asked_menu = what
        self.search.offer()

    def enter(self) -> None:
        """Take the chosen person; before the answer, only if it names one alone."""
        if self._shown == self._wanted:
            self._list.choose()
        else:
            self._is_entered = True

    def _want(self, wanted: Wanted) -> None:
        self._wanted, self._is_entered = wanted, False
        self._tell_filters()
        if self.is_looking:
            self.search.ask(wanted)
        else:
            self._forget()
            self.emptied.emit()

    def _forget(self) -> None:
        self.search.stop()
        self._shown, self.answered, self.found_nobody = None, "", False
        self._is_entered = False
        self._tell_filters()

    def _tell_filters(self) -> None:
        wanted = self._wanted
        self._list.filters.show_chosen(
            is_awaited=wanted.is_awaited,
            country=self._lands.get(wanted.country, wanted.country),
            category=wanted.category,
        )

    def _show(self, wanted: Wanted, found: Matches) -> None:
        if wanted != self._wanted:
            return
        self._shown, self.answered = wanted, wanted.text
        self.found_nobody = not found.people and bool(wanted.text)
        heading, hint = self._words(found)
        self._list.show_people(heading, hint, found.people, self._zone)
        if found.are_near:  # nobody is let in by mistake for another
            self._list.choose_none()
        self.shown.emit()
        if self._is_entered and len(found.people) == 1 and not found.are_near:
            self._list.choose()

    def _words(self, found: Matches) -> tuple[str, str]:
        """Return the heading of the list, and what to do."""
        what = self.tr("Arrows choose  ·  Enter lets in  ·  Esc goes back")
        if self._wanted.is_filtered:
            return self._filtered_words(found, what)
        if found.people and not found.are_near:
            return self.tr("Who is it?"), what
        nobody = self.tr("Nobody is called “{0}”").format(found.text)
        if self.search.is_looking_nearby:
            return nobody, self.tr("Looking for names like it…")
        if not found.people:
            again = self.tr("Try another part of the name, or press F2 for a walk-in.")
            return nobody, again
        near = self.tr("Nobody is called “{0}”. Did you mean…").format(found.text)
        return near, what

    def _filtered_words(self, found: Matches, what: str) -> tuple[str, str]:
        wanted, count = self._wanted, f"{found.in_all:,}"
        head = self.tr("1 person") if found.in_all == 1 else self.tr("{0} people")
        head = self.tr("{0} not in yet") if wanted.is_awaited else head
        if found.in_all > len(found.people):
            what = self.tr("The first {0}; type to narrow them  ·  Enter lets in")
            return head.format(count), what.format(len(found.people))
        if found.people:
            return head.format(count), what
        if wanted == Wanted(is_awaited=True):
            return head.format(count), self.tr("Everybody who is expected came in.")
        nobody = self.tr("Nobody fits. Take a filter away, or press Esc.")
        return head.format(count), nobody

    # Menus

    def _offer(self, choices: Choices) -> None:
        self._lands = {code: name for code, name, _count in choices.countries}
        if not self.is_looking:
            self._list.show_people(self.tr("Whom to show?"), "", (), self._zone)
        self.shown.emit()
        if self._asked_menu == "country":
            self._list.filters.open_countries(choices, self._wanted.country)
        else:
            self._list.filters.open_categories(choices, self._wanted.category)

    def _narrow_country(self, country: str) -> None:
        self._want(replace(self._wanted, country=country))

    def _narrow_category(self, category: str) -> None:
        self._want(replace(self._wanted, category=category))

    def _leave_menu(self) -> None:
        self._tell_filters()
        if not self.is_looking:
            self.emptied.emit()

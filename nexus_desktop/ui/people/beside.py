"""What stands beside the table: a person, a form, two people, possible duplicates."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nexus_desktop.core import countries
from nexus_desktop.core.participant import Person
from nexus_desktop.core.people_duplicates import Likeness, Pair
from nexus_desktop.services.people_merging import Comparison, Merged
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.duplicates_panel import DuplicatesPanel
from nexus_desktop.ui.people.editing import Editing
from nexus_desktop.ui.people.merge_panel import MergePanel
from nexus_desktop.ui.people.merging import Merging
from nexus_desktop.ui.people.new_person import NewPerson
from nexus_desktop.ui.people.people_list import PeopleList
from nexus_desktop.ui.people.person_panel import Dossier, PersonPanel
from nexus_desktop.ui.people.photo_keeping import PhotoKeeping
from nexus_desktop.ui.people.side import Side

_MOST_BY_ITSELF = 20_000  # people among whom duplicates are looked for unasked


class Beside(QObject):
    """Shows one panel at a time and does what it asks for.

    Signals:
        messaged: `Message`.
        asked: (name of a screen, row id) to go to.
        opened: a panel is shown, so the table must be.
        closed: none is shown any more.
    """

    messaged = Signal(object)
    asked = Signal(str, str)
    opened = Signal()
    closed = Signal()

    def __init__(
        self,
        people: PeopleList,
        runner: Runner,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.list = people
        self.panel, self.form = PersonPanel(), NewPerson()
        self.merge, self.duplicates = MergePanel(), DuplicatesPanel()
        self.side = Side(self.panel, self.form, self.merge, self.duplicates)
        self.editing = Editing(runner, now, self)
        self.merging = Merging(runner, jobs, now, self)
        self.photos = PhotoKeeping(runner, jobs, now, self)
        self._pairs: Sequence[Pair] = ()
        self._is_stale = True
        self._connect_panel()
        self._connect_form()
        self._connect_two()

    # One person

    def _connect_panel(self) -> None:
        panel, editing = self.panel, self.editing
        panel.edited.connect(editing.edit)
        panel.cancel_asked.connect(editing.cancel)
        panel.restore_asked.connect(editing.restore)
        panel.certificate_asked.connect(
            lambda person: self.asked.emit("papers", f"lists/certificates:{person}")
        )
        panel.substitute_asked.connect(lambda _id: self.substitute())
        panel.person_asked.connect(self.show)
        panel.separate_asked.connect(self.merging.separate)
        panel.photo_chosen.connect(self.photos.take_file)
        panel.photo_pasted.connect(self.photos.take_image)
        panel.photo_removed.connect(self.photos.remove)
        panel.closed.connect(self.close)
        editing.read.connect(self._show_dossier)
        editing.refused.connect(panel.say_wrong)
        editing.messaged.connect(self.messaged)
        self.photos.messaged.connect(self.messaged)
        self.photos.kept.connect(editing.ask)

    def show(self, participant_id: str) -> None:
        """Show somebody, wherever they stand in the table."""
        self.list.select(participant_id)
        self.editing.ask(participant_id)

    def _show_dossier(self, dossier: Dossier) -> None:
        self.panel.show_person(dossier, self.list.manner)
        self.side.present(self.panel)

    def cancel_or_restore(self) -> None:
        """Note that the person shown does not come, or comes after all."""
        if self.side.shown is self.panel:
            self.panel.actions_below.ask()

    # Adding

    def _connect_form(self) -> None:
        self.form.filled.connect(self.editing.add)
        self.form.sent.connect(self.editing.substitute)
        self.form.closed.connect(self.close)
        self.editing.added.connect(self._welcome)
        self.editing.likely.connect(self.form.say_likely)
        self.editing.not_added.connect(self.form.say_wrong)
        self.editing.returned.connect(self.show)

    def add(self) -> None:
        """Ask for a new person."""
        self.side.present(self.form)
        self.opened.emit()
        self.form.begin()

    def substitute(self) -> None:
        """Ask who comes in the place of the person shown."""
        person = self.panel.person
        if self.side.shown is self.panel and person is not None:
            self.side.present(self.form)
            self.form.begin_for(person, self.list.manner)

    def _welcome(self, person: Person) -> None:
        self.side.leave()
        self.show(person.id)
        if person.replaces is None:
            text = self.tr("{0} is registered.").format(person.name)
            self.messaged.emit(Message(text))

    # Two people

    def _connect_two(self) -> None:
        self.list.chosen.connect(self.editing.ask)
        self.list.several_chosen.connect(self._show_several)
        self.list.filters.duplicates_asked.connect(self.show_duplicates)
        self.merging.compared.connect(self._show_two)
        self.merging.found.connect(self._take_pairs)
        self.merging.merged.connect(self._leave_merged)
        self.merging.separated.connect(lambda person: self.show(person.id))
        self.merging.told_apart.connect(self._leave_apart)
        self.merging.messaged.connect(self.messaged)
        self.merge.merge_asked.connect(self.merging.merge)
        self.merge.swap_asked.connect(self.merging.swap)
        self.merge.apart_asked.connect(self.merging.tell_apart)
        self.merge.closed.connect(self._leave_two)
        self.duplicates.chosen.connect(self.list.select)
        self.duplicates.compare_asked.connect(self.merging.compare)
        self.duplicates.apart_asked.connect(self.merging.tell_apart)
        self.duplicates.closed.connect(self.close)

    def _show_several(self, ids: Sequence[str]) -> None:
        if len(ids) == 2:
            self.merging.compare(*ids)
        elif self.side.shown in (self.panel, self.merge):
            self.side.leave()

    def _show_two(self, comparison: Comparison) -> None:
        self.side.present(self.merge)
        self.merge.show_two(comparison, self.list.manner)

    def ask_to_merge(self) -> None:
        """Show the two rows that are marked side by side, or say how to mark them."""
        ids = self.list.selected()
        if len(ids) == 2:
            self.merging.compare(*ids)
        else:
            text = self.tr(
                "Mark the two rows first: click one, then the other with Ctrl held."
            )
            self.messaged.emit(Message(text, "warn"))

    def _leave_two(self) -> None:
        if self.list.filters.duplicates.isChecked():
            self._return_to_pairs()
        else:
            self.close()

    def _leave_merged(self, merged: Merged) -> None:
        if self.list.filters.duplicates.isChecked():
            self._forget(lambda pair: merged.person.id in (pair.one, pair.other))
        else:
            self.show(merged.person.id)

    def _leave_apart(self, one_id: str, other_id: str) -> None:
        if self.list.filters.duplicates.isChecked():
            self._forget(lambda pair: {pair.one, pair.other} == {one_id, other_id})
        else:
            self.close()
        text = self.tr("Noted: they are two. Ctrl+Z takes it back.")
        self.messaged.emit(Message(text))

    # Duplicates

    def look_for_duplicates(self, count: int) -> None:
        """Look for pairs when people have changed, unless there are very many."""
        if self._is_stale and count <= _MOST_BY_ITSELF:
            self.merging.find_soon()
        elif count > _MOST_BY_ITSELF:
            self._tell_pairs()
            self.list.filters.duplicates.show()

    def mind_changes(self) -> None:
        """Note that people have changed, so that pairs may have."""
        self._is_stale = True

    def show_duplicates(self, is_wanted: bool) -> None:  # noqa: FBT001 - a signal's
        """Show possible duplicates, or the whole table again."""
        self.list.filters.duplicates.setChecked(is_wanted)
        if not is_wanted:
            self.close()
            return
        if self._is_stale:
            self.merging.find()
        self._tell_pairs()
        self._return_to_pairs()

    def _return_to_pairs(self) -> None:
        self.side.present(self.duplicates)
        self.duplicates.show_pairs(self._pairs, self.list.by_id())
        self.duplicates.begin()
        self.list.narrow_to(self.duplicates.shown_ids())

    def _take_pairs(self, pairs: Sequence[Pair]) -> None:
        self._pairs, self._is_stale = pairs, False
        self._tell_pairs()
        if self.side.shown is self.duplicates:
            self._return_to_pairs()

    def _forget(self, is_settled: Callable[[Pair], bool]) -> None:
        """Go on with the next pair; the settled ones are found no more."""
        self._pairs = [pair for pair in self._pairs if not is_settled(pair)]
        self._tell_pairs()
        self._return_to_pairs()

    def _tell_pairs(self) -> None:
        """Count the likely pairs on the chip; the others when there are none."""
        likely = sum(pair.likeness <= Likeness.LIKELY for pair in self._pairs)
        self.list.filters.offer_duplicates(likely or len(self._pairs))

    # All of them

    def suggest(self) -> None:
        """Let fields be completed from what the table holds."""
        known = {**self.list.known(), "country": countries.names().values()}
        self.panel.suggest(known)
        self.form.suggest(known)

    def refresh(self) -> None:
        """Show anew what may have changed."""
        if self.side.shown is self.panel and self.panel.person is not None:
            self.editing.ask(self.panel.person.id)

    def close(self) -> None:
        """Show the table alone."""
        was_narrowed = self.list.filters.duplicates.isChecked()
        self.list.filters.duplicates.setChecked(False)
        self.side.leave()
        self.list.select("")
        if was_narrowed:
            self.list.narrow_to(None)
        self.closed.emit()

"""Changing people from the screen: each change is a user action that can be undone."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.participant import BY_NAME, Edit, Person, PersonFields
from nexus_desktop.services import (
    people,
    people_details,
    people_substituting,
    pictures,
)
from nexus_desktop.services.people_substituting import SubstituteAnswer
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.people.person_panel import Dossier

_HISTORY = 12


class Editing(QObject):
    """Hands changes to the services and tells how they went.

    Signals:
        read: `Dossier` of a person that was asked for.
        added: `Person`.
        refused: (field, reason) of a value that can't be kept.
        not_added: reason.
        likely: tuple[PersonRow] who may be the one that was to be added.
        returned: id of a person to show, for another one is gone.
        changed_one: id of the only participant whom a change was about.
        messaged: `Message`.
    """

    read = Signal(object)
    added = Signal(object)
    refused = Signal(str, str)
    not_added = Signal(str)
    likely = Signal(object)
    changed_one = Signal(str)
    returned = Signal(str)
    messaged = Signal(object)

    def __init__(
        self, runner: Runner, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runner, self._now = runner, now

    def ask(self, participant_id: str) -> None:
        """Read a person."""
        self._runner.submit(
            self,
            lambda session: _dossier(session, participant_id),
            done=self.read.emit,
            failed=self._explain,
        )

    def edit(self, participant_id: str, field: str, value: object) -> None:
        """Change one field."""
        self._edit(
            participant_id,
            {field: value},
            done=self._tell_edited,
            failed=lambda error: self.refused.emit(field, str(error)),
        )

    def cancel(self, participant_id: str, reason: str = "") -> None:
        """Note that a person does not come, and why."""
        act = partial(people.cancel, reason=reason)
        self._set_status(participant_id, act, self._tell_cancelled)

    def restore(self, participant_id: str) -> None:
        """Note that a person comes after all."""
        self._set_status(participant_id, people.restore, self._tell_restored)

    def add(self, fields: PersonFields) -> None:
        """Register a person."""
        at = self._now()
        self._runner.submit(
            self,
            lambda session: people.add(session, fields, at=at),
            done=self.added.emit,
            failed=lambda error: self.not_added.emit(str(error)),
        )

    def substitute(self, fields: PersonFields, old_id: str, is_seen: bool) -> None:  # noqa: FBT001 - a signal's
        """Register somebody in the place of another; `is_seen`: duplicates were."""
        at = self._now()
        self._runner.submit(
            self,
            lambda session: people_substituting.substitute(
                session, old_id, fields, at=at, confirmed=is_seen
            ),
            done=self._tell_substituted,
            failed=lambda error: self.not_added.emit(str(error)),
        )

    def _tell_substituted(self, answer: SubstituteAnswer) -> None:
        if answer.person is None:
            self.likely.emit(answer.duplicates)
            return
        new = answer.person
        self.added.emit(new)
        text = self.tr("{0} comes in the place of {1}.").format(
            new.name, answer.replaced
        )
        back = partial(self._take_back_substitute, new.id)
        self.messaged.emit(Message(text, action=(self.tr("Undo"), back)))

    def _take_back_substitute(self, new_id: str) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: people_substituting.take_back(session, new_id, at=at),
            done=self._tell_taken_back,
            failed=self._explain,
        )

    def _tell_taken_back(self, old: Person) -> None:
        self.messaged.emit(Message(self.tr("Taken back: {0}.").format(old.name)))
        self.returned.emit(old.id)

    def _edit(
        self,
        participant_id: str,
        values: Mapping[str, Any],
        *,
        done: Callable[[Edit], None],
        failed: Callable[[NexusError], None],
    ) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: people.edit(session, participant_id, values, at=at),
            done=done,
            failed=failed,
        )

    def _set_status(
        self,
        participant_id: str,
        act: Callable[..., Person],
        done: Callable[[Person], None],
    ) -> None:
        at = self._now()
        self._runner.submit(
            self,
            lambda session: act(session, participant_id, at=at),
            done=done,
            failed=self._explain,
        )

    def _tell_edited(self, edit: Edit) -> None:
        if not edit.replaced:
            self.ask(edit.person.id)
            return
        self.changed_one.emit(edit.person.id)
        labels = ", ".join(BY_NAME[name].label for name in edit.replaced)
        text = self.tr("{0}: {1} changed.").format(edit.person.name, labels)
        back = partial(self._take_back, edit)
        self.messaged.emit(Message(text, action=(self.tr("Undo"), back)))

    def _take_back(self, edit: Edit) -> None:
        self._edit(
            edit.person.id,
            edit.replaced,
            done=lambda _edit: self.messaged.emit(Message(self.tr("Taken back."))),
            failed=self._explain,
        )

    def _tell_cancelled(self, person: Person) -> None:
        self.changed_one.emit(person.id)
        text = self.tr("{0} does not come; the badge is refused from now on.")
        back = partial(self.restore, person.id)
        self.messaged.emit(
            Message(text.format(person.name), "warn", (self.tr("Undo"), back))
        )

    def _tell_restored(self, person: Person) -> None:
        self.changed_one.emit(person.id)
        text = self.tr("{0} is expected again.").format(person.name)
        back = partial(self.cancel, person.id, person.cancel_reason)
        self.messaged.emit(Message(text, action=(self.tr("Undo"), back)))

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))


def _dossier(session: Session, participant_id: str) -> Dossier:
    return Dossier(
        people.person(session, participant_id),
        people_details.trail(session, participant_id, _HISTORY),
        pictures.photo_of(session, participant_id),
    )

"""What the desk changes about a person, each a user action, the last one undoable."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from nexus_desktop.core.checkin import ScanResult
from nexus_desktop.core.desk import Look
from nexus_desktop.core.participant import BY_NAME, Edit
from nexus_desktop.services import badges, checkin, people, people_substituting
from nexus_desktop.ui.desk.gate import Gate
from nexus_desktop.ui.kit.message import Message

_ON_BADGES = frozenset(
    {"printed_name", "native_name", "organisation", "role", "country"}
)


class PersonActs(QObject):
    """Asks the services and tells how it went.

    Signals:
        looked: `Look`.
        read: `Person`, all that is known.
        edited: `Edit`.
        not_edited: NexusError.
        moved: `Look`, after the registration was cancelled or brought back.
        reissued: id of the participant, whose new badge can be printed.
        refused: NexusError.
        messaged: `Message`.
    """

    looked = Signal(object)
    read = Signal(object)
    edited = Signal(object)
    not_edited = Signal(object)
    moved = Signal(object)
    reissued = Signal(str)
    refused = Signal(object)
    messaged = Signal(object)

    def __init__(self, gate: Gate, parent: QObject) -> None:
        super().__init__(parent)
        self._gate = gate
        self._back: Callable[[], None] | None = None

    def look(self, participant_id: str) -> None:
        """Show somebody without letting them in."""
        self._act(self._looking(participant_id), self.looked.emit)

    def look_again(self, look: Look) -> None:
        """Read anew what is known of somebody who was looked up, silently."""
        told = partial(self._gate.refreshed.emit, look)
        self._gate.act(self._looking(look.guest.id), told, lambda _error: None)

    def read_all(self, participant_id: str) -> None:
        """Read a person for the form."""
        self._act(
            lambda session, **_: people.person(session, participant_id), self.read.emit
        )

    def edit(self, participant_id: str, values: Mapping[str, Any]) -> None:
        """Change fields of a person."""
        work = partial(people.edit, participant_id=participant_id, values=values)
        self._gate.act(work, self._tell_edited, self.not_edited.emit)

    def cancel(self, participant_id: str, reason: str) -> None:
        """Note that somebody does not come."""
        work = partial(people.cancel, participant_id=participant_id, reason=reason)
        self._move(participant_id, work, self._tell_cancelled)

    def restore(self, participant_id: str) -> None:
        """Note that somebody comes after all."""
        work = partial(people.restore, participant_id=participant_id)
        self._move(participant_id, work, self._tell_restored)

    def reissue(self, participant_id: str, reason: str) -> None:
        """Give a new badge, which ends the one before."""
        work = partial(badges.reissue, participant_id=participant_id, reason=reason)
        self._act(work, lambda _badge: self.reissued.emit(participant_id))

    def revoke(self, participant_id: str, reason: str) -> None:
        """Switch off a lost badge without giving a new one."""
        work = partial(badges.revoke, participant_id=participant_id, reason=reason)
        self._act(work, self._tell_revoked)

    def remember_substitute(self, result: ScanResult, replaced: str) -> None:
        """Offer to take back that somebody came in place of another."""
        guest = result.participant
        if guest is not None:
            work = partial(people_substituting.take_back, new_id=guest.id)
            self._offer(
                self.tr("{0} comes in place of {1}.").format(guest.name, replaced),
                lambda: self._act(
                    work, lambda one: self._show_again(one.id, self.tr("Taken back."))
                ),
            )

    def take_back(self) -> bool:
        """Take back the last change made here; False: there is none since a scan."""
        back, self._back = self._back, None
        if back is not None:
            back()
        return back is not None

    def forget(self) -> None:
        """Leave Ctrl+Z to the scans again."""
        self._back = None

    def _looking(self, participant_id: str) -> Callable[..., Look]:
        return partial(
            checkin.look,
            participant_id=participant_id,
            checkpoint_id=self._gate.place_id,
        )

    def _move(
        self,
        participant_id: str,
        work: Callable[..., object],
        tell: Callable[[Look], None],
    ) -> None:
        looking = self._looking(participant_id)

        def moved(session: Session, **when: Any) -> Look:  # noqa: ANN401 - `at`
            work(session, **when)
            return looking(session, **when)

        self._act(moved, tell)

    def _tell_edited(self, edit: Edit) -> None:
        self.edited.emit(edit)
        if not edit.replaced:
            return
        labels = ", ".join(BY_NAME[name].label for name in edit.replaced)
        text = self.tr("{0}: {1} changed.").format(edit.person.name, labels)
        if edit.person.badge == "printed" and _ON_BADGES.intersection(edit.replaced):
            text += " " + self.tr("F4 prints the badge anew.")
        self._offer(text, lambda: self._edit_back(edit))

    def _edit_back(self, edit: Edit) -> None:
        work = partial(people.edit, participant_id=edit.person.id, values=edit.replaced)

        def told(again: Edit) -> None:
            self.edited.emit(again)
            self.messaged.emit(Message(self.tr("Taken back.")))

        self._act(work, told)

    def _tell_cancelled(self, look: Look) -> None:
        self.moved.emit(look)
        text = self.tr("{0} does not come; the badge is refused from now on.")
        guest = look.guest
        self._offer(text.format(guest.name), lambda: self.restore(guest.id), "warn")

    def _tell_restored(self, look: Look) -> None:
        self.moved.emit(look)
        text = self.tr("{0} is expected again.").format(look.guest.name)
        self._offer(text, None)

    def _tell_revoked(self, count: int) -> None:
        text = self.tr("The badge is switched off; Shift+F4 gives a new one.")
        if not count:
            text = self.tr("There was no badge to switch off.")
        self.messaged.emit(Message(text, "warn"))

    def _show_again(self, participant_id: str, text: str) -> None:
        self.messaged.emit(Message(text))
        self.look(participant_id)

    def _offer(
        self, text: str, back: Callable[[], None] | None, tone: str = "good"
    ) -> None:
        self._back = back
        action = None if back is None else (self.tr("Undo"), back)
        self.messaged.emit(Message(text, tone, action))  # type: ignore[arg-type]  # a tone

    def _act(self, work: Callable[..., Any], done: Callable[[Any], None]) -> None:
        self._gate.act(work, done, self.refused.emit)

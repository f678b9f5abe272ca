"""What minutes still lack, so that somebody can mend it before they go out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nexus_desktop.core.actions import Action, Show, state_of
from nexus_desktop.core.minutes.material import Material, Remark
from nexus_desktop.core.note import NotesStatus
from nexus_desktop.core.note_kinds import NoteKind


class Lack(StrEnum):
    """Something that readers of minutes will look for in vain."""

    NOBODY_PRESENT = "nobody present"
    SESSIONS_WITHOUT_NOTES = "sessions without notes"
    GROUPS_WITHOUT_NOTES = "groups without notes"
    ACTIONS_WITHOUT_OWNER = "actions without owner"
    ACTIONS_WITHOUT_DATE = "actions without date"
    OBJECTIVES_UNTOUCHED = "objectives untouched"
    GROUPS_NOT_FINAL = "groups not final"
    SESSIONS_NOT_FINAL = "sessions not final"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing, and where it is mended.

    Attributes:
        names: of what is concerned: actions, titles of sessions, objectives.
        screen: the screen to go to; `row_id` is what to show there, if anything.
    """

    lack: Lack
    names: tuple[str, ...]
    screen: str
    row_id: str = ""

    @property
    def count(self) -> int:
        """Return how many are concerned."""
        return len(self.names)


def gaps(material: Material, at: datetime, *, is_draft: bool = True) -> tuple[Gap, ...]:
    """Return what is missing at `at` (aware): of sessions that are over only.

    Unless the minutes are a draft, notes that are not final are missing, too.
    """
    found = tuple(_gaps(material, at))
    return found if is_draft else (*found, *_unfinished(material, at))


def _gaps(material: Material, at: datetime) -> Iterator[Gap]:
    begun = material.workshop.local(at).date() >= material.workshop.draft.first_day
    if begun and material.people and not material.arrivals:
        yield Gap(Lack.NOBODY_PRESENT, (material.workshop.title,), "desk")
    yield from _silent_sessions(material, at)
    yield from _silent_groups(material, at)
    yield from _loose_actions(material)
    spoken = {number for note in material.remarks for number in note.objectives}
    untouched = [
        objective.text
        for objective in material.workshop.objectives
        if objective.number not in spoken
    ]
    if untouched and material.remarks:
        yield Gap(Lack.OBJECTIVES_UNTOUCHED, tuple(untouched), "notes")


def _silent_sessions(material: Material, at: datetime) -> Iterator[Gap]:
    spoken = {note.session_id for note in material.remarks}
    silent = [
        item
        for item in material.items
        if item.ends_at <= at and not item.is_pause and item.id not in spoken
    ]
    if silent:
        titles = tuple(item.title for item in silent)
        yield Gap(Lack.SESSIONS_WITHOUT_NOTES, titles, "notes", silent[0].id)


def _unfinished(material: Material, at: datetime) -> Iterator[Gap]:
    """Yield the sessions whose notes are there and not final."""
    spoken = {note.session_id for note in material.remarks}
    found = [
        item
        for item in material.items
        if item.id in spoken
        and item.ends_at <= at
        and item.notes_status != NotesStatus.FINAL
    ]
    if found:
        titles = tuple(item.title for item in found)
        yield Gap(Lack.SESSIONS_NOT_FINAL, titles, "notes", found[0].id)


def _silent_groups(material: Material, at: datetime) -> Iterator[Gap]:
    spoken = {note.group_id for note in material.remarks}
    heard = {note.session_id for note in material.remarks}
    over = {item.id for item in material.items if item.ends_at <= at} & heard
    silent = [
        group
        for group in material.breakouts
        if group.session_id in over and group.id not in spoken
    ]
    if silent:
        names = tuple(f"{group.name} {group.topic}".strip() for group in silent)
        yield Gap(Lack.GROUPS_WITHOUT_NOTES, names, "notes", silent[0].session_id)


def _loose_actions(material: Material) -> Iterator[Gap]:
    """Yield what actions lack that somebody still owes, those carried over too."""
    owed: list[Remark | Action] = [
        note
        for note in material.remarks
        if note.kind is NoteKind.ACTION
        and not state_of(note.state).is_closed
        and not note.taken_by
    ]
    owed += [action for action in material.carried if not action.state.is_closed]
    ownerless = tuple(action.text for action in owed if not action.owner)
    if ownerless:
        show = f"actions/{Show.NO_OWNER}"
        yield Gap(Lack.ACTIONS_WITHOUT_OWNER, ownerless, "register", show)
    dateless = tuple(action.text for action in owed if action.due is None)
    if dateless:
        show = f"actions/{Show.NO_DATE}"
        yield Gap(Lack.ACTIONS_WITHOUT_DATE, dateless, "register", show)

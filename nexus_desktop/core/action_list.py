"""The register of actions as a list by owner, and as reminders to be sent."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from nexus_desktop.core.actions import Action, Reminder, Show, by_owner, counted_by
from nexus_desktop.core.days import spoken, spoken_span
from nexus_desktop.core.history import counted
from nexus_desktop.core.lists.table import (
    NUMBER,
    Chapter,
    Part,
    PeopleTable,
    TableColumn,
)
from nexus_desktop.core.papers import Heading
from nexus_desktop.core.workshop import WorkshopInfo

TITLE = "Actions by owner"
NOBODY = "Owner to be named"
_COLUMNS = (
    TableColumn("No.", NUMBER),
    TableColumn("Owner", strong=True),
    TableColumn("Action"),
    TableColumn("Due"),
    TableColumn("State"),
    TableColumn("From"),
    TableColumn("Remark"),
)
_COUNTED = (Show.STILL, Show.OVERDUE, Show.NO_OWNER, Show.CLOSED)


def action_table(
    actions: Sequence[Action], workshop: WorkshopInfo, today: date
) -> PeopleTable:
    """Return `actions` as a list in the order of their owners."""
    owned = [(owner, action) for owner, some in by_owner(actions) for action in some]
    rows = tuple(
        _row(number, owner, action, today)
        for number, (owner, action) in enumerate(owned, 1)
    )
    width = len(_COLUMNS) if any(action.remark for action in actions) else -1
    found = counted_by(actions, today)
    part = Part(
        Heading(workshop.title, TITLE, _when(workshop)),
        (Chapter("", tuple(row[:width] for row in rows)),) if rows else (),
        facts=f"{counted(len(actions), 'action')} · as of {spoken(today)}",
        counts=tuple((show.value.capitalize(), found[show]) for show in _COUNTED),
    )
    return PeopleTable(TITLE, _COLUMNS[:width], (part,))


def _row(number: int, owner: str, action: Action, today: date) -> tuple[str, ...]:
    return (
        str(number),
        owner or NOBODY,
        action.text,
        due_words(action, today),
        action.state.value.capitalize(),
        origin(action),
        action.remark,
    )


def origin(action: Action) -> str:
    """Return where it comes from: its session, or the workshops it was carried from."""
    if not action.is_carried:
        return action.source
    return "Carried over: " + ", ".join(station.name for station in action.past)


def due_words(action: Action, today: date) -> str:
    """Return such as "12 December 2014, 3 days overdue"; "" without a date."""
    if action.due is None:
        return ""
    late = action.days_late(today)
    overdue = f", {counted(late, 'day')} overdue" if late else ""
    return f"{spoken(action.due)}{overdue}"


def reminders(
    actions: Iterable[Action], addresses: dict[str, tuple[str, ...]]
) -> tuple[Reminder, ...]:
    """Return what each owner still owes; `addresses` is by owner."""
    still = (action for action in actions if not action.state.is_closed)
    return tuple(
        Reminder(owner, owned, addresses.get(owner, ()))
        for owner, owned in by_owner(still)
    )


def subject(workshop: WorkshopInfo) -> str:
    """Return the subject of a reminder."""
    return f"Open actions: {workshop.title}"


def reminder_text(reminder: Reminder, workshop: WorkshopInfo, today: date) -> str:
    """Return a letter that names all that one owner owes."""
    return "\n".join(_letter(reminder, workshop, today))


def _letter(reminder: Reminder, workshop: WorkshopInfo, today: date) -> Iterator[str]:
    count = len(reminder.actions)
    what = "this action is" if count == 1 else f"these {count} actions are"
    yield f"Dear {reminder.owner or 'colleagues'},"
    yield ""
    yield f"{workshop.title}, {_when(workshop)}: {what} still open with you."
    yield ""
    for number, action in enumerate(reminder.actions, 1):
        due = due_words(action, today)
        yield f"{number}. {action.text}" + (f" (due {due})" if due else "")
        if origin(action):
            yield f"   {origin(action)}"
    yield ""
    yield "Please say of each whether it is done, going on or dropped, in a few words."
    if workshop.draft.organisers:
        yield ""
        yield " ".join(workshop.draft.organisers.split())


def _when(workshop: WorkshopInfo) -> str:
    span = spoken_span(workshop.draft.first_day, workshop.draft.last_day)
    return f"{workshop.place}, {span}" if workshop.place else span

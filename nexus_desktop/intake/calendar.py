"""Reads a programme kept as a calendar (iCalendar, RFC 5545): one session an event."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Component

from nexus_desktop.core.people_import import RowNote
from nexus_desktop.core.programme import (
    ProgrammeError,
    SessionDraft,
    checked,
    form_from_title,
    form_of,
)
from nexus_desktop.core.programme_import import ListedSession, ProgrammeList
from nexus_desktop.core.workshop import WorkshopInfo
from nexus_desktop.intake.csv_file import decode
from nexus_desktop.intake.problems import BadFile

MARK = b"BEGIN:VCALENDAR"

_REPEATS = "It repeats in the calendar; only the first time is taken."


def read(data: bytes, name: str, workshop: WorkshopInfo) -> ProgrammeList:
    """Return the events of a calendar; a time without a zone is the workshop's.

    Raises:
        BadFile: it is no calendar, breaks off in the middle, or holds no events.
    """
    text, encoding = decode(data, name)
    events = list(_events(text, name))
    if not events:
        raise BadFile(f"{name} is a calendar without a single event.")
    sessions, faults = [], []
    for number, event in enumerate(events, start=1):
        try:
            sessions.append(_session(event, number, workshop))
        except (_BadEvent, ProgrammeError) as reason:
            faults.append(RowNote(number, str(reason)))
    return ProgrammeList(name, tuple(sessions), tuple(faults), encoding=encoding)


def _events(text: str, name: str) -> Iterator[Component]:
    if MARK.decode() not in text.upper():
        raise BadFile(f"{name} is not a calendar file (iCalendar, .ics).")
    try:
        calendars = Component.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError) as error:
        raise BadFile(
            f"{name} is a calendar that is damaged or breaks off. Export it again."
        ) from error
    if not calendars:
        raise BadFile(f"{name} is a calendar that breaks off. Export it again.")
    for calendar in calendars:
        yield from calendar.walk("VEVENT")


class _BadEvent(Exception):
    """An event can't be taken; the text is the reason."""


def _session(event: Component, number: int, workshop: WorkshopInfo) -> ListedSession:
    title = _text(event, "SUMMARY")
    if not title:
        raise _BadEvent("It has no title (SUMMARY).")
    if _text(event, "STATUS").upper() == "CANCELLED":
        raise _BadEvent(f"“{title}” is cancelled in the calendar.")
    begin, end = _times(event, title, workshop)
    form = next(filter(None, map(form_of, _categories(event))), None)
    room = re.sub(r"\s*\n\s*", ", ", _text(event, "LOCATION"))
    draft = SessionDraft(
        title=title,
        starts_at=begin,
        ends_at=end,
        form=(form or form_from_title(title)).name,
        room=room,
    )
    given = {"title", "starts_at", "ends_at"}
    given |= {name for name, value in (("form", form), ("room", room)) if value}
    return ListedSession(
        number,
        checked(draft),
        frozenset(given),
        _number(event),
        (_REPEATS,) if "RRULE" in event or "RDATE" in event else (),
    )


def _times(
    event: Component, title: str, workshop: WorkshopInfo
) -> tuple[datetime, datetime]:
    begin = _moment(event, "DTSTART", title)
    if begin is None:
        raise _BadEvent(f"“{title}” has no start.")
    if not isinstance(begin, datetime):
        raise _BadEvent(f"“{title}” takes all of {begin}: it has no times.")
    end = _moment(event, "DTEND", title)
    if end is None:
        length = _value(event, "DURATION", title)
        if not isinstance(length, timedelta):
            raise _BadEvent(f"“{title}” has no end.")
        end = begin + length
    if not isinstance(end, datetime):
        raise _BadEvent(f"“{title}” has a start with a time, but an end without one.")
    return _utc(begin, workshop), _utc(end, workshop)


def _utc(moment: datetime, workshop: WorkshopInfo) -> datetime:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=workshop.zone)
    return moment.astimezone(UTC)


def _moment(event: Component, name: str, title: str) -> date | datetime | None:
    value = _value(event, name, title)
    return value if isinstance(value, date) else None


def _value(event: Component, name: str, title: str) -> object:
    """Return the Python value of a property, the first of several; None without it."""
    if any(field == name for field, _reason in event.errors):
        raise _BadEvent(f"“{title}” has a {name} that can't be read.")
    found = event.get(name)
    found = found[0] if isinstance(found, list) else found
    return getattr(found, "dt", None)


def _text(event: Component, name: str) -> str:
    found = event.get(name, "")
    return str(found[0] if isinstance(found, list) else found).strip()


def _categories(event: Component) -> list[str]:
    found = event.get("CATEGORIES", [])
    groups = found if isinstance(found, list) else [found]
    return [str(word) for group in groups for word in group.cats]


def _number(event: Component) -> str:
    """Return the event's UID; one time of a repeated event adds which one it is."""
    uid, time = _text(event, "UID"), event.get("RECURRENCE-ID")
    return f"{uid} {time.to_ical().decode()}" if uid and time is not None else uid

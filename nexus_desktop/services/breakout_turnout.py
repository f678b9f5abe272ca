"""Who of a round is missing and who is new, from the check-ins. Reads only.

From shortly before a round begins until it ends, those are there who came in today and
did not go out again; where nobody registers anew each day, those who came at all. At
other times everybody who is expected counts as there: missing are then people who
cancelled, new are people who were added.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from nexus_desktop.core.attendance import in_the_house
from nexus_desktop.core.breakout_repair import Someone, Turnout, is_watched
from nexus_desktop.services import attendance, workshop
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.services.breakout_plans import begun_rounds
from nexus_desktop.store import rows


def turnout(session: Session, round_id: str, *, at: datetime) -> Turnout:
    """Return who is missing and new in a round; nobody while it has no people.

    Raises:
        NotFound: the round is not there.
    """
    row = reading.one_round(session, round_id)
    seated = frozenset(reading.seats(session, [round_id])[round_id])
    begun = begun_rounds(session, at)
    about = Turnout(
        round_id,
        row.number,
        published=row.published_at is not None,
        begun=round_id in begun,
        frozen=_numbers(session, begun - {round_id}),
    )
    item = session.get_one(rows.Session, row.session_id)
    if not seated or item.ends_at <= at:
        return about
    came: frozenset[str] = frozenset()
    if is_watched(item.starts_at, item.ends_at, at):
        came = _came(session, at)
    expected = reading.expected(session)
    here = expected & came if came else expected
    return replace(
        about,
        missing=_names(session, seated - here),
        new=_names(session, here - seated),
        by_check_in=bool(came),
        away=expected - here,
    )


def _came(session: Session, at: datetime) -> frozenset[str]:
    """Return who is in the house, as far as check-ins tell."""
    info = workshop.info(session)
    day = info.local(at).date()
    begin, end = info.bounds(day)
    today = attendance.moves(session, begin, end)
    here = in_the_house(today, attendance.rooms(session))
    daily = select(rows.Checkpoint.id).where(
        rows.Checkpoint.removed_at.is_(None),
        rows.Checkpoint.purpose == "registration",
        rows.Checkpoint.rule != "once",
        or_(rows.Checkpoint.day.is_(None), rows.Checkpoint.day == day),
    )
    if session.scalars(daily).first() is not None:
        return here
    moved_today = {move[2] for move in today}
    return here | (attendance.came_before(session, begin) - moved_today)


def _numbers(session: Session, round_ids: Iterable[str]) -> tuple[int, ...]:
    query = select(rows.Round.number).where(rows.Round.id.in_(list(round_ids)))
    return tuple(sorted(session.scalars(query)))


def _names(session: Session, ids: Iterable[str]) -> tuple[Someone, ...]:
    """Return people by name, those who cancelled or were removed too."""
    person = rows.Participant
    wanted = frozenset(ids)
    found = session.execute(select(person.id, person.printed_name)) if wanted else ()
    named = [Someone(key, name) for key, name in found if key in wanted]
    return tuple(sorted(named, key=lambda one: (one.name.casefold(), one.id)))

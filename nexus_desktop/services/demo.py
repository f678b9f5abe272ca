"""Makes the demo workshop through the same actions that its users would take.

Each step is timed and told. The people come from a list, the programme from a table,
both written beside the file, so that they can be imported by hand as well.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy.orm import Session

from nexus_desktop.core import demo, demo_series
from nexus_desktop.core.breakout import GroupDraft, RoundDraft, RoundInfo, Weights
from nexus_desktop.core.demo import Plan
from nexus_desktop.core.history import counted
from nexus_desktop.core.ids import new_id
from nexus_desktop.core.note import LineChanges, NotesPlace, WrittenLine
from nexus_desktop.core.ordering import n_between
from nexus_desktop.core.saving import NotSaved, save
from nexus_desktop.intake import programme_file
from nexus_desktop.services import (
    actions,
    badges,
    breakout_judging,
    breakout_plans,
    breakouts,
    checkin,
    checkpoint_making,
    checkpoints,
    desk_lists,
    notes,
    notes_reading,
    people_import,
    programme,
    series,
    workshop,
)
from nexus_desktop.store.database import Database

__all__ = ["Plan", "Report", "make_file"]

Report = Callable[[float, str], None]

FILE, PEOPLE, PROGRAMME = "demo.nexus", "participants.csv", "programme.csv"
_TRAITS = {"country": 1.0, "category": 1.0, "gender": 1.0}
_SOLVE_SECONDS = 2.0
_AT_ONCE = 25
_EARLY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Maker:
    """The open demo file and what to make of it."""

    plan: Plan
    folder: Path
    database: Database
    at: datetime

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yield what happens and how, in order; each returns what came of it."""
        yield "participants", self._people
        yield "programme", self._programme
        yield "badges", self._badges
        yield "breakout groups", self._groups
        yield "checkpoints", self._doors
        yield "check-ins", self._scans
        yield "notes", self._notes
        yield "actions carried over", self._earlier

    def _people(self) -> str:
        listed = save(self.folder / PEOPLE, demo.people_csv(self.plan).encode())
        plan, _ = self.database.run(
            lambda s: people_import.import_file(s, listed, at=self.at), at=self.at
        )
        return counted(len(plan.rows), "participant")

    def _programme(self) -> str:
        listed = save(self.folder / PROGRAMME, demo.programme_csv(self.plan).encode())

        def take_in(session: Session) -> int:
            read = programme_file.read(listed, workshop.info(session))
            return len(programme.import_programme(session, read, at=self.at).rows)

        return counted(self.database.run(take_in, at=self.at)[0], "session")

    def _badges(self) -> str:
        issued, _ = self.database.run(
            lambda s: badges.issue_all(s, at=self.at), at=self.at
        )
        return counted(issued, "badge")

    def _doors(self) -> str:
        wanted = self._with_doors()

        def make(session: Session) -> None:
            checkpoint_making.make(session, list(wanted), at=self.at)
            for place in checkpoints.live(session):
                if place.session_id in wanted:
                    kept = checkpoints.one(session, place.id)
                    rule = wanted[place.session_id].door
                    draft = replace(kept.draft, rule=rule)
                    checkpoints.edit(session, place.id, draft, at=self.at)

        self.database.run(make, at=self.at)
        return counted(len(wanted), "checkpoint") + " at sessions"

    def _scans(self) -> str:
        codes, _ = self.database.run(
            lambda s: {person: code for person, _, code in badges.codes(s)}, at=self.at
        )
        places, _ = self.database.run(
            lambda s: {place.session_id: place.id for place in checkpoints.live(s)},
            at=self.at,
        )
        came = list(demo.arrivals(self.plan, sorted(codes)))
        scans = [(at, person, "") for at, person in came]
        for session_id, session in self._with_doors().items():
            passed = demo.passages(self.plan, session, came)
            scans += [(at, person, places[session_id]) for at, person in passed]
        coming = iter(sorted(scans))
        while some := list(islice(coming, _AT_ONCE)):
            self.database.run(lambda s: _scan(s, some, codes), at=some[-1][0])
        return counted(len(scans), "scan")

    def _with_doors(self) -> dict[str, demo.DemoSession]:
        """Return the sessions at which people are scanned, by id."""
        known, _ = self.database.run(programme.sessions, at=self.at)
        told = zip(known, demo.sessions(self.plan), strict=True)
        return {one.id: session for one, session in told if session.door}

    def _groups(self) -> str:
        made, _ = self.database.run(self._rounds, at=self.at)
        position, _ = self.database.run(breakout_plans.position, at=self.at)
        found = breakout_judging.solve(position, seconds=_SOLVE_SECONDS)

        def take(session: Session) -> None:
            breakout_plans.adopt(session, found.plan, at=self.at)

        self.database.run(take, at=self.at)
        for one in made:
            self.database.run(
                lambda s: breakouts.publish(s, one.id, at=self.at),  # noqa: B023 - run now
                at=self.at,
            )
        return counted(len(made), "breakout round")

    def _rounds(self, session: Session) -> list[RoundInfo]:
        topics = demo.topics()
        count = max(2, round(self.plan.people / 13))
        return [
            breakouts.new_round(
                session, one.id, _round_draft(number, count, topics), at=self.at
            )
            for number, one in enumerate(programme.sessions(session))
            if one.form == "breakout"
        ]

    def _notes(self) -> str:
        known, _ = self.database.run(programme.sessions, at=self.at)
        speakers, _ = self.database.run(
            lambda s: [name for _, name, _ in badges.codes(s)], at=self.at
        )
        count = 0
        for number, session in enumerate(demo.sessions(self.plan)):
            lines = demo.notes(self.plan, session, speakers[:40], number)
            count += len(lines)
            for place, part in self._places(known[number].id, lines):
                self.database.run(
                    lambda s: _write(s, place, part),  # noqa: B023 - run now
                    at=part[-1].at,
                )
        return counted(count, "note")

    def _earlier(self) -> str:
        """Carry over what the third workshop left open, and review most of it."""
        earlier = demo_series.earlier(self.plan)
        chosen = {one.id for one in earlier.open_actions}
        carried, _ = self.database.run(
            lambda s: series.carry(s, earlier, chosen, at=self.at), at=self.at
        )
        at = demo.sessions(self.plan)[-1].starts_at
        found, _ = self.database.run(actions.carried, at=at)
        for action_id, state, remark in demo_series.reviews(found):
            self.database.run(
                lambda s: actions.review(s, action_id, state, remark, at=at),  # noqa: B023 - run now
                at=at,
            )
        return counted(carried.added, "action")

    def _places(
        self, session_id: str, lines: Sequence[demo.DemoLine]
    ) -> Iterator[tuple[NotesPlace, Sequence[demo.DemoLine]]]:
        """Yield where to write which lines: in a breakout, a share in each group."""
        choices, _ = self.database.run(notes_reading.choices, at=self.at)
        places = [c.place for c in choices if c.place.session_id == session_id]
        places = [p for p in places if p.group_id] or places
        for number, place in enumerate(places[: len(lines)]):
            yield place, lines[number :: len(places)]


def make_file(folder: Path, plan: Plan, *, report: Report = lambda *_: None) -> Path:
    """Make the demo workshop in `folder`; return its file.

    Args:
        folder: made if it is not there.
        plan: how many people, which seed, when it ends.
        report: told the part done (0 to 1) and each step as it ends.

    Raises:
        NexusError: there is a demo in the folder already, or no room for one.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{folder} can't be made: {error.strerror}.") from error
    draft = demo.workshop(plan)
    begun = demo.sessions(plan)[0].starts_at - _EARLY
    database, _ = Database.create(
        folder / FILE,
        lambda session: workshop.create(session, draft, at=begun),
        at=begun,
        actor="Demo",
    )
    with closing(database):
        steps = list(_Maker(plan, folder, database, begun).steps())
        for number, (name, work) in enumerate(steps):
            report(number / len(steps), name)
            report((number + 1) / len(steps), work())
    return folder / FILE


def _scan(
    session: Session, some: Sequence[tuple[datetime, str, str]], codes: dict[str, str]
) -> None:
    """Scan badges: (time, person, checkpoint or "" for the desk of that day)."""
    for at, person, place in some:
        place_id = place or desk_lists.default_checkpoint(session, at).id
        checkin.scan(session, codes[person], place_id, at=at)


def _write(session: Session, place: NotesPlace, lines: Sequence[demo.DemoLine]) -> None:
    orders = n_between(None, None, len(lines))
    written = tuple(
        WrittenLine(new_id(line.at), order, line.text, line.at)
        for order, line in zip(orders, lines, strict=True)
    )
    notes.save_lines(session, place, LineChanges(written=written), at=lines[-1].at)


def _round_draft(number: int, count: int, topics: Sequence[str]) -> RoundDraft:
    groups = tuple(
        GroupDraft(
            topic=topics[(place + number) % len(topics)],
            room=f"Room {place + 1}",
            table=str(place + 1),
        )
        for place in range(count)
    )
    return RoundDraft(groups, Weights(_TRAITS))

"""Breakout groups: a problem file solved, or a round of a workshop."""

import json
from argparse import Namespace
from contextlib import closing
from datetime import datetime

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import ACTOR, Answer, Now
from nexus_desktop.commands.notes import session_named
from nexus_desktop.core.breakout import RoundDraft, RoundInfo, Weights, lettered
from nexus_desktop.core.errors import NexusError
from nexus_desktop.services import breakout_judging, breakout_plans, breakouts
from nexus_desktop.services.sharing import open_file
from nexus_desktop.solver.problem import Problem
from nexus_desktop.solver.solve import solve

_SECONDS = 5.0
_WEIGHTS = Weights({"country": 1.0, "category": 1.0, "gender": 1.0})


def assign(args: Namespace, _now: Now) -> Answer:
    """Solve a problem file; the plan is printed as JSON."""
    plan = solve(
        Problem.read(args.problem),
        seconds=args.seconds if args.steps is None else None,
        steps=args.steps,
        seed=args.seed,
    )
    return Answer((json.dumps(plan.to_json()),), plan.to_json())


def breakouts_of(args: Namespace, now: Now) -> Answer:
    """Make a round for a breakout session unless it has one, solve, maybe publish."""
    at = now()
    with closing(open_file(args.file, at=at, actor=ACTOR)) as database:
        info, _ = database.run(lambda session: _round(session, args, at), at=at)
        position, _ = database.run(
            lambda session: breakout_plans.position(session, [info.id]), at=at
        )
        found = breakout_judging.solve(position, seconds=args.seconds or _SECONDS)
        moved, _ = database.run(
            lambda session: breakout_plans.adopt(session, found.plan, at=at), at=at
        )
        if args.publish:
            database.run(
                lambda session: breakouts.publish(session, info.id, at=at), at=at
            )
    gap = "" if found.gap is None else f", within {found.gap:.1f}% of the best possible"
    done = "published" if args.publish else "made"
    told = (
        f"Round {info.number} ({info.title}) is {done}: {info.groups} groups, "
        f"{moved.moves} people seated anew{gap}."
    )
    return Answer(
        (told,),
        {"round": info.number, "moves": moved.moves, **found.plan.to_json()},
    )


def _round(session: Session, args: Namespace, at: datetime) -> RoundInfo:
    item = session_named(session, args.session)
    known = [r for r in breakouts.rounds(session) if r.session_id == item.id]
    open_ones = [one for one in known if not one.published]
    if open_ones and args.groups is None:
        return open_ones[-1]
    if known and not open_ones:
        raise NexusError(
            f"Round {known[-1].number} of {item.title} is published and locked. "
            "Unpublish it in the window to change it."
        )
    if args.groups is None:
        raise NexusError(f"{item.title} has no round yet. Say how many --groups.")
    groups = lettered(args.groups, args.topic or (), args.room or ())
    draft = RoundDraft(groups, _WEIGHTS)
    return breakouts.new_round(session, item.id, draft, at=at)

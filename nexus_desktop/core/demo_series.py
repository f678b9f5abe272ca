"""The workshops before the demo workshop, as values, by a seed; all of it generated."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from nexus_desktop.core import demo
from nexus_desktop.core.actions import Action, Carried, State, Station
from nexus_desktop.core.demo import Plan
from nexus_desktop.core.series import Earlier, Figures, Turnout
from nexus_desktop.core.workshop import NewWorkshop, Objective, WorkshopInfo

_DAYS = timedelta(days=2)


def earlier(plan: Plan) -> Earlier:
    """Return the third workshop: its open actions, and figures of all three."""
    told = demo.read("series")
    dice = random.Random(f"{plan.seed}/series")  # noqa: S311 - a demo, not a secret
    workshops = told["workshops"]
    figures = tuple(_figures(one, plan, dice) for one in workshops)
    actions = tuple(
        _action(number, one, figures, dice)
        for number, one in enumerate(told["actions"])
    )
    return Earlier(_info(workshops[-1], figures[-1], plan), figures, actions)


def reviews(found: Sequence[Action]) -> list[tuple[str, State, str]]:
    """Return (id, state, remark) of each carried action that was reviewed here."""
    told = {
        _id(n): one["review"] for n, one in enumerate(demo.read("series")["actions"])
    }
    return [
        (action.id, State(told[action.continues][0]), told[action.continues][1])
        for action in found
        if told[action.continues]
    ]


def _id(number: int) -> str:
    return f"demo-third-{number}"


def _info(told: dict[str, Any], figures: Figures, plan: Plan) -> WorkshopInfo:
    now = demo.workshop(plan)
    draft = NewWorkshop(
        title=told["title"], series=now.series, number=told["number"],
        city=told["city"], country=told["country"], time_zone="Asia/Bangkok",
        first_day=figures.first_day, last_day=figures.last_day,
        organisers=now.organisers, objectives=now.objectives,
    )  # fmt: skip
    stated = tuple(Objective(n, text) for n, text in enumerate(now.objectives, 1))
    return WorkshopInfo(figures.id, draft, stated, {})


def _figures(told: dict[str, Any], plan: Plan, dice: random.Random) -> Figures:
    last = plan.last_day - timedelta(days=told["days_before"])
    turnout = _turnout(round(plan.people * told["people"]), dice)
    present = sum(one.present for one in turnout)
    agreed = dice.randrange(14, 30)
    done, going_on = round(agreed * 0.2), round(agreed * 0.3)
    return Figures(
        id=f"demo-workshop-{told['number']}",
        title=told["title"],
        number=told["number"],
        place=told["city"],
        first_day=last - _DAYS,
        last_day=last,
        expected=sum(one.expected for one in turnout),
        present=present,
        women=round(present * dice.uniform(0.3, 0.45)),
        cities=dice.randrange(9, 16),
        sessions=dice.randrange(9, 13),
        notes=dice.randrange(180, 360),
        decisions=dice.randrange(8, 18),
        recommendations=dice.randrange(12, 30),
        actions=agreed,
        done=done,
        going_on=going_on,
        still_open=agreed - done - going_on,
        carried=0 if told["number"] == 1 else dice.randrange(5, 12),
        turnout=turnout,
    )


def _turnout(people: int, dice: random.Random) -> tuple[Turnout, ...]:
    countries = demo.read("people")
    whole = sum(one["share"] for one in countries.values())
    found = []
    for code, one in countries.items():
        expected = max(1, round(people * one["share"] / whole))
        found.append(Turnout(code, expected, max(1, expected - dice.randrange(0, 2))))
    return tuple(sorted(found, key=lambda one: (-one.expected, one.country)))


def _action(
    number: int,
    told: dict[str, Any],
    figures: tuple[Figures, ...],
    dice: random.Random,
) -> Action:
    second, third = figures[1:]
    owner = told["owner"].format(city=dice.choice(demo.cities()))
    due = _later(third.last_day, told["due"])
    past = (
        (Station(second.title, second.last_day, second.number, owner, third.first_day),)
        if told.get("before")
        else ()
    )
    return Action(
        id=_id(number),
        text=told["text"],
        owner=owner,
        due=due,
        state=State(told["state"]),
        carried=Carried(told.get("remark", ""), past),
    )


def _later(day: date, days: int) -> date | None:
    return day + timedelta(days=days) if days else None

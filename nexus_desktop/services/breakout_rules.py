"""Hard rules of breakout groups: together, apart, must, must not."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from nexus_desktop.core.breakout import (
    FORMS,
    BreakoutError,
    RuleInfo,
    joined,
    rule_sentence,
)
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.ids import new_id
from nexus_desktop.services import breakout_reading as reading
from nexus_desktop.store import rows

_OF_A_GROUP = ("must", "must not")


def add_rule(
    session: Session,
    form: str,
    participants: tuple[str, ...],
    group_id: str | None = None,
    *,
    at: datetime,
) -> RuleInfo:
    """Add a rule for all rounds, or (must, must not) for one group of a round.

    The same rule twice is one. People who sit otherwise stay there until the next plan.

    Raises:
        NotFound: a person or the group is not there.
        BreakoutError: too few people, or no group where one is needed.
    """
    session.info["action"] = "rule.add"
    people = tuple(dict.fromkeys(participants))
    _check(session, form, people, group_id)
    for known in rules(session):
        same = (known.form, known.group_id) == (form, group_id)
        if same and set(known.participants) == set(people):
            return known
    row = rows.Rule(
        id=new_id(at), form=form, participants=list(people), group_id=group_id
    )
    session.add(row)
    session.flush()
    return next(rule for rule in rules(session) if rule.id == row.id)


def remove_rule(session: Session, rule_id: str, *, at: datetime) -> None:
    """Take a rule away; a second time changes nothing."""
    session.info["action"] = "rule.remove"
    row = session.get(rows.Rule, rule_id)
    if row is not None and row.removed_at is None:
        row.removed_at = at


def rules(session: Session) -> tuple[RuleInfo, ...]:
    """Return all rules in the order they were made, those of removed groups left out.

    People who are not expected any more are left out; a rule with too few is none.
    """
    found = list(
        session.scalars(
            select(rows.Rule)
            .where(rows.Rule.removed_at.is_(None))
            .order_by(rows.Rule.id)
        )
    )
    if not found:
        return ()
    names = {
        person.card.id: person.card.name for person in reading.people(session).values()
    }
    titles = _titles(session, (row.group_id for row in found if row.group_id))
    infos = (_info(row, names, titles) for row in found)
    return tuple(info for info in infos if info)


def _info(
    row: rows.Rule, names: Mapping[str, str], titles: Mapping[str, str]
) -> RuleInfo | None:
    people = tuple(person for person in row.participants if person in names)
    if len(people) < _fewest(row.form) or (row.group_id and row.group_id not in titles):
        return None
    sentence = rule_sentence(
        row.form,
        [names[person] for person in people],
        titles.get(row.group_id or "", ""),
    )
    return RuleInfo(row.id, row.form, people, row.group_id, sentence)


def _titles(session: Session, group_ids: Iterable[str]) -> dict[str, str]:
    """Return the titles of those groups that are still there."""
    group, owner = rows.Group, rows.Round
    query = (
        select(group.id, group.name, group.topic)
        .join(owner, owner.id == group.round_id)
        .where(
            group.id.in_(list(group_ids)),
            group.removed_at.is_(None),
            owner.removed_at.is_(None),
        )
    )
    return {row[0]: joined(row[1], row[2]) for row in session.execute(query)}


def _fewest(form: str) -> int:
    return 1 if form in _OF_A_GROUP else 2


def _check(
    session: Session, form: str, people: tuple[str, ...], group_id: str | None
) -> None:
    if form not in FORMS:
        raise BreakoutError(f"A rule is one of: {', '.join(FORMS)}; not {form!r}.")
    if len(people) < _fewest(form):
        raise BreakoutError(
            "Choose somebody for this rule."
            if form in _OF_A_GROUP
            else "Choose at least two people for this rule."
        )
    if set(people) - reading.expected(session):
        raise NotFound("Somebody in this rule is not expected at the workshop.")
    if (form in _OF_A_GROUP) != (group_id is not None):
        raise BreakoutError("Only the rules must and must not speak of a group.")
    if group_id is not None:
        reading.one_group(session, group_id)

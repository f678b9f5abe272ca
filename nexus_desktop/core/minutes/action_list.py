"""The actions by themselves: by number, by owner, by date."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from nexus_desktop.core.minutes import carried, front, outcomes
from nexus_desktop.core.minutes.frame import Frame, plain, soft
from nexus_desktop.core.minutes.material import Remark, Section
from nexus_desktop.core.minutes.value import (
    Block,
    Column,
    Heading,
    Paragraph,
    Role,
    Span,
    Style,
    Table,
    TableRow,
)

_OVER = frozenset({"done", "dropped"})


def action_list(frame: Frame) -> tuple[Block, ...]:
    """Return the list as one run of blocks."""
    chosen = [*outcomes.agreed(frame), *carried.as_remarks(frame.material)]
    head = front.masthead(frame)
    if not chosen:
        return (head, Paragraph(plain(frame.words.text("no actions"))))
    blocks: list[Block] = [head, outcomes.lead(frame, chosen)]
    for section in frame.choices.parts:
        blocks.extend(_SECTIONS[section](frame, chosen))
    return tuple(blocks)


def _by_number(frame: Frame, _actions: Sequence[Remark]) -> Iterator[Block]:
    yield Heading(2, frame.words.text("actions by number"), "actions-by-number")
    agreed = outcomes.agreed(frame)
    if agreed:
        yield outcomes.register(frame, agreed)
    yield from carried.carried(frame)


def _by_owner(frame: Frame, actions: Sequence[Remark]) -> Iterator[Block]:
    words = frame.words
    columns = _columns(frame, ("number", 0.8), ("action", 6.4), ("due", 2.5),
                       ("state", 1.4))  # fmt: skip
    yield Heading(2, words.text("actions by owner"), "actions-by-owner")
    rows: list[TableRow] = []
    for _, notes in groupby(sorted(actions, key=_owner), _owner):
        mine = list(notes)
        owner = mine[0].owner.strip() or words.text("owner missing")
        rows.append(TableRow((plain(owner),), band=True))
        rows.extend(
            TableRow(
                (
                    _label(frame, note),
                    frame.said(note),
                    plain(outcomes.due(frame, note)),
                    plain(outcomes.state(frame, note)),
                )
            )
            for note in sorted(mine, key=_date)
        )
    yield Table("", columns, tuple(rows))


def _by_date(frame: Frame, actions: Sequence[Remark]) -> Iterator[Block]:
    words = frame.words
    waiting = sorted((it for it in actions if it.state not in _OVER), key=_date)
    yield Heading(2, words.text("actions by date"), "actions-by-date")
    if not waiting:
        yield Paragraph(soft(words.text("no open actions")), Role.QUIET)
        return
    columns = _columns(frame, ("due", 2.5), ("number", 0.8), ("action", 6),
                       ("owner", 2.4))  # fmt: skip
    rows = tuple(
        TableRow(
            (
                plain(outcomes.due(frame, note)),
                _label(frame, note),
                frame.said(note),
                outcomes.owner(frame, note),
            )
        )
        for note in waiting
    )
    yield Table("", columns, rows)


_SECTIONS = {
    Section.LIST_REGISTER: _by_number,
    Section.LIST_OWNERS: _by_owner,
    Section.LIST_DATES: _by_date,
}


def _columns(frame: Frame, *named: tuple[str, float]) -> tuple[Column, ...]:
    return tuple(
        Column(frame.words.text(f"column.{key}"), weight) for key, weight in named
    )


def _label(frame: Frame, note: Remark) -> tuple[Span]:
    return (Span(frame.labels[note.id], Style.STRONG, frame.register(note)),)


def _owner(note: Remark) -> tuple[bool, str]:
    name = note.owner.strip().casefold()
    return (not name, name)


def _date(note: Remark) -> date:
    return note.due or date.max

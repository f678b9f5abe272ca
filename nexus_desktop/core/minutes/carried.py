"""Actions of earlier workshops, as reviewed in this one, with their history."""

from nexus_desktop.core.actions import Action, State, Station
from nexus_desktop.core.minutes import outcomes
from nexus_desktop.core.minutes.frame import Frame, plain, soft
from nexus_desktop.core.minutes.material import Material, Remark
from nexus_desktop.core.minutes.value import (
    Block,
    Heading,
    Paragraph,
    Role,
    Span,
    Style,
    Table,
    TableRow,
)
from nexus_desktop.core.minutes.words import Words
from nexus_desktop.core.note_kinds import NoteKind


def actions(frame: Frame) -> tuple[Block, ...]:
    """Return the action register: those agreed here, then those carried over."""
    agreed, taken = outcomes.agreed(frame), carried(frame)
    if not taken:
        return outcomes.actions(frame)
    if not agreed:
        return taken
    title = frame.words.text("actions agreed")
    heading = Heading(2, title, "actions-agreed", listed=False)
    return (heading, *outcomes.actions(frame), *taken)


def carried(frame: Frame) -> tuple[Block, ...]:
    """Return what was carried over under a heading of its own; nothing if none was."""
    found = frame.material.carried
    if not found:
        return ()
    words = frame.words
    states = [action.state for action in found]
    told = ", ".join(
        words.text(f"count.{state}", count=states.count(state))
        for state in State
        if state in states
    )
    total = words.count("carried count", len(found))
    lead = words.text("actions lead", total=total, states=told)
    columns = outcomes.columns(frame)
    rows = tuple(_reviewed(frame, action) for action in found)
    return (
        Heading(2, words.text("actions carried"), "actions-carried", listed=False),
        Paragraph(plain(lead), Role.LEAD),
        Table("", columns, rows),
    )


def as_remarks(material: Material) -> tuple[Remark, ...]:
    """Return them as notes that no session has, to stand among those of this one."""
    return tuple(
        Remark(
            one.id, "", NoteKind.ACTION, one.text, owner=one.owner, due=one.due,
            state=one.state, outcome=one.remark,
        )
        for one in material.carried
    )  # fmt: skip


def labels(material: Material, words: Words) -> dict[str, str]:
    """Return action id -> "C1", "C2"."""
    return {
        action.id: words.text("label.carried", number=number)
        for number, action in enumerate(material.carried, 1)
    }


def _reviewed(frame: Frame, action: Action) -> TableRow:
    words = frame.words
    text = plain(action.text)
    for station in action.past:
        text += soft(f"\n{_station(frame, station)}")
    if action.remark:
        text += plain("\n" + words.text("reviewed", remark=action.remark))
    label = frame.labels[action.id]
    missing = soft(words.text("owner missing"))
    cells = (
        (Span(label, Style.STRONG),),
        text,
        plain(action.owner) if action.owner else missing,
        plain(words.date(action.due) if action.due else words.text("none")),
        plain(words.text(f"state.{action.state}")),
    )
    return TableRow(cells, anchor=label.casefold())


def _station(frame: Frame, station: Station) -> str:
    """Return how an action stood when an earlier workshop ended."""
    words = frame.words
    told = [words.text(f"state.{station.state}").lower()]
    if station.owner:
        told.append(station.owner)
    if station.due:
        told.append(words.text("due", date=words.date(station.due)))
    if station.remark:
        told.append(station.remark)
    kind = "titled" if station.number is None else "numbered"
    name = words.text(
        f"station.{kind}",
        number=station.number,
        title=station.workshop,
        date=words.date(station.ended),
    )
    return words.text("station", name=name, told="; ".join(told))

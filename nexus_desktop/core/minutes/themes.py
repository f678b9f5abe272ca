"""What was said on each objective and of each place, drawn from all sessions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nexus_desktop.core import countries
from nexus_desktop.core.minutes.frame import NUMBERED, OF_PLACES, Frame, plain, soft
from nexus_desktop.core.minutes.material import Remark
from nexus_desktop.core.minutes.value import (
    Align,
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Role,
    Span,
    Spans,
    Style,
    Table,
    TableRow,
)
from nexus_desktop.core.note_kinds import NoteKind

_ORDER = (NoteKind.KEY, *NUMBERED, *OF_PLACES, NoteKind.QUESTION, NoteKind.POINT)


@dataclass(frozen=True, slots=True)
class Place:
    """A place spoken of; `country` is its code, "" when it is not known."""

    name: str
    country: str
    is_country: bool
    remarks: tuple[Remark, ...] = ()


def by_objective(frame: Frame) -> tuple[Block, ...]:
    """Return what was said on each objective, those without a word included."""
    words, texts = frame.words, _texts(frame)
    said = {number: _on(frame, number) for number in objective_numbers(frame)}
    blocks: list[Block] = [_objectives_table(frame, texts, said)]
    for number, remarks in said.items():
        title = words.text("objective", number=number)
        blocks.append(Heading(2, title, f"objective-{number}"))
        if number in texts:
            blocks.append(Paragraph(plain(texts[number]), Role.LEAD))
        blocks.extend(_parts(frame, remarks, _ORDER, title))
        if not remarks:
            quiet = soft(words.text("nothing on objective"))
            blocks.append(Paragraph(quiet, Role.QUIET))
    return tuple(blocks)


def objective_numbers(frame: Frame) -> tuple[int, ...]:
    """Return the numbers of stated objectives and of any others that notes name."""
    stated = set(_texts(frame))
    named = {number for note in frame.all_remarks() for number in note.objectives}
    return tuple(sorted(stated | named))


def _texts(frame: Frame) -> dict[int, str]:
    return {it.number: it.text for it in frame.material.workshop.objectives}


def by_place(frame: Frame) -> tuple[Block, ...]:
    """Return what was said of each country and its cities, after a table of counts."""
    groups = _by_country(frame, places(frame))
    blocks: list[Block] = [
        Paragraph(plain(frame.words.text("places lead")), Role.LEAD),
        _places_table(frame, groups),
    ]
    for country, named in groups:
        anchor = f"{_anchor(named[0])}-country"
        blocks.append(Heading(2, country, anchor, listed=False))
        for place in named:
            blocks.append(Heading(3, _title(frame, place), _anchor(place)))
            order = (*OF_PLACES, *_REST)
            blocks.extend(_parts(frame, place.remarks, order, place.name))
    return tuple(blocks)


_REST = tuple(kind for kind in _ORDER if kind not in OF_PLACES)


def places(frame: Frame) -> tuple[Place, ...]:
    """Return each place spoken of once, however it was typed, with what was said."""
    homes = {
        person.city.casefold(): Place(person.city, person.country, is_country=False)
        for person in reversed(frame.material.people)
        if person.city
    }
    found: dict[str, Place] = {}
    said: dict[str, list[Remark]] = {}
    for remark in frame.all_remarks():
        for typed in remark.places:
            place = homes.get(typed.casefold()) or _place(frame, typed)
            key = place.name.casefold()
            found.setdefault(key, place)
            heard = said.setdefault(key, [])
            if not heard or heard[-1] is not remark:
                heard.append(remark)
    return tuple(
        replace(place, remarks=tuple(said[key])) for key, place in found.items()
    )


def _place(frame: Frame, typed: str) -> Place:
    code = countries.code_of(typed)
    if code:
        return Place(frame.country(code), code, is_country=True)
    return Place(typed, "", is_country=False)


def _by_country(
    frame: Frame, found: Iterable[Place]
) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    other = frame.words.text("other places")
    groups: dict[str, list[Place]] = {}
    for place in found:
        groups.setdefault(frame.country(place.country) or other, []).append(place)
    names = sorted(groups, key=lambda name: (name == other, name))
    return tuple(
        (name, tuple(sorted(groups[name], key=lambda p: (not p.is_country, p.name))))
        for name in names
    )


def _title(frame: Frame, place: Place) -> str:
    if place.is_country:
        return frame.words.text("as a whole", country=place.name)
    return place.name


def _anchor(place: Place) -> str:
    return "place-" + place.name.casefold().encode("utf-8").hex()


def _on(frame: Frame, number: int) -> tuple[Remark, ...]:
    return tuple(note for note in frame.all_remarks() if number in note.objectives)


def _parts(
    frame: Frame, remarks: Sequence[Remark], order: Sequence[NoteKind], title: str
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for kind in order:
        chosen = [remark for remark in remarks if remark.kind is kind]
        if chosen:
            key = "other" if kind is NoteKind.POINT else kind
            blocks.append(Heading(4, frame.words.text(f"part.{key}"), ""))
            items = tuple(_referred(frame, note, title) for note in chosen)
            blocks.append(Bullets(items))
    return tuple(blocks)


def _referred(frame: Frame, remark: Remark, title: str) -> Spans:
    label: Spans = ()
    if remark.id in frame.labels:
        text = f"{frame.labels[remark.id]}  "
        label = (Span(text, Style.STRONG, frame.register(remark)),)
    tags = frame.tags(remark, without=title)
    return (*label, *frame.said(remark), *tags, *frame.source(remark))


def _objectives_table(
    frame: Frame, texts: dict[int, str], said: dict[int, tuple[Remark, ...]]
) -> Table:
    words = frame.words
    counted = ("decisions", "recommendations", "actions")
    columns = (
        Column(words.text("column.number"), 0.8),
        Column(words.text("column.objective"), 6),
        Column(words.text("column.statements"), 1.7, Align.END),
        *(Column(words.text(f"column.{name}"), 0.9, Align.END) for name in counted),
    )
    rows = tuple(
        TableRow(
            (
                (Span(str(number), target=f"objective-{number}"),),
                plain(texts.get(number, "")),
                plain(str(len(remarks))),
                *(_count(frame, remarks, kind) for kind in NUMBERED),
            )
        )
        for number, remarks in said.items()
    )
    return Table("", columns, rows)


def _places_table(
    frame: Frame, groups: Sequence[tuple[str, tuple[Place, ...]]]
) -> Table:
    words = frame.words
    columns = (
        Column(words.text("column.place"), 3),
        *(Column(words.text(f"part.{kind}"), 1.3, Align.END) for kind in OF_PLACES),
        Column(words.text("column.other"), 1.1, Align.END),
    )
    rows: list[TableRow] = []
    for country, named in groups:
        rows.append(TableRow((plain(country),), band=True))
        rows.extend(_place_row(frame, place) for place in named)
    return Table("", columns, tuple(rows))


def _place_row(frame: Frame, place: Place) -> TableRow:
    name: Spans = (Span(_title(frame, place), target=_anchor(place)),)
    counts = tuple(_count(frame, place.remarks, kind) for kind in OF_PLACES)
    others = sum(remark.kind not in OF_PLACES for remark in place.remarks)
    return TableRow((name, *counts, _number(frame, others)))


def _count(frame: Frame, remarks: Sequence[Remark], kind: NoteKind) -> Spans:
    return _number(frame, sum(remark.kind is kind for remark in remarks))


def _number(frame: Frame, number: int) -> Spans:
    return plain(str(number)) if number else soft(frame.words.text("none"))

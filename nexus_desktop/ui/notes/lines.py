"""The lines of the editor and who they are. No Qt: the widget only shows them.

A text widget loses what it is told about its lines on splits and undo, so the lines
live here, one record each, in step with the widget's paragraphs. Every change is an
`Edit`: some records in the place of others. Its reverse undoes it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nexus_desktop.core.notation import NoteKind, join, split
from nexus_desktop.core.note import PastLines, WrittenLine
from nexus_desktop.core.ordering import FIRST, fitted, n_between

# What a text document takes for the end of a paragraph; from elsewhere it may come.
_BREAKS = re.compile("[\n\r\u2029\ufdd0\ufdd1]")


@dataclass(frozen=True, slots=True)
class Record:
    """A line: `body` is what the editor shows, the kind stands in the margin."""

    note_id: str
    order: str
    kind: NoteKind
    body: str
    at: datetime

    @property
    def is_blank(self) -> bool:
        """Say whether nothing is written in it."""
        return not self.body.strip()

    def written(self) -> WrittenLine:
        """Return the line for the file."""
        return WrittenLine(
            self.note_id, self.order, join(self.kind, self.body), self.at
        )


@dataclass(frozen=True, slots=True)
class Edit:
    """At line `at`, the records `after` took the place of `before`."""

    at: int
    before: tuple[Record, ...]
    after: tuple[Record, ...]

    @property
    def reverse(self) -> "Edit":
        """Return the edit that takes this one back."""
        return Edit(self.at, self.after, self.before)

    @property
    def is_nothing(self) -> bool:
        """Say whether nothing is different."""
        return self.before == self.after

    @property
    def removed(self) -> set[str]:
        """Return the ids of lines that are gone."""
        return {one.note_id for one in self.before} - {
            one.note_id for one in self.after
        }


class Lines:
    """All lines of the place, in their order; never none."""

    def __init__(
        self, new_id: Callable[[datetime], str], now: Callable[[], datetime]
    ) -> None:
        self._new_id = new_id
        self._now = now
        self.records: list[Record] = []
        self.load(())

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, index: int) -> Record:
        return self.records[index]

    def load(self, lines: Iterable[WrittenLine]) -> None:
        """Show other lines; a blank one follows, to write in."""
        self.records = [_read(line) for line in lines]
        last = self.records[-1].order if self.records else None
        self.records.append(self._fresh("", *n_between(last, None, 1)))

    def index(self, note_id: str) -> int | None:
        """Return where the line with this id stands, None if it is not here."""
        for index, record in enumerate(self.records):
            if record.note_id == note_id:
                return index
        return None

    def apply(self, edit: Edit) -> None:
        """Put the records of `edit` in their place."""
        self.records[edit.at : edit.at + len(edit.before)] = edit.after

    def typed(self, at: int, count: int, bodies: Sequence[str]) -> Edit:
        """Return the edit by which `count` lines from `at` came to read `bodies`."""
        old = self.records[at : at + count]
        kept = carried_over([one.body for one in old], bodies)
        continued = [None if index is None else old[index] for index in kept]
        return self._edit(at, count, list(zip(continued, bodies, strict=True)))

    def pasted(self, at: int, column: int, texts: Sequence[str]) -> Edit:
        """Return the edit that puts `texts`, read as notation, into line `at`."""
        body = self.records[at].body
        head, tail = body[:column], body[column:]
        starts = [head + texts[0], *texts[1:]]
        edit = self.typed(at, 1, [*starts[:-1], starts[-1] + tail])
        begins_new = not head.strip() and self.records[at].kind is NoteKind.POINT
        after = [
            _marked(record) if index or begins_new else record
            for index, record in enumerate(edit.after[: len(texts)])
        ]
        return replace(edit, after=(*after, *edit.after[len(texts) :]))

    def rewritten(self, at: int, kind: NoteKind, body: str) -> Edit:
        """Return the edit that makes line `at` another kind or text."""
        before = self.records[at]
        return Edit(at, (before,), (replace(before, kind=kind, body=body),))

    def turned(self, first: int, last: int, kind: NoteKind) -> Edit:
        """Return the edit that gives lines a kind; points, if all have it already."""
        before = tuple(self.records[first : last + 1])
        if all(one.kind is kind for one in before):
            kind = NoteKind.POINT
        return Edit(first, before, tuple(replace(one, kind=kind) for one in before))

    def cycled(self, first: int, last: int, step: int) -> Edit:
        """Return the edit that gives lines the kind after (1) or before (-1) theirs."""
        kinds = list(NoteKind)
        place = kinds.index(self.records[first].kind) + step
        before = tuple(self.records[first : last + 1])
        kind = kinds[place % len(kinds)]
        return Edit(first, before, tuple(replace(one, kind=kind) for one in before))

    def moved(self, first: int, last: int, step: int) -> Edit | None:
        """Return the edit that moves lines one up (-1) or down (1); None at the end."""
        top, bottom = first + min(step, 0), last + max(step, 0)
        if top < 0 or bottom >= len(self.records):
            return None
        before = self.records[top : bottom + 1]
        turned = [*before[1:], before[0]] if step < 0 else [before[-1], *before[:-1]]
        orders = [one.order for one in before]
        after = (
            replace(one, order=order) for one, order in zip(turned, orders, strict=True)
        )
        return Edit(top, tuple(before), tuple(after))

    def merged(
        self, lines: Iterable[WrittenLine], is_ours: Callable[[str], bool]
    ) -> Edit | None:
        """Return the edit that shows `lines`, but ours where they are newer."""
        theirs = [_read(line) for line in lines if not is_ours(line.note_id)]
        ours = [one for one in self.records if one.is_blank or is_ours(one.note_id)]
        found = {one.note_id: one for one in (*theirs, *ours)}
        after = sorted(found.values(), key=lambda one: (one.order, one.note_id))
        edit = Edit(0, tuple(self.records), tuple(after or [self._fresh("", FIRST)]))
        return None if edit.is_nothing else edit

    def restored(self, past: PastLines) -> Edit:
        """Return the edit that makes lines what they were."""
        found = {one.note_id: one for one in self.records}
        found.update((line.note_id, _read(line)) for line in past.lines)
        kept = [one for key, one in found.items() if key not in past.removed]
        after = sorted(kept, key=lambda one: (one.order, one.note_id))
        return Edit(0, tuple(self.records), tuple(after or [self._fresh("", FIRST)]))

    def _edit(
        self, at: int, count: int, content: Sequence[tuple[Record | None, str]]
    ) -> Edit:
        """Return the edit that puts `content` in the place of `count` lines.

        New lines get keys between those of their neighbours. A line that follows with
        the key of the line before gets another one, to make room.
        """
        known = [old.order for old, _ in content if old]
        if len(known) == len(content):
            end = at + count
            orders = known
        else:
            low = self.records[at - 1].order if at else None
            end = self._end_of_ties(at + count, known[-1] if known else low)
            following = self.records[at + count : end]
            content = [*content, *((one, one.body) for one in following)]
            high = self.records[end].order if end < len(self.records) else None
            orders = fitted(
                low, [old.order if old else None for old, _ in content], high
            )
        after = (
            self._changed(old, order, body) if old else self._fresh(body, order)
            for (old, body), order in zip(content, orders, strict=True)
        )
        return Edit(at, tuple(self.records[at:end]), tuple(after))

    def _end_of_ties(self, end: int, key: str | None) -> int:
        """Return the first line from `end` on whose key is greater than `key`."""
        while key and end < len(self.records) and self.records[end].order <= key:
            end += 1
        return end

    def _changed(self, old: Record, order: str, body: str) -> Record:
        """Return the record with another text; its time is that of its first word."""
        is_first_word = old.is_blank and body.strip()
        at = self._now() if is_first_word else old.at
        return replace(old, order=order, body=body, at=at)

    def _fresh(self, body: str, order: str) -> Record:
        at = self._now()
        return Record(self._new_id(at), order, NoteKind.POINT, body, at)


def carried_over(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Return, for each new line, which old line it is; None for one that is new.

    `old` became `new` by one edit. Untouched lines stay who they are. When lines were
    split or joined, the identity goes with the start of the text, or with its end where
    nothing of the start is left.
    """
    top = shared(old, new)
    bottom = shared(old[top:][::-1], new[top:][::-1])
    first, last = top, len(old) - bottom - 1
    head, tail = top, len(new) - bottom - 1
    kept: list[int | None] = [None] * len(new)
    kept[:top] = range(top)
    kept[tail + 1 :] = range(last + 1, len(old))
    if first > last or head > tail:
        return kept
    begins = shared(old[first], new[head]) > 0
    ends = shared(old[last][::-1], new[tail][::-1]) > 0
    if head == tail:
        kept[head] = first if begins or not ends else last
    elif first == last:
        kept[head if begins or not ends else tail] = first
    else:
        kept[head], kept[tail] = first, last
    return kept


def shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many items, or letters, both begin with."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def recognised(before: str, after: str) -> tuple[NoteKind, str] | None:
    """Return kind and text of a line in which a mark was just typed, else None.

    A mark that was there before stays text: it was taken back.
    """
    # the full stops: a word behind `/` counts once a space ends it
    begun, typed = f"{before}.", f"{after}."
    if len(after) <= len(before) or split(begun) != (NoteKind.POINT, begun.lstrip()):
        return None
    kind, body = split(typed)
    if (kind, body) == (NoteKind.POINT, typed.lstrip()):
        return None
    return kind, body.removesuffix(".")


def _marked(record: Record) -> Record:
    """Return the record with the mark in its text taken for its kind."""
    kind, body = split(record.body)
    return replace(record, kind=kind, body=body)


def _read(line: WrittenLine) -> Record:
    kind, body = split(_BREAKS.sub(" ", line.line))
    return Record(line.note_id, line.order, kind, body, line.at)

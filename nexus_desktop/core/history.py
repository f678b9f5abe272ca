"""What the journal tells a person: who did what when, and whether the file is whole."""

from dataclasses import dataclass
from datetime import datetime

# What services call their actions -> what people call them.
_ACTIONS = {
    "action.carry": "Actions carried over", "action.edit": "Action changed",
    "action.remove": "Action taken off the register",
    "action.review": "Action reviewed",
    "badge.issue": "Badges issued", "badge.print": "Badges printed",
    "badge.reissue": "Badge replaced", "badge.revoke": "Badge switched off",
    "certificate.edit": "Certificates changed",
    "checkpoint.add": "Checkpoint added", "checkpoint.edit": "Checkpoint changed",
    "checkpoint.make": "Checkpoints made from the programme",
    "checkpoint.remove": "Checkpoint removed",
    "checkpoint.restore": "Checkpoint brought back",
    "device.confirm": "Laptop let in", "device.end": "Laptop ended",
    "device.join": "Laptop joined", "device.keys": "Keys given to a laptop",
    "device.share": "Sharing begun",
    "group.edit": "Group changed",
    "layout.add": "Badge layout made", "layout.choose": "Badge layout chosen",
    "layout.edit": "Badge layout changed", "layout.remove": "Badge layout removed",
    "layout.restore": "Badge layout brought back",
    "conflict.settle": "Settled which value is right",
    "cover.set": "Picture on the cover changed",
    "logo.set": "Logo changed",
    "minutes.arrange": "Minutes arranged",
    "note.final": "Notes made final", "note.import": "Notes imported",
    "note.merge": "Points merged", "note.picture.add": "Picture added to a note",
    "note.picture.caption": "Caption of a picture changed",
    "note.picture.remove": "Picture of a note removed",
    "note.picture.restore": "Picture of a note brought back",
    "note.open": "Notes open again",
    "note.reopen": "Final notes opened again", "note.review": "Notes up for review",
    "note.take": "Points taken into another session", "note.write": "Notes written",
    "objective.edit": "Objectives changed", "participant.add": "Person added",
    "participant.cancel": "Person cancelled", "participant.edit": "Person changed",
    "participant.differ": "Told apart", "participant.merge": "People merged",
    "participant.restore": "Person expected again",
    "participant.substitute": "Somebody else came", "people.import": "People imported",
    "photo.import": "Photos taken in", "photo.remove": "Photo removed",
    "photo.set": "Photo set",
    "plan.adopt": "Groups assigned", "plan.aside": "Plan put aside",
    "plan.forget": "Plan put aside removed", "plan.return": "Plan put aside used",
    "programme.import": "Programme imported",
    "round.create": "Round made", "round.edit": "Round changed",
    "round.publish": "Round published", "round.remove": "Round removed",
    "round.repair": "Round mended",
    "round.unpublish": "Round unpublished", "rule.add": "Rule added",
    "rule.remove": "Rule removed", "scan.admit": "Admitted anyway",
    "scan.party": "Party checked in", "scan.record": "Check-in",
    "scan.undo": "Check-in taken back", "scan.walk_in": "Walk-in",
    "seat.move": "Moved to another group", "seat.pin": "Pinned",
    "seat.unpin": "Unpinned",
    "series.forget": "Figures of an earlier workshop removed",
    "session.add": "Session added", "session.edit": "Session changed",
    "session.remove": "Session removed", "session.restore": "Session brought back",
    "undo": "Undone", "workshop.create": "Workshop made",
    "workshop.edit": "Workshop changed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One user action.

    Attributes:
        name: "device:seq" of the journal's entry.
        changed: records touched, in words: "2 participants, 1 badge".
        undoes: the entry that this one took back, "" if none.
    """

    name: str
    at: datetime
    actor: str
    laptop: str
    action: str
    changed: str
    undoes: str = ""

    @property
    def words(self) -> str:
        """Return what was done as people say it, such as "People imported"."""
        return _ACTIONS.get(self.action, self.action or "Changed")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found.

    Attributes:
        entries: journal entries read.
        rows: records in the tables.
        state: SHA-256 over all that is known; equal on laptops that know the same.
        problems: sentences; empty when the file is whole.
    """

    entries: int
    rows: int
    state: str
    problems: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Say whether nothing was found."""
        return not self.problems


def counted(number: int, noun: str) -> str:
    """Return "1 badge" or "2 badges"."""
    ends_in_ies = noun.endswith("y") and noun[-2] not in "aeiou"
    plural = f"{noun[:-1]}ies" if ends_in_ies else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"

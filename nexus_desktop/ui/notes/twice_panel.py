"""Lines that two laptops wrote and did not know of each other, to be decided."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nexus_desktop.core.conflict import ConflictInWords, Version
from nexus_desktop.core.notation import join, split
from nexus_desktop.core.word_changes import Fate, word_changes
from nexus_desktop.ui.kit.changes_label import Changes
from nexus_desktop.ui.kit.widgets import button, clear, column, label, row
from nexus_desktop.ui.notes.aside_panel import AsidePanel

_MOST = 60  # lines shown


class TwicePanel(AsidePanel):
    """Shows both versions of each line, and offers one, the other, or both.

    Signals:
        kept, taken: Conflict, of which what stands now is right, or the other version.
        both_wanted: Conflict, of which the other version shall be a line of its own.
        went: str, the id of a line to go to.
    """

    kept = Signal(object)
    taken = Signal(object)
    both_wanted = Signal(object)
    went = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Written twice"))
        self._words = label("", "soft", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(20)
        self.body.addWidget(self._words)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_lines(
        self, lines: Sequence[ConflictInWords], zone: ZoneInfo, *, is_final: bool
    ) -> None:
        """Show `lines`; those of final notes can only be looked at."""
        clear(self._lines)
        for one in lines[:_MOST]:
            self._lines.addWidget(self._line(one, zone, is_final=is_final))
        words = self.tr("Two laptops wrote these while they did not hear each other.")
        if is_final:
            words = self.tr("The notes are final. Open them again to decide.")
        self._words.setText(words if lines else self.tr("Nothing to decide here."))

    def _line(self, one: ConflictInWords, zone: ZoneInfo, *, is_final: bool) -> QWidget:
        acts = self._acts(one)
        acts.setVisible(not is_final)
        stands = label(_tidy(one.present), wrap=True)
        return column(
            _version(self.tr("Stands now"), stands, one.present, zone),
            _version(self.tr("Written as well"), _compared(one), one.other, zone),
            acts,
            gap=8,
        )

    def _acts(self, one: ConflictInWords) -> QWidget:
        keep, take = self.tr("Keep"), self.tr("Take this")
        if one.present.is_removal:
            keep, take = self.tr("Leave away"), self.tr("Bring back")
        elif one.other.is_removal:
            keep, take = self.tr("Keep"), self.tr("Take away")
        conflict = one.conflict
        kept = button(keep, "flush", clicked=lambda: self.kept.emit(conflict))
        kept.setToolTip(self.tr("What stands now is right"))
        taken = button(take, "flush", clicked=lambda: self.taken.emit(conflict))
        taken.setToolTip(self.tr("What was written as well is right"))
        below = button(
            self.tr("Put below"),
            "flush",
            clicked=lambda: self.both_wanted.emit(conflict),
        )
        below.setToolTip(self.tr("Keep both: the other one as a line of its own"))
        below.setVisible(not (one.present.is_removal or one.other.is_removal))
        go = button(
            self.tr("Show"), "flush", clicked=lambda: self.went.emit(conflict.row_id)
        )
        go.setToolTip(self.tr("Go to the line"))
        go.setVisible(not one.present.is_removal)
        return row(kept, taken, below, go, None)


def _version(head: str, text: QWidget, version: Version, zone: ZoneInfo) -> QWidget:
    who = label(_who(version, zone), "small", wrap=True)
    return column(label(head, "head"), text, who, gap=2)


def _compared(one: ConflictInWords) -> QWidget:
    """Return the other version, with what differs marked where that is not most."""
    before, after = _tidy(one.present), _tidy(one.other)
    pieces = word_changes(before, after)
    kept = sum(len(piece.text) for piece in pieces if piece.fate is Fate.KEPT)
    if 2 * kept < max(len(before), len(after)):
        return label(after, wrap=True)
    return Changes(before, after)


def _tidy(version: Version) -> str:
    """Return a line with its mark as it is written at its shortest."""
    return version.text if version.is_removal else join(*split(version.text))


def _who(version: Version, zone: ZoneInfo) -> str:
    local = version.at.astimezone(zone)
    who = dict.fromkeys(filter(None, (version.actor, version.laptop)))
    return f"{local.day} {local:%b %H:%M} · {', '.join(who)}"

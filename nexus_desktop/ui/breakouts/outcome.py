"""What will come out of a round that is being made, said while it is made."""

from PySide6.QtWidgets import QLabel, QWidget

from nexus_desktop.core.breakout import TRAITS, BreakoutError, RoundDraft, Weights
from nexus_desktop.core.breakout_draft import Recognised, recognised, sizes_told
from nexus_desktop.services.breakout_drafts import RoundMaterial
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import column, hold, label

_WIDTH = 260
_LISTED = 4


class Outcome(QWidget):
    """A column of sentences: sizes, rooms, hosts, balance, wishes, and what clashes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self.sizes = label("", "strong", wrap=True)
        self.lines = label("", "soft", wrap=True)
        self.problem = label("", "note_warn", wrap=True)
        box = column(
            label(self.tr("What will come out"), "head"),
            self.sizes,
            self.lines,
            self.problem,
            None,
            gap=8,
        )
        hold(self, box)
        self.explain("")

    @property
    def text(self) -> str:
        """All that is said."""
        labels: tuple[QLabel, ...] = (self.sizes, self.lines)
        return "\n".join(one.text() for one in labels)

    def show_draft(self, draft: RoundDraft, found: RoundMaterial, rules: int) -> None:
        """Say what a draft would become."""
        people = len(found.people)
        try:
            self.sizes.setText(sizes_told(people, draft.groups))
        except BreakoutError:  # said by whoever asked for it
            self.sizes.setText("")
        lines = [
            self._named(draft),
            self._hosts(found.hosts(draft.groups)),
            self._balance(draft.weights),
            self._wishes(recognised(found.wishes, draft.groups)),
            self.tr("Rules: {}").format(rules) if rules else "",
        ]
        self.lines.setText("\n\n".join(line for line in lines if line))

    def explain(self, reason: str) -> None:
        """Say what can't be kept; "" when all can."""
        self.problem.setText(reason)
        self.problem.setVisible(bool(reason))
        theme.set_role(self.problem, "note_warn")

    def _named(self, draft: RoundDraft) -> str:
        topics = sum(bool(group.topic) for group in draft.groups)
        rooms = sum(bool(group.room) for group in draft.groups)
        if not topics and not rooms:
            return ""
        text = self.tr("Topics: {} of {}. Rooms: {} of {}.")
        count = len(draft.groups)
        return text.format(topics, count, rooms, count)

    def _hosts(self, hosts: int) -> str:
        text = self.tr("Fixed seats of people in charge: {}.")
        return text.format(hosts) if hosts else ""

    def _balance(self, weights: Weights) -> str:
        labels = {trait.field: self.tr(trait.label).lower() for trait in TRAITS}
        spread = [labels[t] for t in weights.traits if t not in weights.gathered]
        said = []
        if spread:
            said.append(self.tr("Spread evenly: {}.").format(", ".join(spread)))
        if weights.gathered:
            named = ", ".join(labels[trait] for trait in weights.gathered)
            said.append(self.tr("Brought together: {}.").format(named))
        if weights.repeat:
            said.append(self.tr("People meet new people."))
        return " ".join(said)

    def _wishes(self, found: Recognised) -> str:
        if not found.wishing:
            return ""
        text = self.tr("Of {} people with wishes, {} wish for one of these topics.")
        said = text.format(found.wishing, found.fitting)
        if found.unknown:
            named = [f"{wish} ({count})" for wish, count in found.unknown[:_LISTED]]
            more = "" if len(found.unknown) <= _LISTED else ", …"
            text = self.tr("No group has the topic: {}.")
            said = f"{said} {text.format(', '.join(named) + more)}"
        return said

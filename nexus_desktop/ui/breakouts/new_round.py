"""The form in which a round is made, in four steps; each can be left as proposed."""

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from nexus_desktop.core.breakout import (
    BreakoutError,
    GroupDraft,
    RoundChoices,
    RoundDraft,
    Weights,
)
from nexus_desktop.services.breakout_drafts import RoundMaterial
from nexus_desktop.ui.breakouts.groups_table import GroupsTable
from nexus_desktop.ui.breakouts.levels import LevelTable, suggested
from nexus_desktop.ui.breakouts.outcome import Outcome
from nexus_desktop.ui.breakouts.round_steps import RulesStep, SizeStep
from nexus_desktop.ui.breakouts.side import SidePanel
from nexus_desktop.ui.kit.widgets import button, column, label, row

_PAUSE = 150  # milliseconds without a change before it is said what comes out
_LEVELS = 460


class NewRoundPanel(SidePanel):
    """Asks for a new round.

    Signals:
        made: session id, `RoundDraft` and a tuple of `RuleDraft`.
        drafted: `RoundDraft` and a tuple of `RuleDraft`, as they stand now.
    """

    made = Signal(str, object, object)
    drafted = Signal(object, object)

    def __init__(
        self,
        choices: RoundChoices,
        weights: Weights | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask with `choices`; `weights` of an earlier round are proposed again."""
        super().__init__(self.tr("New round"), parent, wide=True)
        self._material = RoundMaterial({})
        self.sizes = SizeStep(choices)
        self.session, self.groups = self.sizes.session, self.sizes.groups
        self.each = self.sizes.each
        self.table = GroupsTable()
        self.levels = LevelTable(
            choices.traits,
            weights or suggested(choices.traits, wishes=choices.wishes),
            wishes=choices.wishes,
        )
        self.rules = RulesStep()
        self.outcome = Outcome()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._tell)
        self._make_buttons()
        self._fill()
        self._connect()
        self.table.set_count(self.groups.value())
        self.go_to(0)

    def _make_buttons(self) -> None:
        self.back = button(self.tr("Back"), clicked=lambda: self._step(-1))
        self.back.setToolTip(self.tr("Back (Alt+Left)"))
        self.next = button(self.tr("Next"), clicked=lambda: self._step(1))
        self.next.setToolTip(self.tr("Next (Alt+Right)"))
        self.make = button(self.tr("Make round"), "main", clicked=self._make)
        self.make.setToolTip(self.tr("Make the round as it is now (Ctrl+Enter)"))

    def _fill(self) -> None:
        matters = column(
            self.levels,
            label(
                self.tr("The sign at the right brings equals together, as in language "
                        "groups, instead of spreading them."),
                "small", wrap=True,
            ),
            None,
            gap=12,
        )  # fmt: skip
        matters.setMaximumWidth(_LEVELS)
        hint = self.tr(
            "Type or paste lists. A host who is a participant has a seat in the group. "
            "People: 12 or 12–14; nothing for an even share."
        )
        groups = column(self.table, label(hint, "small", wrap=True))
        self.steps: list[QPushButton] = []
        self.stack = QStackedWidget()
        for title, page in (
            (self.tr("1  Session and size"), self.sizes),
            (self.tr("2  Topics, rooms, hosts"), groups),
            (self.tr("3  What matters"), matters),
            (self.tr("4  Rules"), self.rules),
        ):
            step = button(title, clicked=partial(self.go_to, len(self.steps)))
            step.setCheckable(True)
            self.steps.append(step)
            self.stack.addWidget(page)
        self.add(
            row(*self.steps, None), row(self.stack, self.outcome, gap=24), stretch=1
        )
        self.finish(self.back, self.next, self.make)

    def _connect(self) -> None:
        self.groups.valueChanged.connect(self.table.set_count)
        self.each.valueChanged.connect(
            lambda _: self.table.set_count(self.groups.value())
        )
        self.rules.refused.connect(self.explain)
        for part in (self.sizes, self.table, self.levels, self.rules):
            part.edited.connect(self._pause.start)
        for keys, act in (
            ("Ctrl+Return", self._make), ("Ctrl+Enter", self._make),
            ("Alt+Left", lambda: self._step(-1)), ("Alt+Right", lambda: self._step(1)),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def show_material(self, material: RoundMaterial) -> None:
        """Complete what is typed from what the workshop has."""
        self._material = material
        people = sorted(material.names.values(), key=str.casefold)
        self.table.know(
            {
                "topic": material.topics,
                "room": material.rooms,
                "facilitator": people,
                "rapporteur": people,
            },
            material.earlier,
        )
        self.rules.know(material.names, material.rules)

    def show_clash(self, reason: str) -> None:
        """Say which rules can't all be kept."""
        self.outcome.explain(reason)

    @Slot(int)
    def go_to(self, step: int) -> None:
        """Show a step, from 0."""
        self.stack.setCurrentIndex(step)
        for number, one in enumerate(self.steps):
            one.setChecked(number == step)
        self.back.setEnabled(step > 0)
        self.next.setEnabled(step < len(self.steps) - 1)
        if step == len(self.steps) - 1:
            self.rules.show_groups(self._groups())

    def _step(self, by: int) -> None:
        step = self.stack.currentIndex() + by
        if 0 <= step < len(self.steps):
            self.go_to(step)
            first = (self.session, self.table, None, self.rules.asking.first)[step]
            (first or self.steps[step]).setFocus()

    def _groups(self) -> tuple[GroupDraft, ...]:
        """Return the groups, none while a size is wrong, which is then said."""
        try:
            groups = self.table.drafts
        except BreakoutError as error:
            self.explain(str(error))
            return ()
        self.explain("")
        return groups

    @Slot()
    def _tell(self) -> None:
        """Say what would come out now."""
        groups = self._groups()
        if groups:
            draft = RoundDraft(groups, self.levels.weights)
            count = len(self._material.rules) + len(self.rules.drafts)
            self.outcome.show_draft(draft, self._material, count)
            self.drafted.emit(draft, tuple(self.rules.drafts))

    @Slot()
    def _make(self) -> None:
        self.table.finish_editing()
        groups = self._groups()
        if groups:
            draft = RoundDraft(groups, self.levels.weights)
            rules = tuple(self.rules.drafts)
            self.made.emit(self.session.currentData(), draft, rules)

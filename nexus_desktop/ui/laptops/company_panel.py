"""The laptops of the workshop, what is wrong between them, and what if one is lost."""

from collections.abc import Callable, Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.exchanging import Why
from nexus_desktop.core.history import counted
from nexus_desktop.core.laptops import Company, Laptop
from nexus_desktop.core.roles import Role
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.widgets import EmptyState, button, hold, label, panel, row
from nexus_desktop.ui.laptops.lost_panel import LostPanel
from nexus_desktop.ui.laptops_keeper import LaptopsKeeper, Lost

_MOST = 6  # problems shown at once
_TALL = 150  # pixels


class CompanyPanel(QFrame):
    """Shows what the keeper knows.

    Signals:
        messaged: `kit.message.Message`.
    """

    messaged = Signal(object)

    def __init__(self, keeper: LaptopsKeeper, zone: tzinfo) -> None:
        super().__init__()
        self._keeper, self._zone = keeper, zone
        self._roles = {
            Role.COORDINATOR: self.tr("Coordinator"),
            Role.DESK: self.tr("Desk"),
            Role.RAPPORTEUR: self.tr("Rapporteur"),
        }
        columns: tuple[Column[Laptop], ...] = (
            Column(self.tr("Laptop"), self._name, width=190, tip=self._name),
            Column(self.tr("For"), lambda one: self._roles[one.role], width=120),
            Column(self.tr("Last entry here"), self._latest, width=150),
            Column(self.tr("Waiting"), self._waiting, width=240, tip=self._waiting),
        )
        self.laptops = Rows(columns, self)
        self.table = Table(self.laptops, "laptops")
        self.table.setMinimumHeight(_TALL)
        self.sentence = label("", "soft", wrap=True)
        self.problems = label("", "note_warn", wrap=True)
        self.lost = LostPanel(zone)
        self.lost.lost.connect(self._lose)
        self.lost.left.connect(self._stay)
        self.losing = button("", clicked=self.look_at_lost)
        self.losing.setToolTip(
            self.tr("What is done when the chosen laptop is lost (Ctrl+Delete)")
        )
        head = label(self.tr("Laptops of this workshop"), "head")
        told = (head, self.sentence, self.problems)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._alone())
        self.stack.addWidget(
            panel(*told, self.table, self.lost, row(self.losing, None))
        )
        hold(self, self.stack)
        model = self.table.selectionModel()
        model.selectionChanged.connect(lambda *_: self._offer_losing())
        keeper.changed.connect(self._show)
        self._show()

    def _alone(self) -> EmptyState:
        return EmptyState(
            "monitor-smartphone",
            self.tr("Only this laptop works on the workshop"),
            self.tr(
                "Invite others: each gets a file of its own, works at full speed "
                "without a network, and all of them together hold what any of them "
                "wrote."
            ),
        )

    @property
    def chosen(self) -> Laptop | None:
        """Return the laptop that is chosen in the list."""
        lines = self.table.selectionModel().selectedRows()
        return self.laptops.row(lines[0].row()) if lines else None

    def look_at_lost(self) -> None:
        """Show what is done when the chosen laptop is lost, or how far it is."""
        one = self.chosen
        if one is not None and not one.is_this and self._keeper.company.is_root:
            self._keeper.look_at_lost(one.device, self._show_lost, self._explain)

    def _offer_losing(self) -> None:
        one, company = self.chosen, self._keeper.company
        is_ended = one is not None and one.is_ended
        self.losing.setText(
            self.tr("How far it is…") if is_ended else self.tr("This laptop is lost…")
        )
        self.losing.setEnabled(one is not None and not one.is_this)
        is_offered = company.is_root and len(company.laptops) > 1
        self.losing.setVisible(is_offered and self.lost.isHidden())

    def _lose(self, device: str) -> None:
        self.lost.wait()
        self._keeper.lose(device, self._show_lost, self.lost.fail)

    def _show_lost(self, lost: Lost) -> None:
        self.lost.show_state(lost.state, lost.written)
        self._offer_losing()
        self._keeper.reread()

    def _stay(self) -> None:
        self._offer_losing()
        self.table.setFocus()

    def _explain(self, error: NexusError) -> None:
        self.messaged.emit(Message(str(error), "bad"))

    def _name(self, one: Laptop) -> str:
        if one.is_ended:
            return self.tr("{0} (ended)").format(one.name)
        return self.tr("{0} (this one)").format(one.name) if one.is_this else one.name

    def _latest(self, one: Laptop) -> str:
        return f"{one.latest.astimezone(self._zone):%Y-%m-%d %H:%M}"

    def _waiting(self, one: Laptop) -> str:
        reasons = {
            Why.GAP: self.tr("until the ones before them come"),
            Why.CAUSE: self.tr("until what they build on comes"),
            Why.NEWER: self.tr("until this program is updated"),
            Why.FORK: self.tr("because a copy of its file wrote the same numbers"),
        }
        waits = "; ".join(
            f"{counted(part.count, 'entry')} {reasons[part.why]}"
            for part in one.waiting
        )
        return waits or one.problem

    def _show(self) -> None:
        company, chosen = self._keeper.company, self.chosen
        self.laptops.replace(company.laptops)
        if chosen is not None:
            device = chosen.device
            self.table.selectRow(
                self.laptops.position(lambda one: one.device == device)
            )
        self.stack.setCurrentIndex(1 if company.is_shared else 0)
        self.sentence.setText(self._sentence(company))
        problems = (*company.problems, *company.refused)
        self.problems.setText("\n".join(_first(problems, self.tr)))
        self.problems.setVisible(bool(problems))
        self._offer_losing()

    def _sentence(self, company: Company) -> str:
        if not company.unsent:
            return self.tr("All others are known to have what is here.")
        return self.tr("The next bundle takes {0} along.").format(
            counted(company.unsent, "entry")
        )


def _first(problems: Sequence[str], tr: Callable[[str], str]) -> list[str]:
    beyond = len(problems) - _MOST
    more = [tr("and {0} more").format(beyond)] if beyond > 0 else []
    return [*problems[:_MOST], *more]

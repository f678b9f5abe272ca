"""Choosing which open actions of an earlier workshop to carry over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout
from typing_extensions import override

from nexus_desktop.core.actions import Action
from nexus_desktop.core.days import spoken, spoken_span
from nexus_desktop.core.history import counted
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.widgets import button, label, row
from nexus_desktop.ui.register.action_table import state_words
from nexus_desktop.ui.register.carrying import Offer

_ID = Qt.ItemDataRole.UserRole


class CarryPanel(QFrame):
    """Shows the open actions, all of them chosen.

    Signals:
        accepted: (`Earlier`, frozenset of ids).
        left: back, without any.
    """

    accepted = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self._offer: Offer | None = None
        self.title = label("", "title", wrap=True)
        self.about = label("", "soft", wrap=True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setAccessibleName(self.tr("Open actions of the earlier workshop"))
        self.list.setToolTip(self.tr("Space chooses an action or leaves it out"))
        self.accept = button("", "main", clicked=self._accept)
        self.accept.setToolTip(self.tr("Ctrl+Enter"))
        self.all = button(
            self.tr("All"), "choice", clicked=lambda: self._check(on=True)
        )
        self.none = button(
            self.tr("None"), "choice", clicked=lambda: self._check(on=False)
        )
        self.back = button(
            self.tr("Back"), "link", picture="arrow-left", clicked=self.left.emit
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        box.addWidget(row(self.back, None))
        box.addWidget(self.title)
        box.addWidget(self.about)
        box.addWidget(self.list, 1)
        box.addWidget(row(self.all, self.none, None, self.accept))
        self.list.itemChanged.connect(lambda _: self._count())

    def show_offer(self, offer: Offer) -> None:
        """Show what an earlier workshop offers."""
        self._offer = offer
        draft = offer.earlier.workshop.draft
        self.title.setText(draft.title)
        when = spoken_span(draft.first_day, draft.last_day)
        self.about.setText(
            self.tr(
                "{0}. Chosen actions come into this workshop to be reviewed: done, "
                "going on or dropped. Its figures are kept here too. Its file stays as "
                "it is and is not needed again."
            ).format(", ".join(filter(None, (draft.city, when))))
        )
        self.list.clear()
        for action in offer.earlier.open_actions:
            self.list.addItem(self._item(action, is_known=action.id in offer.known))
        self._count()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def chosen(self) -> frozenset[str]:
        """Return the ids of the actions that are chosen."""
        items = (self.list.item(number) for number in range(self.list.count()))
        return frozenset(
            str(item.data(_ID))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _item(self, action: Action, *, is_known: bool) -> QListWidgetItem:
        told = [action.owner or self.tr("nobody owns it")]
        if action.due:
            told.append(self.tr("due {0}").format(spoken(action.due)))
        told.append(state_words(action.state))
        if action.remark:
            told.append(f"“{action.remark}”")
        if is_known:
            told.append(self.tr("carried over before"))
        item = QListWidgetItem(f"{action.text}\n{' · '.join(told)}")
        item.setData(_ID, action.id)
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        if not is_known:
            flags |= Qt.ItemFlag.ItemIsEnabled
        item.setFlags(flags)
        state = Qt.CheckState.Unchecked if is_known else Qt.CheckState.Checked
        item.setCheckState(state)
        return item

    def _check(self, *, on: bool) -> None:
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        for number in range(self.list.count()):
            item = self.list.item(number)
            if item.flags() & Qt.ItemFlag.ItemIsEnabled:
                item.setCheckState(state)

    def _count(self) -> None:
        count = len(self.chosen())
        self.accept.setText(
            self.tr("Carry over {0}").format(counted(count, "action"))
            if count
            else self.tr("Keep its figures only")
        )

    def _accept(self) -> None:
        if self._offer is not None:
            self.accepted.emit(self._offer.earlier, self.chosen())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

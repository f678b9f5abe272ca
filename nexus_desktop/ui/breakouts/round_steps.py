"""The steps in which a round is made, each a form by itself."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from nexus_desktop.core.breakout import (
    GroupDraft,
    RoundChoices,
    RuleInfo,
    group_count,
)
from nexus_desktop.core.breakout_draft import RuleDraft
from nexus_desktop.ui.breakouts.rule_form import RuleForm
from nexus_desktop.ui.breakouts.rule_list import RuleList
from nexus_desktop.ui.kit.widgets import column, hold, label, row

_USUAL_SIZE = 13
_MOST_GROUPS = 200
_WIDE = 420  # pixels of a field that stands alone


class SizeStep(QWidget):
    """Asks for the session, and how many groups there are or how large they are.

    Signals:
        edited: something was changed.
    """

    edited = Signal()

    def __init__(self, choices: RoundChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.session = QComboBox()
        for choice in choices.sessions:
            text = f"{choice.starts_at:%d %b %H:%M} · {choice.title}"
            self.session.addItem(text, choice.id)
        self.session.setCurrentIndex(self._first_without_round())
        self.session.setMinimumContentsLength(10)
        self.session.setMaximumWidth(_WIDE)
        self.groups = _spin(1, _MOST_GROUPS)
        self.each = _spin(1, max(1, choices.people))
        self.groups.setValue(group_count(choices.people, _USUAL_SIZE))
        self.groups.valueChanged.connect(self._show_size)
        self.each.valueChanged.connect(self._show_groups)
        self._show_size(self.groups.value())
        box = column(
            _named(self.tr("Session"), self.session),
            row(
                _named(self.tr("Groups"), self.groups),
                _named(self.tr("or people in each, about"), self.each),
                None,
                gap=16,
            ),
            label(self.tr("{} people expected").format(choices.people), "small"),
            None,
            gap=16,
        )
        hold(self, box)

    def _first_without_round(self) -> int:
        sessions = self._choices.sessions
        free = [n for n, choice in enumerate(sessions) if not choice.rounds]
        return free[0] if free else len(sessions) - 1

    def _show_size(self, groups: int) -> None:
        with QSignalBlocker(self.each):
            self.each.setValue(max(1, round(self._choices.people / groups)))
        self.edited.emit()

    def _show_groups(self, size: int) -> None:
        with QSignalBlocker(self.groups):
            self.groups.setValue(group_count(self._choices.people, size))
        self.edited.emit()


class RulesStep(QWidget):
    """Asks for rules; those of the workshop are shown, new ones can be taken away.

    Signals:
        edited: something was changed.
        refused: what is wrong, "" when it is right again.
    """

    edited = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drafts: list[RuleDraft] = []
        self._names: dict[str, str] = {}
        self._rules: Sequence[RuleInfo] = ()
        self._groups: Sequence[GroupDraft] = ()
        self.asking = RuleForm(())
        self.listed = RuleList()
        self.listed.removed.connect(self._remove)
        self._asked = column(self.asking)
        self._asked.setMaximumWidth(_WIDE)
        box = column(
            label(self.tr("New rule"), "head"),
            self._asked,
            label(self.tr("Rules that every plan keeps"), "head"),
            self.listed,
            None,
            gap=12,
        )
        hold(self, box)

    def know(self, names: dict[str, str], rules: Sequence[RuleInfo]) -> None:
        """Ask about people (id -> name), beside the rules that there are."""
        self._names, self._rules = names, rules
        old = self.asking
        ordered = sorted(names.items(), key=lambda item: (item[1].casefold(), item[0]))
        self.asking = RuleForm([(name, key) for key, name in ordered])
        self.asking.added.connect(self._add)
        self.asking.refused.connect(self.refused)
        box = self._asked.layout()
        if box is not None:
            box.replaceWidget(old, self.asking)
        old.hide()
        old.deleteLater()
        self.show_groups(self._groups)

    def show_groups(self, groups: Sequence[GroupDraft]) -> None:
        """Offer the groups as they are called now."""
        self._groups = groups
        titles = [
            (f"{group.name} · {group.topic}" if group.topic else group.name, number)
            for number, group in enumerate(groups)
        ]
        self.asking.show_groups(titles, "")
        self._list()

    def _list(self) -> None:
        known: list[tuple[object, str]] = [(None, one.sentence) for one in self._rules]
        new = [(draft, draft.told(self._names, self._groups)) for draft in self.drafts]
        self.listed.show_rules([*known, *new])

    def _add(self, form: str, people: tuple[str, ...], group: int | None) -> None:
        draft = RuleDraft(form, people, group)
        if draft not in self.drafts:
            self.drafts.append(draft)
        self.refused.emit("")
        self._list()
        self.edited.emit()

    def _remove(self, draft: RuleDraft) -> None:
        self.drafts = [one for one in self.drafts if one != draft]
        self._list()
        self.edited.emit()


def _named(text: str, widget: QWidget) -> QWidget:
    caption = label(text, "head")
    caption.setBuddy(widget)
    widget.setAccessibleName(text)
    return column(caption, widget, gap=4)


def _spin(least: int, most: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setMinimumWidth(160)
    spin.lineEdit().setTextMargins(8, 0, 0, 0)
    return spin

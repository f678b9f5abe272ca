"""One checkpoint, edited in place."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core import days
from nexus_desktop.core.checkpoints import (
    PURPOSES,
    RULES,
    Board,
    CheckpointDraft,
    CheckpointLine,
)
from nexus_desktop.ui.checkpoints import words
from nexus_desktop.ui.checkpoints.for_whom import ForWhom
from nexus_desktop.ui.kit.elided import ElidedBox
from nexus_desktop.ui.kit.widgets import button, column, label, row


class Editor(QWidget):
    """Shows what a checkpoint is and hands on what is changed.

    Signals:
        changed: (id, `CheckpointDraft`) to be written.
        removed: id of a checkpoint to be taken away.
        pasted: (id, list of names to look up).
        file_chosen: (id, path of a list of names).
    """

    changed = Signal(str, object)
    removed = Signal(str)
    pasted = Signal(str, str)
    file_chosen = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line: CheckpointLine | None = None
        self.name = QLineEdit()
        self.purpose, self.rule = QComboBox(), QComboBox()
        self.day, self.session = ElidedBox(), ElidedBox()
        self.rule_told = label("", "small", wrap=True)
        self.for_whom = ForWhom()
        self.wrong = label("", "error", wrap=True)
        for known in PURPOSES:
            self.purpose.addItem(self.tr(known.label), known.name)
        for rule in RULES:
            self.rule.addItem(self.tr(rule.label), rule.name)
        self.session.setProperty("role", "sessions")
        self._lay_out()
        self._bind()

    @property
    def checkpoint_id(self) -> str:
        """The id of the checkpoint shown, "" if none."""
        return self._line.id if self._line else ""

    def show_line(self, line: CheckpointLine, board: Board) -> None:
        """Show a checkpoint; a name that is being typed is left alone."""
        is_new = line.id != self.checkpoint_id
        self._line = line
        draft = line.draft
        if is_new:
            self.wrong.hide()
            self._ask_no_more()
            self.for_whom.names.close_field()
        is_typed = self.name.hasFocus() and self.name.isModified()
        if self.name.text() != draft.name and (is_new or not is_typed):
            self.name.setText(draft.name)
            if not self.name.hasFocus():
                self.name.setCursorPosition(0)
        self.purpose.setCurrentIndex(self.purpose.findData(draft.purpose))
        self.rule.setCurrentIndex(self.rule.findData(draft.rule))
        self._tell_rule()
        self._offer_days(draft, board)
        self._offer_sessions(draft, board)
        named = draft.entitled.get("participant", ())
        names = {one: board.names.get(one) or self.tr("(gone)") for one in named}
        self.for_whom.show_entitled(draft.entitled, board.choices, names)
        self.for_whom.summary.setText(
            self.tr("{0} of {1}").format(
                f"{line.expected:,}", words.people(board.people, self.tr)
            )
        )

    def show_none(self) -> None:
        """Let go of the checkpoint."""
        self._line = None

    def edit(self) -> None:
        """Put the cursor into the name."""
        self.name.setFocus()
        self.name.selectAll()

    def say_wrong(self, reason: str) -> None:
        """Show why the last change was not taken; what was typed stays."""
        self.name.setModified(True)
        self.wrong.setText(reason)
        self.wrong.show()

    def flush(self) -> None:
        """Hand over what was typed but not finished."""
        self._commit()

    def add_named(self, ids: Sequence[str]) -> None:
        """Let more people pass by name."""
        if self._line is not None:
            draft = self._draft(self._line)
            named = (*draft.entitled.get("participant", ()), *ids)
            entitled = {**draft.entitled, "participant": tuple(dict.fromkeys(named))}
            self.changed.emit(self._line.id, replace(draft, entitled=entitled))

    def _offer_days(self, draft: CheckpointDraft, board: Board) -> None:
        offered = list(board.workshop.days)
        if draft.day and draft.day not in offered:
            offered.append(draft.day)
        with QSignalBlocker(self.day):
            self.day.clear()
            self.day.addItem(self.tr("Every day"), None)
            for day in offered:
                self.day.addItem(days.short(day), day)
            self.day.setCurrentIndex(
                0 if draft.day is None else 1 + offered.index(draft.day)
            )

    def _offer_sessions(self, draft: CheckpointDraft, board: Board) -> None:
        with QSignalBlocker(self.session):
            self.session.clear()
            self.session.addItem(self.tr("No session"), None)
            for item in board.sessions:
                self.session.addItem(words.session(item, board.workshop), item.id)
            self.session.setCurrentIndex(
                max(self.session.findData(draft.session_id), 0)
            )

    def _tell_rule(self) -> None:
        name = self.rule.currentData()
        told = next((rule.sentence for rule in RULES if rule.name == name), "")
        if self.purpose.currentData() == "session" and name != "in and out":
            told += " " + self.tr("Who was in another room since may come back.")
        self.rule_told.setText(self.tr(told))

    def _bind(self) -> None:
        self.name.editingFinished.connect(self._commit)
        for box in (self.purpose, self.rule, self.day, self.session):
            box.activated.connect(self._commit)
        self.for_whom.changed.connect(self._commit)
        self.for_whom.pasted.connect(lambda text: self.pasted.emit(self._id(), text))
        self.for_whom.file_chosen.connect(
            lambda path: self.file_chosen.emit(self._id(), path)
        )

    def _id(self) -> str:
        return self.checkpoint_id

    def _commit(self) -> None:
        if self._line is None:
            return
        draft = self._draft(self._line)
        self.name.setModified(False)
        self.wrong.hide()
        if draft != self._line.draft:
            self.changed.emit(self._line.id, draft)

    def _draft(self, line: CheckpointLine) -> CheckpointDraft:
        draft = replace(
            line.draft,
            name=" ".join(self.name.text().split()),
            purpose=self.purpose.currentData(),
            rule=self.rule.currentData(),
            day=self.day.currentData(),
            entitled=self.for_whom.chosen(),
        )
        chosen = self.session.currentData()
        known = {self.session.itemData(n) for n in range(self.session.count())}
        if line.draft.session_id in known or chosen is not None:
            draft = replace(draft, session_id=chosen)
        if draft.purpose != line.draft.purpose and draft.rule == line.draft.rule:
            usual = {purpose.name: purpose.rule for purpose in PURPOSES}
            if line.draft.rule == usual.get(line.draft.purpose):
                draft = replace(draft, rule=usual[draft.purpose])
        return draft

    def _lay_out(self) -> None:
        self.take_away = button(
            self.tr("Remove"), "danger", clicked=self._remove, picture="trash-2"
        )
        self.sure = label("", "soft", wrap=True)
        self.keep = button(self.tr("Keep it"), clicked=self._ask_no_more)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        form = QWidget(scroll)
        scroll.setWidget(form)
        self._fill(form)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(scroll, 1)
        box.addWidget(self.sure)
        box.addWidget(row(None, self.keep, self.take_away))
        self._ask_no_more()

    def _fill(self, form: QWidget) -> None:
        box = QVBoxLayout(form)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(8)
        box.addWidget(self._named(self.tr("Name"), self.name))
        box.addWidget(self.wrong)
        often = self._named(self.tr("How often"), self.rule)
        box.addWidget(_halves(self._named(self.tr("What for"), self.purpose), often))
        box.addWidget(self.rule_told)
        of = self._named(self.tr("Session of the programme"), self.session)
        box.addWidget(_halves(self._named(self.tr("Day"), self.day), of, 2))
        box.addSpacing(6)
        box.addWidget(label(self.tr("For whom"), "head"))
        box.addWidget(self.for_whom)
        box.addStretch(1)
        self.wrong.hide()

    def _named(self, text: str, editor: QWidget) -> QWidget:
        editor.setAccessibleName(text)
        return column(label(text, "head"), editor, gap=4)

    def _remove(self) -> None:
        if self._line is None:
            return
        if self._line.scans and self.keep.isHidden():
            self.sure.setText(
                self.tr(
                    "Badges were scanned here. The scans stay and count all the same; "
                    "the checkpoint is no longer offered at the desk."
                )
            )
            self.sure.show()
            self.keep.show()
            self.take_away.setText(self.tr("Remove it"))
        else:
            checkpoint = self._line.id
            self._ask_no_more()
            self.removed.emit(checkpoint)

    def _ask_no_more(self) -> None:
        self.sure.hide()
        self.keep.hide()
        self.take_away.setText(self.tr("Remove"))


def _halves(left: QWidget, right: QWidget, weight: int = 1) -> QWidget:
    """Return two widgets side by side, the right one `weight` times as wide."""
    both = QWidget()
    box = QHBoxLayout(both)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(left, 1)
    box.addWidget(right, weight)
    return both

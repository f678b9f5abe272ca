"""Choosing for whom a checkpoint is: chips with counts, and a list of names."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nexus_desktop.core.checkpoints import Choice, Choices
from nexus_desktop.ui.checkpoints.flow import Flow
from nexus_desktop.ui.kit.widgets import button, column, label, row

_MOST = 8
_MOST_NAMES = 12


class ChipChoice(QWidget):
    """The values of one key as chips; those chosen stand first when there are many.

    Signals:
        changed: a chip was switched.
    """

    changed = Signal()

    def __init__(self, heading: str, gone: str = "") -> None:
        """Call the key `heading`; `gone` stands for values that say nothing."""
        super().__init__()
        self._gone = gone
        self.chips: dict[str, QPushButton] = {}
        self._choices: Sequence[Choice] = ()
        self._chosen: tuple[str, ...] = ()
        self._is_open = False
        self.heading = label(heading, "head")
        self._name = heading
        self.flow = Flow()
        self.more = button("", "link", clicked=self._open)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.heading)
        box.addWidget(self.flow)

    def show_choices(self, choices: Sequence[Choice], chosen: Sequence[str]) -> None:
        """Offer `choices`, with those on that are `chosen`, gone ones too."""
        known = {choice.value for choice in choices}
        gone = [Choice(value, self._gone or value, 0) for value in chosen
                if value not in known]  # fmt: skip
        wanted = [*choices, *gone]
        if wanted != list(self._choices):
            self._choices = wanted
            self._chosen = tuple(chosen)
            self._make()
        self._chosen = tuple(chosen)
        for value, chip in self.chips.items():
            chip.setChecked(value in chosen)
        self.setVisible(bool(wanted))

    def chosen(self) -> tuple[str, ...]:
        """Return the values that are on."""
        hidden = tuple(value for value in self._chosen if value not in self.chips)
        on = (value for value, chip in self.chips.items() if chip.isChecked())
        return (*hidden, *on)

    def clear(self) -> None:
        """Switch all off."""
        self._chosen = ()
        for chip in self.chips.values():
            chip.setChecked(False)

    def _make(self) -> None:
        self.chips = {}
        shown = list(self._choices)
        is_cut = len(shown) > _MOST + 2 and not self._is_open
        if is_cut:
            first = [c for c in shown if c.value in self._chosen]
            rest = [c for c in shown if c.value not in self._chosen]
            shown = [*first, *rest[: max(_MOST - len(first), 2)]]
        widgets: list[QWidget] = []
        for choice in shown:
            chip = button(
                f"{choice.label}  {choice.count:,}".replace("&", "&&"),
                "chip",
                clicked=self.changed.emit,
            )
            chip.setCheckable(True)
            chip.setToolTip(choice.label)
            chip.setAccessibleName(f"{self._name}: {choice.label}, {choice.count}")
            self.chips[choice.value] = chip
            widgets.append(chip)
        if is_cut:
            self.more = button("", "link", clicked=self._open)
            self.more.setText(self.tr("all {0}").format(len(self._choices)))
            widgets.append(self.more)
        self.flow.fill(widgets)

    def _open(self) -> None:
        self._is_open = True
        chosen = self.chosen()
        self._make()
        for value, chip in self.chips.items():
            chip.setChecked(value in chosen)


class NameList(QWidget):
    """The people who are named, and a field to paste a list into.

    Signals:
        changed: somebody was taken off the list.
        pasted: str, a list to look up.
        file_chosen: path of a list to look up.
    """

    changed = Signal()
    pasted = Signal(str)
    file_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        self.flow = Flow()
        self.opener = button(
            self.tr("Name people…"), clicked=self.open, picture="user-plus"
        )
        self.field = QPlainTextEdit()
        self.field.setPlaceholderText(
            self.tr(
                "One person on each line: e-mail, name, or the number in your list. "
                "Paste it from a mail or a table."
            )
        )
        self.field.setAccessibleName(self.tr("People who may pass"))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(112)
        self.add = button(self.tr("Add"), "main", clicked=self._paste)
        self.add.setToolTip(self.tr("Ctrl+Enter"))
        self.file = button(
            self.tr("From a file…"), clicked=self._choose_file, picture="upload"
        )
        self.leave = button(self.tr("Close"), clicked=self.close_field)
        self.problems = label("", "error", wrap=True)
        self.form = column(
            self.field, row(self.add, self.file, None, self.leave), self.problems
        )
        self.form.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(
            label(self.tr("People by name, who may pass in any case"), "head")
        )
        box.addWidget(self.flow)
        box.addWidget(row(self.opener, None))
        box.addWidget(self.form)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.field)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._paste)

    def show_names(self, names: Mapping[str, str]) -> None:
        """Show the people named: id -> name."""
        if dict(names) == self._names:
            return
        self._names = dict(names)
        self._make(_MOST_NAMES)

    def named(self) -> tuple[str, ...]:
        """Return the ids of those named."""
        return tuple(self._names)

    def say(self, problems: Sequence[str]) -> None:
        """Show what of a list was not clear; all was, if there is nothing."""
        self.problems.setText("\n".join(problems[:20]))
        self.problems.setVisible(bool(problems))
        if not problems:
            self.field.clear()
            self.close_field()

    def open(self) -> None:
        """Show the field."""
        self.form.show()
        self.opener.hide()
        self.problems.hide()
        self.field.setFocus()

    def close_field(self) -> None:
        """Hide the field."""
        self.form.hide()
        self.opener.show()

    def _make(self, most: int) -> None:
        widgets: list[QWidget] = []
        for ident, name in list(self._names.items())[:most]:
            chip = button(
                name.replace("&", "&&"), "chip", clicked=partial(self._take_off, ident)
            )
            chip.setIcon(button("", picture="x").icon())
            chip.setToolTip(self.tr("Take {0} off the list").format(name))
            chip.setAccessibleName(chip.toolTip())
            widgets.append(chip)
        if len(self._names) > most:
            words = self.tr("and {0} more").format(len(self._names) - most)
            open_all = partial(self._make, len(self._names))
            widgets.append(button(words, "link", clicked=open_all))
        self.flow.fill(widgets)
        self.flow.setVisible(bool(widgets))

    def _take_off(self, ident: str) -> None:
        self._names.pop(ident, None)
        self._make(_MOST_NAMES)
        self.changed.emit()

    def _paste(self) -> None:
        text = self.field.toPlainText()
        if text.strip():
            self.pasted.emit(text)

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("People who may pass"),
            "",
            self.tr("Lists (*.csv *.tsv *.txt *.xlsx);;All files (*)"),
        )
        if path:
            self.file_chosen.emit(Path(path))


class ForWhom(QWidget):
    """Everything by which a checkpoint can be for some only.

    Signals:
        changed: `chosen` says something else.
        pasted, file_chosen: as in `NameList`.
    """

    changed = Signal()
    pasted = Signal(str)
    file_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.summary = label("", "strong", wrap=True)
        self.everybody = button(self.tr("Everybody"), "link", clicked=self._clear)
        self.keys = {
            "role": ChipChoice(self.tr("Role")),
            "category": ChipChoice(self.tr("Category")),
            "country": ChipChoice(self.tr("Country")),
            "group": ChipChoice(self.tr("Breakout group"), self.tr("(gone)")),
        }
        self.names = NameList()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(row(self.summary, None, self.everybody))
        for choice in self.keys.values():
            box.addWidget(choice)
            choice.changed.connect(self.changed)
        box.addWidget(self.names)
        self.names.changed.connect(self.changed)
        self.names.pasted.connect(self.pasted)
        self.names.file_chosen.connect(self.file_chosen)

    def show_entitled(
        self,
        entitled: Mapping[str, Sequence[str]],
        choices: Choices,
        names: Mapping[str, str],
    ) -> None:
        """Show for whom a checkpoint is; `names` are those of the people named."""
        for key, choice in self.keys.items():
            choice.show_choices(choices.by_key.get(key, ()), entitled.get(key, ()))
        self.names.show_names(names)
        self.everybody.setVisible(bool(entitled))

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Return for whom it is to be, as `CheckpointDraft.entitled`."""
        found = {key: choice.chosen() for key, choice in self.keys.items()}
        found["participant"] = self.names.named()
        return {key: values for key, values in found.items() if values}

    def _clear(self) -> None:
        for choice in self.keys.values():
            choice.clear()
        self.names.show_names({})
        self.changed.emit()

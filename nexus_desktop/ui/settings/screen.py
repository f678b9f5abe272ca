"""Look, backups, the state of the file, and who did what when."""

from datetime import tzinfo

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.core.history import CheckReport, HistoryEntry, counted
from nexus_desktop.services import history
from nexus_desktop.store import check
from nexus_desktop.ui.backup_keeper import SECOND_FOLDER, BackupKeeper
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.rows import Column, Rows, Table
from nexus_desktop.ui.kit.runner import Runner
from nexus_desktop.ui.kit.screen import Screen
from nexus_desktop.ui.kit.widgets import button, label, panel, row

LOOK = "look"

_HISTORY = 500


class SettingsScreen(Screen):
    """Settings of this laptop, and the file's health.

    Signals:
        look_chosen: "system", "light" or "dark".
    """

    look_chosen = Signal(str)

    def __init__(self, runner: Runner, backups: BackupKeeper, zone: tzinfo) -> None:
        super().__init__()
        self.title = self.tr("Settings")
        self._runner = runner
        self._backups = backups
        self._zone = zone
        left = QVBoxLayout()
        left.setSpacing(12)
        for part in (self._look(), self._backup_panel(), self._health()):
            left.addWidget(part)
        left.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(380)
        left.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(left)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(20)
        box.addWidget(holder)
        box.addWidget(self._history(), 1)
        runner.changed.connect(self._refresh_if_visible)

    @override
    def shown(self) -> None:
        self._refresh()

    def _look(self) -> QWidget:
        self.looks = QButtonGroup(self)
        chosen = str(QSettings().value(LOOK, "system"))
        choices = []
        for name, words in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            choice = QRadioButton(words)
            choice.setObjectName(name)
            choice.setChecked(name == chosen)
            choice.clicked.connect(lambda _=False, n=name: self._choose_look(n))
            self.looks.addButton(choice)
            choices.append(choice)
        return panel(label(self.tr("Look"), "head"), row(*choices, None, gap=16))

    def _choose_look(self, name: str) -> None:
        QSettings().setValue(LOOK, name)
        self.look_chosen.emit(name)

    def _backup_panel(self) -> QWidget:
        self.latest = label("", "soft")
        self.second = label("", "soft", wrap=True)
        return panel(
            label(self.tr("Backups"), "head"),
            label(
                self.tr(
                    "Taken when the file is opened and every 10 minutes while there "
                    "are changes, into {0}."
                ).format(self._backups.folder.name),
                wrap=True,
            ),
            self.latest,
            self.second,
            row(
                button(self.tr("Back up now"), clicked=self._backups.take),
                button(self.tr("Second folder…"), clicked=self._ask_folder),
                None,
            ),
            label(
                self.tr(
                    "To go back to a backup, close this window and choose Restore on "
                    "the start page."
                ),
                "small",
                wrap=True,
            ),
        )

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Second folder for backups"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.choose_second_folder)
        dialog.open()

    def choose_second_folder(self, folder: str) -> None:
        """Write backups to `folder` as well, such as a USB stick."""
        QSettings().setValue(SECOND_FOLDER, folder)
        self._refresh()
        self._backups.take()

    def _health(self) -> QWidget:
        self.health = label(self.tr("Not checked yet."), "soft", wrap=True)
        return panel(
            label(self.tr("The file"), "head"),
            self.health,
            row(button(self.tr("Check the file"), clicked=self._check), None),
        )

    def _check(self) -> None:
        self.health.setText(self.tr("Checking…"))
        self._runner.lend(
            self,
            lambda database, _breathe: check.check(database),
            done=self._tell_health,
            failed=lambda error: self.health.setText(str(error)),
        )

    def _tell_health(self, report: CheckReport) -> None:
        entries = counted(report.entries, "journal entry")
        records = counted(report.rows, "record")
        if report.is_whole:
            text = self.tr("Whole: {0} and {1} agree.").format(entries, records)
            self.messaged.emit(Message(self.tr("The file is whole.")))
        else:
            text = "\n".join(report.problems)
            self.messaged.emit(
                Message(self.tr("The file is damaged. Restore a backup."), "bad")
            )
        self.health.setText(text)

    def _history(self) -> QWidget:
        columns: tuple[Column[HistoryEntry], ...] = (
            Column(self.tr("When"), self._when, order=lambda e: e.at, width=190),
            Column(self.tr("Who"), lambda e: e.actor or e.laptop, width=140),
            Column(self.tr("What"), lambda e: e.words, width=180),
            Column(self.tr("Changed"), lambda e: e.changed, width=200),
        )
        self.entries = Rows(columns, self)
        self.table = Table(self.entries, "history")
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        return panel(label(self.tr("Who did what when"), "head"), self.table)

    def _when(self, entry: HistoryEntry) -> str:
        return f"{entry.at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"

    def _refresh_if_visible(self) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        latest = self._backups.latest()
        self.latest.setText(
            self.tr("Last one: {0}").format(
                f"{latest.astimezone(self._zone):%Y-%m-%d %H:%M}"
                if latest
                else self.tr("none yet")
            )
        )
        folder = QSettings().value(SECOND_FOLDER, "")
        self.second.setText(
            self.tr("Also to {0}").format(folder)
            if folder
            else self.tr("No second folder. A USB stick is a good one.")
        )
        self._runner.submit(
            self,
            lambda session: history.history(session, limit=_HISTORY),
            done=self.entries.replace,
        )

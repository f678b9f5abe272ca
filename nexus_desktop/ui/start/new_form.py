"""The form of a new workshop: one page, checked as it is filled in."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from nexus_desktop.core import time_zones
from nexus_desktop.core.series import Earlier, following
from nexus_desktop.core.workshop import NewWorkshop, faults, tidied
from nexus_desktop.ui.kit.widgets import button, label, panel, row
from nexus_desktop.ui.start import centred, file_names
from nexus_desktop.ui.start.day_edit import DayEdit
from nexus_desktop.ui.start.earlier_row import EarlierRow
from nexus_desktop.ui.start.fields import Field, country_choice, zone_choice
from nexus_desktop.ui.start.numbered_lines import NumberedLines

_WIDTH, _HEIGHT = 1000, 640


class NewForm(QWidget):
    """Asks for a new workshop.

    Signals:
        made: (`NewWorkshop`, path of the file to make, `Beginning` or None).
        earlier_wanted: path of an earlier workshop's file, to be read.
        left: the user went back.
    """

    made = Signal(object, str, object)
    earlier_wanted = Signal(str)
    left = Signal()

    def __init__(self, folder: Path) -> None:
        """Propose to keep the file in `folder`."""
        super().__init__()
        self._folder = folder
        self._tried = False
        self._path_chosen = False
        self._zone_chosen = False
        self._make_editors()
        self._fields = self._make_fields()
        self._lay_out()
        self._bind()
        self._propose_path()

    @property
    def draft(self) -> NewWorkshop:
        """Return what the form says."""
        return tidied(
            NewWorkshop(
                title=self.title.text(),
                series=self.series.text(),
                number=self.number.value() or None,
                venue=self.venue.text(),
                city=self.city.text(),
                country=self.country.value(),
                time_zone=self.time_zone.value(),
                first_day=_day(self.first_day),
                last_day=_day(self.last_day),
                organisers=self.organisers.text(),
                objectives=self.objectives.lines(),
            )
        )

    def begin(self) -> None:
        """Put the cursor where one starts."""
        self.title.setFocus()

    def submit(self) -> None:
        """Check everything; make the workshop, or show what is missing."""
        self._tried = True
        wrong = self._check()
        if not wrong:
            path = self.path.text().strip()
            self.made.emit(self.draft, path, self.earlier.beginning)
            return
        self._fields[wrong[0]].editor.setFocus()

    def show_earlier(self, earlier: Earlier) -> None:
        """Begin from an earlier workshop: fill in what both have in common."""
        self.earlier.show_earlier(earlier)
        common = following(self.draft, earlier.workshop)
        self.series.setText(common.series)
        self.number.setValue(common.number or 0)
        self.organisers.setText(" ".join(common.organisers.split()))
        if not self.objectives.lines():
            self.objectives.setPlainText("\n".join(common.objectives))
        self.begin()

    def reasons(self) -> dict[str, str]:
        """Return field -> what is shown to be wrong with it."""
        shown = {name: field.wrong.text() for name, field in self._fields.items()}
        return {name: reason for name, reason in shown.items() if reason}

    def _make_editors(self) -> None:
        self.title, self.series = QLineEdit(), QLineEdit()
        self.venue, self.city, self.organisers = QLineEdit(), QLineEdit(), QLineEdit()
        self.number = QSpinBox(maximum=999)
        self.number.setSpecialValueText(self.tr("none"))
        self.number.lineEdit().setTextMargins(8, 0, 0, 0)
        self.country = country_choice(self.tr("Type or choose"))
        self.time_zone = zone_choice(self.tr("That of the country"))
        self.first_day, self.last_day = DayEdit(), DayEdit()
        self.objectives = NumberedLines()
        self.objectives.setPlaceholderText(self.tr("One objective a line"))
        self.path = QLineEdit()
        self.earlier = EarlierRow(self._folder)

    def _make_fields(self) -> dict[str, Field]:
        return {
            "title": Field(self.tr("&Title"), self.title),
            "series": Field(self.tr("&Series it belongs to"), self.series),
            "number": Field(self.tr("N&umber"), self.number),
            "first_day": Field(self.tr("&First day"), self.first_day),
            "last_day": Field(self.tr("&Last day"), self.last_day),
            "venue": Field(self.tr("&Venue"), self.venue),
            "city": Field(self.tr("C&ity"), self.city),
            "country": Field(self.tr("C&ountry"), self.country),
            "time_zone": Field(self.tr("Time &zone"), self.time_zone),
            "organisers": Field(self.tr("O&rganisers"), self.organisers),
            "objectives": Field(self.tr("O&bjectives"), self.objectives),
            "path": Field(self.tr("Fil&e"), self.path),
        }

    def _lay_out(self) -> None:
        left = QGridLayout()
        left.setHorizontalSpacing(16)
        left.setVerticalSpacing(12)
        for name, line, column, width in (
            ("title", 0, 0, 6), ("series", 1, 0, 4), ("number", 1, 4, 2),
            ("first_day", 2, 0, 3), ("last_day", 2, 3, 3), ("venue", 3, 0, 3),
            ("city", 3, 3, 3), ("country", 4, 0, 3), ("time_zone", 4, 3, 3),
            ("organisers", 5, 0, 6),
        ):  # fmt: skip
            left.addWidget(
                self._fields[name], line, column, 1, width, Qt.AlignmentFlag.AlignTop
            )
        for column in range(6):
            left.setColumnStretch(column, 1)
        left.setRowStretch(6, 1)
        both = QWidget()
        halves = QHBoxLayout(both)
        halves.setContentsMargins(0, 4, 0, 0)
        halves.setSpacing(32)
        halves.addLayout(left, 1)
        halves.addWidget(self._fields["objectives"], 1)
        self.change = button(self.tr("Change…"), clicked=self._choose_path)
        self._fields["path"].put_beside(self.change)
        self._frame(panel(both, self._fields["path"], gap=16))

    def _frame(self, form: QWidget) -> None:
        self.back = button(
            self.tr("Back"), "link", clicked=self.left.emit, picture="arrow-left"
        )
        self.make = button(self.tr("Create workshop"), "main", clicked=self.submit)
        self.make.setToolTip(self.tr("Ctrl+Enter"))
        box = centred.fill(self, _WIDTH)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(row(self.back, None))
        box.addWidget(label(self.tr("New workshop"), "big"))
        box.addWidget(row(self.earlier))
        form.setMaximumHeight(_HEIGHT)
        box.addWidget(form, 1)
        box.addWidget(row(None, self.make))
        box.addStretch(0)

    def _bind(self) -> None:
        for keys, act in (
            ("Ctrl+Return", self.submit),
            ("Ctrl+Enter", self.submit),
            ("Esc", self.left.emit),
            ("Ctrl+I", self.earlier.ask),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.earlier.wanted.connect(self.earlier_wanted)
        for line in (self.title, self.series, self.venue, self.city):
            line.textChanged.connect(self._recheck)
        self.title.textChanged.connect(self._propose_path)
        self.first_day.dateChanged.connect(self._follow_first_day)
        self.last_day.dateChanged.connect(self._check_days)
        self.country.currentTextChanged.connect(self._propose_zone)
        self.time_zone.typed.connect(self._keep_zone)
        self.time_zone.activated.connect(self._keep_zone)
        self.time_zone.currentTextChanged.connect(self._recheck)
        self.path.textEdited.connect(self._keep_path)

    def _recheck(self) -> None:
        if self._tried:
            self._check()

    def _check(self) -> list[str]:
        """Show what is wrong beside each field; return the fields, first one first."""
        wrong = {fault.field: fault.reason for fault in reversed(faults(self.draft))}
        path = self.path.text().strip()
        if not path:
            wrong["path"] = self.tr("Say where to keep the file.")
        elif Path(path).exists():
            wrong["path"] = self.tr("{0} exists already.").format(Path(path).name)
        for name, field in self._fields.items():
            field.say_wrong(wrong.get(name, ""))
        return [name for name in self._fields if name in wrong]

    def _check_days(self) -> None:
        reasons = {fault.field: fault.reason for fault in faults(self.draft)}
        self._fields["last_day"].say_wrong(reasons.get("last_day", ""))

    def _follow_first_day(self, first: QDate) -> None:
        if self.last_day.date() < first:
            self.last_day.setDate(first)
        self._check_days()

    def _propose_zone(self) -> None:
        code = self.country.value()
        if not self._zone_chosen and len(code) == 2:
            with QSignalBlocker(self.time_zone):
                self.time_zone.choose(time_zones.of_country(code))
        self._recheck()

    def _keep_zone(self) -> None:
        self._zone_chosen = bool(self.time_zone.currentText())

    def _propose_path(self) -> None:
        if not self._path_chosen:
            title, otherwise = self.title.text(), self.tr("Workshop")
            path = file_names.proposed(self._folder, title, otherwise)
            self.path.setText(str(path))

    def _keep_path(self) -> None:
        self._path_chosen = bool(self.path.text())
        self._recheck()

    def _choose_path(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Keep the workshop in"),
            self.path.text(),
            self.tr("Workshops (*.nexus)"),
        )
        if path:
            self.path.setText(path if path.endswith(".nexus") else f"{path}.nexus")
            self._keep_path()


def _day(editor: DayEdit) -> date:
    shown = editor.date()
    return date(shown.year(), shown.month(), shown.day())

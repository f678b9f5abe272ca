"""The form for somebody who is not on the list: four fields, Enter after Enter."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from nexus_desktop.core.checkin import Guest
from nexus_desktop.core.desk import Match, WalkIn
from nexus_desktop.ui.desk.face import line_of, names
from nexus_desktop.ui.desk.parts_button import PartsButton
from nexus_desktop.ui.desk.side_form import SideForm, tell_country
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, clear, label, row


class WalkInPanel(SideForm):
    """Asks for given name, family name, organisation and country.

    What is typed stays until it was registered or `start_over`. For a substitute the
    same is asked, in place of somebody.

    Signals:
        named: `WalkIn`, when both names are typed and the rest is to follow.
        submitted: `WalkIn`, and whether likely duplicates were seen.
        meant: id of somebody on the list who it was after all.

    Attributes:
        replaced: in whose place somebody comes, None for a walk-in.
    """

    named = Signal(object)
    submitted = Signal(object, bool)
    meant = Signal(str)

    _is_asking = False
    _shown: tuple[str | Match, ...] = ()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("walk_in_panel")
        self.replaced: Guest | None = None
        self.heading = ElidedLabel("title")
        self.heading.setText(self.tr("Walk-in"))
        self.given = self.make_field("walk_in_given", self.tr("Given name"))
        self.family = self.make_field("walk_in_family", self.tr("Family name"))
        self.organisation = self.make_field(
            "walk_in_organisation", self.tr("Organisation")
        )
        self.country = self.make_field("walk_in_country", self.tr("Country"))
        self.fields = (self.given, self.family, self.organisation, self.country)
        self.land = label("", "small")
        self.note = label("", "small", wrap=True)
        self.note.hide()
        self.known = QVBoxLayout()
        self.known.setSpacing(4)
        self.register = button(self.tr("Register"), "main", clicked=self.submit)
        self.anew = button(self.tr("Start over"), "link", clicked=self.start_over)
        self._close = button(self.tr("Close"), clicked=self.closed.emit)
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._lay_out()
        self.country.textChanged.connect(lambda typed: tell_country(self.land, typed))
        for field in (self.given, self.family):
            field.textChanged.connect(self._ask_anew)
        for field in (self.organisation, self.country):
            field.textChanged.connect(self._type_on)
        self._ask_anew()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not any(field.text().strip() for field in self.fields)

    def begin(self, typed: str = "") -> None:
        """Take the focus; `typed` is a name that was looked for in vain."""
        if self.is_empty and typed.strip():
            given, _, family = typed.strip().rpartition(" ")
            self.given.setText(given or family)
            self.family.setText(family if given else "")
        self.anew.setVisible(not self.is_empty)
        field = next((one for one in self.fields if not one.text()), self.given)
        field.setFocus()
        field.selectAll()

    def begin_in_place_of(self, guest: Guest) -> None:
        """Take the focus for whoever comes in place of `guest`."""
        if self.replaced is None or self.replaced.id != guest.id:
            self.start_over()
            self.replaced = guest
            self.heading.setText(self.tr("In place of {0}").format(guest.name))
            self.organisation.setText(guest.organisation)
            self.country.setText(guest.country)
            self.note.setText(
                self.tr(
                    "Gets the role, party and seats. The badge of {0} ends, and the "
                    "registration is cancelled."
                ).format(guest.name)
            )
            self.note.show()
            self._ask_anew()
        self.given.setFocus()

    def start_over(self) -> None:
        """Clear the form."""
        for field in self.fields:
            field.clear()
        self._ask_anew()
        self.anew.hide()
        self.given.setFocus()

    def submit(self) -> None:
        """Register what is typed; the second time even if somebody is alike."""
        if self.is_empty:
            self.show_error(self.tr("Type at least one name."))
            return
        is_asking = self._is_asking  # which the country's name, written out, would end
        if not self.has_country(self.country):
            return
        self.submitted.emit(self._typed(), is_asking)

    def show_alike(
        self, fields: WalkIn, people: Sequence[Match], zone: ZoneInfo
    ) -> None:
        """Tell who on the list is called so, while the rest is typed."""
        names = (fields.given_name, fields.family_name)
        is_so = names == (self.given.text().strip(), self.family.text().strip())
        if people and is_so and not self._is_asking:
            self._show_candidates(self.tr("Already on the list?"), people, zone)

    def show_duplicates(self, people: Sequence[Match], zone: ZoneInfo) -> None:
        """Ask whether it is one of these."""
        self._ask_anew()
        self._is_asking = True
        self._show_candidates(self.tr("Is it one of these?"), people, zone)
        self.register.setText(
            self.tr("No, register") if self.replaced is None else self.tr("No, go on")
        )

    def _typed(self) -> WalkIn:
        return WalkIn(*(field.text().strip() for field in self.fields))

    def _show_candidates(
        self, heading: str, people: Sequence[Match], zone: ZoneInfo
    ) -> None:
        if self._shown == (heading, *people):
            return  # the same again: nothing moves under somebody's hand
        clear(self.known)
        self._shown = (heading, *people)
        self.known.addWidget(label(heading, "strong"))
        before: QWidget = self.country
        for match in people:
            made = self._candidate(match, zone)
            self.known.addWidget(made)
            self.setTabOrder(before, made)
            before = made
        self.setTabOrder(before, self.register)

    def _candidate(self, match: Match, zone: ZoneInfo) -> QWidget:
        state = self.tr("not in yet")
        if match.arrived_at is not None:
            local = match.arrived_at.astimezone(zone)
            state = self.tr("in since {0}").format(f"{local:%H:%M}")
        guest = match.guest
        lines = ("  ".join(filter(None, names(guest))), line_of(guest), state)
        parts = []
        for role, line in zip(("strong", "", ""), lines, strict=True):
            part = ElidedLabel(role)
            part.setText(line)
            parts += [part] if line else []
        box = QVBoxLayout()
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(2)
        name = ", ".join(filter(None, lines))
        made = PartsButton(box, parts, name, lambda: self.meant.emit(guest.id))
        theme.set_role(made, "candidate")
        return made

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(4)
        box.addWidget(row(self.heading, None, self.anew))
        box.addWidget(self.note)
        self.add_fields(box, self.fields, 8)
        box.addWidget(self.land)
        box.addSpacing(8)
        box.addLayout(self.known)
        box.addWidget(self.error)
        box.addSpacing(8)
        box.addWidget(row(self.register, self._close, None))
        box.addStretch(1)
        hint = self.tr("Enter goes on to the next field, and registers after the last.")
        box.addWidget(label(hint, "small", wrap=True))

    def _ask_anew(self) -> None:
        self._is_asking = False
        self.error.hide()
        clear(self.known)
        self._shown = ()
        self.register.setText(
            self.tr("Register") if self.replaced is None else self.tr("Let in instead")
        )

    def _type_on(self) -> None:
        if self._is_asking:
            self._ask_anew()
        self.error.hide()

    @override
    def enter(self, field: QLineEdit) -> None:
        if field is self.family and not self._is_asking:
            self.named.emit(self._typed())
        place = self.fields.index(field)
        if place + 1 == len(self.fields) or self._is_asking:
            self.submit()
        else:
            self.fields[place + 1].setFocus()
            self.fields[place + 1].selectAll()

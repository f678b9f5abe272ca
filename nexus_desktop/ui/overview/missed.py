"""Who has a part in a session that is about to start, and has not come."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from nexus_desktop.core.overview import Overview, Part
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.icons import icon
from nexus_desktop.ui.kit.widgets import button, label, row

_MOST = 4
_CHIP = 19


class MissedCard(QFrame):
    """One line a person: what they do where and when, and how to reach them.

    It is there only while somebody is missed, and never on a projector.

    Signals:
        person_asked: id of a participant.
    """

    person_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "panel")
        self._missed: tuple[Part, ...] = ()
        self._seen: Overview | None = None
        self._is_open = False
        sign = label()
        sign.setPixmap(icon("triangle-alert", "warn").pixmap(16, 16))
        self.heading = label("", "strong")
        self.more = button("", "link", clicked=self._turn)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(32)
        self._lines.setVerticalSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 6)
        box.setSpacing(0)
        box.addWidget(row(sign, self.heading, None, self.more))
        box.addLayout(self._lines)
        self.hide()

    def show_missed(self, seen: Overview) -> None:
        """Show who is missed now."""
        missed = seen.missed
        self._seen = seen
        if missed != self._missed:
            self._missed = missed
            self._fill()
        self.setVisible(bool(missed))

    def _fill(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        count = len(self._missed)
        self.heading.setText(
            self.tr("1 person of a session that starts soon has not come")
            if count == 1
            else self.tr("{0} people of sessions that start soon have not come").format(
                count
            )
        )
        shown = self._missed if self._is_open else self._missed[:_MOST]
        columns = 1 if len(shown) == 1 else 2
        for number, part in enumerate(shown):
            self._lines.addWidget(self._line(part), number // columns, number % columns)
        for column in range(2):
            self._lines.setColumnStretch(column, column < columns)
        more = self.tr("Show all") if not self._is_open else self.tr("Show fewer")
        self.more.setText(more)
        self.more.setVisible(count > _MOST)
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(
            "; ".join(f"{part.name}, {part.what}" for part in self._missed)
        )

    def _line(self, part: Part) -> QWidget:
        ask = partial(self.person_asked.emit, part.person_id)
        name = button(part.name.replace("&", "&&"), "link", clicked=ask)
        what = {
            "chair": self.tr("chair"), "speaker": self.tr("speaker"),
            "rapporteur": self.tr("rapporteur"),
            "facilitator": self.tr("facilitator"),
        }[part.what]  # fmt: skip
        if part.group:
            what = self.tr("{0} of group {1}").format(what, part.group)
        about = ElidedLabel("soft")
        about.setText(self._about(part))
        phone = label(part.phone or self.tr("no phone number"),
                      "strong" if part.phone else "small")  # fmt: skip
        chip = label(what, "chip_warn")
        chip.setFixedHeight(_CHIP)
        return row(name, chip, about, None, phone)

    def _about(self, part: Part) -> str:
        session = part.session
        if self._seen is None:
            return session.title
        starts = self._seen.workshop.local(session.starts_at)
        room = f" · {session.room}" if session.room else ""
        return f"{starts:%H:%M}  {session.title}{room}"

    def _turn(self) -> None:
        self._is_open = not self._is_open
        self._fill()

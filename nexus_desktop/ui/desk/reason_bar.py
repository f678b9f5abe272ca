"""Asks, below the card, for the reason of what is about to be done."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.elided import ElidedLabel
from nexus_desktop.ui.kit.widgets import button, clear, row

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what follows from the answer.

    Attributes:
        text: the question.
        answers: (words of the button, what to do with the reason); Enter is the first.
        ready: usual reasons, to be chosen by a click or with the arrows.
        is_needed: nothing is done without a reason.
    """

    text: str
    answers: tuple[tuple[str, Callable[[str], None]], ...]
    ready: tuple[str, ...] = ()
    is_needed: bool = False


class ReasonBar(QFrame):
    """A question and one field: Enter does it, Escape goes back.

    Signals:
        closed: nothing is to be done.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reason_bar")
        theme.set_role(self, "panel")
        self._question = Question("", ())
        self.text = ElidedLabel("strong")
        self.reason = QLineEdit()
        self.reason.setObjectName("reason_field")
        self.reason.setMaxLength(200)
        self.reason.returnPressed.connect(lambda: self._answer(0))
        self.reason.textChanged.connect(self._allow)
        self.reason.installEventFilter(self)
        self.answers: list[QPushButton] = []
        self._back = button(self.tr("Back"), clicked=self.closed.emit)
        self._back.setToolTip(self.tr("Back (Esc)"))
        self._ready, self._buttons = QHBoxLayout(), QHBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        self._ready.setSpacing(6)
        self._buttons.setSpacing(8)
        lower = QHBoxLayout()
        lower.setSpacing(8)
        lower.addWidget(self.reason, 1)
        lower.addLayout(self._buttons)
        lower.addWidget(self._back)
        upper = row(self.text, None)
        upper.layout().addLayout(self._ready)  # type: ignore[union-attr]  # a QHBoxLayout
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 12, 12)
        box.setSpacing(8)
        box.addWidget(upper)
        box.addLayout(lower)

    def begin(self, question: Question) -> None:
        """Come up with `question` and take the focus."""
        self._question = question
        self.text.setText(question.text)
        self.reason.setAccessibleName(question.text)
        self.reason.clear()
        self.reason.setPlaceholderText(self._hint(question))
        clear(self._ready)
        clear(self._buttons)
        for words in question.ready:
            self._ready.addWidget(self._chip(words))
        self.answers = [
            button(words, "plain" if place else "main", clicked=self._answering(place))
            for place, (words, _) in enumerate(question.answers)
        ]
        for made in self.answers:
            self._buttons.addWidget(made)
        self._allow()
        self.show()
        self.reason.setFocus()

    def _hint(self, question: Question) -> str:
        if question.ready:
            return self.tr("In a few words; ↓ gives the usual ones")
        if question.is_needed:
            return self.tr("In a few words; it is kept")
        return self.tr("Why? In a few words, or nothing")

    def _chip(self, words: str) -> QWidget:
        def take() -> None:
            self.reason.setText(words)
            self.reason.setFocus()

        made = button(words, "chip", clicked=take)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _answering(self, place: int) -> Callable[[], None]:
        return lambda: self._answer(place)

    def _answer(self, place: int) -> None:
        reason = self.reason.text().strip()
        if reason or not self._question.is_needed:
            _words, act = self._question.answers[place]
            self.closed.emit()
            act(reason)

    def _allow(self) -> None:
        can = not self._question.is_needed or bool(self.reason.text().strip())
        for made in self.answers:
            made.setEnabled(can)

    def _step(self, lines: int) -> None:
        ready = self._question.ready
        if ready:
            now = self.reason.text()
            place = ready.index(now) + lines if now in ready else min(lines, 0)
            self.reason.setText(ready[place % len(ready)])

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

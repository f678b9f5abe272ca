"""Completing what is typed by any part of what is known."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QCompleter


def by_any_part(known: Iterable[str], parent: QObject) -> QCompleter:
    """Return a completer that finds `known` texts by any part of them."""
    made = QCompleter(list(known), parent)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return made

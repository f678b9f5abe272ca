"""A row of buttons that gives way: those with a picture lose their word first."""

from collections.abc import Mapping

from PySide6.QtWidgets import QBoxLayout, QPushButton

LEAST = 400
"""Pixels that such a row asks for; whoever holds it leaves the width to the board."""


def fit(box: QBoxLayout, width: int, words: Mapping[QPushButton, str]) -> None:
    """Show the `words` of buttons if the row in `box` fits into `width` with them."""
    for button, text in words.items():
        button.setText(text)
        button.setAccessibleName(text)
        if not button.toolTip():
            button.setToolTip(text)
    if box.minimumSize().width() > width:
        for button in words:
            button.setText("")

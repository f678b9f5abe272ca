"""The keys of the desk in words, for the F1 page."""

from collections.abc import Callable

Tr = Callable[[str], str]


def told(tr: Tr) -> tuple[tuple[str, str], ...]:
    """Return (keys, what they do), in the order in which the desk needs them."""
    return (
        (tr("Enter"), tr("Let in the person chosen in the list")),
        (tr("Esc"), tr("Go back to scanning; take the note away")),
        ("F2", tr("Register somebody who is not on the list")),
        ("F3", tr("Show who is not in yet")),
        ("F4", tr("Print the badge of the person on the card")),
        ("Shift+F4", tr("Give a new badge; the old one ends")),
        ("Ctrl+P", tr("Printer, printing at check-in, badges that failed")),
        ("F6", tr("Let in everybody of the person's party")),
        ("F8", tr("Let in somebody who was refused, with a reason")),
        ("Ctrl+Z", tr("Take the last scan back")),
    )

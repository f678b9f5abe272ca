"""The keys of the desk in words, for the F1 page."""

from collections.abc import Callable

Tr = Callable[[str], str]


def told(tr: Tr) -> tuple[tuple[str, str], ...]:
    """Return (keys, what they do), in the order in which the desk needs them."""
    return (
        (tr("Enter"), tr("Let in the person chosen in the list")),
        (tr("Shift+Enter"), tr("Show that person without letting them in")),
        (tr("Esc"), tr("Go back to scanning; take the note away")),
        ("F2", tr("Register somebody who is not on the list")),
        ("Shift+F2", tr("Register who comes in place of this person")),
        ("F3", tr("Show only who is not in yet")),
        ("Alt+C, Alt+G", tr("Show only a country, or a category")),
        ("F4", tr("Print the badge of this person")),
        ("Shift+F4", tr("New badge, or switch a lost one off")),
        ("F5", tr("Edit this person")),
        ("F6", tr("Let in everybody of the person's party")),
        ("F7", tr("Cancel the registration, or bring it back")),
        ("F8", tr("Let in who was refused, with a reason")),
        ("F9", tr("Last scans: Enter shows one, Del takes it back")),
        ("Shift+F9", tr("All scans, to be searched and copied")),
        ("F10", tr("Camera on or off")),
        ("F11", tr("Self check-in: lock this laptop for guests")),
        ("Ctrl+Z", tr("Take the last change or scan back")),
        ("Ctrl+L", tr("Choose where badges are scanned here")),
        ("Ctrl+P", tr("Printer, printing at check-in, badges that failed")),
        ("Ctrl+M", tr("This desk: sounds, what the card shows")),
    )

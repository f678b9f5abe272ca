"""The keys of the Groups screen, for the F1 page."""

from collections.abc import Callable


def board_keys(tr: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Return (keys, what they do)."""
    return (
        ("Ctrl+N", tr("New round")),
        ("Ctrl+F", tr("Find a person")),
        (tr("Arrows"), tr("Go from card to card")),
        (tr("Shift+arrows, Ctrl+click"), tr("Choose several cards")),
        ("Ctrl+A", tr("Choose the whole column")),
        ("M", tr("Move the cards: arrows or a group's letter, then Enter")),
        (tr("Ctrl+arrows"), tr("Move the cards; let go of Ctrl to drop")),
        ("P", tr("Pin the cards, or take the pins off")),
        (tr("Delete"), tr("Take people out of the group")),
        (tr("W, double click"), tr("Why does this person sit here?")),
        ("F11", tr("Show the groups on the wall, large")),
        ("Ctrl+R", tr("Mend the round when people are missing or new")),
    )

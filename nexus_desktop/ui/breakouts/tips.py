"""What a card and a column's head have no room for."""

from collections.abc import Iterable

from nexus_desktop.core.breakout import TRAITS, Card, Group, joined, shares


def head_tip(group: Group, traits: Iterable[str]) -> str:
    """Return how often each value of `traits` is in a group, a line for each trait."""
    labels = {trait.field: trait.label for trait in TRAITS}
    lines = (f"{labels[trait]}: {_in_words(group, trait)}" for trait in traits)
    return "\n".join((group.title, *lines))


def card_tip(card: Card) -> str:
    """Return all that is known of a card's person."""
    lines = (
        joined(card.name, card.native), card.organisation, card.role,
        joined(card.country, card.city, card.category, card.gender, card.language),
    )  # fmt: skip
    return "\n".join(line for line in lines if line)


def _in_words(group: Group, trait: str) -> str:
    return ", ".join(f"{value or '–'} {n}" for value, n in shares(group.cards, trait))

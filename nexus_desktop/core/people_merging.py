"""Two people who turn out to be one: what each says, and what is kept.

A proposal never throws away what only one of them says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.participant import BY_NAME, PersonFields, Status

# Texts of which both may matter to whoever meets the person.
_BOTH_COUNT = frozenset({"attention", "dietary"})


class MergeError(NexusError):
    """Two people can't be merged; the sentence says why."""


class Choice(StrEnum):
    """Whose value of a field counts."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which two people have different values.

    Attributes:
        kept: of the person who stays; other: of the one who is merged into them.
        choice: what is proposed.
    """

    field: str
    kept: Any
    other: Any
    choice: Choice

    def value(self, choice: Choice) -> Any:  # noqa: ANN401 - a text, or texts
        """Return what the field will hold."""
        if choice is not Choice.BOTH:
            return self.kept if choice is Choice.KEPT else self.other
        if isinstance(self.kept, tuple):
            return (*self.kept, *(one for one in self.other if one not in self.kept))
        return "; ".join(filter(None, (self.kept, self.other)))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What may be chosen."""
        either = (Choice.KEPT, Choice.OTHER)
        return (*either, Choice.BOTH) if self._both_fit() else either

    def _both_fit(self) -> bool:
        if not (self.kept and self.other):
            return False
        field = BY_NAME[self.field]
        joined = self.value(Choice.BOTH)
        return field.many or (field.name in _BOTH_COUNT and len(joined) <= field.limit)


def differences(kept: PersonFields, other: PersonFields) -> tuple[Difference, ...]:
    """Return the fields in which two people differ, with what is proposed for each."""
    return tuple(_differences(kept, other))


def _differences(kept: PersonFields, other: PersonFields) -> Iterator[Difference]:
    others = other.as_dict()
    for name, value in kept.as_dict().items():
        if value != others[name]:
            found = Difference(name, value, others[name], Choice.KEPT)
            yield Difference(name, value, others[name], _proposed(found))


def _proposed(found: Difference) -> Choice:
    if found.field == "status":
        return Choice.KEPT if found.kept == Status.EXPECTED else Choice.OTHER
    if not found.kept:
        return Choice.OTHER
    return Choice.BOTH if Choice.BOTH in found.choices else Choice.KEPT


def merged_values(
    found: tuple[Difference, ...], chosen: Mapping[str, Choice]
) -> dict[str, Any]:
    """Return field -> new value of the person who stays, of those that change.

    Args:
        found: how the two differ.
        chosen: field -> choice, where it is not the one proposed.

    Raises:
        MergeError: a choice can't be made for a field.
    """
    values = {}
    for one in found:
        choice = chosen.get(one.field, one.choice)
        if choice not in one.choices:
            label = BY_NAME[one.field].label
            raise MergeError(f"Only one of the two values of {label} can be kept.")
        value = one.value(choice)
        if value != one.kept:
            values[one.field] = value
    return values

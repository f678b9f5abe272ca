"""How the papers of a workshop are arranged: what is chosen once and kept with it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias

from nexus_desktop.core.minutes.material import (
    SECTIONS,
    UNUSUAL,
    Attribution,
    Choices,
    DocumentStatus,
    Paper,
    Section,
    Template,
)

Order: TypeAlias = tuple[tuple[Section, bool], ...]
"""All sections of a template in their order, each with whether it is wanted."""

_TEXTS = ("language", "reference", "prepared_by", "keywords", "watermark")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the workshop's papers are like.

    Attributes:
        choices: what holds for all templates.
        orders: of those templates whose sections were moved or left out.
    """

    choices: Choices = field(default_factory=Choices)
    orders: Mapping[Template, Order] = field(default_factory=dict)

    def order(self, template: Template) -> Order:
        """Return every section of a template in its place.

        One that is newer than the order kept comes after the one that it usually
        follows.
        """
        kept = dict(self.orders.get(template, ()))
        found = [section for section in kept if section in SECTIONS[template]]
        place = 0
        for section in SECTIONS[template]:
            if section not in found:
                found.insert(place, section)
            place = found.index(section) + 1
        return tuple((it, kept.get(it, it not in UNUSUAL)) for it in found)

    def chosen(self, template: Template, session_id: str = "") -> Choices:
        """Return the choices for one paper."""
        return replace(
            self.choices,
            template=template,
            session_id=session_id,
            sections=tuple(it for it, wanted in self.order(template) if wanted),
        )

    def ordered(self, template: Template, order: Order) -> "Arrangement":
        """Return this with the sections of a template in another order."""
        return replace(self, orders={**self.orders, template: order})

    def issued_on(self, day: date) -> "Arrangement":
        """Return this with the day when it became final, `day` unless it was before."""
        is_final = self.choices.status is DocumentStatus.FINAL
        issued = (self.choices.issued or day) if is_final else None
        return replace(self, choices=replace(self.choices, issued=issued))

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        choices = self.choices
        return {
            "attribution": choices.attribution.value,
            "status": choices.status.value,
            "paper": choices.paper.value,
            "issued": choices.issued.isoformat() if choices.issued else "",
            **{name: getattr(choices, name) for name in _TEXTS},
            "orders": {
                template.value: [[section.value, on] for section, on in order]
                for template, order in self.orders.items()
            },
        }


def from_json(kept: Mapping[str, Any]) -> Arrangement:
    """Return the arrangement that was kept; what can't be read is as usual."""
    values: dict[str, Any] = {name: str(kept[name]) for name in _TEXTS if name in kept}
    for name, kind in _KINDS.items():
        with suppress(ValueError, TypeError, KeyError):
            values[name] = kind(kept[name])
    return Arrangement(Choices(**values), _orders(kept.get("orders")))


_KINDS: Mapping[str, Callable[[Any], object]] = {
    "attribution": Attribution,
    "status": DocumentStatus,
    "paper": Paper,
    "issued": date.fromisoformat,
}


def _orders(kept: object) -> Mapping[Template, Order]:
    if not isinstance(kept, dict):
        return {}
    orders: dict[Template, Order] = {}
    for template in Template:
        with suppress(ValueError, TypeError, KeyError):
            listed = {name: bool(on) for name, on in kept[template.value]}
            known = (section for section in Section if section in listed)
            places = {name: place for place, name in enumerate(listed)}
            orders[template] = tuple(
                (section, listed[section])
                for section in sorted(known, key=lambda section: places[section])
            )
    return orders

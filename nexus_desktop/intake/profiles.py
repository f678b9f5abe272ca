"""The exports of other tools that we know by their headings: data, nothing else."""

from dataclasses import dataclass, field

from nexus_desktop.core.people_rows import LEFT_OUT


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of export.

    Attributes:
        source: the tool; its numbers for people count within it.
        name: what the preview says was recognised.
        signature: of each tuple, one heading is there.
        fields: heading -> field, over what `headings` says; None keeps it unmapped.
        checked_in: headings that say who came there.
    """

    source: str
    name: str
    signature: tuple[tuple[str, ...], ...]
    fields: dict[str, str | None] = field(default_factory=dict)
    checked_in: tuple[str, ...] = ()


_PRETIX_ORDER = ("order code", "bestellnummer", "bestellcode")
_PRETIX_NAME = (
    "attendee name", "name teilnehmer*in", "teilnehmername", "name des teilnehmers",
    "teilnehmer*innen-name",
)  # fmt: skip
_PRETIX_PRODUCT = ("product", "produkt")
_PRETIX_NUMBERS: dict[str, str | None] = {
    **dict.fromkeys((*_PRETIX_ORDER, "position id", "positions-id"), "external_id"),
    **dict.fromkeys(("attendee email", "e-mail teilnehmer*in"), "email"),
    **dict.fromkeys(("email", "e-mail"), None),  # who ordered
}
_PRETIX_CAME = ("checked in", "eingecheckt")
_PRETIX_BOTH: dict[str, str | None] = {
    **dict.fromkeys(_PRETIX_NAME, "printed_name"),
    **{f"{name}: {part}": "given_name" for name in _PRETIX_NAME
       for part in ("given name", "first name", "vorname")},
    **{f"{name}: {part}": "family_name" for name in _PRETIX_NAME
       for part in ("family name", "last name", "nachname", "familienname")},
    **dict.fromkeys(_PRETIX_PRODUCT, "role"),
    **dict.fromkeys(("secret", "geheimcode", "ticket-code", "ticketcode"), LEFT_OUT),
    **dict.fromkeys(("comment", "kommentar", "state", "bundesstaat"), None),
    **dict.fromkeys(
        ("requires special attention", "benötigt besondere behandlung",
         "erfordert besondere aufmerksamkeit"), "attention"),
}  # fmt: skip
_EVENTBRITE: dict[str, str | None] = {
    "group": "party",
    "work city": "city", "home city": "city",
    "work country": "country", "home country": "country",
    "barcode #": LEFT_OUT, "barcode no": LEFT_OUT,
}  # fmt: skip

PROFILES = (
    Profile(
        "pretix",
        "pretix: order positions",
        (_PRETIX_ORDER, ("position id", "positions-id"), _PRETIX_NAME),
        {**_PRETIX_BOTH, **_PRETIX_NUMBERS},
    ),
    Profile(  # in German, the number of a position is called as a job is
        "pretix",
        "pretix: order positions",
        (("bestellnummer",), ("position",), ("pseudonyme id",), _PRETIX_NAME),
        {**_PRETIX_BOTH, **_PRETIX_NUMBERS, "position": "external_id"},
    ),
    Profile(
        "pretix",
        "pretix: check-in list",
        (_PRETIX_ORDER, _PRETIX_NAME, _PRETIX_PRODUCT),
        _PRETIX_BOTH,
        _PRETIX_CAME,
    ),
    Profile(
        "indico",
        "Indico: registrations",
        (("id",), ("name",), ("registration state",)),
        {},
        ("checked in",),
    ),
    Profile(
        "eventbrite",
        "Eventbrite: attendees (UK)",
        (("order no",), ("attendee no",)),
        _EVENTBRITE,
        ("attendee status",),
    ),
    Profile(
        "eventbrite",
        "Eventbrite: attendees (US)",
        (("order #",), ("attendee #",)),
        _EVENTBRITE,
        ("attendee status",),
    ),
    Profile(
        "hi.events",
        "Hi.Events: attendees",
        (("first name",), ("last name",), ("public id",), ("product name",)),
        {"id": None, "public id": "external_id", "notes": None},
        ("is checked in",),
    ),
)
INDICO_IMPORT = (
    "given_name", "family_name", "organisation", "position", "phone", "email",
)  # fmt: skip
INDICO_IMPORT_NAME = "Indico: list to import"

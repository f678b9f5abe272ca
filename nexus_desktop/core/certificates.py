"""Certificates of participation: who gets one, and what it says.

The sentences live in resources/certificates, one file for each language; what a file
lacks comes from the English one. A sentence may be replaced for a workshop: it is kept
with the other choices. `{name}` and the like in them are filled in.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from nexus_desktop.core import resources
from nexus_desktop.core.days import spoken, spoken_span
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.lists.grouping import order_named, ordered
from nexus_desktop.core.lists.material import Listed, Material
from nexus_desktop.core.lists.view import views
from nexus_desktop.core.programme import SessionInfo

MOST_SIGNATORIES = 3
_MOST_TEXT = 300


class CertificateError(NexusError):
    """A certificate can't be made so; the sentence says what to change."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: a name, and the office under it."""

    name: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class CertificateChoices:
    """What certificates are like; kept in the workshop's file.

    Attributes:
        least_days, least_sessions: how many somebody must have attended.
        signatories: up to three.
        numbered: each has a number.
        sessions: the sessions attended are listed, where badges were read for them.
        logo: the workshop's logo stands on it, if there is one.
        across: the paper lies on its side.
        texts: key of a sentence -> what to print instead.
    """

    least_days: int = 1
    least_sessions: int = 0
    signatories: tuple[Signatory, ...] = ()
    numbered: bool = False
    sessions: bool = True
    logo: bool = True
    paper: str = "A4"
    across: bool = True
    texts: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return them as the file keeps them."""
        kept = asdict(self)
        return {**kept, "signatories": list(kept["signatories"])}


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate, ready to be set; "" is left out.

    Attributes:
        sessions: titles of the sessions attended.
        issued: place and date above the signatures.
    """

    name: str
    native_name: str
    work: str
    title: str
    opening: str
    did: str
    workshop: str
    held: str
    days: str
    issued: str
    number: str = ""
    sessions_title: str = ""
    sessions: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()


def from_json(kept: Mapping[str, Any]) -> CertificateChoices:
    """Return choices as a file keeps them; what can't be read is as usual."""
    usual = CertificateChoices()
    found: dict[str, Any] = {}
    for name, value in asdict(usual).items():
        if type(kept.get(name)) is type(value) and isinstance(value, int | str):
            found[name] = kept[name]
    texts = kept.get("texts")
    if isinstance(texts, Mapping):
        found["texts"] = {str(key): str(text) for key, text in texts.items()}
    people = kept.get("signatories")
    if isinstance(people, list | tuple):
        found["signatories"] = tuple(
            Signatory(str(one.get("name", "")), str(one.get("office", "")))
            for one in people
            if isinstance(one, Mapping)
        )
    return replace(usual, **found)


def checked(choices: CertificateChoices) -> CertificateChoices:
    """Return `choices` tidied.

    Raises:
        CertificateError: too many sign, or a sentence has what can't be filled in.
    """
    people = tuple(
        Signatory(_line(one.name), _line(one.office)) for one in choices.signatories
    )
    people = tuple(one for one in people if one.name or one.office)
    if len(people) > MOST_SIGNATORIES:
        raise CertificateError(f"Up to {MOST_SIGNATORIES} people sign a certificate.")
    texts = {key: _line(text) for key, text in choices.texts.items()}
    texts = {key: text for key, text in texts.items() if text and key in sentences()}
    for key, text in texts.items():
        _check_text(key, text)
    return replace(
        choices,
        least_days=max(choices.least_days, 0),
        least_sessions=max(choices.least_sessions, 0),
        signatories=people,
        texts=texts,
    )


def asked(
    choices: CertificateChoices, *, days: int | None, sessions: int | None
) -> CertificateChoices:
    """Return `choices` with other least numbers of days and sessions; None: as kept."""
    return replace(
        choices,
        least_days=choices.least_days if days is None else days,
        least_sessions=choices.least_sessions if sessions is None else sessions,
    )


def _check_text(key: str, text: str) -> None:
    known = _blanks(sentences()[key])
    try:
        asked = _blanks(text)
    except ValueError:
        raise CertificateError(f"“{text}”: a brace is open or closed alone.") from None
    unknown = sorted(asked - known)
    if unknown:
        allowed = ", ".join(f"{{{name}}}" for name in sorted(known)) or "nothing"
        raise CertificateError(
            f"“{{{unknown[0]}}}” can't be filled in here; {allowed} can."
        )


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _line(text: str) -> str:
    return " ".join(text.split())[:_MOST_TEXT]


def sentences(language: str = "en") -> dict[str, str]:
    """Return key -> sentence, of those that may be replaced for a workshop."""
    texts = _texts(language)
    return {key: str(texts[key]) for key in ("title", "opening", "did", "held")}


def entitled(material: Material, choices: CertificateChoices) -> tuple[Listed, ...]:
    """Return who has attended enough for a certificate, by family name.

    What is attended counts from the scans; a day counts by any badge read on it.
    """
    (view,) = views(material, "")
    enough = (
        person
        for person in material.people
        if len(_days(person, material)) >= choices.least_days
        and len(_sessions(person, material)) >= choices.least_sessions
    )
    return tuple(ordered(enough, order_named("family"), view))


def certificates(
    material: Material, choices: CertificateChoices, people: Iterable[Listed]
) -> tuple[Certificate, ...]:
    """Return the certificates of `people`, in their order.

    The number is that of the person among all who are entitled, so that a certificate
    printed alone has the same one; who is not entitled has none.
    """
    texts = {**_texts(material.workshop.draft.language), **choices.texts}
    ranks: dict[str, int] = {}
    if choices.numbered:
        for rank, person in enumerate(entitled(material, choices), 1):
            ranks[person.id] = rank
    return tuple(
        _certificate(material, choices, texts, person, ranks.get(person.id, 0))
        for person in people
    )


def _certificate(
    material: Material,
    choices: CertificateChoices,
    texts: Mapping[str, Any],
    person: Listed,
    rank: int,
) -> Certificate:
    info = material.workshop
    listed = _sessions(person, material) if choices.sessions else []
    dates = spoken_span(info.draft.first_day, info.draft.last_day)
    is_somewhere = info.place or "held" in choices.texts
    held = texts["held"] if is_somewhere else texts["held nowhere"]
    fields = person.fields
    number = f"{info.draft.last_day.year}-{rank:04d}" if rank else ""
    return Certificate(
        name=_titled(fields.honorific, fields.printed_name),
        native_name=fields.native_name,
        work=", ".join(filter(None, (fields.organisation, person.country))),
        title=texts["title"],
        opening=texts["opening"],
        did=texts["did"],
        workshop=info.title,
        held=held.format(place=info.place, dates=dates),
        days=_days_sentence(texts, _days(person, material), info.days),
        issued=_issued(texts, info.draft.city, info.draft.last_day),
        number=texts["number"].format(number=number) if number else "",
        sessions_title=texts["sessions"] if listed else "",
        sessions=tuple(item.title for item in listed),
        signatories=choices.signatories,
    )


def _titled(honorific: str, name: str) -> str:
    """Return a name with the title before it, unless it has it already."""
    if not honorific or name.casefold().startswith(honorific.casefold()):
        return name
    return f"{honorific} {name}"


def _days(person: Listed, material: Material) -> list[date]:
    """Return the days of the workshop that somebody attended."""
    came = {one.day for one in person.came}
    return [day for day in material.workshop.days if day in came]


def _sessions(person: Listed, material: Material) -> list[SessionInfo]:
    """Return the sessions that somebody attended, in the order of time."""
    of_door = {door.id: door.session_id for door in material.doors if door.session_id}
    came = {of_door.get(one.checkpoint_id) for one in person.came}
    return [item for item in material.items if item.id in came and not item.is_pause]


def _days_sentence(
    texts: Mapping[str, Any], days: list[date], every: tuple[date, ...]
) -> str:
    if not days:
        return ""
    if len(every) == 1:
        return str(texts["one day"])
    some, whole = texts["days"]
    if len(days) == len(every):
        return str(whole.format(all=len(every)))
    told = _enumerated(texts, days)
    return str(some.format(count=len(days), all=len(every), days=told))


def _enumerated(texts: Mapping[str, Any], days: list[date]) -> str:
    """Return such as "5 and 7 November 2014", or each day in full."""
    last = days[-1]
    is_one_month = all((d.year, d.month) == (last.year, last.month) for d in days)
    parts = [str(day.day) if is_one_month else spoken(day) for day in days[:-1]]
    listed = ", ".join(parts)
    return f"{listed}{texts['and']}{spoken(last)}" if listed else spoken(last)


def _issued(texts: Mapping[str, Any], city: str, day: date) -> str:
    if not city:
        return spoken(day)
    return str(texts["issued"].format(city=city, date=spoken(day)))


def _texts(language: str) -> dict[str, Any]:
    own = _file(language) or _file(language.partition("-")[0])
    return {**_file("en"), **own}


@cache
def _file(language: str) -> dict[str, Any]:
    path = resources.path("certificates", f"{Path(language).name}.json")
    if not path.is_file():
        return {}
    return dict(json.loads(path.read_text(encoding="utf-8")))

"""What the verdict card says, as a value: from the result of a scan, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from nexus_desktop.core import days
from nexus_desktop.core.checkin import (
    TELLINGS,
    GroupPlace,
    Guest,
    Record,
    ScanResult,
    Verdict,
)
from nexus_desktop.core.desk import Look, ScanLine, Undone

Tone: TypeAlias = Literal["idle", "good", "warn", "bad"]
Tr: TypeAlias = Callable[[str], str]

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class CardFace:
    """The texts of the card, each "" where there is nothing to say.

    Attributes:
        tone: colours the whole card; "idle" is neutral.
        word: the verdict, beside the icon.
        name: largest, shrinks to fit; second: the same in the other script.
        line: organisation, country, role.
        message: what is the matter; advice: what to do about it.
        fields: (heading, value) of the strip: group, room, table, start.
        attention: in a colour of its own, until it is acknowledged.
        note: small: whether the badge was printed.
        photo: id of the participant whose photo belongs on the card.
    """

    tone: Tone
    icon: str
    word: str
    name: str = ""
    second: str = ""
    line: str = ""
    message: str = ""
    advice: str = ""
    time: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    attention: str = ""
    note: str = ""
    photo: str = ""

    @property
    def spoken(self) -> str:
        """The card as a screen reader says it."""
        strip = ", ".join(f"{head} {value}" for head, value in self.fields)
        parts = (
            self.word, self.name, self.line, self.message, self.advice, strip,
            self.attention, self.note,
        )  # fmt: skip
        return ". ".join(part.rstrip(".") for part in parts if part)


def of_result(
    result: ScanResult, zone: ZoneInfo, tr: Tr, *, shows_diet: bool = False
) -> CardFace:
    """Return the card of a scan; `shows_diet` also tells the dietary need."""
    telling, guest = result.telling, result.participant
    time = f"{result.at.astimezone(zone):%H:%M}"
    if guest is None:
        is_in = result.verdict.lets_in
        return CardFace(
            tone=telling.tone,
            icon=telling.icon,
            word=tr(telling.word) if is_in else tr("Not let in"),
            name=tr("Name to follow") if is_in else tr(telling.word),
            message=_message(result, tr),
            advice=tr(telling.advice) if telling.advice else "",
            time=time,
        )
    name, second = names(guest)
    fields = (
        *_place(result.group, zone, tr),
        *_diet(guest, tr, shows_diet=shows_diet),
        *_filed(result.record, tr),
    )
    return CardFace(
        tone=telling.tone,
        icon=telling.icon,
        word=tr(telling.word),
        name=name,
        second=second,
        line=line_of(guest),
        message=_message(result, tr),
        advice=tr(telling.advice) if telling.advice else "",
        time=time,
        fields=fields,
        attention=guest.attention,
        note=_note(result.record, zone, tr),
        photo=guest.id if result.record.has_photo else "",
    )


def of_look(
    look: Look, zone: ZoneInfo, tr: Tr, *, shows_diet: bool = False
) -> CardFace:
    """Return the card of somebody who was looked up: nobody was let in."""
    guest, record = look.guest, look.record
    name, second = names(guest)
    picture, word, message, advice = _state(look, zone, tr)
    return CardFace(
        tone="idle",
        icon=picture,
        word=word,
        name=name,
        second=second,
        line=line_of(guest),
        message=message,
        advice=advice,
        fields=(
            *_place(look.group, zone, tr),
            *_diet(guest, tr, shows_diet=shows_diet),
            *_filed(record, tr),
        ),
        attention=guest.attention,
        note=_note(record, zone, tr),
        photo=guest.id if record.has_photo else "",
    )


def of_earlier(line: ScanLine, result: ScanResult, zone: ZoneInfo, tr: Tr) -> CardFace:
    """Return the card of an earlier scan, which lets nobody in now."""
    shown = of_result(result, zone, tr)
    said = tr("The card said: {0}").format(tr(result.telling.word))
    if line.is_undone:
        said = tr("This scan was taken back.")
        if line.undo_reason:
            said = tr("This scan was taken back: {0}").format(line.undo_reason)
    return replace(
        shown,
        tone="idle",
        icon="history",
        word=tr("Scan of {0}").format(shown.time),
        message=said,
        advice="",
        time="",
    )


def of_party(
    label: str, results: Sequence[ScanResult], zone: ZoneInfo, tr: Tr
) -> CardFace:
    """Return the card for a whole party that was let in; `results` is not empty."""
    guests = [result.participant for result in results if result.participant]
    named = [guest.name for guest in guests[:_MOST_NAMED]]
    if len(guests) > len(named):
        named.append(tr("{0} more").format(len(guests) - len(named)))
    notes = [f"{one.name}: {one.attention}" for one in guests if one.attention]
    return CardFace(
        tone="good",
        icon="users-round",
        word=tr("Welcome"),
        name=label,
        line=", ".join(named),
        message=tr("{0} people came in.").format(len(results))
        if len(results) > 1
        else tr("One person came in."),
        time=f"{results[0].at.astimezone(zone):%H:%M}",
        attention=" · ".join(notes),
    )


def of_failure(text: str, tr: Tr) -> CardFace:
    """Return the card for a scan that could not be judged or saved."""
    return CardFace(
        "bad", "triangle-alert", tr("Not saved"), tr("Scan again"), message=text
    )


def of_undo(undone: Undone, tr: Tr) -> CardFace:
    """Return the card after a scan was taken back."""
    said = tr("Not in any more.")
    if undone.line.direction == "out":
        said = tr("Still in.")
    if undone.took_registration:
        said = tr("The registration was taken back; the badge no longer works.")
    name = undone.line.name or tr("Unknown badge")
    if undone.people > 1:
        name = tr("{0} people").format(undone.people)
    return CardFace("idle", "undo-2", tr("Undone"), name, message=said)


def of_no_place(tr: Tr) -> CardFace:
    """Return the card of a workshop without any checkpoint."""
    return CardFace(
        "idle",
        "map-pin",
        tr("No desk yet"),
        message=tr("This workshop has no desk where badges could be scanned."),
        advice=tr("Add one with the button at the upper right."),
    )


def of_waiting(tr: Tr) -> CardFace:
    """Return the card while the answer takes its time."""
    return CardFace("idle", "clock", tr("One moment…"))


def names(guest: Guest) -> tuple[str, str]:
    """Return the two names of a person, the one in their own script first."""
    if guest.native_name and guest.native_name != guest.name:
        return guest.native_name, guest.name
    return guest.name, ""


def line_of(guest: Guest) -> str:
    """Return organisation, country and role in one line."""
    parts = (guest.organisation, guest.country, guest.role)
    return "  ·  ".join(part for part in parts if part)


def _message(result: ScanResult, tr: Tr) -> str:
    if result.way == "walk-in" and result.verdict.lets_in:
        return tr("Registered just now. F4 prints the badge.")
    if result.way == "admitted anyway":
        return tr("Let in with a reason, which is kept.")
    if result.telling is TELLINGS[Verdict.ADMITTED]:
        return ""
    if result.verdict is Verdict.CANCELLED and result.record.why_cancelled:
        return tr("The registration was cancelled: {0}").format(
            result.record.why_cancelled
        )
    return result.message


def _state(look: Look, zone: ZoneInfo, tr: Tr) -> tuple[str, str, str, str]:
    """Return (icon, word, message, advice) for somebody who was looked up."""
    if look.record.is_cancelled:
        why = look.record.why_cancelled
        said = tr("The registration is cancelled; the badge is refused.")
        if why:
            said = tr("The registration is cancelled: {0}").format(why)
        return "circle-slash", tr("Cancelled"), said, tr("F7 brings it back.")
    if look.arrived_at is None:
        return "circle-user", tr("Not in yet"), "", tr("Enter lets in.")
    local = look.arrived_at.astimezone(zone)
    return "circle-check", tr("In since {0}").format(f"{local:%H:%M}"), "", ""


def _note(record: Record, zone: ZoneInfo, tr: Tr) -> str:
    printed = record.printed
    if printed is None:
        return ""
    local = printed.at.astimezone(zone)
    when = f"{days.short(local.date())}, {local:%H:%M}"
    if printed.issue > 1:
        return tr("Badge no. {0} printed {1}").format(printed.issue, when)
    return tr("Badge printed {0}").format(when)


def _filed(record: Record, tr: Tr) -> tuple[tuple[str, str], ...]:
    printed = record.printed
    if printed is None or not printed.filed_in:
        return ()
    return ((tr("Badge"), printed.filed_in),)


def _place(
    group: GroupPlace | None, zone: ZoneInfo, tr: Tr
) -> tuple[tuple[str, str], ...]:
    if group is None:
        return ()
    fields = (
        (tr("Group"), group.title),
        (tr("Room"), group.room),
        (tr("Table"), group.table),
        (tr("Starts"), f"{group.starts.astimezone(zone):%H:%M}"),
    )
    return tuple(field for field in fields if field[1])


def _diet(guest: Guest, tr: Tr, *, shows_diet: bool) -> tuple[tuple[str, str], ...]:
    return ((tr("Diet"), guest.dietary),) if shows_diet and guest.dietary else ()

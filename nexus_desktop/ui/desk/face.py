"""What the verdict card says, as a value: from the result of a scan, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from nexus_desktop.core.checkin import Guest, ScanResult, Verdict
from nexus_desktop.core.desk import Undone

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

    @property
    def spoken(self) -> str:
        """The card as a screen reader says it."""
        strip = ", ".join(f"{head} {value}" for head, value in self.fields)
        parts = (
            self.word, self.name, self.line, self.message, self.advice, strip,
            self.attention,
        )  # fmt: skip
        return ". ".join(part.rstrip(".") for part in parts if part)


def of_result(
    result: ScanResult, zone: ZoneInfo, tr: Tr, *, is_meal: bool = False
) -> CardFace:
    """Return the card of a scan; a meal also tells the dietary need."""
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
        fields=(*_place(result, zone, tr), *_diet(guest, tr, is_meal=is_meal)),
        attention=guest.attention,
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
        advice=tr("Its days make the desks: set them in the settings."),
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
    if result.verdict is Verdict.ADMITTED:
        return ""
    return result.message


def _place(result: ScanResult, zone: ZoneInfo, tr: Tr) -> tuple[tuple[str, str], ...]:
    group = result.group
    if group is None:
        return ()
    fields = (
        (tr("Group"), group.title),
        (tr("Room"), group.room),
        (tr("Table"), group.table),
        (tr("Starts"), f"{group.starts.astimezone(zone):%H:%M}"),
    )
    return tuple(field for field in fields if field[1])


def _diet(guest: Guest, tr: Tr, *, is_meal: bool) -> tuple[tuple[str, str], ...]:
    return ((tr("Diet"), guest.dietary),) if is_meal and guest.dietary else ()

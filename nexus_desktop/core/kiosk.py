"""What the self check-in says to a guest, from what the gate answered.

It faces the queue: of a refusal it tells nothing but the way to the desk, and of a
person nothing but the name, and where to go.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from nexus_desktop.core import countries
from nexus_desktop.core.checkin import Guest, ScanResult, Verdict
from nexus_desktop.core.greetings import greeting

Tone: TypeAlias = Literal["good", "desk"]


@dataclass(frozen=True, slots=True)
class KioskFace:
    """The words on the screen, each "" where there is nothing to say.

    Attributes:
        tone: "good": go on; "desk": go to the desk.
        greeting: in the guest's language; headline: in English.
        name: as its owner writes it; second: as it is printed.
        place: (heading, value): group, room, table.
        note: what becomes of their badge.
    """

    tone: Tone
    icon: str
    headline: str
    greeting: str = ""
    name: str = ""
    second: str = ""
    message: str = ""
    place: tuple[tuple[str, str], ...] = ()
    note: str = ""


_PRINTED = "Your badge is being printed: please take it from the printer."
_HELP = "Our colleagues there will help you."
_TO_THE_DESK = KioskFace("desk", "hand", "Please come to the desk", message=_HELP)
_NO_BADGE = KioskFace(
    "desk",
    "circle-question-mark",
    "This is not a workshop badge",
    message="Show the square code on your badge, or come to the desk.",
)
_NOT_SAVED = KioskFace(
    "desk",
    "hand",
    "Please try once more",
    message="If it does not work, come to the desk.",
)
_HEADLINES: Mapping[Verdict, str] = {
    Verdict.ADMITTED: "Welcome",
    Verdict.ADMITTED_UNSYNCED: "Welcome",
    Verdict.ALREADY_IN: "Welcome back",
    Verdict.CHECKED_OUT: "Goodbye",
}
_MESSAGES: Mapping[Verdict, str] = {
    Verdict.ADMITTED: "You are checked in.",
    Verdict.ADMITTED_UNSYNCED: "You are checked in.",
    Verdict.ALREADY_IN: "You were checked in before.",
    Verdict.CHECKED_OUT: "You are checked out.",
}


def of_result(result: ScanResult) -> KioskFace:
    """Return what a guest is told after a scan."""
    verdict = result.verdict
    if verdict is Verdict.MALFORMED:
        return _NO_BADGE
    if verdict not in _HEADLINES:
        return _TO_THE_DESK
    guest = result.participant
    name, second = _names(guest)
    icon = "log-out" if verdict is Verdict.CHECKED_OUT else "check"
    return KioskFace(
        "good",
        icon,
        _HEADLINES[verdict],
        greeting=_greeting(verdict, guest),
        name=name,
        second=second,
        message=_MESSAGES[verdict],
        place=_place(result) if verdict is not Verdict.CHECKED_OUT else (),
    )


def with_badge(face: KioskFace, *, is_failed: bool) -> KioskFace:
    """Return `face` telling a guest about the badge that is printed for them."""
    note = "Please get your badge at the desk." if is_failed else _PRINTED
    return replace(face, note=note)


def of_failure() -> KioskFace:
    """Return what a guest is told when the scan could not be saved."""
    return _NOT_SAVED


def _names(guest: Guest | None) -> tuple[str, str]:
    """Return the name in the guest's own script, and the printed one if it differs."""
    if guest is None:
        return "", ""
    if guest.native_name and guest.native_name != guest.name:
        return guest.native_name, guest.name
    return guest.name, ""


def _greeting(verdict: Verdict, guest: Guest | None) -> str:
    if guest is None or verdict is Verdict.CHECKED_OUT:
        return ""
    return greeting(guest.native_name, countries.code_of(guest.country))


def _place(result: ScanResult) -> tuple[tuple[str, str], ...]:
    group = result.group
    if group is None:
        return ()
    fields = (("Group", group.title), ("Room", group.room), ("Table", group.table))
    return tuple(field for field in fields if field[1])

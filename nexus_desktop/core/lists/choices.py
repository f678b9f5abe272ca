"""Which lists there are, and what can be chosen of each.

A scope says for what a list is: "" the whole workshop, "days" each day on sheets of its
own, "day:2014-11-05", "session:ID", "checkpoint:ID", "round:ID" each of its groups,
"group:ID".
"""

from dataclasses import dataclass
from enum import StrEnum

from nexus_desktop.core.errors import NexusError


class ListError(NexusError):
    """A list can't be made so; the sentence says what to choose instead."""


class Who(StrEnum):
    """Who is on a list, of those whom its scope is for."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    MISSING = "missing"
    EVERYBODY = "everybody"


class Scope(StrEnum):
    """The families of scopes; the value is what stands before the colon."""

    WORKSHOP = ""
    DAYS = "days"
    DAY = "day"
    SESSION = "session"
    CHECKPOINT = "checkpoint"
    ROUND = "round"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class ListKind:
    """A list to choose.

    Attributes:
        name: as kept and on the command line.
        title: at its head.
        purpose: when one takes it, in a sentence.
        columns: those it has unless others are chosen.
        scopes: for what it can be made; the first is the usual one.
        who: who is on it, unless chosen otherwise.
        grouping: the usual one.
        is_dated: it holds only for the moment, so it says when it was made.
    """

    name: str
    title: str
    purpose: str
    icon: str
    columns: tuple[str, ...]
    scopes: tuple[Scope, ...] = (Scope.WORKSHOP,)
    who: Who = Who.EXPECTED
    grouping: str = ""
    is_dated: bool = False


KINDS = (
    ListKind(
        "participants", "List of participants",
        "Everybody, to hand out or publish.", "users",
        ("number", "printed_name", "native_name", "work", "city", "country"),
        grouping="country",
    ),
    ListKind(
        "signatures", "Signature sheet",
        "To be signed on each day, or at a session.", "pencil",
        ("number", "printed_name", "organisation", "country", "signature"),
        (Scope.DAYS, Scope.DAY, Scope.SESSION),
    ),
    ListKind(
        "door", "Door list",
        "Who may come in, with boxes to tick.",
        "square-check",
        ("tick", "printed_name", "native_name", "organisation", "country"),
        (Scope.CHECKPOINT, Scope.SESSION, Scope.ROUND, Scope.GROUP, Scope.DAY),
    ),
    ListKind(
        "attendance", "Attendance",
        "Who came on which day, to which session.", "badge-check",
        ("number", "printed_name", "organisation", "country", "days", "day_count",
         "session_count"),
        (Scope.WORKSHOP, Scope.DAY),
        is_dated=True,
    ),
    ListKind(
        "dietary", "Dietary needs",
        "How many of each need, and whose.", "list",
        ("printed_name", "organisation", "country"),
        (Scope.WORKSHOP, Scope.DAY, Scope.CHECKPOINT),
        grouping="dietary",
        is_dated=True,
    ),
    ListKind(
        "arrivals", "Arrivals",
        "Who is not here yet; who came, and when.", "clock",
        ("printed_name", "organisation", "country", "phone", "arrived"),
        (Scope.DAY, Scope.CHECKPOINT, Scope.SESSION, Scope.WORKSHOP),
        grouping="arrival",
        is_dated=True,
    ),
    ListKind(
        "emails", "E-mail list",
        "Addresses to write to, each once.", "send",
        ("printed_name", "email", "organisation"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListChoices:
    """What somebody chose; "" and () mean what the kind has by itself.

    Attributes:
        scope: as the module says; "" where a kind is never for the whole workshop
            means its usual scope.
        columns: names, in their order; `extra:HEADING` for an imported one.
        grouping: "none" for no chapters, a name of `grouping.GROUPINGS`.
        sort: a name of `grouping.SORTS`.
        only: (field, value) that people must have, such as ("role", "Speaker").
        across: the paper lies on its side.
    """

    kind: str = KINDS[0].name
    scope: str = ""
    columns: tuple[str, ...] = ()
    who: Who | None = None
    grouping: str = ""
    sort: str = ""
    only: tuple[str, str] | None = None
    paper: str = "A4"
    across: bool = False


def kind_named(name: str) -> ListKind:
    """Return the list called `name`.

    Raises:
        ListError: there is none.
    """
    for kind in KINDS:
        if kind.name == name.strip().casefold():
            return kind
    names = ", ".join(kind.name for kind in KINDS)
    raise ListError(f'There is no list "{name}". Choose one of: {names}.')


def scope_parts(scope: str) -> tuple[Scope, str]:
    """Return the family of a scope, and the id or day in it.

    Raises:
        ListError: it is none.
    """
    family, _, ident = scope.partition(":")
    try:
        return Scope(family), ident
    except ValueError:
        raise ListError(f'"{scope}" is nothing that a list can be for.') from None

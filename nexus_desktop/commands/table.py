"""What the command line understands: one table. It imports nothing that takes long."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nexus_desktop.core.workshop import YEARS


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a command, as argparse takes it."""

    names: tuple[str, ...]
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its words, and "module:function" of `nexus_desktop.commands`."""

    words: str
    run: str
    help: str
    arguments: tuple[Argument, ...]


def _arg(*names: str, **options: Any) -> Argument:  # noqa: ANN401 - argparse's
    return Argument(names, options)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError
    return day


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


_SESSION = _arg("session", metavar="SESSION", help="its title, or part of it")
_FILE = _arg("file", type=Path, metavar="FILE", help="the workshop file (.nexus)")
_SOURCE = _arg("source", type=Path, metavar="SOURCE")
_JSON = _arg("--json", action="store_true", help="print one JSON document")
_SHOWN = ("all", "still open", "overdue", "without owner", "without date",
          "carried over", "closed")  # fmt: skip
_ROLES = ("desk", "rapporteur", "coordinator")
_NAME = _arg("name", metavar="NAME", help="of the laptop, or its id")
_SECONDS = _arg("--seconds", type=float, metavar="S")

COMMANDS = (
    Command(
        "demo", "demo:demo_workshop", "make the demo workshop and its papers",
        (
            _arg("folder", type=Path, metavar="DIR"),
            _arg("--people", type=_count, default=130, metavar="N"),
            _arg("--seed", type=int, default=1, metavar="N"),
            _arg("--last-day", type=_day, metavar="D", help="default: today"),
            _arg("--no-window", action="store_true"),
        ),
    ),
    Command(
        "new", "workshop:new", "make a new workshop file",
        (
            _FILE,
            _arg("--title", required=True, metavar="T"),
            _arg("--first-day", type=_day, required=True, metavar="D"),
            _arg("--last-day", type=_day, required=True, metavar="D"),
            *(_arg(f"--{name}", default="", metavar=name[0].upper())
              for name in ("venue", "city", "country", "timezone")),
            _arg("--objective", action="append", default=[], metavar="TEXT"),
            _arg("--from", dest="earlier", type=Path, metavar="PREVIOUS",
                 help="an earlier workshop's file: people, programme, open actions"),
            _JSON,
        ),
    ),
    Command(
        "people import", "people:import_people", "take in a list of participants",
        (
            _FILE, _SOURCE,
            _arg("--map", action="append", default=[], metavar="COLUMN=FIELD"),
            _arg("--dry-run", action="store_true", help="only say what would happen"),
            _arg("--cancel-missing", action="store_true",
                 help="cancel who was in the tool's last export and is not in this"),
            _JSON,
        ),
    ),
    Command(
        "people list", "people:list_people", "list participants",
        (_FILE, _arg("--find", metavar="TEXT"), _JSON),
    ),
    Command(
        "programme import", "people:import_programme", "take in a programme",
        (_FILE, _SOURCE, _JSON),
    ),
    Command(
        "badges", "papers:badges", "write the badges as PDF",
        (
            _FILE,
            _arg("out", type=Path, metavar="OUT.pdf"),
            _arg("--sheet", metavar="NAME", help="its ready layout"),
            _arg("--layout", metavar="NAME", help="default: the workshop's"),
            _arg("--only-new", action="store_true", help="new or changed ones"),
            _arg("--sort", default="name",
                 choices=("name", "letter", "box", "organisation", "country")),
            _arg("--per-box", type=_count, default=50, metavar="N"),
            _arg("--first", type=_count, default=1, metavar="N",
                 help="place of the first badge on its sheet"),
            _arg("--printed", action="store_true", help="remember them as printed"),
            _arg("--codes", type=Path, metavar="OUT.csv"),
        ),
    ),
    Command(
        "scan", "desk:scan", "read codes from standard input, one a line",
        (
            _FILE,
            _arg("--checkpoint", metavar="NAME"),
            _arg("--json", action="store_true", help="print one JSON document a line"),
        ),
    ),
    Command(
        "checkpoints", "desk:checkpoints", "list where badges are scanned, and how far",
        (_FILE, _JSON),
    ),
    Command(
        "assign", "breakouts:assign", "solve a problem file",
        (
            _arg("problem", type=Path, metavar="PROBLEM.json"), _SECONDS,
            _arg("--steps", type=int, metavar="N"),
            _arg("--seed", type=int, default=1, metavar="N"),
            _JSON,
        ),
    ),
    Command(
        "breakouts", "breakouts:breakouts_of", "make the groups of a breakout session",
        (
            _FILE,
            _SESSION,
            _arg("--groups", type=_count, metavar="N"),
            _arg("--topic", action="append", metavar="TEXT", help="of the next group"),
            _arg("--room", action="append", metavar="TEXT", help="of the next group"),
            _SECONDS,
            _arg("--publish", action="store_true"),
            _JSON,
        ),
    ),
    Command(
        "notes import", "notes:import_notes", "take in lines in the notation",
        (_FILE, _SESSION, _arg("source", type=Path, metavar="NOTES.txt"), _JSON),
    ),
    Command(
        "notes export", "notes:export_notes", "give notes as lines in the notation",
        (_FILE, _SESSION, _arg("--out", type=Path, metavar="OUT.txt"), _JSON),
    ),
    Command(
        "actions list", "register:list_actions", "list actions, or write them by owner",
        (
            _FILE,
            _arg("--show", default="all", choices=_SHOWN, help="which of them"),
            _arg("--owner", metavar="NAME", help='"" for those nobody owns'),
            _arg("--out", type=Path, metavar="OUT", help="as .pdf, .xlsx or .csv"),
            _JSON,
        ),
    ),
    Command(
        "actions carry", "register:carry",
        "take over open actions and figures of an earlier workshop, left as it is",
        (
            _FILE,
            _arg("previous", type=Path, metavar="PREVIOUS", help="its file"), _JSON,
        ),
    ),
    Command(
        "places", "register:places", "say what each place reported, and what not",
        (
            _FILE,
            _arg("--by-objective", action="store_true"),
            _arg("--out", type=Path, metavar="OUT", help="as .xlsx or .csv"), _JSON,
        ),
    ),
    Command(
        "minutes", "minutes:minutes", "write the minutes as PDF, Word or Markdown",
        (
            _FILE,
            _arg("out", type=Path, metavar="OUT"),
            _arg("--template", choices=("full", "brief", "session", "actions"),
                 help="the full report, a summary of two pages, the form of a session "
                      "or the list of actions"),
            _arg("--session", metavar="TITLE", help="of the form; all without it"),
            _arg("--attribution", choices=("names", "organisations", "none")),
            _arg("--draft", action="store_true"),
        ),
    ),
    Command(
        "list", "lists:list_people", "write a list of people as PDF, XLSX or CSV",
        (
            _FILE,
            _arg("out", type=Path, metavar="OUT"),
            _arg("--list", required=True, metavar="NAME",
                 help="participants, signatures, door, attendance, dietary, arrivals "
                      "or emails"),
            _arg("--columns", metavar="A,B,…", help="their names, in order"),
            _arg("--day", type=_day, metavar="D", help="for this day"),
            _arg("--session", metavar="TITLE", help="for this session"),
            _arg("--checkpoint", metavar="NAME", help="for this checkpoint"),
            _arg("--round", type=_count, metavar="N", help="each group of this round"),
            _arg("--who", choices=("expected", "arrived", "missing", "everybody")),
            _arg("--group-by", metavar="NAME"),
            _arg("--sort", metavar="NAME"),
            _arg("--paper", default="A4", choices=("A4", "Letter")),
            _arg("--landscape", action="store_true"),
            _JSON,
        ),
    ),
    Command(
        "groups", "groups:groups",
        "write the groups of a round as lists, door signs, XLSX or CSV",
        (
            _FILE,
            _arg("out", type=Path, metavar="OUT"),
            _arg("--round", type=_count, required=True, metavar="N"),
            _arg("--what", default="lists", choices=("lists", "rooms", "signs"),
                 help="lists by group and name, lists by room, or door signs"),
            _JSON,
        ),
    ),
    Command(
        "certificates", "lists:certificates",
        "write certificates of participation as one PDF",
        (
            _FILE,
            _arg("out", type=Path, metavar="OUT.pdf"),
            _arg("--least-days", type=_count, metavar="N"),
            _arg("--least-sessions", type=_count, metavar="N"),
            _JSON,
        ),
    ),
    Command("check", "workshop:check", "say whether the file is whole", (_FILE, _JSON)),
    Command("history", "workshop:history", "list who did what when", (_FILE, _JSON)),
    Command(
        "backup", "workshop:backup", "copy the file",
        (_FILE, _arg("to", type=Path, nargs="?", metavar="TO"), _JSON),
    ),
    Command(
        "restore", "workshop:restore", "put a backup in the file's place",
        (_FILE, _arg("backup", type=Path, metavar="BACKUP"), _JSON),
    ),
    Command(
        "device invite", "sharing:invite", "write an invitation for another laptop",
        (
            _FILE, _arg("out", type=Path, metavar="OUT.nexus-join"),
            _arg("--role", required=True, choices=_ROLES),
            _arg("--days", type=_count, default=7, metavar="N"),
            _arg("--hub", default="", metavar="URL", help="with a login at this hub"),
            _JSON,
        ),
    ),
    Command(
        "device list", "laptops:show", "list the laptops of the workshop",
        (_FILE, _JSON),
    ),
    Command(
        "device end", "lost:end", "end a laptop that was lost",
        (_FILE, _NAME, _JSON),
    ),
    Command(
        "device let-in", "laptops:let_in", "let a laptop count that does not",
        (
            _FILE, _NAME,
            _arg(
                "--until", type=_count, metavar="N",
                help="an ended one, up to its entry N: that was before it was lost",
            ),
            _JSON,
        ),
    ),
    Command(
        "device begin-anew", "laptops:begin_anew",
        "let this copy be the first of a new sharing",
        (
            _FILE,
            _arg(
                "--lost", action="store_true",
                help="somebody else may have the first laptop: change the badges' key",
            ),
            _JSON,
        ),
    ),
    Command(
        "join", "sharing:join", "make this laptop's own copy of a workshop",
        (
            _FILE, _arg("invitation", type=Path, metavar="JOINFILE"),
            _arg("--name", required=True, metavar="NAME", help="of this laptop"),
            _JSON,
        ),
    ),
    Command(
        "bundle write", "sharing:write_bundle", "write what other laptops lack",
        (
            _FILE, _arg("out", type=Path, metavar="OUT.nexus-bundle"),
            _arg("--all", action="store_true", help="everything, for a new laptop"),
            _JSON,
        ),
    ),
    Command(
        "bundle read", "sharing:read_bundle", "take in what another laptop wrote",
        (_FILE, _arg("bundle", type=Path, metavar="BUNDLE"), _JSON),
    ),
    Command(
        "folder meet", "sharing:meet_in_folder", "meet others in a shared folder",
        (_FILE, _arg("folder", type=Path, metavar="DIR"), _JSON),
    ),
    Command(
        "hub init", "sharing:make_hub", "make a hub in a PostgreSQL database",
        (_arg("url", metavar="URL"), _JSON),
    ),
    Command(
        "hub login", "sharing:give_login", "give a laptop its login at the hub anew",
        (
            _FILE, _arg("laptop", metavar="LAPTOP", help="its name"),
            _arg("--hub", default="", metavar="URL", help="as its owner"), _JSON,
        ),
    ),
    Command(
        "hub sync", "sharing:meet_hub", "meet the hub, again and again",
        (
            _FILE, _arg("--once", action="store_true"),
            _arg("--hub", default="", metavar="URL"), _JSON,
        ),
    ),
    Command(
        "unlock", "kiosk:unlock", "end the self check-in when its PIN is forgotten",
        (_JSON,),
    ),
)  # fmt: skip

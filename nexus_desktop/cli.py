"""The command line: opens the window, or does one job without it.

A command's module is imported when it runs, so that each starts fast. Exit status: 0
done, 1 a `NexusError` (its sentence on stderr), 2 wrong usage, 130 interrupted.
Texts go in and out as UTF-8.
"""

import argparse
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from nexus_desktop.commands.table import COMMANDS
from nexus_desktop.core.errors import NexusError

_INTERRUPTED = 130  # as shells say it


def now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what `argv` (default: the command line) says; return the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    first = words[0] if words else ""
    is_command = first in {command.words.split()[0] for command in COMMANDS}
    if not is_command and not first.startswith("-") and len(words) < 2:
        return _open_window(Path(first) if first else None)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _use_utf8(stream)
    args = _parser().parse_args(words)
    try:
        return _run(args)
    except NexusError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:  # as in `| head`: nobody reads on, and no more is to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"{error.filename or args.run}: {error.strerror}.", file=sys.stderr)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return 1


def _use_utf8(stream: TextIO) -> None:
    """Let every name be read and printed, whatever the terminal's own encoding."""
    if isinstance(stream, io.TextIOWrapper):
        errors = "backslashreplace" if stream.writable() else "replace"
        stream.reconfigure(encoding="utf-8", errors=errors)


def _run(args: argparse.Namespace) -> int:
    module, _, function = str(args.run).partition(":")
    made = import_module(f"nexus_desktop.commands.{module}")
    answer = getattr(made, function)(args, now)
    if getattr(args, "json", False):
        if answer.document is not None:
            print(json.dumps(answer.document, ensure_ascii=False, default=str))
    else:
        print(*answer.lines, sep="\n", end="\n" if answer.lines else "")
    sys.stdout.flush()
    if answer.opens is not None:
        # In a process of its own: the papers were shaped without a screen in this one.
        window = [sys.executable, "-m", "nexus_desktop", str(answer.opens)]
        return subprocess.run(window, check=False).returncode
    return 1 if answer.failed else 0


def _open_window(path: Path | None) -> int:
    from nexus_desktop import app

    return app.main(path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nexus-desktop",
        description="Runs a workshop on site. Without a command: opens the window, "
        "with FILE.nexus if it is given.",
    )
    nouns = parser.add_subparsers(required=True, metavar="COMMAND")
    verbs: dict[str, Any] = {}
    for command in COMMANDS:
        first, _, second = command.words.partition(" ")
        if second and first not in verbs:
            noun = nouns.add_parser(first, help=f"{first} {second}, …")
            verbs[first] = noun.add_subparsers(required=True, metavar="WHAT")
        place = verbs[first] if second else nouns
        made = place.add_parser(
            second or first, help=command.help, description=command.help
        )
        for argument in command.arguments:
            made.add_argument(*argument.names, **argument.options)
        made.set_defaults(run=command.run)
    return parser

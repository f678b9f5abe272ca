"""The demo workshop and all its papers, each step with its time."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter

from sqlalchemy.orm import Session

from nexus_desktop.commands.answer import Answer, Now, work_on
from nexus_desktop.core.badge_sheet import SHEETS
from nexus_desktop.core.saving import save
from nexus_desktop.documents import (
    badges_pdf,
    lists_pdf,
    minutes_markdown,
    minutes_pdf,
)
from nexus_desktop.services import badges, breakout_papers, breakouts, demo, minutes


@dataclass
class Clock:
    """Prints each step as it ends, with its seconds."""

    began: float = field(default_factory=perf_counter)
    last: float = field(default_factory=perf_counter)

    def tell(self, what: str) -> None:
        """Say what was done since the last step."""
        passed = perf_counter()
        print(f"{passed - self.last:7.2f} s  {what}", flush=True)
        self.last = passed


def demo_workshop(args: Namespace, now: Now) -> Answer:
    """Make the demo in a folder, print every paper, then open the window."""
    clock = Clock()
    plan = demo.Plan(args.last_day or now().date(), args.people, args.seed)
    path = demo.make_file(args.folder, plan, report=_told_when_done(clock))
    for name, make in (
        ("badges.pdf", _badges),
        ("groups.pdf", _groups),
        ("minutes.pdf", _minutes_pdf),
        ("minutes.md", _minutes_markdown),
    ):
        content = make(path, now)
        save(args.folder / name, content)
        clock.tell(f"{name}, {len(content) // 1024:,} KB")
    print(f"{perf_counter() - clock.began:7.2f} s  in all: {path}")
    return Answer(opens=None if args.no_window else path)


def _told_when_done(clock: Clock) -> Callable[[float, str], None]:
    said: list[str] = []

    def report(_fraction: float, text: str) -> None:
        said.append(text)
        if len(said) % 2 == 0:
            clock.tell(text)

    return report


def _badges(path: Path, now: Now) -> bytes:
    def work(session: Session, at: datetime) -> list[badges.BadgeToPrint]:
        printed = badges.to_print(session)
        badges.record_printing(session, [one.badge_id for one in printed], at=at)
        return printed

    printed = work_on(path, work, now)
    return badges_pdf.render([one.face for one in printed], SHEETS[0])


def _groups(path: Path, now: Now) -> bytes:
    lists = work_on(
        path,
        lambda s, _: [
            breakout_papers.group_lists(s, one.id) for one in breakouts.rounds(s)
        ],
        now,
    )
    return lists_pdf.render_group_lists(*lists)


def _minutes_pdf(path: Path, now: Now) -> bytes:
    return minutes_pdf.render(
        work_on(path, lambda s, _: minutes.compile_minutes(s), now)
    )


def _minutes_markdown(path: Path, now: Now) -> bytes:
    compiled = work_on(path, lambda s, _: minutes.compile_minutes(s), now)
    return minutes_markdown.render(compiled).encode()

"""A laptop that was lost."""

from argparse import Namespace
from dataclasses import asdict
from functools import partial

from nexus_desktop.commands.answer import Answer, Now
from nexus_desktop.commands.sharing import pieces
from nexus_desktop.core.lost_laptop import LostLaptop
from nexus_desktop.services import losing, revoking


def end(args: Namespace, now: Now) -> Answer:
    """End a laptop with all that follows; say of each step whether it is done.

    Done again, it does what was left open, and closes the login again.
    """
    with pieces(args.file, now) as take:
        device = take(partial(revoking.named, name=args.name))
        lost = losing.lose(take, device, at=now())
    return Answer(
        tuple(_lines(lost)),
        {**asdict(lost), "steps": [asdict(step) for step in lost.steps]},
        failed=not lost.is_done,
    )


def _lines(lost: LostLaptop) -> list[str]:
    lines = [
        f"{number}. {step.line if step.is_done else f'Open: {step.line}'}"
        for number, step in enumerate(lost.steps, 1)
    ]
    if lost.brought:
        names = ", ".join(lost.brought)
        lines.append(f"It invited {names}, which still count. End them too if need be.")
    return lines

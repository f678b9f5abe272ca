"""The self check-in of this laptop, from outside."""

from argparse import Namespace

from nexus_desktop.commands.answer import Answer, Now
from nexus_desktop.ui.kit import kiosk_lock


def unlock(_args: Namespace, _now: Now) -> Answer:
    """End the self check-in, for when the PIN is forgotten."""
    found = kiosk_lock.unlock_from_outside()
    if found is None:
        return Answer(("This laptop is not in the self check-in.",), {"file": None})
    return Answer(
        ("The next start is not in the self check-in any more. Set a new PIN there.",),
        {"file": found.path},
    )

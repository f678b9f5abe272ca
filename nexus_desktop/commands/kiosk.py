"""The self check-in of this laptop, from outside."""

from argparse import Namespace

from nexus_desktop.commands.answer import Answer, Now
from nexus_desktop.ui.kit import kiosk_lock
from nexus_desktop.ui.kit.naming import name_program


def unlock(_args: Namespace, _now: Now) -> Answer:
    """End the self check-in, for when the PIN is forgotten."""
    name_program()
    found = kiosk_lock.locked()
    kiosk_lock.unlock()
    if found is None:
        return Answer(("This laptop is not in the self check-in.",), {"file": None})
    return Answer(
        ("The next start is not in the self check-in any more. Set a new PIN there.",),
        {"file": found.path},
    )

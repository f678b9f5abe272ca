"""Failures a user can act on. Anything else is a bug and must be shown as one.

A module may derive its own, beside the rule that raises it. The message is a sentence
for the person at the screen: what is wrong, where, and what to do.
"""


class NexusError(Exception):
    """Base of every failure whose message is written for the user."""


class NotFound(NexusError):  # noqa: N818
    """What was asked for is not in this workshop (any more)."""

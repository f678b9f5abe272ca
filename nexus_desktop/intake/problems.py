"""What is wrong with a file from elsewhere, told to the person who chose it."""

from nexus_desktop.core.errors import NexusError


class BadFile(NexusError):  # noqa: N818
    """The file can't be read as what it is said to be."""

"""The names under which the system keeps this program's settings."""

from PySide6.QtCore import QCoreApplication

_NAME = "nexus-desktop"


def name_program() -> None:
    """Tell Qt the names; before any settings are read."""
    QCoreApplication.setOrganizationName(_NAME)
    QCoreApplication.setApplicationName(_NAME)

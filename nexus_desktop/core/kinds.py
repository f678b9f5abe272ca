"""The kinds of record a screen can watch."""

from enum import StrEnum


class Kind(StrEnum):
    """One name per replicated record kind; a transaction reports those it touched."""

    WORKSHOP = "workshop"
    OBJECTIVE = "objective"
    PARTICIPANT = "participant"
    BADGE = "badge"
    PRINTING = "printing"
    CHECKPOINT = "checkpoint"
    SCAN = "scan"
    SESSION = "session"
    ROUND = "round"
    GROUP = "group"
    SEAT = "seat"
    RULE = "rule"
    PLAN = "plan"
    NOTE = "note"
    PICTURE = "picture"
    LAYOUT = "layout"
    DEVICE = "device"

"""What is missing in notes or minutes, in words."""

from collections.abc import Callable

from nexus_desktop.core.minutes.gaps import Gap, Lack


def sentence(gap: Gap, tr: Callable[[str], str]) -> str:
    """Return what is missing, and how much of it."""
    one, several = _sentences(tr)[gap.lack]
    return one if gap.count == 1 else several.format(gap.count)


def _sentences(tr: Callable[[str], str]) -> dict[Lack, tuple[str, str]]:
    nobody = tr("Nobody is marked present")
    return {
        Lack.NOBODY_PRESENT: (nobody, nobody),
        Lack.SESSIONS_WITHOUT_NOTES: (
            tr("One session has no notes"), tr("{} sessions have no notes"),
        ),
        Lack.GROUPS_WITHOUT_NOTES: (
            tr("One group has no report"), tr("{} groups have no report"),
        ),
        Lack.ACTIONS_WITHOUT_OWNER: (
            tr("One action has no owner"), tr("{} actions have no owner"),
        ),
        Lack.ACTIONS_WITHOUT_DATE: (
            tr("One action has no date"), tr("{} actions have no date"),
        ),
        Lack.OBJECTIVES_UNTOUCHED: (
            tr("One objective has no notes"), tr("{} objectives have no notes"),
        ),
        Lack.GROUPS_NOT_FINAL: (
            tr("The notes of one group are not final"),
            tr("The notes of {} groups are not final"),
        ),
        Lack.SESSIONS_NOT_FINAL: (
            tr("The notes of one session are not final"),
            tr("The notes of {} sessions are not final"),
        ),
    }  # fmt: skip

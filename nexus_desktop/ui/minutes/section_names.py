"""What templates and their sections are called on the screen."""

from collections.abc import Callable

from nexus_desktop.core.minutes.material import (
    Attribution,
    DocumentStatus,
    Section,
    Template,
)

Tr = Callable[[str], str]


def templates(tr: Tr) -> dict[Template, tuple[str, str]]:
    """Return template -> its name and what it is for."""
    return {
        Template.FULL: (
            tr("Full report"),
            tr("All that was said and agreed"),
        ),
        Template.BRIEF: (
            tr("Summary for decision makers"),
            tr("What matters most, on two pages"),
        ),
        Template.SESSION: (
            tr("Session report"),
            tr("The form of one session, or of all"),
        ),
        Template.ACTIONS: (
            tr("Action list"),
            tr("Who does what until when"),
        ),
    }


def attributions(tr: Tr) -> dict[Attribution, str]:
    """Return who is named as speaker."""
    return {
        Attribution.NAMES: tr("Speakers by name"),
        Attribution.ORGANISATIONS: tr("Organisations only"),
        Attribution.NONE: tr("Nobody is named"),
    }


def statuses(tr: Tr) -> dict[DocumentStatus, str]:
    """Return what a paper says of its status."""
    return {
        DocumentStatus.UNMARKED: tr("Not marked"),
        DocumentStatus.DRAFT: tr("Draft"),
        DocumentStatus.FINAL: tr("Final"),
    }


def sections(tr: Tr) -> dict[Section, str]:
    """Return the names of sections as the list of them has room for."""
    return {
        Section.COVER: tr("Cover"),
        Section.CONTENTS: tr("Contents"),
        Section.SUMMARY: tr("Summary"),
        Section.BACKGROUND: tr("Background and objectives"),
        Section.ATTENDANCE: tr("Attendance"),
        Section.SPEAKING: tr("Who took the floor"),
        Section.SERIES: tr("Earlier workshops"),
        Section.PROGRAMME: tr("Programme"),
        Section.SESSIONS: tr("Sessions"),
        Section.BREAKOUTS: tr("Breakout groups"),
        Section.OBJECTIVES: tr("By objective"),
        Section.PLACES: tr("By city and country"),
        Section.RESOLUTIONS: tr("Decisions, recommendations"),
        Section.ACTIONS: tr("Action register"),
        Section.PARTICIPANTS: tr("Annex: participants"),
        Section.GROUPS: tr("Annex: who sat where"),
        Section.BRIEF_FIGURES: tr("Four figures"),
        Section.BRIEF_KEYS: tr("Key messages"),
        Section.BRIEF_DECISIONS: tr("Decisions"),
        Section.BRIEF_RECOMMENDATIONS: tr("Recommendations"),
        Section.BRIEF_ACTIONS: tr("Open actions"),
        Section.BRIEF_QUESTIONS: tr("Questions raised"),
        Section.FORM_FACTS: tr("Time, room and people"),
        Section.FORM_KEYS: tr("Key messages"),
        Section.FORM_DISCUSSION: tr("Summary of discussion"),
        Section.FORM_DECISIONS: tr("Decisions"),
        Section.FORM_RECOMMENDATIONS: tr("Recommendations"),
        Section.FORM_ACTIONS: tr("Actions"),
        Section.FORM_QUESTIONS: tr("Questions raised"),
        Section.FORM_SIGNATURES: tr("Lines to sign on"),
        Section.LIST_REGISTER: tr("All actions"),
        Section.LIST_OWNERS: tr("By owner"),
        Section.LIST_DATES: tr("Open actions by date"),
    }

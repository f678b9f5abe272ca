"""From a badge and its layout to the pages that a printer gets."""

from sqlalchemy.orm import Session

from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.badge_sheet import BadgeFace, Fold
from nexus_desktop.core.badge_views import alone
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.ready_layouts import ready_layouts
from nexus_desktop.services import badge_layouts
from nexus_desktop.ui.kit.printing.printer import Choice, Paper


def layout_of(session: Session, wanted: str) -> BadgeLayout:
    """Return the layout with an id, or the workshop's own when that is gone or ""."""
    if wanted:
        try:
            return badge_layouts.layout(session, wanted)
        except NexusError:  # taken away since it was chosen, on this laptop or another
            pass
    return badge_layouts.chosen(session)


def choices(session: Session) -> tuple[Choice, ...]:
    """Return the layouts to choose from, those of the workshop first."""
    own = (Choice(one.id, one.layout.name) for one in badge_layouts.layouts(session))
    ready = (Choice(key, one.name) for key, one in ready_layouts().items())
    return (*own, *ready)


def paper_of(layout: BadgeLayout, *, is_turned: bool = False) -> Paper:
    """Return the paper that the pages of a layout are printed on."""
    sheet = layout.sheet
    is_two_sided = layout.back is not None and sheet.fold is Fold.NONE
    return Paper(sheet.width, sheet.height, is_two_sided, is_turned)


def draw_one(
    face: BadgeFace, layout: BadgeLayout, *, is_turned: bool
) -> tuple[bytes, Paper]:
    """Return one badge as a PDF of its size, and its paper. Slow the first time."""
    from nexus_desktop.documents import badges_pdf  # noqa: PLC0415 - slow to import

    single = alone(layout)
    pdf = badges_pdf.render([face], single, title=face.name)
    return pdf, paper_of(single, is_turned=is_turned)

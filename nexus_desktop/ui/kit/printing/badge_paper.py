"""From a badge and its layout to the pages that a printer gets."""

from sqlalchemy.orm import Session

from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.badge_sheet import BadgeFace, Fold
from nexus_desktop.core.badge_views import alone
from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.filing import Compartment
from nexus_desktop.core.ready_layouts import ready_layouts
from nexus_desktop.services import badge_layouts
from nexus_desktop.services.badge_batch import Batch
from nexus_desktop.ui.kit.jobs import Cancelled, Report
from nexus_desktop.ui.kit.printing.printer import Choice, Paper

_OFTEN = 20  # badges from one report to the next


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


def draw_sheet(
    pieces: tuple[BadgeFace | Compartment, ...], layout: BadgeLayout, first: int
) -> bytes:
    """Return one sheet whose first badge takes place `first`."""
    from nexus_desktop.documents import badges_pdf  # noqa: PLC0415 - slow to import

    return badges_pdf.render(pieces, layout, first=first)


class Stopped(NexusError):  # noqa: N818
    """Somebody stopped a batch."""


def draw_all(batch: Batch, first: int, report: Report, cancelled: Cancelled) -> bytes:
    """Return a batch as a PDF whose first badge takes place `first` of its sheet.

    Raises:
        Stopped: somebody wants it to stop.
    """
    from nexus_desktop.documents import badges_pdf  # noqa: PLC0415 - slow to import

    count = len(batch.pieces)

    def done(number: int) -> None:
        if cancelled():
            raise Stopped("Stopped. No badge was printed.")
        if number % _OFTEN == 0 or number == count:
            report(number / count, "")

    return badges_pdf.render(batch.pieces, batch.layout, first=first, done=done)

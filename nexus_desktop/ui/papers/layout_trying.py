"""Trying a layout on a person: fonts are read in a worker before the badge is shown."""

from PySide6.QtCore import QObject, Signal

from nexus_desktop.core.badge_layout import BadgeLayout
from nexus_desktop.core.badge_sheet import BadgeFace
from nexus_desktop.documents.badge_design import lay_out
from nexus_desktop.services.badge_samples import Sample
from nexus_desktop.ui.kit.jobs import Jobs
from nexus_desktop.ui.papers.layout_draft import LayoutDraft


class LayoutTrying(QObject):
    """Has a person's texts shaped, then hands the face on.

    Signals:
        ready: `BadgeFace` that can be painted at once.
    """

    ready = Signal(object)

    def __init__(self, jobs: Jobs, draft: LayoutDraft, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._draft = jobs, draft
        self._wanted: BadgeFace | None = None

    def show(self, sample: Sample) -> None:
        """Show the layout on somebody soon; the last wish wins."""
        face, layout = sample.face, self._draft.layout
        self._wanted = face
        self._jobs.start(
            self,
            lambda _report, _cancelled: _shape(face, layout),
            done=lambda _: self._hand_on(face),
            failed=lambda _: self._hand_on(face),
        )

    def _hand_on(self, face: BadgeFace) -> None:
        if face is self._wanted:
            self.ready.emit(face)


def _shape(face: BadgeFace, layout: BadgeLayout) -> None:
    """Fit the texts once; shapes and fonts are then known to every thread."""
    for side in layout.sides:
        lay_out(face, layout, side)

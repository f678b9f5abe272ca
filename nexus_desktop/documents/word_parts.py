"""What a Word file holds beside its text: pictures, and charts with their workbooks."""

import io

from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from docx.shared import Pt

from nexus_desktop.core.minutes.value import Image
from nexus_desktop.documents import word_charts
from nexus_desktop.documents.word_charts import Chart
from nexus_desktop.documents.word_xml import quoted

_EMU = 12_700  # Word's unit for pictures, in a point
_FINEST = 0.96  # points of a pixel, so that a small picture is not blown up
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class Parts:
    """Takes pictures and charts into a document; returns the runs that show them."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self._count = 0

    def picture(self, image: Image, room: tuple[float, float], said: str = "") -> str:
        """Return a picture as large as there is room; "" when it can't be read.

        Args:
            image: the picture.
            room: width and height in points.
            said: what it shows, for those who don't see it.
        """
        across, down = max(image.width, 1), max(image.height, 1)
        scale = min(room[0] / across, room[1] / down, _FINEST)
        try:
            relation, _ = self._part.get_or_add_image(io.BytesIO(image.data))
        except UnrecognizedImageError:
            return ""
        self._count += 1
        size = Pt(across * scale), Pt(down * scale)
        graphic = (
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="picture {self._count}"/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData>"
        )
        return self._inline(graphic, size, said)

    def chart(self, chart: Chart, width: float) -> str:
        """Return a chart over `width` points."""
        self._count += 1
        number, package = self._count, self._part.package
        book = Part(
            PackURI(f"/word/embeddings/workbook{number}.xlsx"),
            word_charts.WORKBOOK_TYPE,
            word_charts.workbook(chart),
            package,
        )
        uri = PackURI(f"/word/charts/chart{number}.xml")
        part = Part(uri, word_charts.CHART_TYPE, b"", package)
        numbers = part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
        part._blob = word_charts.chart_xml(chart, numbers)  # noqa: SLF001 - it names the relation
        relation = self._part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        shown = f'<c:chart r:id="{relation}"/>'
        graphic = f'<a:graphicData uri="{_CHART}">{shown}</a:graphicData>'
        return self._inline(graphic, (Pt(width), Pt(chart.height)), chart.title)

    def _inline(self, graphic: str, size: tuple[int, int], said: str) -> str:
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{size[0]}" cy="{size[1]}"/>'
            f'<wp:docPr id="{self._count}" name="drawing {self._count}" '
            f"descr={quoted(said)}/><a:graphic>{graphic}</a:graphic></wp:inline>"
            "</w:drawing></w:r>"
        )

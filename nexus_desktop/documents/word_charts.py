"""Charts of Word files: real ones, with the workbook behind them, to be edited there.

Source: ECMA-376 part 1, chapter 21.2 (DrawingML charts).
"""

import io
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from nexus_desktop.core.minutes.value import Bar, BarChart, ColumnChart, PairChart
from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents.word_xml import escaped, quoted

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW, _PAIR_ROW, _KEY, _PANEL = 19.0, 27.0, 44.0, 130.0  # points


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one colour; `shown` writes each beside its bar."""

    name: str
    colour: str
    values: tuple[int, ...]
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, ready to be written.

    Attributes:
        height: points.
        lying: bars lie one under the other.
        laid: bars of one name lie on each other, the last series in front.
        most: the end of the axis, 0 to let Word find it.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    height: float
    lying: bool = True
    laid: bool = False
    most: int = 0


def bars(chart: BarChart) -> Chart:
    """Return lying bars, each on its whole, with the numbers behind the names."""
    values = Series(chart.value_name, design.ACCENT, tuple(b.value for b in chart.bars))
    wholes = Series(
        chart.whole_name, design.TRACK, tuple(b.whole or 0 for b in chart.bars)
    )
    return Chart(
        chart.caption,
        tuple(map(_named, chart.bars)),
        (wholes, values) if chart.whole_name else (values,),
        _KEY + _ROW * len(chart.bars),
        laid=True,
    )


def _named(bar: Bar) -> str:
    numbers = str(bar.value) if bar.whole is None else f"{bar.value} / {bar.whole}"
    return f"{bar.label}   {numbers}"


def pairs(chart: PairChart) -> Chart:
    """Return two lying bars for each name."""
    shown = f'0"{chart.unit}"'
    return Chart(
        chart.caption,
        tuple(pair.label for pair in chart.pairs),
        (
            Series(chart.first_name, design.TRACK_INK,
                   tuple(pair.first for pair in chart.pairs), shown),
            Series(chart.second_name, design.ACCENT,
                   tuple(pair.second for pair in chart.pairs), shown),
        ),
        _KEY + _PAIR_ROW * len(chart.pairs),
    )  # fmt: skip


def panels(chart: ColumnChart) -> tuple[Chart, ...]:
    """Return standing bars, a chart for each panel, all on one scale."""
    most = max((max(values) for _, values in chart.panels), default=1) or 1
    majors = any(tick.major for tick in chart.ticks)
    labels = tuple(
        tick.label if tick.major or not majors else " " for tick in chart.ticks
    )
    return tuple(
        Chart(
            title,
            labels,
            (Series(chart.value_name, design.ACCENT, values),),
            _PANEL,
            lying=False,
            most=most,
        )
        for title, values in chart.panels
    )


def chart_xml(chart: Chart, workbook: str) -> bytes:
    """Return the chart's part; `workbook` is the id of the relation to its numbers."""
    overlap = 100 if chart.laid else 0
    series = "".join(
        _series(number, one, chart) for number, one in enumerate(chart.series)
    )
    title = "" if chart.lying else _title(chart.title)
    deleted = int(bool(title))
    legend = "" if title else (
        '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>'
    )  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f'<c:roundedCorners val="0"/><c:chart>{title}'
        f'<c:autoTitleDeleted val="{1 - deleted}"/><c:plotArea><c:layout/><c:barChart>'
        f'<c:barDir val="{"bar" if chart.lying else "col"}"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="45"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="1"/><c:axId val="2"/></c:barChart>{_axes(chart)}</c:plotArea>'
        f'{legend}<c:plotVisOnly val="1"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_type(800)}"
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    ).encode()


def _title(text: str) -> str:
    return (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="840" b="1"/>'
        "</a:pPr>"
        f'<a:r><a:rPr lang="en" sz="840" b="1"/><a:t>{escaped(text)}</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _type(size: int, colour: str = design.SOFT) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}"><a:solidFill>'
        f'<a:srgbClr val="{colour[1:]}"/></a:solidFill><a:latin typeface="Noto Sans"/>'
        '</a:defRPr></a:pPr><a:endParaRPr lang="en"/></a:p></c:txPr>'
    )


def _series(number: int, one: Series, chart: Chart) -> str:
    column = chr(ord("B") + number)
    last = len(chart.labels) + 1
    names = "".join(
        f'<c:pt idx="{place}"><c:v>{escaped(label)}</c:v></c:pt>'
        for place, label in enumerate(chart.labels)
    )
    values = "".join(
        f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>'
        for place, value in enumerate(one.values)
    )
    count = f'<c:ptCount val="{len(chart.labels)}"/>'
    shown = (
        f'<c:dLbls><c:numFmt formatCode={quoted(one.shown)} sourceLinked="0"/>'
        f'<c:spPr><a:noFill/></c:spPr>{_type(700)}<c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        if one.shown
        else ""
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef>'
        f'<c:f>Sheet1!${column}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0">'
        f"<c:v>{escaped(one.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{one.colour[1:]}"/></a:solidFill>'
        "</c:spPr>"
        f'<c:invertIfNegative val="0"/>{shown}<c:cat><c:strRef>'
        f"<c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache>"
        f"</c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}"
        f"</c:f><c:numCache>{count}{values}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _axes(chart: Chart) -> str:
    turned = "maxMin" if chart.lying else "minMax"
    most = f'<c:max val="{chart.most}"/>' if chart.most else ""
    line = (
        f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{design.RULE[1:]}"/>'
        "</a:solidFill></a:ln></c:spPr>"
    )
    grid = "" if chart.lying else f"<c:majorGridlines>{line}</c:majorGridlines>"
    hidden = int(chart.lying)
    places = ("l", "b") if chart.lying else ("b", "l")
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{turned}"/>'
        "</c:scaling>"
        f'<c:delete val="0"/><c:axPos val="{places[0]}"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}{_type(760)}'
        f'<c:crossAx val="2"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{most}'
        f'<c:min val="0"/></c:scaling><c:delete val="{hidden}"/>'
        f'<c:axPos val="{places[1]}"/>{grid}'
        '<c:numFmt formatCode="0" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_type(700)}<c:crossAx val="1"/></c:valAx>'
    )


def workbook(chart: Chart) -> bytes:
    """Return the workbook that the chart's numbers are edited in."""
    lines = [
        ("", *(one.name for one in chart.series)),
        *zip(chart.labels, *(one.values for one in chart.series), strict=True),
    ]
    rows = "".join(f"<row>{''.join(map(_cell, line))}</row>" for line in lines)
    office = f"{_RELATIONS}/officeDocument"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/book.xml" ContentType="{WORKBOOK_TYPE}.main+xml"/>'
        '<Override PartName="/sheet.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": _relation(office, "book.xml"),
        "book.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "_rels/book.xml.rels": _relation(f"{_RELATIONS}/worksheet", "sheet.xml"),
        "sheet.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    }
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(ZipInfo(name), text)
    return out.getvalue()


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escaped(value)}</t></is></c>'


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'
    )

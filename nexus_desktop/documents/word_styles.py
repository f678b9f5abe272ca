"""The styles of our Word files, from the design that the PDF has.

All of them are real styles, so that whoever edits a document further changes one and
not five hundred paragraphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from nexus_desktop.documents import minutes_design as design
from nexus_desktop.documents.minutes_design import Type

_FONTS = (
    '<w:rFonts w:ascii="Noto Sans" w:hAnsi="Noto Sans" w:eastAsia="Noto Sans SC" '
    'w:cs="Noto Sans"/>'
)
_BAR = '<w:pBdr><w:{} w:val="single" w:sz="{}" w:space="{}" w:color="{}"/></w:pBdr>'
_BOXED = (
    f"{_BAR.format('left', 18, 8, design.ACCENT[1:])}"
    f'<w:shd w:val="clear" w:color="auto" w:fill="{design.TINT[1:]}"/>'
)
_BADGE_GROUND, _BADGE_INK = "FDF1E0", "#8F4A00"


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style.

    Attributes:
        name: as Word shows it.
        base: id of the style it builds on.
        hang: points that the first line begins left of the others.
        tabs: points of the stops; a negative one is aligned to the right.
        more: further paragraph properties, before the spacing.
        level: in the outline, 0 for the first; None for what is no heading.
        follows: id of the style of the next paragraph.
    """

    name: str
    kind: Type
    base: str = "Normal"
    hang: float = 0.0
    indent: float = 0.0
    tabs: tuple[float, ...] = ()
    more: str = ""
    level: int | None = None
    follows: str = ""
    is_kept: bool = False


def looks(width: float) -> dict[str, Look]:
    """Return id -> style, for text of a width in points."""
    heads = design.HEADINGS
    found = {
        "Lead": Look("Lead", design.LEAD),
        "Quiet": Look("Quiet", design.QUIET),
        "Fact": Look("Fact", design.FACT, hang=82, indent=82, tabs=(82,)),
        "Statement": Look("Statement", design.ITEM, hang=34, indent=34, tabs=(34,)),
        "ListBullet": Look("List Bullet", design.ITEM, more=_numbered(1)),
        "KeyMessage": Look("Key Message", design.ITEM, more=_numbered(2) + _BOXED),
        "Caption": Look("caption", heads[4], is_kept=True),
        "FigureCaption": Look("Figure Caption", design.CAPTION),
        "Cell": Look("Table Text", Type(8.4, 11.6, before=2, after=2)),
        "CellHead": Look("Table Heading", design.CELL_HEAD, is_kept=True),
        "CellBand": Look("Table Band", design.BAND, is_kept=True),
        "Number": Look("Key Figure", Type(21, 25, bold=True, colour=design.ACCENT)),
        "NumberLabel": Look("Key Figure Label", design.LABEL),
        "AfterTable": Look("After Table", Type(4, 6, after=4)),
        "Header": Look("header", design.SMALL, tabs=(-width,),
                       more=_BAR.format("bottom", 4, 4, design.RULE[1:])),
        "Footer": Look("footer", design.SMALL, tabs=(-width,)),
        "Title": Look("Title", Type(28, 36, bold=True, after=10)),
        "Subtitle": Look("Subtitle", Type(12.5, 18, colour=design.SOFT, after=26)),
        "CoverKind": Look("Cover Kind", Type(11, 15, bold=True, colour=design.ACCENT,
                                             before=56, after=14),
                          more=_BAR.format("top", 48, 12, design.ACCENT[1:])),
        "CoverDates": Look("Cover Dates", Type(13.5, 20, bold=True)),
        "CoverPlace": Look("Cover Place", Type(12, 18, colour=design.SOFT)),
        "CoverName": Look("Cover Organiser", Type(11, 17, bold=True)),
        "CoverNote": Look("Cover Note", Type(9, 13, colour=design.SOFT)),
        "Badge": Look("Status", Type(9.5, 14, bold=True, colour=_BADGE_INK, before=8,
                                     after=8)),
        "Picture": Look("Picture", Type(9.6, 14.2, before=6, after=2), is_kept=True),
        "TOC1": Look("toc 1", design.ENTRIES[1], hang=24, indent=24,
                     tabs=(24, -width)),
        "TOC2": Look("toc 2", design.ENTRIES[2], hang=28, indent=52,
                     tabs=(52, -width)),
    }  # fmt: skip
    for level, kind in heads.items():
        base = Look(
            f"heading {level}", kind, level=level - 1, follows="Normal", is_kept=True,
            more=_BAR.format("bottom", 12, 4, design.ACCENT[1:]) if level == 1 else "",
        )  # fmt: skip
        found[f"Heading{level}"] = base
        unlisted = Look(f"Heading {level} Unlisted", kind, f"Heading{level}")
        found[f"Heading{level}Unlisted"] = unlisted
    found["MinorHeading"] = Look("Minor Heading", heads[4], is_kept=True)
    return found


def styles(width: float, language: str) -> str:
    """Return the children of `w:styles`."""
    return "".join((_defaults(language), *_all(width)))


def badge_ground() -> str:
    """Return the shading of a run that stands on a warm ground."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{_BADGE_GROUND}"/>'


def _defaults(language: str) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}{_type(design.BODY)}"
        f'<w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _all(width: float) -> Iterator[str]:
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/><w:qFormat/><w:pPr>{_spacing(design.BODY)}</w:pPr>'
        "</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{design.ACCENT[1:]}"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        f"{_table_style()}"
    )  # fmt: skip
    for key, look in looks(width).items():
        yield _style(key, look)


def _table_style() -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{design.RULE[1:]}"'
    head = f'w:val="single" w:sz="6" w:space="0" w:color="{design.ACCENT[1:]}"'
    return (
        '<w:style w:type="table" w:styleId="MinutesTable">'
        '<w:name w:val="Minutes Table"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
        '<w:tblCellMar><w:left w:w="90" w:type="dxa"/><w:right w:w="90" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr>'
        f"<w:tcBorders><w:bottom {head}/></w:tcBorders></w:tcPr></w:tblStylePr>"
        "</w:style>"
    )


def _style(key: str, look: Look) -> str:
    follows = f'<w:next w:val="{look.follows}"/>' if look.follows else ""
    kept = "<w:keepNext/><w:keepLines/>" if look.is_kept else ""
    level = "" if look.level is None else f'<w:outlineLvl w:val="{look.level}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{look.name}"/>'
        f'<w:basedOn w:val="{look.base}"/>{follows}<w:qFormat/>'
        f"<w:pPr>{kept}{look.more}{_tabs(look)}{_spacing(look.kind)}{_indent(look)}"
        f"{level}</w:pPr><w:rPr>{_type(look.kind)}</w:rPr></w:style>"
    )


def _numbered(number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def _tabs(look: Look) -> str:
    stops = "".join(
        f'<w:tab w:val="{"left" if stop > 0 else "right"}" w:pos="{twips(abs(stop))}"/>'
        for stop in look.tabs
    )
    return f"<w:tabs>{stops}</w:tabs>" if stops else ""


def _indent(look: Look) -> str:
    if not look.indent:
        return ""
    return f'<w:ind w:left="{twips(look.indent)}" w:hanging="{twips(look.hang)}"/>'


def _spacing(kind: Type) -> str:
    return (
        f'<w:spacing w:before="{twips(kind.before)}" w:after="{twips(kind.after)}" '
        f'w:line="{twips(kind.leading)}" w:lineRule="atLeast"/>'
    )


def _type(kind: Type) -> str:
    weight = "<w:b/><w:bCs/>" if kind.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    size = round(kind.size * 2)
    return (
        f'{weight}<w:color w:val="{kind.colour[1:]}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def twips(points: float) -> int:
    """Return points in twentieths of one, Word's unit of length."""
    return round(points * 20)


BULLETS = "".join(
    f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr>'
    f'<w:ind w:left="{twips(left)}" w:hanging="{twips(15)}"/></w:pPr>'
    f'<w:rPr><w:color w:val="{design.ACCENT[1:]}"/>'
    "</w:rPr></w:lvl></w:abstractNum>"
    for number, left in ((1, 15), (2, 27))
) + "".join(
    f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    for number in (1, 2)
)
"""The children of `w:numbering`: plain bullets (1) and those of key messages (2)."""

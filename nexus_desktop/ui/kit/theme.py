"""The look: two palettes, one style sheet, the fonts. Painters ask `colours()`."""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import QLoggingCategory, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from nexus_desktop.core import resources


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours by their task; `*_soft` are grounds for text in the colour itself."""

    ground: str
    surface: str
    raised: str
    line: str
    text: str
    soft: str
    faint: str
    accent: str
    accent_soft: str
    accent_fill: str
    good: str
    good_fill: str
    good_soft: str
    warn: str
    warn_fill: str
    warn_soft: str
    bad: str
    bad_fill: str
    bad_soft: str
    on_fill: str
    attention: str
    on_attention: str
    rail: str

    def __getitem__(self, token: str) -> QColor:
        """Return the colour called `token`."""
        return QColor(getattr(self, token))


LIGHT = Colours(
    ground="#F6F7F9", surface="#FFFFFF", raised="#FFFFFF", line="#E1E5EA",
    text="#1B1F24", soft="#57606A", faint="#66707B",
    accent="#0F6CBD", accent_soft="#E6F0FA", accent_fill="#0F6CBD",
    good="#0E6E39", good_fill="#0E7A3F", good_soft="#E5F4EA",
    warn="#8F4A00", warn_fill="#8F4A00", warn_soft="#FDF1E0",
    bad="#B3261E", bad_fill="#B3261E", bad_soft="#FCEBEA",
    on_fill="#FFFFFF", attention="#FFE9B8", on_attention="#4A2C00", rail="#FFFFFF",
)  # fmt: skip
DARK = Colours(
    ground="#14171B", surface="#1B1F24", raised="#22272E", line="#323941",
    text="#E9EDF1", soft="#A9B3BD", faint="#8D97A2",
    accent="#6CB6F5", accent_soft="#17344D", accent_fill="#1F6FB2",
    good="#63C98B", good_fill="#1B6B3E", good_soft="#16351F",
    warn="#F0B060", warn_fill="#7A4300", warn_soft="#3B2A12",
    bad="#F2938C", bad_fill="#96261F", bad_soft="#432120",
    on_fill="#FFFFFF", attention="#FFE9B8", on_attention="#4A2C00", rail="#171A1F",
)  # fmt: skip

# Hues for telling values of a trait apart, in both palettes; never the only sign.
HUES = ("#3B82C4", "#D9803B", "#4FA06A", "#9A6BC2", "#C45B7A", "#7C8794",
        "#B59A2B", "#2FA39A", "#A8684A", "#6B74D6")  # fmt: skip

_current = [LIGHT]
_FIRST_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


def colours() -> Colours:
    """Return the colours in force."""
    return _current[0]


def apply(app: QApplication, *, dark: bool | None = None) -> None:
    """Put the look on `app`; without `dark` it follows the system."""
    if dark is None:
        dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    _current[0] = DARK if dark else LIGHT
    app.setPalette(_palette(_current[0]))
    sheet = resources.path("styles", "nexus.qss").read_text("utf-8")
    icons = resources.path("icons").as_posix()
    app.setStyleSheet(Template(sheet).substitute(asdict(_current[0]), icons=icons))


def start(app: QApplication) -> None:
    """Give `app` its style and the first font; `load_fonts` brings the scripts."""
    # A font without a script is passed over for the next, which is no news.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    app.setStyle("Fusion")
    _add_fonts(_FIRST_FONTS)
    font = QFont("Noto Sans")
    font.setPixelSize(14)
    app.setFont(font)


def load_fonts(app: QApplication) -> None:
    """Bring the fonts of all scripts, so that no name shows as boxes."""
    names = sorted(path.name for path in resources.path("fonts").glob("*.ttf"))
    families = _add_fonts(tuple(name for name in names if name not in _FIRST_FONTS))
    # It draws Chinese and Japanese stops as well, turned for writing downwards.
    families.sort(key=lambda family: "Mongolian" in family)
    font = app.font()
    font.setFamilies(["Noto Sans", *families])
    app.setFont(font)


def _add_fonts(names: tuple[str, ...]) -> list[str]:
    found: dict[str, None] = {}
    for name in names:
        number = QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))
        found.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return list(found)


def set_role(widget: QWidget, role: str) -> None:
    """Give `widget` the part the style sheet draws, such as "panel" or "main"."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for part, token in (
        (role.Window, "ground"), (role.Base, "surface"), (role.AlternateBase, "ground"),
        (role.Text, "text"), (role.WindowText, "text"), (role.ButtonText, "text"),
        (role.Button, "surface"), (role.PlaceholderText, "faint"),
        (role.Highlight, "accent_fill"), (role.HighlightedText, "on_fill"),
        (role.ToolTipBase, "raised"), (role.ToolTipText, "text"), (role.Link, "accent"),
        (role.Mid, "line"), (role.Midlight, "line"), (role.Dark, "line"),
    ):  # fmt: skip
        palette.setColor(part, c[token])
    for part in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, c["faint"])
    return palette

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nexus_desktop.core.badge_sheet import contrast
from nexus_desktop.core.checkin import (
    TELLINGS,
    GroupPlace,
    Guest,
    ScanResult,
    Verdict,
    message,
)
from nexus_desktop.core.desk import Bin, ScanLine, Undone
from nexus_desktop.ui.desk import face
from nexus_desktop.ui.desk.bars import Bars
from nexus_desktop.ui.desk.card import _STRIP, VerdictCard
from nexus_desktop.ui.kit import theme
from tests.ui.conftest import snapshot

NINE = datetime(2014, 11, 5, 1, 41, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ulaanbaatar")
GROUP = GroupPlace("C", "Water", "3", "7", NINE + timedelta(hours=4))
LONG_GROUP = GroupPlace(
    "C", "Integrated water, energy and food security in secondary cities",
    "Grand Ballroom North, behind the winter garden", "Table 7 beside the stage",
    NINE,
)  # fmt: skip

SCRIPTS = {
    "latin": "Maria Consolación dela Cruz-Villanueva",
    "vietnamese": "Nguyễn Thị Phương Thảo",
    "cyrillic": "Ганболдын Сарантуяа",
    "thai": "สมชาย ศรีสุวรรณ",
    "devanagari": "श्रीकृष्ण त्रिपाठी",
    "tamil": "கிருஷ்ணமூர்த்தி",
    "khmer": "ជា សុភាព",
    "myanmar": "မောင်မောင် အေး",
    "arabic": "فاطمة الزهراء",
    "chinese": "王小明",
    "korean": "김민준",
    "endless": "Krommakhun " * 12,
    "one word": "Wolfeschlegelsteinhausenbergerdorff" * 3,
}


def a_result(
    verdict: Verdict,
    guest: Guest | None,
    group: GroupPlace | None = None,
    way: str = "scan",
) -> ScanResult:
    return ScanResult(
        scan_id="s",
        verdict=verdict,
        participant=guest,
        group=group,
        first_at=None,
        first_desk="",
        message=message(verdict, now=NINE),
        at=NINE,
        way=way,
    )


def a_card(
    qtbot: QtBot, result: ScanResult, size: tuple[int, int] = (778, 555)
) -> VerdictCard:
    card = VerdictCard()
    qtbot.addWidget(card)
    card.resize(*size)
    card.show_face(face.of_result(result, ZONE, str))
    return card


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("size", [(436, 420), (778, 555), (1330, 867)])
def test_nothing_on_the_card_overlaps_or_runs_out(
    qtbot: QtBot, script: str, size: tuple[int, int]
) -> None:
    guest = Guest(
        "p", "Somebody With A Long Printed Name", SCRIPTS[script],
        "Department of Land, Water, Energy and Food of the Federation of Cities",
        "Lao People's Democratic Republic", "Resource person",
        attention="Needs a place near the door and an interpreter all afternoon",
    )  # fmt: skip
    card = a_card(qtbot, a_result(Verdict.ALREADY_IN, guest, LONG_GROUP), size)
    layout = card.laid_out()
    assert layout.fits
    whole = QRectF(card.rect())
    boxes = [part.box for part in layout.parts]
    for box in boxes:
        assert whole.contains(box)
    for number, box in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert not box.adjusted(1, 1, -1, -1).intersects(other), script
    assert layout.strip is not None
    assert layout.attention is not None
    snapshot(card, f"card_{script}_{size[0]}")


def test_a_name_is_large_and_shrinks_only_when_it_must(qtbot: QtBot) -> None:
    def height(name: str) -> int:
        card = a_card(qtbot, a_result(Verdict.ADMITTED, Guest("p", name)))
        (part,) = (part for part in card.laid_out().parts if part.role == "name")
        return part.text.layout.font().pixelSize()

    assert height("Li") == height("Sarantuya Ganbold") == 60
    assert height(SCRIPTS["latin"]) >= 48
    assert 24 <= height(SCRIPTS["endless"]) < 48


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_verdict_fills_the_card_with_its_colour(
    qtbot: QtBot, qapp: QApplication, dark: bool
) -> None:
    theme.apply(qapp, dark=dark)
    for verdict in Verdict:
        card = a_card(qtbot, a_result(verdict, Guest("p", "Li Na")))
        picture = card.grab().toImage()
        fill = theme.colours()[f"{TELLINGS[verdict].tone}_fill"]
        for x, y in ((389, 6), (6, 277), (389, 548), (770, 277)):
            assert picture.pixelColor(x, y).name() == fill.name(), verdict
        snapshot(card, f"verdict_{verdict}_{'dark' if dark else 'light'}")
    theme.apply(qapp, dark=False)


def test_text_on_the_card_is_read_easily() -> None:
    for colours in (theme.LIGHT, theme.DARK):
        assert contrast(colours.on_attention, colours.attention) >= 4.5
        for tone in ("good", "warn", "bad"):
            ground = colours[f"{tone}_fill"]
            for shade in (ground, _mixed(_STRIP, ground)):
                assert contrast(colours.on_fill, shade.name()) >= 4.5


def _mixed(over: QColor, ground: QColor) -> QColor:
    share = over.alphaF()
    parts = (
        (over.redF(), ground.redF()),
        (over.greenF(), ground.greenF()),
        (over.blueF(), ground.blueF()),
    )
    return QColor.fromRgbF(*(a * share + b * (1 - share) for a, b in parts))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_said_to_a_screen_reader(verdict: Verdict) -> None:
    known = face.of_result(
        a_result(verdict, Guest("p", "Li Na"), GROUP), ZONE, str
    ).spoken
    assert "Li Na" in known
    assert "Room 3" in known
    unknown = face.of_result(a_result(verdict, None), ZONE, str)
    if not verdict.counts:
        assert unknown.name == TELLINGS[verdict].word
    assert unknown.name
    assert unknown.name in unknown.spoken


def test_taking_back_says_how_things_are_now() -> None:
    def told(direction: str, name: str, *, registration: bool = False) -> str:
        line = ScanLine(
            "s", NINE, Verdict.ADMITTED, "scan", direction, name, "", "", True
        )
        card = face.of_undo(Undone(line, took_registration=registration), str)
        return f"{card.name}: {card.message}"

    assert told("in", "Li Na") == "Li Na: Not in any more."
    assert told("out", "") == "Unknown badge: Still in."
    assert "no longer works" in told("in", "Li Na", registration=True)


def test_a_party_of_many_names_a_few() -> None:
    guests = [Guest("0", "Person 0", attention="A")]
    guests += [Guest(str(n), f"Person {n}") for n in range(1, 9)]
    results = [a_result(Verdict.ADMITTED, guest) for guest in guests]
    told = face.of_party("Naga", results, ZONE, str)
    assert told.line.endswith("Person 5, 3 more")
    assert (told.message, told.attention) == ("9 people came in.", "Person 0: A")
    alone = face.of_party("Naga", results[:1], ZONE, str)
    assert (alone.line, alone.message) == ("Person 0", "One person came in.")


def test_the_bars_tell_the_first_and_the_last_time(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.resize(300, bars.sizeHint().height())
    empty = bars.grab().toImage()
    begins = NINE.astimezone(ZONE)
    five = timedelta(minutes=5)
    bars.show_bins([Bin(begins + n * five, n) for n in range(12)])
    assert bars.grab().toImage() != empty
    assert "11 at most" in bars.accessibleName()
    found = bars._at(299)
    assert found is not None
    assert found.count == 11
    bars.show_bins([Bin(begins, 3)])
    assert bars._at(200) is None
    bars.grab()

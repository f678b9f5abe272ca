from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo
from nexus_desktop.ui.start.recent import RecentFiles


def an_info(title: str = "Workshop", **values: object) -> WorkshopInfo:
    draft = NewWorkshop(
        title=title,
        first_day=date(2014, 11, 5),
        last_day=date(2014, 11, 7),
        **values,  # type: ignore[arg-type]  # fields of the draft
    )
    return WorkshopInfo("w", draft, (), {})


@pytest.fixture
def recent(tmp_path: Path) -> RecentFiles:
    return RecentFiles(
        QSettings(str(tmp_path / "recent.ini"), QSettings.Format.IniFormat)
    )


def test_the_latest_comes_first_and_once(recent: RecentFiles, tmp_path: Path) -> None:
    one, two = tmp_path / "one.nexus", tmp_path / "two.nexus"
    recent.add(one, an_info("One"))
    recent.add(two, an_info("Two", city="Naga", country="PH", venue="Hall"))
    recent.add(one, an_info("One, renamed", venue="Hall"))
    assert [known.title for known in recent.workshops] == ["One, renamed", "Two"]
    assert [known.place for known in recent.workshops] == ["Hall", "Naga, Philippines"]
    assert recent.workshops[0].days == (date(2014, 11, 5), date(2014, 11, 7))


def test_a_file_says_when_it_was_used_and_whether_it_is_there(
    recent: RecentFiles, tmp_path: Path
) -> None:
    path = tmp_path / "one.nexus"
    recent.add(path, an_info())
    assert recent.workshops[0].last_used() is None
    path.write_bytes(b"")
    assert recent.workshops[0].last_used() is not None


def test_the_list_stays_short(recent: RecentFiles, tmp_path: Path) -> None:
    for number in range(20):
        recent.add(tmp_path / f"{number}.nexus", an_info(str(number)))
    assert len(recent.workshops) == 12
    assert recent.workshops[0].title == "19"


def test_a_workshop_can_be_forgotten_and_put_back(
    recent: RecentFiles, tmp_path: Path
) -> None:
    recent.add(tmp_path / "one.nexus", an_info("One"))
    recent.add(tmp_path / "two.nexus", an_info("Two"))
    before = recent.workshops
    recent.remove(before[0].path)
    assert [known.title for known in recent.workshops] == ["One"]
    recent.put_back(before)
    assert recent.workshops == before


@pytest.mark.parametrize(
    "kept",
    [
        "no json", "3", '[{"path": "x"}]', "[1]",
        '[{"path": "", "title": "", "place": "", "first_day": "?", "last_day": "?"}]',
    ],
)  # fmt: skip
def test_settings_that_make_no_sense_are_an_empty_list(
    tmp_path: Path, kept: str
) -> None:
    settings = QSettings(str(tmp_path / "bad.ini"), QSettings.Format.IniFormat)
    settings.setValue("recent/workshops", kept)
    assert RecentFiles(settings).workshops == ()

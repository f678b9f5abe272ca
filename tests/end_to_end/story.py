"""The whole story of a workshop in the real window: `story.py FOLDER PICTURES [look]`.

Ends with "the end", or with what was never seen.
"""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication

from nexus_desktop import app as program
from nexus_desktop.ui.crash import CrashReporter
from nexus_desktop.ui.kit import theme
from tests.end_to_end import aftermath, chapters
from tests.end_to_end.driver import Driver
from tests.end_to_end.stage import Clock, Stage

MORNING = datetime(2014, 11, 5, 0, 40, tzinfo=UTC)  # 08:40 in Ulaanbaatar
BADGES_A_PAGE = 8


def tell(stage: Stage) -> None:
    """Live through all chapters."""
    chapters.new_workshop(stage)
    chapters.programme(stage)
    chapters.people(stage)
    codes = chapters.badges(stage)
    assert len(codes) == BADGES_A_PAGE, codes
    chapters.desk(stage, codes)
    chapters.walk_in(stage, codes[1])
    chapters.other_layouts(stage, codes[2:5])
    chapters.groups(stage)
    chapters.group_at_the_desk(stage, codes[5])
    chapters.notes(stage)
    chapters.minutes(stage)
    chapters.the_rest(stage)


def play(stage: Stage) -> None:
    """Tell the story and close the window; a failure ends everything at once."""
    try:
        tell(stage)
        stage.close()
    except BaseException:  # noqa: BLE001 - told, whatever it is
        print(traceback.format_exc(), flush=True)
        os._exit(1)


def main(folder: Path, pictures: Path, look: str = "light") -> int:
    """Run the program and the person beside it; then look at what is left."""
    pictures.mkdir(parents=True, exist_ok=True)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    QCoreApplication.setOrganizationName("nexus-desktop")
    QCoreApplication.setApplicationName("nexus-desktop")
    QSettings().setValue("look", look)
    application = QApplication(sys.argv[:1])
    theme.start(application)
    theme.apply(application, dark=look == "dark")
    log = folder / "log" / "nexus-desktop.log"
    clock = program.now = Clock(MORNING)
    running = program.Program(application, CrashReporter(log.parent))
    running.show_start()
    stage = Stage(Driver(pictures), running, clock, folder)
    Thread(target=play, args=(stage,), daemon=True).start()
    application.exec()
    running.close()
    assert not log.exists(), log.read_text("utf-8")
    aftermath.check_file(folder / f"{chapters.TITLE}.nexus", clock())
    aftermath.check_minutes(folder / "minutes.pdf")
    print("the end")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))

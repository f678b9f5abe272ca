"""Where everything is built and wired, once.

Starting: the start page needs Qt alone and shows first; the store, the services and
the screens are imported when a workshop is opened, each screen when it is gone to.
"""

import gc
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from nexus_desktop.core.errors import NexusError
from nexus_desktop.ui.crash import CrashReporter
from nexus_desktop.ui.kit import theme
from nexus_desktop.ui.kit.garbage import GarbageCollector, leave_be
from nexus_desktop.ui.kit.jobs import Cancelled, Jobs, Report
from nexus_desktop.ui.kit.kiosk_lock import locked
from nexus_desktop.ui.kit.message import Message
from nexus_desktop.ui.kit.naming import name_program
from nexus_desktop.ui.start.recent import RecentFiles
from nexus_desktop.ui.start.window import StartWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from nexus_desktop.core.history import HistoryEntry
    from nexus_desktop.core.series import Earlier
    from nexus_desktop.core.workshop import NewWorkshop, WorkshopInfo
    from nexus_desktop.exchange.membership import Invitation
    from nexus_desktop.services.opening import Opened
    from nexus_desktop.store.database import Database
    from nexus_desktop.ui.kiosk.keeper import KioskKeeper
    from nexus_desktop.ui.kit.screen import Screen
    from nexus_desktop.ui.start.earlier_row import Beginning
    from nexus_desktop.ui.window import Place

_LOOK = "look"
_ACTOR = "actor"
_INVITATION = ".nexus-join"
_SETTLED = 3_000  # milliseconds after which a window is as it will stay
_SCREENS = {
    "desk": "DeskScreen", "people": "PeopleScreen", "programme": "ProgrammeScreen",
    "breakouts": "BreakoutsScreen", "notes": "NotesScreen",
    "minutes": "MinutesScreen", "overview": "OverviewScreen",
    "checkpoints": "CheckpointsScreen", "papers": "PapersScreen",
    "register": "RegisterScreen",
}  # fmt: skip


def now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def main(path: Path | None = None) -> int:
    """Open the workshop file at `path`, or the start page; return the exit status."""
    import platformdirs

    name_program()
    # Work in other threads lets the window in ten times as often as by default.
    sys.setswitchinterval(0.0005)
    app = QApplication(sys.argv[:1])
    theme.start(app)
    _dress(app)
    crashes = CrashReporter(Path(platformdirs.user_log_dir("nexus-desktop")))
    program = Program(app, crashes)
    lock = locked()
    if path is None and lock is not None:
        path = Path(lock.path)
    if path is None:
        program.show_start()
    elif path.suffix == _INVITATION:
        program.ask_to_join(str(path))
    else:
        program.open(path)
    status = app.exec()
    program.close()
    gc.unfreeze()  # or else libraries complain of what was left out of collections
    return status


class Program(QObject):
    """The start page, or one open workshop."""

    def __init__(self, app: QApplication, crashes: CrashReporter) -> None:
        super().__init__()
        self._app, self._crashes = app, crashes
        self.garbage = GarbageCollector(self)
        self.jobs = Jobs()
        self.recent = RecentFiles()
        self.start: StartWindow | None = None
        self.workshop: OpenWorkshop | None = None
        app.styleHints().colorSchemeChanged.connect(lambda _: _dress(app))
        QTimer.singleShot(0, self, lambda: theme.load_fonts(app))

    def show_start(self) -> StartWindow:
        """Show the start page."""
        if self.start is None:
            self.start = StartWindow(self.recent)
            self.start.open_asked.connect(lambda path: self.open(Path(path)))
            self.start.new_asked.connect(self.make)
            self.start.earlier_asked.connect(self.read_earlier)
            self.start.demo_asked.connect(self.try_demo)
            self.start.restore_asked.connect(self.restore)
            self.start.join_wanted.connect(self.ask_to_join)
            self.start.join_asked.connect(self.join)
        self.start.show()
        return self.start

    def open(self, path: Path) -> None:
        """Open the workshop file at `path` and show its window."""
        self._enter(path, lambda _report: _open(path))

    def make(
        self, draft: "NewWorkshop", path: str, beginning: "Beginning | None" = None
    ) -> None:
        """Make a new workshop file at `path` and show its window."""
        self._enter(Path(path), lambda _: _make(Path(path), draft, beginning))

    def read_earlier(self, path: str) -> None:
        """Read an earlier workshop's file for the form of a new one."""
        self.jobs.start(
            self,
            lambda _report, _cancelled: _read_earlier(Path(path)),
            done=lambda earlier: self.show_start().show_earlier(earlier),
            failed=self._refused,
        )

    def try_demo(self) -> None:
        """Show the demo workshop in the user's documents, made the first time."""
        self._enter(Path("demo"), _make_demo)

    def restore(self, path: str, copy: str) -> None:
        """Put the backup `copy` in the place of the file at `path`, and open that."""
        self._enter(Path(path), lambda _: _restore(Path(path), Path(copy)))

    def ask_to_join(self, path: str) -> None:
        """Show the form of joining, with the invitation at `path`, "" for none yet."""
        start = self.show_start()
        self.jobs.start(
            start,
            lambda _report, _cancelled: _import_joining(),
            done=lambda _: start.show_join(path, self.jobs, now),
            failed=self._refused,
        )

    def join(self, invitation: "Invitation", name: str, path: str) -> None:
        """Make this laptop's copy of a workshop at `path`, and let it meet others."""
        self._enter(Path(path), lambda _: _join(Path(path), invitation, name))

    def _enter(self, path: Path, work: "Callable[[Report], Opened]") -> None:
        def job(report: Report, _cancelled: Cancelled) -> "Opened":
            report(0.0, self.tr("Opening {0}…").format(path.name))
            return work(report)

        self.jobs.start(
            self, job, done=self._opened, failed=self._refused, progressed=self._waiting
        )

    def _waiting(self, fraction: float, text: str) -> None:
        if self.start is not None:
            self.start.wait(text, fraction)

    def _opened(self, opened: "Opened") -> None:
        database, info = opened
        if info is None:
            self.show_start().show_meeting(database, self.jobs, now)
            return
        self.recent.add(database.path, info)
        self.workshop = OpenWorkshop(database, info, self.jobs, self._app)
        self._crashes.messaged.connect(self.workshop.window.tell)
        self.workshop.show()
        QTimer.singleShot(_SETTLED, self, self.garbage.settle)
        if self.start is not None:
            self.start.close()
            self.start = None

    def _refused(self, error: NexusError) -> None:
        self.show_start().tell(Message(str(error), "bad"))

    def close(self) -> None:
        """Finish what is running and release the file."""
        self.jobs.close()
        if self.start is not None:
            self.start.close_meeting()
        if self.workshop is not None:
            self.workshop.close()


class OpenWorkshop(QObject):
    """The window of one workshop file and what works for it."""

    def __init__(
        self, database: "Database", info: "WorkshopInfo", jobs: Jobs, app: QApplication
    ) -> None:
        from nexus_desktop.ui.backup_keeper import BackupKeeper
        from nexus_desktop.ui.kit.runner import Runner
        from nexus_desktop.ui.laptops_keeper import LaptopsKeeper
        from nexus_desktop.ui.status_keeper import StatusKeeper
        from nexus_desktop.ui.window import Window

        super().__init__()
        self._app, self._jobs, self._info = app, jobs, info
        self._database = database
        self.kiosk: KioskKeeper | None = None
        self.runner = Runner(database, now)
        self.backups = BackupKeeper(self.runner, database.path, now)
        self.window = Window(self._places(), info.title)
        self.window.resize(1366, 768)
        self.window.status.file.setText(database.path.name)
        self.window.status.actor.setText(database.actor)
        self.window.status.actor_named.connect(self._name_actor)
        self._status = StatusKeeper(self.window.status, self.runner, info, now)
        self.laptops = LaptopsKeeper(self.runner, self._jobs, info.zone, now)
        self.window.closing.connect(self.window.flush)
        self.window.undo_asked.connect(self._undo)
        self.window.elsewhere.connect(self._face_guests)
        for teller in (self.backups.messaged, self.runner.failed):
            teller.connect(self._tell)
        self._begin()

    def _begin(self) -> None:
        """Show where somebody left, and begin what goes on beside the work."""
        self.laptops.said.connect(self.window.status.say_laptops)
        self.laptops.begin()
        self.window.go_where_left()
        QTimer.singleShot(2_000, self, self.backups.begin)
        QTimer.singleShot(_SETTLED, self, self._warm_up)

    def show(self) -> None:
        """Show the window, or the self check-in that this laptop is locked in."""
        lock = locked()
        if lock is None:
            self.window.show()
        else:
            self._make_kiosk().show(lock.place)

    def _face_guests(self, _name: str, place: str) -> None:
        self.window.flush()
        self._make_kiosk().begin(self._database.path, place)

    def _make_kiosk(self) -> "KioskKeeper":
        from nexus_desktop.ui.kiosk.keeper import KioskKeeper

        self.kiosk = KioskKeeper(self.window, self.runner, self._jobs, now, self._info)
        return self.kiosk

    def close(self) -> None:
        """Finish queued work and release the file."""
        from nexus_desktop.ui.kit.printing.queue import close_queue

        close_queue(self.runner)
        self.laptops.close()
        self.runner.close()

    def _places(self) -> "list[Place]":
        from nexus_desktop.ui.window import Place

        places = [
            ("desk", self.tr("Desk"), "scan-line"),
            ("people", self.tr("People"), "users"),
            ("programme", self.tr("Programme"), "calendar-days"),
            ("breakouts", self.tr("Groups"), "layout-grid"),
            ("notes", self.tr("Notes"), "notebook-pen"),
            ("minutes", self.tr("Minutes"), "file-text"),
            ("overview", self.tr("Overview"), "chart-column"),
            ("checkpoints", self.tr("Checkpoints"), "log-in"),
            ("papers", self.tr("Papers"), "printer"),
            ("register", self.tr("Register"), "square-check"),
            ("laptops", self.tr("Laptops"), "monitor-smartphone"),
            ("settings", self.tr("Settings"), "settings"),
        ]
        return [Place(n, w, p, partial(self._make_screen, n)) for n, w, p in places]

    def _make_screen(self, name: str) -> "Screen":
        if name == "settings":
            return self._make_settings()
        if name == "laptops":
            return self._make_laptops()
        return _screen_class(name)(self.runner, self._jobs, now)

    def _make_laptops(self) -> "Screen":
        from nexus_desktop.ui.laptops.screen import LaptopsScreen

        return LaptopsScreen(self.runner, self._jobs, self.laptops, self._info.zone)

    def _warm_up(self) -> None:
        """Import the other screens aside, so that each opens at once."""

        def work(_report: Report, cancelled: Cancelled) -> None:
            for name in _SCREENS:
                if not cancelled():
                    _screen_class(name)

        # What was imported stays: no collection need look at it while somebody types.
        self._jobs.start(self, work, done=lambda _: leave_be(), failed=_nothing)

    def _make_settings(self) -> "Screen":
        from nexus_desktop.ui.settings.screen import SettingsScreen

        screen = SettingsScreen(self.runner, self.backups, self._info.zone)
        screen.look_chosen.connect(lambda _: _dress(self._app))
        return screen

    def _name_actor(self, name: str) -> None:
        self._database.actor = name
        QSettings().setValue(_ACTOR, name)

    def _tell(self, said: object) -> None:
        message = said if isinstance(said, Message) else Message(str(said), "bad")
        self.window.tell(message)

    def _undo(self) -> None:
        from nexus_desktop.services import history

        self.runner.submit(
            self,
            lambda session: history.undo_last(session, at=now()),
            done=self._tell_undone,
            failed=lambda error: self.window.tell(Message(str(error), "warn")),
        )

    def _tell_undone(self, entry: "HistoryEntry") -> None:
        text = self.tr("Undone: {0} ({1}).").format(entry.words, entry.changed)
        self.window.tell(Message(text))


def _screen_class(name: str) -> "Callable[..., Screen]":
    """Import and return the class of a screen; the import is most of its cost."""
    from importlib import import_module

    module = import_module(f"nexus_desktop.ui.{name}.screen")
    made: Callable[..., Screen] = getattr(module, _SCREENS[name])
    return made


def _nothing(_answer: object) -> None:
    pass


def _dress(app: QApplication) -> None:
    look = QSettings().value(_LOOK, "system")
    theme.apply(app, dark=None if look == "system" else look == "dark")


def _actor() -> str:
    return str(QSettings().value(_ACTOR, ""))


def _open(path: Path) -> "Opened":
    from nexus_desktop.services import opening

    return opening.opened(path, at=now(), actor=_actor())


def _import_joining() -> None:
    """Import what joining needs, off the window's thread."""
    from nexus_desktop.ui.start import first_meeting, join_form  # noqa: F401


def _join(path: Path, invitation: "Invitation", name: str) -> "Opened":
    from nexus_desktop.services import opening

    return opening.joined(path, invitation, name=name, at=now())


def _make(path: Path, draft: "NewWorkshop", beginning: "Beginning | None") -> "Opened":
    from nexus_desktop.core.series import Wanted
    from nexus_desktop.services import opening

    begun = (beginning.earlier, beginning.wanted) if beginning else (None, Wanted())
    return opening.made(path, draft, begun, at=now(), actor=_actor())


def _read_earlier(path: Path) -> "Earlier":
    from nexus_desktop.services import series

    return series.read_file(path, at=now())


def _make_demo(report: Report) -> "Opened":
    import platformdirs

    from nexus_desktop.services import demo, opening

    folder = Path(platformdirs.user_documents_dir()) / "Nexus demo"
    plan = demo.Plan(last_day=now().date())
    return opening.shown(folder, plan, at=now(), report=report)


def _restore(path: Path, copy: Path) -> "Opened":
    from nexus_desktop.services import opening

    return opening.restored(path, copy, at=now(), actor=_actor())

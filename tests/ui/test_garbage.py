import gc
import threading

from PySide6.QtWidgets import QApplication

from nexus_desktop.ui.kit.garbage import GarbageCollector


class Knot:
    """Something that only a collection ends."""

    ended: list[threading.Thread]

    def __init__(self, ended: list[threading.Thread]) -> None:
        self.ended, self.me = ended, self

    def __del__(self) -> None:
        self.ended.append(threading.current_thread())


def test_garbage_made_elsewhere_ends_on_the_windows_thread(qapp: QApplication) -> None:
    ended: list[threading.Thread] = []
    collector = GarbageCollector()
    assert not gc.isenabled()
    busy = threading.Thread(target=lambda: [Knot(ended) for _ in range(3_000)])
    busy.start()
    busy.join()
    assert ended == []
    assert collector.collect_due() is not None
    gc.collect()
    assert set(ended) == {threading.main_thread()}
    assert collector.collect_due() is None

from datetime import UTC, datetime, timedelta

from nexus_desktop.core.checkin import Verdict
from nexus_desktop.core.desk import ScanLine
from nexus_desktop.core.scan_log import as_text

NINE = datetime(2014, 11, 5, 9, tzinfo=UTC)


def a_line(**more: object) -> ScanLine:
    values = {
        "scan_id": "s", "at": NINE, "verdict": Verdict.ADMITTED, "way": "scan",
        "direction": "in", "name": "Ana Reyes", "desk": "Desk 1", "reason": "",
        "is_undone": False, "place": "Registration",
    }  # fmt: skip
    return ScanLine(**{**values, **more})  # type: ignore[arg-type]  # as the fields are


def test_scans_become_lines_of_cells() -> None:
    said = as_text([a_line(reason="came\twith\nher son")], UTC).splitlines()
    assert said[0].split("\t")[:4] == ["Time", "Checkpoint", "Verdict", "Name"]
    assert said[1].split("\t") == [
        "2014-11-05 09:00:00", "Registration", "in", "Ana Reyes", "Desk 1", "scan",
        "came with her son", "",
    ]  # fmt: skip


def test_what_was_taken_back_says_when_and_why() -> None:
    later = NINE + timedelta(minutes=2)
    line = a_line(is_undone=True, undone_at=later, undo_reason="wrong person")
    assert as_text([line], UTC).endswith("2014-11-05 09:02:00: wrong person")
    assert as_text([a_line(undone_at=later)], UTC).endswith("2014-11-05 09:02:00")

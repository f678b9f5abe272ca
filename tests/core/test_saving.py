from pathlib import Path

import pytest

from nexus_desktop.core.errors import NexusError
from nexus_desktop.core.saving import save


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(b"old")
    assert save(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NexusError, match="can't be written"):
        save(tmp_path / "no folder" / "minutes.pdf", b"new")
    (tmp_path / "taken").mkdir()
    with pytest.raises(NexusError, match="Choose another place"):
        save(tmp_path / "taken", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]

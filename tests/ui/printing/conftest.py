"""A small workshop and printers that need no paper."""

import pytest

from tests.conftest import Run
from tests.services.desk_world import World, build
from tests.ui.printing.fake_cups import cups

__all__ = ["cups"]


@pytest.fixture
def world(run: Run) -> World:
    return run(build)

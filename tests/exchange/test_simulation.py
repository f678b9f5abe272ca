"""Laptops that work apart and meet now and then know the same in the end."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.haste import hastened
from tests.exchange.simulation import make_template, simulate


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with hastened():
        yield make_template(tmp_path_factory.mktemp("template"))


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 2073])
def test_laptops_know_the_same_in_the_end(seed: int, template: Path) -> None:
    assert simulate(seed, template) > 10


@pytest.mark.slow
def test_three_hundred_times_more_they_know_the_same() -> None:
    """Two processes share the seeds, each with an order of sets of its own."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.exchange.simulation", str(first), "150"],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": str(first)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in (1000, 1150)
    ]
    said = [run.communicate()[0] for run in runs]
    assert all("150 runs, 0 failed" in one for one in said), "\n".join(said)

"""Laptops that work apart and meet now and then know the same in the end."""

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
@pytest.mark.parametrize("first", range(1000, 1300, 10))
def test_many_more_laptops_know_the_same_in_the_end(first: int, template: Path) -> None:
    for seed in range(first, first + 10):
        simulate(seed, template)

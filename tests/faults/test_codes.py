import random
from functools import partial

import pytest
from sqlalchemy.orm import Session

from nexus_desktop.core.checkin import LET_IN, ScanResult
from nexus_desktop.services import attendance, checkin
from nexus_desktop.store import rows
from tests.conftest import NINE, Run
from tests.faults.codes import Opinion, codes, judge_all
from tests.services.desk_world import World, build


@pytest.fixture
def world(run: Run) -> World:
    return run(build)


def test_no_mutated_code_gets_in_and_each_verdict_is_right(
    world: World, run: Run
) -> None:
    found = run(lambda s: judge_all(s, world, 20_000, seed=7))
    assert (found.wrong, found.let_in) == ([], [])
    assert found.verdicts.total() == 20_000
    assert len(found.verdicts) == 5  # all that a code can be guilty of, and admitted
    assert found.respelt > 0


def scanned(text: str, desk: str, session: Session) -> ScanResult:
    return checkin.scan(session, text, desk, at=NINE)


def test_mutated_codes_are_recorded_as_refused(world: World, run: Run) -> None:
    opinion = Opinion(frozenset(world.codes.values()))
    made = codes(sorted(world.codes.values()), random.Random(8))
    wanted = [text for text in (next(made) for _ in range(900)) if text.strip()]
    refused = [text for text in wanted if opinion(text) not in LET_IN][:400]
    for text in refused:
        result = run(partial(scanned, text, world.desk))
        assert result.verdict is opinion(text)
        assert result.participant is None
    assert run(attendance.presences) == ()
    kept = run(lambda s: s.query(rows.Scan).count())
    assert 300 < kept <= len(refused)  # the same text at once is one scan

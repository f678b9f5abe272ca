import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core import print_queue as rules
from nexus_desktop.core.print_queue import JobState, Mode, PrintJob, Tally

AT = datetime(2014, 11, 5, 10, 20, tzinfo=UTC)
JOB = PrintJob("1", "person", "badge", "Ada", AT)


def told(then: datetime) -> str:
    return f"{then:%H:%M}"


@given(st.sampled_from(list(JobState)), st.text(), st.text())
def test_a_job_is_read_as_it_was_kept(state: JobState, name: str, note: str) -> None:
    job = PrintJob("1", "person", "badge", name, AT, state, "lp:x", "x-1", note)
    assert rules.from_json(json.loads(json.dumps(job.as_json()))) == job


def test_a_job_goes_its_way() -> None:
    job = rules.sending(JOB, "newer badge")
    assert (job.state, job.badge_id) == (JobState.SENDING, "newer badge")
    job = rules.taken(job, "lp:x", "x-1")
    assert (job.state, job.ticket) == (JobState.AT_PRINTER, "x-1")
    job = rules.held(job, "out of paper")
    job = rules.failed(job, "cancelled")
    assert job.is_failed
    assert (job.ticket, job.note) == ("", "cancelled")
    later = AT + timedelta(hours=1)
    job = rules.again(job, later)
    assert (job.state, job.note, job.asked_at) == (JobState.WAITING, "", later)


@given(st.lists(st.sampled_from(list(JobState)), max_size=8), st.integers(0, 48))
def test_nothing_is_sent_twice_after_a_start(
    states: list[JobState], hours: int
) -> None:
    before = [
        PrintJob(str(n), "person", "badge", "Ada", AT, state)
        for n, state in enumerate(states)
    ]
    after = rules.resumed(before, at=AT + timedelta(hours=hours), told=told)
    assert [job.id for job in after] == [job.id for job in before], "nothing is lost"
    for was, job in zip(before, after, strict=True):
        if was.state is JobState.SENDING:
            assert job.note == rules.UNSURE
        assert job.state is not JobState.SENDING
        if job.state is JobState.WAITING:
            assert was.state is JobState.WAITING
            assert hours <= 8


def test_what_has_waited_overnight_is_not_printed_unasked() -> None:
    (job,) = rules.resumed([JOB], at=AT + timedelta(hours=14), told=told)
    assert job.is_failed
    assert "since 10:20" in job.note


@pytest.mark.parametrize(
    ("mode", "is_printed", "is_queued", "wanted"),
    [
        (Mode.OFF, False, False, False),
        (Mode.ONCE, False, False, True),
        (Mode.ONCE, True, False, False),
        (Mode.ALWAYS, True, False, True),
        (Mode.ALWAYS, False, True, False),
    ],
)
def test_checking_in_prints_as_was_chosen(
    mode: Mode,
    is_printed: bool,
    is_queued: bool,
    wanted: bool,
) -> None:
    assert rules.is_wanted(mode, is_printed=is_printed, is_queued=is_queued) is wanted


def test_the_queue_is_told_in_three_numbers() -> None:
    jobs = (
        JOB,
        rules.sending(JOB, "badge"),
        rules.held(rules.taken(JOB, "lp:x", "x-1"), "out of paper"),
        rules.failed(JOB, "no printer"),
    )
    assert rules.tally(jobs) == Tally(2, 1, 1)

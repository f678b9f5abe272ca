from dataclasses import fields, replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_desktop.core import resources
from nexus_desktop.core.checkin import (
    COUNTED,
    DOUBTED,
    LET_IN,
    TELLINGS,
    Facts,
    GroupPlace,
    Verdict,
    judge,
    late_message,
    message,
)
from nexus_desktop.core.desk import ArrivalCounts, are_likely_one
from nexus_desktop.core.entitled import is_entitled

GOOD = Facts()

# In the order in which reasons are looked for: what is wrong, and the verdict for it.
REASONS = (
    (Facts(is_readable=False), Verdict.MALFORMED),
    (Facts(is_of_this_workshop=False), Verdict.WRONG_WORKSHOP),
    (Facts(key="unknown"), Verdict.UNKNOWN_KEY),
    (Facts(is_genuine=False), Verdict.FORGED),
    (Facts(is_revoked=True), Verdict.REVOKED),
    (Facts(is_superseded=True), Verdict.REISSUED),
    (Facts(is_cancelled=True), Verdict.CANCELLED),
    (Facts(is_entitled=False), Verdict.NOT_ENTITLED),
    (Facts(is_in=True), Verdict.ALREADY_IN),
)

any_facts = st.builds(
    Facts,
    **{
        field.name: st.sampled_from(("current", "ended", "unknown"))
        if field.name == "key"
        else st.booleans()
        for field in fields(Facts)
    },
)


@pytest.mark.parametrize(("facts", "verdict"), REASONS)
def test_each_reason_has_its_verdict(facts: Facts, verdict: Verdict) -> None:
    assert judge(facts) is verdict


def test_the_first_reason_counts() -> None:
    for earlier, (facts, verdict) in enumerate(REASONS):
        for later, _ in REASONS[earlier:]:
            worse = replace(
                facts,
                **{
                    field.name: getattr(later, field.name)
                    for field in fields(Facts)
                    if getattr(later, field.name) != getattr(GOOD, field.name)
                },
            )
            assert judge(worse) in {verdict, judge(facts)}


def test_who_may_pass_is_let_in_and_out() -> None:
    assert judge(GOOD) is Verdict.ADMITTED
    assert judge(replace(GOOD, is_known=False)) is Verdict.ADMITTED_UNSYNCED
    inside = replace(GOOD, is_in=True, counts_out=True)
    assert judge(inside) is Verdict.CHECKED_OUT
    assert judge(replace(inside, is_known=False)) is Verdict.CHECKED_OUT


def test_an_ended_key_is_good_for_known_badges_only() -> None:
    ended = replace(GOOD, key="ended")
    assert judge(ended) is Verdict.ADMITTED
    assert judge(replace(ended, is_known=False)) is Verdict.REVOKED


@given(any_facts)
def test_nobody_is_let_in_with_a_reason_against_it(facts: Facts) -> None:
    verdict = judge(facts)
    reasons = (
        not facts.is_readable,
        not facts.is_of_this_workshop,
        facts.key == "unknown",
        not facts.is_genuine,
        facts.is_revoked,
        facts.is_superseded,
        facts.is_cancelled,
        not facts.is_entitled,
    )
    assert not (verdict.counts and any(reasons))
    assert verdict.counts == (verdict in COUNTED)
    assert verdict.lets_in == (verdict in LET_IN)


def test_every_verdict_is_told_with_a_picture_a_sound_and_a_sentence() -> None:
    assert list(TELLINGS) == list(Verdict)
    for verdict, telling in TELLINGS.items():
        assert resources.path("icons", f"{telling.icon}.svg").is_file(), verdict
        assert resources.path("sounds", f"{telling.sound}.wav").is_file(), verdict
        assert telling.sentence.endswith("."), verdict
        assert (telling.tone == "good") == verdict.counts, verdict


def test_a_message_tells_when_and_where_somebody_came_in() -> None:
    now, first = datetime(2014, 11, 6, 9, 41), datetime(2014, 11, 6, 9, 12)  # noqa: DTZ001 - local times to be shown
    in_before = message(Verdict.ALREADY_IN, first, "Desk 2", now=now)
    assert in_before == "Came in at 09:12, Desk 2."
    assert message(Verdict.ALREADY_IN, first, now=now) == "Came in at 09:12."
    yesterday = first.replace(day=5)
    assert (
        message(Verdict.ALREADY_IN, yesterday, "Desk 2", now=now)
        == "Came in on Wed 5 Nov at 09:12, Desk 2."
    )
    assert message(Verdict.CHECKED_OUT, first, "Desk 2", now=now) == "Came in at 09:12."
    for verdict in (Verdict.ADMITTED, Verdict.FORGED):
        assert message(verdict, first, now=now) == TELLINGS[verdict].sentence
    assert message(Verdict.ALREADY_IN, now=now) == "This person came in before."


def test_a_checkpoint_for_some_needs_a_match_in_every_key() -> None:
    person = {"role": "Speaker", "country": "MN", "category": "", "participant": "p1"}
    assert is_entitled(person, {})
    assert is_entitled(person, {"role": [], "country": []})
    assert is_entitled(person, {"role": ["Speaker", "Chair"], "country": ["MN"]})
    assert not is_entitled(person, {"role": ["Speaker"], "country": ["TH"]})
    assert not is_entitled(person, {"participant": ["p2"]})
    assert not is_entitled(person, {"colour": ["red"]})


def test_a_group_is_named_with_its_topic() -> None:
    at = datetime(2014, 11, 5, 14, 0)  # noqa: DTZ001 - only shown
    assert GroupPlace("C", "Water", "3", "7", at).title == "C · Water"
    assert GroupPlace("C", "", "3", "7", at).title == "C"


def test_who_is_missing_is_counted() -> None:
    assert ArrivalCounts(132, 87, 6, 1, ()).missing == 45


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("juan pena", "pena juan"),
        ("juan pena", "juan miguel pena"),
        ("juan miguel pena", "juan pena"),
        ("sukarno", "sukarno"),
        ("juan pena", "juan penna"),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str) -> None:
    assert are_likely_one(tuple(one.split()), tuple(other.split()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("juan pena", "juan garcia"),
        ("juan", "juan garcia"),
        ("juan", ""),
        ("", "juan"),
        ("li wei", "li na"),
    ],
)
def test_names_of_different_people(one: str, other: str) -> None:
    assert not are_likely_one(tuple(one.split()), tuple(other.split()))


def test_who_was_let_in_unknown_is_told_as_everybody_once_they_are_known() -> None:
    assert late_message(None) == TELLINGS[Verdict.ADMITTED].sentence
    assert late_message(Verdict.CANCELLED) == (
        "Let in before this laptop knew: This person's registration was cancelled."
    )
    assert resources.path("icons", f"{DOUBTED.icon}.svg").is_file()
    assert resources.path("sounds", f"{DOUBTED.sound}.wav").is_file()

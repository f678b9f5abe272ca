from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.minutes.arrangement import Arrangement, from_json
from nexus_desktop.core.minutes.material import (
    SECTIONS,
    Attribution,
    Choices,
    DocumentStatus,
    Paper,
    Section,
    Template,
)

ORDERS = st.sampled_from(Template).flatmap(
    lambda template: st.tuples(
        st.just(template),
        st.permutations(SECTIONS[template]).map(
            lambda order: tuple((it, len(it) % 2 == 0) for it in order)
        ),
    )
)
ARRANGEMENTS = st.builds(
    Arrangement,
    st.builds(
        Choices,
        attribution=st.sampled_from(Attribution),
        status=st.sampled_from(DocumentStatus),
        paper=st.sampled_from(Paper),
        issued=st.none() | st.dates(),
        reference=st.text(max_size=9),
        keywords=st.text(max_size=9),
    ),
    st.lists(ORDERS, max_size=3).map(dict),
)


@settings(deadline=None)
@given(ARRANGEMENTS)
def test_what_is_kept_is_read_back(arrangement: Arrangement) -> None:
    assert from_json(arrangement.as_json()) == arrangement


@settings(deadline=None)
@given(ARRANGEMENTS, st.sampled_from(Template))
def test_every_section_has_its_place_whatever_is_kept(
    arrangement: Arrangement, template: Template
) -> None:
    order = arrangement.order(template)
    assert {section for section, _ in order} == set(SECTIONS[template])
    assert len(order) == len(SECTIONS[template])
    wanted = tuple(section for section, on in order if on)
    assert arrangement.chosen(template).parts == wanted


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"attribution": "poets", "paper": 5, "issued": "soon", "orders": []},
        {"orders": {"full": [["poems", True]], "brief": "x", "session": [[1]]}},
        {"status": None, "orders": {"full": None}},
    ],
)
def test_what_cannot_be_read_is_as_usual(kept: dict[str, Any]) -> None:
    read = from_json(kept)
    assert read.choices == Choices()
    for template in Template:
        assert read.chosen(template).parts == Choices(template=template).parts


def test_a_section_that_is_newer_than_the_order_follows_its_usual_neighbour() -> None:
    kept = {"orders": {"full": [["actions", True], ["cover", False]]}}
    order = [section for section, _ in from_json(kept).order(Template.FULL)]
    assert order[:3] == [Section.ACTIONS, Section.PARTICIPANTS, Section.GROUPS]
    assert order.index(Section.CONTENTS) == order.index(Section.COVER) + 1


def test_the_day_of_becoming_final_is_noted_once_and_forgotten_when_opened() -> None:
    first, later = date(2014, 11, 20), date(2014, 12, 1)
    final = Arrangement(Choices(status=DocumentStatus.FINAL)).issued_on(first)
    assert final.choices.issued == first
    assert final.issued_on(later) == final
    opened = Arrangement(Choices(status=DocumentStatus.DRAFT, issued=first))
    assert opened.issued_on(later).choices.issued is None


def test_a_paper_is_asked_for_with_its_own_sections() -> None:
    arrangement = Arrangement(Choices(reference="X"))
    order = tuple((it, it is Section.FORM_KEYS) for it in SECTIONS[Template.SESSION])
    changed = arrangement.ordered(Template.SESSION, order)
    chosen = changed.chosen(Template.SESSION, "s1")
    assert (chosen.parts, chosen.session_id) == ((Section.FORM_KEYS,), "s1")
    assert chosen.reference == "X"
    assert changed.order(Template.FULL) == arrangement.order(Template.FULL)

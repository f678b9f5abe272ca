from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.merges import FACT_CHANGES, MERGES, Merges
from nexus_desktop.store.encoding import columns
from nexus_desktop.store.rows import REPLICATED


def test_the_table_says_of_every_kind_how_it_merges() -> None:
    assert set(MERGES) == set(Kind) == set(REPLICATED)


def test_a_fact_can_be_taken_away_and_nothing_else() -> None:
    facts = [kind for kind, merges in MERGES.items() if merges is Merges.FACT]
    assert facts
    assert all(set(columns(REPLICATED[kind])) > FACT_CHANGES for kind in facts)

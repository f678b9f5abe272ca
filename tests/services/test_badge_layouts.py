"""Layouts kept in the file, and chosen for the workshop's badges."""

from dataclasses import replace
from functools import partial

import pytest

from nexus_desktop.core.badge_layout import BadgeLayoutError, Side
from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.picture import BadPicture
from nexus_desktop.core.ready_layouts import ready_layouts
from nexus_desktop.services import badge_layouts, history
from nexus_desktop.services.badge_layouts import SavedLayout
from nexus_desktop.store import rows
from nexus_desktop.store.database import Database
from tests.conftest import NINE, Run
from tests.core.test_picture import PNG, jpeg

USUAL_ID, USUAL = next(iter(ready_layouts().items()))
OTHER_ID = "ready:102x152"


@pytest.fixture
def saved(run: Run) -> SavedLayout:
    mine = replace(USUAL, name=" My  badges ", pictures={"logo": PNG})
    return run(lambda s: badge_layouts.add(s, mine, at=NINE))


def names(run: Run) -> list[str]:
    return [one.layout.name for one in run(badge_layouts.layouts)]


def test_a_layout_is_kept_with_its_pictures(run: Run, saved: SavedLayout) -> None:
    (kept,) = run(badge_layouts.layouts)
    assert kept == saved
    assert kept.layout == replace(USUAL, name="My badges", pictures={"logo": PNG})
    assert run(lambda s: badge_layouts.layout(s, saved.id)) == kept.layout


def test_names_are_told_apart(run: Run, saved: SavedLayout) -> None:
    for expected in ("My badges (2)", "My badges (3)"):
        added = run(lambda s: badge_layouts.add(s, saved.layout, at=NINE))
        assert added.layout.name == expected
    assert names(run) == ["My badges", "My badges (2)", "My badges (3)"]


def test_badges_are_printed_in_the_usual_layout_unless_another_is_chosen(
    run: Run, saved: SavedLayout
) -> None:
    assert run(badge_layouts.chosen) == USUAL
    for wanted in (OTHER_ID, saved.id):
        chosen = run(partial(badge_layouts.choose, layout_id=wanted, at=NINE))
        assert run(badge_layouts.chosen_id) == wanted
        assert run(badge_layouts.chosen) == chosen
    assert [one.is_chosen for one in run(badge_layouts.layouts)] == [True]


def test_choosing_the_same_again_changes_nothing(
    run: Run, database: Database, saved: SavedLayout
) -> None:
    run(lambda s: badge_layouts.choose(s, saved.id, at=NINE))
    _, touched = database.run(
        lambda s: badge_layouts.choose(s, saved.id, at=NINE), at=NINE
    )
    assert touched == frozenset()


def test_a_layout_is_changed_and_the_change_taken_back(
    run: Run, saved: SavedLayout
) -> None:
    logo = jpeg(200, 100)
    wanted = replace(
        saved.layout, name="Ours", back=Side(), pictures={"logo": logo, "more": PNG}
    )
    edited = run(lambda s: badge_layouts.edit(s, saved.id, wanted, at=NINE))
    assert edited.layout == wanted
    run(lambda s: history.undo_last(s, at=NINE))
    assert run(badge_layouts.layouts) == [saved]


def test_a_change_that_is_none_leaves_no_trace(
    run: Run, database: Database, saved: SavedLayout
) -> None:
    _, touched = database.run(
        lambda s: badge_layouts.edit(s, saved.id, saved.layout, at=NINE), at=NINE
    )
    assert touched == frozenset()


def test_a_picture_that_is_used_no_more_goes(run: Run, saved: SavedLayout) -> None:
    bare = replace(saved.layout, pictures={})
    run(lambda s: badge_layouts.edit(s, saved.id, bare, at=NINE))
    assert run(lambda s: badge_layouts.layout(s, saved.id)).pictures == {}


@pytest.mark.parametrize("name", ["", "  "])
def test_a_layout_needs_a_name(run: Run, saved: SavedLayout, name: str) -> None:
    bare = replace(saved.layout, name=name)
    with pytest.raises(BadgeLayoutError, match="needs a name"):
        run(lambda s: badge_layouts.edit(s, saved.id, bare, at=NINE))
    with pytest.raises(BadgeLayoutError, match="needs a name"):
        run(lambda s: badge_layouts.add(s, bare, at=NINE))


def test_what_could_not_be_read_again_is_not_kept(run: Run, saved: SavedLayout) -> None:
    too_wide = replace(saved.layout.sheet, badge_width=200)
    with pytest.raises(BadgeLayoutError, match="too wide"):
        run(
            lambda s: badge_layouts.edit(
                s, saved.id, replace(saved.layout, sheet=too_wide), at=NINE
            )
        )
    with pytest.raises(BadPicture):
        run(
            lambda s: badge_layouts.add(
                s, replace(USUAL, pictures={"logo": b"no"}), at=NINE
            )
        )
    assert run(badge_layouts.layouts) == [saved]


def test_a_layout_that_is_removed_is_printed_in_no_more_and_can_be_brought_back(
    run: Run, saved: SavedLayout
) -> None:
    run(lambda s: badge_layouts.choose(s, saved.id, at=NINE))
    assert run(lambda s: badge_layouts.remove(s, saved.id, at=NINE)) == "My badges"
    assert run(badge_layouts.layouts) == []
    assert run(badge_layouts.chosen) == USUAL
    back = run(lambda s: badge_layouts.restore(s, saved.id, at=NINE))
    assert back == replace(saved, is_chosen=True)


def test_what_is_not_there_is_said(run: Run, saved: SavedLayout) -> None:
    run(lambda s: badge_layouts.remove(s, saved.id, at=NINE))
    for work in (
        lambda s: badge_layouts.layout(s, "ready:papyrus"),
        lambda s: badge_layouts.choose(s, saved.id, at=NINE),
        lambda s: badge_layouts.edit(s, "gone", USUAL, at=NINE),
        lambda s: badge_layouts.remove(s, saved.id, at=NINE),
        lambda s: badge_layouts.restore(s, "gone", at=NINE),
    ):
        with pytest.raises(NotFound):
            run(work)


@pytest.mark.parametrize("wanted", ["ready:papyrus", "gone", OTHER_ID])
def test_a_chosen_layout_that_is_gone_gives_way_to_the_usual(
    run: Run, wanted: str
) -> None:
    def choose(session: object) -> None:
        row = session.query(rows.Workshop).one()  # type: ignore[attr-defined]
        row.settings = {**row.settings, "badge_layout": wanted}

    run(choose)
    expected = OTHER_ID if wanted == OTHER_ID else USUAL_ID
    assert run(badge_layouts.chosen_id) == expected


def test_a_layout_that_can_not_be_read_is_left_out_and_told_when_it_is_used(
    run: Run, saved: SavedLayout
) -> None:
    run(lambda s: badge_layouts.choose(s, saved.id, at=NINE))

    def damage(session: object) -> None:
        session.get(rows.Layout, saved.id).design = {"version": 1}  # type: ignore[attr-defined]

    run(damage)
    assert run(badge_layouts.layouts) == []
    with pytest.raises(BadgeLayoutError):
        run(badge_layouts.chosen)

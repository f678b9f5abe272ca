from hypothesis import given
from hypothesis import strategies as some

from nexus_desktop.core.participant import BY_NAME, PersonFields
from nexus_desktop.core.people_merging import Choice, differences, merged_values

TEXTS = some.text(max_size=12)
PEOPLE = some.builds(
    PersonFields,
    printed_name=TEXTS,
    email=TEXTS,
    attention=some.text(max_size=400),
    languages=some.lists(TEXTS.filter(bool), max_size=3, unique=True).map(tuple),
    status=some.sampled_from(["expected", "cancelled"]),
)


@given(PEOPLE, PEOPLE)
def test_what_only_one_of_two_says_is_never_lost(
    kept: PersonFields, other: PersonFields
) -> None:
    values = kept.as_dict() | merged_values(differences(kept, other), {})
    for name, said in other.as_dict().items():
        if said and not kept.as_dict()[name]:
            assert values[name] == said
    assert set(values["languages"]) == {*kept.languages, *other.languages}
    assert ("expected" in {kept.status, other.status}) == (
        values["status"] == "expected"
    )


@given(PEOPLE, PEOPLE)
def test_every_choice_offered_can_be_kept(
    kept: PersonFields, other: PersonFields
) -> None:
    for found in differences(kept, other):
        assert found.choice in found.choices
        for choice in found.choices:
            value = found.value(choice)
            limit = BY_NAME[found.field].limit
            assert BY_NAME[found.field].many or len(value) <= max(
                limit, len(found.kept), len(found.other)
            )


def test_notes_for_the_desk_are_joined_when_they_fit() -> None:
    one, two = PersonFields(attention="A chair"), PersonFields(attention="A folder")
    (found,) = differences(one, two)
    assert merged_values((found,), {}) == {"attention": "A chair; A folder"}
    assert merged_values((found,), {"attention": Choice.KEPT}) == {}
    long = PersonFields(attention="x" * 499)
    assert differences(long, two)[0].choices == (Choice.KEPT, Choice.OTHER)

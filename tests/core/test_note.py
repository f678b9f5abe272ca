from nexus_desktop.core.note import KnownPlaces, heard, known_place, same_place


def test_a_city_is_known_by_its_long_name_too() -> None:
    assert same_place("City of Naga") == same_place("naga") == "naga"
    assert same_place("Đà Nẵng") == same_place("Da Nang")
    assert same_place("The City") == same_place("city, the")
    assert same_place("Naga") != same_place("Santa Rosa")


def test_a_known_place_keeps_its_spelling_and_a_new_one_its_own() -> None:
    known = ("Naga", "Santa Rosa")
    assert known_place("santa rosa city", known) == "Santa Rosa"
    assert known_place("Baguio", known) == "Baguio"


def test_cities_are_heard_or_still_to_hear() -> None:
    assert heard(("Da Nang", "Naga"), ["City of Naga", "Geneva"]) == (
        ("Naga",),
        ("Da Nang",),
    )


def test_every_place_is_known_once() -> None:
    places = KnownPlaces(("Singapore",), ("Mongolia", "Singapore"), ("Geneva",))
    assert places.all == ("Singapore", "Mongolia", "Geneva")

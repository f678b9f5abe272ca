import pytest

from nexus_desktop.core.errors import NotFound
from nexus_desktop.core.participant import PersonFields
from nexus_desktop.core.picture import BadPicture
from nexus_desktop.services import history, people, pictures
from tests.conftest import NINE, Run
from tests.core.test_picture import PNG, jpeg

FACE, OTHER = jpeg(320, 480), jpeg(200, 200)


@pytest.fixture
def bat(run: Run) -> str:
    fields = PersonFields(
        given_name="Bat", family_name="Dorj", email="Bat@Example.org", external_id="7"
    )
    return run(lambda s: people.add(s, fields, at=NINE)).id


def photo(run: Run, whose: str) -> bytes | None:
    return run(lambda s: pictures.photo_of(s, whose))


def keep(run: Run, whose: str, data: bytes) -> None:
    run(lambda s: pictures.set_photo(s, whose, data, at=NINE))


def test_a_photo_is_kept_replaced_and_taken_away(run: Run, bat: str) -> None:
    assert photo(run, bat) is None
    for data in (FACE, FACE, OTHER):
        keep(run, bat, data)
        assert photo(run, bat) == data
    assert run(pictures.photos) == {bat: OTHER}
    run(lambda s: pictures.remove_photo(s, bat, at=NINE))
    assert photo(run, bat) is None
    run(lambda s: history.undo_last(s, at=NINE))
    assert photo(run, bat) == OTHER
    run(lambda s: history.undo_last(s, at=NINE))
    assert photo(run, bat) == FACE


def test_a_photo_of_nobody_or_too_large_is_refused(run: Run, bat: str) -> None:
    for data, said in (
        (FACE + b"\0" * 700_000, "700 kB; a photo may have 600 kB"),
        (jpeg(4000, 300), "4000 × 300 pixels"),
        (b"%PDF", "neither a JPEG nor a PNG"),
    ):
        with pytest.raises(BadPicture, match=said):
            keep(run, bat, data)
    with pytest.raises(NotFound):
        run(lambda s: pictures.set_photo(s, "nobody", FACE, at=NINE))


def test_a_folder_of_photos_is_taken_by_address_number_and_name(
    run: Run, bat: str
) -> None:
    def two(name: str) -> str:
        return run(lambda s: people.add(s, PersonFields(printed_name=name), at=NINE)).id

    dewi, first, _twin = two("Dewi Sartika"), two("Kim Min"), two("Min Kim")
    files = {
        "bat@example.ORG.jpg": FACE,
        "7.png": PNG,
        "sartika_dewi.JPG": FACE,
        "Kim Min.jpg": FACE,
        "group photo.jpg": FACE,
    }
    taken = run(lambda s: pictures.set_photos(s, files, at=NINE))
    assert (taken.taken, taken.refused) == (2, ())
    assert taken.unknown == ("Kim Min.jpg", "group photo.jpg")
    assert [photo(run, one) for one in (bat, dewi, first)] == [PNG, FACE, None]
    broken = run(lambda s: pictures.set_photos(s, {"7.jpg": b"?"}, at=NINE))
    assert broken.taken == 0
    assert broken.refused[0][0] == "7.jpg"

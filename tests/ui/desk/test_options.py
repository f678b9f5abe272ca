"""Sounds of one's own, their volume, and what the card shows."""

import io
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog

from nexus_desktop.ui.desk.sounds import NAMES, Sounds
from nexus_desktop.ui.kit.jobs import Jobs
from tests.ui.desk.conftest import Desk
from tests.ui.desk.typing_hands import press

GANBOLD, LE = "Sarantuya Ganbold", "Lê Văn Đức"
CTRL = Qt.KeyboardModifier.ControlModifier


class Effect:
    """What is told to a sound, in place of one that is heard."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def play(self) -> None:
        self.told.append("play")

    def setVolume(self, volume: float) -> None:  # noqa: N802 - Qt's
        self.told.append(volume)

    def setSource(self, source: object) -> None:  # noqa: N802 - Qt's
        self.told.append(source.fileName())  # type: ignore[attr-defined]  # a QUrl


@pytest.fixture
def effects(desk: Desk) -> dict[str, Effect]:
    made = {name: Effect() for name in NAMES}
    desk.screen.sounds._effects = made  # type: ignore[assignment]  # plays nothing
    return made


def a_wav(path: Path, seconds: float = 0.2) -> Path:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(int(16000 * seconds)))
    path.write_bytes(made.getvalue())
    return path


def open_options(desk: Desk) -> None:
    press(desk.screen.view.field, Qt.Key.Key_M, CTRL)
    assert desk.screen.view.is_beside(desk.screen.view.options)


def test_the_options_are_opened_and_closed_by_key(desk: Desk) -> None:
    open_options(desk)
    options = desk.screen.view.options
    assert options.heard.hasFocus()
    assert options.heard.isChecked()
    press(options, Qt.Key.Key_Escape)
    assert desk.screen.view.field.hasFocus()
    desk.screen.view.more.click()
    assert desk.screen.view.is_beside(options)
    desk.scan(LE)
    assert desk.tone == "good"


def test_sounds_are_turned_off_here_and_beside_the_title(desk: Desk) -> None:
    options, sound = desk.screen.view.options, desk.screen.view.sound
    options.heard.click()
    said = [(desk.screen.sounds.is_on, sound.isChecked())]
    sound.click()
    said.append((desk.screen.sounds.is_on, options.heard.isChecked()))
    assert said == [(False, False), (True, True)]


def test_the_volume_is_kept(desk: Desk, effects: dict[str, Effect]) -> None:
    options = desk.screen.view.options
    options.volume.setValue(35)
    assert options.percent.text() == "35 %"
    assert Sounds().volume == 35
    assert effects["welcome"].told == [0.35]
    options.volume.sliderReleased.emit()
    assert effects["welcome"].told[-1] == "play"


@pytest.mark.parametrize("kept", ["loud", "900", "-3"])
def test_a_spoilt_volume_does_no_harm(desk: Desk, kept: str) -> None:
    QSettings().setValue("desk/volume", kept)
    assert 0 <= Sounds().volume <= 100


def test_a_sound_of_ones_own_is_taken_and_given_back(
    desk: Desk, effects: dict[str, Effect], tmp_path: Path
) -> None:
    options = desk.screen.view.options
    open_options(desk)
    options.take("welcome", str(a_wav(tmp_path / "gong.wav")))
    desk.wait(lambda: options.files["welcome"].text() == "gong.wav")
    assert effects["welcome"].told == ["", "welcome.wav"]
    (tmp_path / "gong.wav").unlink()
    sounds = Sounds()
    assert sounds.own_name("welcome") == "gong.wav"
    assert sounds._file("welcome").is_file()
    assert "sounds" in str(sounds._file("welcome"))
    assert sounds._file("refused") != sounds._file("welcome")
    options.usual["welcome"].click()
    assert options.files["welcome"].text() == "the usual one"
    assert options.usual["welcome"].isHidden()
    assert Sounds().own_name("welcome") == ""


def test_a_file_that_is_no_sound_is_told(desk: Desk, tmp_path: Path) -> None:
    options = desk.screen.view.options
    open_options(desk)
    (tmp_path / "song.wav").write_bytes(b"ID3 not a wave at all")
    options.take("refused", str(tmp_path / "song.wav"))
    desk.wait(lambda: "not a WAV file" in options.error.text())
    assert not options.error.isHidden()
    options.take("refused", str(a_wav(tmp_path / "long.wav", 9)))
    desk.wait(lambda: "lasts 9 seconds" in options.error.text())
    options.take("refused", str(tmp_path / "gone.wav"))
    desk.wait(lambda: "can't be read" in options.error.text())
    assert Sounds().own_name("refused") == ""


def test_a_sound_can_be_tried_even_when_they_are_off(
    desk: Desk, effects: dict[str, Effect]
) -> None:
    desk.screen.sounds.turn(on=False)
    desk.screen.view.options._play("goodbye")
    assert effects["goodbye"].told == ["play"]
    desk.screen.sounds.play("goodbye")
    assert effects["goodbye"].told == ["play"]


def test_the_file_is_asked_for_without_stopping_the_desk(desk: Desk) -> None:
    desk.screen.view.options.choose("welcome")
    (dialog,) = desk.screen.view.options.findChildren(QFileDialog)
    dialog.reject()


def test_why_nothing_is_heard_is_told(desk: Desk) -> None:
    desk.screen.sounds._stay_silent("This laptop has nothing to hear sounds with.")
    open_options(desk)
    assert "nothing to hear" in desk.screen.view.options.silence.text()
    assert not desk.screen.view.options.silence.isHidden()


def test_dietary_needs_are_shown_when_that_is_wanted(desk: Desk) -> None:
    desk.scan(GANBOLD)
    assert "Diet" not in dict(desk.screen.view.card.face.fields)
    desk.screen.view.options.diet.click()
    desk.wait(lambda: ("Diet", "vegetarian") in desk.screen.view.card.face.fields)
    desk.screen.view.options.diet.click()
    desk.wait(lambda: "Diet" not in dict(desk.screen.view.card.face.fields))


def test_a_badge_read_twice_is_heard_once(
    desk: Desk, effects: dict[str, Effect]
) -> None:
    desk.scan(LE)
    desk.pass_time(minutes=-1, seconds=1)
    desk.scan(LE)
    assert effects["welcome"].told == ["play"]
    assert desk.tone == "good"


def test_sounds_are_taken_by_a_desk_without_a_screen(
    desk: Desk, jobs: Jobs, tmp_path: Path
) -> None:
    sounds = Sounds()
    taken: list[bool] = []
    sounds.taken.connect(lambda: taken.append(True))
    sounds.take("attention", a_wav(tmp_path / "a.wav"), jobs)
    desk.wait(lambda: bool(taken))
    sounds.take_usual("attention")
    assert sounds.own_name("attention") == ""

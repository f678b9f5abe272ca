"""A film of badges, recorded to a file and played as a camera would send it."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QMediaCaptureSession,
    QMediaFormat,
    QMediaPlayer,
    QMediaRecorder,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoFrameInput,
    QVideoSink,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from nexus_desktop.ui.scanning.camera_source import Device, LaptopCameras
from tests.ui.scanning import film

_RATE = 15  # pictures a second


def record(path: Path, pictures: Sequence[QImage], each: int, qtbot: QtBot) -> None:
    """Write a film that shows each of `pictures` for so many frames."""
    form = QVideoFrameFormat(film.SIZE, QVideoFrameFormat.PixelFormat.Format_BGRX8888)
    form.setStreamFrameRate(_RATE)
    frames, session, recorder = (
        QVideoFrameInput(form),
        QMediaCaptureSession(),
        _to(path),
    )
    session.setVideoFrameInput(frames)
    session.setRecorder(recorder)
    shown = (picture for picture in pictures for _ in range(each))
    waiting = deque(_frame(number, picture) for number, picture in enumerate(shown))

    def send() -> None:
        while waiting:
            if not frames.sendVideoFrame(waiting[0]):
                return
            waiting.popleft()
        frames.sendVideoFrame(QVideoFrame())

    frames.readyToSendVideoFrame.connect(send)
    recorder.record()
    stopped = QMediaRecorder.RecorderState.StoppedState
    qtbot.waitUntil(
        lambda: not waiting and recorder.recorderState() == stopped, timeout=30_000
    )


def _to(path: Path) -> QMediaRecorder:
    recorder = QMediaRecorder()
    kind = QMediaFormat(QMediaFormat.FileFormat.AVI)
    kind.setVideoCodec(QMediaFormat.VideoCodec.MotionJPEG)
    recorder.setMediaFormat(kind)
    recorder.setQuality(QMediaRecorder.Quality.VeryHighQuality)
    recorder.setOutputLocation(QUrl.fromLocalFile(str(path)))
    recorder.setAutoStop(True)
    return recorder


def _frame(number: int, picture: QImage) -> QVideoFrame:
    frame = QVideoFrame(picture.convertToFormat(QImage.Format.Format_RGB32))
    frame.setStartTime(number * 1_000_000 // _RATE)
    frame.setEndTime((number + 1) * 1_000_000 // _RATE)
    return frame


class PlayedFilm(LaptopCameras):
    """Plays the film at `path` once."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player, self._sink = QMediaPlayer(self), QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._sink.videoFrameChanged.connect(self._pass_on)

    @override
    def devices(self) -> tuple[Device, ...]:
        return (Device("film", "Film"),)

    @override
    def open(self, device_id: str) -> None:
        self._player.play()

    @override
    def close(self) -> None:
        self._player.stop()

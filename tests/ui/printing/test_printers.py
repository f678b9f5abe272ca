"""Printers: what they are sent, and what they say."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from nexus_desktop.core.print_queue import Mode
from nexus_desktop.documents import printer_test_pdf
from nexus_desktop.ui.kit.printing import lp, printer, qt_printer
from nexus_desktop.ui.kit.printing.folder import FolderPrinter
from nexus_desktop.ui.kit.printing.lp import LpPrinter
from nexus_desktop.ui.kit.printing.printer import (
    Chosen,
    Paper,
    PrinterProblem,
    Progress,
    folder_key,
    printer_of,
)
from nexus_desktop.ui.kit.printing.qt_printer import SystemPrinter
from tests.ui.printing.fake_cups import Cups

MM = 72 / 25.4
BADGE = Paper(90, 60)
PDF = b"%PDF-1.4 a badge"


def test_a_folder_takes_papers_under_names_that_are_free(tmp_path: Path) -> None:
    made = FolderPrinter(tmp_path)
    for _ in range(3):
        assert made.send(PDF, "Ada / Lovelace", BADGE) == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "Ada Lovelace 2.pdf", "Ada Lovelace 3.pdf", "Ada Lovelace.pdf",
    ]  # fmt: skip
    assert made.look("").is_done
    made.cancel("")
    assert made.words == tmp_path.name


def test_a_folder_that_is_gone_or_closed_is_told(tmp_path: Path) -> None:
    with pytest.raises(PrinterProblem, match="not there"):
        FolderPrinter(tmp_path / "gone").send(PDF, "Ada", BADGE)
    (tmp_path / ".Ada.pdf.part").mkdir()
    with pytest.raises(PrinterProblem, match="can't be written"):
        FolderPrinter(tmp_path).send(PDF, "Ada", BADGE)


@pytest.mark.parametrize(
    ("paper", "options"),
    [
        (BADGE, ["media=Custom.90x60mm"]),
        (Paper(210, 297), ["media=A4"]),
        (Paper(297, 210, is_two_sided=True),
         ["media=A4", "sides=two-sided-short-edge"]),
        (Paper(62, 100, is_two_sided=True),
         ["media=Custom.62x100mm", "sides=two-sided-long-edge"]),
        (Paper(62, 100, is_turned=True),
         ["media=Custom.100x62mm", "orientation-requested=4"]),
        (Paper(100.5, 62), ["media=Custom.100.5x62mm"]),
    ],
)  # fmt: skip
def test_cups_is_told_the_size_of_the_label(
    paper: Paper, options: list[str], cups: Cups
) -> None:
    assert LpPrinter("Labels").send(PDF, "Đức", paper) == "Labels-1"
    said = cups.called
    assert said[:4] == ["-d", "Labels", "-t", "Đức"]
    assert {*options, "print-scaling=none"} == {
        said[place + 1] for place, word in enumerate(said) if word == "-o"
    }
    assert cups.papers[0].read_bytes() == PDF
    assert not Path(said[-1]).exists(), "nothing is left behind"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("lp: The printer or class does not exist.", "Labels is not there any more"),
        ("lp: Error - scheduler not responding.", "does not answer"),
        ("lp: Destination is not accepting jobs.", "takes nothing"),
        ("lp: Too many hats.", "not printed: Too many hats."),
        ("", "does not say why"),
    ],
)
def test_why_cups_refused_is_told_in_a_sentence(
    said: str, told: str, cups: Cups
) -> None:
    cups.says("refusal", said)
    with pytest.raises(PrinterProblem, match=told):
        LpPrinter("Labels").send(PDF, "Ada", BADGE)


def test_what_waits_at_the_printer_says_what_for(cups: Cups) -> None:
    labels = LpPrinter("Labels")
    ticket = labels.send(PDF, "Ada", BADGE)
    cups.says("printer", "printer Labels now printing Labels-1.  enabled since Wed\n")
    assert labels.look(ticket) == Progress()
    cups.says(
        "printer", "printer Labels is idle.\n\tDescription: x\n\tAlerts: media-empty\n"
    )
    assert "out of paper or labels" in labels.look(ticket).note
    cups.says("printer", "printer Labels disabled since Wed -\n\tThe dog ate it\n")
    assert labels.look(ticket).note == "The printer Labels is stopped: The dog ate it."
    cups.says("printer", "printer Labels disabled since Wed -\n\treason unknown\n")
    assert "nobody knows why" in labels.look(ticket).note
    cups.prints()
    assert labels.look(ticket).is_done


def test_what_was_cancelled_or_given_up_there_is_not_done(cups: Cups) -> None:
    cups.says(
        "ended",
        "Labels-1 me 1024 Wed\n\tStatus: Filter failed\n\tAlerts: job-aborted\n"
        "\tqueued for Labels\n"
        "Labels-2 me 1024 Wed\n\tAlerts: job-canceled-by-user\n\tqueued for Labels\n"
        "Labels-3 me 1024 Wed\n\tAlerts: aborted-by-system\n"
        "Labels-4 me 1024 Wed\n\tAlerts: job-completed-successfully\n",
    )
    look = LpPrinter("Labels").look
    assert look("Labels-1").note == "The printer Labels gave up: Filter failed"
    assert "cancelled at the printer" in look("Labels-2").note
    assert look("Labels-3") == Progress(
        is_lost=True, note="The printer Labels gave up."
    )
    assert look("Labels-4") == look("Labels-99") == Progress(is_done=True)


def test_a_job_can_be_taken_back_and_too_late_is_no_error(cups: Cups) -> None:
    labels = LpPrinter("Labels")
    labels.cancel(labels.send(PDF, "Ada", BADGE))
    assert cups.waiting == []
    cups.says("silence", "cancel: no such job")
    labels.cancel("Labels-1")


def test_printers_are_listed_with_the_usual_one_first(cups: Cups) -> None:
    assert [one.key for one in printer.printers()] == ["lp:Labels", "lp:Office"]
    cups.says("usual", "system default destination: Office\n")
    assert [one.words for one in printer.printers()] == ["Office", "Labels"]
    cups.says("silence", "lpstat: Error - scheduler not responding.")
    with pytest.raises(PrinterProblem, match="does not answer"):
        printer.printers()


def test_without_the_commands_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrinterProblem, match="not printed"):
        LpPrinter("Labels").send(PDF, "Ada", BADGE)
    with pytest.raises(PrinterProblem):
        lp.names()
    assert isinstance(printer.printers(), tuple)
    monkeypatch.setattr(lp, "_PATIENCE", 0.05)
    slow = tmp_path / "lpstat"
    slow.write_text("#!/bin/sh\nwhile :; do :; done\n")
    slow.chmod(0o755)
    with pytest.raises(PrinterProblem, match="does not answer"):
        lp.names()


@pytest.mark.parametrize("is_turned", [False, True])
def test_qt_paints_pages_of_the_size_of_the_label(
    is_turned: bool, tmp_path: Path, qapp: QApplication
) -> None:
    target = QPrinter(QPrinter.PrinterMode.HighResolution)
    target.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target.setOutputFileName(str(tmp_path / "out.pdf"))
    pdf = printer_test_pdf.render(90, 60, printer="Test")
    paper = Paper(90, 60, is_two_sided=True, is_turned=is_turned)
    qt_printer.paint(target, pdf, paper)
    (page,) = PdfReader(tmp_path / "out.pdf").pages
    size = (60, 90) if is_turned else (90, 60)
    assert float(page.mediabox.width) == pytest.approx(size[0] * MM, abs=1.5)
    assert float(page.mediabox.height) == pytest.approx(size[1] * MM, abs=1.5)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_qt_says_when_a_printer_is_gone_or_can_not_be_painted_on(
    tmp_path: Path, qapp: QApplication
) -> None:
    gone = SystemPrinter("no such printer")
    assert gone.words == "no such printer"
    with pytest.raises(PrinterProblem, match="not there"):
        gone.send(PDF, "Ada", BADGE)
    assert gone.look("").is_done
    gone.cancel("")
    target = QPrinter()
    target.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target.setOutputFileName(str(tmp_path / "no folder" / "out.pdf"))
    with pytest.raises(PrinterProblem, match="reached"):
        qt_printer.paint(target, printer_test_pdf.render(90, 60, printer="x"), BADGE)


def test_the_choice_is_kept_on_this_laptop(tmp_path: Path, qapp: QApplication) -> None:
    assert printer.chosen() == Chosen()
    choice = Chosen(folder_key(str(tmp_path)), Mode.ONCE, "ready:a6", is_turned=True)
    choice.keep()
    assert printer.chosen() == choice
    assert isinstance(printer_of(choice.key), FolderPrinter)
    assert isinstance(printer_of("lp:Labels"), LpPrinter)
    assert isinstance(printer_of("system:Labels"), SystemPrinter)
    assert printer_of("") is None


def test_a_test_page_says_its_size_and_the_printer(qapp: QApplication) -> None:
    for width, height in ((90, 60), (62, 100), (210, 297), (25, 20)):
        pdf = printer_test_pdf.render(width, height, printer="Label printer 1")
        assert pdf.startswith(b"%PDF")

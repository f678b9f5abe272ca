"""How long papers take: badges, lists, signs, and a page of every script.

usage: python -m tests.benchmarks.bench_documents [PEOPLE …]

Each is made in a process of its own first ("first": fonts are read), then again in the
same process ("again": the time of the work itself). Prints one line each.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from time import perf_counter

from nexus_desktop.core.badge_sheet import sheet
from nexus_desktop.core.lists.choices import ListChoices
from nexus_desktop.core.lists.compiling import compile_list
from nexus_desktop.documents import (
    badges_pdf,
    door_signs_pdf,
    lists_pdf,
    paper,
    people_list_pdf,
)
from nexus_desktop.documents.shaping import shape, wrap
from tests.core.lists.samples import crowd
from tests.documents.badges import face
from tests.documents.scripts import ALL
from tests.documents.test_lists_pdf import groups

LINES = 2000
PARAGRAPH = (
    "A city moves faster where a task force has a mandate, money and a voice. " * 6
)


def badges(name: str, count: int) -> bytes:
    """Make badges of people who all differ."""
    return badges_pdf.render([face(number) for number in range(count)], sheet(name))


def group_lists(count: int) -> bytes:
    """Make a round's lists in ten groups."""
    return lists_pdf.render_group_lists(groups(count, 10))


def participants(count: int) -> bytes:
    """Make the list of participants."""
    table = compile_list(crowd(count), ListChoices("participants"))
    return people_list_pdf.render(table, people_list_pdf.frame_of("A4")).pdf


def signs(count: int) -> bytes:
    """Make the door signs of ten groups."""
    return door_signs_pdf.render(groups(count, 10).signs(group_word="Group"))


def names(count: int) -> bytes:
    """Draw names in all scripts, each another text, forty to a page."""
    canvas = paper.blank(595, 842, title="Names")
    scripts = list(ALL.values())
    for number in range(count):
        if number and not number % 40:
            canvas.showPage()
        text = f"{scripts[number % len(scripts)]} {number}"
        shape(text, 10).draw(canvas, 40, 800 - 19 * (number % 40))
    return paper.finished(canvas)


def paragraphs(count: int) -> bytes:
    """Wrap long paragraphs of plain text."""
    canvas = paper.blank(595, 842, title="Paragraphs")
    for number in range(count):
        for line in wrap(f"{number} {PARAGRAPH}", 10, 450):
            line.draw(canvas, 40, 400)
    return paper.finished(canvas)


def measured(work: Callable[[], bytes]) -> tuple[float, float, int]:
    """Return the seconds of the first time and the second, and the size."""
    start = perf_counter()
    work()
    middle = perf_counter()
    size = len(work())
    return middle - start, perf_counter() - middle, size


def main() -> None:
    """Measure every paper for each number of people."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    counts = [int(text) for text in sys.argv[1:]] or [130, 1000]
    works: list[tuple[str, Callable[[], bytes]]] = []
    for count in counts:
        works += [
            (f"{count} badges, 8 on A4", partial(badges, "a4-8", count)),
            (f"{count} badges, 102 × 152 mm", partial(badges, "102x152", count)),
            (f"{count} people, group lists", partial(group_lists, count)),
            (f"{count} people, participants", partial(participants, count)),
        ]
    works += [
        ("10 door signs", partial(signs, 130)),
        (f"{LINES} names in {len(ALL)} scripts", partial(names, LINES)),
        (f"{LINES} paragraphs", partial(paragraphs, LINES)),
    ]
    print(f"{'':32}{'first':>9}{'again':>9}{'size':>10}")
    for label, work in works:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            first, again, size = pool.submit(measured, work).result()
        print(f"{label:32}{first:7.2f} s{again:7.2f} s{size / 1000:7.0f} kB")


if __name__ == "__main__":
    main()

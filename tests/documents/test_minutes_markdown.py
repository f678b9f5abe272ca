from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from nexus_desktop.core.minutes.material import Choices, Material, Remark
from nexus_desktop.core.minutes.value import (
    Block,
    Bullets,
    Column,
    Heading,
    Minutes,
    Paragraph,
    Role,
    Span,
    Statement,
    Statements,
    Style,
    Table,
    TableRow,
)
from nexus_desktop.core.note_kinds import NoteKind
from nexus_desktop.documents.minutes_markdown import render
from tests.core.minutes.reading import compiled
from tests.core.minutes.samples import demo, items, presence, workshop

HOSTILE = (
    "# not a heading", "* not an item", "1. not a number", "> not a quotation",
    "**not strong** _nor soft_", "[not](http://a.link)", "![no](picture.png)",
    "<script>alert(1)</script>", "`no code`", "a | b | c", "--- ", "&copy; &#35;",
    "\\", "\\*", "~~struck~~", "    no code", "```", "| a |\n|---|", "+ plus", "=====",
    "https://example.org <b>", "a\nb", "snake_case_word", "- - -", "[x]: http://y",
)  # fmt: skip


def small() -> Minutes:
    """Return minutes with one of most things."""
    return compiled(
        Material(
            workshop(objectives=("Review progress",), title="Small *workshop*"),
            items()[1:3],
            arrivals=(presence("p0", 0),),
            remarks=(
                Remark("n1", "s3", NoteKind.POINT, "cost < 30% | year", speaker="Naga"),
                Remark("n2", "s3", NoteKind.KEY, "one\ntwo", places=("Naga",)),
                Remark("n3", "s3", NoteKind.DECISION, "agreed", objectives=(1,)),
                Remark("n4", "s3", NoteKind.ACTION, "send", due=date(2014, 12, 1)),
            ),
        ),
        Choices(),
    )


GOLDEN = r"""# Small \*workshop\*

**Minutes**

No. 4 in the series Integrated Resource Management in Asian Cities\
Congress Centre, Ulaanbaatar, Mongolia\
5–7 November 2014\
Organised by: Generated Secretariat; Municipality of Ulaanbaatar
"""
SESSION = r"""### <a id="session-2"></a>4.2 Progress of the initiatives

- **When:** Wednesday, 5 November 2014, 10:15–12:30
- **Where:** Hall A
- **Chair:** Namuna Devi
- **Rapporteur:** Contoh Sari
- **Objectives:** 1

#### Key messages

> - one\
>   two  *Naga*

#### Discussion

- **Naga:** cost \< 30% \| year

#### Decisions

- [**D1**](#d1) agreed

#### Actions

- [**A1**](#a1) send  *owner to be named, due 1 December 2014*
"""
REGISTER = r"""| No. | Action | Owner | Due | State | From |
| --- | --- | --- | --- | --- | --- |
| <a id="a1"></a>**A1** | send | *owner to be named* | 1 December 2014 | Open | """


def test_the_text_is_what_it_was_agreed_to_be() -> None:
    text = render(small())
    assert text.startswith(GOLDEN)
    assert SESSION in text
    assert REGISTER + "[4.2](#session-2) |" in text
    assert text.endswith("|\n")
    assert "\n\n\n" not in text


def test_charts_become_tables() -> None:
    text = render(compiled(demo(22, 3)))
    assert "*Arrivals in each 15 minutes*" in text
    assert "|  | Day 1 | Day 2 | Day 3 |\n| --- | --: | --: | --: |\n| 8:15 |" in text
    assert "|  | present | expected |\n| --- | --: | --: |\n" in text


def test_without_a_cover_the_title_still_comes_first() -> None:
    bare = replace(small(), sections=small().sections[1:])
    assert render(bare).startswith("# Small \\*workshop\\*\n\n## Contents\n")


def test_same_minutes_same_text() -> None:
    assert render(compiled(demo(40, 60))) == render(compiled(demo(40, 60)))


def test_every_link_of_the_text_leads_to_an_anchor_in_it() -> None:
    text = render(compiled(demo(40, 80)))
    tokens = inline_tokens(text)
    targets = {
        str(token.attrs["href"])[1:] for token in tokens if token.type == "link_open"
    }
    assert len(targets) > 30
    for target in targets:
        assert text.count(f'<a id="{target}"></a>') == 1


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("place", ["paragraph", "item", "cell", "label", "strong"])
def test_no_text_can_pass_for_markup(words: str, place: str) -> None:
    assert_harmless(words, place)


@settings(max_examples=150, deadline=None)
@given(st.text("#*_-+=>|`~[]()!<&;:.\\\"' \n1abé", max_size=24))
def test_no_mixture_of_marks_can_pass_for_markup(words: str) -> None:
    assume(words.strip())
    for place in ("paragraph", "item", "cell"):
        assert_harmless(words, place)


def assert_harmless(words: str, place: str) -> None:
    """Check that `words` comes out of a CommonMark reader as the text it is."""
    text = render(made(words, place))
    tokens = inline_tokens(text)
    shown = "".join(
        "\n" if token.type in ("hardbreak", "softbreak") else token.content
        for token in tokens
        if token.type in ("text", "hardbreak", "softbreak", "text_special")
        or token.content == "<br>"
    ).replace("<br>", "\n")
    assert squeezed(words) in squeezed(shown), text
    allowed = {"text", "text_special", "hardbreak", "softbreak", "html_inline",
               "strong_open", "strong_close", "em_open", "em_close"}  # fmt: skip
    assert {token.type for token in tokens} <= allowed
    assert all(t.content == "<br>" for t in tokens if t.type == "html_inline")
    blocks = [token.type for token in MarkdownIt().enable("table").parse(text)]
    assert blocks == [
        token.type
        for token in MarkdownIt().enable("table").parse(render(made("plain", place)))
    ], text


def made(words: str, place: str) -> Minutes:
    """Return minutes with `words` in one place."""
    spans = (Span(words),)
    blocks: dict[str, Block] = {
        "paragraph": Paragraph(spans),
        "item": Bullets((spans, (Span("next"),))),
        "cell": Table(
            "", (Column("a", 1), Column("b", 1)), (TableRow((spans, spans)),)
        ),
        "label": Statements((Statement("D1", spans),)),
        "strong": Paragraph((Span(f"{words}: ", Style.STRONG), Span("x")), Role.LEAD),
    }
    heading = Heading(1, "T", "t")
    return Minutes("Title", "", "", "en", "", "", "", "A4", ((heading, blocks[place]),))


def inline_tokens(text: str) -> list[Token]:
    """Return what stands in the lines of `text`, as a CommonMark reader sees it."""
    parsed = MarkdownIt().enable("table").parse(text)
    return [child for token in parsed for child in token.children or ()]


def squeezed(text: str) -> str:
    """Return `text` without the spaces at the ends of its lines."""
    return "\n".join(line.strip(" ") for line in text.strip(" \n").split("\n"))

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_desktop.core.notation import (
    NotationContext,
    NoteFields,
    NoteKind,
    Token,
    format_note,
    join,
    parse,
    split,
)
from nexus_desktop.core.note_kinds import kinds_named

SAMPLE = Path(__file__).parents[1] / "data" / "cases" / "notes_progress.txt"
DAY = date(2014, 11, 5)
CONTEXT = NotationContext(frozenset({1, 2, 3, 4, 5}), DAY)


def read(line: str) -> NoteFields:
    return parse(line, CONTEXT).fields


def tokens(line: str) -> list[tuple[str, Token]]:
    spans = parse(line, CONTEXT).spans
    return [(line[span.start : span.end], span.token) for span in spans]


def point(text: str, **tags: object) -> NoteFields:
    return NoteFields(text=text, **tags)  # type: ignore[arg-type]


def action(text: str, **tags: object) -> NoteFields:
    return NoteFields(kind=NoteKind.ACTION, text=text, **tags)  # type: ignore[arg-type]


def test_the_sample_notes_read_as_their_writer_meant_them() -> None:
    read_lines = [read(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    assert [fields.kind for fields in read_lines] == [
        NoteKind.POINT, NoteKind.PROGRESS, NoteKind.CHALLENGE, NoteKind.BENEFIT,
        NoteKind.EXPERIENCE, NoteKind.KEY, NoteKind.QUESTION, NoteKind.DECISION,
        NoteKind.RECOMMENDATION, NoteKind.ACTION, NoteKind.ACTION, NoteKind.POINT,
        NoteKind.POINT,
    ]  # fmt: skip
    assert read_lines[3] == NoteFields(
        kind=NoteKind.BENEFIT,
        text="housing pilot saves about 30% of water",
        speaker="City of Santa Rosa",
        objectives=(1,),
        places=("Santa Rosa",),
    )
    assert read_lines[9] == action(
        "Share the tariff study with all cities",
        owner="City of Naga",
        due=date(2014, 12, 12),
    )
    assert read_lines[10].due == date(2014, 11, 30)
    assert read_lines[11] == point(
        "doubts that the tariff reform passes parliament",
        speaker="An observer",
        attributed=False,
    )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("so", NoteKind.POINT),
        ("- so", NoteKind.POINT),
        ("* so", NoteKind.POINT),
        ("•\tso", NoteKind.POINT),
        ("/point so", NoteKind.POINT),
        ("! so", NoteKind.KEY),
        ("/key so", NoteKind.KEY),
        ("= so", NoteKind.DECISION),
        ("/Decision so", NoteKind.DECISION),
        ("> so", NoteKind.RECOMMENDATION),
        ("[] so", NoteKind.ACTION),
        ("- [ ] so", NoteKind.ACTION),
        ("? so", NoteKind.QUESTION),
        ("   ?  so", NoteKind.QUESTION),
        ("/experience so", NoteKind.EXPERIENCE),
    ],
)
def test_the_start_of_a_line_tells_its_kind(line: str, kind: NoteKind) -> None:
    assert read(line) == NoteFields(kind=kind, text="so")


@pytest.mark.parametrize(
    "line",
    ["-5 °C at night", "!so", "=5", ">3%", "/path/to", "/keys", "[]so", "/", "!", "?"],
)
def test_a_mark_without_a_space_is_text(line: str) -> None:
    assert read(line) == point(line)
    assert parse(line, CONTEXT).spans == ()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("!! so", "! so"),
        ("-- so", "- so"),
        ("[][] so", "[] so"),
        ("//key so", "/key so"),
        ("@Naga: ?? so", "? so"),
        ("\\! so", "! so"),
        ("\\\\! so", "\\! so"),
        ("\\- so", "- so"),
        ("\\@Naga: so", "@Naga: so"),
        ("\\~~@Naga: so", "~~@Naga: so"),
        ("/point = so", "= so"),
        ("a \\#2 b", "a #2 b"),
        ("a \\\\#7 b", "a \\#7 b"),
        ("a \\^Naga b", "a ^Naga b"),
        ("C:\\new \\\\server", "C:\\new \\\\server"),
    ],
)
def test_every_mark_can_be_written_as_text(line: str, text: str) -> None:
    fields = read(line)
    assert (fields.kind, fields.text) == (NoteKind.POINT, text)
    assert fields.objectives == ()
    assert fields.places == ()


def test_only_one_kind_counts() -> None:
    assert read("! = so") == NoteFields(kind=NoteKind.KEY, text="= so")
    assert read("! !! so") == NoteFields(kind=NoteKind.KEY, text="!! so")


@pytest.mark.parametrize("line", ["@Naga: /progress so", "/progress @Naga: so"])
def test_speaker_and_kind_come_in_either_order(line: str) -> None:
    assert read(line) == NoteFields(kind=NoteKind.PROGRESS, text="so", speaker="Naga")


@pytest.mark.parametrize(
    ("line", "speaker", "text"),
    [
        ("@Lê Văn Đức: so", "Lê Văn Đức", "so"),
        ("@王小明：会议", "王小明", "会议"),
        ('@"Group A: water": so', "Group A: water", "so"),
        ("@Naga :", "Naga", ""),
        ("@Naga 10:30 is late", "", "@Naga 10:30 is late"),
        ("see @Naga: so", "", "see @Naga: so"),
        ('@" ": so', "", '@" ": so'),
        ("@A: @B: so", "A", "@B: so"),
        ("#2 @A: so", "A", "so"),
        ("~~ so", "", "~~ so"),
    ],
)
def test_a_speaker_stands_before_the_text(line: str, speaker: str, text: str) -> None:
    assert (read(line).speaker, read(line).text) == (speaker, text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("so #1", point("so", objectives=(1,))),
        ("#1, #2 so", point("so", objectives=(1, 2))),
        ("so #1, #2", point("so", objectives=(1, 2))),
        ("so #2 #2", point("so", objectives=(2,))),
        ("under #2 we agreed", point("under #2 we agreed", objectives=(2,))),
        ("item #7 so", point("item #7 so")),
        ("C#2 #02 #1.5 so", point("C#2 #02 #1.5 so")),
        ("#1 /key so", NoteFields(NoteKind.KEY, "so", objectives=(1,))),
        ("#1 > so", point("> so", objectives=(1,))),
    ],
)
def test_an_objective_is_named_by_its_number(line: str, expected: NoteFields) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    ("line", "places", "text"),
    [
        ("^Naga so", ("Naga",), "so"),
        ('so ^"Santa Rosa"', ("Santa Rosa",), "so"),
        ("teams of ^Naga met", ("Naga",), "teams of Naga met"),
        ("so in ^Naga.", ("Naga",), "so in Naga."),
        ("plant of ^Naga's poor", ("Naga",), "plant of Naga's poor"),
        ("^Xi'an so", ("Xi'an",), "so"),
        ("^Naga: so", ("Naga",), "Naga: so"),
        ("so ^เชียงใหม่ ^Улаанбаатар ^南京", ("เชียงใหม่", "Улаанбаатар", "南京"), "so"),
        ("10^6 and ^2 and ^", (), "10^6 and ^2 and ^"),
        ('so ^" "', (), 'so ^" "'),
        ("so ^Naga ^Naga", ("Naga",), "so"),
    ],
)
def test_a_place_is_marked(line: str, places: tuple[str, ...], text: str) -> None:
    assert (read(line).places, read(line).text) == (places, text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[] so >> City of Naga", action("so", owner="City of Naga")),
        ("[] so >>Naga.", action("so", owner="Naga")),
        ("[] so >> A >> B", action("so", owner="A, B")),
        ("[] >> A; so", action("so", owner="A")),
        ('[] >> "A; B" so', action("so", owner="A; B")),
        ("[] so >> A #2", action("so", owner="A", objectives=(2,))),
        ("[] so >>", action("so >>")),
        ("[] so >> #2", action("so >>", objectives=(2,))),
        ("[] so >>> A", action("so >>> A")),
        ("[] so \\>> A", action("so >> A")),
        ("so >> A", point("so >> A")),
    ],
)
def test_an_action_has_an_owner(line: str, expected: NoteFields) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2014-12-12", date(2014, 12, 12)),
        ("12 Dec", date(2014, 12, 12)),
        ("12th of December", date(2014, 12, 12)),
        ("Dec. 12, 2016", date(2016, 12, 12)),
        ("1 sept 2015", date(2015, 9, 1)),
        ("4 Nov", date(2015, 11, 4)),
        ("5 Nov", date(2014, 11, 5)),
        ("31 MAY", date(2015, 5, 31)),
        ("29 Feb", date(2016, 2, 29)),
    ],
)
def test_an_action_has_a_due_date(written: str, due: date) -> None:
    assert read(f"[] so by {written}") == action("so", due=due)
    assert read(f"[] so by {written} #2").due == due
    assert read(f"so by {written}") == point(f"so by {written}")
    assert read(f"[] so \\by {written}") == action(f"so by {written}")


def test_a_decision_can_have_an_owner_and_a_due_date() -> None:
    decided = NoteFields(
        NoteKind.DECISION, "so", owner="City of Naga", due=date(2014, 12, 12)
    )
    assert read("= so >> City of Naga by 12 Dec") == decided
    assert read("> so >> City of Naga by 12 Dec").owner == ""


@pytest.mark.parametrize(
    "text", ["so by 31 Feb", "so by 2014-13-01", "so by Dec 2014", "so by 12 Decks"]
)
def test_what_is_no_date_stays_text(text: str) -> None:
    assert read(f"[] {text}") == action(text)


def test_the_first_due_date_counts() -> None:
    assert read("[] so by 1 Dec by 2 Dec").due == date(2014, 12, 1)


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('he said "we need #2"', ("we need #2",)),
        ("he said “so be it” twice", ("so be it",)),
        ("他说“我们需要”", ("我们需要",)),
        ("«за» and «эсрэг»", ("за", "эсрэг")),
        ('a 5" pipe, a 6" pipe', ()),
        ('half "open', ()),
    ],
)
def test_words_in_quotes_are_verbatim(text: str, quotations: tuple[str, ...]) -> None:
    assert read(text) == point(text, quotations=quotations)


def test_quotes_can_be_written_as_text() -> None:
    assert read('the \\"Nexus" #2') == point('the "Nexus"', objectives=(2,))


def test_tokens_are_told_for_colouring() -> None:
    line = '- ~~@Naga: [] #1 say "so" \\#2 ^Naga x >> City of Naga by 12 Dec'
    assert tokens(line) == [
        ("- ", Token.BULLET),
        ("~~", Token.HIDDEN),
        ("@Naga:", Token.SPEAKER),
        ("[] ", Token.KIND),
        ("#1", Token.OBJECTIVE),
        ('"so"', Token.QUOTATION),
        ("\\", Token.ESCAPE),
        ("^Naga", Token.PLACE),
        (">> City of Naga", Token.OWNER),
        ("by 12 Dec", Token.DUE),
    ]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ('he said "so #2" #1', '#1 he said "so #2"'),
        ('he said \\"so" now', 'he said \\"so" now'),
        ("- @Naga: ! so", "! @Naga: so"),
        ('~~@"A: b": so', '~~@"A: b": so'),
        ("!! so", "\\! so"),
        ("\\\\! so", "\\\\\\! so"),
        ("under #2 we", "#2 under \\#2 we"),
        ("so \\#2 #7 so", "so \\#2 #7 so"),
        ('in ^"Da Nang" we', '^"Da Nang" in Da Nang we'),
        ("so \\^Naga so", "so \\^Naga so"),
        ("so >> A by 12 Dec", "so >> A by 12 Dec"),
        ("[] so >> A; by 12 Dec", "[] so >> A by 2014-12-12"),
        ('[] so >> "A; B"', '[] so >> "A; B"'),
        ("[] so \\>> A \\by 1 Dec by 31 Feb", "[] so \\>> A \\by 1 Dec by 31 Feb"),
    ],
)
def test_fields_are_written_in_one_way(line: str, written: str) -> None:
    assert format_note(read(line), CONTEXT) == written
    assert read(written) == read(line)


PARTS = [
    "! ", "= ", "> ", "[] ", "[ ] ", "? ", "/key ", "/point ", "//key ", "!! ", "- ",
    "* ", "@Naga: ", "~~", "@", ":", "：", "\\", "#1", "#7", "#", "^", "^Naga", "'s",
    '^"Da Nang"', '"', ">>", ">> City", "by 12 Dec", "by 2014-12-12", "by 31 Feb", ";",
    ",", ".", " ", "\t", "so", "“", "”", "«", "»", "Сесс", "สรุป", "会议", "é", "5",
]  # fmt: skip
LINES = st.lists(
    st.one_of(
        st.sampled_from(PARTS),
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=3),
    ),
    max_size=12,
).map("".join)


@settings(max_examples=300)
@given(LINES)
def test_any_line_is_written_back_as_one_that_reads_the_same(line: str) -> None:
    fields = read(line)
    written = format_note(fields, CONTEXT)
    assert read(written) == fields
    assert format_note(read(written), CONTEXT) == written


@settings(max_examples=300)
@given(
    LINES.map(lambda text: " ".join(text.split())),
    st.sampled_from(NoteKind),
    LINES.map(lambda text: " ".join(text.split())),
    LINES.map(lambda text: " ".join(text.split()).rstrip(",.: ")),
)
def test_any_words_can_be_text_speaker_and_owner(
    text: str, kind: NoteKind, speaker: str, owner: str
) -> None:
    fields = NoteFields(
        kind=kind,
        text=text,
        speaker=speaker,
        objectives=(3, 1),
        places=("Viet Nam", "Naga's", 'the "old" town', "10"),
        owner=owner if kind.can_be_owed else "",
        due=DAY if kind.can_be_owed else None,
    )
    assert read(format_note(fields, CONTEXT)) == fields


@settings(max_examples=300)
@given(LINES)
def test_taking_a_line_apart_and_joining_it_keeps_its_meaning(line: str) -> None:
    kind, body = split(line)
    assert read(join(kind, body)) == read(line)
    assert split(join(kind, body)) == (kind, body)


@settings(max_examples=200)
@given(LINES)
def test_spans_lie_in_the_line(line: str) -> None:
    spans = parse(line, CONTEXT).spans
    assert all(0 <= span.start < span.end <= len(line) for span in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)


def test_a_kind_taken_back_is_text_for_good() -> None:
    line = join(NoteKind.POINT, "! so")
    assert line == "/point ! so"
    assert split(line) == (NoteKind.POINT, "! so")
    assert read(line) == point("! so")


def test_kinds_are_found_by_what_is_typed() -> None:
    assert kinds_named("c") == (NoteKind.CHALLENGE,)
    assert kinds_named("mess") == (NoteKind.KEY,)
    assert kinds_named("/") == ()
    assert kinds_named("") == tuple(NoteKind)


def test_every_kind_says_what_it_is_for() -> None:
    for kind in NoteKind:
        assert kind.about.label
        assert kind.about.purpose
        assert split(f"{kind.marker} so") == (kind, "so")

from dataclasses import replace
from datetime import date

import pytest

from nexus_desktop.core.minutes.material import (
    Attribution,
    Choices,
    DocumentStatus,
    Material,
    Paper,
    Remark,
    Section,
)
from nexus_desktop.core.minutes.value import Bullets, Cover, Facts, Heading, Statements
from nexus_desktop.core.note_kinds import NoteKind
from tests.core.minutes.reading import (
    anchors,
    compiled,
    lines,
    section,
    spans,
    text,
    titles,
    under,
)
from tests.core.minutes.samples import (
    arrivals,
    breakouts,
    demo,
    items,
    people,
    workshop,
)

PEOPLE = people(26)
HELD = Material(workshop(), items(), PEOPLE, arrivals(PEOPLE), breakouts(PEOPLE))
BARE = Material(workshop(objectives=(), background=""))


def note(
    session: str, kind: NoteKind = NoteKind.POINT, words: str = "", **values: object
) -> Remark:
    made = Remark(f"{session}-{kind}-{words}", session, kind, words or f"{kind} words")
    return replace(made, **values)  # type: ignore[arg-type]  # fields by name


def noted(*remarks: Remark) -> Material:
    return replace(HELD, remarks=remarks)


def test_sections_come_in_order_and_are_numbered() -> None:
    assert titles(compiled(demo())) == [
        "1 Summary",
        "2 Background and objectives",
        "3 Attendance",
        "4 Who took the floor",
        "5 Programme",
        "6 Sessions",
        "7 Breakout groups",
        "8 What was said on each objective",
        "9 What was said of each city and country",
        "10 Decisions and recommendations",
        "11 Action register",
        "Annex A Participants",
        "Annex B Breakout groups: who sat where",
    ]


def test_sections_without_anything_to_say_are_left_out() -> None:
    assert titles(compiled(BARE)) == []
    assert len(compiled(BARE).sections) == 2  # cover and contents
    assert titles(compiled(replace(BARE, items=items()))) == [
        "1 Programme",
        "2 Sessions",
    ]


def test_chosen_sections_are_numbered_as_if_the_others_had_never_been() -> None:
    chosen = (Section.GROUPS, Section.SESSIONS, Section.PROGRAMME, Section.SESSIONS)
    minutes = compiled(demo(), Choices(sections=chosen))
    assert titles(minutes) == [
        "Annex A Breakout groups: who sat where",
        "1 Sessions",
        "2 Programme",
    ]
    headings = [b for b in minutes.blocks if isinstance(b, Heading) and b.level == 2]
    assert headings[0].number == "1.1"


def test_the_cover_names_series_place_days_and_organisers() -> None:
    minutes = compiled(BARE, Choices(status=DocumentStatus.DRAFT, paper=Paper.LETTER))
    cover = minutes.blocks[0]
    assert isinstance(cover, Cover)
    assert cover.series == "No. 4 in the series " + workshop().draft.series
    assert cover.place == "Congress Centre, Ulaanbaatar, Mongolia"
    assert cover.dates == "5–7 November 2014"
    assert cover.organisers == ("Generated Secretariat", "Municipality of Ulaanbaatar")
    assert cover.badge == "Draft for comments"
    assert (minutes.watermark, minutes.paper) == ("Draft", "Letter")
    assert minutes.page_of.format(page=2, pages=9) == "Page 2 of 9"
    assert "Ulaanbaatar" in minutes.subject


def test_a_workshop_of_no_series_and_a_final_version_say_nothing_of_it() -> None:
    plain = compiled(Material(workshop(series="", number=None)))
    cover = plain.blocks[0]
    assert isinstance(cover, Cover)
    assert (cover.series, cover.badge, plain.watermark) == ("", "", "")
    unnumbered = compiled(Material(workshop(number=None))).blocks[0]
    assert isinstance(unnumbered, Cover)
    assert unnumbered.series == workshop().draft.series


def test_background_and_objectives_stand_without_each_other() -> None:
    told = compiled(Material(workshop(objectives=())))
    assert lines(section(told, "Background and objectives"))[1:] == [
        "Background",
        workshop().draft.background.splitlines()[0],
        "This text was generated.",
    ]
    aimed = compiled(Material(workshop(background=" \n")))
    assert "Background" not in lines(section(aimed, "Background and objectives"))


def test_a_session_report_sorts_what_was_said() -> None:
    material = noted(
        note("s3", words="first"),
        note("s3", NoteKind.DECISION, "we decide"),
        note("s3", NoteKind.DECISION, "and they do", owner="Naga"),
        note("s3", NoteKind.DECISION, "soon", due=date(2014, 12, 1)),
        note("s3", NoteKind.KEY, "take home", objectives=(1, 2)),
        note("s3", NoteKind.CHALLENGE, "no money", places=("Naga",), speaker="Anna"),
        note("s3", NoteKind.QUESTION, "who pays"),
        note("s3", NoteKind.RECOMMENDATION, "they should"),
        note("s3", NoteKind.ACTION, "send it", owner="Naga", due=date(2014, 12, 1)),
        note("s3", NoteKind.ACTION, "do it"),
    )
    told = under(section(compiled(material), "Sessions"), "Progress of the initiatives")
    assert isinstance(told[0], Facts)
    assert lines(told[1:]) == [
        "Key messages",
        "take home  Objective\u00a02",
        "Discussion",
        "first",
        "Anna: no money  Challenge\u00a0· Naga",
        "Questions raised",
        "who pays",
        "Decisions",
        "D1 we decide",
        "D2 and they do  Naga",
        "D3 soon  due 1 December 2014",
        "Recommendations",
        "R1 they should",
        "Actions",
        "A1 send it  Naga, due 1 December 2014",
        "A2 do it  owner to be named",
    ]
    assert isinstance(told[2], Bullets)
    assert told[2].boxed


def test_an_objective_goes_without_saying_where_it_is_the_only_one() -> None:
    notes = (
        note("s3", words="a", objectives=(1,)),
        note("s5", words="b", objectives=(1,), group_id="g10"),
        note("s8", words="c", objectives=(2,)),
        note("s2", words="d", objectives=(1,)),
    )
    told = compiled(noted(*notes)).sections
    shown = [line for part in told[6:8] for line in lines(part)]
    assert {"a", "b", "c  Objective\u00a02", "d  Objective\u00a01"} <= set(shown)


def test_a_session_tells_when_where_and_who() -> None:
    told = under(section(compiled(HELD), "Sessions"), "Progress of the initiatives")
    assert lines(told) == [
        "When: Wednesday, 5 November 2014, 10:15–12:30",
        "Where: Hall A",
        "Chair: Namuna Devi",
        "Rapporteur: Contoh Sari",
        "Objectives: 1",
        "No notes were taken.",
    ]


def test_pauses_are_in_the_programme_and_reported_only_if_something_was_said() -> None:
    silent = compiled(HELD)
    assert "Lunch" in text(section(silent, "Programme"))
    assert "Lunch" not in lines(section(silent, "Sessions"))
    heard = compiled(noted(note("s4", words="over soup")))
    assert lines(under(section(heard, "Sessions"), "Lunch"))[-1] == "over soup"


def test_groups_report_with_their_members() -> None:
    material = noted(
        note("s5", words="for all"), note("s5", words="in group", group_id="g10")
    )
    told = section(compiled(material), "Breakout groups")
    water = lines(under(told, "Group A: Water"))
    assert water[0] == "Where: Room 1, table 1"
    assert water[1] == "Facilitator: Maria Halimbawa"
    assert water[2].startswith("Members: Sarnai Generated 1; ")
    assert water[-1] == "in group"
    assert lines(under(told, "Group B: Energy"))[-1] == "No notes were taken."
    plenary = lines(
        under(section(compiled(material), "Sessions"), "Breakout: challenges")
    )
    assert plenary[-2:] == [
        "for all",
        "The groups report in the section on breakout groups.",
    ]
    assert "in group" not in plenary


def test_two_rounds_of_one_session_stand_apart() -> None:
    first, second, *_ = breakouts(PEOPLE)
    second = replace(second, round_number=2, room="", topic="", members=("gone",))
    third = replace(second, id="g9", name="Z", table="")
    told = section(
        compiled(replace(HELD, breakouts=(first, second, third))), "Breakout groups"
    )
    assert "Round 1: Breakout: challenges" in lines(told)
    round_two = under(told, "Round 2: Breakout: challenges")
    assert lines(under(round_two, "Group B"))[0] == "Where: Table 2"
    assert lines(under(round_two, "Group Z"))[0] == "Facilitator: Maria Halimbawa"


def test_what_belongs_to_no_session_is_kept() -> None:
    material = noted(
        note("gone", words="lost session", group_id="g10"),
        note("s5", words="lost group", group_id="gone"),
    )
    told = section(compiled(material), "Sessions")
    assert lines(under(told, "Notes outside the programme"))[-1] == "lost session"
    assert "lost group" in lines(under(told, "Breakout: challenges"))


@pytest.mark.parametrize(
    ("attribution", "shown"),
    [
        (Attribution.NAMES, ["Sarnai: a", "Naga: b", "Someone: c", "d"]),
        (Attribution.ORGANISATIONS, ["Municipality of Ulaanbaatar: a", "Naga: b",
                                     "c", "d"]),
        (Attribution.NONE, ["a", "b", "c", "d"]),
    ],
)  # fmt: skip
def test_speakers_are_named_as_chosen(
    attribution: Attribution, shown: list[str]
) -> None:
    material = noted(
        note("s3", words="a", speaker="Sarnai", speaker_id="p0"),
        note("s3", words="b", speaker="Naga"),
        note("s3", words="c", speaker="Someone", speaker_id="gone"),
        note("s3", words="d", speaker="Sarnai", speaker_id="p0", attributed=False),
    )
    minutes = compiled(material, Choices(attribution=attribution))
    told = under(section(minutes, "Sessions"), "Progress of the initiatives")
    assert lines(told)[-4:] == shown


def test_a_speaker_without_organisation_is_named_by_their_home() -> None:
    homely = (replace(PEOPLE[0], organisation=""), *PEOPLE[1:])
    material = replace(
        noted(note("s3", words="a", speaker="S", speaker_id="p0")), people=homely
    )
    minutes = compiled(material, Choices(attribution=Attribution.ORGANISATIONS))
    assert lines(section(minutes, "Sessions"))[-1] != ""
    assert "Ulaanbaatar, Mongolia: a" in lines(section(minutes, "Sessions"))


def test_a_persons_name_is_no_organisation_even_if_a_city_has_it() -> None:
    named = (replace(PEOPLE[0], name="Naga"), *PEOPLE[1:])
    material = replace(noted(note("s3", words="a", speaker="Naga")), people=named)
    minutes = compiled(material, Choices(attribution=Attribution.ORGANISATIONS))
    assert "a" in lines(section(minutes, "Sessions"))
    assert "Naga: a" not in text(minutes.blocks)


def test_numbers_run_through_all_sessions_and_lead_to_the_register() -> None:
    material = noted(
        note("s6", NoteKind.DECISION, "later"),
        note("s5", NoteKind.DECISION, "in group", group_id="g11"),
        note("s5", NoteKind.DECISION, "in plenary"),
        note("s3", NoteKind.DECISION, "first"),
    )
    minutes = compiled(material)
    decided = under(section(minutes, "Decisions and recommendations"), "Decisions")[0]
    assert isinstance(decided, Statements)
    assert lines((decided,)) == [
        "D1 first  Session\u00a05.2",
        "D2 in plenary  Session\u00a05.3",
        "D3 in group  Session\u00a05.3, group\u00a0B",
        "D4 later  Session\u00a05.4",
    ]
    assert [item.anchor for item in decided.items] == ["d1", "d2", "d3", "d4"]
    repeated = under(section(minutes, "Sessions"), "National policies")[-1]
    assert isinstance(repeated, Statements)
    assert repeated.items[0].target == "d4"


def test_references_to_what_is_left_out_are_left_out() -> None:
    register = Choices(sections=(Section.ACTIONS, Section.RESOLUTIONS))
    told = compiled(demo(), register)
    assert "Session" not in text(told.blocks)
    sessions_only = compiled(demo(), Choices(sections=(Section.SESSIONS,)))
    assert not any(span.target for span in spans(sessions_only))
    no_groups = Choices(sections=(Section.SESSIONS, Section.RESOLUTIONS))
    told = compiled(demo(), no_groups)
    assert "group\u00a0" not in text(told.blocks)
    assert "section on breakout groups" not in text(told.blocks)


def test_the_action_register_says_what_who_when_and_how_far() -> None:
    material = noted(
        note("s3", NoteKind.ACTION, "a", owner="Naga", due=date(2014, 12, 1)),
        note("s3", NoteKind.ACTION, "b", state="done", outcome="of old", speaker="X"),
        note("s3", NoteKind.ACTION, "c", state="what"),
    )
    assert lines(section(compiled(material), "Action register")) == [
        "Action register",
        "3 actions: 2 open, 1 done.",
        "A1 | a | Naga | 1 December 2014 | Open | 6.2",
        "A2 | X: b\nof old | owner to be named | — | Done | 6.2",
        "A3 | c | owner to be named | — | Open | 6.2",
    ]


def test_objectives_gather_what_was_said_and_say_when_nothing_was() -> None:
    material = noted(
        note("s3", words="twice", objectives=(1, 9)),
        note("s3", NoteKind.DECISION, "decided", objectives=(1,), places=("Naga",)),
    )
    told = section(compiled(material), "What was said on each objective")
    one = lines(under(told, "Objective\u00a01"))
    assert one == [
        workshop().draft.objectives[0],
        "Decisions",
        "D1  decided  Naga  Session\u00a05.2",
        "Also noted",
        "twice  Objective\u00a09  Session\u00a05.2",
    ]
    assert lines(under(told, "Objective\u00a02"))[-1].startswith("Nothing was noted")
    assert lines(under(told, "Objective\u00a09")) == [
        "Also noted",
        "twice  Objective\u00a01  Session\u00a05.2",
    ]
    assert f"1 | {workshop().draft.objectives[0]} | 2 | 1 | — | —" in lines(told)


def test_places_are_gathered_under_their_countries() -> None:
    material = noted(
        note("s3", NoteKind.PROGRESS, "plant", places=("naga", "Naga")),
        note("s3", NoteKind.CHALLENGE, "money", places=("Philippines",)),
        note("s3", NoteKind.BENEFIT, "jobs", places=("PH", "Atlantis")),
        note("s3", NoteKind.KEY, "all", places=("Korat",)),
    )
    told = section(compiled(material), "What was said of each city and country")
    assert [b.text for b in told if isinstance(b, Heading) and b.level < 4] == [
        "What was said of each city and country",
        "Philippines",
        "Philippines as a whole",
        "Naga",
        "Thailand",
        "Korat",
        "Other places",
        "Atlantis",
    ]
    assert lines(under(told, "Philippines as a whole")) == [
        "Challenges",
        "money  Session\u00a05.2",
        "Benefits",
        "jobs  PH\u00a0· Atlantis  Session\u00a05.2",
    ]
    assert lines(under(told, "Naga")) == ["Progress", "plant  Session\u00a05.2"]
    assert "Philippines as a whole | — | 1 | — | 1 | —" in lines(told)
    assert "Korat | — | — | — | — | 1" in lines(told)


def test_the_workshop_prints_countries_as_it_likes() -> None:
    info = replace(workshop(), country_names={"PH": "The Philippines"})
    told = compiled(replace(noted(note("s3", places=("Naga",))), workshop=info))
    assert "The Philippines" in lines(told.blocks)


def test_the_summary_gives_figures_key_messages_and_decisions() -> None:
    material = noted(
        note("s3", NoteKind.KEY, "take home"), note("s3", NoteKind.DECISION, "so be it")
    )
    told = lines(section(compiled(material), "Summary"))
    assert told[1:] == [
        f"{len({a.participant_id for a in HELD.arrivals})} participants present",
        "7 countries",
        "11 sessions",
        "2 statements noted",
        "1 decision",
        "0 recommendations",
        "0 actions agreed",
        "Key messages",
        "take home  Session\u00a05.2",
        "Decisions",
        "D1 so be it  Session\u00a05.2",
    ]


def test_anchors_are_one_of_a_kind_in_a_whole_workshop() -> None:
    found = anchors(compiled(demo()))
    assert len(found) == len(set(found))


def test_the_contents_name_sections_and_their_parts_but_no_small_headings() -> None:
    named = [heading.text for heading in compiled(demo()).contents]
    assert named[2:5] == ["Attendance", "Who took the floor", "Programme"]
    assert "Opening of the workshop" in named
    assert not {"Key messages", "Attendance by day", "Group A: Water"} & set(named)

"""What a paper says of itself: its title, its status, under what it is filed."""

from nexus_desktop.core.minutes.frame import Frame
from nexus_desktop.core.minutes.material import DocumentStatus
from nexus_desktop.core.minutes.value import Cover, Masthead

MASTHEAD = "masthead"
"""The anchor of the head of a paper that has one."""


def cover(frame: Frame) -> tuple[Cover]:
    """Return the title page."""
    workshop, words = frame.material.workshop, frame.words
    return (
        Cover(
            kind=kind(frame),
            title=workshop.title,
            series=_series(frame),
            place=workshop.place,
            dates=words.days(workshop.draft.first_day, workshop.draft.last_day),
            organisers=organisers(frame),
            organisers_label=words.text("organised by"),
            badge=badge(frame),
            notes=_notes(frame),
            logo=frame.material.logo,
            picture=frame.material.cover,
            is_final=_is_final(frame),
        ),
    )


def masthead(frame: Frame) -> Masthead:
    """Return the head of a paper on the whole workshop."""
    workshop, words = frame.material.workshop, frame.words
    dates = words.days(workshop.draft.first_day, workshop.draft.last_day)
    lines = (
        _series(frame),
        ", ".join(filter(None, (workshop.place, dates))),
        "; ".join(organisers(frame)),
        *_notes(frame),
    )
    return Masthead(
        kind(frame),
        workshop.title,
        MASTHEAD,
        tuple(line for line in lines if line),
        badge(frame),
        frame.material.logo,
        _is_final(frame),
    )


def part_masthead(frame: Frame, title: str, anchor: str) -> Masthead:
    """Return the head of a paper on a part of the workshop."""
    workshop, words = frame.material.workshop, frame.words
    dates = words.days(workshop.draft.first_day, workshop.draft.last_day)
    place = ", ".join(filter(None, (workshop.place, dates)))
    return Masthead(
        kind(frame),
        title,
        anchor,
        (workshop.title, place, *_notes(frame)),
        badge(frame),
        frame.material.logo,
        _is_final(frame),
    )


def kind(frame: Frame) -> str:
    """Return what the paper is called."""
    return frame.words.text(f"template.{frame.choices.template}")


def badge(frame: Frame) -> str:
    """Return what tells a draft from a final paper, "" when it is not marked."""
    words, choices = frame.words, frame.choices
    if _is_final(frame) and choices.issued is not None:
        return words.text("final badge dated", date=words.date(choices.issued))
    return words.text(f"{choices.status} badge") if choices.status else ""


def _is_final(frame: Frame) -> bool:
    return frame.choices.status is DocumentStatus.FINAL


def status(frame: Frame) -> str:
    """Return the one word for the status, "" when it is not marked."""
    status = frame.choices.status
    return frame.words.text(status.value) if status else ""


def watermark(frame: Frame) -> str:
    """Return what stands across each page: the text chosen, or the mark of a draft."""
    is_draft = frame.choices.status is DocumentStatus.DRAFT
    return frame.choices.watermark or (frame.words.text("draft") if is_draft else "")


def foot(frame: Frame) -> str:
    """Return what stands at the foot of each page beside its number."""
    told = (frame.choices.reference, status(frame))
    return frame.words.text("foot separator").join(filter(None, told))


def organisers(frame: Frame) -> tuple[str, ...]:
    """Return the names of the organisers."""
    typed = frame.material.workshop.draft.organisers.replace("\n", ";").split(";")
    return tuple(filter(None, (name.strip() for name in typed)))


def author(frame: Frame) -> str:
    """Return who answers for the paper."""
    typed = frame.choices.prepared_by or frame.material.workshop.draft.organisers
    return " ".join(typed.split())


def keywords(frame: Frame) -> tuple[str, ...]:
    """Return the words by which it is found."""
    typed = frame.choices.keywords.replace(";", ",").replace("\n", ",").split(",")
    return tuple(dict.fromkeys(filter(None, (word.strip() for word in typed))))


def _series(frame: Frame) -> str:
    draft = frame.material.workshop.draft
    if draft.series and draft.number is not None:
        return frame.words.text("series", number=draft.number, series=draft.series)
    return draft.series


def _notes(frame: Frame) -> tuple[str, ...]:
    words, choices = frame.words, frame.choices
    named = (("reference", choices.reference), ("prepared by", choices.prepared_by))
    return tuple(words.text(key, text=text) for key, text in named if text)

"""Days in words, whatever the language of the system."""

from datetime import date

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
          "September", "October", "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
            "Sunday")  # fmt: skip


def spoken(day: date) -> str:
    """Return such as "5 November 2014"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short(day: date) -> str:
    """Return such as "Wed 5 Nov"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def spoken_span(first: date, last: date) -> str:
    """Return such as "5–7 November 2014", naming month and year once if they agree."""
    if first == last:
        return spoken(first)
    if first.year != last.year:
        return f"{spoken(first)} – {spoken(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {spoken(last)}"
    return f"{first.day}–{spoken(last)}"

"""What a workshop is: its title, days, place, time zone and stated objectives."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from nexus_desktop.core import countries, time_zones
from nexus_desktop.core.errors import NexusError

MOST_DAYS = 31
YEARS = range(1970, 2200)
_DAY = 24 * 60


class WorkshopError(NexusError):
    """A workshop can't be like this; the sentence says what to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorkshop:
    """What is asked when a workshop is made, and what can be edited later.

    Attributes:
        number: its number in the series.
        country: ISO 3166 alpha-2 code; a name is understood too.
        time_zone: IANA name; "" means the one of the country.
        language: of the printed headings, ISO 639.
        objectives: texts, in the order of their numbers.
    """

    title: str
    first_day: date
    last_day: date
    series: str = ""
    number: int | None = None
    venue: str = ""
    city: str = ""
    country: str = ""
    time_zone: str = ""
    organisers: str = ""
    background: str = ""
    language: str = "en"
    retention_date: date | None = None
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Objective:
    """A stated objective."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A field of `NewWorkshop` that can't stay so, and why."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class WorkshopInfo:
    """The workshop as screens and papers show it.

    Attributes:
        country_names: country code -> printed name, where it differs from ISO's.
    """

    id: str
    draft: NewWorkshop
    objectives: tuple[Objective, ...]
    country_names: dict[str, str]

    @property
    def title(self) -> str:
        """Return the title."""
        return self.draft.title

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone in which times are shown."""
        return ZoneInfo(self.draft.time_zone)

    @property
    def days(self) -> tuple[date, ...]:
        """Return every day from the first to the last."""
        return days_between(self.draft.first_day, self.draft.last_day)

    @property
    def country_name(self) -> str:
        """Return the country as the workshop prints it."""
        return countries.name(self.draft.country, self.country_names)

    @property
    def place(self) -> str:
        """Return venue, city and country in one line, as far as they are known."""
        parts = (self.draft.venue, self.draft.city, self.country_name)
        return ", ".join(part for part in parts if part)

    @property
    def numbered_series(self) -> str:
        """Return such as "Urban Nexus workshops, no. 4"; "" without a series."""
        if self.draft.series and self.draft.number is not None:
            return f"{self.draft.series}, no. {self.draft.number}"
        return self.draft.series

    def local(self, at: datetime) -> datetime:
        """Return `at` (aware) in the workshop's time zone."""
        return at.astimezone(self.zone)

    def clock(self, at: datetime) -> tuple[date, int]:
        """Return the local day of `at` and the minutes since its midnight."""
        local = self.local(at)
        return local.date(), local.hour * 60 + local.minute

    def moment(self, day: date, minutes: int) -> datetime:
        """Return the UTC time when clocks show `minutes` since midnight of `day`.

        1440 is the midnight that ends the day; less than 0 is the day before.
        """
        days, minutes = divmod(minutes, _DAY)
        clock = time(minutes // 60, minutes % 60)
        return datetime.combine(day + timedelta(days), clock, self.zone).astimezone(UTC)

    def day_number(self, day: date) -> int | None:
        """Return 1 for the first day of the workshop; None for a day outside."""
        number = (day - self.draft.first_day).days + 1
        return number if 1 <= number <= len(self.days) else None

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """Return the UTC times at which a local day begins and ends."""
        return day_bounds(day, self.zone)


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return every day from `first` to `last`, both included."""
    return tuple(first + timedelta(n) for n in range((last - first).days + 1))


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the UTC times at which `day` begins and ends in `zone`."""
    begin = datetime.combine(day, time(), zone).astimezone(UTC)
    end = datetime.combine(day + timedelta(1), time(), zone).astimezone(UTC)
    return begin, end


def zone_named(name: str) -> ZoneInfo | None:
    """Return the time zone with this IANA name, None if there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found; not a name; a folder of zones
        return None


def tidied(draft: NewWorkshop) -> NewWorkshop:
    """Return `draft` without stray spaces, with country code and time zone filled in.

    A country that is not known stays as it was typed, so that `faults` can name it.
    """
    country = countries.code_of(draft.country) or draft.country.strip()
    return replace(
        draft,
        title=_one_line(draft.title),
        series=_one_line(draft.series),
        venue=_one_line(draft.venue),
        city=_one_line(draft.city),
        country=country,
        time_zone=draft.time_zone.strip() or time_zones.of_country(country),
        organisers=draft.organisers.strip(),
        background=draft.background.strip(),
        objectives=tuple(text for text in map(_one_line, draft.objectives) if text),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def faults(draft: NewWorkshop) -> tuple[Fault, ...]:
    """Return what is wrong with a tidied draft, in the order of the form."""
    found: list[Fault] = []
    if not draft.title:
        found.append(Fault("title", "A workshop needs a title."))
    if draft.number is not None and draft.number < 1:
        found.append(Fault("number", "The number in the series counts from 1."))
    if draft.country and draft.country not in countries.names():
        reason = f"“{draft.country}” is not a country we know. Use its English name."
        found.append(Fault("country", reason))
    if zone_named(draft.time_zone) is None:
        reason = f"“{draft.time_zone}” is not a time zone such as Asia/Ulaanbaatar."
        found.append(Fault("time_zone", reason))
    return (*found, *_day_faults(draft.first_day, draft.last_day))


def _day_faults(first: date, last: date) -> Iterator[Fault]:
    if not all(day.year in YEARS for day in (first, last)):
        reason = f"{first} to {last}: a workshop is held from {YEARS[0]} to {YEARS[-1]}"
        yield Fault("first_day", f"{reason}. Is the year right?")
    days = (last - first).days + 1
    if days < 1:
        yield Fault("last_day", f"The last day ({last}) is before the first ({first}).")
    if days > MOST_DAYS:
        reason = f"{first} to {last} is {days} days; a workshop has up to {MOST_DAYS}."
        yield Fault("last_day", reason)


def checked(draft: NewWorkshop) -> NewWorkshop:
    """Return `draft` tidied.

    Raises:
        WorkshopError: something in it can't be; the sentence names all of it.
    """
    tidy = tidied(draft)
    wrong = faults(tidy)
    if wrong:
        raise WorkshopError(" ".join(fault.reason for fault in wrong))
    return tidy

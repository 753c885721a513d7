"""Words on pages: times, durations and problems, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from markupsafe import Markup

from engine.actors import Held
from engine.errors import FieldProblem
from engine.fields.problems import PROBLEMS
from engine.models import Status
from engine.paper_copies import Kind
from engine.periods import PERIOD
from webui.language import gettext, ngettext

NUMERALS = {"1": "I", "2": "II", "3": "III", "4": "IV"}

SCREEN_OR_PAPER = '<span class="no-print">{}</span><span class="only-print">{}</span> {}'

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def zone_name(zone: ZoneInfo) -> str:
    """A time zone as the country calls it: WIB, WITA, WIT; others by their own names."""
    return ZONES.get(str(zone), str(zone))


def N_(msgid: str) -> str:
    """Marks a msgid that is translated later, so that extraction sees it."""
    return msgid


STATES = {
    Status.RUNNING: N_("Running"),
    Status.COMPLETED: N_("Completed"),
    Status.STOPPED: N_("Stopped"),
}


COPIES: Mapping[str, str] = {
    Kind.SCAN: N_("scan of the paper signed by hand"),
    Kind.CERTIFIED: N_("PDF from a certified signature service (BSrE)"),
}


def clock(at: datetime, zone: ZoneInfo) -> str:
    """The time of day as an office writes it: 15.05."""
    return at.astimezone(zone).strftime("%H.%M")


def day(at: datetime, zone: ZoneInfo, now: datetime, locale: str) -> str:
    """A day in words: today, yesterday, tomorrow, else "Kam 8 Okt", with the year if another."""
    on, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    near = {
        0: gettext("today"),
        1: gettext("tomorrow"),
        -1: gettext("yesterday"),
    }
    return near.get((on - today).days) or _dated(on, today, locale)


def moment(at: datetime, zone: ZoneInfo, now: datetime, locale: str) -> str:
    """A moment for a page: "hari ini 15.05"; on paper, which is read another day, dated."""
    said, time = day(at, zone, now, locale), clock(at, zone)
    dated = _dated(at.astimezone(zone).date(), now.astimezone(zone).date(), locale)
    if said == dated:
        return f"{said} {time}"
    return Markup(SCREEN_OR_PAPER).format(said, dated, time)


def _dated(on: date, today: date, locale: str) -> str:
    pattern = "EEE d MMM" if on.year == today.year else "EEE d MMM y"
    return format_date(on, pattern, locale=locale)


def full_moment(at: datetime, zone: ZoneInfo, locale: str) -> str:
    """A moment in full: "Rabu, 7 Oktober 2026, 15.12"."""
    return format_datetime(at.astimezone(zone), "EEEE, d MMMM y, HH.mm", locale=locale)


def written_date(on: date | str, locale: str) -> str:
    """A date as people write it: "7 Oktober 2026"; a text that says none stays as it is."""
    try:
        found = on if isinstance(on, date) else date.fromisoformat(on)
    except ValueError:
        return str(on)
    return format_date(found, "d MMMM y", locale=locale)


def written_moment(at: datetime, zone: ZoneInfo, locale: str) -> str:
    """A moment as a paper says it: "7 Oktober 2026 15.12"."""
    return f"{written_date(at.astimezone(zone).date(), locale)} {clock(at, zone)}"


def period(code: str | None) -> str:
    """A period in words: "Triwulan IV 2026" for 2026-TW4; a free text stays as it is."""
    match = PERIOD.fullmatch(code or "")
    if match is None:
        return code or ""
    year, quarter, half = match.groups()
    if quarter:
        return gettext("Quarter %(number)s %(year)s", number=NUMERALS[quarter], year=year)
    if half:
        return gettext("Semester %(number)s %(year)s", number=NUMERALS[half], year=year)
    return gettext("Year %(year)s", year=year)


def table(about: Mapping[str, Any]) -> str:
    """What a record says of a table of indicators: how many, and of which quarter."""
    said = period(f"{about['year']}-TW{about['quarter']}")
    return gettext("%(rows)s indicators, %(quarter)s", rows=about["rows"], quarter=said)


def duration(minutes: int, day_minutes: int, units: int = 2) -> str:
    """Working minutes in words, in at most so many units: "1 hari 3 jam", "4 jam 12 menit".

    A day counts `day_minutes`, as the office's calendar says.
    """
    days, rest = divmod(int(minutes), day_minutes)
    hours, left = divmod(rest, 60)
    parts = [
        ngettext("%(num)d day", "%(num)d days", days) if days else "",
        ngettext("%(num)d hour", "%(num)d hours", hours) if hours else "",
        ngettext("%(num)d minute", "%(num)d minutes", left) if left or not (days or hours) else "",
    ]
    return " ".join([part for part in parts if part][:units])


def size(count: int, locale: str) -> str:
    """The size of a file, from bytes: "17 kB", "1,4 MB"."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1_000))} kB"
    return f"{format_decimal(round(count / 1_000_000, 1), locale=locale)} MB"


def status(kind: str) -> str:
    """The state of an instance: "Running"."""
    return gettext(STATES[Status(kind)])


def statuses() -> dict[str, str]:
    """The states of an instance to choose from."""
    return {kind.value: status(kind) for kind in Status}


def capacity(held: Held | str) -> str:
    """A capacity before the post's name: "Plt. ", "Plh. ", or nothing."""
    kind = held if isinstance(held, str) else held.capacity
    return {"plt": "Plt. ", "plh": "Plh. "}.get(kind, "")


def filled(template: str, facts: Mapping[str, object]) -> str:
    """A translated msgid with its {facts} filled in; a fact that is missing is left standing."""
    text: str = gettext(template) if template else ""
    for name, value in facts.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def copy(kind: str) -> str:
    """How a copy of a paper came about."""
    return str(gettext(COPIES[kind]))


def sentence(text: str) -> str:
    """Words as they begin a sentence."""
    return text[:1].upper() + text[1:]


def problem(found: FieldProblem) -> str:
    """Why an answer is not accepted, in the reader's language."""
    return filled(PROBLEMS[found.code], dict(found.facts))


def late(due: datetime | None, now: datetime) -> bool:
    """Whether a due time has passed; the due minute itself is in time, and so is what has none."""
    return due is not None and now > due + timedelta(seconds=59)

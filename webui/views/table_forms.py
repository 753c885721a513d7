"""The forms of an SOP's table: what they ask for, what stands in them, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.diagram.editing import Row
from engine.diagram.process import Process
from engine.diagram.step import Meaning
from engine.errors import FieldProblem, InvalidValues
from engine.fields.kinds import Field, FieldType, Option
from engine.models import Post
from engine.texts import tidy
from engine.worktime import wording
from engine.worktime.standard import Standard
from webui import step_words
from webui.language import gettext, ngettext
from webui.views import lines

# What stands before the key of a post that has no lane yet, where a lane's id would stand.
POST = "post:"
NO_LIMIT = "-"

Answers = Mapping[str, object]


def text(answers: Answers, key: str) -> str:
    """An answer as one line; "" where there is none."""
    return tidy(str(answers.get(key, "")))


# --- a row ------------------------------------------------------------------------------------


def row_fields(process: Process, posts: Sequence[Post]) -> tuple[Field, ...]:
    """What is asked of a row."""
    papers = gettext("As it is to be printed.")
    limit = gettext("Lateness is measured by it. Empty: as printed. Write “-” for none.")
    time = gettext("Such as 30 minutes, 1 hour or 3 days.")
    posts_of = lanes(process, posts)
    return (
        Field("number", FieldType.TEXT, gettext("Row number")),
        Field("name", FieldType.TEXT, gettext("Activity, in short"), required=True),
        Field("wording", FieldType.AREA, gettext("Activity, as printed")),
        Field(
            "lane",
            FieldType.CHOICE,
            gettext("Carried out by"),
            required=True,
            options=posts_of,
        ),
        Field("inputs", FieldType.AREA, gettext("Requirements"), help=papers),
        Field("time", FieldType.TEXT, gettext("Time, as printed"), help=time),
        Field("limit", FieldType.TEXT, gettext("Standard time"), help=limit),
        Field("outputs", FieldType.AREA, gettext("Output"), help=papers),
        Field("meaning", FieldType.CHOICE, gettext("What completing means"), options=_meanings()),
        Field("name_en", FieldType.TEXT, gettext("Activity in English")),
    )


def lanes(process: Process, posts: Sequence[Post]) -> tuple[Option, ...]:
    """The lanes of a diagram, then the posts of the office that have none in it."""
    known = {lane.post for lane in process.lanes}
    others = [post for post in posts if post.key not in known]
    return (
        *(Option(lane.id, lines.named(lane)) for lane in process.lanes),
        *(Option(POST + post.key, lines.named(post)) for post in others),
    )


def _meanings() -> tuple[Option, ...]:
    return tuple(Option(value, step_words.meaning(value)) for value in Meaning)


def row_values(row: Row, lane: str) -> dict[str, str]:
    """What stands in the form of a row."""
    return {
        "number": row.number,
        "name": row.name,
        "wording": row.wording or row.name,
        "lane": lane,
        "inputs": row.inputs,
        "time": row.time,
        "limit": _limit(row),
        "outputs": row.outputs,
        "meaning": row.meaning.value,
        "name_en": row.name_en,
    }


def _limit(row: Row) -> str:
    """The enforced time in words, where the printed one does not say it."""
    if _standard(row.duration) == _standard(_read(row.time)):
        return ""
    return in_words(row.duration) if row.duration else NO_LIMIT


def in_words(duration: str) -> str:
    """An ISO 8601 duration as people write it; what cannot be read stays as it is."""
    standard = _standard(duration)
    if standard is None:
        return duration
    hours, minutes = divmod(standard.clock_minutes, 60)
    parts = [
        ngettext("%(num)d day", "%(num)d days", standard.days) if standard.days else "",
        ngettext("%(num)d hour", "%(num)d hours", hours) if hours else "",
        ngettext("%(num)d minute", "%(num)d minutes", minutes) if minutes else "",
    ]
    return " ".join(part for part in parts if part)


def _standard(duration: str) -> Standard | None:
    try:
        return Standard.parse(duration)
    except ValueError:
        return None


def _read(words: str) -> str:
    try:
        return wording.duration(words)
    except ValueError:
        return ""


def row_of(answers: Answers, old: Row) -> Row:
    """The row that was answered; raises InvalidValues for a time that says none."""
    words = text(answers, "wording")
    name = text(answers, "name")
    row = replace(
        old,
        number=text(answers, "number"),
        name=name,
        name_en=text(answers, "name_en"),
        wording="" if words == name and not old.wording else words,
        inputs=text(answers, "inputs"),
        time=text(answers, "time"),
        outputs=text(answers, "outputs"),
        meaning=Meaning(str(answers.get("meaning", old.meaning.value))),
    )
    return replace(row, duration=_duration(text(answers, "limit"), row, old))


def _duration(limit: str, row: Row, old: Row) -> str:
    """The enforced time; one that says the same as before stays as it is written."""
    if limit == NO_LIMIT:
        return ""
    if not limit and row.time == old.time and not _limit(old):
        return old.duration
    found = read_time("limit" if limit else "time", limit or row.time)
    return old.duration if found and _standard(found) == _standard(old.duration) else found


def read_time(key: str, words: str) -> str:
    """The ISO 8601 duration that an answer says; raises InvalidValues, naming its field."""
    try:
        return wording.duration(words)
    except ValueError:
        raise InvalidValues({key: [FieldProblem("not_a_time", {"value": words[:60]})]}) from None

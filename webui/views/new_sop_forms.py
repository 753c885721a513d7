"""A new SOP as it is typed or pasted: its name and its rows, and the diagram that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.diagram import keys, pasted, tables
from engine.diagram.identity import Identity
from engine.diagram.process import Lane
from engine.errors import FieldProblem, InvalidValues
from engine.fields.kinds import Field, FieldType, Option
from engine.fields.numbers import plain
from engine.models import Post
from webui.language import gettext, in_indonesian
from webui.views import table_edits, table_forms
from webui.words import N_

MOST_ROWS = Decimal(60)
KIND = "kind_"
ENDS = (N_("Start"), N_("Finished"))

Raw = Mapping[str, Any]


def fields() -> tuple[Field, ...]:
    """What is asked of a new SOP."""
    key = gettext("Empty: made of the name. Small letters, digits and hyphens.")
    back = gettext("“Back to”: the number of an earlier row, if this one can be sent back.")
    one = FieldType.TEXT
    columns = (
        Field("activity", FieldType.AREA, gettext("Activity"), required=True),
        Field("post", one, gettext("Carried out by"), required=True),
        Field("inputs", one, gettext("Requirements")),
        Field("time", one, gettext("Time")),
        Field("outputs", one, gettext("Output")),
        Field("back", one, gettext("Back to")),
    )
    return (
        Field("name", one, gettext("Name of the SOP"), required=True),
        Field("key", one, gettext("Key"), help=key),
        Field("number", one, gettext("Number")),
        Field("unit", one, gettext("Unit")),
        Field(
            "rows",
            FieldType.ROWS,
            gettext("Rows"),
            required=True,
            columns=columns,
            help=back,
            maximum=MOST_ROWS,
        ),
    )


def kind_field(name: str) -> Field:
    """Whether one person or a group holds a post that the office does not have yet."""
    label = gettext("“%(post)s” is a new post. Who holds it?", post=name)
    options = (
        Option("single", gettext("One holder")),
        Option("group", gettext("A group, one of whom takes a task")),
    )
    key = KIND + keys.of_name(name).replace("-", "_")
    return Field(key, FieldType.CHOICE, label, required=True, options=options)


def new_posts(raw: Raw, posts: Sequence[Post]) -> list[str]:
    """The posts that the rows name and the office does not have, each once."""
    named = {keys.of_name(name): name for name in _named(raw)}
    known = {key for post in posts for key in (post.key, keys.of_name(post.name))}
    return [name for key, name in named.items() if key not in known]


def _named(raw: Raw) -> list[str]:
    rows = raw.get("rows") or ()
    return [name for row in reversed(rows) if (name := table_forms.text(row, "post"))][::-1]


def with_pasted(raw: Raw, text: str) -> dict[str, Any]:
    """The answers with the rows of a pasted table behind those that are filled in.

    Raises InvalidValues for more rows than an SOP may begin with.
    """
    kept = [row for row in raw.get("rows") or () if any(str(cell).strip() for cell in row.values())]
    found = pasted.rows(text)
    if len(kept) + len(found) > MOST_ROWS:
        problem = FieldProblem("too_many_rows", {"maximum": plain(MOST_ROWS)})
        raise InvalidValues({"rows": [problem]})
    places = {row.get("number", "").rstrip(".)"): n for n, row in enumerate(found, len(kept) + 1)}
    for place, row in enumerate(found, len(kept) + 1):
        number = pasted.number_in(row.pop("back", ""))
        row.pop("number", None)
        # Numbers of the pasted table may begin elsewhere; the rows here are counted from 1.
        back = places.get(number, int(number) if number else 0)
        kept.append({**row, "back": str(back) if 0 < back < place else ""})
    return {**raw, "rows": kept}


@dataclass(frozen=True)
class New:
    """A new SOP, ready to be begun."""

    key: str
    diagram: bytes


def new(answers: Mapping[str, Any], posts: Sequence[Post]) -> New:
    """The SOP that was answered; raises InvalidValues."""
    name = table_forms.text(answers, "name")
    key = table_forms.text(answers, "key") or keys.of_sop(name)
    unit = table_forms.text(answers, "unit")
    lanes = _lanes(answers, posts)
    begun = tables.Begun(
        key=key,
        name=name,
        identity=Identity(number=table_forms.text(answers, "number"), title=name, unit=unit),
        lanes=list(dict.fromkeys(lanes)),
        rows=[
            _row(place, row, lane.post)
            for place, (row, lane) in enumerate(zip(answers["rows"], lanes, strict=True))
        ],
        words=table_edits.words(),
        ends=(in_indonesian(ENDS[0]), in_indonesian(ENDS[1])),
        ends_en=ENDS,
        pool=unit or name,
    )
    return New(key, tables.diagram(begun))


def _lanes(answers: Mapping[str, Any], posts: Sequence[Post]) -> list[Lane]:
    """The lane of each row."""
    by_name = {keys.of_name(post.name): post for post in posts}
    known = by_name | {post.key: post for post in posts}
    lanes: dict[str, Lane] = {}
    for row in answers["rows"]:
        key, name = keys.of_name(row["post"]), table_forms.text(row, "post")
        post = known.get(key)
        kind = str(answers.get(KIND + key.replace("-", "_"), "single"))
        made = Lane("", post.name, post.key, post.kind, post.name_en) if post else None
        lanes.setdefault(key, made or Lane("", name, key, kind))
    return [lanes[keys.of_name(row["post"])] for row in answers["rows"]]


def _row(place: int, row: Mapping[str, Any], post: str) -> tables.TableRow:
    time = table_forms.text(row, "time")
    return tables.TableRow(
        activity=table_forms.text(row, "activity"),
        post=post,
        inputs=table_forms.text(row, "inputs"),
        time=time,
        duration=table_forms.read_time(f"rows.{place}.time", time),
        outputs=table_forms.text(row, "outputs"),
        back_to=_back(place, table_forms.text(row, "back")),
    )


def _back(place: int, cell: str) -> int | None:
    """The place, from 0, of the row to which a row can be sent back."""
    if not cell:
        return None
    number = pasted.number_in(cell)
    if not number or not 0 < int(number) <= place:
        raise InvalidValues({f"rows.{place}.back": [FieldProblem("not_an_earlier_row")]})
    return int(number) - 1

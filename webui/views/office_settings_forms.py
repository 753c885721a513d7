"""The forms of the office's settings: where it is, its emblem, and how it measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from engine import emblems
from engine.errors import FieldProblem, InvalidValues
from engine.fields.answers import is_blank
from engine.fields.kinds import Field, FieldType, Option
from engine.fields.numbers import as_written, plain
from engine.measurement.settings import MinimiseRule, Scale, Settings
from engine.offices import EMBLEM, WHERE, Office
from webui import forms
from webui.language import gettext, spoken

MOST_PREDICATES = Decimal(10)
RULES = {MinimiseRule.TWICE_TARGET: "(2T − R) / T", MinimiseRule.TARGET_BY_REALISATION: "T / R"}

Raw = Mapping[str, Any]


# --- where ------------------------------------------------------------------------------------


def where_fields() -> tuple[Field, ...]:
    """What is asked of where the office is."""
    address = gettext("As it stands in the head of papers; empty: no address there.")
    above = gettext("Printed above the office where an SOP names no agency.")
    place = gettext("Such as Rantau, before the date; empty: a dotted line.")
    return (
        Field("government", FieldType.TEXT, gettext("Government"), help=above),
        Field("address", FieldType.TEXT, gettext("Address"), help=address),
        Field("place", FieldType.TEXT, gettext("Where papers are signed"), help=place),
    )


def where(office: Office) -> dict[str, str]:
    """What stands in the form of where the office is."""
    return {key: getattr(office, key) for key in WHERE}


# --- its emblem -------------------------------------------------------------------------------


def emblem_field() -> Field:
    """What is asked of the emblem."""
    return Field(EMBLEM, FieldType.FILE, gettext("Picture"), required=True)


def emblem(office: Office, problems: forms.Errors) -> dict[str, Any]:
    """The emblem that is there, the form of another, and what is wrong with what was sent."""
    (view,) = forms.views([emblem_field()], {}, problems, spoken())
    about = {"file": office.emblem, "accept": ",".join(kind.type for kind in emblems.KINDS)}
    return view | about | {"kilobytes": emblems.LARGEST // 1_000, "pixels": emblems.MOST_PIXELS}


# --- how it measures --------------------------------------------------------------------------


def measurement_fields() -> tuple[Field, ...]:
    """What is asked of how the office measures."""
    cap = gettext("In per cent: no achievement counts for more.")
    scale = gettext("The regulation that names the predicates.")
    return (
        Field("cap", FieldType.NUMBER, gettext("Highest achievement"), required=True, help=cap),
        Field(
            "minimise",
            FieldType.CHOICE,
            gettext("Where less is better"),
            required=True,
            help=gettext("T is the target, R the realisation."),
            options=tuple(Option(value.value, said) for value, said in RULES.items()),
        ),
        Field("scale", FieldType.TEXT, gettext("Source of the scale"), required=True, help=scale),
        _predicates(),
    )


def _predicates() -> Field:
    bound, zero = gettext("Lower bound in per cent"), Decimal(0)
    return Field(
        "predicates",
        FieldType.ROWS,
        gettext("Predicates"),
        required=True,
        help=gettext("From the highest to the lowest: each begins at its bound, the last at 0."),
        columns=(
            Field("lower", FieldType.NUMBER, bound, required=True, minimum=zero),
            Field("label", FieldType.TEXT, gettext("Label in Indonesian"), required=True),
            Field("label_en", FieldType.TEXT, gettext("Label in English")),
        ),
        maximum=MOST_PREDICATES,
    )


def measurement(own: Settings) -> dict[str, Any]:
    """What stands in the form of how the office measures."""
    rows = [
        {"lower": as_written(plain(one.lower)), "label": one.label, "label_en": one.label_en}
        for one in own.scale.predicates
    ]
    about = {"cap": as_written(plain(own.cap)), "minimise": own.minimise.value}
    return about | {"scale": own.scale.name, "predicates": rows}


def filled(raw: Raw) -> dict[str, Any]:
    """The answers without rows in which nothing stands, so that rows are counted as they are."""
    rows = raw.get("predicates") or ()
    kept = [row for row in rows if not all(map(is_blank, row.values()))]
    return {**raw, "predicates": kept}


def settings_of(answers: Raw) -> Settings:
    """The settings that were answered, of filled rows; raises InvalidValues."""
    cap, rows = Decimal(answers["cap"]), answers["predicates"]
    bounds = [Decimal(row["lower"]) for row in rows]
    problems = dict(_misfits(bounds))
    if not cap > 0:
        problems["cap"] = FieldProblem("not_above", {"bound": "0"})
    if problems:
        raise InvalidValues({key: [problem] for key, problem in problems.items()})
    named = [
        (lower, row["label"], row.get("label_en", ""))
        for lower, row in zip(bounds, rows, strict=True)
    ]
    scale = Scale.of(answers["scale"], named)
    return Settings(cap, MinimiseRule(answers["minimise"]), scale)


def _misfits(bounds: list[Decimal]) -> Iterator[tuple[str, FieldProblem]]:
    """The bounds that do not fall, and the last one that is not 0, by their fields."""
    if bounds[-1] != 0:
        yield f"predicates.{len(bounds) - 1}.lower", FieldProblem("last_not_zero")
    for place, (above, lower) in enumerate(pairwise(bounds), 1):
        if lower >= above:
            facts = {"bound": as_written(plain(above))}
            yield f"predicates.{place}.lower", FieldProblem("not_below", facts)

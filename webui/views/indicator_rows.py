"""Indicators as the templates show them: what is asked, what was reckoned, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.dossier import author
from engine.fields.kinds import Mode
from engine.fields.numbers import as_read
from engine.indicators import Named
from engine.measurement import measuring, summary
from engine.measurement.cells import ENTRY_TEXTS, FIGURE_TEXTS, NOTES
from engine.measurement.differences import Difference, differences
from engine.measurement.indicators import Consolidation
from engine.measurement.measuring import Measured, State
from engine.measurement.settings import Predicate, Settings
from engine.measurement.table import Row, Table
from webui import indicator_words as say
from webui.language import gettext, spoken

TONES = {"best": "done", "good": "done", "fair": "soon", "low": "late", "lowest": "late"}
# So many changes are listed; of more it is said that there are.
MOST_CHANGES = 40
# So many indicators are filled in on one page; a longer division has several.
MOST_ON_A_PAGE = 40


def divisions(table: Table) -> list[str]:
    """The divisions in charge, in the order of the rows."""
    return list(dict.fromkeys(row.indicator.division for row in table.rows))


def named(division: str) -> str:
    """A division, or that none is in charge."""
    return division or gettext("No division")


def measured(row: Row, table: Table) -> Measured:
    """One row, measured in the table's quarter."""
    return measuring.measured(row.indicator, row.figures, table.quarter, table.settings)


def read(place: int, row: Row, table: Table, by: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A row for reading: what was promised, filled in and reckoned; `by` says who noted what."""
    found, entry, indicator = measured(row, table), row.figures.at(table.quarter), row.indicator
    known = by or {}
    texts = [
        (_label(key, known.get(f"{key}_{table.quarter}")), getattr(entry, key))
        for key in ENTRY_TEXTS
    ]
    return {
        "place": place,
        "id": indicator.id,
        "name": indicator.name,
        "goal": indicator.goal,
        "unit": say.unit(indicator),
        "target": say.target(indicator.quarter_targets[table.quarter - 1]),
        "year_target": say.target(indicator.year_target),
        "figure": say.figure(entry.realisation),
        "texts": [(label, text) for label, text in texts if text],
        "off": found.state is State.NOT_MEASURED and entry.realisation is None,
        "when": say.when(indicator),
    } | reckoned(found, table.settings)


def _label(key: str, by: str | None) -> str:
    return f"{say.column(key)} ({by})" if by else say.column(key)


def reckoned(found: Measured, settings: Settings) -> dict[str, Any]:
    """What was reckoned of a row, as people read it."""
    return {
        "realisation": say.value(found.realisation),
        "achievement": say.value(found.achievement.raw if found.achievement else None),
        "of_year": say.value(found.of_year.raw if found.of_year else None),
        "previous": say.value(found.previous.raw if found.previous else None),
        "difference": _signed(found),
        "predicate": predicate(found, settings),
        "cautions": [gettext(say.CAUTIONS[one]) for one in found.warnings],
    }


def _signed(found: Measured) -> str:
    if found.difference is None:
        return ""
    return ("+" if found.difference > 0 else "") + say.value(found.difference)


def predicate(found: Measured, settings: Settings) -> dict[str, Any]:
    """The predicate with the count of its bars, else why there is none."""
    if found.achievement is None:
        unfilled = found.state is State.NOT_FILLED
        said = gettext("Not filled in") if unfilled else gettext("Not measured")
        return {"label": said, "bars": 0, "tone": ""}
    return shown(found.achievement.predicate, settings)


def shown(found: Predicate, settings: Settings) -> dict[str, Any]:
    """A predicate with the count of its bars."""
    rank = settings.scale.predicates.index(found)
    bars = max(1, 5 - rank * 5 // len(settings.scale.predicates))
    label = found.label_en if spoken() == "en" else found.label
    return {"label": label or found.label, "bars": bars, "tone": TONES.get(found.tone, "")}


def whole(table: Table) -> dict[str, Any]:
    """A table in a few numbers: how many are filled in, the mean, how many reached what."""
    found = table.measured()
    said = summary.summary(found, table.settings.scale)
    pairs = list(zip(table.rows, found, strict=True))
    unfilled = [row.indicator.id for row, one in pairs if one.state is State.NOT_FILLED]
    filled = sum(row.figures.at(table.quarter).realisation is not None for row in table.rows)
    return {
        "quarter": say.quarter(table),
        "count": len(table.rows),
        "filled": filled,
        "asked": filled + len(unfilled),
        "unfilled": unfilled,
        "cautioned": [row.indicator.id for row, one in pairs if one.warnings],
        "measured": said.states[State.MEASURED],
        "mean": say.value(said.mean),
        "predicates": [
            shown(one, table.settings) | {"count": count}
            for one, count in said.predicates.items()
            if count
        ],
    }


def changes(before: Table | None, after: Table) -> list[dict[str, str]]:
    """What changed between two tables, as the templates' `diff` takes it."""
    return [change(one) for one in differences(before, after)] if before else []


def credited(before: Table, after: Table, by: Named) -> list[dict[str, str]]:
    """The same as `changes`, each with who typed it where several filled the table in."""
    found = differences(before, after)
    if not by.contributors:
        return [change(one) for one in found]
    return [change(one) | {"by": _typed_by(one, by)} for one in found]


def _typed_by(found: Difference, by: Named) -> str:
    known = author(by.contributors, found.id, found.column)
    return known.name if known else by.sender


def change(found: Difference) -> dict[str, str]:
    """One of them."""
    label = f"{found.id}: {say.column(found.column)}" if found.column else found.id
    before, after = (say.cell(found.column, cell, as_read) for cell in (found.before, found.after))
    return {"label": label, "before": before, "after": after}


def is_rate(row: Row) -> bool:
    """Whether a row is filled in with X and Y."""
    return row.indicator.consolidation is Consolidation.XY


def asked(row: Row, quarter: int) -> list[str]:
    """The columns of a quarter in which a row's figure is filled in."""
    stems = ("x", "y") if is_rate(row) else ("realisation",)
    return [f"{stem}_{quarter}" for stem in stems]


def written(row: Row, quarter: int, mode: str) -> tuple[list[str], list[str]]:
    """The columns of a row that a step of a mode writes: its figures, and what is said of them."""
    if mode in NOTES:
        return [], [f"{NOTES[Mode(mode)]}_{quarter}"]
    return asked(row, quarter), [f"{key}_{quarter}" for key in FIGURE_TEXTS]


def parts(table: Table) -> list[tuple[str, Sequence[tuple[int, Row]]]]:
    """The rows as they are filled in: by division, with their places; a long one in parts."""
    whole = [(one, of_division(table, one)) for one in divisions(table)]
    return [
        (division, rows[start : start + MOST_ON_A_PAGE])
        for division, rows in whole
        for start in range(0, len(rows), MOST_ON_A_PAGE)
    ]


def page_of(table: Table, id: str) -> tuple[int, int]:
    """On which page an indicator is filled in, and its place in the table; both from 1."""
    found = enumerate(parts(table), 1)
    return next((n, place) for n, (_, own) in found for place, row in own if row.indicator.id == id)


def of_division(table: Table, division: str) -> Sequence[tuple[int, Row]]:
    """The rows of a division, with their places in the table, counted from 1."""
    rows = enumerate(table.rows, 1)
    return [(place, row) for place, row in rows if row.indicator.division == division]

"""The form of a division's figures, row by row: how each was, what was typed, what is reckoned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine import continuing, disputes
from engine.contributions import by_id
from engine.disputes import Dispute
from engine.errors import CellProblem
from engine.measurement import cells
from engine.measurement.cells import FIGURE_TEXTS, NOTES
from engine.measurement.table import Row
from webui import indicator_words as say
from webui.language import gettext
from webui.views import indicator_evidence as evidence, indicator_rows as rows
from webui.views.indicator_work import Work


@dataclass(frozen=True)
class Form:
    """The form of all rows: how they were, what was typed into them, what is wrong with that."""

    found: continuing.SoFar
    mode: str
    stood: Sequence[Mapping[str, Any]]
    typed: Mapping[str, Mapping[str, Any]]
    bad: Mapping[str, Mapping[str, CellProblem]]
    refused: Sequence[CellProblem]
    links: evidence.Links
    disputed: Mapping[tuple[str, str], str]
    typed_by: Callable[[CellProblem], str]

    @classmethod
    def of(cls, work: Work, found: continuing.SoFar, refused: Sequence[CellProblem]) -> Form:
        """The form as a table stands so far."""
        bad: dict[str, dict[str, CellProblem]] = {}
        for problem in found.problems:
            bad.setdefault(problem.indicator, {})[problem.column] = problem
        typed = by_id(work.typed.get("rows") or ())
        stood, links = found.earlier.to_json()["rows"], evidence.links(work)
        twice = disputes.of(work.shared)
        told = {(one.indicator, one.column): disputed(one, work) for one in twice}
        return cls(found, work.field.mode, stood, typed, bad, refused, links, told, work.typed_by)

    def row(self, place: int, row: Row) -> dict[str, Any]:
        """A row's form: its cells as typed, else as they stood, beside what was reckoned."""
        quarter = self.found.table.quarter
        asked, texts = rows.written(row, quarter, self.mode)
        figures = [self._field(place, row, key, "number") for key in asked]
        said = [self._field(place, row, key, "area") for key in texts]
        files = self._files(place, row)
        return {
            **self._reckoned(place, row),
            **self._before(place, any(one["changed"] for one in figures)),
            "how": say.how(row.indicator) if asked else "",
            "definition": row.indicator.definition or say.EMPTY,
            "cells": figures,
            "texts": said,
            "files": files,
            "beside": _beside(row, quarter, self.mode),
            "open": any(one["error"] or one.get("help") for one in (*said, files)),
            "wrong": any(one["error"] for one in (*figures, *said, files)),
            "noted": sum(bool(one["value"]) for one in said),
        }

    def _field(self, place: int, row: Row, key: str, kind: str) -> dict[str, Any]:
        stored = say.cell(key, self.stood[place - 1].get(key))
        typed = self.typed.get(row.indicator.id, {})
        problem = self.bad.get(row.indicator.id, {}).get(key)
        return {
            "type": kind,
            "name": f"r{place}.{key}",
            "label": {"x": "X", "y": "Y"}.get(key.partition("_")[0], say.column(key)),
            "error": say.problem(problem, self.typed_by(problem)) if problem else "",
            "help": self.disputed.get((row.indicator.id, key), ""),
            "value": typed.get(key, stored),
            "changed": _changed(typed, key, stored),
        }

    def _files(self, place: int, row: Row) -> dict[str, Any]:
        """The files of a row as typed, else as they stood; and the field that takes more."""
        quarter, id = self.found.table.quarter, row.indicator.id
        column = next(iter(cells.attached(self.mode, quarter)), "")
        if not column:
            listed = self.links.listed(row.figures.at(quarter).files)
            return {"listed": listed, "asked": None, "error": ""}
        cell = evidence.Cell(place, self.found.earlier.rows[place - 1], column)
        named = cell.named({"rows": [self.typed.get(id, {})]})
        known = [self.found.files[sha] for sha in named if sha in self.found.files]
        wrong = [one for one in self.refused if one.indicator == id]
        if column in self.bad.get(id, {}):
            wrong.append(self.bad[id][column])
        asked = evidence.asked(f"r{place}.{column}", wrong)
        return {"listed": self.links.listed(known), "asked": asked, "error": asked["error"]}

    def _reckoned(self, place: int, row: Row) -> dict[str, Any]:
        """What was reckoned of a row; nothing while it is to be corrected."""
        view = rows.read(place, row, self.found.table)
        if row.indicator.id not in self.bad:
            return view
        wrong = {"label": gettext("To be corrected"), "bars": 0, "tone": "late"}
        empty = dict.fromkeys(("realisation", "achievement", "of_year"), say.EMPTY)
        return view | empty | {"predicate": wrong}

    def _before(self, place: int, is_changed: bool) -> dict[str, str]:
        """The realisation that was changed, and that of the quarter before."""
        quarter, figures = self.found.table.quarter, self.found.earlier.rows[place - 1].figures
        return {
            "was": say.figure(figures.at(quarter).realisation) if is_changed else "",
            "last": say.figure(figures.at(quarter - 1).realisation) if quarter > 1 else "",
        }


def _beside(row: Row, quarter: int, mode: str) -> list[tuple[str, str]]:
    """What others said of a row, to be read beside it."""
    notes = [note for of, note in NOTES.items() if of != mode]
    keys, entry = [*(FIGURE_TEXTS if mode in NOTES else ()), *notes], row.figures.at(quarter)
    return [(say.column(key), text) for key in keys if (text := getattr(entry, key))]


def _changed(typed: Mapping[str, Any], key: str, stored: str) -> bool:
    return bool(stored) and str(typed.get(key, stored)).strip() != stored


def disputed(found: Dispute, work: Work) -> str:
    """Who typed another figure into a cell, when, and whose counts now."""
    return say.disputed(found, work.shared.people, work.visit.actor.id, work.visit.zone)

"""What the page of a division's figures, and of the notes beside them, is given."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from engine import disputes
from engine.disputes import Dispute
from engine.errors import CellProblem
from engine.measurement.cells import NOTES
from engine.measurement.table import Row, Table
from webui import indicator_words as say, words
from webui.language import gettext
from webui.views import indicator_rows as rows, keyset
from webui.views.indicator_form import Form, disputed
from webui.views.indicator_work import Work, page

Part = tuple[str, Sequence[tuple[int, Row]]]


def filling(work: Work, refused: Sequence[CellProblem] = ()) -> dict[str, Any]:
    """One division's indicators with their figures or notes, and what was reckoned of them.

    `refused` are files that came along and were not kept.
    """
    found = work.so_far()
    if found is None:
        return page(work) | {"table": None}
    parts, form = rows.parts(found.table), Form.of(work, found, refused)
    names = _names(parts)
    number = min(max(1, keyset.whole(request.args.get("bidang")) or 1), len(parts))
    shown = parts[number - 1][1]
    return page(work) | {
        "table": found.table,
        "notes": work.field.mode in NOTES,
        "whole": rows.whole(found.table),
        "quarter": say.quarter(found.table),
        "numeral": words.NUMERALS[str(found.table.quarter)],
        "number": number,
        "before": sum(len(own) for _, own in parts[: number - 1]),
        "next": number + 1 if number < len(parts) else None,
        "division": names[number - 1],
        "place": _place(parts, number),
        "parts": [
            _part(work, found.table, n, part, number) | {"label": names[n - 1]}
            for n, part in enumerate(parts, 1)
        ],
        "rows": (listed := [form.row(n, row) for n, row in shown]),
        "shown": _shown(listed),
        "page": secrets.token_hex(6),
        "errors": [_cell_error(problem, parts, work) for problem in (*found.problems, *refused)],
        "disputes": [_dispute(one, parts, work) for one in disputes.of(work.shared)],
    }


def _shown(listed: Sequence[Mapping[str, Any]]) -> str:
    """The cells that a page shows, but for blank ones: so that only what was changed is kept."""
    shown = [cell for row in listed for cell in (*row["cells"], *row["texts"])]
    return json.dumps({one["name"]: one["value"] for one in shown if one["value"]})


def _names(parts: Sequence[Part]) -> list[str]:
    """What the parts are called: by their division, of a long one with the rows that they have."""
    names, counts = list[str](), Counter(division for division, _ in parts)
    first = Counter[str]()
    for division, own in parts:
        begin, first[division] = first[division] + 1, first[division] + len(own)
        of_it = f" {begin}–{first[division]}" if counts[division] > 1 else ""
        names.append(rows.named(division) + of_it)
    return names


def _place(parts: Sequence[Part], number: int) -> str:
    """The place of a part among the divisions, "" where there is one part only."""
    divisions = list(dict.fromkeys(division for division, _ in parts))
    of_it = [n for n, (one, _) in enumerate(parts, 1) if one == parts[number - 1][0]]
    first, last = divisions.index(parts[number - 1][0]) + 1, len(divisions)
    said = gettext("Division %(number)s of %(count)s", number=first, count=last)
    if len(of_it) > 1:
        first, last = of_it.index(number) + 1, len(of_it)
        said += ", " + gettext("part %(number)s of %(count)s", number=first, count=last)
    return said if len(parts) > 1 else ""


def _part(work: Work, table: Table, n: int, part: Part, current: int) -> dict[str, Any]:
    now = [row for _, row in part[1] if row.indicator.quarter_targets[table.quarter - 1]]
    done = sum(row.figures.at(table.quarter).realisation is not None for row in now)
    url, count = work.url(bidang=n), f"{done}/{len(now)}"
    return {"url": url, "count": count, "current": n == current}


def _cell_error(problem: CellProblem, parts: Sequence[Part], work: Work) -> dict[str, str]:
    at = _cell(problem.indicator, problem.column, parts, work)
    return at | {"message": say.problem(problem, work.typed_by(problem))}


def _dispute(found: Dispute, parts: Sequence[Part], work: Work) -> dict[str, str]:
    at = _cell(found.indicator, found.column, parts, work)
    return at | {"message": disputed(found, work), "seen": json.dumps(found.seen)}


def _cell(id: str, column: str, parts: Sequence[Part], work: Work) -> dict[str, str]:
    """What a cell is called, and the address at which it is filled in."""
    at = {
        row.indicator.id: (number, place)
        for number, (_, own) in enumerate(parts, 1)
        for place, row in own
    }
    if id not in at:
        return {"label": id}
    number, place = at[id]
    url = work.url(bidang=number, _anchor=f"r{place}.{column}")
    return {"url": url, "label": f"{id}, {say.column(column)}"}

"""What is said beside a version of a paper whose answers were changed after it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.fields.kinds import taking
from engine.versions import Definition
from webui import forms, words
from webui.language import gettext, spoken
from webui.papers.outgrown import Change, Outgrown
from webui.papers.said import Place
from webui.visits import Visit
from webui.words import N_

# So many changes are shown on the page of a paper.
MOST = 40


def note(visit: Visit, found: Outgrown | None) -> str:
    """In which row, by whom and when a version was outgrown; "" if it was not."""
    if found is None:
        return ""
    when = words.written_date(found.by.at.astimezone(visit.zone).date(), spoken())
    about = {"row": found.row, "name": ", ".join(found.names), "when": when}
    return str(gettext(_said(found), **about))


def _said(found: Outgrown) -> str:
    if found.is_filled_up:
        return N_("What was open in it was filled in later, in row %(row)s (%(name)s, %(when)s).")
    if found.is_anothers:
        return N_("Another step answered it anew later, in row %(row)s (%(name)s, %(when)s).")
    return N_("What it says was corrected later, in row %(row)s (%(name)s, %(when)s).")


def changes(found: Outgrown, definition: Definition) -> list[dict[str, str]]:
    """What a version would say otherwise today, as the templates' `diff` takes it."""
    steps = [node.step for node in definition.process.user_tasks if node.step]
    labels = {f.key: forms.label(f, spoken()) for step in steps for f in taking(step.fields)}
    told: dict[str, list[tuple[str, Change]]] = {}
    for one in found.changes:
        label, part = _label(one.place, labels)
        told.setdefault(label, []).append((part, one))
    return [
        {
            "label": label,
            "before": _parts((part, one.before) for part, one in parts),
            "after": _parts((part, one.after) for part, one in parts),
        }
        for label, parts in told.items()
    ]


def _parts(said: Iterable[tuple[str, str | None]]) -> str:
    """What changed in one row of a table stands together, each part by its name."""
    return ", ".join(" ".join(filter(None, (part, text))) for part, text in said if text)


def _label(place: Place, labels: Mapping[str, str]) -> tuple[str, str]:
    """Where a change stands, and which part of that it is."""
    kind, *rest = place
    if kind == "tabel":
        row, *column = rest[1:]
        return row, " ".join(column).replace("_", " ")
    named = [labels.get(part, part) for part in (rest[1:] if kind == "langkah" else rest)]
    return ": ".join(part for part in named if part != "isi"), ""

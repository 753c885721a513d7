"""The names that a paper's text may use, as the owner of an SOP looks them up."""

from __future__ import annotations

from typing import Any

from engine.diagram import graph
from engine.diagram.process import Process
from engine.fields.kinds import Field, FieldType, taking
from engine.papers import vocabulary
from webui import forms
from webui.language import gettext, spoken

Group = dict[str, Any]


def groups(process: Process) -> list[Group]:
    """The names by what they are about; of each field its label and the rows that ask it."""
    asked = _asked(process)
    tables = {key: said for key, said in asked.items() if said[0].type is FieldType.INDICATORS}
    answers = {key: said for key, said in asked.items() if key not in tables}
    found = [
        _group(gettext("Answers: the latest to each field"), _answers(answers)),
        _group(gettext("The office"), _parts("kantor", vocabulary.Kantor)),
        _group(gettext("The SOP"), _parts("sop", vocabulary.Sop)),
        _group(
            gettext("The instance, and who started it"),
            _parts("pelaksanaan", vocabulary.Pelaksanaan),
        ),
        _group(gettext("Number and date of this paper"), [("nomor", ""), ("tanggal", "")]),
        _group(
            gettext("Another paper of the instance"),
            [(f"naskah('{p.code}')", _joined(vocabulary.Naskah)) for p in process.papers],
        ),
        _group(
            gettext("Steps completed so far, to be repeated over"),
            [("langkah", _joined(vocabulary.Langkah))],
        ),
        _group(
            gettext("All answers to a field, to be repeated over"),
            [(f"setiap('{key}')", _joined(vocabulary.Jawaban)) for key in answers],
        ),
        _group(
            gettext("Tables of indicators"),
            [(f"tabel('{key}')", _joined(vocabulary.Tabel)) for key in tables],
        ),
        _group(
            gettext("Each row of a table of indicators"),
            [("baris", _joined(vocabulary.Baris))] if tables else [],
        ),
    ]
    return [group for group in found if group["names"]]


def _group(title: str, names: list[tuple[str, str]]) -> Group:
    return {"title": title, "names": names}


def _parts(name: str, kind: Any) -> list[tuple[str, str]]:
    return [(f"{name}.{part}", "") for part in kind.__annotations__]


def _joined(kind: Any) -> str:
    return " ".join(kind.__annotations__)


def _asked(process: Process) -> dict[str, tuple[Field, list[str]]]:
    """The fields by key, each with the rows that ask it."""
    found: dict[str, tuple[Field, list[str]]] = {}
    rows = graph.rows(process)
    for node, row in rows.items():
        step = process.node[node].step
        for field in taking(step.fields) if step else ():
            found.setdefault(field.key, (field, []))[1].append(row)
    return found


def _answers(asked: dict[str, tuple[Field, list[str]]]) -> list[tuple[str, str]]:
    return [(f"isian.{key}", _said(field, rows)) for key, (field, rows) in asked.items()]


def _said(field: Field, rows: list[str]) -> str:
    """A field in words: its label, the rows that ask it, and of rows their columns."""
    label = forms.label(field, spoken())
    said = gettext("%(label)s (row %(rows)s)", label=label, rows=", ".join(dict.fromkeys(rows)))
    columns = " ".join(column.key for column in taking(field.columns))
    return f"{said}: {columns}" if columns else said

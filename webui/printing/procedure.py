"""The procedure as text, row after row, for those who do not see a drawing or have it read out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.diagram import graph
from engine.diagram.process import Kind, Node, Process
from webui.printing.chart import CAPSULE, Chart, Row
from webui.printing.heights import Words
from webui.printing.rows import posts
from webui.printing.ways import Way, onward


@dataclass(frozen=True)
class Paragraph:
    """A row as text: who, what, the quality standard, and how it goes on, in sentences."""

    number: str
    posts: str
    activity: str
    standard: tuple[tuple[str, str], ...]
    onward: tuple[str, ...]


def procedure(chart: Chart, words: dict[str, Words]) -> tuple[Paragraph, ...]:
    """All rows in their order."""
    return tuple(_paragraph(chart, row, words[row.number]) for row in chart.rows)


def _paragraph(chart: Chart, row: Row, words: Words) -> Paragraph:
    named = (("Kelengkapan", words.inputs), ("Waktu", words.time), ("Output", words.outputs))
    standard = tuple((name, text.replace("\n", "; ")) for name, text in named if text)
    activity = words.activity.replace("\n", " / ")
    who = posts(chart.process, row)
    return Paragraph(row.number, who, activity, standard, tuple(_onward(chart.process, row)))


def sentences(chart: Chart, row: Row) -> str:
    """What the drawing beside a row says: whose symbols, and where their arrows lead."""
    kinds = {s.id: s.kind for band in row.bands for s in band}
    lanes = chart.process.lane
    told = [f"{lanes[t.lane].name}: {_kind(chart.process, t, kinds[t.id])}" for t in row.tasks]
    return " ".join([", lalu ".join(told) + ".", *_onward(chart.process, row)])


def _kind(process: Process, task: Node, kind: str) -> str:
    if graph.forks(process, task.id):
        return "keputusan"
    if kind != CAPSULE:
        return "pekerjaan"
    ends = any(process.node[way.target].kind is Kind.END for way in onward(process, task.id))
    begins = any(way.target == task.id for way in onward(process, process.start.id))
    return " dan ".join(["awal"] * begins + ["akhir"] * ends)


def _onward(process: Process, row: Row) -> Iterable[str]:
    for task in row.tasks:
        inside = {other.id for other in row.tasks} - {task.id}
        for way in onward(process, task.id):
            if way.label or way.target not in inside:
                yield _sentence(process, way)


def _sentence(process: Process, way: Way) -> str:
    node = process.node[way.target]
    if node.kind is Kind.END:
        to = _end(process, node)
    else:
        verb = "kembali" if way.back else "lanjut"
        to = f"{verb} ke baris {graph.rows(process)[node.id]}, {process.lane[node.lane].name}"
    return f"{way.label}: {to}." if way.label else f"{to[0].upper()}{to[1:]}."


def _end(process: Process, end: Node) -> str:
    """That the procedure ends; where it can end in several ways, in which."""
    several = sum(node.kind is Kind.END for node in process.nodes) > 1
    return f"selesai ({end.name})" if several and end.name else "selesai"

"""What the rows say: activity, quality standard and remarks, as the printed form has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from itertools import groupby

from engine.diagram import graph
from engine.diagram.process import Node, Process
from engine.diagram.step import Step
from engine.worktime.standard import Standard
from webui.printing import metrics
from webui.printing.chart import Chart, Row
from webui.printing.heights import PADDING, Words
from webui.printing.paper import Columns
from webui.printing.ways import onward

MORE = "(selengkapnya dalam uraian prosedur)"
TO_CONFIRM = "Perlu konfirmasi."
ROW = "baris\u00a0"
"""A row is named with its number on the same line."""


def words(chart: Chart, *, is_draft: bool = False) -> dict[str, Words]:
    """The words of each row, by its number; tasks that share a row say the same only once.

    A draft also says how its text was read, and what its owner has still to confirm: matters of
    those who make the SOP, which one that was approved tells nobody who carries it out.
    """
    return {row.number: _words(chart, row, is_draft) for row in chart.rows}


def _words(chart: Chart, row: Row, is_draft: bool) -> Words:
    steps = [step(task) for task in row.tasks]
    return Words(
        activity=_once(activity(task) for task in row.tasks),
        inputs=_once(_corrected(s, s.standard.printed_inputs) for s in steps),
        time=_once(time(one) for one in steps),
        outputs=_once(_corrected(s, s.standard.printed_outputs) for s in steps),
        remarks=_once(_remarks(chart.process, row, is_draft)),
    )


def step(task: Node) -> Step:
    """What the SOP says of a task."""
    return task.step or Step()


def activity(task: Node) -> str:
    """What a task is, in the SOP's own words."""
    return step(task).wording or task.name


def time(step: Step) -> str:
    """The standard time as the SOP prints it, else read from its duration."""
    standard = step.standard
    return standard.printed_time or (_told(standard.duration) if standard.duration else "")


def _told(duration: str) -> str:
    """An ISO 8601 duration of working time: "1 hari 2 jam 30 menit"."""
    standard = Standard.parse(duration)
    hours, minutes = divmod(standard.clock_minutes, 60)
    parts = [(standard.days, "hari"), (hours, "jam"), (minutes, "menit")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def _corrected(step: Step, text: str) -> str:
    """A printed text with the step's typing faults (E1) corrected, as they are in its wording."""
    for remark in step.remarks:
        if remark.kind == "E1" and remark.original:
            text = text.replace(remark.original, remark.reading)
    return text


def _once(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))


def _remarks(process: Process, row: Row, is_draft: bool) -> Iterable[str]:
    if len(row.tasks) > 1:
        yield f"{posts(process, row)}; waktu bersama."
    for task in row.tasks:
        yield from _readings(task) if is_draft else ()
        yield from _of_task(process, task)
    if is_draft and any(step(task).unconfirmed for task in row.tasks):
        yield TO_CONFIRM


def _readings(task: Node) -> Iterable[str]:
    for remark in step(task).remarks:
        if remark.kind == "E2":
            yield f"“{remark.original}” dibaca “{remark.reading.removeprefix('= ')}”."


def posts(process: Process, row: Row) -> str:
    """Who carries a row out, one after the other."""
    names = [process.lane[task.lane].name for task in row.tasks]
    return ", lalu ".join(name for name, _ in groupby(names))


def _of_task(process: Process, task: Node) -> Iterable[str]:
    names = {lane.post: lane.name for lane in process.lanes}
    for post in step(task).notify:
        yield f"Diberitahukan kepada {names.get(post, post)}."
    numbers = graph.rows(process)
    for way in onward(process, task.id):
        if way.back:
            yield f"{way.label or 'Berikutnya'}: kembali ke {ROW}{numbers[way.target]}."


def fitted(words: Mapping[str, Words], at: Columns, room: float) -> dict[str, Words]:
    """The same, but no text higher than a sheet; the whole text stands in the procedure."""
    line = metrics.height(2) - metrics.height(1)
    most = int((room - 2 * PADDING) / line) - 2
    widths = (at.activity, at.inputs, at.time, at.outputs, at.remarks)
    return {
        number: Words(*(_cut(*pair, most) for pair in zip(astuple(row), widths, strict=True)))
        for number, row in words.items()
    }


def _cut(text: str, width: float, most: int) -> str:
    kept: list[str] = []
    for part in text.split("\n"):
        if most <= 0:
            break
        short = metrics.shortened(part, width - 2 * PADDING, most)
        kept.append(part if short == part else f"{short} {MORE}")
        most -= metrics.lines(short, width - 2 * PADDING)
    return "\n".join(kept)

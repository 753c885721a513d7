"""Who does what, and how much standard time each post has: both beside the printed SOP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.diagram import graph
from engine.diagram.process import Lane, Node, Process
from engine.diagram.step import Meaning
from engine.worktime.standard import Standard
from webui.printing.chart import Chart, Row
from webui.printing.rows import step

DEEDS = {
    Meaning.DONE: "laksana",
    Meaning.INITIAL: "paraf",
    Meaning.SIGNATURE: "tanda tangan",
    Meaning.ENACTMENT: "tetapkan",
}
DECIDES, TOLD = "putuskan", "diberi tahu"


@dataclass(frozen=True)
class Duties:
    """A row of the matrix: its activity in short, and for each post what it does, or ""."""

    number: str
    name: str
    deeds: tuple[str, ...]


SHARED = "* Waktu bersama: terhitung sekali, pada jabatan yang lebih dahulu mengerjakan baris itu."


@dataclass(frozen=True)
class Load:
    """The standard time of a post in working minutes and days, and in which rows it has it.

    A row whose time counts for another post bears an asterisk.
    """

    post: str
    rows: tuple[str, ...]
    minutes: int
    written: str
    days: str


def matrix(chart: Chart) -> tuple[Duties, ...]:
    """Rows by posts. Who is only told of a row is named too, if a lane stands for the post."""
    return tuple(_duties(chart, row) for row in chart.rows)


def _duties(chart: Chart, row: Row) -> Duties:
    name = " / ".join(dict.fromkeys(task.name for task in row.tasks))
    deeds = tuple(_deeds(chart.process, row, lane.id, lane.post) for lane in chart.lanes)
    return Duties(row.number, name, deeds)


def _deeds(process: Process, row: Row, lane: str, post: str) -> str:
    done = [_deed(process, task) for task in row.tasks if task.lane == lane]
    told = [TOLD for task in row.tasks if post in step(task).notify]
    return ", ".join(dict.fromkeys(done + told))


def _deed(process: Process, task: Node) -> str:
    deed = DEEDS[step(task).meaning]
    return f"{deed}, {DECIDES}" if graph.forks(process, task.id) else deed


def loads(chart: Chart, day_minutes: int) -> tuple[Load, ...]:
    """The standard time by post, and of all together last.

    Tasks that share a row share its time; it counts once, for the first of them.
    """
    minutes = {row.number: _minutes(chart.process, row, day_minutes) for row in chart.rows}
    found = [_of_lane(chart, lane, minutes, day_minutes) for lane in chart.lanes]
    timed = [row for row, spent in minutes.items() if spent]
    return (*found, _load("Seluruh prosedur", timed, sum(minutes.values()), day_minutes))


def _minutes(process: Process, row: Row, day_minutes: int) -> int:
    duration = graph.durations(process)[row.tasks[0].id]
    return Standard.parse(duration).minutes(day_minutes) if duration else 0


def _of_lane(chart: Chart, lane: Lane, minutes: Mapping[str, int], day_minutes: int) -> Load:
    timed = [row for row in chart.rows if minutes[row.number]]
    own = [row for row in timed if lane.id in {task.lane for task in row.tasks}]
    counted = [row.number for row in own if row.tasks[0].lane == lane.id]
    rows = [row.number if row.number in counted else f"{row.number}*" for row in own]
    return _load(lane.name, rows, sum(minutes[number] for number in counted), day_minutes)


def _load(name: str, rows: Sequence[str], total: int, day_minutes: int) -> Load:
    written = f"{total:,}".replace(",", ".")
    days = f"{total / day_minutes:.2f}".replace(".", ",")
    return Load(name, tuple(rows), total, written, days)


def shared(found: Sequence[Load]) -> str:
    """What the asterisks of loads mean; "" where there are none."""
    return SHARED if any(row.endswith("*") for load in found for row in load.rows) else ""

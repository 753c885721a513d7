"""Who does what, and how much standard time each post has: both beside the printed SOP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.diagram import graph
from engine.diagram.process import Node, Process
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


@dataclass(frozen=True)
class Load:
    """The standard time of a post in working minutes and days, and in which rows it has it."""

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

    Tasks that share a row share its time; it counts once, for the first that has it.
    """
    spent = {row.number: _spent(row, day_minutes) for row in chart.rows}
    found = [_load(lane.name, lane.id, spent, day_minutes) for lane in chart.lanes]
    everything = _load("Seluruh prosedur", None, spent, day_minutes)
    return (*found, everything)


def _spent(row: Row, day_minutes: int) -> tuple[str, int]:
    """The lane whose time a row is, and how many minutes; ("", 0) for none."""
    for task in row.tasks:
        if duration := step(task).standard.duration:
            return task.lane, Standard.parse(duration).minutes(day_minutes)
    return "", 0


def _load(
    name: str, lane: str | None, spent: Mapping[str, tuple[str, int]], day_minutes: int
) -> Load:
    own = {row: minutes for row, (of, minutes) in spent.items() if minutes and lane in (None, of)}
    total = sum(own.values())
    written = f"{total:,}".replace(",", ".")
    days = f"{total / day_minutes:.2f}".replace(".", ",")
    return Load(name, tuple(own), total, written, days)

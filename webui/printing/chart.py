"""The SOP as the form draws it: rows, in each the symbols of its lanes, and arrows between them.

Row 1's symbol is the start and its task in one, the last row's its task and the end; a task before
a decision is one diamond (PermenPAN-RB 35/2012). A start or end that is not one with a task has a
capsule of its own in the same row. Symbols of a row that would stand in each other's way take
bands, one below the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from engine.diagram import graph
from engine.diagram.process import Kind, Lane, Node, Process
from engine.errors import BadInput
from webui.printing.ways import Way, onward

MOST_LANES = 14

CAPSULE, BOX, DIAMOND, CONNECTOR = "capsule", "box", "diamond", "connector"


@dataclass(frozen=True)
class Symbol:
    """A symbol in a lane (counted from 0); `letter` is a connector's."""

    id: str
    kind: str
    lane: int
    letter: str = ""


Band = tuple[Symbol, ...]


@dataclass(frozen=True)
class Row:
    """A row: the number printed, the tasks that share it, and its symbols by band."""

    number: str
    tasks: tuple[Node, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Arrow:
    """An arrow between two symbols, by their ids; `back` marks a return."""

    source: str
    target: str
    label: str = ""
    back: bool = False


class TooManyPosts(BadInput):
    """This SOP has {count} posts; at most {most} fit beside each other on paper. Nothing was
    printed; divide the SOP, or give one lane to posts that work together."""


@dataclass(frozen=True, eq=False)
class Chart:
    """All of it. Lanes that no task stands in are not printed."""

    process: Process
    lanes: tuple[Lane, ...]
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]


@lru_cache(maxsize=64)
def chart(process: Process) -> Chart:
    """The chart of a process that the check accepts; raises TooManyPosts."""
    used = {node.lane for node in process.user_tasks}
    lanes = tuple(lane for lane in process.lanes if lane.id in used)
    if len(lanes) > MOST_LANES:
        raise TooManyPosts(count=len(lanes), most=MOST_LANES)
    place = {lane.id: number for number, lane in enumerate(lanes)}
    rows, arrows = [], _starts(process) if _begins_apart(process) else []
    for number, tasks in _grouped(process):
        bands = _bands([_symbol(process, task, place) for task in tasks])
        apart = [
            _ending(process, way, place) for task in tasks for way in _ends_apart(process, task)
        ]
        first = [_beginning(process, tasks, place)] if _starts_in(process, tasks) else []
        rows.append(Row(number, tasks, (*_bands(first), *bands, *_bands(apart))))
        arrows += [arrow for task in tasks for arrow in _arrows(process, task)]
    return Chart(process, lanes, tuple(rows), tuple(arrows))


def _grouped(process: Process) -> list[tuple[str, tuple[Node, ...]]]:
    """The tasks by row; rows by their number, tasks of a row in walking order."""
    numbers, tasks = graph.rows(process), dict[str, list[Node]]()
    for node in graph.walking_order(process):
        if process.node[node].kind is Kind.USER_TASK:
            tasks.setdefault(numbers[node], []).append(process.node[node])
    return [(number, tuple(tasks[number])) for number in sorted(tasks, key=_counted)]


def _counted(number: str) -> list[tuple[bool, int, str]]:
    """A row's number to sort by: 2 before 10, 7 before 7b."""
    parts = re.findall(r"[0-9]+|[^0-9]+", number)
    return [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def _symbol(process: Process, task: Node, place: dict[str, int]) -> Symbol:
    if graph.forks(process, task.id):
        return Symbol(task.id, DIAMOND, place[task.lane])
    ends = any(process.node[way.target].kind is Kind.END for way in onward(process, task.id))
    is_first = task in _first(process) and not _begins_apart(process)
    is_last = ends and not _ends_apart(process, task)
    return Symbol(task.id, CAPSULE if is_first or is_last else BOX, place[task.lane])


def _bands(symbols: Iterable[Symbol]) -> tuple[Band, ...]:
    """Symbols beside each other while each is reached from the one before in a straight line."""
    bands: list[list[Symbol]] = []
    for symbol in symbols:
        if bands and _is_free(bands[-1], symbol.lane):
            bands[-1].append(symbol)
        else:
            bands.append([symbol])
    return tuple(map(tuple, bands))


def _is_free(band: list[Symbol], lane: int) -> bool:
    near, far = sorted((band[-1].lane, lane))
    return not any(near <= other.lane <= far for other in band[:-1]) and band[-1].lane != lane


# --- beginning and ending ---------------------------------------------------------------------


def _first(process: Process) -> list[Node]:
    return [process.node[way.target] for way in onward(process, process.start.id)]


def _begins_apart(process: Process) -> bool:
    """Whether the start is no task's: it leads to several, or to one that decides."""
    first = _first(process)
    return len(first) != 1 or first[0].kind is Kind.END or graph.forks(process, first[0].id)


def _starts_in(process: Process, tasks: tuple[Node, ...]) -> bool:
    return _begins_apart(process) and next(iter(_first(process)), None) in tasks


def _beginning(process: Process, tasks: tuple[Node, ...], place: dict[str, int]) -> Symbol:
    start = process.start
    first = next(node for node in _first(process) if node in tasks)
    return Symbol(start.id, CAPSULE, place.get(start.lane, place[first.lane]))


def _starts(process: Process) -> list[Arrow]:
    ways = onward(process, process.start.id)
    tasks = [way for way in ways if process.node[way.target].kind is Kind.USER_TASK]
    return [Arrow(way.source, way.target, way.label) for way in tasks]


def _ends_apart(process: Process, task: Node) -> list[Way]:
    """The ways of a task to ends that print a capsule of their own: not all its ways end."""
    ways = onward(process, task.id)
    ends = [way for way in ways if process.node[way.target].kind is Kind.END]
    return [] if len(ends) == len(ways) and not graph.forks(process, task.id) else ends


def _ending(process: Process, way: Way, place: dict[str, int]) -> Symbol:
    end, task = process.node[way.target], process.node[way.source]
    return Symbol(_apart(way), CAPSULE, place.get(end.lane, place[task.lane]))


def _apart(way: Way) -> str:
    return f"{way.source} {way.target} {way.label}"


def _arrows(process: Process, task: Node) -> Iterable[Arrow]:
    apart = _ends_apart(process, task)
    for way in onward(process, task.id):
        if process.node[way.target].kind is Kind.USER_TASK:
            yield Arrow(way.source, way.target, way.label, way.back)
        elif way in apart:
            yield Arrow(way.source, _apart(way), way.label)

"""Rows coming, going and changing places: the flows between them, and where they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.diagram import graph
from engine.diagram.editing import elements, flows, numbers
from engine.diagram.editing.lanes import list_node
from engine.diagram.editing.rows import Row, set_row, step_of
from engine.diagram.editing.sheet import Sheet
from engine.diagram.layout import placing
from engine.diagram.layout.plan import TASK
from engine.diagram.process import Flow, Kind, Process
from engine.diagram.step import Provenance
from engine.errors import LastRow, RowNeeded, RowsNotNeighbours, WaySplits


def insert_row(data: bytes, after: str, row: Row, lane: str) -> tuple[bytes, str]:
    """The diagram with a new row behind another, and the id of its step.

    `after` is a step or the start event; behind a step that shares its row number with the next
    ones, the new row comes behind these. Raises WaySplits where several ways lead on.
    """
    sheet = Sheet(data)
    name = put_behind(sheet, _last_of_row(sheet.process, after), row, lane)
    elements.write(step_of(sheet, name), "provenance", Provenance.PROPOSED.value)
    return sheet.close(), name


def put_behind(sheet: Sheet, after: str, row: Row, lane: str) -> str:
    """Add a step on the one way that leads on from another; its id."""
    way = onward(sheet.process, after)
    plan = sheet.plan()
    wider = placing.slack(plan, way)
    number = numbers.make_room(sheet, after)
    name = flows.add_node(sheet, Kind.USER_TASK, "T", behind=way.source)
    list_node(sheet, name, lane)
    flows.split(sheet, way.id, name)
    sheet.read()
    elements.write(step_of(sheet, name), "meaning", row.meaning.value)
    set_row(sheet, name, replace(row, number=row.number or number))
    plan.process = sheet.process
    placing.insert(plan, name, TASK, wider)
    sheet.draw(plan)
    return name


def onward(process: Process, node: str) -> Flow:
    """The one flow by which a step, or the decision behind it, leads on; raises WaySplits."""
    ways = graph.decisions(process, node)
    ahead = [flow for flow in ways if not graph.is_return(process, flow)]
    found = ahead if ways else process.outgoing[node]
    if len(found) != 1:
        raise WaySplits(row=graph.rows(process).get(node, ""))
    return found[0]


def _last_of_row(process: Process, node: str) -> str:
    """The last of the steps that follow each other directly in the row of a step."""
    steps = [node]
    rows = graph.rows(process)
    while (after := graph.directly_after(process, steps[-1])) and after not in steps:
        if node not in rows or rows[after] != rows[node]:
            break
        steps.append(after)
    return steps[-1]


def remove_row(data: bytes, node: str) -> bytes:
    """The diagram without a step; what led to it leads to what followed it.

    Raises LastRow for the only step, and RowNeeded where a decision or a branching hangs on it.
    """
    sheet = Sheet(data)
    process = sheet.process
    if len(process.user_tasks) == 1:
        raise LastRow()
    if _is_needed(process, node):
        raise RowNeeded(row=graph.rows(process)[node])
    (way,) = process.outgoing[node]
    into = process.incoming[node]
    plan = sheet.plan()
    wider = placing.slack(plan, way) + max((placing.slack(plan, f) for f in into), default=0.0)
    numbers.close_room(sheet, node)
    joined = flows.join(sheet, node)
    plan.process = sheet.read()
    plan.forget(node, way.id)
    placing.close(plan, [plan.process.flow[name] for name in joined], wider)
    sheet.draw(plan)
    return sheet.close()


def _is_needed(process: Process, node: str) -> bool:
    """Whether a decision follows a step, or several ways meet at it before a branching."""
    ways = process.outgoing[node]
    after = process.node[ways[0].target] if len(ways) == 1 else None
    if after is None:
        return True
    splits = after.kind is Kind.CHOICE and len(process.outgoing[after.id]) > 1
    meets = after.kind is Kind.PARALLEL and len(process.incoming[node]) > 1
    return splits or meets


# --- changing places --------------------------------------------------------------------------


def move_up(data: bytes, node: str) -> bytes:
    """The diagram with the row of a step before the row that it followed.

    Raises RowsNotNeighbours where that row does not lead to this one alone.
    """
    process = Sheet(data).process
    row = row_around(process, node)
    sources = [flow.source for flow in _entering(process, row)]
    before = _step_before(process, sources[0]) if len(sources) == 1 else ""
    if not before:
        raise RowsNotNeighbours(row=graph.rows(process)[node])
    return move_down(data, before)


def move_down(data: bytes, node: str) -> bytes:
    """The diagram with the row of a step behind the row that followed it.

    Raises RowsNotNeighbours where it does not lead to that row alone, or that row returns to it.
    """
    sheet = Sheet(data)
    process = sheet.process
    first = row_around(process, node)
    way = _way_out(process, first)
    if process.node[way.target].kind is not Kind.USER_TASK or way.target in first:
        raise RowsNotNeighbours(row=graph.rows(process)[node])
    second = row_around(process, way.target)
    onto = _way_out(process, second)
    entering = _entering(process, first)
    if not _may_change(process, first, second) or _entering(process, second) != [way]:
        raise RowsNotNeighbours(row=graph.rows(process)[node])
    plan = sheet.plan()
    wider = [placing.slack(plan, f) for f in (entering[0], way, onto)]
    for flow, target, old in ((entering[0], second[0], way), (onto, first[0], entering[0])):
        flows.lead(sheet, flow.id, target, old.id)
    flows.lead(sheet, way.id, onto.target, onto.id)
    numbers.swap(sheet, first, second)
    plan.process = sheet.read()
    placing.exchange(plan, first, second, wider)
    sheet.draw(plan)
    return sheet.close()


def _may_change(process: Process, first: Sequence[str], second: Sequence[str]) -> bool:
    returns = [flow for node in second for flow in process.outgoing[node] if flow.target in first]
    return not returns and len(_entering(process, first)) == 1


def row_around(process: Process, node: str) -> list[str]:
    """The steps of a row that follow each other directly, and the gateway at which it decides."""
    rows, found = graph.rows(process), [node]
    while (before := _only_source(process, found[0])) and before not in found:
        if graph.directly_after(process, before) != found[0] or rows[before] != rows[node]:
            break
        found.insert(0, before)
    last = _last_of_row(process, node)
    while found[-1] != last:
        found.append(graph.directly_after(process, found[-1]))
    return [*found, *{flow.source: None for flow in graph.decisions(process, last)}]


def _only_source(process: Process, node: str) -> str:
    """The step from which alone a node is reached, or ""."""
    sources = {f.source for f in process.incoming[node] if not graph.is_return(process, f)}
    only = sources.pop() if len(sources) == 1 else ""
    return only if only and process.node[only].kind is Kind.USER_TASK else ""


def _step_before(process: Process, node: str) -> str:
    """A node if it is a step, or the step that decides at it; else ""."""
    if process.node[node].kind is Kind.USER_TASK:
        return node
    sources = [flow.source for flow in process.incoming[node]]
    decides = len(sources) == 1 and graph.decisions(process, sources[0])
    return sources[0] if decides else ""


def _way_out(process: Process, row: Sequence[str]) -> Flow:
    steps = [node for node in row if process.node[node].kind is Kind.USER_TASK]
    return onward(process, steps[-1])


def _entering(process: Process, row: Sequence[str]) -> list[Flow]:
    """The flows that come to a row from before."""
    into = (flow for flow in process.incoming[row[0]] if flow.source not in row)
    return [flow for flow in into if not graph.is_return(process, flow)]

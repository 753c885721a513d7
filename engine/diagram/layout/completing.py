"""Gives a place to all that has none: in a process without a drawing, to everything."""

from __future__ import annotations

from dataclasses import replace

from engine.diagram import graph
from engine.diagram.layout import frames, labels, placing, returns, spacing
from engine.diagram.layout.plan import EVENT, GAP, GATEWAY, TASK, Plan, bottom, right
from engine.diagram.process import Box, Flow, Kind

SIZES = {Kind.USER_TASK: TASK, Kind.CHOICE: GATEWAY, Kind.PARALLEL: GATEWAY}
FIRST = 235.0
"""Where the first node begins."""
OUTSIDE = ""
"""The lane of nodes that are in none, which is drawn below the others and then forgotten."""


def complete(plan: Plan, pool: str) -> None:
    """Draw what is not drawn: the pool of the process ("" for none), lanes, nodes, flows."""
    process, own, drawn = plan.process, plan.frames, set(plan.boxes)
    back = [flow for flow in process.flows if graph.is_return(process, flow)]
    plan.process = replace(process, flows=tuple(f for f in process.flows if f not in back))
    frames.open_lanes(plan)
    _open_outside(plan)
    for node in graph.walking_order(process):
        if not plan.draws(node):
            _place(plan, node)
    plan.process = process
    for flow in process.flows:
        _run(plan, flow)
    plan.boxes.pop(OUTSIDE, None)
    plan.frames = own
    if not own <= drawn:
        frames.close(plan, pool)
    if not drawn:
        labels.name_all(plan)


def _open_outside(plan: Plan) -> None:
    if all(node.lane in plan.boxes for node in plan.process.nodes):
        return
    top = max((bottom(box) for _, box in plan.lanes()), default=frames.TOP)
    plan.frames |= {OUTSIDE}
    plan.boxes[OUTSIDE] = Box(frames.LEFT, top, EVENT[0], frames.HEIGHT)


def _place(plan: Plan, name: str) -> None:
    """Put a node behind what leads to it, else behind all others."""
    node = plan.process.node[name]
    size = SIZES.get(node.kind, EVENT)
    if any(plan.draws(flow.source) for flow in plan.process.incoming[name]):
        placing.insert(plan, name, size)
        return
    ends = [right(box) for box in plan.shapes().values()]
    left = max(ends) + GAP if ends else FIRST
    height = spacing.line_of(plan, node.lane)
    plan.boxes[name] = Box(left, height - size[1] / 2, *size)
    placing.redraw(plan, [name])


def _run(plan: Plan, flow: Flow) -> None:
    """Draw a flow that leads back, or that no node has brought with it."""
    if plan.draws(flow.source, flow.target) and len(plan.edges.get(flow.id, ())) < 2:
        returns.draw(plan, flow)

"""Decisions: that a row can be sent back to an earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from engine.diagram import graph
from engine.diagram.editing import elements, flows
from engine.diagram.editing.canvas import Canvas
from engine.diagram.editing.lanes import list_node
from engine.diagram.editing.order import onward
from engine.diagram.layout import labels, placing, returns as drawn
from engine.diagram.layout.plan import GATEWAY, Plan
from engine.diagram.process import Flow, Kind, Process
from engine.errors import AlreadyExists, DecisionLost, NotEarlier


@dataclass(frozen=True)
class Words:
    """What a decision is called: its question, the way on and the way back, in two languages."""

    question: str
    forward: str
    back: str
    question_en: str = ""
    forward_en: str = ""
    back_en: str = ""


def add_return(data: bytes, node: str, to: str, words: Words) -> tuple[bytes, str]:
    """The diagram with a way back from one row to an earlier one, and the id of the new flow.

    A row without a decision gets one. Raises NotEarlier where the other row does not always come
    before, WaySplits, and AlreadyExists where the decision has a way of that name.
    """
    canvas = Canvas(data)
    name = lead_back(canvas, node, to, words)
    return canvas.close(), name


def lead_back(canvas: Canvas, node: str, to: str, words: Words) -> str:
    """Add a way back, and the gateway for it if there is none; the id of the new flow."""
    process = canvas.process
    if to not in earlier(process, node):
        raise NotEarlier(row=graph.rows(process).get(node, ""))
    ways = graph.decisions(process, node)
    if words.back.casefold() in {flow.name.casefold() for flow in ways}:
        raise AlreadyExists(what="decision", name=words.back)
    gateway = ways[0].source if ways else _decide(canvas, node, words)
    last = canvas.process.outgoing[gateway][-1]
    plan = canvas.plan(mending=False)
    name = flows.add_flow(canvas, gateway, to, behind=last.id)
    _name(canvas, name, words.back, words.back_en)
    flow = (plan := _read(canvas, plan)).process.flow[name]
    if plan.draws(gateway, to):
        drawn.draw(plan, flow)
        labels.name_node(plan, gateway)
    canvas.draw(plan)
    return name


def earlier(process: Process, node: str) -> list[str]:
    """The steps to which a row can lead back: those that always come before it.

    From inside a parallel branch there are none: a loop in one could not run.
    """
    if graph.in_branch(process, node):
        return []
    passed = graph.dominators(process).get(node, set()) - {node}
    return [step.id for step in process.user_tasks if step.id in passed]


def _decide(canvas: Canvas, node: str, words: Words) -> str:
    """Put a gateway behind a row: it leads on by the flow by which the row did."""
    way = onward(canvas.process, node)
    plan = canvas.plan()
    wider = placing.slack(plan, way)
    gateway = flows.add_node(canvas, Kind.CHOICE, "G", behind=node)
    elements.write(canvas.node(gateway), "name", words.question)
    elements.write(canvas.node(gateway), "alur:nameEn", words.question_en)
    list_node(canvas, gateway, canvas.process.node[node].lane)
    flows.precede(canvas, way.id, gateway)
    if not way.name:
        _name(canvas, way.id, words.forward, words.forward_en)
    plan = _read(canvas, plan)
    placing.insert(plan, gateway, GATEWAY, wider)
    canvas.draw(plan)
    return gateway


def _name(canvas: Canvas, flow: str, name: str, name_en: str) -> None:
    element = canvas.node(flow)
    elements.write(element, "name", name)
    elements.write(element, "alur:nameEn", name_en)


def _read(canvas: Canvas, plan: Plan) -> Plan:
    plan.process = canvas.read()
    return plan


def remove_return(data: bytes, flow: str) -> bytes:
    """The diagram without a way back; a decision with one way left is none, and goes with it.

    Raises DecisionLost for a flow that leads on.
    """
    canvas = Canvas(data)
    way = canvas.process.flow[flow]
    if not graph.is_return(canvas.process, way):
        raise DecisionLost(name=way.name)
    plan = canvas.plan()
    drawn.take(plan, flow)
    flows.remove(canvas, flow)
    plan = _read(canvas, plan)
    left = plan.process.outgoing[way.source]
    if len(left) == 1 and len(plan.process.incoming[way.source]) == 1:
        _undecide(canvas, plan, left[0])
    elif plan.draws(way.source):
        labels.name_node(plan, way.source)
    canvas.draw(plan)
    return canvas.close()


def _undecide(canvas: Canvas, plan: Plan, way: Flow) -> None:
    """Take out a gateway that leads only on; the flow on loses the name that was a button."""
    (into,) = canvas.process.incoming[way.source]
    wider = placing.slack(plan, way) + placing.slack(plan, into)
    flows.bypass(canvas, way.source)
    _name(canvas, way.id, "", "")
    _read(canvas, plan)
    plan.forget(way.source, into.id)
    placing.close(plan, [plan.process.flow[way.id]], wider)


def returns(process: Process, node: str) -> list[Flow]:
    """The ways back among which whoever completes a row can choose."""
    return [f for f in graph.decisions(process, node) if graph.is_return(process, f)]

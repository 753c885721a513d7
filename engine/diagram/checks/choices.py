"""Exclusive gateways: a person decides by named flows, or one condition does, with a default."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from engine.conditions.language import Condition, compile_condition
from engine.diagram import graph, xml
from engine.diagram.checks.subject import Subject
from engine.diagram.process import Flow, Kind, Process
from engine.diagram.verdicts import Verdict, changed, refused
from engine.errors import BadCondition, UndecidableCondition
from engine.fields.answers import example
from engine.fields.kinds import Field, FieldType
from engine.fields.values import typed

_UNREADABLE = (FieldType.FILE, FieldType.INDICATORS)


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """Every split by itself, and the conditions that would choose nothing."""
    asked = set[str]()
    for gateway, flows in subject.splits:
        default = _default(subject, gateway.id)
        if graph.decides(subject.process, gateway.id):
            yield from _decision(subject.process, gateway.id, default)
        else:
            yield from _conditions(gateway.id, flows, default)
            asked |= {flow.id for flow in flows if flow.id != default}
    for flow in subject.process.flows:
        yield from _written(subject, flow)
        if flow.condition and flow.id not in asked:
            yield refused(flow.id, "condition-ignored")


def _default(subject: Subject, gateway: str) -> str:
    element = subject.by_id.get(gateway)
    return element.get("default", "") if element is not None else ""


def _decision(process: Process, gateway: str, default: str) -> Iterator[Verdict]:
    names = [flow.name.casefold() for flow in process.outgoing[gateway]]
    if "" in names:
        yield refused(gateway, "decision-unnamed")
    if len({name for name in names if name}) < sum(map(bool, names)):
        yield refused(gateway, "decision-same-name")
    before = [process.node.get(flow.source) for flow in process.incoming[gateway]]
    # One to which no flow leads is unreachable, and says so.
    if any(node is None or node.kind is not Kind.USER_TASK for node in before):
        yield refused(gateway, "decision-without-step")
    if default:
        yield changed(gateway, "decision-default")


def _conditions(gateway: str, flows: tuple[Flow, ...], default: str) -> Iterator[Verdict]:
    if default not in {flow.id for flow in flows}:
        yield refused(gateway, "default-missing")
    if len(flows) > 2:
        yield refused(gateway, "conditions-order")
    for flow in flows:
        if flow.condition and flow.id != default:
            yield changed(flow.id, "flow-by-field")
        elif flow.id != default:
            yield refused(flow.id, "condition-missing")


def _written(subject: Subject, flow: Flow) -> Iterator[Verdict]:
    """Faults in a condition as it is written."""
    element = subject.by_id.get(flow.id)
    found = xml.children(element, "conditionExpression") if element is not None else []
    for expression in found:
        language = expression.get("language", "")
        if language or len(expression) or len(found) > 1:
            yield refused(flow.id, "script", detail=language or "conditionExpression")
        if not xml.text(expression):
            yield refused(flow.id, "condition-empty")
    try:
        if flow.condition:
            compile_condition(flow.condition)
    except BadCondition as bad:
        yield refused(flow.id, "condition-invalid", **why(bad))


def why(bad: BadCondition | UndecidableCondition) -> dict[str, str]:
    """Why a condition cannot be used, and the part that is at fault."""
    return {name: str(bad.facts[name]) for name in ("reason", "part")}


def decided(subject: Subject) -> Iterator[Verdict]:
    """Decisions that only lead back, and conditions on what no step before gives."""
    passed, sure = graph.always_before(subject.process), _sure(subject.process)
    for gateway, flows in subject.splits:
        if gateway.id not in passed:
            continue  # What comes before it is not known until a path leads to it.
        if all(graph.is_return(subject.process, flow) for flow in flows):
            yield refused(gateway.id, "decision-only-returns")
        asked = {name for flow in flows for name in _names(flow)} & sure.keys()
        given = {name: sure[name][0] for name in asked if sure[name][1] & passed[gateway.id]}
        for flow in flows:
            yield from _answered(flow, given)


def _condition(flow: Flow) -> Condition | None:
    try:
        return compile_condition(flow.condition) if flow.condition else None
    except BadCondition:
        return None


def _names(flow: Flow) -> frozenset[str]:
    condition = _condition(flow)
    return condition.names if condition else frozenset()


def _answered(flow: Flow, given: dict[str, Field]) -> Iterator[Verdict]:
    condition = _condition(flow)
    if condition is None:
        return
    unknown = sorted(condition.names - given.keys())
    if unknown:
        yield refused(flow.id, "condition-unknown-field", detail=", ".join(unknown))
    elif fault := fault_of(condition, examples([given[name] for name in condition.names])):
        yield refused(flow.id, "condition-invalid", **fault)


def _sure(process: Process) -> dict[str, tuple[Field, set[str]]]:
    """The fields that surely have an answer behind a step that asks them, with these steps, by key.

    The newest answer of a key wins, so no other step may leave it blank or give another type.
    """
    every: dict[str, list[tuple[str, Field]]] = {}
    for node in process.user_tasks:
        for field in node.step.fields if node.step else ():
            every.setdefault(field.key, []).append((node.id, field))
    return {
        key: (twins[-1][1], {node for node, _ in twins})
        for key, twins in every.items()
        if _agree([field for _, field in twins])
    }


def _agree(twins: list[Field]) -> bool:
    return all(map(_is_sure, twins)) and len({field.type for field in twins}) == 1


def _is_sure(field: Field) -> bool:
    has_answer = field.takes_answer and field.type not in _UNREADABLE
    return field.required and not field.shown_when and has_answer


def examples(given: list[Field]) -> dict[str, object]:
    """The fields' values as conditions read them, each with an answer that fits."""
    answers = {field.key: _example(field) for field in given}
    return typed(given, {key: a for key, a in answers.items() if a is not None})


def _example(field: Field) -> object:
    match field.type:
        case FieldType.NUMBER:
            return "0"
        case FieldType.ROWS:
            return []
    return example(field)


def fault_of(condition: Condition, values: Mapping[str, object]) -> dict[str, str]:
    """Why the condition, or a part of it that may not be reached now, has no answer; or nothing."""
    try:
        for part in _parts(condition.tree):
            Condition(condition.text, condition.names, part).holds(values)
    except UndecidableCondition as undecidable:
        return why(undecidable)
    return {}


def _parts(tree: ast.expr) -> Iterator[ast.expr]:
    """The expressions that have to be yes or no: `and` and `or` stop before their last."""
    yield tree
    match tree:
        case ast.BoolOp(values=parts):
            for part in parts:
                yield from _parts(part)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            yield from _parts(part)

"""SpiffWorkflow as a token engine: the only module that imports it.

It moves tokens and nothing else. `task.data` stays empty; what conditions read is handed in at each
step; history, forms and people live in our tables. The state that comes out is small, stands apart
from the spec, and is pruned after each step, so that its size and cost do not grow with returns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.script_engine import BasePythonScriptEngineEnvironment, PythonScriptEngine
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter, WorkflowConverter
from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.specs.Join import Join
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.conditions.language import compile_condition
from engine.errors import (
    AlurError,
    EngineRefused,
    StateUnreadable,
    TokenGone,
    UndecidableCondition,
)

# Raised when the state's own form changes; SpiffWorkflow is pinned for the same reason.
STATE_FORMAT = 1

_ACTIVE = (TaskState.WAITING, TaskState.READY, TaskState.STARTED)


@dataclass(frozen=True)
class Token:
    """A user task that waits for a person: the node, and the engine's own id of this visit."""

    node: str
    id: bytes


@dataclass(frozen=True)
class Stored:
    """A position as it was stored: of which instance, in which format, and its bytes."""

    title: str
    format: int
    state: bytes


@dataclass(frozen=True)
class Position:
    """Where an instance stands: its packed state (None once it has ended) and its tokens."""

    state: bytes | None
    tokens: tuple[Token, ...]

    @property
    def ended(self) -> bool:
        """Whether every path of the instance has reached an end."""
        return self.state is None


def schema_problems(root: Any) -> list[tuple[int, str]]:
    """What breaks the BPMN 2.0 schema in a parsed file, each with its line."""
    schema = _validator().validator
    if schema.validate(root):
        return []
    found = ((error.line, error.message) for error in schema.error_log)
    return [(line, re.sub("{[^}]*}", "", message)) for line, message in found]


@cache
def _validator() -> BpmnValidator:
    return BpmnValidator()


class Spec:
    """A diagram that can be executed; one per version, shared by all its instances and threads.

    Raises EngineRefused for one that SpiffWorkflow does not take.
    """

    def __init__(self, root: Any, key: str) -> None:
        parser = BpmnParser()
        try:
            parser.add_bpmn_xml(root)
            self._spec: BpmnProcessSpec = parser.get_spec(key)
        except (ValidationException, SpiffWorkflowException, RecursionError, KeyError) as error:
            raise EngineRefused(detail=str(error)[:200]) from error

    def start(self, values: Mapping[str, object]) -> Position:
        """A new instance, run up to its first user tasks.

        Raises UndecidableCondition and EngineRefused, as `complete`.
        """
        return _advance(BpmnWorkflow(self._spec, script_engine=_engine(values)), None)

    def place(self, node: str) -> Position:
        """The position of an instance whose only token waits at a user task."""
        workflow = BpmnWorkflow(self._spec, script_engine=_engine({}))
        root = workflow.task_tree
        root._children = []
        root._set_state(TaskState.COMPLETED)
        workflow.tasks.clear()
        workflow.tasks[root.id] = root
        task = root._add_child(self._spec.task_specs[node], TaskState.FUTURE)
        task.triggered = True
        task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)
        task.task_spec._update(task)
        return _advance(workflow, None)

    def complete(self, stored: Stored, token: bytes, values: Mapping[str, object]) -> Position:
        """The position after the user task of a token is completed.

        `values` is all that conditions can read. Raises StateUnreadable, TokenGone when the token
        does not wait, UndecidableCondition when a condition has no answer, and EngineRefused for
        whatever else SpiffWorkflow does not run; what is stored is untouched.
        """
        workflow = self._load(stored, values)
        task = workflow.tasks.get(UUID(bytes=token))
        # SpiffWorkflow itself would run a finished or future task again without a word.
        if task is None or task.state != TaskState.READY or not task.task_spec.manual:
            raise TokenGone(token=UUID(bytes=token))
        return _advance(workflow, task)

    def _load(self, stored: Stored, values: Mapping[str, object]) -> BpmnWorkflow:
        # What another format means is unknown, even where its bytes can be read.
        if stored.format != STATE_FORMAT:
            raise StateUnreadable(title=stored.title, detail=f"format {stored.format}")
        try:
            workflow = _serializer.from_dict(json.loads(stored.state), spec=self._spec)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StateUnreadable(title=stored.title, detail=type(error).__name__) from error
        if not isinstance(workflow, BpmnWorkflow):
            raise StateUnreadable(title=stored.title, detail=type(workflow).__name__)
        workflow.script_engine = _engine(values)
        return workflow


def _advance(workflow: BpmnWorkflow, task: Task | None) -> Position:
    _run(workflow, task)
    _prune(workflow)
    return _position(workflow)


def _run(workflow: BpmnWorkflow, task: Task | None) -> None:
    try:
        if task is not None:
            task.run()
        workflow.do_engine_steps()
    except SpiffWorkflowException as error:
        raise _our_own(error) from error


def _position(workflow: BpmnWorkflow) -> Position:
    if workflow.is_completed():
        return Position(None, ())
    return Position(_dump(workflow), _tokens(workflow))


def _our_own(error: SpiffWorkflowException) -> AlurError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, AlurError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return EngineRefused(detail=str(error)[:200])


def _tokens(workflow: BpmnWorkflow) -> tuple[Token, ...]:
    ready = (t for t in workflow.tasks.values() if t.state == TaskState.READY)
    return tuple(Token(t.task_spec.name, t.id.bytes) for t in ready if t.task_spec.manual)


def _dump(workflow: BpmnWorkflow) -> bytes:
    return json.dumps(_serializer.to_dict(workflow), separators=(",", ":")).encode()


# --- conditions -------------------------------------------------------------------------------


class _ClosedEnvironment(BasePythonScriptEngineEnvironment):  # type: ignore[misc]
    """Reads the values handed in through the closed expression language; runs nothing."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__()
        self.values = values

    def evaluate(self, expression: str, context: Any, external_context: Any = None) -> bool:
        return compile_condition(expression).holds(self.values)

    def execute(self, script: str, context: Any, external_context: Any = None) -> bool:
        raise UndecidableCondition(condition=script, reason="scripts are not run", part=script)

    def call_service(self, context: Any, **facts: Any) -> str:
        raise UndecidableCondition(condition="", reason="services are not called", part="")


def _engine(values: Mapping[str, object]) -> PythonScriptEngine:
    return PythonScriptEngine(environment=_ClosedEnvironment(values))


# --- the state, apart from the spec -----------------------------------------------------------


class _StateConverter(BpmnWorkflowConverter):  # type: ignore[misc]
    """SpiffWorkflow's own converter without the spec, which is attached again when loading."""

    def to_dict(self, workflow: BpmnWorkflow) -> dict[str, Any]:
        state: dict[str, Any] = WorkflowConverter.to_dict(self, workflow)
        state["subprocesses"] = {}
        return state

    def from_dict(self, state: dict[str, Any], spec: BpmnProcessSpec) -> BpmnWorkflow:
        workflow = self.target_class(spec, {}, deserializing=True)
        workflow.tasks = self.mapping_from_dict(state["tasks"], UUID, workflow=workflow)
        workflow.task_tree = workflow.tasks[UUID(state["root"])]
        self.set_default_attributes(workflow, state)
        return workflow


_serializer = BpmnWorkflowSerializer(
    BpmnWorkflowSerializer.configure({**DEFAULT_CONFIG, BpmnWorkflow: _StateConverter})
)


# --- pruning ----------------------------------------------------------------------------------


def _prune(workflow: BpmnWorkflow) -> None:
    """Drop the finished part of the task tree when the instance stands at exactly one place.

    With several tokens nothing is dropped: a waiting join needs its siblings, and dropping any
    finished branch would let it wait for ever (tried: 36 of 36 join orders).
    """
    tasks = workflow.tasks
    active = [t for t in tasks.values() if t.state in _ACTIVE]
    if len(active) != 1 or active[0].state == TaskState.STARTED:
        return
    anchor, root = active[0], workflow.task_tree
    if isinstance(anchor.task_spec, Join) or anchor.id == root.id:
        return
    kept = {root.id, *_subtree(tasks, anchor.id)}
    root._children, anchor._parent, anchor.triggered = [anchor.id], root.id, True
    for gone in [task for task in tasks if task not in kept]:
        del tasks[gone]
    if workflow.last_task is not None and workflow.last_task.id not in tasks:
        workflow.last_task = None


def _subtree(tasks: Mapping[UUID, Task], top: UUID) -> set[UUID]:
    found, waiting = set[UUID](), [top]
    while waiting:
        found.add(task := waiting.pop())
        waiting += tasks[task]._children
    return found

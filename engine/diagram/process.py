"""A process as data: what a diagram says, free of XML.

Everything here is frozen and picklable: one `Process` per published bundle is kept in memory and
shared by all threads. Names follow BPMN 2.0; the office's own additions (row, wording, standard,
fields, meaning) come from the extension namespace described in `bpmn/README.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from engine.diagram.identity import Identity, Paper
from engine.diagram.step import Provenance, Step

P = ParamSpec("P")
T = TypeVar("T")


class Kind(StrEnum):
    """The node kinds that the engine runs."""

    START = "startEvent"
    END = "endEvent"
    USER_TASK = "userTask"
    CHOICE = "exclusiveGateway"
    PARALLEL = "parallelGateway"


GATEWAYS = frozenset({Kind.CHOICE, Kind.PARALLEL})


@dataclass(frozen=True)
class Lane:
    """A swimlane and the post that it stands for.

    `post` is the key of the post; `kind` is "single" (one office holder) or "group" (members, one
    of whom takes an item).
    """

    id: str
    name: str
    post: str
    kind: str = "single"
    name_en: str = ""

    @property
    def is_group(self) -> bool:
        """Whether several hold its post at once."""
        return self.kind == "group"


@dataclass(frozen=True)
class Node:
    """An event, task or gateway. `step` is set on user tasks only; `lane` is a lane's id."""

    id: str
    kind: Kind
    name: str
    lane: str
    name_en: str = ""
    step: Step | None = None


@dataclass(frozen=True)
class Flow:
    """A sequence flow; `condition` is text in the closed expression language, or ""."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""
    name_en: str = ""
    provenance: Provenance = Provenance.TEXT
    confidence: str = "1"


@dataclass(frozen=True)
class Box:
    """A drawn shape: top left corner, width and height in the diagram's own units (pixels)."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """The diagram interchange part: boxes by element id, way points by flow id, label boxes."""

    boxes: dict[str, Box] = field(default_factory=dict)
    edges: dict[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Process:
    """A whole diagram. `key` is the process id; nodes and flows keep the order of the file.

    Two processes are equal only when they are the same object. What was reckoned of one is kept
    in `known`: see `kept`.
    """

    key: str
    name: str
    name_en: str
    identity: Identity
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    papers: tuple[Paper, ...]
    drawing: Drawing
    pool: str = ""
    known: dict[object, Any] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def node(self) -> dict[str, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def flow(self) -> dict[str, Flow]:
        """Flows by id."""
        return {flow.id: flow for flow in self.flows}

    @cached_property
    def lane(self) -> dict[str, Lane]:
        """Lanes by id."""
        return {lane.id: lane for lane in self.lanes}

    @cached_property
    def outgoing(self) -> dict[str, tuple[Flow, ...]]:
        """Flows by the id of the node that they leave."""
        return _by_node(self.nodes, [(flow.source, flow) for flow in self.flows])

    @cached_property
    def incoming(self) -> dict[str, tuple[Flow, ...]]:
        """Flows by the id of the node that they enter."""
        return _by_node(self.nodes, [(flow.target, flow) for flow in self.flows])

    @property
    def user_tasks(self) -> tuple[Node, ...]:
        """The user tasks in the order of the file."""
        return tuple(node for node in self.nodes if node.kind is Kind.USER_TASK)

    @property
    def bindings(self) -> dict[str, str]:
        """The key of the post that each lane stands for, by the lane's id.

        A post that is notified and that no lane stands for is bound under its own key, after "@".
        """
        lanes = {lane.id: lane.post for lane in self.lanes}
        notified = {post for node in self.user_tasks if node.step for post in node.step.notify}
        return lanes | {f"@{key}": key for key in sorted(notified - set(lanes.values()))}

    @property
    def start(self) -> Node:
        """The one start event (the check refuses diagrams with none or several)."""
        return next(node for node in self.nodes if node.kind is Kind.START)

    def post_of(self, node_id: str) -> str:
        """The key of the post whose lane holds the node."""
        return self.lane[self.node[node_id].lane].post


def _by_node(
    nodes: Iterable[Node], flows: Iterable[tuple[str, Flow]]
) -> dict[str, tuple[Flow, ...]]:
    found: dict[str, list[Flow]] = {node.id: [] for node in nodes}
    for node, flow in flows:
        if node in found:
            found[node].append(flow)
    return {node: tuple(ways) for node, ways in found.items()}


def kept(answer: Callable[Concatenate[Process, P], T]) -> Callable[Concatenate[Process, P], T]:
    """A question about a process, whose answers are kept with that process and go when it does."""
    name = f"{answer.__module__}.{answer.__qualname__}"

    @wraps(answer)
    def answered(process: Process, /, *about: P.args, **named: P.kwargs) -> T:
        question = (name, *about, *named.items())
        if question not in process.known:
            process.known[question] = answer(process, *about, **named)
        found: T = process.known[question]
        return found

    return answered

"""What a picture is made of, and what is marked on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from engine.diagram import graph
from engine.diagram.process import Flow, Kind, Lane, Node, Process
from webui.pictures.lettering import Text


@dataclass(frozen=True)
class Tag:
    """What is said of a node in a word at its corner, and the CSS class that goes with it."""

    state: str
    word: str


@dataclass(frozen=True)
class Marks:
    """What happened on a process, by the ids of nodes and flows.

    `taken` counts how often a flow was walked, `rounds` how often a node was reached. A node with
    one of `tags` is not done, whatever `done` says.
    """

    done: Collection[str] = frozenset()
    now: Collection[str] = frozenset()
    taken: Mapping[str, int] = field(default_factory=dict)
    rounds: Mapping[str, int] = field(default_factory=dict)
    tags: Mapping[str, Tag] = field(default_factory=dict)

    def state(self, node_id: str) -> str:
        """The CSS class of a node; "" where nothing is marked at all."""
        if node_id in self.now:
            return "is-now"
        if node_id in self.tags:
            return self.tags[node_id].state
        if node_id in self.done:
            return "is-done"
        return "is-next" if self.done or self.now else ""

    def course(self, taken: bool, back: bool) -> str:
        """The CSS classes of a flow."""
        return "w" + " t" * taken + " r" * back


UNMARKED = Marks()


@dataclass(frozen=True)
class Label:
    """Words beside a shape or a line."""

    lines: tuple[Text, ...]
    back: bool = False


@dataclass(frozen=True)
class Line:
    """A flow: its path, the triangle at its end, its CSS classes and its label."""

    path: str
    head: str
    classes: str
    label: Label | None = None


@dataclass(frozen=True)
class Badge:
    """On the corner of a box: how often a step was reached, or what else is said of it."""

    path: str
    text: Text


@dataclass(frozen=True)
class Shape:
    """A node: outline, CSS class, full name, and what is written in it."""

    path: str
    state: str
    name: str
    ends: bool = False
    number: Text | None = None
    lines: tuple[Text, ...] = ()
    sign: str = ""
    label: Label | None = None
    badge: Badge | None = None


@dataclass(frozen=True)
class Band:
    """A lane: its outline and its name."""

    path: str
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Names:
    """The column of the lanes' names, which stays in view while a wide diagram is scrolled."""

    view_box: str
    width: float


@dataclass(frozen=True)
class LaneMap:
    """A whole diagram. `width` is None when it fills the page, else pixels (small, or scrolled)."""

    view_box: str
    width: int | None
    names: Names | None
    size: float
    bands: tuple[Band, ...]
    divider: str
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Strip:
    """The swimlane as a sparkline; `names` stand beside it, `reach` is in view at first."""

    width: int
    height: int
    column: int
    reach: int
    rules: str
    names: tuple[Text, ...]
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]


def symbol(process: Process, node_id: str) -> str:
    """The SOP's symbol of a step: `gate` (a decision follows), `cap` (first or last) or `box`."""
    if graph.forks(process, node_id):
        return "gate"
    after = _known(process, (flow.target for flow in process.outgoing[node_id]))
    before = _known(process, (flow.source for flow in process.incoming[node_id]))
    first = any(node.kind is Kind.START for node in before)
    last = any(node.kind is Kind.END for node in after)
    return "cap" if first or last else "box"


def returns(process: Process) -> frozenset[str]:
    """The flows that lead back, by id; none while a draft has no start."""
    if not _has_start(process):
        return frozenset()
    return frozenset(flow.id for flow in process.flows if graph.is_return(process, flow))


def rows(process: Process) -> Mapping[str, str]:
    """The row shown for each step; while a draft has no start, only those that were written."""
    if _has_start(process):
        return graph.rows(process)
    return {node.id: node.step.row for node in process.user_tasks if node.step}


def _has_start(process: Process) -> bool:
    return any(node.kind is Kind.START for node in process.nodes)


def _known(process: Process, ids: Iterable[str]) -> list[Node]:
    return [process.node[key] for key in ids if key in process.node]


def name_of(thing: Node | Flow | Lane, locale: str) -> str:
    """The name in the language of the page, in the diagram's first language where there is none."""
    return (locale.startswith("en") and thing.name_en) or thing.name

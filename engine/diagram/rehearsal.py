"""Playing a diagram without anybody: which step follows which, for decisions chosen beforehand.

Where a way depends on answers, the play asks as it does for a decision: all ways can be played.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import prod

from engine.diagram import graph
from engine.diagram.process import Flow, Kind, Process

# A play that goes round more often shows nothing new.
MOST_SCENES = 200
MOST_PATHS = 60
# Of loops that are no returns there may be more beginnings than anybody can try.
MOST_BEGINNINGS = 500


@dataclass(frozen=True)
class Scene:
    """One step of a play: its node, which time it is done, and the flow chosen after it.

    `after` are the places in the play of the steps directly before it: several behind a join.
    """

    node: str
    round: int
    after: frozenset[int] = frozenset()
    chosen: Flow | None = None


@dataclass(frozen=True)
class _Token:
    node: str
    after: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Play:
    """How far the chosen decisions lead; `choices` are the ways on where one has to be chosen.

    `taken` are the flows chosen before the first scene, then those chosen after each. It `is_cut`
    when it was too long to be played further.
    """

    scenes: tuple[Scene, ...]
    taken: tuple[tuple[Flow, ...], ...]
    choices: tuple[Flow, ...] = ()
    is_cut: bool = False

    @property
    def ended(self) -> bool:
        """Whether every token reached an end."""
        return not self.choices and not self.is_cut


@dataclass
class _Stage:
    """The play in progress: where tokens are, and what was chosen and not used yet."""

    process: Process
    chosen: list[str]
    tokens: list[_Token]
    scenes: list[Scene] = field(default_factory=list)
    taken: list[tuple[Flow, ...]] = field(default_factory=lambda: [()])
    rounds: Counter[str] = field(default_factory=Counter)
    arrived: dict[str, list[_Token]] = field(default_factory=dict)


def play(process: Process, chosen: Sequence[str]) -> Play:
    """Play a diagram that the check accepts, taking the flows chosen at its gateways in order.

    It stops at the first gateway for which nothing (more) was chosen, and after MOST_SCENES. Ids
    that are no way on are passed over.
    """
    stage = _Stage(process, list(chosen), [_Token(process.start.id)])
    while stage.tokens and len(stage.scenes) < MOST_SCENES:
        if choices := _advance(stage, stage.tokens.pop(0)):
            return Play(tuple(stage.scenes), tuple(stage.taken), choices)
    return Play(tuple(stage.scenes), tuple(stage.taken), is_cut=bool(stage.tokens))


def _advance(stage: _Stage, token: _Token) -> tuple[Flow, ...]:
    """Pass one node; the flows among which one has to be chosen first, if any."""
    node, after = token.node, token.after
    kind, ways = stage.process.node[node].kind, stage.process.outgoing[node]
    if kind is Kind.USER_TASK:
        stage.rounds[node] += 1
        stage.scenes.append(Scene(node, stage.rounds[node], after))
        stage.taken.append(())
        after = frozenset({len(stage.scenes) - 1})
    elif kind is Kind.CHOICE and len(ways) > 1:
        flow = _chosen(stage, ways)
        if flow is None:
            return ways
        _tell(stage, flow)
        ways = (flow,)
    elif kind is Kind.PARALLEL:
        if not (arrived := _joined(stage, token)):
            return ()
        after = frozenset[int]().union(*(one.after for one in arrived))
    stage.tokens = [*(_Token(flow.target, after) for flow in ways), *stage.tokens]
    return ()


def _chosen(stage: _Stage, ways: Sequence[Flow]) -> Flow | None:
    by_id = {flow.id: flow for flow in ways}
    while stage.chosen:
        if (name := stage.chosen.pop(0)) in by_id:
            return by_id[name]
    return None


def _tell(stage: _Stage, flow: Flow) -> None:
    """Write the decision down with the step that was done last."""
    stage.taken[-1] += (flow,)
    if stage.scenes:
        stage.scenes.append(replace(stage.scenes.pop(), chosen=flow))


def _joined(stage: _Stage, token: _Token) -> list[_Token]:
    """The tokens of all branches once they have come to a join; a split has one way in."""
    arrived = [*stage.arrived.pop(token.node, []), token]
    if len(arrived) == len(stage.process.incoming[token.node]):
        return arrived
    stage.arrived[token.node] = arrived
    return []


def paths(process: Process) -> list[Play]:
    """Ways from the start to an end on which no step is done twice, at most MOST_PATHS of them.

    Each is followed to its end before the next begins, and after MOST_BEGINNINGS no more are tried:
    there are too many to try all.
    """
    found: list[Play] = []
    waiting: list[list[str]] = [[]]
    for _ in range(MOST_BEGINNINGS):
        if not waiting or len(found) == MOST_PATHS:
            break
        chosen = waiting.pop()
        played = play(process, chosen)
        if any(scene.round > 1 for scene in played.scenes):
            continue
        if played.ended:
            found.append(played)
        ahead = [[*chosen, flow.id] for flow in _ahead(process, played.choices)]
        waiting += reversed(ahead)
    return found


def with_returns(process: Process, path: Play) -> Iterator[Play]:
    """The same way, once for each return beside it: sent back there, and then led on as before."""
    chosen = [flow.id for flows in path.taken for flow in flows]
    for place, name in enumerate(chosen):
        for flow in process.outgoing[process.flow[name].source]:
            if graph.is_return(process, flow):
                yield play(process, [*chosen[:place], flow.id, *chosen])


def count(process: Process) -> int | None:
    """How many ways there are without a return; None when some go round without end.

    Branches that run beside each other multiply: each way of one goes with each of the other.
    """
    known: dict[tuple[str, str], int] = {}
    passing: set[str] = set()

    def ways(node: str, until: str) -> int:
        if node == until or process.node[node].kind is Kind.END:
            return 1
        if node in passing:
            raise _Endless
        if (node, until) not in known:
            passing.add(node)
            known[node, until] = onward(node, until)
            passing.remove(node)
        return known[node, until]

    def onward(node: str, until: str) -> int:
        flows = process.outgoing[node]
        if process.node[node].kind is Kind.PARALLEL and len(flows) > 1:
            join = _join(process, flows[0].target)
            return prod(ways(flow.target, join) for flow in flows) * ways(join, until)
        return sum(ways(flow.target, until) for flow in _ahead(process, flows))

    try:
        return ways(process.start.id, "")
    except _Endless:
        return None


class _Endless(Exception):
    """A way comes back to where it was by no return."""


def _join(process: Process, first: str) -> str:
    """The gateway at which a branch meets the others."""
    reached = graph.downstream(process, first)
    order = (process.node[node] for node in graph.walking_order(process) if node in reached)
    return next(node.id for node in order if node.kind is Kind.PARALLEL)


def _ahead(process: Process, choices: Sequence[Flow]) -> Iterator[Flow]:
    return (flow for flow in choices if not graph.is_return(process, flow))

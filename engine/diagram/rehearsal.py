"""Playing a diagram without anybody: which step follows which, for decisions chosen beforehand.

Where a way depends on answers, the play asks as it does for a decision: all ways can be played.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from engine.diagram import graph
from engine.diagram.process import Flow, Kind, Process

# A play that goes round more often shows nothing new.
MOST_SCENES = 200
MOST_PATHS = 60


@dataclass(frozen=True)
class Scene:
    """One step of a play: its node, which time it is done, and the flow chosen after it."""

    node: str
    round: int
    chosen: Flow | None = None


@dataclass(frozen=True)
class Play:
    """How far the chosen decisions lead; `choices` are the ways on where one has to be chosen."""

    scenes: tuple[Scene, ...]
    choices: tuple[Flow, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether every token reached an end."""
        return not self.choices


@dataclass
class _Stage:
    """The play in progress: where tokens are, and what was chosen and not used yet."""

    process: Process
    chosen: list[str]
    tokens: list[str]
    scenes: list[Scene] = field(default_factory=list)
    rounds: Counter[str] = field(default_factory=Counter)
    arrived: Counter[str] = field(default_factory=Counter)


def play(process: Process, chosen: Sequence[str]) -> Play:
    """Play a diagram that the check accepts, taking the flows chosen at its gateways in order.

    It stops at the first gateway for which nothing (more) was chosen. Ids that are no way on are
    passed over.
    """
    stage = _Stage(process, list(chosen), [process.start.id])
    while stage.tokens and len(stage.scenes) < MOST_SCENES:
        if choices := _advance(stage, stage.tokens.pop(0)):
            return Play(tuple(stage.scenes), choices)
    return Play(tuple(stage.scenes))


def _advance(stage: _Stage, node: str) -> tuple[Flow, ...]:
    """Pass one node; the flows among which one has to be chosen first, if any."""
    process, kind = stage.process, stage.process.node[node].kind
    ways = process.outgoing[node]
    if kind is Kind.USER_TASK:
        stage.rounds[node] += 1
        stage.scenes.append(Scene(node, stage.rounds[node]))
    elif kind is Kind.CHOICE and len(ways) > 1:
        flow = _chosen(stage, ways)
        if flow is None:
            return ways
        _tell(stage, flow)
        ways = (flow,)
    elif kind is Kind.PARALLEL and not _is_complete(stage, node):
        return ()
    stage.tokens = [*(flow.target for flow in ways), *stage.tokens]
    return ()


def _chosen(stage: _Stage, ways: Sequence[Flow]) -> Flow | None:
    by_id = {flow.id: flow for flow in ways}
    while stage.chosen:
        if (name := stage.chosen.pop(0)) in by_id:
            return by_id[name]
    return None


def _tell(stage: _Stage, flow: Flow) -> None:
    """Write the decision down with the step that was done last."""
    if stage.scenes:
        last = stage.scenes.pop()
        stage.scenes.append(Scene(last.node, last.round, flow))


def _is_complete(stage: _Stage, gateway: str) -> bool:
    """Whether all branches have come to a join; a split has one way in."""
    stage.arrived[gateway] += 1
    if stage.arrived[gateway] < len(stage.process.incoming[gateway]):
        return False
    del stage.arrived[gateway]
    return True


def paths(process: Process) -> list[Play]:
    """Ways from the start to an end on which nothing is returned, at most MOST_PATHS of them.

    Each is followed to its end before the next begins: there are too many beginnings to try all.
    """
    found: list[Play] = []
    waiting: list[list[str]] = [[]]
    while waiting and len(found) < MOST_PATHS:
        chosen = waiting.pop()
        played = play(process, chosen)
        if played.ended:
            found.append(played)
        ahead = [[*chosen, flow.id] for flow in _ahead(process, played.choices)]
        waiting += reversed(ahead)
    return found


def _ahead(process: Process, choices: Sequence[Flow]) -> Iterator[Flow]:
    return (flow for flow in choices if not graph.is_return(process, flow))

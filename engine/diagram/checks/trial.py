"""The engine's own word: the diagram is built and started, played through, and forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.diagram import rehearsal, runnable
from engine.diagram.checks.subject import Subject
from engine.diagram.process import Flow, Process
from engine.diagram.rehearsal import Play
from engine.diagram.verdicts import Verdict, refused
from engine.errors import AlurError
from engine.workflow import STATE_FORMAT, Spec, Stored

# One way is played whole, and others as long as this many steps were not played in all: each takes
# half a millisecond in an SOP of 15 rows, and five in one of 200 without a decision.
MOST_STEPS = 200


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """Whether SpiffWorkflow takes the diagram, comes to a first step, and goes on as drawn."""
    process = subject.process
    try:
        root = runnable.executable(subject.data, process)
        position = Spec(root, process.key).start({})
        if not position.tokens:
            yield refused(process.key, "no-step")
            return
        spec = Spec(runnable.playable(subject.data, process), process.key)
        strayed = next((node for play in _plays(process) if (node := _strays(spec, play))), None)
    except AlurError as error:
        yield refused(process.key, "engine-refuses", detail=error.message[:300])
        return
    if strayed is not None:
        yield refused(strayed, "engine-strays")


def _plays(process: Process) -> Iterator[Play]:
    """Ways through the diagram, with a return and without."""
    left = MOST_STEPS
    for path in rehearsal.paths(process):
        for play in (path, *rehearsal.with_returns(process, path)):
            if left <= 0:
                return
            left -= len(play.scenes)
            yield play


def _strays(spec: Spec, play: Play) -> str | None:
    """Where the engine does not come as a play foresees; None where it does so to the end."""
    position = spec.start(_taken(play.taken[0]))
    for scene, flows in zip(play.scenes, play.taken[1:], strict=True):
        waiting = {token.node: token.id for token in position.tokens}
        if scene.node not in waiting:
            return scene.node
        stored = Stored("", STATE_FORMAT, position.state or b"")
        position = spec.complete(stored, waiting[scene.node], _taken(flows))
    return play.scenes[-1].node if position.ended != play.ended else None


def _taken(flows: Iterable[Flow]) -> dict[str, object]:
    return {runnable.DECISION: [flow.id for flow in flows]}

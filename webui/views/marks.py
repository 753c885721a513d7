"""What happened, marked on the diagram."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine import leaving
from engine.diagram import graph
from engine.diagram.process import Kind, Process
from webui.language import gettext
from webui.pictures import Marks, Tag
from webui.visits import Visit


def undone(
    visit: Visit,
    instance_id: int,
    process: Process,
    rounds: Mapping[str, int],
    now: Collection[str],
) -> dict[str, Tag]:
    """The steps that an instance was taken away from, or led past, each with the word for it."""
    passed = leaving.passed_over(visit.session, instance_id, process, now) - rounds.keys()
    left = leaving.left(visit.session, instance_id)
    tags = dict.fromkeys(passed, Tag("is-left", gettext("passed over")))
    return tags | dict.fromkeys(left, Tag("is-left", gettext("left")))


def of_run(
    process: Process,
    rounds: Mapping[str, int],
    now: Collection[str],
    chosen: Mapping[str, int],
    tags: Mapping[str, Tag],
) -> Marks:
    """What happened in a run of a process: where it is, which flows were taken, how often.

    Flows that leave a step were taken as often as the step was completed; those of a human
    decision as often as they were chosen. Steps with `tags` were reached, but not done.
    """
    taken = {
        flow.id: count
        for flow in process.flows
        if (count := _count(process, flow.source, rounds, chosen.get(flow.id)))
    }
    reached = {process.flow[flow].target for flow in taken}
    done = {n.id for n in process.nodes if n.id in reached or rounds.get(n.id)}
    done -= {*now, *tags}
    done |= {n.id for n in process.nodes if n.kind is Kind.START}
    shown = {node: round_ + (node in now) for node, round_ in rounds.items()}
    return Marks(done=done, now=frozenset(now), taken=taken, rounds=shown, tags=tags)


def _count(process: Process, source: str, rounds: Mapping[str, int], chosen: int | None) -> int:
    node = process.node[source]
    if node.kind is Kind.START:
        return 1
    if graph.decides(process, source):
        return chosen or 0
    if node.kind is Kind.USER_TASK:
        return rounds.get(source, 0)
    # A joining gateway: as often as the busiest step directly before it.
    return max((rounds.get(f.source, 0) for f in process.incoming[source]), default=0)

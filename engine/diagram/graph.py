"""Questions about the shape of a process: ways, dominators, decisions, returns, branches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.diagram.process import GATEWAYS, Flow, Kind, Process, kept

Ways = Mapping[str, Iterable[str]]


def reachable(start: str, ways: Ways) -> set[str]:
    """The nodes that ways lead to from a node, itself included."""
    seen, waiting = {start}, [start]
    while waiting:
        fresh = set(ways.get(waiting.pop(), ())) - seen
        seen |= fresh
        waiting += fresh
    return seen


def forward(process: Process) -> dict[str, list[str]]:
    """Every flow as a way from its source to its target."""
    return {n.id: [f.target for f in process.outgoing[n.id]] for n in process.nodes}


def backward(process: Process) -> dict[str, list[str]]:
    """Every flow as a way from its target to its source."""
    return {n.id: [f.source for f in process.incoming[n.id]] for n in process.nodes}


@kept
def dominators(process: Process) -> dict[str, set[str]]:
    """For each node that the start reaches, the nodes that lie on every path to it."""
    return _before(process, frozenset())


@kept
def always_before(process: Process) -> dict[str, set[str]]:
    """For each node that the start reaches, the nodes that were passed whenever a token is there.

    Beside the dominators these are the nodes of all parallel branches that a join has closed.
    """
    joins = (n.id for n in process.nodes if n.kind is Kind.PARALLEL)
    return _before(process, frozenset(joins))


def _before(process: Process, joins: frozenset[str]) -> dict[str, set[str]]:
    if not any(node.kind is Kind.START for node in process.nodes):
        return {}
    start, sources = process.start.id, backward(process)
    reached = reachable(start, forward(process))
    before = {node: set(reached) for node in reached} | {start: {start}}
    # A flow of a broken draft may lead to no node at all.
    order = [n for n in _behind(start, forward(process)) if n in sources and n != start]
    changed = True
    while changed:
        changed = False
        for node in order:
            gather = set.union if node in joins else set.intersection
            ways_in = [before[source] for source in sources[node] if source in reached]
            now = {node} | (gather(*ways_in) if ways_in else set())
            changed, before[node] = changed or now != before[node], now
    return before


def _behind(start: str, ways: Ways) -> list[str]:
    """A node and all that can follow it, each behind those that lead to it, but for loops."""
    seen, done, waiting = {start}, list[str](), [(start, iter(ways.get(start, ())))]
    while waiting:
        _, targets = waiting[-1]
        fresh = next((target for target in targets if target not in seen), None)
        if fresh is None:
            done.append(waiting.pop()[0])
        else:
            seen.add(fresh)
            waiting.append((fresh, iter(ways.get(fresh, ()))))
    return done[::-1]


def is_return(process: Process, flow: Flow) -> bool:
    """Whether a flow leads back: its target lies on every path from the start to its source."""
    return flow.target in dominators(process).get(flow.source, set())


def decides(process: Process, gateway: str) -> bool:
    """Whether a person decides at a gateway: an exclusive split whose flows have no conditions."""
    flows = process.outgoing[gateway]
    is_split = process.node[gateway].kind is Kind.CHOICE and len(flows) > 1
    return is_split and not any(flow.condition for flow in flows)


def decisions(process: Process, node: str) -> tuple[Flow, ...]:
    """The flows among which whoever completes a user task chooses, in drawing order; or none."""
    after = [flow.target for flow in process.outgoing[node]]
    # A flow of a draft may lead to what the engine does not run.
    if len(after) == 1 and after[0] in process.node and decides(process, after[0]):
        return process.outgoing[after[0]]
    return ()


def in_branch(process: Process, node: str) -> bool:
    """Whether a node stands in a branch that runs beside others: after a split, before its join."""
    before = dominators(process).get(node, set())
    parallel = {n.id for n in process.nodes if n.kind is Kind.PARALLEL}
    splits = {n for n in parallel & before if len(process.outgoing[n]) > 1}
    joins = {n for n in parallel & before if len(process.incoming[n]) > 1}
    # Blocks do not nest, so whoever has passed more splits than joins is inside one.
    return len(splits - {node}) > len(joins - {node})


def can_stand(process: Process, node: str) -> bool:
    """Whether an instance can be put at a node: a user task in no branch."""
    found = process.node.get(node)
    return found is not None and found.kind is Kind.USER_TASK and not in_branch(process, node)


@kept
def downstream(process: Process, node: str) -> frozenset[str]:
    """A node and all that can follow it without going back."""
    ways = {
        n.id: [f.target for f in process.outgoing[n.id] if not is_return(process, f)]
        for n in process.nodes
    }
    return frozenset(reachable(node, ways))


@kept
def walking_order(process: Process) -> tuple[str, ...]:
    """All nodes in the order in which a case without returns meets them.

    A node comes after everything that leads to it other than by a return; where that leaves a
    choice, the order of the file decides.
    """
    waiting = {node.id: set[str]() for node in process.nodes}
    for flow in process.flows:
        if flow.target in waiting and flow.source in waiting and not is_return(process, flow):
            waiting[flow.target].add(flow.source)
    order: list[str] = []
    while waiting:
        # A loop that is no return has no first node: take the file's.
        free = (node for node, sources in waiting.items() if not sources & waiting.keys())
        chosen = next(free, next(iter(waiting)))
        order.append(chosen)
        del waiting[chosen]
    return tuple(order)


def courses(process: Process, flows: Iterable[Flow]) -> tuple[tuple[Flow, ...], ...]:
    """The ways that begin with some flows, up to the next step or end, in drawing order.

    Gateways are passed, each once. A flow of a broken draft may lead to no node at all.
    """
    found, passed = list[tuple[Flow, ...]](), set[str]()
    gateways = {node.id for node in process.nodes if node.kind in GATEWAYS}
    waiting: list[tuple[Flow, ...]] = [(flow,) for flow in flows]
    while waiting:
        course = waiting.pop(0)
        node = course[-1].target
        if node not in gateways:
            found.append(course)
        elif node not in passed:
            passed.add(node)
            waiting = [(*course, flow) for flow in process.outgoing[node]] + waiting
    return tuple(found)


def next_steps(process: Process, flow: Flow) -> tuple[str, ...]:
    """The user tasks or end events that a flow leads to first, each once."""
    return tuple(dict.fromkeys(course[-1].target for course in courses(process, [flow])))


def directly_after(process: Process, node: str) -> str:
    """The step that follows a step or the start with nothing between them, or ""."""
    # A flow of a draft may lead to what the engine does not run.
    after = [process.node.get(flow.target) for flow in process.outgoing[node]]
    is_step = len(after) == 1 and after[0] is not None and after[0].kind is Kind.USER_TASK
    return process.outgoing[node][0].target if is_step else ""


def forks(process: Process, node: str) -> bool:
    """Whether an exclusive gateway that splits is passed on the way from a step to the next."""
    gateways = {flow.source for way in courses(process, process.outgoing[node]) for flow in way}
    return any(
        process.node[gateway].kind is Kind.CHOICE and len(process.outgoing[gateway]) > 1
        for gateway in gateways
    )


def rows(process: Process) -> dict[str, str]:
    """The SOP row shown for each user task: its own, else its place in the walking order."""
    tasks = [process.node[n] for n in walking_order(process)]
    steps = [n for n in tasks if n.kind is Kind.USER_TASK]
    return {n.id: (n.step.row if n.step else "") or str(i) for i, n in enumerate(steps, 1)}


@kept
def sharing(process: Process) -> frozenset[str]:
    """The user tasks whose row's time is counted at another task of the row, before them."""
    row, first = rows(process), dict[str, str]()
    order = [node for node in walking_order(process) if node in row]
    return frozenset(node for node in order if first.setdefault(row[node], node) != node)


@kept
def durations(process: Process) -> dict[str, str]:
    """The standard time of each user task (ISO 8601 in working time), "" for none.

    Tasks of one row share it, so that it may stand at one of them.
    """
    row = rows(process)
    own = {n.id: n.step.standard.duration for n in process.user_tasks if n.step}
    of_row = {row[node]: duration for node, duration in own.items() if duration}
    return {node: of_row.get(number, "") for node, number in row.items()}

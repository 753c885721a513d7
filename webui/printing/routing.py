"""Arrows find their way between the symbols of one sheet: the cheapest one over the tracks.

What makes a way dear stands in the constants: bends, crossings and, almost never taken, lying on
another arrow. A flow leaves sideways, then runs down and enters from above; a return may enter
from anywhere. Arrows into the same symbol may share their last stretch, arrows that fork their
first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from webui.printing.chart import CONNECTOR, Arrow, Band
from webui.printing.tracks import (
    ACROSS,
    DOWN,
    DOWNWARD,
    LEFT,
    MIDDLE,
    RIGHT,
    STEPS,
    UPWARD,
    Node,
    Step,
    after,
    corners,
    direction,
    distance,
    place,
    turned,
)

BEND, CROSSING, TOUCHING, OVERLAP = 1.3, 0.7, 8.0, 30.0

JOINED = 0.6
"""What a stretch costs, in parts of its length, where an arrow to the same symbol lies already."""

TAKEN, MIXED = 25.0, 2.0
"""A side from which another arrow leaves; one where an arrow of the other kind arrives."""

EDGE = 8.0
"""A label that would stand between its symbol and the edge of the drawing."""

LEAVING: Mapping[bool, Mapping[Step, float]] = {
    False: {DOWNWARD: 0.0, UPWARD: 9.0},
    True: {DOWNWARD: 2.0, UPWARD: 6.0},
}
ARRIVING: Mapping[bool, Mapping[Step, float]] = {
    False: {DOWNWARD: 0.0, RIGHT: 1.2, LEFT: 1.2, UPWARD: 5.0},
    True: {DOWNWARD: 2.0, RIGHT: 0.3, LEFT: 0.3, UPWARD: 0.3},
}
"""By whether an arrow returns, what the directions of its first and last stretch cost."""

MANY = 3
"""From so many ways on a symbol needs its sides for itself."""

State = tuple[Node, Step | None]
"""A node and how it was reached; None where the way begins."""


@dataclass(frozen=True)
class Route:
    """The way of an arrow: the nodes where it begins, bends and ends."""

    arrow: Arrow
    nodes: tuple[Node, ...]

    @property
    def first(self) -> Step:
        """The direction in which it leaves."""
        return direction(*self.nodes[:2])

    @property
    def last(self) -> Step:
        """The direction in which it arrives."""
        return direction(*self.nodes[-2:])


def routes(bands: Sequence[Band], lanes: int, arrows: Sequence[Arrow]) -> list[Route]:
    """The ways of all arrows, in their order; flows find theirs before returns do."""
    grid = _Grid(bands, lanes, arrows)
    found = {arrow: grid.route(arrow) for arrow in sorted(arrows, key=grid.turn)}
    return [found[arrow] for arrow in arrows]


class _Grid:
    """The tracks of a sheet, and what already lies on them."""

    def __init__(self, bands: Sequence[Band], lanes: int, arrows: Sequence[Arrow]) -> None:
        symbols = [(s, place(s.lane, number)) for number, band in enumerate(bands) for s in band]
        self.at = {symbol.id: node for symbol, node in symbols}
        self.connectors = {symbol.id for symbol, _ in symbols if symbol.kind == CONNECTOR}
        self.occupied = frozenset(self.at.values())
        self.size = len(ACROSS) * lanes, len(DOWN) * len(bands)
        self.ways = Counter(source for source, _ in {(a.source, a.label) for a in arrows})
        self.stretches = defaultdict[tuple[Node, Node], list[Arrow]](list)
        self.passed = defaultdict[Node, list[tuple[Arrow, bool]]](list)
        self.reached = set[Node]()
        self.leave = defaultdict[tuple[Node, Step], list[Arrow]](list)
        self.arrive = defaultdict[tuple[Node, Step], list[Arrow]](list)

    def turn(self, arrow: Arrow) -> tuple[bool, bool, int, int]:
        """What arrows are sorted by: short ones first, but first those of symbols with many."""
        (x, y), (tx, ty) = self.at[arrow.source], self.at[arrow.target]
        return arrow.back, self.ways[arrow.source] < MANY, abs(ty - y), abs(tx - x)

    def route(self, arrow: Arrow) -> Route:
        """The cheapest way of an arrow, which from now on is in the way of others."""
        nodes = self._cheapest(arrow)
        for a, b in pairwise(nodes):
            self.stretches[a, b].append(arrow)
            self.stretches[b, a].append(arrow)
        for a, b, c in zip(nodes, nodes[1:], nodes[2:], strict=False):
            self.passed[b].append((arrow, direction(a, b) == direction(b, c)))
        self.reached.add(nodes[-1])
        self.leave[nodes[0], direction(*nodes[:2])].append(arrow)
        self.arrive[nodes[-1], direction(*nodes[-2:])].append(arrow)
        return Route(arrow, corners(nodes))

    def _cheapest(self, arrow: Arrow) -> list[Node]:
        start, goal = self.at[arrow.source], self.at[arrow.target]
        # No way is cheaper than this, so the first one that arrives is the cheapest.
        unit = JOINED if goal in self.reached else 1.0
        came: dict[State, State | None] = {(start, None): None}
        cost: dict[State, float] = {(start, None): 0.0}
        waiting: list[tuple[float, int, State, float]] = [(0.0, 0, (start, None), 0.0)]
        while waiting:
            _, _, state, before = heappop(waiting)
            if state[0] == goal and state[1]:
                return _walked(came, state)
            if before > cost[state]:
                continue  # It was found again, for less, and went on from there.
            for step, node in self._steps(state, goal):
                spent = before + self._price(arrow, state, step, node)
                if spent < cost.get((node, step), float("inf")):
                    cost[node, step], came[node, step] = spent, state
                    left = unit * distance(node, goal) + BEND * _bends(node, step, goal)
                    heappush(waiting, (spent + left, len(came), (node, step), spent))
        raise AssertionError("every node of a grid can be reached")

    def _steps(self, state: State, goal: Node) -> Iterator[tuple[Step, Node]]:
        here, heading = state
        for step in STEPS:
            node = after(here, step)
            is_inside = 0 <= node[0] < self.size[0] and 0 <= node[1] < self.size[1]
            is_free = node == goal or node not in self.occupied
            if is_inside and is_free and not (heading and step == turned(heading)):
                yield step, node

    # --- prices -------------------------------------------------------------------------------

    def _price(self, arrow: Arrow, state: State, step: Step, node: Node) -> float:
        here, heading = state
        price = self._along(arrow, here, node)
        if heading is None:
            price += self._leaving(arrow, here, step)
        else:
            price += BEND * (heading != step) + self._meeting(arrow, here, heading, step)
        if node == self.at[arrow.target]:
            price += self._arriving(arrow, node, step)
        return price

    def _along(self, arrow: Arrow, here: Node, node: Node) -> float:
        others = self.stretches.get((here, node))
        if not others:
            return distance(here, node)
        strange = [other for other in others if not _may_join(arrow, other)]
        alike = any((o.target, o.back) == (arrow.target, arrow.back) for o in others)
        return distance(here, node) * (JOINED if alike and not strange else 1) + OVERLAP * len(
            strange
        )

    def _leaving(self, arrow: Arrow, here: Node, step: Step) -> float:
        edge = {LEFT: MIDDLE, RIGHT: self.size[0] - len(ACROSS) + MIDDLE}.get(step)
        price = EDGE if arrow.label and here[0] == edge else 0.0
        if not (step == UPWARD and arrow.source in self.connectors):
            price += LEAVING[arrow.back].get(step, 0.0)
        others = self.leave.get((here, step), [])
        strange = [other for other in others if not _may_join(arrow, other)]
        return price + TAKEN * (len(strange) + len(self.arrive.get((here, turned(step)), ())))

    def _arriving(self, arrow: Arrow, node: Node, step: Step) -> float:
        others = self.arrive.get((node, step), ())
        mixed = sum(other.back != arrow.back for other in others)
        taken = len(self.leave.get((node, turned(step)), ()))
        return ARRIVING[arrow.back][step] + MIXED * mixed + TAKEN * taken

    def _meeting(self, arrow: Arrow, here: Node, heading: Step, step: Step) -> float:
        """What it costs to pass a node that others pass; to bend there looks like joining."""
        others = self.passed.get(here)
        if not others:
            return 0.0
        straight = [are for other, are in others if not _may_join(arrow, other)]
        return sum(CROSSING if heading == step and is_so else TOUCHING for is_so in straight)


def _bends(node: Node, heading: Step, goal: Node) -> int:
    """How often a way bends at least before it arrives."""
    return 0 if direction(node, goal) in (heading, (0, 0)) else 1


def _may_join(arrow: Arrow, other: Arrow) -> bool:
    """Whether two arrows may lie on each other: they end as one, or fork from one way."""
    forks = (arrow.source, arrow.label) == (other.source, other.label)
    return arrow.target == other.target or forks


def _walked(came: Mapping[State, State | None], last: State) -> list[Node]:
    nodes: list[Node] = []
    state: State | None = last
    while state is not None:
        nodes.append(state[0])
        state = came[state]
    return nodes[::-1]

"""The tracks on which arrows run: a grid over the lanes and bands of a sheet.

In each lane run five upright tracks: the symbols' own in the middle, two channels on each side of
it; in each band three level ones: the symbols' own, one above and one below.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

ACROSS = (0.06, 0.14, 0.5, 0.86, 0.94)
DOWN = (0.14, 0.5, 0.86)
"""Where the tracks run, in parts of a lane's width and of a band's height."""

MIDDLE, LEVEL = ACROSS.index(0.5), DOWN.index(0.5)

Node = tuple[int, int]
"""A crossing of tracks: the upright one, the level one."""

Step = tuple[int, int]
"""From a node to the next one; also the direction of a stretch."""

RIGHT, LEFT, DOWNWARD, UPWARD = (1, 0), (-1, 0), (0, 1), (0, -1)
STEPS: tuple[Step, ...] = (RIGHT, LEFT, DOWNWARD, UPWARD)


def place(lane: int, band: int) -> Node:
    """The node of a symbol."""
    return len(ACROSS) * lane + MIDDLE, len(DOWN) * band + LEVEL


def band_of(node: Node) -> int:
    """The band in which a node lies."""
    return node[1] // len(DOWN)


def is_beside(node: Node) -> bool:
    """Whether a node lies on a level track that is not the symbols' own."""
    return node[1] % len(DOWN) != LEVEL


@cache
def spot(node: Node) -> tuple[float, float]:
    """Where a node lies, in lanes from the left and bands from above."""
    (lane, across), (band, down) = divmod(node[0], len(ACROSS)), divmod(node[1], len(DOWN))
    return lane + ACROSS[across], band + DOWN[down]


def distance(a: Node, b: Node) -> float:
    """How far two nodes lie apart, along the tracks, in lanes and bands."""
    (ax, ay), (bx, by) = spot(a), spot(b)
    return abs(ax - bx) + abs(ay - by)


def after(node: Node, step: Step) -> Node:
    """The node that a step leads to."""
    return node[0] + step[0], node[1] + step[1]


def turned(step: Step) -> Step:
    """The way back."""
    return -step[0], -step[1]


def direction(a: Node, b: Node) -> Step:
    """The direction from a node to another one on the same track."""
    return (b[0] > a[0]) - (b[0] < a[0]), (b[1] > a[1]) - (b[1] < a[1])


def corners(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Of a way's nodes the first one, those where it bends, and the last one."""
    inner = zip(nodes, nodes[1:], nodes[2:], strict=False)
    bends = [b for a, b, c in inner if direction(a, b) != direction(b, c)]
    return nodes[0], *bends, nodes[-1]

"""The frame of a drawing: the pool, and in it the lanes one below the other."""

from __future__ import annotations

from textwrap import wrap

from engine.diagram.layout import shifting
from engine.diagram.layout.plan import EVENT, GAP, Plan, bottom, right
from engine.diagram.layout.routes import TRACK
from engine.diagram.process import Box, Lane

HEIGHT = 140.0
LEFT, TOP, HEADER = 160.0, 80.0, 30.0
LETTER = 6.1
"""How wide a letter of a lane's name is, on average; two lines of them fit its header."""


def open_lanes(plan: Plan) -> None:
    """Give each lane without a place one below the others; `close` makes them wide enough."""
    for lane in plan.process.lanes:
        if plan.draws(lane.id):
            continue
        if plan.lanes():
            add_lane(plan, lane)
        else:
            plan.boxes[lane.id] = Box(LEFT + HEADER, TOP, EVENT[0], _height(lane.name))


def add_lane(plan: Plan, lane: Lane) -> None:
    """Give a lane a place below those that are drawn."""
    lowest, last = max(plan.lanes(), key=lambda pair: bottom(pair[1]))
    height = _height(lane.name)
    shifting.lower(plan, bottom(last), height)
    # The pool has grown, and the last lane with it: that one stays as it was.
    plan.boxes[lowest.id] = last
    plan.boxes[lane.id] = Box(last.x, bottom(last), last.width, height)


def close(plan: Plan, pool: str) -> None:
    """Let pool ("" for none) and lanes end together behind all that stands in them."""
    lanes = {lane.id: box for lane, box in plan.lanes()}
    left = min((box.x for box in lanes.values()), default=LEFT + HEADER)
    ends = [*map(right, plan.shapes().values()), left + HEADER]
    last = max([max(ends) + GAP, *(right(box) for box in lanes.values())])
    for lane, box in lanes.items():
        plan.boxes[lane] = Box(box.x, box.y, last - box.x, box.height)
    if pool and pool not in plan.boxes:
        top = min((box.y for box in lanes.values()), default=TOP)
        plan.boxes[pool] = Box(left - HEADER, top, last - left + HEADER, _floor(plan) - top)


def _floor(plan: Plan) -> float:
    """Where the lowest lane ends, or what stands outside of all lanes."""
    floors = [bottom(box) for _, box in plan.lanes()]
    floors += [bottom(box) + TRACK for box in plan.shapes().values()]
    floors += [y + TRACK for points in plan.edges.values() for _, y in points]
    lanes = {lane.id for lane, _ in plan.lanes()}
    is_framed = lanes and all(node.lane in lanes for node in plan.process.nodes)
    return max(floors[: len(lanes)] if is_framed else floors, default=TOP + HEIGHT)


def _height(name: str) -> float:
    """As high as a lane has to be for its name to fit in two lines."""
    height = HEIGHT
    while len(wrap(name, int(height / LETTER), break_long_words=False)) > 2 and height < 3 * HEIGHT:
        height += 20.0
    return height

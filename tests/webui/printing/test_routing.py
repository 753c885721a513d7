"""The ways of arrows: from symbol to symbol, through none, over no other arrow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest

from tests.webui.printing.laid import sheets_of
from webui.printing.chart import BOX, Arrow, Band, Chart, Symbol
from webui.printing.paper import PaperSize
from webui.printing.routing import Route, routes
from webui.printing.tracks import Node, direction, place


def nodes(route: Route) -> list[Node]:
    """Every node that a way passes."""
    found = [route.nodes[0]]
    for a, b in pairwise(route.nodes):
        step = direction(a, b)
        while found[-1] != b:
            found.append((found[-1][0] + step[0], found[-1][1] + step[1]))
    return found


def places(bands: Sequence[Band]) -> dict[str, Node]:
    return {s.id: place(s.lane, n) for n, band in enumerate(bands) for s in band}


def through(found: Sequence[Route], bands: Sequence[Band]) -> list[Arrow]:
    """The arrows that run through a symbol."""
    symbols = set(places(bands).values())
    return [route.arrow for route in found if set(nodes(route)[1:-1]) & symbols]


def on_others(found: Sequence[Route]) -> list[tuple[Arrow, Arrow]]:
    """Pairs of arrows that lie on each other, though they neither end nor begin as one."""
    lying = defaultdict(list)
    for route in found:
        for stretch in pairwise(nodes(route)):
            lying[frozenset(stretch)].append(route.arrow)
    pairs = [(a, b) for several in lying.values() for a, b in pairwise(several)]
    return [(a, b) for a, b in pairs if a.target != b.target and a.source != b.source]


def test_every_arrow_begins_and_ends_at_its_symbols(any_chart: Chart, paper: PaperSize) -> None:
    for sheet in sheets_of(any_chart, paper):
        at = places(sheet.bands)
        for route in routes(sheet.bands, len(any_chart.lanes), sheet.arrows):
            ends = route.nodes[0], route.nodes[-1]
            assert ends == (at[route.arrow.source], at[route.arrow.target])


def test_no_arrow_runs_through_a_symbol_or_over_a_stranger(
    any_chart: Chart, paper: PaperSize
) -> None:
    for sheet in sheets_of(any_chart, paper):
        found = routes(sheet.bands, len(any_chart.lanes), sheet.arrows)
        assert through(found, sheet.bands) == [] == on_others(found)


def test_a_flow_leaves_sideways_and_bends_once(shipped: Chart, paper: PaperSize) -> None:
    for sheet in sheets_of(shipped, paper):
        for route in routes(sheet.bands, 5, sheet.arrows):
            assert len(route.nodes) <= 3, route


def test_a_return_leaves_the_other_tip_and_goes_up(shipped: Chart, paper: PaperSize) -> None:
    found = {
        route.arrow: route
        for sheet in sheets_of(shipped, paper)
        for route in routes(sheet.bands, 5, sheet.arrows)
    }
    back = [route for arrow, route in found.items() if arrow.back]
    assert len(back) == 2
    for route in back:
        on = next(r for a, r in found.items() if a.source == route.arrow.source and not a.back)
        assert (route.first, route.last) == ((1, 0), (0, -1)) and on.first == (-1, 0)


@pytest.mark.parametrize("seed", range(30))
def test_any_tangle_finds_its_ways(seed: int) -> None:
    random = Random(seed)
    lanes = random.randint(1, 7)
    bands = [(Symbol(str(n), BOX, random.randrange(lanes)),) for n in range(random.randint(2, 14))]
    pairs = {(random.randrange(len(bands)), random.randrange(len(bands))) for _ in range(18)}
    arrows = [Arrow(str(a), str(b), random.choice(["", "Ya"]), b <= a) for a, b in sorted(pairs)]
    found = routes(bands, lanes, arrows)
    assert [route.arrow for route in found] == arrows and through(found, bands) == []

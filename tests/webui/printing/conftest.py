"""The SOPs that are printed in these tests: the one that ships, and two nastier ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.diagram import reading
from engine.diagram.process import Process
from tests.webui.printing import sops
from webui.offices_on_disk import shipped_sops
from webui.printing.chart import Chart, chart
from webui.printing.paper import PAPERS, PaperSize

MADE: dict[str, Callable[[], bytes]] = {
    "shipped": lambda: (shipped_sops()[0] / "process.bpmn").read_bytes(),
    "long": sops.long,
    "odd": sops.odd,
}


@pytest.fixture(scope="session")
def process() -> Callable[[str], Process]:
    """Reads one of the SOPs; each once, for answers about processes are kept."""
    known: dict[str, Process] = {}

    def read(name: str) -> Process:
        return known.setdefault(name, reading.read(MADE[name]()))

    return read


@pytest.fixture
def shipped(process: Callable[[str], Process]) -> Chart:
    """The chart of the SOP that ships."""
    return chart(process("shipped"))


@pytest.fixture(params=MADE)
def any_chart(request: pytest.FixtureRequest, process: Callable[[str], Process]) -> Chart:
    """The chart of each of the SOPs."""
    return chart(process(request.param))


@pytest.fixture(params=PAPERS.values(), ids=PAPERS.keys())
def paper(request: pytest.FixtureRequest) -> PaperSize:
    """Each of the papers."""
    return request.param

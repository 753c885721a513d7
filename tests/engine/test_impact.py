"""What a new diagram would mean for running instances."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from engine import bundles, impact, versions
from engine.database import Database
from engine.diagram import reading
from engine.diagram.process import Process
from engine.impact import Fate
from tests.engine.test_moving import GONE, SHORTER, at, due
from tests.office import KEY, acting, waiting


@dataclass
class Revised:
    """A bundle as somebody would have it."""

    files: bundles.Files

    @property
    def process(self) -> Process:
        """The diagram as data."""
        return reading.read(self.files[bundles.DIAGRAM])


def changed(
    office: Database, *replacements: tuple[str, str], file: str = bundles.DIAGRAM
) -> tuple[int, Revised]:
    """The SOP's id, and its bundle with texts replaced in one file."""
    with office.reading() as session:
        version = versions.in_force(session, KEY, acting(session, "pemilik").today)
        files = bundles.load(session, version.bundle)
    text = files[file].decode()
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return version.process_id, Revised({**files, file: text.encode()})


TEAM = "papers/sk-tim-penyusun-dan-penerapan-sakip.md"
EARLY = ('name="Melaporkan rencana kegiatan pengukuran"', 'name="Melaporkan rencana"')
LATE = ('name="Melaksanakan pengukuran indikator kinerja"', 'name="Mengukur indikator"')
FATES = {
    "a step that is passed": ([EARLY], Fate.UNTOUCHED),
    "a step to come": ([LATE], Fate.FOLLOWS),
    "the step where it stands": (GONE, Fate.CHOICE),
}


@pytest.mark.parametrize("replacements, fate", FATES.values(), ids=FATES)
def test_an_instance_is_told_by_what_changes_of_its_way(
    office: Database, replacements: list[tuple[str, str]], fate: Fate
) -> None:
    node = "T11" if fate is Fate.CHOICE else "T5"
    instance = at(office, node)
    process_id, new = changed(office, *replacements)
    with office.reading() as session:
        (found,) = impact.affected(session, process_id, new)
        assert impact.running(session, process_id) == 1
    assert (found.instance.id, found.version, found.fate) == (instance, 1, fate)
    assert [row.item.node_id for row in found.open] == [node]


@pytest.mark.parametrize("node, fate", [("T6", Fate.FOLLOWS), ("T11", Fate.UNTOUCHED)])
def test_a_paper_still_to_be_made_by_another_text_touches_whoever_will_make_it(
    office: Database, node: str, fate: Fate
) -> None:
    at(office, node)
    process_id, new = changed(office, ("SAKIP", "LKjIP"), file=TEAM)
    with office.reading() as session:
        (found,) = impact.affected(session, process_id, new)
    assert found.fate is fate


@pytest.mark.parametrize("node, changes", [("T10", True), ("T11", False)])
def test_only_what_waits_for_a_step_with_another_standard_would_be_due_at_another_time(
    office: Database, node: str, changes: bool
) -> None:
    item = waiting(office, at(office, node))[0].item
    process_id, new = changed(office, SHORTER)
    with office.reading() as session:
        (found,) = impact.affected(session, process_id, new)
    assert found.due == (due(office, item.opened_at, "P1D") if changes else None)

"""Instances of the SOP that ships whose table of indicators is the sample's, in tests."""

from __future__ import annotations

from engine.database import Database
from tests.engine.measurement.samples import SAMPLE
from tests.office import do, start, waiting, walk

ROWS = SAMPLE.to_json()["rows"]


def measuring(office: Database, until: str) -> int:
    """An instance whose table has been set up, walked until it stands at a later node."""
    found = start(office, period="2026-TW4").instance_id
    walk(office, found, until="T5")
    do(office, waiting(office, found)[0], table={"rows": ROWS})
    while (row := waiting(office, found)[0]).item.node_id != until:
        do(office, row, table=None)
    return found

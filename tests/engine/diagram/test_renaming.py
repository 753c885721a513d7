"""A diagram's process gets another id, and its file stays the same but for that."""

from __future__ import annotations

from engine.diagram.renaming import to_be_run, with_key
from tests.office import KEY
from webui.offices_on_disk import shipped_sops

SHIPPED = (shipped_sops()[0] / "process.bpmn").read_bytes()


def test_only_the_id_and_what_names_it_is_written_anew() -> None:
    renamed = with_key(SHIPPED, "lain")
    before, after = SHIPPED.decode().splitlines(), renamed.decode().splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(changed) == 2
    assert all(b == a.replace(f'"{KEY}"', '"lain"') for a, b in changed)
    assert with_key(renamed, KEY) == SHIPPED


def test_what_is_called_so_already_stays_byte_for_byte() -> None:
    assert with_key(SHIPPED, KEY) == SHIPPED


def test_what_is_marked_not_to_run_is_marked_to_run_and_nothing_else_changes() -> None:
    marked = SHIPPED.replace(b'isExecutable="true"', b'isExecutable="false"')
    assert marked != SHIPPED and to_be_run(marked) == SHIPPED

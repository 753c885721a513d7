"""What SpiffWorkflow is given is what was read of the diagram."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.diagram import reading, runnable, xml

CONDITIONS = (Path(__file__).parents[2] / "diagrams/good/conditions.bpmn").read_text()


def conditions(root: xml.Element) -> dict[str, str | None]:
    found = root.iter(f"{{{xml.BPMN}}}conditionExpression")
    return {flow.get("id", ""): one.text for one in found if (flow := one.getparent()) is not None}


@pytest.mark.parametrize("blanks", [" ", "\u00a0", "  ", "\n      ", " " * 600])
def test_a_condition_runs_as_it_is_shown_whatever_its_blanks(blanks: str) -> None:
    diagram = CONDITIONS.replace("nilai &gt;= 60", f"nilai{blanks}&gt;= 60")
    assert blanks == " " or diagram != CONDITIONS
    process = reading.read(diagram.encode())
    told = conditions(runnable.executable(diagram.encode(), process))
    assert told == {flow.id: flow.condition for flow in process.flows if flow.condition}
    assert "nilai >= 60 and lulus" in told.values()

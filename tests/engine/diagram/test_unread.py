"""What differs of a file beside what is read of it."""

from pathlib import Path

import pytest

from engine.diagram import editing, unread, writing, xml
from tests.engine.diagram.editing.shipped import DATA, SOP, WORDS

GOOD = Path(__file__).parents[2] / "diagrams/good"
DRAWN = (GOOD / "drawn.bpmn").read_text()

KEPT = {
    "a note": ("</textAnnotation>", "<text>x</text></textAnnotation>"),
    "what another tool stored": ('camunda:assignee="budi"', 'camunda:assignee="ani"'),
    "documentation": ("<property", "<documentation>x</documentation><property"),
    "a picture of a paper": ('<dataObject id="objek"/>', '<dataObject id="objek" name="x"/>'),
}


@pytest.mark.parametrize("old, new", KEPT.values(), ids=KEPT)
def test_what_is_kept_and_not_read_differs(old: str, new: str) -> None:
    assert old in DRAWN
    changed = DRAWN.replace(old, new)
    assert unread.differs(DRAWN.encode(), changed.encode())
    assert not unread.differs(changed.encode(), changed.replace('name="A"', 'name="Lain"').encode())


def test_what_is_read_and_drawn_is_told_elsewhere() -> None:
    inserted, name = editing.insert_row(DATA, "T4", editing.Row(name="Mencatat"), "KSB")
    back = editing.add_return(inserted, name, "T1", WORDS)[0]
    moved = editing.move_to_lane(back, "T1", SOP.lanes[-1].id)
    assert not unread.differs(DATA, editing.remove_row(moved, "T3"))


def test_other_blanks_are_no_difference() -> None:
    written = writing.write(xml.parse(DRAWN.encode()))
    assert written != DRAWN.encode() and not unread.differs(DRAWN.encode(), written)

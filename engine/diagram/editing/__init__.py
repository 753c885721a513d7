"""Changes to a diagram by the rows of its table, from file to file.

Each function is given the bytes of a diagram that can be read and gives the bytes of the changed
one, written as bpmn-moddle, the editor's library, writes it: what was not changed stays as it was.
"""

from engine.diagram.editing.drawing import draw, is_bare, undrawn
from engine.diagram.editing.identity import set_identity
from engine.diagram.editing.lanes import add_lane, move_to_lane, remove_lane
from engine.diagram.editing.numbers import can_join, in_order, of_number, renumber
from engine.diagram.editing.order import insert_row, move_down, move_up, remove_row
from engine.diagram.editing.papers import add_paper, change_paper, remove_paper
from engine.diagram.editing.returns import Words, add_return, earlier, remove_return, returns
from engine.diagram.editing.rows import Row, change_row, confirm, row_of

__all__ = [
    "Row",
    "Words",
    "add_lane",
    "add_paper",
    "add_return",
    "can_join",
    "change_paper",
    "change_row",
    "confirm",
    "draw",
    "earlier",
    "in_order",
    "insert_row",
    "is_bare",
    "move_down",
    "move_to_lane",
    "move_up",
    "of_number",
    "remove_lane",
    "remove_paper",
    "remove_return",
    "remove_row",
    "renumber",
    "returns",
    "row_of",
    "set_identity",
    "undrawn",
]

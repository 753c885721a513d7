"""The numbers of the rows, which follow each other in the printed SOP."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.diagram import graph
from engine.diagram.editing import elements
from engine.diagram.editing.rows import step_of
from engine.diagram.editing.sheet import Sheet
from engine.diagram.process import Kind, Node, Process


def number_of(sheet: Sheet, node: str) -> str:
    """The row number that a step says it has, or ""."""
    step = sheet.process.node[node].step
    return step.row if step else ""


def renumber(data: bytes) -> bytes:
    """The diagram with its rows numbered anew, see `in_order`."""
    sheet = Sheet(data)
    for node, number in in_order(sheet.process).items():
        elements.write(step_of(sheet, node), "row", number)
    return sheet.close()


def in_order(process: Process) -> dict[str, str]:
    """The number that each step has when rows are counted in the order in which they follow.

    Steps that directly follow each other with the same number are one row, and stay so.
    """
    found: dict[str, str] = {}
    for name in graph.rows(process):
        before = (other for other in found if graph.directly_after(process, other) == name)
        row = next((found[other] for other in before if _is_one_row(process, other, name)), "")
        found[name] = row or str(len({*found.values()}) + 1)
    return found


def _is_one_row(process: Process, *steps: str) -> bool:
    rows = {step.row if (step := process.node[name].step) else "" for name in steps}
    return len(rows) == 1 and "" not in rows


def of_number(process: Process, node: str, number: str) -> list[Node]:
    """The other steps that are shown with a row number, in walking order."""
    rows = graph.rows(process)
    return [process.node[n] for n in rows if n != node and rows[n] == number]


def can_join(process: Process, node: str, others: Sequence[Node]) -> bool:
    """Whether a step and others directly follow each other, so that they can be one row."""
    steps = {node, *(other.id for other in others)}
    after = {graph.directly_after(process, step) for step in steps}
    return len(after & steps) == len(steps) - 1


def make_room(sheet: Sheet, after: str) -> str:
    """The number for a row behind another one; those that follow count one more.

    It is "" where the row before has no number that can be counted on from.
    """
    is_start = sheet.process.node[after].kind is Kind.START
    before = "0" if is_start else number_of(sheet, after)
    if not before.isdecimal() or (is_start and not any(map(_counts, _all(sheet)))):
        return ""
    _add(sheet, int(before) + 1, 1)
    return str(int(before) + 1)


def close_room(sheet: Sheet, node: str) -> None:
    """Let the rows behind a row count one less, unless another step is in the same row."""
    number = number_of(sheet, node)
    if number.isdecimal() and [*_all(sheet)].count(number) == 1:
        _add(sheet, int(number) + 1, -1)


def swap(sheet: Sheet, first: Iterable[str], second: Iterable[str]) -> None:
    """Give the steps of two rows each other's number."""
    rows = [
        [n for n in row if sheet.process.node[n].kind is Kind.USER_TASK] for row in (first, second)
    ]
    numbers = [number_of(sheet, row[0]) for row in rows]
    for row, number in zip(rows, reversed(numbers), strict=True):
        for node in row:
            if number:
                elements.write(step_of(sheet, node), "row", number)


def _all(sheet: Sheet) -> list[str]:
    return [number_of(sheet, node.id) for node in sheet.process.user_tasks]


def _counts(number: str) -> bool:
    return number.isdecimal()


def _add(sheet: Sheet, least: int, by: int) -> None:
    for node in sheet.process.user_tasks:
        number = number_of(sheet, node.id)
        if number.isdecimal() and int(number) >= least:
            elements.write(step_of(sheet, node.id), "row", str(int(number) + by))

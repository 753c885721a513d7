"""What a condition that was read means for the values of the fields.

The tree is walked here and never handed to eval: then there are no builtins to shut out, and + on
texts or == between unlike things can be refused, which eval would run.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation, Overflow
from functools import reduce
from typing import Any

from engine.conditions.comparison import contains, is_equal, is_ordered
from engine.conditions.reasons import Reason, Undecidable

Values = Mapping[str, object]

_SIZES: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_EXACT = Context(prec=1000, traps=[Inexact, InvalidOperation, Overflow])


def value(part: ast.expr, values: Values) -> object:
    """The value of a part; raises Undecidable, which names the smallest part at fault."""
    with _at(part):
        return _value(part, values)


@contextmanager
def _at(part: ast.expr) -> Iterator[None]:
    try:
        yield
    except Undecidable as problem:
        problem.part = problem.part or part
        raise


def _value(node: ast.expr, values: Values) -> object:
    match node:
        case ast.Constant(value=constant):
            return _known(constant)
        case ast.Name(id=name):
            if name not in values:
                raise Undecidable(Reason.MISSING)
            return _known(values[name])
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return [value(part, values) for part in parts]
        case ast.Compare():
            return _compared(node, values)
        case ast.Call(func=ast.Name(id=name), args=parts):
            return _called(name, [value(part, values) for part in parts])
    return _combined(node, values)


def _combined(node: ast.expr, values: Values) -> bool | Decimal:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_truth(part, values) for part in parts)
        case ast.BoolOp(op=ast.Or(), values=parts):
            return any(_truth(part, values) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return not _truth(part, values)
        case ast.UnaryOp(op=ast.USub(), operand=part):
            return _exact(_EXACT.minus, _counted(part, values))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _exact(_EXACT.add, _counted(left, values), _counted(right, values))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _exact(_EXACT.subtract, _counted(left, values), _counted(right, values))
    raise Undecidable(Reason.NOT_IN_LANGUAGE)


def _known(given: object) -> object:
    """The value as conditions work with it: exact, and of a kind that they know."""
    if isinstance(given, float):
        given = Decimal(repr(given))
    if isinstance(given, Decimal) and not given.is_finite():
        raise Undecidable(Reason.NOT_A_VALUE)
    if isinstance(given, list | tuple):
        return [_known(item) for item in given]
    return given


def _truth(part: ast.expr, values: Values) -> bool:
    with _at(part):
        answer = _value(part, values)
        if not isinstance(answer, bool):
            raise Undecidable(Reason.NOT_YES_OR_NO)
        return answer


def _counted(part: ast.expr, values: Values) -> Decimal:
    with _at(part):
        return _number(_value(part, values))


def _number(given: object) -> Decimal:
    if given is None:
        raise Undecidable(Reason.BLANK)
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise Undecidable(Reason.NOT_A_NUMBER)
    return Decimal(given)


def _exact(count: Callable[..., Decimal], *numbers: Decimal) -> Decimal:
    try:
        return count(*numbers)
    except DecimalException:
        raise Undecidable(Reason.NOT_A_VALUE) from None


def _compared(node: ast.Compare, values: Values) -> bool:
    left = value(node.left, values)
    for op, operand in zip(node.ops, node.comparators, strict=True):
        right = value(operand, values)
        if not _agrees(op, left, right):
            return False
        left = right
    return True


def _agrees(op: ast.cmpop, left: object, right: object) -> bool:
    match op:
        case ast.Eq() | ast.NotEq():
            return is_equal(left, right) is isinstance(op, ast.Eq)
        case ast.In() | ast.NotIn():
            return contains(right, left) is isinstance(op, ast.In)
    return is_ordered(_SIZES[type(op)], left, right)


def _called(name: str, arguments: list[object]) -> object:
    first = arguments[0]
    match name:
        case "len" if isinstance(first, str | list):
            return len(first)
        case "len":
            raise Undecidable(Reason.NOT_A_LIST)
        case "abs":
            return _number(first).copy_abs()
    candidates = first if isinstance(first, list) and len(arguments) == 1 else arguments
    return _first(operator.lt if name == "min" else operator.gt, candidates)


def _first(before: Callable[[Any, Any], bool], candidates: list[object]) -> object:
    if not candidates:
        raise Undecidable(Reason.BLANK)
    return reduce(lambda a, b: a if is_ordered(before, a, b) else b, candidates)

"""The closed expression language of conditions: `nilai >= 91`, `bidang in ("a", "b") and setuju`.

Names are fields. Constants are texts, numbers, True, False and None; lists and tuples hold them.
Comparisons (also chained), `in`, `not in`, `and`, `or`, `not`, `+` and `-` on numbers, and the
calls len, min, max and abs are all there is. Nothing is taken for something else: a missing name,
a blank compared by size, or a text where yes or no is expected is an error, never False; only
`==`, `!=` and `in` may meet a blank (None). A date is compared with a date or with a text such as
"2026-10-01". Numbers are exact decimals.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation, Overflow
from enum import StrEnum
from functools import lru_cache, reduce
from typing import Any

from engine.errors import BadCondition, UndecidableCondition

LONGEST = 500
DEEPEST = 30
MOST_BRACKETS = 30


class Reason(StrEnum):
    """Why a condition is refused or has no answer; fixed phrases, so that pages can translate."""

    TOO_LONG = "it is longer than 500 characters"
    TOO_DEEP = "it is nested too deeply"
    NOT_READABLE = "it is not written as a condition"
    NOT_IN_LANGUAGE = "this is not part of the language of conditions"
    MISSING = "there is no such field"
    BLANK = "a blank has no size and cannot be counted with"
    UNLIKE = "the two sides are of different kinds"
    NOT_YES_OR_NO = "this is neither yes nor no"
    NOT_A_NUMBER = "this is not a number"
    NO_SIZE = "only numbers, dates and texts can be compared by size"
    NOT_A_LIST = "this is neither a list nor a text"
    NOT_A_VALUE = "this is not a value that conditions know"


_ALLOWED = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp),
    *(ast.Add, ast.Sub, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In),
    *(ast.NotIn, ast.Name, ast.Load, ast.Constant, ast.List, ast.Tuple, ast.Call),
)
_SIZES: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_KINDS: dict[str, type | tuple[type, ...]] = {
    "blank": type(None),
    "yes or no": bool,  # before number, since a bool of Python is an int as well
    "number": (int, Decimal),
    "text": str,
    "date": date,
    "list": list,
}
_EXACT = Context(prec=1000, traps=[Inexact, InvalidOperation, Overflow])


@dataclass(frozen=True)
class Condition:
    """A condition that was read and found harmless; `names` are the fields that it reads."""

    text: str
    names: frozenset[str]
    # The tree is walked by this module and never handed to eval: then there are no builtins to
    # shut out, and + on texts or == between unlike things can be refused, which eval would run.
    tree: ast.expr = field(repr=False, compare=False)

    def evaluate(self, values: Mapping[str, object]) -> object:
        """The value of the condition for these values of the fields.

        A value is a str, bool, int, float, Decimal, date, None or a list of such. Raises
        UndecidableCondition for a missing field and for values that do not go together.
        """
        try:
            return _value(self.tree, values)
        except _Undecidable as problem:
            raise self._undecidable(problem.reason, ast.unparse(problem.part)) from None

    def holds(self, values: Mapping[str, object]) -> bool:
        """Whether it is true; raises UndecidableCondition also when it is not yes or no."""
        answer = self.evaluate(values)
        if not isinstance(answer, bool):
            raise self._undecidable(Reason.NOT_YES_OR_NO, self.text)
        return answer

    def _undecidable(self, reason: Reason, part: str) -> UndecidableCondition:
        return UndecidableCondition(condition=self.text, reason=reason, part=part)


class _Undecidable(Exception):
    def __init__(self, reason: Reason, part: ast.expr) -> None:
        self.reason, self.part = reason, part


@lru_cache(maxsize=4096)
def compile_condition(text: str) -> Condition:
    """Read a condition; raises BadCondition, with the part that is not in the language.

    At most 500 characters, 30 brackets and 30 levels of nesting; field names are plain ASCII and
    do not begin with an underscore.
    """
    source = text.strip()
    tree = _parsed(source)
    for node in ast.walk(tree):
        part = ast.get_source_segment(source, node)
        if not _is_allowed(node, part):
            raise _bad(source, Reason.NOT_IN_LANGUAGE, part)
    calls = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in calls}
    return Condition(source, frozenset(names), tree)


def _parsed(source: str) -> ast.expr:
    if len(source) > LONGEST:
        raise _bad(source, Reason.TOO_LONG)
    if sum(map(source.count, "([{")) > MOST_BRACKETS:
        raise _bad(source, Reason.TOO_DEEP)
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _bad(source, Reason.NOT_READABLE) from error
    if _depth(tree) > DEEPEST:
        raise _bad(source, Reason.TOO_DEEP)
    return tree


def _bad(source: str, reason: Reason, part: str | None = None) -> BadCondition:
    shown = source if len(source) <= 80 else source[:80] + "..."
    return BadCondition(condition=shown, reason=reason, part=part or shown)


def _depth(tree: ast.AST) -> int:
    level, depth = [tree], 0
    while level:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        depth += 1
    return depth


def _is_allowed(node: ast.AST, written: str | None) -> bool:
    match node:
        case ast.Constant(value=value):
            return value is None or type(value) in (str, int, float, bool)
        case ast.Name(id=name):
            # Python folds look-alike letters: what people see has to be the name that is read.
            return name == written and name.isascii() and not name.startswith("_")
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            enough = len(arguments) == 1 if name in ("len", "abs") else bool(arguments)
            return name in ("len", "abs", "min", "max") and enough
        case ast.Call():
            return False
    return isinstance(node, _ALLOWED)


def _value(node: ast.expr, values: Mapping[str, object]) -> object:
    match node:
        case ast.Constant(value=value):
            return _known(value, node)
        case ast.Name(id=name):
            if name not in values:
                raise _Undecidable(Reason.MISSING, node)
            return _known(values[name], node)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return [_value(part, values) for part in parts]
        case ast.Compare():
            return _compared(node, values)
        case ast.Call(func=ast.Name(id=name), args=parts):
            return _called(name, [_value(part, values) for part in parts], node)
    return _combined(node, values)


def _combined(node: ast.expr, values: Mapping[str, object]) -> bool | Decimal:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_truth(part, values) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_truth(part, values) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return not _truth(part, values)
        case ast.UnaryOp(operand=part):
            return _exact(_EXACT.minus, [part], values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _exact(_EXACT.add, [left, right], values)
        case ast.BinOp(left=left, right=right):
            return _exact(_EXACT.subtract, [left, right], values)
    raise _Undecidable(Reason.NOT_IN_LANGUAGE, node)


def _known(value: object, part: ast.expr) -> object:
    """The value as conditions work with it: exact, and of a kind that they know."""
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal) and not value.is_finite():
        raise _Undecidable(Reason.NOT_A_VALUE, part)
    if isinstance(value, list | tuple):
        return [_known(item, part) for item in value]
    return value


def _kind(value: object, part: ast.expr) -> str:
    if not isinstance(value, datetime):
        for kind, types in _KINDS.items():
            if isinstance(value, types):
                return kind
    raise _Undecidable(Reason.NOT_A_VALUE, part)


def _truth(part: ast.expr, values: Mapping[str, object]) -> bool:
    value = _value(part, values)
    if not isinstance(value, bool):
        raise _Undecidable(Reason.NOT_YES_OR_NO, part)
    return value


def _exact(
    count: Callable[..., Decimal], parts: list[ast.expr], values: Mapping[str, object]
) -> Decimal:
    numbers = [_number(_value(part, values), part) for part in parts]
    try:
        return count(*numbers)
    except DecimalException:
        raise _Undecidable(Reason.NOT_A_VALUE, parts[0]) from None


def _number(value: object, part: ast.expr) -> Decimal:
    if value is None:
        raise _Undecidable(Reason.BLANK, part)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _Undecidable(Reason.NOT_A_NUMBER, part)
    return Decimal(value)


def _compared(node: ast.Compare, values: Mapping[str, object]) -> bool:
    left = _value(node.left, values)
    for op, operand in zip(node.ops, node.comparators, strict=True):
        right = _value(operand, values)
        if not _agrees(op, left, right, node):
            return False
        left = right
    return True


def _agrees(op: ast.cmpop, left: object, right: object, node: ast.expr) -> bool:
    match op:
        case ast.Eq() | ast.NotEq():
            return _is_equal(left, right, node) is isinstance(op, ast.Eq)
        case ast.In() | ast.NotIn():
            return _contains(right, left, node) is isinstance(op, ast.In)
    return _is_ordered(_SIZES[type(op)], left, right, node)


def _is_equal(left: object, right: object, node: ast.expr) -> bool:
    left, right = _as_dates(left, right)
    kinds = {_kind(left, node), _kind(right, node)}
    if len(kinds) > 1 and "blank" not in kinds:
        raise _Undecidable(Reason.UNLIKE, node)
    if isinstance(left, list) and isinstance(right, list):
        pairs = zip(left, right, strict=False)
        return len(left) == len(right) and all(_is_equal(*pair, node) for pair in pairs)
    return left == right


def _is_ordered(
    order: Callable[[Any, Any], bool], left: object, right: object, node: ast.expr
) -> bool:
    left, right = _as_dates(left, right)
    kinds = {_kind(left, node), _kind(right, node)}
    if "blank" in kinds:
        raise _Undecidable(Reason.BLANK, node)
    if len(kinds) > 1:
        raise _Undecidable(Reason.UNLIKE, node)
    if not kinds <= {"number", "date", "text"}:
        raise _Undecidable(Reason.NO_SIZE, node)
    return order(left, right)


def _as_dates(left: object, right: object) -> tuple[object, object]:
    """Both sides, a text beside a date read as a date; a text that is none stays a text."""
    try:
        if isinstance(left, date) and isinstance(right, str):
            return left, date.fromisoformat(right)
        if isinstance(left, str) and isinstance(right, date):
            return date.fromisoformat(left), right
    except ValueError:
        pass
    return left, right


def _contains(box: object, item: object, node: ast.expr) -> bool:
    if isinstance(box, list):
        return any(_is_equal(item, one, node) for one in box)
    if isinstance(box, str) and isinstance(item, str):
        return item in box
    raise _Undecidable(Reason.NOT_A_LIST, node)


def _called(name: str, arguments: list[object], node: ast.expr) -> object:
    first = arguments[0]
    if name == "len":
        if not isinstance(first, str | list):
            raise _Undecidable(Reason.NOT_A_LIST, node)
        return len(first)
    if name == "abs":
        return _number(first, node).copy_abs()
    candidates = first if isinstance(first, list) and len(arguments) == 1 else arguments
    if not candidates:
        raise _Undecidable(Reason.BLANK, node)
    first_is = operator.lt if name == "min" else operator.gt
    return reduce(lambda a, b: a if _is_ordered(first_is, a, b, node) else b, candidates)

"""Reads conditions: what is not in the language is refused before anything is asked."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from engine.conditions.evaluation import value
from engine.conditions.reasons import Reason, Undecidable
from engine.errors import BadCondition, UndecidableCondition

LONGEST = 500
DEEPEST = 30
MOST_BRACKETS = 30

_ALLOWED = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp),
    *(ast.Add, ast.Sub, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In),
    *(ast.NotIn, ast.Name, ast.Load, ast.Constant, ast.List, ast.Tuple, ast.Call),
)


@dataclass(frozen=True)
class Condition:
    """A condition that was read and found harmless; `names` are the fields that it reads."""

    text: str
    names: frozenset[str]
    tree: ast.expr = field(repr=False, compare=False)

    def evaluate(self, values: Mapping[str, object]) -> object:
        """The value of the condition for these values of the fields.

        A value is a str, bool, int, float, Decimal, date, None or a list of such. Raises
        UndecidableCondition for a missing field and for values that do not go together.
        """
        try:
            return value(self.tree, values)
        except Undecidable as problem:
            raise self._undecidable(problem.reason, problem.part) from None

    def holds(self, values: Mapping[str, object]) -> bool:
        """Whether it is true; raises UndecidableCondition also when it is not yes or no."""
        answer = self.evaluate(values)
        if not isinstance(answer, bool):
            raise self._undecidable(Reason.NOT_YES_OR_NO)
        return answer

    def _undecidable(self, reason: Reason, part: ast.expr | None = None) -> UndecidableCondition:
        written = ast.unparse(part) if part else self.text
        return UndecidableCondition(condition=self.text, reason=reason, part=written)


@lru_cache(maxsize=4096)
def compile_condition(text: str) -> Condition:
    """Read a condition; raises BadCondition, with the part that is not in the language.

    At most 500 characters, 30 brackets and 30 levels of nesting; field names are plain ASCII and
    do not begin with an underscore.
    """
    source = text.strip()
    tree = _parsed(source)
    lines = [line.encode() for line in re.split("\r\n|\r|\n", source)]
    nodes = list(ast.walk(tree))
    for node in nodes:
        if not _is_allowed(node, lines):
            part = ast.get_source_segment(source, node)
            raise _bad(source, Reason.NOT_IN_LANGUAGE, part)
    calls = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    names = {n.id for n in nodes if isinstance(n, ast.Name) and id(n) not in calls}
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


def _is_allowed(node: ast.AST, lines: Sequence[bytes]) -> bool:
    match node:
        case ast.Constant(value=constant):
            return constant is None or type(constant) in (str, int, float, bool)
        case ast.Name(id=name):
            # Python folds look-alike letters: what people see has to be the name that is read.
            written = lines[node.lineno - 1][node.col_offset : node.end_col_offset]
            return name.encode() == written and name.isascii() and not name.startswith("_")
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            enough = len(arguments) == 1 if name in ("len", "abs") else bool(arguments)
            return name in ("len", "abs", "min", "max") and enough
        case ast.Call():
            return False
    return isinstance(node, _ALLOWED)

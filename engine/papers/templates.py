"""A paper's text as a Jinja2 template in its sandbox; the only module that knows jinja2.

`parsed` only reads, and is safe anywhere. `filled` runs what owners wrote: call it in a process of
its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any

from jinja2 import ChainableUndefined, StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.fields.answers import UNPRINTABLE
from engine.papers import signs
from engine.papers.faults import Faulty
from engine.papers.signs import DOTS
from engine.papers.vocabulary import NAMES

MOST_OUTPUT = 300_000

CALLED = ("setiap", "tabel", "naskah")

FILTERS = frozenset(
    {"batch", "capitalize", "default", "first", "groupby", "join", "last", "length", "list"}
    | {"lower", "map", "reject", "rejectattr", "replace", "select", "selectattr", "slice"}
    | {"sort", "sum", "title", "trim", "unique", "upper"}
)

STATEMENTS = (nodes.Output, nodes.For, nodes.If, nodes.Assign)

# What an expression may raise, whatever it is.
UNWORKABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    SyntaxError,
    TemplateRuntimeError,
    TypeError,
    ValueError,
)


def parsed(text: str) -> nodes.Template:
    """The template, read but not run; raises Faulty for what no text may hold."""
    try:
        tree = _environment().parse(text)
        _judge(tree)
    except TemplateSyntaxError as error:
        raise Faulty("paper-syntax", error.message or "", error.lineno) from error
    except RecursionError as error:
        raise Faulty("paper-syntax", "( ( ( …") from error
    except ValueError as error:
        raise Faulty("paper-syntax", str(error)[:200]) from error
    return tree


def _judge(tree: nodes.Template) -> None:
    for statement in tree.find_all(nodes.Stmt):
        if not isinstance(statement, STATEMENTS):
            raise Faulty("paper-tag", type(statement).__name__.lower(), statement.lineno)
    # Jinja2's own finder of names would work out constants on its way, such as 'a' * 10 ** 9.
    names = list(tree.find_all(nodes.Name))
    known = NAMES | {"range", "loop"} | {name.name for name in names if name.ctx == "store"}
    for name in names:
        if name.name not in known:
            raise Faulty("paper-unknown-name", name.name, name.lineno)


def filled(text: str, values: Mapping[str, Any]) -> str:
    """The text with its names filled in from a context; raises Faulty."""
    try:
        template = _environment().from_string(text)
        text = "".join(_bounded(template, _names(values)))
        if found := UNPRINTABLE.search(text):
            raise Faulty("paper-sign", signs.code(found[0]))
        return text
    except TemplateSyntaxError as error:
        raise Faulty("paper-syntax", error.message or "", error.lineno) from error
    except UndefinedError as error:
        raise Faulty("paper-unknown-name", str(error), _line(error.__traceback__)) from error
    except MemoryError as error:
        raise Faulty("paper-too-large") from error
    except UNWORKABLE as error:
        raise Faulty("paper-expression", str(error)[:200], _line(error.__traceback__)) from error


def bare(text: str) -> str:
    """The text without its placeholders, line for line: to judge the Markdown that was written."""
    return "".join(_untagged(text))


# --- names and what they print ----------------------------------------------------------------


class _Unanswered(ChainableUndefined):
    """A known name without a value: false, empty, and printed as a dotted line."""

    _undefined_message = DOTS

    def __str__(self) -> str:
        return DOTS


class _Unknown(StrictUndefined):
    """A name that is not known: whatever is done with it fails, and says the name."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class _Names:
    """A mapping whose keys are read as attributes, and that has no attributes beside them."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __repr__(self) -> str:
        raise TypeError(", ".join(map(str, self._values)))


class _Calls:
    """What a text calls with the key of a field, or a paper's code: setiap('arahan')."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __call__(self, key: str) -> Any:
        if key not in self._values:
            raise UndefinedError(str(key))
        return self._values[key]

    def __repr__(self) -> str:
        raise TypeError(", ".join(map(str, self._values)))


def _names(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: _value(value) for name, value in values.items() if name not in CALLED}
    called = {name: {key: _value(value) for key, value in values[name].items()} for name in CALLED}
    return plain | {name: _Calls(by_key) for name, by_key in called.items()}


def _value(value: Any) -> Any:
    if value is None:
        return _Unanswered(exc=TemplateRuntimeError)
    if isinstance(value, Mapping):
        return _Names({name: _value(part) for name, part in value.items()})
    return [_value(part) for part in value] if isinstance(value, list) else value


def _first(found: Iterable[Any]) -> Any:
    """The first of a list; of an empty one what is not known yet."""
    return next(iter(found), _value(None))


def _last(found: Iterable[Any]) -> Any:
    return _first(reversed(list(found)))


# --- the sandbox ------------------------------------------------------------------------------


def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        undefined=_Unknown,
        finalize=signs.printed,
        cache_size=0,
    )
    made.globals = {"range": made.globals["range"]}
    made.filters = {name: made.filters[name] for name in FILTERS} | {"first": _first, "last": _last}
    return made


def _bounded(template: Template, names: dict[str, Any]) -> Iterator[str]:
    left = MOST_OUTPUT
    for piece in template.generate(names):
        left -= len(piece)
        if left < 0:
            raise MemoryError
        yield piece


def _line(trace: TracebackType | None) -> int:
    """The line of the text in which something went wrong; 0 if none can be told."""
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _untagged(text: str) -> Iterator[str]:
    plain = ImmutableSandboxedEnvironment(keep_trailing_newline=True)
    for _, kind, value in plain.lex(text):
        if kind == "data":
            yield value
        elif kind == "variable_begin":
            yield DOTS
        else:
            yield "\n" * value.count("\n")

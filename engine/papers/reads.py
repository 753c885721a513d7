"""Which names a paper's text reads: what must change before the paper does."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import nodes

from engine.papers.reading import Paper
from engine.papers.templates import CALLED, parsed


@dataclass(frozen=True)
class Reads:
    """What a text reads: keys of fields by `isian`, `setiap` and `tabel`, codes of papers by
    `naskah`, or all of them (None).

    `steps` says whether it reads the steps (`langkah`), which change with every step.
    """

    answers: frozenset[str] | None
    each: frozenset[str] | None
    tables: frozenset[str] | None
    papers: frozenset[str] | None
    steps: bool


def reads(paper: Paper) -> Reads:
    """What a text reads, found without running it; whatever it computes a key for, it reads all."""
    tree = parsed(paper.body)
    names = [node.name for node in tree.find_all(nodes.Name)]
    called = {name: _called(tree, name, names.count(name)) for name in CALLED}
    return Reads(
        _attributes(tree, "isian", names.count("isian")),
        called["setiap"],
        called["tabel"],
        called["naskah"],
        "langkah" in names,
    )


def _attributes(tree: nodes.Template, name: str, count: int) -> frozenset[str] | None:
    found = [
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == name
    ]
    return frozenset(found) if len(found) == count else None


def _called(tree: nodes.Template, name: str, count: int) -> frozenset[str] | None:
    found = [
        node.args[0].value
        for node in tree.find_all(nodes.Call)
        if isinstance(node.node, nodes.Name)
        and node.node.name == name
        and len(node.args) == 1
        and isinstance(node.args[0], nodes.Const)
    ]
    return frozenset(map(str, found)) if len(found) == count else None

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

    `steps` says whether it reads the steps (`langkah`), which change with every step. `parts` are
    the columns of rows and tables that it can name; None where it computes one.
    """

    answers: frozenset[str] | None
    each: frozenset[str] | None
    tables: frozenset[str] | None
    papers: frozenset[str] | None
    steps: bool
    parts: frozenset[str] | None

    def has_part(self, name: str) -> bool:
        """Whether it can read the part of a row or table that has this name."""
        return self.parts is None or name in self.parts


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
        _parts(tree),
    )


def _parts(tree: nodes.Template) -> frozenset[str] | None:
    if not all(isinstance(node.arg, nodes.Const) for node in tree.find_all(nodes.Getitem)):
        return None
    # Filters name parts by a text: map(attribute="nama").
    texts = (node.value for node in tree.find_all(nodes.Const) if isinstance(node.value, str))
    return frozenset({*(node.attr for node in tree.find_all(nodes.Getattr)), *texts})


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

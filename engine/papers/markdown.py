"""Markdown into blocks; the only module that knows markdown-it.

Beside CommonMark's headings, emphasis and lists, and tables: items may be lettered (a., b., c.);
headings of the first level that follow each other are one title of several lines; a table with an
empty head is a list of terms and values; `---` is a line, `***` a new page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

from engine.fields.answers import UNPRINTABLE
from engine.papers.blocks import (
    Align,
    Block,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Part,
    Rule,
    Run,
    Runs,
    Table,
)
from engine.papers.faults import Faulty
from engine.papers.signs import code, shown

# Indented text is text, and a line below a paragraph makes no heading of it.
PARSER = MarkdownIt("commonmark").enable("table").disable(["code", "lheading"])

LETTERED = re.compile(r"([ ]*)([a-z])\.(?=[ ])")

NO_BREAK, INVISIBLE = "\u00a0", "\u200b\u2060\ufeff"
PLAIN = str.maketrans(dict.fromkeys(INVISIBLE, "") | {NO_BREAK: " "})

# What begins a heading, an item or a row.
MARKED = re.compile(
    rf"[ {NO_BREAK}{INVISIBLE}]*(?:(?:#{{1,6}}|[-*]|\d{{1,9}}[.)]|[a-z]\.)[ {NO_BREAK}]|\|)"
)
# Of these alone the line below the head of a table consists.
BELOW_HEAD = f"|:- {NO_BREAK}"


def blocks(text: str, *, decree: bool) -> tuple[Block, ...]:
    """The blocks of a text; of a decree its parts too. Raises Faulty for what no paper may hold."""
    found = tuple(_titled(_blocks(*_tree(text))))
    return tuple(_parted(found)) if decree else found


def judge(text: str) -> None:
    """Raise Faulty, with its line, if a text holds what no paper may hold."""
    blocks(text, decree=False)


def _tree(text: str) -> tuple[Sequence[Node], set[int]]:
    """The nodes of a text, and the lines on which a lettered item begins."""
    lettered, lines = set[int](), text.split("\n")
    for number, line in enumerate(lines):
        lines[number] = line = _plainly_marked(line)
        if item := LETTERED.match(line):
            lettered.add(number)
            counted = f"{item[1]}{ord(item[2]) - ord('a') + 1})"
            lines[number] = counted + line[item.end() :]
    read = dict[str, Any]()
    tree = Node(PARSER.parse("\n".join(lines), read))
    for name, told in read.get("references", {}).items():
        raise Faulty("paper-not-allowed", f"[{name.lower()}]: …", told["map"][0] + 1)
    return tree.children, lettered


def _plainly_marked(line: str) -> str:
    """A line whose signs Markdown knows: pasted blanks that do not break hide them from it."""
    if not line.strip(BELOW_HEAD):
        return line.translate(PLAIN)
    marked = MARKED.match(line)
    return marked[0].translate(PLAIN) + line[marked.end() :] if marked else line


def _blocks(nodes: Iterable[Node], lettered: set[int]) -> Iterator[Block]:
    for node in nodes:
        line = node.map[0] if node.map else -1
        if node.type == "heading":
            yield Heading(int(node.tag[1]), _runs(node.children, line))
        elif node.type == "paragraph":
            yield Paragraph(_runs(node.children, line))
        elif node.type in ("bullet_list", "ordered_list"):
            yield _items(node, line, lettered)
        elif node.type == "table":
            yield _table(node)
        elif node.type == "hr":
            yield PageBreak() if node.markup.startswith("*") else Rule()
        else:
            raise _refused(node, line)


def _items(node: Node, line: int, lettered: set[int]) -> Items:
    items = tuple(tuple(_blocks(item.children, lettered)) for item in node.children)
    if node.type == "bullet_list":
        return Items("bullet", 1, items)
    start = int(node.attrs.get("start", 1))
    return Items("letter" if line in lettered else "number", start, items)


# --- tables -----------------------------------------------------------------------------------


def _table(node: Node) -> Table:
    rows = [list(row.children) for part in node.children for row in part.children]
    align = tuple(map(_align, rows[0]))
    head, *body = (tuple(_cell(cell) for cell in row) for row in rows)
    stretched = (row[:1] if len(row) > 2 and not any(row[1:]) else row for row in body)
    return Table(align, head if any(head) else (), tuple(stretched))


def _align(cell: Node) -> Align:
    said = str(cell.attrs.get("style", ""))
    return "right" if "right" in said else "center" if "center" in said else "left"


def _cell(cell: Node) -> Runs:
    return _runs(cell.children, cell.parent.map[0] if cell.parent and cell.parent.map else -1)


# --- words ------------------------------------------------------------------------------------


def _runs(nodes: Iterable[Node], line: int) -> Runs:
    """Words with their faces; neighbours of the same face are one run."""
    pieces = _pieces(nodes, line, Run(""))
    faces = groupby(pieces, key=lambda run: (run.bold, run.italic))
    return tuple(Run("".join(run.text for run in runs), *face) for face, runs in faces)


def _pieces(nodes: Iterable[Node], line: int, face: Run) -> Iterator[Run]:
    for node in nodes:
        if node.type in ("text", "softbreak", "hardbreak"):
            breaks = {"softbreak": " ", "hardbreak": "\n"}
            text = breaks.get(node.type) or shown(node.content)
            if unprintable := UNPRINTABLE.search(text):
                raise Faulty("paper-sign", code(unprintable[0]), line + 1)
            if text:
                yield Run(text, face.bold, face.italic)
        elif node.type in ("inline", "strong", "em"):
            bold, italic = face.bold or node.type == "strong", face.italic or node.type == "em"
            yield from _pieces(node.children, line, Run("", bold, italic))
        else:
            raise _refused(node, line)


def _refused(node: Node, line: int) -> Faulty:
    said = str(node.attrs.get("href", "")) or node.content or node.markup
    return Faulty("paper-not-allowed", shown(said).strip()[:60] or node.type, line + 1)


# --- titles and the parts of a decree ---------------------------------------------------------


def _titled(found: Iterable[Block]) -> Iterator[Block]:
    """Headings of the first level that follow each other become one of several lines."""
    for is_title, group in groupby(found, key=_is_title):
        if is_title:
            lines = [block.runs for block in group if isinstance(block, Heading)]
            yield Heading(1, tuple(run for line in _joined(lines) for run in line))
        else:
            yield from group


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _joined(lines: list[Runs]) -> Iterator[Runs]:
    for number, line in enumerate(lines):
        yield ((Run("\n"), *line) if number else line)


def _parted(found: Sequence[Block]) -> Iterator[Block]:
    """A decree's headings of the second level, up to its annex, each with what stands below it."""
    end = next((n for n, block in enumerate(found) if isinstance(block, PageBreak)), len(found))
    term, below = "", list[Block]()
    for block in (*found[:end], None):
        begins = block is None or isinstance(block, Heading | Rule)
        if begins and term:
            yield Part(term, tuple(below))
            term, below = "", []
        if isinstance(block, Heading) and block.level == 2:
            term = "".join(run.text for run in block.runs)
        elif block is not None and term:
            below.append(block)
        elif block is not None:
            yield block
    yield from found[end:]

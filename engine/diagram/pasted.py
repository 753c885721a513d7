"""The rows of an SOP as a spreadsheet or a word processor copies them: cells parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

COLUMNS = ("number", "activity", "post", "inputs", "time", "outputs", "back")
_HEADS = {
    "number": "no no. nomor",
    "activity": "kegiatan uraian aktivitas activity",
    "post": "pelaksana jabatan post executor",
    "inputs": "kelengkapan persyaratan requirements inputs",
    "time": "waktu time",
    "outputs": "output keluaran hasil outputs",
    "back": "keputusan kembali decision return",
}
# A spreadsheet quotes a cell only if it must: for a line break, or for quotation marks, which it
# doubles. Whatever else begins with one is somebody's words, and no cell holds a tab.
_QUOTED = re.compile(r'"(?=[^"\t]*(?:\n|""))((?:[^"\t]|"")*+)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")
_COLUMN = {word: column for column, words in _HEADS.items() for word in words.split()}


def rows(text: str) -> list[dict[str, str]]:
    """The cells of each row by the names of COLUMNS; a first row of headings says their order.

    Without headings the columns stand in the order of COLUMNS, "number" only where the first cell
    of every row is one. A line without a tab goes on with the last cell of the row before.
    """
    lines = _lines(text)
    columns, body = _columns(lines)
    return [
        {column: cell for column, cell in zip(columns, line, strict=False) if column}
        for line in body
    ]


def number_in(cell: str) -> str:
    """The first number in a cell, such as 3 in "kembali ke baris 3", or ""."""
    found = re.search("[0-9]{1,3}", cell)
    return found[0] if found else ""


def _lines(text: str) -> list[list[str]]:
    found: list[list[str]] = []
    for cells in _table(text):
        line = [" ".join(cell.split()) for cell in cells]
        if not any(line):
            continue
        if len(line) == 1 and found:
            found[-1][-1] = f"{found[-1][-1]} {line[0]}".strip()
        else:
            found.append(line)
    return found


def _table(text: str) -> Iterator[list[str]]:
    """The cells of each line, or of each row where a quoted cell goes over several lines."""
    line: list[str] = []
    place, text = 0, text.replace("\r\n", "\n").replace("\r", "\n")
    while place <= len(text):
        quoted = _QUOTED.match(text, place)
        cell = quoted or _PLAIN.match(text, place)
        assert cell is not None
        line.append(quoted[1].replace('""', '"') if quoted else cell[0])
        if text[cell.end() : cell.end() + 1] != "\t":
            yield line
            line = []
        place = cell.end() + 1


def _columns(lines: Sequence[list[str]]) -> tuple[list[str], Sequence[list[str]]]:
    """Which column each cell belongs to, and the rows without their headings."""
    heads = [_COLUMN.get(_first_word(cell), "") for cell in lines[0]] if lines else []
    if "activity" in heads:
        return heads, lines[1:]
    has_numbers = all(re.fullmatch("[0-9]{1,3}[.)]?", line[0]) for line in lines)
    return list(COLUMNS if has_numbers else COLUMNS[1:]), lines


def _first_word(cell: str) -> str:
    return re.split("[ /(]", cell.casefold())[0]

"""A sheet as a PDF, by one layout of ours (`paper.typ`) for every paper of every SOP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from engine import press
from engine.papers.blocks import Block, Heading, Items, Part, Table
from engine.papers.reading import Kind
from engine.papers.sheet import Sheet
from engine.papers.signs import DOTS
from engine.papers.widths import widths
from engine.press import child

TEMPLATE = Path(__file__).with_name("paper.typ")

SIZES = {"f4": (215, 330), "a4": (210, 297)}
"""Millimetres, upright."""

MARGINS = {Kind.TABEL: (14, 14)}
MARGIN = (26, 20)
"""Left and right, in millimetres."""

LETTERS = {Kind.TABEL: 8.5, Kind.KEPUTUSAN: 10.5}
LETTER = 10.5
"""Type sizes in points."""

BREADTH = 0.52 * 25.4 / 72
"""A letter's width in millimetres for a point of its size."""


def pdf(sheet: Sheet, places: child.Places | None = None) -> bytes:
    """A sheet as a PDF: the same sheet is the same file. Raises TooLargeForPdf, PdfNotMade."""
    return press.pdf(TEMPLATE, _shown(sheet), sheet.at, places)


@lru_cache(maxsize=8)
def pictures(sheet: Sheet) -> tuple[bytes, ...]:
    """The pages of a sheet's PDF, each as a PNG; raises as `pdf`, and TooManyPages.

    Kept, since they are asked for one by one.
    """
    return press.pictures(TEMPLATE, _shown(sheet), sheet.at)


def _shown(sheet: Sheet) -> dict[str, Any]:
    """The sheet as the template reads it."""
    width, height = sorted(SIZES[sheet.size], reverse=sheet.landscape)
    left, right = MARGINS.get(sheet.kind, MARGIN)
    size = LETTERS.get(sheet.kind, LETTER)
    room = (width - left - right) / (BREADTH * size)
    plain = asdict(sheet) | {"at": ""}
    return plain | {
        "page": {"width": width, "height": height, "left": left, "right": right},
        "letter": size,
        "dots": DOTS,
        "blocks": _blocks(sheet.blocks, room),
        "qr": _qr(sheet.verification.address) if sheet.verification else "",
    }


def _blocks(blocks: Sequence[Block], room: float) -> list[dict[str, Any]]:
    """The blocks with the widths of tables, and headings that never leave out a level."""
    found, depth = list[dict[str, Any]](), 0
    for block in blocks:
        told = asdict(block)
        if isinstance(block, Heading):
            depth = told["depth"] = min(block.level, depth + 1)
        elif isinstance(block, Table):
            told["widths"] = columns = widths(block, room)
            told["share"] = min(1, sum(columns) / room)
        elif isinstance(block, Part):
            told["blocks"] = _blocks(block.blocks, room)
        elif isinstance(block, Items):
            told["items"] = [_blocks(item, room) for item in block.items]
        found.append(told)
    return found


def _qr(address: str) -> str:
    """A QR code as SVG, without the white around it."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=0, xmldecl=False, svgns=True, nl=False
    )
    return drawn.getvalue().decode()

"""Outlines of the five symbols as SVG paths around their middle, in pixels (96 an inch)."""

from __future__ import annotations

from webui.pictures.geometry import capsule, diamond, move, rectangle
from webui.printing.chart import CAPSULE, CONNECTOR, DIAMOND

PIXEL = 25.4 / 96

HEAD, SPREAD = 6.5, 3.6
"""The length of an arrow's head, and half its breadth."""


def pixels(millimetres: float) -> float:
    """A length in pixels, to a tenth."""
    return round(millimetres / PIXEL, 1)


def part(share: float) -> str:
    """A part of a cell, as SVG writes it."""
    return f"{move(share * 100)}%"


def outline(kind: str, width: float, height: float) -> str:
    """The outline of a symbol so wide and so high, in millimetres."""
    wide, high = width / PIXEL, height / PIXEL
    corner = (-wide / 2, -high / 2, wide, high)
    if kind == CAPSULE:
        return capsule(*corner)
    if kind == DIAMOND:
        return diamond(0, 0, wide / 2, high / 2)
    if kind == CONNECTOR:
        tip = f"L{move(0, high / 2)}L{move(-wide / 2, high / 8)}z"
        return f"M{move(*corner[:2])}h{move(wide)}v{move(high * 5 / 8)}{tip}"
    return rectangle(*corner)


def head(side: str, width: float, height: float) -> str:
    """The head of an arrow that arrives at a side of a symbol so wide and so high."""
    x, y = width / PIXEL / 2, height / PIXEL / 2
    return {
        "top": f"M{move(0, -y)}l{move(-SPREAD, -HEAD)}h{move(2 * SPREAD)}z",
        "bottom": f"M{move(0, y)}l{move(-SPREAD, HEAD)}h{move(2 * SPREAD)}z",
        "left": f"M{move(-x, 0)}l{move(-HEAD, -SPREAD)}v{move(2 * SPREAD)}z",
        "right": f"M{move(x, 0)}l{move(HEAD, -SPREAD)}v{move(2 * SPREAD)}z",
    }[side]


PENS = {"outline": outline, "arrow": head, "pixels": pixels, "part": part}
"""By the names that the template knows them by."""

"""The summary of a result as a PDF, by one layout of ours (`result.typ`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import get_template_attribute

from engine import press
from webui.pictures.courses import Course

TEMPLATE = Path(__file__).with_name("result.typ")

INK = (
    "text { font: 11px Archivo; fill: #333; text-anchor: middle }"
    " .v { font-size: 12px; font-weight: 650; fill: #000 }"
    " .tg { fill: none; stroke: #666; stroke-width: 1.5; stroke-dasharray: 3 3 }"
    " .tk { stroke: #666; stroke-width: 2 } .ax { stroke: #999 }"
    " .ln { fill: none; stroke: #000; stroke-width: 2.25 }"
    " .pt.last { stroke: #fff; stroke-width: 2 }"
)
"""What the style sheet of the pages says of a course, in black."""


def pdf(shown: Mapping[str, Any], at: datetime) -> bytes:
    """A summary as a PDF, dated by a moment; raises TooLargeForPdf, PdfNotMade."""
    return press.pdf(TEMPLATE, shown, at)


def drawn(course: Course) -> press.Svg:
    """The picture of a course that the pages show, with its colours in it."""
    svg = str(get_template_attribute("plots.html", "course")(course, ""))
    return press.Svg(
        svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
            ">", f"><style> {INK} </style>", 1
        )
    )

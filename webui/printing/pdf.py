"""The printed SOP as a PDF."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from engine import press
from webui.printing import labels, metrics, paper
from webui.printing.heights import PADDING
from webui.printing.printed import PrintedSop

TEMPLATE = Path(__file__).with_name("sop.typ")


def pdf(sop: PrintedSop, at: datetime) -> bytes:
    """The printed SOP as a PDF, dated by a moment: the same SOP is the same file.

    Raises TooLargeForPdf, PdfNotMade.
    """
    return press.pdf(TEMPLATE, _shown(sop), at)


def _shown(sop: PrintedSop) -> dict[str, Any]:
    """The printed SOP as the template reads it, with the lengths that it shares with the layout."""
    shared = {
        "agency": " ".join(sop.front.agency),
        "margin": paper.MARGIN,
        "header": paper.HEADER,
        "footer": paper.FOOTER,
        "padding": PADDING,
        "size": metrics.SIZE,
        "line": metrics.LINE,
        "head_size": metrics.HEAD_SIZE,
        "label_size": labels.SIZE,
    }
    return asdict(sop) | shared

"""The printed SOP as a PDF."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from engine import press
from webui.printing import labels, metrics, paper
from webui.printing.document import Document
from webui.printing.heights import PADDING

TEMPLATE = Path(__file__).with_name("sop.typ")


def pdf(document: Document, at: datetime) -> bytes:
    """The document as a PDF, dated by a moment: the same document is the same file.

    Raises TooLargeForPdf, PdfNotMade.
    """
    return press.pdf(TEMPLATE, _shown(document), at)


def _shown(document: Document) -> dict[str, Any]:
    """The document as the template reads it, with the lengths that it shares with the layout."""
    shared = {
        "agency": " ".join(document.front.agency),
        "margin": paper.MARGIN,
        "header": paper.HEADER,
        "footer": paper.FOOTER,
        "padding": PADDING,
        "size": metrics.SIZE,
        "line": metrics.LINE,
        "head_size": metrics.HEAD_SIZE,
        "label_size": labels.SIZE,
    }
    return asdict(document) | shared

"""The printed SOP as a PDF, set in a process of its own."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.errors import BadInput, Broken
from webui.printing import labels, metrics, paper
from webui.printing.document import Document
from webui.printing.heights import PADDING

log = logging.getLogger("alur")

TYPESETTER = Path(__file__).with_name("typesetter.py")
LONGEST = 3_000_000
SECONDS = 40

# Whatever would ask the network in there finds a door that nobody opens.
NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")


class TooLargeForPdf(BadInput):
    """This SOP is too large to become a PDF here. Nothing was printed; print its page from the
    browser, or shorten its texts."""


class PdfNotMade(Broken):
    """The PDF could not be made. Nothing was changed; print the page from the browser, and tell
    the operator."""


def pdf(document: Document, at: datetime) -> bytes:
    """The document as a PDF, dated by a moment: the same document is the same file.

    Raises TooLargeForPdf when it takes more time or memory than a page is worth, or PdfNotMade.
    """
    told = {"document": _shown(document), "at": int(at.timestamp())}
    data = json.dumps(told).encode()
    if len(data) > LONGEST:
        raise TooLargeForPdf()
    try:
        done = subprocess.run(
            [sys.executable, TYPESETTER],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env=os.environ | NOWHERE,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLargeForPdf() from error
    if done.returncode < 0:
        raise TooLargeForPdf()
    if done.returncode:
        log.error("typesetter: %s", done.stderr.decode(errors="replace")[-2000:])
        raise PdfNotMade()
    return done.stdout


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
    return _breakable(asdict(document) | shared)  # type: ignore[no-any-return]


def _breakable(value: Any) -> Any:
    if isinstance(value, str):
        return metrics.breakable(value)
    if isinstance(value, dict):
        return {name: _breakable(part) for name, part in value.items()}
    return [_breakable(part) for part in value] if isinstance(value, list | tuple) else value

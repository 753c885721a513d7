"""A document as a PDF, or as pictures of its pages, set in a process of its own."""

from __future__ import annotations

import json
import logging
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.errors import PdfNotMade, TooLargeForPdf
from engine.press import child
from engine.press.breaking import breakable

log = logging.getLogger("alur")

LONGEST = 3_000_000
SECONDS = 40


class Svg(str):
    """A picture, drawn in letters: they are no words, and none of them is broken."""


def pdf(template: Path, document: Mapping[str, Any], at: datetime) -> bytes:
    """A document as a PDF, dated by a moment: the same document is the same file.

    Raises TooLargeForPdf when it takes more time or memory than a paper is worth, or PdfNotMade.
    """
    return _set(template, document, at, "pdf")


def pictures(template: Path, document: Mapping[str, Any], at: datetime) -> tuple[bytes, ...]:
    """The pages of a document's PDF, each as a PNG; raises as `pdf`."""
    pages = json.loads(_set(template, document, at, "png"))
    return tuple(map(b64decode, pages))


def _set(template: Path, document: Mapping[str, Any], at: datetime, form: str) -> bytes:
    data = json.dumps(_breakable(document))
    if len(data) > LONGEST:
        raise TooLargeForPdf()
    told = {"template": str(template), "document": data, "at": int(at.timestamp()), "form": form}
    try:
        return child.run("engine.press.typesetter", told, SECONDS)
    except child.Ended as error:
        raise TooLargeForPdf() from error
    except child.Failed as error:
        log.error("typesetter: %s", error)
        raise PdfNotMade() from error


def _breakable(value: Any) -> Any:
    """Texts with their breaks, and pictures as numbers: the typesetter reads bytes of no text."""
    if isinstance(value, str):
        return value if isinstance(value, Svg) else breakable(value)
    if isinstance(value, bytes):
        return list(value)
    if isinstance(value, Mapping):
        return {name: _breakable(part) for name, part in value.items()}
    return [_breakable(part) for part in value] if isinstance(value, list | tuple) else value

"""A document as a PDF, or as pictures of its pages, set in a process of its own."""

from __future__ import annotations

import json
import logging
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.errors import PdfNotMade, TooLargeForPdf, TooManyPages
from engine.press import child
from engine.press.breaking import breakable

log = logging.getLogger("alur")

LONGEST = 3_000_000
MOST_DRAWN = 30
"""Pages that are drawn: each takes a fifth of a second, and half a megabyte where it is kept."""

SECONDS = 40


class Svg(str):
    """A picture, drawn in letters: they are no words, and none of them is broken."""


def pdf(
    template: Path, document: Mapping[str, Any], at: datetime, places: child.Places | None = None
) -> bytes:
    """A document as a PDF, dated by a moment: the same document is the same file.

    `places` are as `child.run` takes them. Raises TooLargeForPdf when it takes more time or
    memory than a paper is worth, or PdfNotMade.
    """
    return _set(template, document, at, "pdf", places)


def pictures(template: Path, document: Mapping[str, Any], at: datetime) -> tuple[bytes, ...]:
    """The pages of a document's PDF, each as a PNG; raises as `pdf`, and TooManyPages.

    Drawing takes long: it has the places of what owners write, so that no print waits for it.
    """
    told = json.loads(_set(template, document, at, "png", child.CHECKS))
    if told["count"] > len(told["pages"]):
        raise TooManyPages(count=told["count"], most=MOST_DRAWN)
    return tuple(map(b64decode, told["pages"]))


def _set(
    template: Path,
    document: Mapping[str, Any],
    at: datetime,
    form: str,
    places: child.Places | None,
) -> bytes:
    data = json.dumps(_breakable(document))
    if len(data) > LONGEST:
        raise TooLargeForPdf()
    told = {"template": str(template), "document": data, "at": int(at.timestamp()), "form": form}
    told |= {"most": MOST_DRAWN}
    try:
        return child.run("engine.press.typesetter", told, SECONDS, places)
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

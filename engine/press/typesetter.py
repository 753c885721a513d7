"""Sets a document as a PDF: run as a process of its own (`child`), which ends whatever goes wrong.

It may use so much time and memory, writes no file, and reads nothing outside the template's folder
and this one; the template loads no package, and no network is asked.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from pathlib import Path
from typing import Literal

import typst

from engine.press import limits

HERE = Path(__file__).parent

SECONDS, MEMORY = 20, 2_000_000_000

PPI = 130
"""Dots an inch: a page of F4 is 1,100 wide, twice what it takes up beside its text."""

EACH_PAGE = "foot"
"""The label that a template which is drawn has on every page."""

Standard = Literal["ua-1"] | None

STANDARDS: tuple[Standard, ...] = ("ua-1", None)
"""Accessible (PDF/UA-1), or else only tagged: that standard forbids letters that no font has."""

INACCESSIBLE = "PDF/UA-1 error"


def main() -> None:
    """Set what stands on the standard input; a fault is told on the standard error."""
    limits.bind(SECONDS, MEMORY)
    told = json.load(sys.stdin)
    what = (Path(told["template"]), told["document"], told["at"])
    drawn = told["form"] == "png"
    sys.stdout.buffer.write(_pictures(*what, told["most"]) if drawn else _pdf(*what))


def _pdf(template: Path, document: str, at: int) -> bytes:
    for standard in STANDARDS:
        try:
            return _set(template, document, at, standard)
        except typst.TypstError as error:
            if INACCESSIBLE not in str(error) or standard is None:
                raise
    raise AssertionError("the last standard raises or answers")


def _set(template: Path, document: str, at: int, standard: Standard) -> bytes:
    return typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=standard,
        sys_inputs={"data": document},
        timestamp=at,
    )


def _pictures(template: Path, document: str, at: int, most: int) -> bytes:
    """How many pages there are, and these as PNG if they are not more than `most`, in JSON."""
    compiler = typst.Compiler(template, template.parent, _fonts(), sys_inputs={"data": document})
    count, drawn = len(json.loads(compiler.query(f"<{EACH_PAGE}>"))), list[bytes]()
    if count <= most:
        # What was set to be counted is not set anew.
        pages = compiler.compile(format="png", ppi=PPI, timestamp=at)
        drawn = pages if isinstance(pages, list) else [pages or b""]
    return json.dumps({"count": count, "pages": [b64encode(p).decode() for p in drawn]}).encode()


def _fonts() -> typst.Fonts:
    # Fonts of the machine would make the same document another one elsewhere.
    return typst.Fonts(include_system_fonts=False, font_paths=[HERE])


if __name__ == "__main__":
    main()

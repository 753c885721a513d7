"""Sets a document as a PDF: run as a process of its own, which ends whatever goes wrong.

Reads the document as JSON, writes the PDF. It may use so much time and memory, write no file, and
read nothing outside this folder; the template loads no package, and no network is asked.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent

LIMITS = {
    resource.RLIMIT_CPU: 20,
    resource.RLIMIT_AS: 2_000_000_000,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}
"""Seconds, bytes, bytes of a file, bytes of a core dump."""

STANDARDS = (["ua-1"], [])
"""Accessible (PDF/UA-1), or else only tagged: that standard forbids letters that no font has."""

INACCESSIBLE = "PDF/UA-1 error"


def main() -> None:
    """Set what stands on the standard input; a fault is told on the standard error."""
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    told = json.load(sys.stdin)
    sys.stdout.buffer.write(_pdf(json.dumps(told["document"]), told["at"]))


def _pdf(document: str, at: int) -> bytes:
    for standards in STANDARDS:
        try:
            return _set(document, at, standards)
        except typst.TypstError as error:
            if INACCESSIBLE not in str(error) or not standards:
                raise
    raise AssertionError("the last standard raises or answers")


def _set(document: str, at: int, standards: list[str]) -> bytes:
    # Fonts of the machine would make the same SOP another document elsewhere.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[HERE])
    return typst.compile(
        HERE / "sop.typ",
        root=HERE,
        font_paths=fonts,
        format="pdf",
        pdf_standards=standards,
        sys_inputs={"data": document},
        timestamp=at,
    )


if __name__ == "__main__":
    main()

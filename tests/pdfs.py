"""What a PDF says, read by poppler's pdftotext."""

from __future__ import annotations

import shutil
import subprocess

import pytest

reads_pdfs = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")


def pages(data: bytes) -> list[str]:
    """The words of each page, in one line."""
    return [" ".join(page.split()) for page in _read(data, "-layout")]


def marks(data: bytes) -> list[str]:
    """The letters of each page without blanks, also those that stand aslant."""
    return ["".join(page.split()) for page in _read(data, "-raw")]


def _read(data: bytes, order: str) -> list[str]:
    command = ["pdftotext", order, "-", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]

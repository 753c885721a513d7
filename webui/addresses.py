"""Addresses of this office as others are given them, on paper and in messages."""

from __future__ import annotations

import os

VARIABLE = "ALUR_URL"
USUAL = "http://127.0.0.1:8000"


def absolute(path: str) -> str:
    """The address of a page.

    It begins with ALUR_URL. Never with what a visit says that it came to: whoever signs or sends
    could lead those who read it elsewhere.
    """
    return os.environ.get(VARIABLE, USUAL).rstrip("/") + path

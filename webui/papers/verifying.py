"""Where a paper can be verified: the address that its QR code holds."""

from __future__ import annotations

import os

VARIABLE = "ALUR_URL"
USUAL = "http://127.0.0.1:8000"


def address(token: str) -> str:
    """The address of the page that verifies a version.

    It begins with ALUR_URL. Never with what a visit says that it came to: whoever signs could
    lead the readers of the paper elsewhere.
    """
    return f"{os.environ.get(VARIABLE, USUAL).rstrip('/')}/periksa/{token}"

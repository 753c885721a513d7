"""Where a paper can be verified: the address that its QR code holds."""

from __future__ import annotations

import os

from flask import has_request_context, request

USUAL = "http://127.0.0.1:8000"


def address(token: str) -> str:
    """The address of the page that verifies a version.

    It begins with ALUR_URL, else with where this visit came to.
    """
    return f"{_office().rstrip('/')}/periksa/{token}"


def _office() -> str:
    here = request.host_url if has_request_context() else USUAL
    return os.environ.get("ALUR_URL") or here

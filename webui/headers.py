"""What every answer says about itself: no foreign content, no script but ours, nothing kept."""

from __future__ import annotations

from flask import Response

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# bpmn-js writes styles into its shapes; scripts stay as closed as everywhere.
STUDIO_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")


def guard(response: Response) -> Response:
    """Add the headers that an answer does not carry yet."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    # What one person read must not come out of a shared computer's cache for another.
    response.headers.setdefault("Cache-Control", "no-store")
    return response

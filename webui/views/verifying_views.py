"""What the page says to whoever verifies a paper: by its code, by a digest, by a file in hand."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from engine import documents, paper_copies
from engine.models import DocumentVersion
from engine.paper_copies import Copied
from webui.papers import sheets
from webui.views import copy_views, document_views
from webui.visits import Visit

DIGEST = re.compile(r"[0-9a-f]{64}")


def verifying() -> dict[str, Any]:
    """The page on which nothing was asked yet."""
    told = {"found": None, "token": "", "asked": False, "same": None, "not_kept": False}
    return told | {"recognised": "", "other": False, "by_digest": False}


def verified(visit: Visit, typed: str) -> dict[str, Any]:
    """What is known of the paper of a code, or of a digest that was typed in its place."""
    if found := documents.by_token(visit.session, typed) if typed else None:
        return _told(visit, found, typed)
    digest = "".join(typed.lower().split())
    if DIGEST.fullmatch(digest):
        return _of_digest(visit, bytes.fromhex(digest), typed)
    return verifying() | {"token": typed, "asked": bool(typed)}


def _of_digest(visit: Visit, digest: bytes, typed: str) -> dict[str, Any]:
    copy = None
    found = documents.by_content(visit.session, digest)
    if found is None and (copy := paper_copies.by_content(visit.session, digest)):
        found = copy.version
    # A draft that is printed anew has no bytes of its own: what its page shows is this.
    found = found or documents.by_digest(visit.session, digest)
    if found is None:
        return verifying() | {"token": typed, "asked": True, "by_digest": True}
    return _told(visit, found, typed, copy) | {"by_digest": True}


def compared(visit: Visit, typed: str, data: bytes) -> dict[str, Any]:
    """The same for a file in hand: whether it is, byte for byte, what was kept here.

    A draft is set anew for every print, so there is nothing to compare it with.
    """
    page = verified(visit, typed)
    if not data:
        return page
    sha, found = hashlib.sha256(data).digest(), page["found"]
    there = _sha256(visit, found) if found else None
    if found and there == sha:
        return page | {"same": True, "recognised": ""}
    if found and (copy := paper_copies.by_content(visit.session, sha, found.id)):
        return _told(visit, found, typed, copy)
    if other := _known(visit, sha):
        version, copy = other
        told = _told(visit, version, typed, copy)
        return told | {"same": None if copy else True, "other": found is not None}
    is_draft = found is not None and there is None
    return page | {"same": None if is_draft else False, "not_kept": is_draft}


def _known(visit: Visit, sha: bytes) -> tuple[DocumentVersion, Copied | None] | None:
    """The paper that has these bytes, whichever it is, or a copy that has them."""
    if version := documents.by_content(visit.session, sha):
        return version, None
    copy = paper_copies.by_content(visit.session, sha)
    return (copy.version, copy) if copy else None


def _told(
    visit: Visit, found: DocumentVersion, typed: str, copy: Copied | None = None
) -> dict[str, Any]:
    """What is known of a version, one of whose copies may be what was sent."""
    page = verifying() | {"token": typed, "asked": True} | document_views.about(visit, found)
    copies = page["copies"]
    counting = copies[0] if copies and not copies[0].is_void else None
    said = copy_views.said(copy, copies) if copy else ""
    return page | {"counting": counting, "recognised": said, "recognised_copy": copy}


def _sha256(visit: Visit, found: DocumentVersion) -> bytes | None:
    """What a version's file has; None for a draft. One signed without its print is set anew."""
    if found.sha256 is None and found.is_final:
        return hashlib.sha256(sheets.pdf(visit.session, found)).digest()
    return found.sha256

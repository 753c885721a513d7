"""What the page says to whoever verifies a paper: by its code, by a digest, by a file in hand.

Only what is true of the file is said. One whose bytes are kept is the same or is not; a version
without kept bytes is set anew, and if that is another file, nothing is known of the one in hand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import documents, paper_copies, versions
from engine.errors import TooLargeForPdf
from engine.models import DocumentVersion
from engine.paper_copies import Copied
from webui.language import gettext
from webui.papers import sheets
from webui.views import copy_views, document_views
from webui.visits import Visit
from webui.words import N_

DIGEST = re.compile(r"[0-9a-f]{64}")

# What became of what was sent: how its note looks, its words and its title.
SAID: Mapping[str, tuple[str, str, str]] = {
    "nothing": (
        "soon",
        N_("Type the code of the paper or a digest, or choose the file; then verify."),
        N_("Nothing to verify yet"),
    ),
    "file": (
        "info",
        N_("This SHA-256 is that of the file of the paper below."),
        N_("The digest is known"),
    ),
    "content": (
        "info",
        N_("This is the digest of the content of the paper below, and not of a file."),
        N_("The digest is known"),
    ),
    "same": (
        "done",
        N_("The file that you sent is, byte for byte, the one made here."),
        N_("The same file"),
    ),
    "same_unkept": (
        "info",
        N_(
            "The file that you sent is, byte for byte, the print of this version as it is made "
            "here today. It is no file that was signed and kept."
        ),
        N_("The same file"),
    ),
    "altered": (
        "late",
        N_(
            "The file that you sent is not the one made here: it was changed, printed anew or "
            "scanned. It was compared and not kept."
        ),
        N_("Not the same file"),
    ),
    "incomparable": (
        "soon",
        N_(
            "The print of this version is not kept, and the one made today is another file. So the "
            "file that you sent cannot be compared: neither that it is genuine is known, nor that "
            "it was changed. Compare it with what stands below."
        ),
        N_("This file cannot be compared"),
    ),
    "unknown": (
        "soon",
        N_(
            "The file that you sent is not known here byte for byte. The print of a draft, or of a "
            "paper that needs no signature, is not kept: such a file cannot be compared by itself; "
            "type its code, too. A signed paper that was changed, printed anew or scanned is not "
            "known either. It was compared and not kept."
        ),
        N_("Not a file that is kept here"),
    ),
}


def verifying() -> dict[str, Any]:
    """The page on which nothing was asked yet."""
    told = {"found": None, "token": "", "asked": False, "by_digest": False}
    return told | {"result": None, "recognised": None, "standing": "", "other": False}


def verified(visit: Visit, typed: str) -> dict[str, Any]:
    """What is known of the paper of a code, or of a digest that was typed in its place."""
    if found := documents.by_token(visit.session, typed) if typed else None:
        return _told(visit, found, typed)
    digest = "".join(typed.lower().split())
    if DIGEST.fullmatch(digest):
        return _of_digest(visit, bytes.fromhex(digest), typed)
    return verifying() | {"token": typed, "asked": bool(typed)}


def _of_digest(visit: Visit, digest: bytes, typed: str) -> dict[str, Any]:
    if known := _known(visit, digest):
        found, copy = known
        said = {} if copy else _said("file")
        return _told(visit, found, typed, copy) | said
    # A version that is printed anew has no bytes of its own: what its page shows is this.
    if of_content := documents.by_digest(visit.session, digest):
        return _told(visit, of_content, typed) | _said("content")
    return verifying() | {"token": typed, "asked": True, "by_digest": True}


def compared(visit: Visit, typed: str, data: bytes) -> dict[str, Any]:
    """The same for a file in hand: which it is, as far as that can be known."""
    page = verified(visit, typed)
    if not data:
        return page if typed else page | _said("nothing")
    sha, found = hashlib.sha256(data).digest(), page["found"]
    if found and found.sha256 == sha:
        return page | _same(page)
    if found and (copy := paper_copies.by_content(visit.session, sha, found.id)):
        return _told(visit, found, typed, copy)
    if other := _known(visit, sha):
        version, copy = other
        told = _told(visit, version, typed, copy) | {"other": found is not None}
        return told if copy else told | _same(told)
    return page | _said(_unkept(visit, found, sha) if found else "unknown")


def _said(what: str) -> dict[str, Any]:
    kind, words, title = SAID[what]
    return {"result": (kind, gettext(words), gettext(title))}


def _same(page: Mapping[str, Any]) -> dict[str, Any]:
    """The same as bytes that are kept; in green only what is final and stands."""
    kind, *said = _said("same")["result"]
    stands = page["found"].is_final and not page["void_since"]
    return {"result": (kind if stands else "info", *said), "recognised": None}


def _known(visit: Visit, sha: bytes) -> tuple[DocumentVersion, Copied | None] | None:
    """The paper that has these bytes, whichever it is, or a copy that has them."""
    if version := documents.by_content(visit.session, sha):
        return version, None
    copy = paper_copies.by_content(visit.session, sha)
    return (copy.version, copy) if copy else None


def _unkept(visit: Visit, found: DocumentVersion, sha: bytes) -> str:
    """What a file is, beside a version, whose bytes are kept nowhere."""
    if found.sha256:
        return "altered"
    stands = found.is_final and documents.void_since(visit.session, found) is None
    try:
        is_same = sheets.anew(visit.session, found) == sha
    except TooLargeForPdf:
        return "incomparable"
    if is_same:
        return "same" if stands else "same_unkept"
    return "altered" if stands else "incomparable"


def _told(
    visit: Visit, found: DocumentVersion, typed: str, copy: Copied | None = None
) -> dict[str, Any]:
    """What is known of a version, one of whose copies may be what was sent."""
    page = verifying() | {"token": typed, "asked": True} | document_views.about(visit, found)
    counting = paper_copies.counting(page["copies"])
    return page | {
        "counting": counting,
        "state": _state(visit, found, page["void_since"], bool(page["before"])),
        "recognised": copy,
        "standing": copy_views.standing(copy, counting) if copy else "",
    }


def _state(visit: Visit, found: DocumentVersion, void: datetime | None, is_added_to: bool) -> str:
    """What a version is in a few words; one that became void is told of as such before that."""
    if found.is_final:
        return str(gettext("void") if void else gettext("final"))
    if found.made_from == "upload":
        return str(gettext("file that was uploaded"))
    if is_added_to:
        return str(gettext("added to after it was signed"))
    definition = versions.definition(visit.session, found.version_id)
    is_draft = sheets.takes_approval(definition, found.code)
    return str(gettext("draft of a paper") if is_draft else gettext("paper without signature"))

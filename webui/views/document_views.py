"""What the templates of papers are given."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

from flask import url_for

from engine import documents, instance_view, versions
from engine.diagram.identity import Paper
from engine.models import DocumentVersion
from engine.papers import blocks
from engine.versions import Definition
from webui import words
from webui.language import gettext
from webui.papers import sheets
from webui.views import lines
from webui.visits import Visit
from webui.words import N_

# A paper that no step makes, such as a register.
KEPT_OUTSIDE = N_("kept by the office, outside this system")


def listed(
    visit: Visit, instance_id: int, definition: Definition, codes: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """The papers of an instance as they are now, as the templates' `papers` takes them."""
    there = documents.of_instance(visit.session, instance_id)
    named = [p for p in definition.process.papers if codes is None or p.code in codes]
    numbers = documents.numbers(visit.session, instance_id)
    return [
        line
        for one in named
        for line in _lines(one, there.get(one.code, []), numbers.get(one.code, ""))
        or [_unmade(definition, one)]
    ]


def _unmade(definition: Definition, paper: Paper) -> dict[str, Any]:
    """A paper of which there is no version: which step makes it, if any does."""
    steps = ((node.id, node.step) for node in definition.steps() if node.step)
    row = next((definition.rows[n] for n, s in steps if paper.code in s.standard.outputs), None)
    note = gettext("not made yet, row %(row)s makes it", row=row) if row else gettext(KEPT_OUTSIDE)
    return {"code": paper.code, "name": lines.named(paper), "note": note}


def _lines(paper: Paper, made: list[DocumentVersion], number: str) -> list[dict[str, Any]]:
    """The newest version, or each of the files that are the paper together."""
    if not made:
        return []
    together = [one for one in reversed(made) if one.seq == made[0].seq]
    return [_line(paper, one, number, len(together) > 1) for one in together]


def _line(paper: Paper, one: DocumentVersion, number: str, is_part: bool) -> dict[str, Any]:
    said = [number, gettext("version %(n)d", n=one.n), one.file_name if is_part else ""]
    return {
        "code": paper.code,
        "name": lines.named(paper),
        "url": url_for("pages.document", number=one.id),
        "note": ", ".join(filter(None, said)),
        "tag": gettext("final") if one.is_final else "",
    }


def document(visit: Visit, found: DocumentVersion) -> dict[str, Any]:
    """The page of one version."""
    is_text = found.made_from == "template"
    sheet = sheets.of_version(visit.session, found) if is_text else None
    about = _about(visit, found)
    return about | {
        "sheet": sheet,
        "blocks": blocks.written(sheet.blocks) if sheet else [],
        "file": url_for("pages.document_file", number=found.id),
        "title": lines.named(about["paper"]),
    }


def _about(visit: Visit, found: DocumentVersion) -> dict[str, Any]:
    """A version, its paper with the other versions, and the approvals that cover it."""
    definition = versions.definition(visit.session, found.version_id)
    made = documents.of_instance(visit.session, found.instance_id)[found.code]
    signed = documents.signed(visit.session, found.instance_id, found.code, found.n)
    return {
        "found": found,
        "paper": sheets.paper(definition.process, found.code),
        "versions": made,
        "newer": made[0] if made[0].seq > found.seq else None,
        "number": documents.number(visit.session, found.instance_id, found.code),
        "given": documents.approvals(visit.session, found),
        "before": [one for one in signed if one.digest != found.digest],
        "mark": sheets.mark(visit.session, found),
        "instance": instance_view.summary(visit.session, found.instance_id),
        "digest": (found.sha256 or found.digest).hex(),
    }


def file_name(visit: Visit, found: DocumentVersion) -> str:
    """The name under which a version is saved: "Laporan kinerja, Triwulan IV 2026, v2.pdf"."""
    if found.file_name:
        return found.file_name
    definition = versions.definition(visit.session, found.version_id)
    of = instance_view.summary(visit.session, found.instance_id)
    called = lines.named(sheets.paper(definition.process, found.code))
    return f"{safe(called)}, {safe(words.period(of.period) or of.title)}, v{found.n}.pdf"


def safe(text: str) -> str:
    """A part of a file's name that every system takes, 80 letters at most."""
    return " ".join("".join(c if c.isalnum() or c in ".-()" else " " for c in text).split())[:80]


# --- verifying --------------------------------------------------------------------------------


def verifying() -> dict[str, Any]:
    """The page on which nothing was asked yet."""
    return {"found": None, "token": "", "asked": False, "same": None, "not_kept": False}


def verified(visit: Visit, found: DocumentVersion | None, token: str) -> dict[str, Any]:
    """What is known of the version of a code."""
    page = verifying() | {"token": token, "asked": bool(token)}
    return page if found is None else page | _about(visit, found)


def compared(visit: Visit, token: str, data: bytes) -> dict[str, Any]:
    """The same for a file in hand: whether it is, byte for byte, what was kept here.

    A draft is set anew for every print, so there is nothing to compare it with.
    """
    found = documents.by_token(visit.session, token) if token else None
    if not data:
        return verified(visit, found, token)
    sha = hashlib.sha256(data).digest()
    if found is None:
        found = documents.by_content(visit.session, sha)
        return verified(visit, found, token) | {"same": found is not None}
    there = _sha256(visit, found)
    return verified(visit, found, token) | {
        "same": None if there is None else there == sha,
        "not_kept": there is None,
    }


def _sha256(visit: Visit, found: DocumentVersion) -> bytes | None:
    """What a version's file has; None for a draft. One signed without its print is set anew."""
    if found.sha256 is None and found.is_final:
        return hashlib.sha256(sheets.pdf(visit.session, found)).digest()
    return found.sha256

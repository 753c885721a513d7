"""What the templates of papers are given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from engine import documents, dossier, instance_view, paper_copies, versions
from engine.diagram.identity import Paper
from engine.dossier import Completed
from engine.models import DocumentVersion
from engine.paper_copies import Copied
from engine.papers import blocks
from engine.versions import Definition
from webui import words
from webui.language import gettext
from webui.papers import sheets
from webui.papers.outgrown import Known, Made, Outgrown, outgrown
from webui.views import copy_views, lines, outgrown_views
from webui.views.attempts import NOT_REFUSED, Refusal
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
    desk = _Desk(
        visit,
        documents.numbers(visit.session, instance_id),
        paper_copies.of_instance(visit.session, instance_id),
        dossier.latest(visit.session, instance_id),
        there,
    )
    return [
        line
        for one in named
        for line in _lines(desk, one, there.get(one.code, [])) or [_unmade(definition, one)]
    ]


@dataclass(frozen=True)
class _Desk:
    """What is known of all papers of an instance: numbers and versions by code, copies, answers."""

    visit: Visit
    numbers: Mapping[str, str]
    copies: Mapping[int, Sequence[Copied]]
    latest: Sequence[Completed]
    made: Made

    def outgrown(self, one: DocumentVersion) -> Outgrown | None:
        return _looked(self.visit, one, self.latest, self.made)


def _looked(
    visit: Visit, one: DocumentVersion, latest: Sequence[Completed], made: Made
) -> Outgrown | None:
    known: Known = current_app.extensions["alur-outgrown"]
    return outgrown(visit.session, one, latest, made, known)


def _unmade(definition: Definition, paper: Paper) -> dict[str, Any]:
    """A paper of which there is no version: which step makes it, if any does."""
    row = next((definition.rows[node.id] for node in definition.makers(paper.code)), None)
    note = gettext("not made yet, row %(row)s makes it", row=row) if row else gettext(KEPT_OUTSIDE)
    return {"code": paper.code, "name": lines.named(paper), "note": note}


def _lines(desk: _Desk, paper: Paper, made: list[DocumentVersion]) -> list[dict[str, Any]]:
    """The newest version, or each of the files that are the paper together."""
    if not made:
        return []
    together = [one for one in reversed(made) if one.seq == made[0].seq]
    return [_line(desk, paper, one, len(together) > 1) for one in together]


def _line(desk: _Desk, paper: Paper, one: DocumentVersion, is_part: bool) -> dict[str, Any]:
    number, copies = desk.numbers.get(paper.code, ""), desk.copies.get(one.id)
    said = [number, gettext("version %(n)d", n=one.n), one.file_name if is_part else ""]
    return {
        "code": paper.code,
        "name": lines.named(paper),
        "url": url_for("pages.document", number=one.id),
        "note": ", ".join(filter(None, said)),
        "outgrown": outgrown_views.note(desk.visit, desk.outgrown(one)),
        "tag": _tag(one, bool(copies and not copies[0].is_void)),
    }


def _tag(one: DocumentVersion, has_copy: bool) -> str:
    if has_copy:
        return str(gettext("final, with a copy"))
    return str(gettext("final")) if one.is_final else ""


def document(
    visit: Visit, found: DocumentVersion, refusal: Refusal = NOT_REFUSED
) -> dict[str, Any]:
    """The page of one version, and why a copy of it was refused."""
    is_text = found.made_from == "template"
    sheet = sheets.of_version(visit.session, found) if is_text else None
    told = about(visit, found)
    return (
        told
        | copy_views.adding(visit, found, told["copies"], refusal)
        | {
            "sheet": sheet,
            "blocks": blocks.written(sheet.blocks) if sheet else [],
            "file": url_for("pages.document_file", number=found.id),
            "title": lines.named(told["paper"]),
            "most_changes": outgrown_views.MOST,
        }
    )


def about(visit: Visit, found: DocumentVersion) -> dict[str, Any]:
    """A version, its paper with the other versions, and the approvals that cover it."""
    definition = versions.definition(visit.session, found.version_id)
    there = documents.of_instance(visit.session, found.instance_id)
    made = there[found.code]
    copies = paper_copies.of_instance(visit.session, found.instance_id)
    signed = documents.signed(visit.session, found.instance_id, found.code, found.n)
    return {
        "found": found,
        "paper": sheets.paper(definition.process, found.code),
        "versions": made,
        "copies": copies.get(found.id, []),
        "copied": {number for number, of_it in copies.items() if not of_it[0].is_void},
        "newer": made[0] if made[0].seq > found.seq else None,
        **_outgrown(visit, found, definition, there),
        "number": documents.number(visit.session, found.instance_id, found.code),
        "given": documents.approvals(visit.session, found),
        "before": [one for one in signed if one.digest != found.digest],
        "mark": sheets.mark(visit.session, found),
        "instance": instance_view.summary(visit.session, found.instance_id),
        "void_since": documents.void_since(visit.session, found),
        "sha256": (found.sha256 or b"").hex(),
        # That of an upload is its file's.
        "content": found.digest.hex() if found.digest != found.sha256 else "",
    }


def _outgrown(
    visit: Visit, found: DocumentVersion, definition: Definition, made: Made
) -> dict[str, Any]:
    """What became of the newest version since; of an older one it is told that a newer is there."""
    has_newer = made[found.code][0].seq > found.seq
    latest = [] if has_newer else dossier.latest(visit.session, found.instance_id)
    told = _looked(visit, found, latest, made)
    return {
        "outgrown": outgrown_views.note(visit, told),
        "changes": outgrown_views.changes(told, definition) if told else [],
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

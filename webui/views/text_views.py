"""What the templates of a draft's papers are given."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import request, url_for

from engine import draft_saving, drafts, instance_lists, paper_edits
from engine.diagram import graph, text_differences
from engine.diagram.changes import Turn
from engine.diagram.identity import TEXTS, Paper
from engine.diagram.verdicts import Verdict
from engine.errors import AlurError, StaleForm
from engine.papers import Kind, printing
from engine.papers.sheet import Sheet
from engine.permissions import May
from webui import faults, refusal_words, words
from webui.language import gettext
from webui.papers import trying
from webui.views import judged, keyset, lines, text_names
from webui.views.attempts import Refusal
from webui.views.element_names import Named
from webui.visits import Visit
from webui.words import N_

KINDS = {
    Kind.SURAT: N_("a letter"),
    Kind.KEPUTUSAN: N_("a decree"),
    Kind.LEMBAR: N_("a sheet"),
    Kind.TABEL: N_("a table in small letters"),
}


def listed(visit: Visit, key: str) -> dict[str, Any]:
    """The list of a draft's papers."""
    draft = drafts.opened(visit.session, visit.actor, key)
    verdicts = {v.element: v for v in draft.verdicts()}
    listed, named = {paper.place for paper in draft.process.papers}, judged.naming(draft)
    return _about(visit, draft) | {
        "papers": [_line(draft, p, verdicts.get(p.place), named) for p in draft.process.papers],
        "others": [path for path in draft.files if path.startswith(TEXTS) and path not in listed],
    }


def _line(
    draft: drafts.Open, paper: Paper, verdict: Verdict | None, named: Named
) -> dict[str, Any]:
    return {
        "paper": paper,
        "name": lines.named(paper),
        "url": _url(draft.key, paper),
        "made": dict.fromkeys(row for row, _ in _makers(draft, paper.code)),
        "has_text": paper.file in draft.files,
        "verdict": refusal_words.verdict(verdict, named) if verdict else None,
    }


def _makers(draft: drafts.Open, code: str) -> list[tuple[str, str]]:
    """The rows and names of the steps that make a paper."""
    rows, process = graph.rows(draft.process), draft.process
    steps = [(node, process.node[node].step) for node in rows]
    made = [node for node, step in steps if step and code in step.standard.outputs]
    return [(rows[node], lines.named(process.node[node])) for node in made]


def new(visit: Visit, key: str, refusal: Refusal) -> dict[str, Any]:
    """The form of a new paper."""
    draft = drafts.opened(visit.session, visit.actor, key)
    kinds = [{"value": kind.value, "label": gettext(said)} for kind, said in KINDS.items()]
    return _about(visit, draft) | {
        "refusal": refusal,
        "code": paper_edits.free_code(draft.files),
        "kinds": kinds,
    }


def begun(paper: Paper, kind: str) -> str:
    """What the text of a new paper begins with."""
    return f"---\nkind: {kind}\n---\n# {paper.name.upper()}\n"


def text(visit: Visit, key: str, code: str, refusal: Refusal) -> dict[str, Any]:
    """The page of one text."""
    draft = drafts.opened(visit.session, visit.actor, key)
    paper = paper_edits.paper(draft.files, code)
    source = draft.files.get(paper.file, b"").decode(errors="replace")
    is_stale = isinstance(refusal.error, StaleForm)
    shown = refusal.value("text", "text", source).replace("\r\n", "\n")
    return (
        _about(visit, draft)
        | {
            "paper": paper,
            "name": lines.named(paper),
            "has_text": paper.file in draft.files,
            "source": shown or begun(paper, Kind.SURAT),
            "makers": _makers(draft, code),
            # They are about what is saved: beside what was typed their lines would mislead.
            "faults": [] if refusal.said else _faults(draft, paper, source),
            "names": text_names.groups(draft.process),
            "instances": _instances(visit, key),
            "refusal": refusal,
            "theirs": text_differences.lines(source, shown) if is_stale else (),
        }
        | _preview(visit, draft, paper)
    )


def _faults(draft: drafts.Open, paper: Paper, source: str) -> list[dict[str, Any]]:
    """What is wrong with a text, each with the line that it is about."""
    written = [None, *source.split("\n")]
    found = [v for v in draft.verdicts() if v.element == paper.place]
    named = judged.naming(draft)
    told = [(int(v.facts.get("line", 0)), refusal_words.verdict(v, named)) for v in found]
    return [
        one | {"line": line, "words": written[line] if line < len(written) else None}
        for line, one in told
        if one["verdict"] != "as-drawn"
    ]


def _instances(visit: Visit, key: str) -> list[tuple[int, str]]:
    found, _ = instance_lists.listed(visit.session, visit.actor, instance_lists.Filter(key))
    return [
        (one.instance.id, f"{one.instance.title} {words.period(one.instance.period)}".strip())
        for one in found
    ]


# --- what it becomes --------------------------------------------------------------------------


def chosen() -> int | None:
    """The instance that the paper is to be filled with; None for the example."""
    return keyset.whole(request.values.get("isi"))


def sheet(visit: Visit, key: str, code: str) -> Sheet:
    """The paper of a draft as it would be."""
    draft = drafts.opened(visit.session, visit.actor, key)
    return _sheet(visit, draft, paper_edits.paper(draft.files, code))


def _sheet(visit: Visit, draft: drafts.Open, paper: Paper) -> Sheet:
    return trying.sheet(visit.session, visit.actor, draft, paper, chosen())


def _preview(visit: Visit, draft: drafts.Open, paper: Paper) -> dict[str, Any]:
    """The pages of the paper, or why there are none."""
    about: dict[str, Any] = {"key": draft.key, "code": paper.code, "isi": chosen()}
    pages, unshown = _pages(visit, draft, paper)
    edition, has_pdf = (
        draft.row.edition,
        paper.file in draft.files and not _is_refused(draft, paper),
    )
    return {
        "pages": [
            url_for("pages.text_picture", number=n, e=edition, **about)
            for n in range(1, len(pages) + 1)
        ],
        "unshown": unshown,
        "chosen": chosen(),
        "pdf": url_for("pages.text_pdf", **about) if has_pdf else "",
    }


def written(visit: Visit, key: str, code: str) -> dict[str, Any]:
    """What a text that is being written becomes, its pages within the answer, and its faults."""
    source = typed()
    plan = partial(paper_edits.written, code=code, text=source)
    draft = draft_saving.tried(visit.session, visit.actor, key, plan)
    paper = paper_edits.paper(draft.files, code)
    pages, unshown = _pages(visit, draft, paper)
    return {
        "faults": _faults(draft, paper, source),
        "pages": [f"data:image/png;base64,{b64encode(one).decode()}" for one in pages],
        "unshown": unshown,
    }


def _pages(visit: Visit, draft: drafts.Open, paper: Paper) -> tuple[tuple[bytes, ...], str]:
    """The pages of the paper as pictures, or why there are none."""
    if paper.file not in draft.files:
        return (), ""
    if _is_refused(draft, paper):
        return (), gettext("It is shown once its text can be filled.")
    try:
        return printing.pictures(_sheet(visit, draft, paper)), ""
    except AlurError as error:
        return (), faults.message(error)


def _is_refused(draft: drafts.Open, paper: Paper) -> bool:
    return paper.place in {verdict.element for verdict in draft.refused()}


# --- what they share --------------------------------------------------------------------------


def _about(visit: Visit, draft: drafts.Open) -> dict[str, Any]:
    is_owner = visit.actor.may(May.EDIT, draft.row.process_id)
    return {
        "draft": draft,
        "title": lines.named(draft.process),
        "open": is_owner and draft.row.asked_by is None,
    }


def typed() -> str:
    """The text that was sent, its lines ended as in files."""
    sent = request.form.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    return sent.rstrip("\n") + "\n"


def changes(old: Mapping[str, bytes], draft: drafts.Open) -> list[dict[str, Any]]:
    """The texts that differ from those of another bundle, each with its lines."""
    said = {
        Turn.ADDED: N_("New text: %(name)s"),
        Turn.REMOVED: N_("Text removed: %(name)s"),
        Turn.CHANGED: N_("Text of %(name)s"),
    }
    papers = {paper.file: paper for paper in draft.process.papers}
    both = (frozenset(files.items()) for files in (old, draft.files))
    return [
        {
            "label": gettext(said[one.turn], name=_named(papers.get(one.path), one.path)),
            "parts": one.parts,
            "left_out": one.left_out,
            "url": _url(draft.key, papers.get(one.path)),
        }
        for one in text_differences.remembered(*both)
    ]


def _named(paper: Paper | None, path: str) -> str:
    return lines.named(paper) if paper else path


def _url(key: str, paper: Paper | None) -> str:
    """Where the text of a paper is read; "" for what no paper names, or by a code unfit for it."""
    is_known = paper and paper_edits.CODE.fullmatch(paper.code)
    return url_for("pages.text", key=key, code=paper.code) if paper and is_known else ""

"""What the templates of a step that is being sent, and was sent, are given."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from engine import forms_beside, history, holders, inbox, item_rows, items
from engine.diagram.process import Node
from engine.diagram.step import Meaning
from engine.fields.kinds import FieldType
from engine.sending import Checked
from webui import addresses, forms, pictures
from webui.language import gettext, spoken
from webui.step_words import AND_DEEDS, DEEDS
from webui.views import corrected, document_views, earlier, lines
from webui.views.decision_views import posts
from webui.views.item_views import crumbs
from webui.visits import Visit


def check(
    visit: Visit,
    view: items.ItemView,
    checked: Checked,
    raw: dict[str, Any],
    tables: list[dict[str, Any]],
) -> dict[str, Any]:
    """The check page: what will be recorded, with everything in it once more, unseen."""
    return {
        "view": view,
        "title": gettext("Check before sending"),
        "step": lines.named(view.node),
        "symbol": pictures.symbol(view.definition.process, view.node.id),
        "tables": tables,
        "since": corrected.told(visit, view),
        "beside": forms_beside.of(visit.session, visit.actor, view.row.item.id),
        "again": earlier.changed(view, checked),
        "hidden": _hidden(view, checked, raw, tables),
        "back_url": url_for("pages.item", item_id=view.row.item.id),
        "crumbs": crumbs(view),
        **_recorded(view, checked),
        **_onward(visit, view, checked),
        **_sending(visit, view, checked),
    }


def _hidden(
    view: items.ItemView, checked: Checked, raw: dict[str, Any], tables: list[dict[str, Any]]
) -> dict[str, list[Any]]:
    """What the page sends once more: files by what was typed, tables by which one was seen.

    The reason for a return is sent with a return only; the page does not show it otherwise.
    """
    chosen = ("decision", "reason") if checked.goes_back else ("decision",)
    form, files = request.form, [f.key for f in view.step.fields if f.type is FieldType.FILE]
    return (
        forms.hidden(view.step.fields, form)
        | {key: raw.get(key, []) for key in files}
        | {f"{key}.named": _named(checked.answers.get(key)) for key in files}
        | {table["key"]: [table["sha256"]] for table in tables}
        | {n: form.getlist(n) for n in chosen if form.get(n)}
    )


def _named(files: Any) -> list[str]:
    """Files of an answer by sha256 and name, which is told of them once they are gone."""
    return [f"{one['sha256']} {one['name']}" for one in files or ()]


def _recorded(view: items.ItemView, checked: Checked) -> dict[str, Any]:
    """What the record will say: the decision with its reason, and the answers."""
    facts = forms.answers(view.step.fields, checked.answers, spoken())
    return {
        "returns": checked.goes_back,
        "decision": lines.named(checked.flow) if checked.flow else "",
        "facts": [(gettext("Reason"), checked.reason), *facts] if checked.goes_back else facts,
    }


def _onward(visit: Visit, view: items.ItemView, checked: Checked) -> dict[str, Any]:
    """The posts that it leads to, and who holds them."""
    leads = _leads(view, checked)
    return {"to": posts(view, leads), "holders": _holders(visit, view, leads)}


def _sending(visit: Visit, view: items.ItemView, checked: Checked) -> dict[str, Any]:
    """The button, and where it sends; a step that approves asks for the password."""
    approves = view.step.meaning is not Meaning.DONE and not checked.goes_back
    return {
        "deed": _deed(view, checked),
        "asks_password": approves,
        "papers": _approved(visit, view, checked) if approves else [],
        "send": url_for("pages.sign" if approves else "pages.send", item_id=view.row.item.id),
    }


def _approved(visit: Visit, view: items.ItemView, checked: Checked) -> list[dict[str, Any]]:
    """The papers that completing a step approves, as it would make them."""
    item, codes = view.row.item, view.step.standard.outputs
    found = document_views.listed(visit, item.instance_id, view.definition, codes)
    texts = {p.code for p in view.definition.process.papers if view.definition.text(p)}
    asked = {"item_id": item.id, "decision": checked.flow.id if checked.flow else None}
    to_be = {"note": gettext("preview: sending makes it a version"), "outgrown": ""}
    return [
        paper | to_be | {"url": url_for("pages.paper_to_be", code=paper["code"], **asked)}
        if paper["code"] in texts
        else paper
        for paper in found
    ]


def _deed(view: items.ItemView, checked: Checked) -> str:
    if checked.flow is None:
        return gettext(DEEDS[view.step.meaning])
    name = lines.named(checked.flow)
    if checked.goes_back:
        return name
    return gettext(AND_DEEDS[view.step.meaning], decision=name)


def _leads(view: items.ItemView, checked: Checked) -> tuple[Node, ...]:
    chosen = [d.leads_to for d in view.decisions if d.flow is checked.flow]
    return chosen[0] if chosen else view.leads_to


def _holders(visit: Visit, view: items.ItemView, nodes: tuple[Node, ...]) -> str:
    bound = [view.definition.post(node.id) for node in nodes if node.step]
    return ", ".join(h.name for h in holders.of(visit.session, bound, visit.now))


def sent_page(visit: Visit, view: items.ItemView) -> dict[str, Any]:
    """What became of a sent item: who has it now, until when."""
    row = view.row.item
    entry = history.entry(visit.session, row.instance_id, row.closed_seq or 0)
    ids = [opened["item"] for opened in entry.body.get("opened", ())] if entry else []
    opened = [item_rows.item(visit.session, item_id) for item_id in ids]
    waiting = inbox.page(visit.session, visit.actor, inbox.Box.ALL)
    return {
        "view": view,
        "title": gettext("Sent"),
        "step": lines.named(view.node),
        "returns": bool(entry and "voided" in entry.body),
        "ended": bool(entry and entry.body.get("ended")),
        "voided": len(entry.body.get("voided", ())) if entry else 0,
        "next": [_handed(visit, found) for found in opened if found],
        "instance_url": url_for("pages.instance", instance_id=row.instance_id),
        "inbox_url": url_for("pages.inbox"),
        "waiting": [
            {
                "url": url_for("pages.item", item_id=r.item.id),
                "title": _name(visit, r),
                "of": r.title,
            }
            for r in waiting.rows[:1]
        ],
    }


def _handed(visit: Visit, row: item_rows.Row) -> dict[str, Any]:
    names = [h.name for h in holders.of(visit.session, [row.item.post_id], visit.now)]
    url = addresses.absolute(url_for("pages.item", item_id=row.item.id))
    return {
        "post": lines.post_name(row),
        "names": ", ".join(names),
        "name": _name(visit, row),
        "row": row.item.row_no,
        "due": row.item.due_at,
        "url": url,
    }


def _name(visit: Visit, row: item_rows.Row) -> str:
    (definition,) = item_rows.definitions(visit.session, [row])
    return lines.step_name(definition, row.item.node_id)

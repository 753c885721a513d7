"""The record told in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine import history, leaving
from engine.diagram import graph
from engine.diagram.step import Meaning
from engine.records import Fact
from engine.versions import Definition
from webui import forms, indicator_words as say, words
from webui.language import gettext, ngettext
from webui.papers import sheets
from webui.step_words import COMPLETED
from webui.views import lines


def entry(
    found: history.Entry, definition: Definition, zone: ZoneInfo, locale: str
) -> dict[str, Any]:
    """One record as a line of the timeline."""
    body = found.body
    story = {
        Fact.STEP_COMPLETED: _completed,
        Fact.STEP_RETURNED: _returned,
        Fact.INSTANCE_STARTED: _started,
        Fact.INSTANCE_STOPPED: _stopped,
        Fact.INSTANCE_MOVED: _moved,
        Fact.TOKEN_PLACED: _placed,
        Fact.INSTANCE_REOPENED: _reopened,
        Fact.ITEM_TAKEN: _taken,
        Fact.ITEM_HANDED_BACK: _handed_back,
        Fact.COPY_ADDED: _copied,
    }.get(Fact(found.kind), _other)
    line: dict[str, Any] = {"at": found.at, "id": f"c{found.seq}", "note": None, "quote": None}
    line |= story(found, definition)
    if "due" in body:
        line["note"] = f"{line['note']} {_due(body['due'], zone, locale)}"
    if answers := _answers(body, definition, locale):
        line["facts"] = answers
        line["quote"] = "\n".join([line["quote"] or "", *(f"{k}: {v}" for k, v in answers)]).strip()
    return line


def who(found: history.Entry, definition: Definition) -> str:
    """Who did it, with the post and capacity in which it was done, and the decree."""
    body, name = found.body, found.actor or gettext("The system")
    if not body.get("post"):
        return name
    named = lines.recorded_post(definition, body["post"])
    post = words.capacity(body.get("capacity", "")) + named
    decree = f", {body['decree']}" if body.get("decree") and body["capacity"] != "definitif" else ""
    return f"{post} ({name}{decree})"


def _step(body: Mapping[str, Any], definition: Definition) -> str:
    node = definition.process.node.get(body.get("node", ""))
    return lines.named(node) if node else str(body.get("node", ""))


def _about(found: history.Entry, definition: Definition) -> str:
    body = found.body
    row = definition.rows.get(body.get("node", ""), "")
    parts = [gettext("Row %(row)s, round %(round)d", row=row, round=body.get("round", 1))]
    if body.get("via") == "cli":
        parts.append(gettext("on the command line"))
    return "; ".join(parts) + "."


def _completed(found: history.Entry, definition: Definition) -> dict[str, Any]:
    body = found.body
    said = COMPLETED[Meaning(body["meaning"])]
    text = gettext(said, who=who(found, definition), step=_step(body, definition))
    flow = definition.process.flow.get(body.get("decision") or "")
    note = _about(found, definition)
    if flow is not None:
        note = gettext("Decision: %(decision)s.", decision=lines.named(flow)) + " " + note
    if body.get("ended"):
        note += " " + gettext("The procedure ended.")
    return {"text": text, "note": note, "kind": "done", "quote": body.get("reason")}


def _returned(found: history.Entry, definition: Definition) -> dict[str, Any]:
    body = found.body
    text = gettext(
        "%(who)s returned “%(step)s”.", who=who(found, definition), step=_step(body, definition)
    )
    rows = (definition.rows.get(opened["node"], "") for opened in body.get("opened", ()))
    note = gettext("Back to row %(row)s.", row=", ".join(rows)) + " " + _about(found, definition)
    if voided := len(body.get("voided", ())):
        note += " " + ngettext("%(num)d approval is void.", "%(num)d approvals are void.", voided)
    return {"text": text, "note": note, "kind": "back", "quote": body.get("reason")}


def _started(found: history.Entry, definition: Definition) -> dict[str, Any]:
    text = gettext(
        "%(who)s started this instance on version %(version)d.",
        who=who(found, definition),
        version=found.body.get("version", 0),
    )
    return {"text": text, "kind": ""}


def _stopped(found: history.Entry, definition: Definition) -> dict[str, Any]:
    text = gettext("%(who)s stopped this instance.", who=who(found, definition))
    return {"text": text, "kind": "late", "quote": found.body.get("reason")}


def _moved(found: history.Entry, definition: Definition) -> dict[str, Any]:
    body = found.body
    text = gettext(
        "%(who)s moved this instance from version %(before)d to version %(after)d.",
        who=who(found, definition),
        before=body["from"],
        after=body["to"],
    )
    note = gettext("It goes on at “%(step)s”.", step=_step(body, definition))
    before = _before(found, definition)
    note = " ".join(filter(None, (note, *_offered(body, definition), before)))
    return {"text": text, "note": note, "kind": "", "quote": body["reason"]}


def _offered(body: Mapping[str, Any], definition: Definition) -> Iterator[str]:
    """To which other post the kept task is offered, and whether somebody has it no more."""
    if posts := body.get("offered"):
        before, after = (lines.recorded_post(definition, posts[side]) for side in ("from", "to"))
        yield gettext(
            "It is offered to %(after)s; before, to %(before)s.", after=after, before=before
        )
    if "untaken" in body:
        yield gettext("Whoever had taken it has it no more.")


def _due(said: Mapping[str, str], zone: ZoneInfo, locale: str) -> str:
    before, after = (
        words.written_moment(datetime.fromisoformat(said[side]), zone, locale)
        for side in ("from", "to")
    )
    return gettext(
        "By the new standard time it is due on %(after)s; it was due on %(before)s.",
        after=after,
        before=before,
    )


def _placed(found: history.Entry, definition: Definition) -> dict[str, Any]:
    body, step = found.body, _step(found.body, definition)
    text = gettext(
        "%(who)s placed this instance at “%(step)s”.", who=who(found, definition), step=step
    )
    left = body.get("left", body)["node"]
    is_back = left in graph.downstream(definition.process, body["node"])
    kind = "back" if is_back else ""
    return {"text": text, "note": _before(found, definition), "kind": kind, "quote": body["reason"]}


def _reopened(found: history.Entry, definition: Definition) -> dict[str, Any]:
    step = _step(found.body, definition)
    text = gettext(
        "%(who)s reopened this instance at “%(step)s”.", who=who(found, definition), step=step
    )
    note = _before(found, definition)
    return {"text": text, "note": note, "kind": "back", "quote": found.body["reason"]}


def _before(found: history.Entry, definition: Definition) -> str:
    """What a move put an end to: where the instance stood, what it led past, and approvals."""
    said = []
    if left := found.body.get("left"):
        said.append(gettext("It stood at row %(row)s before, not completed.", row=left["row"]))
    said += _passed_over(found.body, definition)
    if voided := len(found.body.get("voided", ())):
        said.append(ngettext("%(num)d approval is void.", "%(num)d approvals are void.", voided))
    return " ".join(said)


def _passed_over(body: Mapping[str, Any], definition: Definition) -> Iterator[str]:
    """The rows between where a move began and where it ended."""
    steps = leaving.between(definition.process, body)
    passed = list(dict.fromkeys(definition.rows[node] for node in steps))
    every = list(dict.fromkeys(definition.rows[node.id] for node in definition.steps()))
    if len(passed) > 2 and passed == every[every.index(passed[0]) :][: len(passed)]:
        first, last = passed[0], passed[-1]
        yield gettext("Rows %(first)s to %(last)s were passed over.", first=first, last=last)
    elif len(passed) > 1:
        yield gettext("Rows %(rows)s were passed over.", rows=", ".join(passed))
    elif passed:
        yield gettext("Row %(row)s was passed over.", row=passed[0])


def _taken(found: history.Entry, definition: Definition) -> dict[str, Any]:
    step = _step(found.body, definition)
    text = gettext("%(who)s took “%(step)s”.", who=who(found, definition), step=step)
    return {"text": text, "kind": "", "icon": "person"}


def _handed_back(found: history.Entry, definition: Definition) -> dict[str, Any]:
    step = _step(found.body, definition)
    text = gettext(
        "%(who)s handed “%(step)s” back to the post.", who=who(found, definition), step=step
    )
    is_lapsed = found.body.get("why") == "post_not_held"
    note = gettext("Whoever had taken it no longer holds the post.") if is_lapsed else None
    return {"text": text, "kind": "", "icon": "person", "note": note}


def _copied(found: history.Entry, definition: Definition) -> dict[str, Any]:
    said = found.body["copy"]
    text = gettext(
        "%(who)s added a copy of “%(paper)s”, version %(n)d: %(kind)s.",
        who=who(found, definition),
        paper=lines.named(sheets.paper(definition.process, said["paper"])),
        n=said["n"],
        kind=words.copy(said["kind"]),
    )
    note = gettext("%(file)s, SHA-256 %(sha256)s.", file=said["name"], sha256=said["sha256"])
    return {"text": text, "note": note, "kind": "done", "icon": "paper", "quote": said.get("note")}


def _other(found: history.Entry, definition: Definition) -> dict[str, Any]:
    return {"text": f"{who(found, definition)}: {found.kind}", "kind": ""}


def _answers(body: Mapping[str, Any], definition: Definition, locale: str) -> list[tuple[str, str]]:
    node = definition.process.node.get(body.get("node", ""))
    if node is None or node.step is None:
        return []
    files = [file["name"] for several in body.get("attached", {}).values() for file in several]
    came = [(gettext("Files of evidence"), ", ".join(files))] if files else []
    answers = forms.answers(node.step.fields, body.get("answers", {}), locale)
    return [*answers, *_together(body), *came]


def _together(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Who filled the tables in beside whoever sent them."""
    said = [say.together(several) for several in body.get("contributors", {}).values()]
    if said:
        yield gettext("Filled in together with"), ", ".join(said)

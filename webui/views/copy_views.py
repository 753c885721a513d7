"""What the page of a paper says of its copies, and the form by which one is added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine import copying, paper_copies
from engine.copying import KNOWN, LONGEST_NOTE
from engine.errors import InvalidValues
from engine.models import DocumentVersion
from engine.paper_copies import Copied, Kind
from engine.permissions import May
from webui import words
from webui.language import gettext
from webui.views.attempts import Refusal
from webui.visits import Visit

ACCEPTED = ",".join(f".{ending}" for kind in KNOWN[Kind.SCAN] for ending in kind.endings)


def adding(
    visit: Visit, found: DocumentVersion, copies: Sequence[Copied], refusal: Refusal
) -> dict[str, Any]:
    """The form by which a copy is added, for whoever may; which copy counts, and the others."""
    counting = paper_copies.counting(copies)
    return {
        "counting": counting,
        "others": [one for one in copies if one is not counting],
        "refused": refusal,
        "fields": _fields(refusal) if _may(visit, found) else [],
    }


def _may(visit: Visit, found: DocumentVersion) -> bool:
    if not visit.actor.may(May.ADD_COPIES) or not paper_copies.takes(visit.session, found):
        return False
    definition = paper_copies.made_by(visit.session, found)
    posts = {definition.post(node.id) for node in paper_copies.handlers(definition, found.code)}
    return not posts.isdisjoint(visit.actor.post_ids)


def _fields(refusal: Refusal) -> list[dict[str, Any]]:
    """The fields of the form as `forms.field` takes them; a file has to be chosen again."""
    problems = refusal.error.errors if isinstance(refusal.error, InvalidValues) else {}
    fields: list[dict[str, Any]] = [
        {
            "name": "kind",
            "type": "choice",
            "label": gettext("What it is"),
            "required": True,
            "options": [
                {"value": one.value, "label": words.sentence(words.copy(one))} for one in Kind
            ],
            "value": refusal.typed.get("kind", ""),
        },
        {
            "name": copying.FILE.key,
            "type": "upload",
            "label": gettext("File of the copy"),
            "required": True,
            "accept": ACCEPTED,
            "help": gettext(
                "PDF, JPEG or PNG, at most 10 MB. Do not add personal data of citizens, such as "
                "NIK or copies of their papers."
            ),
        },
        {
            "name": "note",
            "type": "text",
            "label": gettext("Note (optional)"),
            "maxlength": LONGEST_NOTE,
            "value": refusal.typed.get("note", ""),
        },
        {
            "name": "password",
            "type": "password",
            "label": gettext("Your password"),
            "required": True,
            "autocomplete": "current-password",
            "help": gettext("You say with it, in your name, that this file is the signed paper."),
        },
    ]
    return [
        one | {"error": " ".join(map(words.problem, problems.get(one["name"], [])))}
        for one in fields
    ]


def standing(one: Copied, counting: Copied | None) -> str:
    """What a copy is among those of its version, and whether a signer added it."""
    if one.is_void:
        return str(gettext("The approval of that version became void: it does not count any more."))
    if counting is None or one.row.sha256 != counting.row.sha256:
        return str(gettext("It is not the one that the office uses: another one counts."))
    if one.is_signers:
        return str(gettext("It is the one that the office uses; a signer of the paper added it."))
    return str(gettext("It is the one that the office uses; no signer of the paper added it."))

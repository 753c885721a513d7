"""What the page that starts an instance is given."""

from __future__ import annotations

from typing import Any

from engine import catalogue, indicators, instances, periods, versions
from engine.models import Status
from webui.language import gettext
from webui.views import lines
from webui.views.attempts import Refusal
from webui.visits import Visit
from webui.words import N_

TAKEN = {Status.RUNNING: N_("running already"), Status.COMPLETED: N_("completed already")}


def start(visit: Visit, refusal: Refusal) -> dict[str, Any]:
    """The form that starts an instance, or the SOPs to choose one of, with why it was refused."""
    found = catalogue.startable(visit.session, visit.actor, visit.today)
    asked = refusal.value("start", "process")
    chosen = next((sop for sop in found if sop.key == asked or len(found) == 1), None)
    told = {"sops": lines.sops(visit.session, found), "refused": refusal, "chosen": None}
    if chosen is None:
        return told
    taken = instances.periods_taken(visit.session, chosen.version.process_id)
    definition = versions.definition(visit.session, chosen.version.id)
    return told | {
        "chosen": lines.sops(visit.session, [chosen])[0],
        "periods": periods.offered(visit.today),
        "taken": {period: gettext(TAKEN[Status(status)]) for period, status in taken.items()},
        "usual": (_measures(definition) and periods.current_if_free(visit.today, taken)) or "",
        "is_measured": _measures(definition),
    }


def _measures(definition: versions.Definition) -> bool:
    """Whether the SOP fills in a table of indicators: then it is for a quarter."""
    return any(indicators.tables(n.step.fields) for n in definition.steps() if n.step)

"""The office's emblem: given, shown and taken away."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, request, url_for

from engine import emblems, organisation
from engine.errors import InvalidValues
from engine.offices import EMBLEM
from engine.permissions import May
from engine.uploads import SentFile
from webui.language import gettext
from webui.views import handing_out
from webui.views.attempts import UNPROCESSABLE, attempt, need
from webui.views.office_settings_pages import settings_page
from webui.visits import Visit, here, page


@page("/kantor/lambang", May.READ_SOPS)
def emblem(visit: Visit) -> Response:
    """The emblem as it is; raises NotFound without one."""
    file, data = emblems.kept(visit.session)
    return handing_out.boxed(handing_out.shown(data, file.type, file.name))


def _judge(visit: Visit) -> None:
    """Judge what came along before the office is locked."""
    file = request.files.get(EMBLEM)
    data = file.read(emblems.LARGEST + 1) if file else b""
    try:
        here.emblem = emblems.judged(SentFile(file and file.filename or "", data), visit.now)
    except InvalidValues as error:
        here.emblem = error


@page("/pengelolaan/kantor/lambang", May.ADMINISTER, "POST", first=_judge)
def set_emblem(visit: Visit) -> Any:
    """Give the office an emblem."""

    def act() -> None:
        organisation.set_emblem(visit.session, visit.actor, need(here.emblem), visit.now)

    if refusal := attempt(visit, EMBLEM, act):
        return settings_page(visit, {}, refusal), UNPROCESSABLE
    flash(gettext("Saved. Papers that are final stay as they were printed."), "done")
    return redirect(url_for("pages.office_settings"), 303)


@page("/pengelolaan/kantor/lambang/hapus", May.ADMINISTER, "POST")
def remove_emblem(visit: Visit) -> Any:
    """Take the office's emblem away."""
    organisation.set_emblem(visit.session, visit.actor, None, visit.now)
    flash(gettext("Removed. Papers are printed without an emblem from now on."), "done")
    return redirect(url_for("pages.office_settings"), 303)

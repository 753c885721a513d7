"""Handing out the files of instances: always to be saved, never to be run by the browser."""

from __future__ import annotations

from flask import Response

from engine import files
from engine.permissions import May
from webui.views import handing_out
from webui.visits import Visit, page


@page("/berkas/<int:number>", May.READ_INSTANCES)
def attachment(visit: Visit, number: int) -> Response:
    """A file that was sent with a step."""
    found, data = files.attached(visit.session, visit.actor, number)
    return handing_out.guarded(data, found.media_type, found.file_name)


@page("/tugas/<int:item_id>/berkas/<sha256>", May.WORK)
def upload(visit: Visit, item_id: int, sha256: str) -> Response:
    """A file that one has added to a form, or anybody to its table, and that is not sent yet."""
    found = files.uploaded(visit.session, visit.actor, item_id, sha256)
    return handing_out.guarded(found.data, found.media_type, found.file_name)

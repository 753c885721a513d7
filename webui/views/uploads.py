"""Files in the form of a work item: kept as they come in, shown with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import FileStorage

from engine import attachments, files, indicators, items, locking, media, uploads
from engine.errors import FieldProblem, InvalidValues
from engine.fields.files import File
from engine.fields.kinds import Field, FieldType
from engine.versions import Course
from webui import forms, words
from webui.language import gettext, spoken
from webui.visits import Visit, here

ACCEPTED = ",".join(f".{ending}" for kind in media.KNOWN for ending in kind.endings)

Problems = dict[str, list[FieldProblem]]
# A file that came along, judged.
New = uploads.Judged | InvalidValues


def judge_sent(visit: Visit, item_id: int) -> None:
    """Judge the files that came along before their item is locked."""
    view = items.view(visit.session, visit.actor, item_id)
    here.uploads = [(field, judged(field, file)) for field, file in _sent(view.step.fields)]


def received(
    visit: Visit, view: items.ItemView, raw: dict[str, Any]
) -> tuple[dict[str, Any], Problems]:
    """What was typed, with the files that came along kept and named in it; and what was refused."""
    kept: dict[str, Any] = dict(raw)
    problems: Problems = {}
    for field, new in here.uploads:
        try:
            added = _kept(visit, view, field, new, kept.get(field.key, []))
            kept[field.key] = [*dict.fromkeys([*kept.get(field.key, []), added.sha256])]
        except InvalidValues as error:
            problems.setdefault(field.key, []).extend(error.errors[field.key])
    return kept, problems


def judged(field: Field, file: FileStorage) -> New:
    """A file that came along, if it can be kept; else why not."""
    sent = uploads.SentFile(file.filename or "", file.read(uploads.LARGEST_FILE + 1))
    try:
        return uploads.judged(field, sent)
    except InvalidValues as error:
        return error


def _kept(
    visit: Visit,
    view: items.ItemView,
    field: Field,
    new: New,
    named: list[str],
) -> File:
    if isinstance(new, InvalidValues):
        raise new
    item = locking.locked(visit.session, visit.actor, view.row.item.id)
    # What the form does not name nobody could remove: it must not fill the room that there is.
    uploads.keep_only(visit.session, item, field, named)
    return uploads.upload(visit.session, item, field, new, visit.now)


def _sent(fields: Sequence[Field]) -> list[tuple[Field, FileStorage]]:
    return [
        (field, file)
        for field in fields
        if field.type is FieldType.FILE
        for file in request.files.getlist(f"{field.key}.new")
        if file.filename
    ]


def known(visit: Visit, view: items.ItemView) -> dict[str, list[File]]:
    """The files that each field of an item may name."""
    wanted = [field for field in view.step.fields if field.type is FieldType.FILE]
    return {
        field.key: attachments.choices(visit.session, visit.actor, view.row.item, field)
        for field in wanted
    }


def changed(visit: Visit, view: items.ItemView, raw: dict[str, Any]) -> dict[str, Any]:
    """What was typed after a row or a file was added or removed; the removed file is not kept."""
    left = forms.change_rows(raw, request.form)
    for field in view.step.fields:
        if field.type is FieldType.FILE and left.get(field.key) != raw.get(field.key):
            item = locking.locked(visit.session, visit.actor, view.row.item.id)
            uploads.keep_only(visit.session, item, field, left[field.key])
    return left


def field(view: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """What a field's view says of its files."""
    return {"files": chosen.get(view["name"], []), "accept": ACCEPTED}


def shown(
    view: items.ItemView, values: Mapping[str, Any], known: Mapping[str, Sequence[File]]
) -> dict[str, list[dict[str, Any]]]:
    """The files of each field as the form shows them: name, size, and where to look at them."""
    return {
        key: [_shown(view, file) for file in found if file.sha256 in _named(values.get(key))]
        for key, found in known.items()
    }


def attached(visit: Visit, instance_id: int, course: Course) -> list[dict[str, str]]:
    """The files that came with the steps of an instance, as the templates' `papers` takes them.

    Those of a table of indicators stand in it.
    """
    steps = [node.step for node in course.now.process.nodes if node.step]
    tables = {field.key for step in steps for field in indicators.tables(step.fields)}
    found = files.of_instance(visit.session, instance_id)
    return [
        {
            "name": file.file_name,
            "url": url_for("pages.attachment", number=file.id),
            "note": gettext(
                "row %(row)s, %(size)s",
                row=course.at(file.seq).rows[file.node_id],
                size=words.size(file.size, spoken()),
            ),
        }
        for file in found
        if file.field not in tables
    ]


def _named(answer: Any) -> set[str]:
    """The files of an answer, as typed or as the record of an earlier round keeps it."""
    return {one["sha256"] if isinstance(one, Mapping) else one for one in answer or ()}


def _shown(view: items.ItemView, file: File) -> dict[str, Any]:
    url = url_for("pages.upload", item_id=view.row.item.id, sha256=file.sha256)
    return vars(file) | {"url": url}
